//! Random numbers for 64 neurons in one step: words, normal numbers, and Poisson
//! counts, poured as jumps of one weight onto 4,096 neurons.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::core::random::{CHUNK, Key, Poisson, words};
use npbrain::core::{Arithmetic, Drops};

/// How many neurons.
const SIZE: usize = 4096;

fn random(c: &mut Criterion) {
    let key = Key::new(1, "bench", "numbers");
    let best = Arithmetic::best();
    let mut group = c.benchmark_group("random");

    group.throughput(Throughput::Elements(CHUNK as u64));
    let mut step = 0;
    // Outside a kernel: with the instructions that every processor has.
    group.bench_function("words", |b| {
        b.iter(|| {
            step += 1;
            words(key, 0, step, 0)
        });
    });
    let mut numbers = [0.0; CHUNK];
    group.bench_function("normals/f64", |b| {
        b.iter(|| {
            step += 1;
            best.normals(key, 0, step, 0, &mut numbers);
        });
    });

    group.throughput(Throughput::Elements(SIZE as u64));
    for mean in [0.02, 2.0, 40.0, 300.0] {
        let mut poisson = Poisson::default();
        poisson.set_mean(mean);
        let mut sums = vec![0.0f32; SIZE];
        group.bench_function(format!("poisson/{mean}"), |b| {
            b.iter(|| {
                step += 1;
                let (slots, weights) = (0..SIZE, &[0.1]);
                best.pour(
                    Drops { poisson: &poisson, key, step, chunk: 0, slots, weights },
                    &mut sums,
                );
            });
        });
    }
}

criterion_group!(benches, random);
criterion_main!(benches);
