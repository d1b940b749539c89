//! The networks that simulators are compared by: what is counted of them is the
//! CPU's, and the same in every run.

use npbrain::all as nn;
use npbrain::engine::Backend;

use benchmark_networks::{brunel, coba, cobahh, cuba, readme, stdp};

const DURATION: f64 = 200.0;

fn network(
    name: &str,
    seed: u64,
    backend: impl Backend + 'static,
) -> nn::Result<(Vec<f64>, Vec<usize>)> {
    let mut net = nn::Network::new();
    net.seed(seed)?.on(backend)?;
    let (cells, _) = match name {
        "coba" => coba::coba(&mut net, 1000, 80.0),
        "cuba" => cuba::cuba(&mut net, 1000, 80.0),
        "stdp" => stdp::stdp(&mut net, 1000, 80.0),
        "cobahh" => cobahh::cobahh(&mut net, 400, 80.0),
        "readme" => {
            let ([first, _], synapses) = readme::readme(&mut net, 150);
            (first, [synapses; 2])
        }
        _ => brunel::brunel(&mut net, 1000),
    };
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(DURATION, [])?;
    let spikes = net.get(spikes)?;
    Ok((spikes.t.to_vec(), spikes.i.to_vec()))
}

fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0))
}

/// The means of ten seeds lie within three standard errors of their difference.
fn rates_agree(name: &str) {
    let rate = |(t, _): (Vec<f64>, Vec<usize>)| t.len() as f64 / 1000.0 / (DURATION / 1000.0);
    let rates = |on: &dyn Fn(u64) -> nn::Result<(Vec<f64>, Vec<usize>)>| -> Vec<f64> {
        (1..=10).map(|seed| rate(on(seed).unwrap())).collect()
    };
    let cpu = rates(&|seed| network(name, seed, nn::Cpu::new().f32()));
    let gpu = rates(&|seed| network(name, seed, nn::Gpu::new()?));
    let (a, of_a) = mean_and_variance(&cpu);
    let (b, of_b) = mean_and_variance(&gpu);
    let error = ((of_a + of_b) / 10.0).sqrt();
    assert!(cpu.iter().all(|rate| *rate > 0.0) && gpu.iter().all(|rate| *rate > 0.0));
    println!("{name}: {a} Hz on the CPU, {b} Hz on the GPU, standard error {error}");
    assert!(a > 1.0, "{name} is silent");
    assert!((a - b).abs() <= 3.0 * error, "{name}: {a} and {b} Hz, standard error {error}");
}

#[test]
fn rates_of_coba_agree() {
    rates_agree("coba");
}

#[test]
fn rates_of_cuba_agree() {
    rates_agree("cuba");
}

#[test]
fn rates_of_brunel_agree() {
    rates_agree("brunel");
}

#[test]
fn rates_of_the_other_example_networks_agree() {
    for name in ["stdp", "cobahh", "readme"] {
        rates_agree(name);
    }
}

#[test]
fn spikes_are_the_same_in_every_run() {
    for name in ["coba", "brunel", "stdp"] {
        let first = network(name, 1, nn::Gpu::new().unwrap()).unwrap();
        assert!(first.0.len() > 100);
        for _ in 0..3 {
            assert!(network(name, 1, nn::Gpu::new().unwrap()).unwrap() == first, "{name}");
        }
    }
}

/// At most 6 dispatches per step for each population and projection, one submission
/// in 100 steps, and nothing is read back inside a run without monitors.
#[test]
fn what_is_dispatched_is_counted() {
    let mut net = nn::Network::new();
    net.on(nn::Gpu::new().unwrap()).unwrap();
    brunel::brunel(&mut net, 1000);
    net.run(100.0, []).unwrap();
    let explained = net.explain().unwrap();
    let number = |line: &str| -> f64 {
        let found = explained.lines().find_map(|l| l.strip_prefix(line)).unwrap();
        found.split_whitespace().next().unwrap().parse().unwrap()
    };
    assert_eq!(number("steps "), 1000.0, "{explained}");
    assert!(number("dispatches ") <= 3.0, "{explained}");
    assert!(number("submissions ") <= 1.0, "{explained}");
    // The one at the end of the run, which looks whether a neuron was lost.
    assert_eq!(number("read-backs "), 1.0, "{explained}");
}

/// Projections that do not fit into one buffer are split by rows.
#[test]
fn split_projections_deliver_alike() {
    let whole = network("brunel", 3, nn::Gpu::new().unwrap()).unwrap();
    let split = network("brunel", 3, nn::Gpu::new().unwrap().split_at(30_000)).unwrap();
    assert!(whole.0.len() > 1000);
    assert!(whole == split);
    let mut net = nn::Network::new();
    net.on(nn::Gpu::new().unwrap().split_at(30_000)).unwrap();
    brunel::brunel(&mut net, 1000);
    let explained = net.explain().unwrap();
    assert!(explained.contains("projection `VoltageJump1`: dispatches per step 3"), "{explained}");
}
