//! Synaptic events per second, through `Engine::advance`: 40,000 sources with
//! 1,000 targets each among 40,000 neurons, one delay, a weight per synapse.
//!
//! The time includes the update of the 40,000 target neurons.

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::all as nn;
use npbrain::core::random::{Key, Stream};
use npbrain::core::{Connect, Csr, Ends};
use npbrain::engine::{Backend, Description, Engine, Settings};

const SIZE: usize = 40_000;
const TARGETS: usize = 1_000;
/// Each source fires once per round, 50 sources a step.
const STEPS_PER_ROUND: usize = 800;
const ROUNDS: usize = 400;

/// Every source has the same number of targets, drawn at random.
#[derive(Debug)]
struct OutDegree;

impl Connect for OutDegree {
    fn connect(&self, ends: &Ends<'_>) -> nn::Result<Csr> {
        let mut targets = Vec::with_capacity(ends.pre * TARGETS);
        for source in 0..ends.pre {
            let mut stream = Stream::new(ends.key, source as u64);
            let row = (0..TARGETS).map(|_| stream.below(ends.post as u64) as u32);
            targets.extend(row);
        }
        let offsets = (0..=ends.pre).map(|row| row * TARGETS).collect();
        Csr::new(ends.object, ends.post, offsets, targets)
    }
}

fn engine(cpu: nn::Cpu, weight: Option<f64>) -> Box<dyn Engine> {
    let settings = Settings { dt: 0.1, seed: 1 };
    let mut stream = Stream::new(Key::new(1, "bench", "order"), 0);
    let mut order: Vec<usize> = (0..SIZE).collect();
    for k in (1..SIZE).rev() {
        order.swap(k, stream.below(k as u64 + 1) as usize);
    }
    let spikes = (0..ROUNDS * SIZE).map(|k| {
        let step = k / (SIZE / STEPS_PER_ROUND) + 1;
        (order[k % SIZE], npbrain::core::time_of(step as u64, settings.dt))
    });
    let mut description = Description::default();
    let sources = description.add(nn::spike_array(SIZE, spikes));
    let targets = description.add(nn::neurons(SIZE, nn::Lif::default()));
    let projection = nn::VoltageJump::new(sources, targets, OutDegree);
    description.add(match weight {
        Some(weight) => projection.weight(weight),
        None => projection
            .weight((0..SIZE * TARGETS).map(|k| 1e-6 * (k % 1000) as f64).collect::<Vec<_>>()),
    });
    let (plan, planned) = description.plan(&settings, 0).unwrap();
    description.commit(planned);
    let mut engine = cpu.engine(&settings).unwrap();
    engine.extend(plan).unwrap();
    engine
}

fn delivery(c: &mut Criterion) {
    for (name, cpu, weight) in [
        ("each_weight/f32", nn::Cpu::new().f32().workers(1), None),
        ("same_weight/f32", nn::Cpu::new().f32().workers(1), Some(1e-6)),
        ("each_weight/f64", nn::Cpu::new().workers(1), None),
        ("each_weight/f32/2_threads", nn::Cpu::new().f32().workers(2), None),
    ] {
        let mut group = c.benchmark_group("delivery");
        group.throughput(Throughput::Elements((SIZE * TARGETS) as u64));
        group.sample_size(10).measurement_time(Duration::from_secs(4));
        let mut engine = engine(cpu, weight);
        let mut rounds = 0;
        group.bench_function(name, |b| {
            b.iter_custom(|iterations| {
                rounds += iterations as usize;
                assert!(rounds <= ROUNDS, "more rounds than there are spikes for");
                let start = Instant::now();
                engine.advance(iterations * STEPS_PER_ROUND as u64).unwrap();
                start.elapsed()
            });
        });
    }
}

criterion_group!(benches, delivery);
criterion_main!(benches);
