//! Gap junctions in whole networks.

use std::iter;

use npbrain::all as nn;
use npbrain::core::random::{Key, Stream};
use npbrain::engine::Backend;
use plugin_model::FitzHughNagumo;

const TAU: f64 = 10.0;

fn passive() -> nn::Lif {
    nn::Lif { tau: TAU, v_rest: -65.0, v_reset: -65.0, v_th: 1e300, ..nn::default() }
}

fn run(
    dt: f64,
    until: f64,
    cells: nn::Population,
    couple: impl Fn(nn::Neurons) -> nn::Projection,
) -> Vec<Vec<f64>> {
    let mut net = nn::Network::new();
    net.dt(dt).unwrap();
    let cells = net.add(cells);
    net.add(couple(cells));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(until, []).unwrap();
    let data = net.get(v).unwrap();
    data.variables[0].values.rows().into_iter().map(|row| row.to_vec()).collect()
}

/// Closed form of two passive cells: the mean of v − v_rest decays with
/// g_L/C = 1/τ, exactly; the difference with g_L/C + 2g/C = (1 + 2w)/τ, to first
/// order in the step, since both potentials are those of its start. NumpyBrain's
/// current flowed one way, and was two steps old.
#[test]
fn numpybrain_20_two_passive_cells_pull_at_each_other() {
    let w = 0.25;
    for method in [nn::Method::Exact, nn::Method::ExponentialEuler] {
        let errors = [0.4, 0.2, 0.1, 0.05].map(|dt| {
            let cells = nn::neurons(2, passive()).init("v", [-60.0, -50.0]).method(method);
            let trace =
                run(dt, 8.0, cells, |n| nn::gap_junction(n, n, nn::pairs([(0, 1)])).weight(w));
            for (step, v) in trace.iter().enumerate() {
                let mean = (v[0] + v[1]) / 2.0 + 65.0;
                let expected = 10.0 * (-(step as f64) * dt / TAU).exp();
                assert!((mean / expected - 1.0).abs() < 1e-9, "step {step}: {mean}");
            }
            let last = trace.last().unwrap();
            (last[1] - last[0] - 10.0 * (-8.0 * (1.0 + 2.0 * w) / TAU).exp()).abs()
        });
        for pair in errors.windows(2) {
            let order = (pair[0] / pair[1]).log2();
            println!("{method}: order {order:.3}, errors {pair:?}");
            assert!((order - 1.0).abs() < 0.1, "order {order} of {errors:?}");
        }
    }
}

/// Closed form: what flows into one cell flows out of another, so the mean of a
/// random graph with a weight for each junction decays as if there were none.
#[test]
fn current_is_conserved() {
    let cells = || nn::neurons(150, passive()).init("v", |i: usize| -70.0 + 0.2 * i as f64);
    let coupled = |n| {
        let weights = |i: usize, j: usize| 1e-3 * (1.0 + (i * 7 + j * 13) as f64 % 5.0);
        nn::gap_junction(n, n, nn::fixed_prob(0.1)).weight(weights)
    };
    let trace = run(0.1, 30.0, cells(), coupled);
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64 + 65.0;
    let spread = |v: &[f64]| v.iter().fold(f64::MIN, |a, b| a.max(*b)) - v[0];
    let first = mean(&trace[0]);
    for (step, v) in trace.iter().enumerate() {
        let expected = first * (-0.1 * step as f64 / TAU).exp();
        assert!((mean(v) / expected - 1.0).abs() < 1e-9, "step {step}");
    }
    let alone = (-3.0f64).exp() * spread(&trace[0]);
    assert!(spread(trace.last().unwrap()) < 0.9 * alone, "they did pull");
}

/// Against the coupled equations by Runge–Kutta at a step 100 times finer, for
/// neurons that make their own spikes: the same order, 1 in the step.
#[test]
fn neurons_that_make_their_own_spikes() {
    let start = [[-1.19941, -0.62426], [1.5, -0.2]];
    let f = |x: [f64; 4]| {
        let cell = |v: f64, w: f64, other: f64| {
            let current = 0.5 + 0.3 * (other - v);
            [v - v * v * v / 3.0 - w + current, (v + 0.7 - 0.8 * w) / 12.5]
        };
        let (a, b) = (cell(x[0], x[1], x[2]), cell(x[2], x[3], x[0]));
        [a[0], a[1], b[0], b[1]]
    };
    let mut x = [start[0][0], start[0][1], start[1][0], start[1][1]];
    for _ in 0..40_000 {
        let h = 0.001;
        let moved = |k: [f64; 4], h: f64| -> [f64; 4] { std::array::from_fn(|i| x[i] + h * k[i]) };
        let a = f(x);
        let b = f(moved(a, h / 2.0));
        let c = f(moved(b, h / 2.0));
        let d = f(moved(c, h));
        x = std::array::from_fn(|i| x[i] + h / 6.0 * (a[i] + 2.0 * (b[i] + c[i]) + d[i]));
    }
    let errors = [0.1, 0.05, 0.025].map(|dt| {
        let mut net = nn::Network::new();
        net.dt(dt).unwrap();
        let cells = nn::neurons(2, FitzHughNagumo::default())
            .init("v", [start[0][0], start[1][0]])
            .init("w", [start[0][1], start[1][1]]);
        let cells = net.add(cells);
        net.add(nn::gap_junction(cells, cells, nn::pairs([(0, 1)])).weight(0.3));
        net.run(40.0, [nn::input(cells, 0.5)]).unwrap();
        let v = net.state(cells, "v").unwrap();
        (v[0] - x[0]).abs() + (v[1] - x[2]).abs()
    });
    println!("errors {errors:?}");
    for pair in errors.windows(2) {
        let order = (pair[0] / pair[1]).log2();
        assert!((order - 1.0).abs() < 0.1, "order {order} of {errors:?}");
    }
}

/// By hand: no neuron stands at threshold or above at any sample; and after a
/// spike it is at reset, refractory for so long, whatever pulls at it.
#[test]
fn no_neuron_is_above_threshold_without_having_fired() {
    let mut net = nn::Network::new();
    let lif = nn::Lif { noise: 1.0, ..nn::default() };
    let cells = nn::neurons(100, lif).t_ref(1.5).init("v", nn::uniform(0.0, 10.0));
    let cells = net.add(cells);
    let model = nn::GapJunction { spikelet: 20.0 };
    net.add(nn::synapses(model, cells, cells, nn::fixed_prob(0.1)).mutual().weight(0.02));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(300.0, [nn::input(cells, 12.0)]).unwrap();
    let (v, spikes) = (net.get(v).unwrap(), net.get(spikes).unwrap());
    assert!(spikes.t.len() > 1000, "{} spikes", spikes.t.len());
    let v = v.get("v").unwrap();
    assert!(v.iter().all(|v| *v < 10.0));
    for (t, i) in iter::zip(&spikes.t, &spikes.i) {
        let step = (t / 0.1).round() as usize;
        for held in step..(step + 16).min(v.nrows()) {
            assert_eq!(v[(held, *i)], 0.0, "neuron {i} at step {held}, fired at {step}");
        }
    }
}

/// By hand: a spike adds w · spikelet to each neighbour, with the weight of that
/// junction, after the delay; a refractory one takes none. NumpyBrain added all
/// weights as an array, and to refractory neurons too.
#[test]
fn numpybrain_21_spikelets_have_weights_and_respect_refractoriness() {
    let mut net = nn::Network::new();
    // Neuron 0 fires at 0.1 ms; neuron 3 fired at 0.1 ms as well and is held.
    let lif = nn::Lif { tau: 1e12, v_th: 10.0, ..nn::default() };
    let cells = nn::neurons(4, lif).t_ref(5.0).init("v", [20.0, 0.0, 0.0, 20.0]);
    let cells = net.add(cells);
    let rule = nn::pairs([(0, 1), (0, 2), (0, 3)]);
    net.add(nn::gap_junction_lif(cells, cells, rule).weight([3.0, 5.0, 7.0]).delay(0.3));
    net.run(0.3, []).unwrap();
    // What flowed meanwhile is nothing beside a time constant of 1e12 ms.
    assert!(net.state(cells, "v").unwrap().iter().all(|v| v.abs() < 1e-9));
    net.run(0.1, []).unwrap();
    let v = net.state(cells, "v").unwrap();
    for (v, expected) in iter::zip(v, [0.0, 0.3, 0.5, 0.0]) {
        assert!((v - expected).abs() < 1e-9, "{v} for {expected}");
    }
}

/// By hand: one call makes both halves, between two populations and within one;
/// `all_to_all` makes one junction per pair and none of a neuron with itself.
#[test]
fn one_call_makes_both_halves() {
    let mut net = nn::Network::new();
    let a = net.add(nn::neurons(2, passive()).init("v", -60.0));
    let b = net.add(nn::neurons(3, passive()).init("v", -70.0));
    let between = net.add(nn::gap_junction(a, b, nn::pairs([(0, 2)])).weight(0.5));
    let within = net.add(nn::gap_junction(b, b, nn::all_to_all()).weight(0.25));
    net.run(0.1, []).unwrap();
    let synapses = net.synapses(within).unwrap();
    let pairs: Vec<_> = synapses.pairs().collect();
    assert_eq!(pairs, [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]);
    assert_eq!(net.synapses(between).unwrap().len(), 1);
    let decay = (-0.1 / TAU).exp();
    let felt =
        |v: f64, from: f64, w: f64| -65.0 + w * (from - v) * (1.0 - decay) + (v + 65.0) * decay;
    let (a, b) = (net.state(a, "v").unwrap(), net.state(b, "v").unwrap());
    assert!((a[0] - felt(-60.0, -70.0, 0.5)).abs() < 1e-12);
    assert!((a[1] - felt(-60.0, 0.0, 0.0)).abs() < 1e-12);
    assert!((b[2] - felt(-70.0, -60.0, 0.5)).abs() < 1e-12);
    assert!((b[0] - felt(-70.0, 0.0, 0.0)).abs() < 1e-12);
}

/// Two slices of one population are coupled as two populations are, to the bit;
/// slices that share neurons are refused.
#[test]
fn slices_are_coupled_like_populations() {
    let start = [-60.0, -70.0, -66.0, -52.0, -61.0];
    let junctions = |a, b| {
        let rule = nn::pairs([(0, 2), (1, 0), (1, 1)]);
        nn::gap_junction_lif(a, b, rule).weight([0.1, 0.2, 0.4]).named("junctions")
    };
    let cells = |range: std::ops::Range<usize>| {
        let model = nn::Lif { v_th: -55.0, ..passive() };
        nn::neurons(range.len(), model).init("v", start[range].to_vec()).t_ref(1.0)
    };
    let drive = |n| nn::input(n, 15.0);
    let (mut one, mut two) = (nn::Network::new(), nn::Network::new());
    let all = one.add(cells(0..5));
    one.add(junctions(all.slice(0..2), all.slice(2..5)));
    let (a, b) = (two.add(cells(0..2)), two.add(cells(2..5)));
    two.add(junctions(a, b));
    one.run(50.0, [drive(all)]).unwrap();
    two.run(50.0, [drive(a), drive(b)]).unwrap();
    let apart = [a, b].map(|n| two.state(n, "v").unwrap()).concat();
    assert_eq!(one.state(all, "v").unwrap(), apart);

    one.add(nn::gap_junction(all.slice(0..3), all.slice(2..5), nn::all_to_all()).named("x"));
    assert_eq!(
        one.plan().unwrap_err().to_string(),
        "projection `x`: it acts both ways: its two ends must be the same neurons or have none in \
         common"
    );
}

/// By hand: new weights hold for both halves, between populations too.
#[test]
fn set_weights_sets_both_halves() {
    let mut net = nn::Network::new();
    let a = net.add(nn::neurons(2, passive()).init("v", -60.0));
    let b = net.add(nn::neurons(2, passive()).init("v", -70.0));
    let rule = nn::pairs([(0, 1), (1, 0)]);
    let junctions = net.add(nn::gap_junction(a, b, rule).weight(0.0));
    net.run(5.0, []).unwrap();
    net.set_weights(junctions, vec![0.1, 0.2]).unwrap();
    let before: Vec<f64> = [a, b].map(|n| net.state(n, "v").unwrap()).concat();
    net.run(0.1, []).unwrap();
    let after: Vec<f64> = [a, b].map(|n| net.state(n, "v").unwrap()).concat();
    let decay = (-0.1 / TAU).exp();
    for (k, (other, w)) in [(3, 0.1), (2, 0.2), (1, 0.2), (0, 0.1)].into_iter().enumerate() {
        let felt = w * (before[other] - before[k]) * (1.0 - decay);
        let expected = -65.0 + (before[k] + 65.0) * decay + felt;
        assert!((after[k] - expected).abs() < 1e-12, "{k}: {} for {expected}", after[k]);
    }
}

/// A noisy network with junctions of unequal weights, within and between
/// populations, with spikelets: the same bits on every engine, number of
/// workers and split of the run; in f32 on any number of workers.
#[test]
fn the_same_on_every_engine() {
    fn run(backend: impl Backend + 'static, runs: &[f64]) -> (nn::SpikeData, Vec<f64>) {
        let mut net = nn::Network::new();
        net.seed(2).unwrap().on(backend).unwrap();
        let lif = nn::Lif { noise: 2.0, ..nn::default() };
        let a = net.add(nn::neurons(200, lif).named("a").t_ref(2.0));
        let b = net.add(nn::neurons(130, lif).named("b"));
        let mut stream = Stream::new(Key::new(1, "test", "weights"), 0);
        let pairs: Vec<(usize, usize)> =
            (0..400).map(|_| (stream.below(200) as usize, stream.below(130) as usize)).collect();
        let weights: Vec<f64> = pairs.iter().map(|_| 0.02 * stream.uniform()).collect();
        net.add(nn::gap_junction(a, b, nn::pairs(pairs).weights(weights)).named("between"));
        let spikelets =
            nn::synapses(nn::GapJunction { spikelet: 10.0 }, a, a, nn::fixed_prob(0.05));
        net.add(spikelets.mutual().weight(0.01).delay(0.4).named("within"));
        let spikes = net.add(nn::SpikeMonitor::new(a));
        net.add(nn::input(a, 12.0));
        for run in runs {
            net.run(*run, []).unwrap();
        }
        (net.get(spikes).unwrap(), net.state(b, "v").unwrap())
    }
    let expected = run(nn::Reference, &[60.0]);
    assert!(expected.0.mean_rate() > 20.0, "{} Hz", expected.0.mean_rate());
    assert!(run(nn::Interpreter, &[60.0]) == expected);
    for workers in [1, 2, 3, 8] {
        assert!(run(nn::Cpu::new().workers(workers), &[60.0]) == expected, "{workers} workers");
    }
    assert!(run(nn::Cpu::new(), &[13.7, 46.3]) == expected);
    let single = [1, 3].map(|workers| run(nn::Cpu::new().f32().workers(workers), &[60.0]));
    assert!(single[0] == single[1]);
}
