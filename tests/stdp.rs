//! Pair STDP against sums over pairs of spikes and loops over events in plain
//! `f64`, with functions of the standard library only.

use npbrain::all as nn;
use npbrain::core::Arithmetic;
use npbrain::engine::Backend;

const DT: f64 = 0.1;

/// Steps, all different, from 1 to `end`: a train of `spikes` spikes.
fn train(seed: u64, spikes: usize, end: u64) -> Vec<u64> {
    let mut x = seed;
    let mut steps = std::collections::BTreeSet::new();
    while steps.len() < spikes {
        // Knuth's linear congruential generator.
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        steps.insert(1 + (x >> 33) % end);
    }
    steps.into_iter().collect()
}

fn trains(seed: u64, count: usize, spikes: usize, end: u64) -> Vec<Vec<u64>> {
    (0..count).map(|i| train(seed + i as u64, spikes, end)).collect()
}

/// Synapses between neurons that fire as told.
struct Experiment<'a> {
    model: nn::PairStdp,
    trains: [&'a [Vec<u64>]; 2],
    /// Axonal and dendritic, in steps.
    delays: [u64; 2],
    /// The weight of synapse k at the start.
    start: fn(usize) -> f64,
    end: u64,
}

impl Experiment<'_> {
    fn synapses(&self) -> usize {
        self.trains[0].len() * self.trains[1].len()
    }

    /// The weights after runs of so many steps.
    fn weights(&self, backend: impl Backend + 'static, runs: &[u64]) -> Vec<f64> {
        let mut net = nn::Network::new();
        net.dt(DT).unwrap().on(backend).unwrap();
        let ms = |steps: u64| steps as f64 / 10.0;
        let spikes = |trains: &[Vec<u64>]| -> Vec<(usize, f64)> {
            let each = trains.iter().enumerate();
            each.flat_map(|(i, train)| train.iter().map(move |step| (i, ms(*step)))).collect()
        };
        let [pre, post] = self.trains;
        let sources = net.add(nn::spike_array(pre.len(), spikes(pre)));
        let targets = net.add(nn::fake_neurons(post.len(), 0.0, spikes(post)));
        let plastic = net.add(
            nn::synapses(self.model, sources, targets, nn::all_to_all())
                .weight((0..self.synapses()).map(self.start).collect::<Vec<_>>())
                .axonal_delay(ms(self.delays[0]))
                .dendritic_delay(ms(self.delays[1])),
        );
        for run in runs {
            net.run(ms(*run), []).unwrap();
        }
        net.synapses(plastic).unwrap().weight
    }

    /// The reference engine's weights; those of the CPU, on any number of
    /// workers, with any SIMD instructions and in any split of the run, are the
    /// same bits.
    fn weights_everywhere(&self) -> Vec<f64> {
        let reference = self.weights(nn::Reference, &[self.end]);
        for workers in [1, 2, 3, 8] {
            let cpu = || nn::Cpu::new().workers(workers);
            assert!(self.weights(cpu(), &[self.end]) == reference, "{workers} workers");
        }
        for arithmetic in Arithmetic::available() {
            let cpu = nn::Cpu::new().arithmetic(arithmetic);
            assert!(self.weights(cpu, &[self.end]) == reference, "{}", arithmetic.name());
        }
        let split = [self.end / 3, 1, self.end - self.end / 3 - 1];
        assert!(self.weights(nn::Cpu::new(), &split) == reference);
        reference
    }

    /// The steps in which spikes of source i and of target j are at their
    /// synapse.
    fn at_synapse(&self, i: usize, j: usize) -> [Vec<u64>; 2] {
        [(0, i), (1, j)].map(|(side, neuron)| {
            let there = self.trains[side][neuron].iter().map(|t| t + self.delays[side]);
            there.filter(|t| *t <= self.end).collect()
        })
    }
}

/// 10⁴ spikes on either side of a synapse: against the sum over all their 10⁸
/// pairs, with axonal and dendritic delays and with spikes that are at the
/// synapse in the same step. No bound is met.
#[test]
fn all_pairs_sum_up() {
    const END: u64 = 200_000;
    let (pre, post) = (trains(1, 1, 10_000, END), trains(77, 1, 10_000, END));
    let model = nn::PairStdp {
        tau_plus: 16.8,
        tau_minus: 33.7,
        a_plus: 1e-5,
        a_minus: 0.6e-5,
        ..nn::default()
    };
    // e^(−k dt/tau) of the standard library.
    let table =
        |tau: f64| -> Vec<f64> { (0..=END).map(|k| (-(k as f64) * DT / tau).exp()).collect() };
    let (plus, minus) = (table(model.tau_plus), table(model.tau_minus));
    for delays in [[1, 0], [23, 0], [15, 40]] {
        let trains = [&pre[..], &post[..]];
        let all = Experiment { model, trains, delays, start: |_| 0.5, end: END };
        let [sources, targets] = all.at_synapse(0, 0);
        let (mut gained, mut lost, mut together) = (0.0, 0.0, 0);
        for a in &sources {
            for b in &targets {
                if a <= b {
                    gained += plus[(b - a) as usize];
                    together += u32::from(a == b);
                } else {
                    lost += minus[(a - b) as usize];
                }
            }
        }
        assert!(together > 400, "{together} in one step");
        let expected = 0.5 + 1e-5 * gained - 0.6e-5 * lost;
        let found = all.weights_everywhere()[0];
        println!("{delays:?}: {found} for {expected}");
        assert!((expected - 0.5).abs() > 0.01 && (0.1..0.9).contains(&expected), "{expected}");
        assert!((found / expected - 1.0).abs() < 1e-10, "{found} for {expected}");
    }
}

/// Weights that run into both bounds, replayed spike by spike at each synapse:
/// traces are sums over the spikes before.
#[test]
fn bounds_are_kept_event_by_event() {
    const END: u64 = 20_000;
    let (pre, post) = (trains(5, 7, 200, END), trains(500, 70, 150, END));
    let model =
        nn::PairStdp { a_plus: 0.02, a_minus: 0.021, w_min: -0.25, w_max: 0.75, ..nn::default() };
    for delays in [[1, 0], [15, 40]] {
        let trains = [&pre[..], &post[..]];
        let start = |k: usize| -0.3 + 0.0025 * k as f64;
        let all = Experiment { model, trains, delays, start, end: END };
        let found = all.weights_everywhere();
        let mut met = [0, 0];
        for (k, found) in found.iter().enumerate() {
            let [sources, targets] = all.at_synapse(k / post.len(), k % post.len());
            let trace = |before: &[u64], now: u64| -> f64 {
                before.iter().map(|t| (-((now - t) as f64) * DT / 20.0).exp()).sum()
            };
            let (mut weight, mut a, mut b) = (start(k), 0, 0);
            while a < sources.len() || b < targets.len() {
                let source_first =
                    b == targets.len() || (a < sources.len() && sources[a] <= targets[b]);
                if source_first {
                    weight -= 0.021 * trace(&targets[..b], sources[a]);
                    a += 1;
                } else {
                    weight += 0.02 * trace(&sources[..a], targets[b]);
                    b += 1;
                }
                met[0] += u32::from(weight < -0.25);
                met[1] += u32::from(weight > 0.75);
                weight = weight.clamp(-0.25, 0.75);
            }
            assert!((found - weight).abs() < 1e-12, "{delays:?}, {k}: {found} for {weight}");
        }
        assert!(met.iter().all(|times| *times > 1000), "{met:?}");
    }
}

/// One pair, Δ ms apart at the synapse: the table of the window for amplitudes
/// of 0.01 and 0.0105 and 20 ms. Without distance it potentiates.
#[test]
fn the_window_of_a_pair() {
    let window = [
        (1.0, 9.51229424500714e-3),
        (10.0, 6.065306597126334e-3),
        (20.0, 3.678794411714423e-3),
        (0.0, 0.01),
        (-1.0, -9.987908957257497e-3),
        (-10.0, -6.368571926982651e-3),
    ];
    for delays in [[1, 0], [8, 0], [12, 30]] {
        for (apart, expected) in window {
            // Both are at the synapse around step 1000.
            let pre = [vec![1000 - delays[0]]];
            let post = [vec![(1000.0 + 10.0 * apart) as u64 - delays[1]]];
            let model = nn::PairStdp { a_plus: 0.01, a_minus: 0.0105, ..nn::default() };
            let trains = [&pre[..], &post[..]];
            let pair = Experiment { model, trains, delays, start: |_| 0.5, end: 2000 };
            let change = pair.weights_everywhere()[0] - 0.5;
            assert!((change - expected).abs() < 1e-12, "{apart} ms: {change} for {expected}");
        }
    }
}

/// In single precision the same to its accuracy, and the same bits on any number
/// of workers.
#[test]
fn in_single_precision() {
    const END: u64 = 20_000;
    let (pre, post) = (trains(5, 7, 200, END), trains(500, 70, 150, END));
    let model = nn::PairStdp { a_plus: 0.002, a_minus: 0.0021, ..nn::default() };
    let trains = [&pre[..], &post[..]];
    let start = |k: usize| 0.2 + 0.001 * k as f64;
    let all = Experiment { model, trains, delays: [15, 40], start, end: END };
    let double = all.weights(nn::Reference, &[END]);
    let single = [1, 2, 3, 8].map(|n| all.weights(nn::Cpu::new().f32().workers(n), &[END]));
    assert!(single.iter().all(|weights| *weights == single[0]));
    for arithmetic in Arithmetic::available() {
        let cpu = nn::Cpu::new().f32().arithmetic(arithmetic);
        assert!(all.weights(cpu, &[END]) == single[0], "{}", arithmetic.name());
    }
    let worst = double.iter().zip(&single[0]).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    // Some 350 changes, each rounded to 6·10⁻⁸.
    assert!(worst < 2e-6, "{worst}");
}

/// Weights outside the bounds come inside with their first spike, and only then;
/// equal bounds hold a weight where it is; w_min beyond w_max is refused.
#[test]
fn bounds_that_do_not_fit_are_refused() {
    let (pre, post) = ([vec![10], vec![]], [vec![]]);
    let model = nn::PairStdp { w_min: 0.25, w_max: 0.25, ..nn::default() };
    let trains = [&pre[..], &post[..]];
    let held = Experiment { model, trains, delays: [1, 0], start: |_| 3.0, end: 100 };
    assert_eq!(held.weights_everywhere(), [0.25, 3.0]);

    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(2, nn::Lif::default()));
    let model = nn::PairStdp { w_min: 0.5, w_max: 0.4, ..nn::default() };
    net.add(nn::synapses(model, cells, cells, nn::all_to_all()).named("plastic"));
    let refused = net.run(1.0, []).unwrap_err().to_string();
    assert!(refused.contains("plastic") && refused.contains("w_min is at most w_max"), "{refused}");
}

/// Scaled, the rule does the same to weights that are as many times as large.
#[test]
fn rules_scale_with_their_weights() {
    const END: u64 = 20_000;
    let (pre, post) = (trains(5, 2, 200, END), trains(500, 3, 150, END));
    let trains = [&pre[..], &post[..]];
    let weights = |factor: f64, start| {
        let model = nn::PairStdp::default().scaled(factor);
        Experiment { model, trains, delays: [1, 0], start, end: END }.weights(nn::Reference, &[END])
    };
    // Powers of two, so that every rounding is the same.
    let large = weights(4.0, |_| 2.0);
    assert!(large.iter().all(|w| *w != 2.0));
    assert_eq!(weights(1.0, |_| 0.5), large.iter().map(|w| w / 4.0).collect::<Vec<_>>());
}
