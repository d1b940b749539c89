//! The Hodgkin–Huxley neuron against numbers computed from the equations of
//! 1952 elsewhere (LSODA, relative tolerance 10⁻⁹; fixed points and Hopf points
//! by continuation) and against the equations written out here once more, with
//! functions of the standard library only.

use npbrain::all as nn;
use npbrain::core::Monitor;
use npbrain::engine::Backend;

// The equations, a second time

/// v, m, h, n.
type State = [f64; 4];

/// x / (1 − e⁻ˣ), with its series around 0.
fn quotient(x: f64) -> f64 {
    if x.abs() < 1e-4 { 1.0 + x / 2.0 + x * x / 12.0 } else { x / (1.0 - (-x).exp()) }
}

/// (α, β) of m, h and n.
fn rates(v: f64) -> [(f64, f64); 3] {
    [
        (quotient((v + 40.0) / 10.0), 4.0 * (-(v + 65.0) / 18.0).exp()),
        (0.07 * (-(v + 65.0) / 20.0).exp(), 1.0 / (1.0 + (-(v + 35.0) / 10.0).exp())),
        (0.1 * quotient((v + 55.0) / 10.0), 0.125 * (-(v + 65.0) / 80.0).exp()),
    ]
}

fn derivative([v, m, h, n]: State, current: f64) -> State {
    let ionic =
        120.0 * m.powi(3) * h * (v - 50.0) + 36.0 * n.powi(4) * (v + 77.0) + 0.3 * (v + 54.387);
    let [of_m, of_h, of_n] = rates(v);
    let slope = |x: f64, (open, close): (f64, f64)| open * (1.0 - x) - close * x;
    [current - ionic, slope(m, of_m), slope(h, of_h), slope(n, of_n)]
}

/// The gates that stay where they are at v.
fn steady(v: f64) -> State {
    let [m, h, n] = rates(v).map(|(open, close)| open / (open + close));
    [v, m, h, n]
}

/// The v at which nothing moves, by bisection.
fn fixed_point(current: f64) -> f64 {
    let (mut low, mut high) = (-77.0, 50.0);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if derivative(steady(middle), current)[0] > 0.0 { low = middle } else { high = middle }
    }
    low
}

// Networks

fn network(dt: f64, backend: impl Backend + 'static) -> nn::Network {
    let mut net = nn::Network::new();
    net.dt(dt).unwrap().on(backend).unwrap();
    net
}

/// Spikes are crossings of 0 mV, as in what is compared with.
fn axon() -> nn::HodgkinHuxley {
    nn::HodgkinHuxley { v_th: 0.0, ..nn::default() }
}

/// Neurons from rest, one for each current, by `method` in steps of `dt` ms for
/// `ms`: the times of their spikes.
fn spikes(method: nn::Method, dt: f64, currents: &[f64], ms: f64) -> Vec<Vec<f64>> {
    let mut net = network(dt, nn::Cpu::new());
    let cells = net.add(nn::neurons(currents.len(), axon()).method(method));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(ms, [nn::input(cells, currents.to_vec())]).unwrap();
    let data = net.get(spikes).unwrap();
    (0..currents.len()).map(|i| data.times_of(i)).collect()
}

/// The trace of a variable.
fn trace(net: &nn::Network, monitor: Monitor<nn::StateData>, name: &str, i: usize) -> Vec<f64> {
    net.get(monitor).unwrap().trace(name, i).unwrap().to_vec()
}

const VARIABLES: [&str; 4] = ["v", "m", "h", "n"];

/// Rest, computed from the equations, to 10⁻⁶.
const REST: State = [-64.9963793, 0.0529551, 0.5959941, 0.3177324];

/// A neuron starts at rest and stays there; put elsewhere, it comes back.
#[test]
fn rest_is_where_it_is() {
    let fixed = steady(fixed_point(0.0));
    for (found, expected) in fixed.iter().zip(REST) {
        assert!((found - expected).abs() < 1e-6);
    }
    for method in [nn::Method::ExponentialEuler, nn::Method::Rk4] {
        for dt in [0.01, 0.1] {
            if (method, dt) == (nn::Method::Rk4, 0.1) {
                continue;
            }
            let mut net = network(dt, nn::Reference);
            let still = net.add(nn::neurons(1, axon()).method(method));
            let moved = net.add(nn::neurons(1, axon()).method(method).init("v", -63.0));
            let check = |net: &mut nn::Network, cells, tolerance: f64| {
                for (variable, expected) in VARIABLES.into_iter().zip(fixed) {
                    let found = net.state(cells, variable).unwrap()[0];
                    let off = (found - expected).abs();
                    assert!(off < tolerance, "{method}, dt = {dt}: {variable} = {found}");
                }
            };
            check(&mut net, still, 1e-12);
            net.run(300.0, []).unwrap();
            check(&mut net, still, 1e-10);
            check(&mut net, moved, 1e-6);
        }
    }
}

/// Steps of a current from rest: one spike at 5 µA/cm², two at 6, and firing
/// without end at 6.3.
#[test]
fn onset_of_repetitive_firing() {
    let trains = spikes(nn::Method::Rk4, 0.01, &[5.0, 6.0, 6.3], 1000.0);
    assert_eq!((trains[0].len(), trains[1].len()), (1, 2));
    assert!(trains[2].len() > 45 && trains[2].last().is_some_and(|t| *t > 975.0), "{trains:?}");
}

/// The rates, in Hz, of LSODA.
const RATES: [(f64, f64); 4] = [(7.0, 58.327), (10.0, 68.3237), (20.0, 86.470), (30.0, 98.745)];

/// The rates by `method` at 7, 10, 20 and 30 µA/cm², as shares of those of
/// LSODA less 1.
fn errors_of_rates(method: nn::Method, dt: f64) -> [f64; 4] {
    let trains = spikes(method, dt, &RATES.map(|(current, _)| current), 2000.0);
    std::array::from_fn(|k| {
        let settled: Vec<f64> = trains[k].iter().copied().filter(|t| *t > 500.0).collect();
        let span = settled[settled.len() - 1] - settled[0];
        let rate = 1000.0 * (settled.len() - 1) as f64 / span;
        println!("{method}, dt = {dt}: {rate:.4} Hz for {}", RATES[k].1);
        rate / RATES[k].1 - 1.0
    })
}

/// RK4 at 0.01 ms has no error to speak of. Exponential Euler's is of first
/// order: 0.5 to 0.6 % at 0.01 ms, 4.8 to 5.9 % at 0.1 ms, ten times as much;
/// at the usual 7 and 10 µA/cm² within 5 %.
#[test]
fn rates_of_repetitive_firing() {
    let errors = errors_of_rates(nn::Method::Rk4, 0.01);
    assert!(errors.iter().all(|error| error.abs() < 1e-4), "{errors:?}");
    let fine = errors_of_rates(nn::Method::ExponentialEuler, 0.01);
    assert!(fine.iter().all(|error| error.abs() < 0.01), "{fine:?}");
    let coarse = errors_of_rates(nn::Method::ExponentialEuler, 0.1);
    assert!(coarse[..2].iter().all(|error| error.abs() < 0.05), "{coarse:?}");
    for (coarse, fine) in coarse.iter().zip(fine) {
        assert!((coarse / fine / 10.0 - 1.0).abs() < 0.1, "{coarse} and {fine}");
    }
}

/// At 10 µA/cm² v crosses 0 mV at 1.90123 ms and peaks at 40.263 mV; between
/// samples, by a line for the crossing and a parabola for the peak.
#[test]
fn the_first_spike() {
    let mut net = network(0.01, nn::Cpu::new());
    let cells = net.add(nn::neurons(1, axon()).method(nn::Method::Rk4));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(5.0, [nn::input(cells, 10.0)]).unwrap();
    let v = trace(&net, v, "v", 0);
    let k = v.windows(2).position(|pair| pair[0] < 0.0 && pair[1] >= 0.0).unwrap();
    let crossing = 0.01 * (k as f64 - v[k] / (v[k + 1] - v[k]));
    assert!((crossing - 1.90123).abs() < 2e-5, "{crossing}");
    let top = (0..v.len()).max_by(|a, b| v[*a].total_cmp(&v[*b])).unwrap();
    let (a, b, c) = (v[top - 1], v[top], v[top + 1]);
    let peak = b - (c - a).powi(2) / (8.0 * (a - 2.0 * b + c));
    assert!((peak - 40.263).abs() < 1e-3, "{peak}");
}

/// By exponential Euler no gate leaves [0, 1], and nothing is lost, at the
/// default step, under currents and noise that no axon would survive.
#[test]
fn gates_stay_gates() {
    let mut net = network(0.1, nn::Cpu::new());
    let currents: Vec<f64> = (0..130).map(|i| -400.0 + 8.0 * i as f64).collect();
    let wild = nn::HodgkinHuxley { noise: 20.0, ..axon() };
    let cells = net.add(nn::neurons(130, wild));
    let gates = net.add(nn::StateMonitor::new(cells, ["m", "h", "n"]));
    net.run(100.0, [nn::input(cells, currents)]).unwrap();
    let data = net.get(gates).unwrap();
    for gate in ["m", "h", "n"] {
        let values = data.get(gate).unwrap();
        assert!(values.iter().all(|x| (0.0..=1.0).contains(x)), "{gate}");
        assert!(values.iter().any(|x| *x > 0.5) && values.iter().any(|x| *x < 0.5));
    }
}

/// Above the upper Hopf point, 154.52 µA/cm², there is no repetitive firing: at
/// 200, after a transient, v stays at the fixed point, found here by bisection.
/// Below that point it oscillates, if weakly.
#[test]
fn depolarisation_block() {
    for (method, dt) in [(nn::Method::ExponentialEuler, 0.1), (nn::Method::Rk4, 0.01)] {
        let mut net = network(dt, nn::Cpu::new());
        let cells = net.add(nn::neurons(2, axon()).method(method));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        net.add(nn::input(cells, [200.0, 100.0]));
        net.run(500.0, []).unwrap();
        let blocked = net.get(spikes).unwrap().times_of(0);
        assert!(blocked.iter().all(|t| *t < 50.0), "{method}: {blocked:?}");
        let expected = steady(fixed_point(200.0));
        for (variable, expected) in VARIABLES.into_iter().zip(expected) {
            let found = net.state(cells, variable).unwrap()[0];
            assert!((found - expected).abs() < 1e-6, "{method}: {variable} = {found}");
        }
        let v = net.add(nn::StateMonitor::new(cells, ["v"]));
        net.run(50.0, []).unwrap();
        let firing = trace(&net, v, "v", 1);
        let swing = firing.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b))
            - firing.iter().fold(f64::INFINITY, |a, b| a.min(*b));
        assert!(swing > 20.0, "{method}: {swing}");
    }
}

/// Every step of RK4 against the equations above, in spikes: the loop is the
/// same method on functions of the standard library, so that they differ by
/// roundings, which a neuron on its way up multiplies by some thousand.
#[test]
fn rk4_against_a_loop() {
    let (dt, current) = (0.01, 10.0);
    let mut x = steady(fixed_point(0.0));
    let moved = |x: State, h: f64, f: State| -> State { std::array::from_fn(|k| x[k] + h * f[k]) };
    let mut expected = vec![x[0]];
    for _ in 0..5000 {
        let k1 = derivative(x, current);
        let k2 = derivative(moved(x, dt / 2.0, k1), current);
        let k3 = derivative(moved(x, dt / 2.0, k2), current);
        let k4 = derivative(moved(x, dt, k3), current);
        x = std::array::from_fn(|k| x[k] + dt / 6.0 * (k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]));
        expected.push(x[0]);
    }
    let mut net = network(dt, nn::Cpu::new());
    let cells = net.add(nn::neurons(1, axon()).method(nn::Method::Rk4));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(50.0, [nn::input(cells, current)]).unwrap();
    let found = trace(&net, v, "v", 0);
    let worst = found.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    println!("worst difference {worst:.1e}");
    assert!(worst < 1e-9, "{worst}");
}

/// Each gate and v by themselves as if linear, written out: exponential Euler,
/// at the default step.
#[test]
fn exponential_euler_against_a_loop() {
    let (dt, current) = (0.1, 10.0);
    let mut x = steady(fixed_point(0.0));
    let mut expected = vec![x[0]];
    for _ in 0..1000 {
        let f = derivative(x, current);
        let [_, m, h, n] = x;
        let conductance = 120.0 * m.powi(3) * h + 36.0 * n.powi(4) + 0.3;
        let [of_m, of_h, of_n] = rates(x[0]).map(|(open, close)| open + close);
        let decay = [conductance, of_m, of_h, of_n];
        x = std::array::from_fn(|k| x[k] - f[k] / decay[k] * (-dt * decay[k]).exp_m1());
        expected.push(x[0]);
    }
    let mut net = network(dt, nn::Cpu::new());
    let cells = net.add(nn::neurons(1, nn::HodgkinHuxley::default()));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(100.0, [nn::input(cells, current)]).unwrap();
    let found = trace(&net, v, "v", 0);
    let worst = found.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    println!("worst difference {worst:.1e}");
    assert!(worst < 1e-9, "{worst}");
}

/// A spike is an upward crossing, once, and re-arms below; `t_ref` keeps
/// crossings from being counted and changes nothing of v.
#[test]
fn crossings_are_counted_once() {
    let mut net = network(0.1, nn::Cpu::new());
    let population = || nn::neurons(1, nn::HodgkinHuxley::default());
    let cells = [population(), population().t_ref(20.0)].map(|p| net.add(p));
    let spikes = cells.map(|cells| net.add(nn::SpikeMonitor::new(cells)));
    let v = cells.map(|cells| net.add(nn::StateMonitor::new(cells, ["v"])));
    for cells in cells {
        net.add(nn::input(cells, 10.0));
    }
    net.run(200.0, []).unwrap();
    let traces = v.map(|v| trace(&net, v, "v", 0));
    assert_eq!(traces[0], traces[1]);
    let crossings: Vec<usize> =
        (1..traces[0].len()).filter(|k| traces[0][k - 1] < 0.0 && traces[0][*k] >= 0.0).collect();
    let [all, sparse] = spikes.map(|spikes| {
        let times = net.get(spikes).unwrap().times_of(0);
        times.iter().map(|t| (t / 0.1).round() as usize).collect::<Vec<_>>()
    });
    assert!(crossings.len() > 10);
    assert_eq!(all, crossings);
    // The period is near 14.6 ms, so that every other crossing is counted.
    let every_other: Vec<usize> = crossings.iter().copied().step_by(2).collect();
    assert_eq!(sparse, every_other);
}

/// Additive noise has the variance of its linear response: at g_na = g_k = 0
/// the membrane is a leak with τ = c_m/g_l, whose stationary standard deviation
/// is noise/c_m · √(τ/2), here 2 · √(5/2) = 3.162 mV with τ = 5 ms.
#[test]
fn noise_has_its_variance() {
    let mut net = network(0.1, nn::Cpu::new());
    let leak = nn::HodgkinHuxley {
        c_m: 0.5,
        g_na: 0.0,
        g_k: 0.0,
        g_l: 0.1,
        e_l: -60.0,
        noise: 1.0,
        ..axon()
    };
    let cells = net.add(nn::neurons(2000, leak).init("v", -60.0));
    net.run(50.0, []).unwrap();
    let v = net.add(nn::StateMonitor::new(cells, ["v"]).every(5.0));
    net.run(500.0, []).unwrap();
    let data = net.get(v).unwrap();
    let values = data.get("v").unwrap();
    let count = values.len() as f64;
    let squares: f64 = values.iter().map(|v| (v + 60.0).powi(2)).sum::<f64>() / count;
    // Samples τ apart: the variance of the estimate is 2/n (1 + e⁻²)/(1 − e⁻²).
    let e2 = (-2.0f64).exp();
    let error = (2.0 / count * (1.0 + e2) / (1.0 - e2)).sqrt();
    let off = squares / 10.0 - 1.0;
    assert!(off.abs() < 4.0 * error && error < 0.01, "{squares}, {error}");
}

/// Mistake 5: the leak is 0.3 mS/cm². With NumpyBrain's 0.03, which can be
/// asked for, rest is near −70.7 mV and 5 µA/cm² fire on and on.
#[test]
fn numpybrain_05_the_leak_is_that_of_the_paper() {
    assert_eq!(nn::HodgkinHuxley::default().g_l, 0.3);
    let mut net = network(0.01, nn::Cpu::new());
    let theirs = nn::HodgkinHuxley { g_l: 0.03, ..axon() };
    let cells = [axon(), theirs].map(|axon| net.add(nn::neurons(1, axon)));
    let rests = cells.map(|cells| net.state(cells, "v").unwrap()[0]);
    assert!((rests[0] - REST[0]).abs() < 1e-6 && (rests[1] + 70.7).abs() < 0.05, "{rests:?}");
    let spikes = cells.map(|cells| net.add(nn::SpikeMonitor::new(cells)));
    for cells in cells {
        net.add(nn::input(cells, 5.0));
    }
    net.run(100.0, []).unwrap();
    let counts = spikes.map(|spikes| net.get(spikes).unwrap().t.len());
    assert!(counts[0] == 1 && counts[1] > 3, "{counts:?}");
}

/// Mistake 6: the four equations are one system. RK4 has its order 4 on it
/// before the first spike, and the default method is stable at the default
/// step, where NumpyBrain's gives NaN.
#[test]
fn numpybrain_06_the_equations_are_integrated_together() {
    let v_after = |dt: f64, method: nn::Method| {
        let mut net = network(dt, nn::Cpu::new());
        let cells = net.add(nn::neurons(1, axon()).method(method));
        net.run(1.6, [nn::input(cells, 10.0)]).unwrap();
        net.state(cells, "v").unwrap()[0]
    };
    let exact = v_after(0.00125, nn::Method::Rk4);
    for (method, order, coarsest) in
        [(nn::Method::Rk4, 4.0, 0.02), (nn::Method::ExponentialEuler, 1.0, 0.005)]
    {
        let steps = [coarsest, coarsest / 2.0, coarsest / 4.0];
        let errors = steps.map(|dt| (v_after(dt, method) - exact).abs());
        for pair in errors.windows(2) {
            let found = (pair[0] / pair[1]).log2();
            assert!((found - order).abs() < 0.1, "{method}: {found}, {errors:?}");
        }
    }
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(100, nn::HodgkinHuxley::default()));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(1000.0, [nn::input(cells, 10.0)]).unwrap();
    let rate = net.get(spikes).unwrap().mean_rate();
    assert!((rate / 68.3237 - 1.0).abs() < 0.05, "{rate}");

    // What is not stable at that step does not go on with NaN.
    for method in [nn::Method::Euler, nn::Method::Rk4] {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(1, axon()).method(method));
        let lost = net.run(100.0, [nn::input(cells, 10.0)]);
        assert!(matches!(lost, Err(nn::Error::NotFinite(_))), "{method}: {lost:?}");
    }
}

/// Mistake 7: at exactly −40 and −55 mV, where the textbook's rates are 0/0,
/// they are their limits: the state after a step is that of the equations here.
#[test]
fn numpybrain_07_rates_have_their_limits() {
    let limits = [
        (-40.0, 1.0, nn::HodgkinHuxley::steady(-40.0)),
        (-55.0, 0.1, nn::HodgkinHuxley::steady(-55.0)),
    ];
    for (v, alpha, x) in limits {
        let found = if v == -40.0 { rates(v)[0].0 } else { rates(v)[2].0 };
        assert_eq!(found, alpha);
        for (found, expected) in [x.v, x.m, x.h, x.n].iter().zip(steady(v)) {
            assert!((found - expected).abs() < 1e-14, "{found} for {expected}");
        }
        for dt in [0.001, 0.1] {
            let mut net = network(dt, nn::Reference);
            let [mut cells, mut beside] = [v, v + 1e-9].map(|v| {
                let held = nn::neurons(1, axon()).init("v", v).init("m", x.m);
                net.add(held.init("h", x.h).init("n", x.n))
            });
            for _ in 0..3 {
                net.run(dt, []).unwrap();
                for variable in VARIABLES {
                    let [at, near] = [&mut cells, &mut beside]
                        .map(|cells| net.state(*cells, variable).unwrap()[0]);
                    assert!(at.is_finite() && (at - near).abs() < 1e-8, "{variable}: {at}, {near}");
                }
            }
        }
    }
}

/// Mistake 22: a synapse in nS becomes mS/cm² by the area of its cell.
#[test]
fn numpybrain_22_conductances_are_densities() {
    // 1 nS = 10⁻⁶ mS on 10,000 µm² = 10⁻⁴ cm².
    assert!((nn::HodgkinHuxley::per_area(1.0, 10_000.0) - 1e-6 / 1e-4).abs() < 1e-17);
    // 6 nS that reverse at 0 mV lift a cell of 20,000 µm² and 200 pF at −65 mV
    // at first by 6 nS · 65 mV / 200 pF = 1.95 mV/ms.
    let weight = nn::HodgkinHuxley::per_area(6.0, 20_000.0);
    let dt = 1e-3;
    let mut net = network(dt, nn::Cpu::new());
    let source = net.add(nn::spike_array(1, [(0, dt)]));
    let x = nn::HodgkinHuxley::steady(-65.0);
    let cells = [0, 1].map(|_| {
        let cells = nn::neurons(1, axon()).init("v", x.v).init("m", x.m);
        net.add(cells.init("h", x.h).init("n", x.n))
    });
    let synapse = nn::ExpCond { tau: 1e6, e_rev: 0.0 };
    net.add(nn::Projection::new(source, cells[0], nn::one_to_one()).onto(synapse).weight(weight));
    net.run(0.01, []).unwrap();
    let [with, without] = cells.map(|cells| net.state(cells, "v").unwrap()[0]);
    // It arrived at 0.002 ms.
    let lift = (with - without) / 0.008;
    assert!((lift - 1.95).abs() < 0.01, "{lift}");
}
