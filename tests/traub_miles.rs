//! The neuron of Traub and Miles against numbers computed from its equations
//! elsewhere: by SciPy (`solve_ivp`, DOP853, tolerances 2·10⁻¹³ to 3·10⁻¹⁴;
//! fixed points and gates by `brentq` and `scipy.special.exprel`) and by Brian2
//! 2.9.0 with its own `exponential_euler`.

use npbrain::all as nn;

const VARIABLES: [&str; 4] = ["v", "m", "h", "n"];

/// One neuron by `method`, in steps of `dt` ms.
fn network(method: nn::Method, dt: f64) -> (nn::Network, nn::Neurons) {
    let mut net = nn::Network::new();
    net.dt(dt).unwrap();
    let cells = net.add(nn::neurons(1, nn::TraubMiles::default()).method(method));
    (net, cells)
}

fn state(net: &mut nn::Network, cells: nn::Neurons) -> [f64; 4] {
    VARIABLES.map(|name| net.state(cells, name).unwrap()[0])
}

/// The times of spikes under each current, from the start, in `ms`.
fn spikes(method: nn::Method, dt: f64, currents: &[f64], ms: f64) -> Vec<Vec<f64>> {
    let mut net = nn::Network::new();
    net.dt(dt).unwrap();
    let cells = nn::neurons(currents.len(), nn::TraubMiles::default()).method(method);
    let cells = net.add(cells);
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(ms, [nn::input(cells, currents.to_vec())]).unwrap();
    let data = net.get(spikes).unwrap();
    (0..currents.len()).map(|i| data.times_of(i)).collect()
}

/// The gates that are steady, by SciPy; −50, −48 and −23 mV are where a rate is
/// 0/0 as it is printed.
const GATES: [[f64; 4]; 7] = [
    [-90.0, 3.09768977797355e-05, 0.999995891410156, 0.00023967723577307713],
    [-60.0, 0.026863329798445454, 0.9913058218943975, 0.060434034678635944],
    [-50.0, 0.14423672411174449, 0.8988679689291438, 0.21907036272402938],
    [-48.0, 0.18751998789706864, 0.8423485212493697, 0.26611295156952647],
    [-23.0, 0.8606982951923193, 0.01752149636550982, 0.7732517631802265],
    [0.0, 0.9959297050520377, 0.002503464058878114, 0.9203708567067606],
    [40.0, 0.9999979346379707, 0.00026919810050518567, 0.9829341819246068],
];

/// Relative to each, but for 1 − m at 0 and 40 mV, where the closing of m is
/// nothing beside its opening.
#[test]
fn gates_are_steady_where_they_should_be() {
    for [v, m, h, n] in GATES {
        let x = nn::TraubMiles::default().steady(v);
        for (found, expected) in [(x.m, m), (x.h, h), (x.n, n)] {
            assert!((found / expected - 1.0).abs() < 1e-14, "{v} mV: {found} for {expected}");
        }
        // v_t shifts everything.
        let moved = nn::TraubMiles { v_t: -53.0, ..nn::default() }.steady(v + 10.0);
        assert_eq!([x.m, x.h, x.n], [moved.m, moved.h, moved.n]);
    }
}

/// At all potentials, far beyond those it reaches, gates stay in [0, 1].
#[test]
fn gates_are_shares() {
    for k in -4000..4000 {
        let x = nn::TraubMiles::default().steady(0.1 * f64::from(k));
        for gate in [x.m, x.h, x.n] {
            assert!((0.0..=1.0).contains(&gate), "{x:?}");
        }
    }
}

/// It starts at the leak's reversal potential with steady gates. With a current
/// of −0.3 µA/cm² there is a rest.
#[test]
fn rest_is_where_it_is() {
    let (mut net, cells) = network(nn::Method::ExponentialEuler, 0.1);
    let start = state(&mut net, cells);
    for (found, expected) in start.into_iter().zip(GATES[1]) {
        assert!((found / expected - 1.0).abs() < 1e-14, "{found} for {expected}");
    }
    let rest = [-65.88271551076481, 0.008069731319449474, 0.9980525935063702, 0.023310209477767727];
    for (method, dt) in [(nn::Method::ExponentialEuler, 0.1), (nn::Method::Rk4, 0.01)] {
        let (mut net, cells) = network(method, dt);
        net.run(1000.0, [nn::input(cells, -0.3)]).unwrap();
        for (found, expected) in state(&mut net, cells).into_iter().zip(rest) {
            assert!((found / expected - 1.0).abs() < 1e-11, "{method}: {found} for {expected}");
        }
    }
}

/// Upward crossings of −20 mV at 2 µA/cm².
const CROSSINGS: [f64; 7] = [
    2.774764813193819,
    16.810901061453002,
    30.845832480174085,
    44.880761827718686,
    58.91569117365282,
    72.95062051958556,
    86.98554986551848,
];

/// Each spike of RK4 at 0.001 ms is in the very step in which SciPy's crossing
/// is.
#[test]
fn a_train_of_spikes() {
    let found = spikes(nn::Method::Rk4, 0.001, &[2.0], 100.0).remove(0);
    let steps = |times: &[f64], round: fn(f64) -> f64| -> Vec<f64> {
        times.iter().map(|t| round(t / 0.001)).collect()
    };
    assert_eq!(steps(&found, f64::round), steps(&CROSSINGS, f64::ceil));
}

/// Exponential Euler at 0.1 ms as Brian2 has it: the state in rising and
/// falling phases, and the spikes. (Brian2 tells the start of the step in which
/// a spike is made, from 3.1 ms on; ours carries its end.)
#[test]
fn exponential_euler_is_that_of_brian2() {
    let expected = [
        (2.5, [-51.87746817265115, 0.09261064358198898, 0.9851689915680375, 0.09846756474225003]),
        (0.5, [-41.301209838065375, 0.21390139104289652, 0.9751347481686308, 0.13629942559122749]),
        (
            7.0,
            [-72.23620964244331, 0.0018421529864772474, 0.9942140016978467, 0.006951994934145955],
        ),
        (40.0, [-65.52105917929032, 0.34030137002490735, 0.08048936323617129, 0.7505631475029142]),
        (50.0, [-76.75292547211649, 0.000651845436436, 0.984201017838057, 0.011671554734393352]),
    ];
    let (mut net, cells) = network(nn::Method::ExponentialEuler, 0.1);
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.add(nn::input(cells, 2.0));
    for (ms, expected) in expected {
        net.run(ms, []).unwrap();
        for (found, expected) in state(&mut net, cells).into_iter().zip(expected) {
            assert!((found / expected - 1.0).abs() < 1e-10, "{found} for {expected}");
        }
    }
    let times = net.get(spikes).unwrap().times_of(0);
    let steps: Vec<f64> = times.iter().map(|t| (10.0 * t).round()).collect();
    assert_eq!(steps, [32.0, 185.0, 338.0, 491.0, 643.0, 796.0, 949.0]);
}

/// The solution after 2 ms at 2 µA/cm², on the way up.
const AFTER: [f64; 4] =
    [-54.338788859035766, 0.06913379063987671, 0.9877098317844526, 0.0848662513507697];

/// log₂ of the ratio of errors at dt and dt/2.
#[test]
fn orders_of_convergence() {
    for (method, order, coarsest) in
        [(nn::Method::ExponentialEuler, 1.0, 0.01), (nn::Method::Rk4, 4.0, 0.025)]
    {
        let errors = [1.0, 2.0, 4.0].map(|k| {
            let (mut net, cells) = network(method, coarsest / k);
            net.run(2.0, [nn::input(cells, 2.0)]).unwrap();
            state(&mut net, cells)
                .into_iter()
                .zip(AFTER)
                .map(|(x, y)| (x / y - 1.0).abs())
                .fold(0.0, f64::max)
        });
        println!("{method}: {errors:?}");
        for pair in errors.windows(2) {
            let found = (pair[0] / pair[1]).log2();
            assert!((found - order).abs() < 0.1, "{method}: {found}, {errors:?}");
        }
    }
}

/// Rates in Hz by SciPy, at µA/cm².
const RATES: [(f64, f64); 4] =
    [(2.0, 71.25080400), (5.0, 132.84783965), (10.0, 208.22647170), (20.0, 306.05576310)];

#[test]
fn rates_of_repetitive_firing() {
    let trains = spikes(nn::Method::Rk4, 0.01, &RATES.map(|(current, _)| current), 2000.0);
    for (train, (current, expected)) in trains.iter().zip(RATES) {
        let settled: Vec<f64> = train.iter().copied().filter(|t| *t > 200.0).collect();
        let span = settled[settled.len() - 1] - settled[0];
        let rate = 1000.0 * (settled.len() - 1) as f64 / span;
        // Each end of the span is rounded up to a step.
        assert!((rate / expected - 1.0).abs() < 0.01 / span, "{current}: {rate} for {expected}");
    }
}

/// The onset: a saddle meets a node where the largest outward current between
/// −66 and −57 mV, found by SciPy, is just cancelled. Below it one spike at most;
/// above, rates grow with the square root of the distance.
#[test]
fn onset_of_repetitive_firing() {
    let onset = -0.1590596936145624;
    let distances = [-0.001, 0.001, 0.004];
    let trains = spikes(nn::Method::Rk4, 0.02, &distances.map(|d| onset + d), 10_000.0);
    assert_eq!(trains[0].len(), 1, "{:?}", trains[0]);
    let rates: Vec<f64> = trains[1..]
        .iter()
        .map(|train| 1000.0 * (train.len() - 2) as f64 / (train[train.len() - 1] - train[1]))
        .collect();
    // 1.1690784 Hz by SciPy.
    assert!((rates[0] / 1.1690784 - 1.0).abs() < 1e-4, "{rates:?}");
    assert!((rates[1] / rates[0] / 2.0 - 1.0).abs() < 0.03, "{rates:?}");
}

/// A spike is counted once, however long v stays above `v_th`, and the next
/// needs v to fall below it.
#[test]
fn a_spike_is_a_crossing() {
    let (mut net, cells) = network(nn::Method::ExponentialEuler, 0.1);
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(200.0, [nn::input(cells, 5.0)]).unwrap();
    let v = net.get(v).unwrap().trace("v", 0).unwrap().to_vec();
    let upward = v.windows(2).filter(|pair| pair[0] < -20.0 && pair[1] >= -20.0).count();
    let above = v.iter().filter(|v| **v >= -20.0).count();
    assert!(upward > 20 && above > 5 * upward);
    assert_eq!(net.get(spikes).unwrap().times_of(0).len(), upward);
}

/// Everything in f32: the same spikes within steps, and gates that stay gates.
#[test]
fn in_single_precision() {
    let mut net = nn::Network::new();
    net.on(nn::Cpu::new().f32()).unwrap();
    let cells = net.add(nn::neurons(1, nn::TraubMiles::default()));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    let gates = net.add(nn::StateMonitor::new(cells, ["m", "h", "n"]));
    net.run(100.0, [nn::input(cells, 2.0)]).unwrap();
    let found = net.get(spikes).unwrap().times_of(0);
    let expected = self::spikes(nn::Method::ExponentialEuler, 0.1, &[2.0], 100.0).remove(0);
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 0.11), "{found:?}");
    let data = net.get(gates).unwrap();
    for gate in ["m", "h", "n"] {
        assert!(data.get(gate).unwrap().iter().all(|x| (0.0..=1.0).contains(x)), "{gate}");
    }
}
