//! Whole networks, those of `examples/networks`: 100 ms of each, which are 1,000
//! steps, on one thread, spikes recorded.
//!
//! The time is that of the run alone; building is not in it. The 100 ms are the
//! first, but for 20 ms in which the initial state dies away.

use std::time::{Duration, Instant};

use benchmark_networks::{brunel, coba, cobahh, cuba, readme, stdp};
use criterion::{Criterion, criterion_group, criterion_main};
use npbrain::all as nn;

/// Fills a network, and says of which neurons spikes are recorded.
type Fill = fn(&mut nn::Network) -> Vec<nn::Neurons>;

fn networks(c: &mut Criterion) {
    let cases: [(&str, Fill); 8] = [
        ("coba_4000_euler", |net| vec![coba::coba_by_euler(net, 4000, 80.0).0]),
        ("coba_4000_exponential_euler", |net| vec![coba::coba(net, 4000, 80.0).0]),
        ("coba_40000_euler", |net| vec![coba::coba_by_euler(net, 40_000, 80.0).0]),
        ("cuba_4000", |net| vec![cuba::cuba(net, 4000, 80.0).0]),
        ("cobahh_4000", |net| vec![cobahh::cobahh(net, 4000, 80.0).0]),
        ("brunel_12500", |net| vec![brunel::brunel(net, 12_500).0]),
        ("stdp_4000", |net| vec![stdp::stdp(net, 4000, 80.0).0]),
        ("readme_1500", |net| readme::readme(net, 1500).0.into()),
    ];
    for (name, fill) in cases {
        for (precision, cpu) in [("f32", nn::Cpu::new().f32()), ("f64", nn::Cpu::new())] {
            let mut group = c.benchmark_group(name);
            group.sample_size(10).measurement_time(Duration::from_secs(2));
            group.bench_function(precision, |b| {
                b.iter_custom(|runs| (0..runs).map(|_| run(cpu, fill)).sum());
            });
        }
    }
}

/// How long 100 ms take in a fresh network, which keeps the list of spikes short.
fn run(cpu: nn::Cpu, fill: Fill) -> Duration {
    let mut net = nn::Network::new();
    net.dt(0.1).unwrap().seed(1).unwrap().on(cpu.threads(1)).unwrap();
    for cells in fill(&mut net) {
        net.add(nn::SpikeMonitor::new(cells));
    }
    net.run(20.0, []).unwrap();
    let start = Instant::now();
    net.run(100.0, []).unwrap();
    start.elapsed()
}

criterion_group!(benches, networks);
criterion_main!(benches);
