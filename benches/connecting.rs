//! Building Brunel's network: 10,000 excitatory and 2,500 inhibitory neurons,
//! every pair connected with probability 0.1, 15.6 million synapses; planned,
//! and taken in by the CPU engine on one thread.

use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::all as nn;
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

criterion_group!(benches, connecting);
criterion_main!(benches);
