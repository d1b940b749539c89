//! Building Brunel's network: 10,000 excitatory and 2,500 inhibitory neurons,
//! every pair connected with probability 0.1, 15.6 million synapses; planned,
//! and taken in by the CPU engine on one thread. And rows of 400 targets of 20,000, made
//! one at a time, with values for them.

use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::all as nn;
use npbrain::core::random::{Key, Stream};
use npbrain::core::{Connect, Draw, Ends, SynapseSite};
use npbrain::engine::{Backend, Description, Settings};

fn brunel() -> Description {
    let mut description = Description::default();
    let cells = description.add(nn::neurons(12_500, nn::Lif::default()));
    let (excitatory, inhibitory) = (cells.slice(0..10_000), cells.slice(10_000..12_500));
    for (sources, weight) in [(excitatory, 0.1), (inhibitory, -0.5)] {
        let projection =
            nn::VoltageJump::new(sources, cells, nn::fixed_prob(0.1)).weight(weight).delay(1.5);
        description.add(projection);
    }
    description
}

fn connecting(c: &mut Criterion) {
    let settings = Settings { dt: 0.1, seed: 1 };
    let mut group = c.benchmark_group("connecting");
    group.throughput(Throughput::Elements(15_625_000)).sample_size(10);
    for name in ["plan", "build"] {
        let description = brunel();
        group.bench_function(name, |b| {
            b.iter_custom(|iterations| {
                (0..iterations)
                    .map(|_| {
                        let start = Instant::now();
                        let (plan, _) = description.plan(&settings, 0).unwrap();
                        if name == "build" {
                            let mut engine = nn::Cpu::new().workers(1).engine(&settings).unwrap();
                            engine.extend(plan).unwrap();
                        }
                        start.elapsed()
                    })
                    .sum()
            });
        });
    }
}

fn rows(c: &mut Criterion) {
    const SOURCES: usize = 1000;
    const LENGTH: usize = 400;
    const TARGETS: usize = 20_000;
    let key = Key::new(1, "bench", "connect");
    let (object, geometry) = ("projection `bench`", Default::default());
    let ends = Ends { object, pre: SOURCES, post: TARGETS, same: None, geometry, key };
    let mut group = c.benchmark_group("row");
    group.throughput(Throughput::Elements(LENGTH as u64));

    let rules: [(&str, &dyn Connect); 3] = [
        ("fixed_total", &nn::fixed_total(SOURCES * LENGTH)),
        ("fixed_outdegree", &nn::fixed_outdegree(LENGTH)),
        ("fixed_prob", &nn::fixed_prob(LENGTH as f64 / TARGETS as f64)),
    ];
    for (name, rule) in rules {
        let mut maker = rule.rows(&ends).unwrap().unwrap();
        let (mut source, mut targets) = (0, Vec::new());
        group.bench_function(name, |b| {
            b.iter(|| {
                source = (source + 1) % SOURCES;
                targets.clear();
                maker.make(source, &mut targets);
            });
        });
    }

    let laws: [(&str, &dyn Draw<SynapseSite>); 3] = [
        ("uniform", &nn::uniform(0.5, 2.0)),
        ("normal, clipped", &nn::normal(87.8, 8.78).clipped(0.0, f64::MAX)),
        ("normal, redrawn", &nn::normal(1.5, 0.75).redrawn(0.05, f64::MAX)),
    ];
    let site = |j| SynapseSite { i: 0, j, positions: [[0.0; 3]; 2] };
    for (name, law) in laws {
        let (mut source, mut values) = (0, Vec::new());
        group.bench_function(name, |b| {
            b.iter(|| {
                source += 1;
                values.clear();
                law.draw_row(LENGTH, &site, &mut Stream::new(key, source), &mut values);
            });
        });
    }
}

criterion_group!(benches, connecting, rows);
criterion_main!(benches);
