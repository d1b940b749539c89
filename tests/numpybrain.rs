//! The network of NumpyBrain's first page against NumpyBrain 0.2.2 itself.

use npbrain::all as nn;

/// Mean rates of both populations in Hz, by NumpyBrain 0.2.2 (numpy backend,
/// seeds 1 … 20, 100 ms at dt = 0.1 ms), with their standard errors. Its README
/// does not run on 0.2.2; this is the same network in that version's words.
const NUMPYBRAIN: [(f64, f64); 2] = [(87.858, 0.027), (39.4615, 0.165)];

/// What NumpyBrain does differently is matched by settings: forward Euler
/// (Euler–Maruyama), a spike that acts two steps after it was fired, and a jump
/// that enters before the step and decays in it, by 1 − dt/τ = 0.99.
fn rates(seed: u64) -> [f64; 2] {
    let mut net = nn::Network::new();
    net.seed(seed).unwrap();
    let lif = nn::Lif { noise: 1.1, ..nn::default() };
    let population = |size| nn::neurons(size, lif).method(nn::Method::EulerMaruyama);
    let (a, b) = (net.add(population(500)), net.add(population(1000)));
    net.add(nn::NormalSynapses::new(a, b, nn::fixed_prob(0.1)).weight(0.2 * 0.99).delay(0.2));
    let spikes = [a, b].map(|n| net.add(nn::SpikeMonitor::new(n)));
    net.run(100.0, [nn::input(a, 15.0)]).unwrap();
    spikes.map(|monitor| net.get(monitor).unwrap().mean_rate())
}

/// Within three standard errors of the difference.
#[test]
fn rates_agree_with_numpybrain() {
    let seeds = 1..=20;
    let runs: Vec<[f64; 2]> = seeds.map(rates).collect();
    for (population, (expected, expected_error)) in NUMPYBRAIN.into_iter().enumerate() {
        let n = runs.len() as f64;
        let mean = runs.iter().map(|r| r[population]).sum::<f64>() / n;
        let squares = runs.iter().map(|r| (r[population] - mean).powi(2)).sum::<f64>();
        let error = (squares / (n - 1.0) / n).sqrt();
        let z = (mean - expected) / error.hypot(expected_error);
        println!("population {population}: {mean:.3} ± {error:.3} Hz, z = {z:.2}");
        assert!(z.abs() < 3.0, "population {population}: {mean} Hz for {expected}, z = {z}");
    }
}
