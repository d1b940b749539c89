//! The shipped neuron models against closed forms, against published numbers,
//! against scalar loops written out here, and, where there is noise, against
//! its statistics.
//!
//! The scalar loops share nothing with the library: plain `f64`, functions of
//! the standard library only, the equations written a second time. What they
//! do not test is the order of events within a step, for which they follow
//! `time.md` (see `tests/time.rs`), and the random words, which come from
//! `philox` (held to published vectors in npbrain-core) and are made into
//! normal numbers here once more.

use std::f64::consts::PI;

use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::core::integrate::SequentialEuler;
use npbrain::core::random::{Key, philox};
use npbrain::engine::Backend;

/// A network with steps of `dt` ms on each `f64` engine.
fn networks(dt: f64) -> Vec<(&'static str, nn::Network)> {
    fn on(dt: f64, backend: impl Backend + 'static) -> nn::Network {
        let mut net = nn::Network::new();
        net.dt(dt).unwrap().seed(SEED).unwrap().on(backend).unwrap();
        net
    }
    vec![
        ("reference", on(dt, nn::Reference)),
        ("cpu, one worker", on(dt, nn::Cpu::new().workers(1))),
        ("cpu, two workers", on(dt, nn::Cpu::new().workers(2))),
    ]
}

const SEED: u64 = 11;

// (a) Rates

/// The neuron of the table of rates in Gerstner's and most textbooks.
const TEXTBOOK: nn::Lif =
    nn::Lif { tau: 20.0, r: 1.0, v_rest: 0.0, v_reset: 0.0, v_th: 15.0, noise: 0.0 };

/// Neuron, refractory period in ms, RI in mV, and the rate in Hz, 1000 / (t_ref
/// + tau ln(RI / (RI − v_th))), to six digits after the point.
fn rates() -> [(nn::Lif, f64, f64, f64); 6] {
    let defaults = nn::Lif::default();
    [
        (TEXTBOOK, 2.0, 16.0, 17.405903),
        (TEXTBOOK, 2.0, 20.0, 33.640712),
        (TEXTBOOK, 2.0, 30.0, 63.040002),
        (defaults, 0.0, 11.0, 41.703239),
        (defaults, 0.0, 15.0, 91.023923),
        (defaults, 0.0, 20.0, 144.269504),
    ]
}

/// The steps from spike to spike, and from the start to the first, of the one
/// neuron of a network.
fn intervals(net: &mut nn::Network, lif: nn::Neurons, current: f64, ms: f64, dt: f64) -> Vec<u64> {
    let spikes = net.add(nn::SpikeMonitor::new(lif));
    net.run(ms, [nn::input(lif, current)]).unwrap();
    let t = net.get(spikes).unwrap().t;
    let steps: Vec<u64> = t.iter().map(|t| (t / dt).round() as u64).collect();
    let before = std::iter::once(0).chain(steps.iter().copied());
    before.zip(&steps).map(|(a, b)| b - a).collect()
}

/// Every interval is t_ref/dt steps and the first whole number of steps at
/// which the exact solution has reached the threshold; so is the time to the
/// first spike, without t_ref. The rate is then below that of continuous time
/// by less than one step in the interval makes. No tolerance in steps.
#[test]
fn rates_of_the_exact_method_are_those_of_the_closed_form_on_the_grid() {
    for (lif, t_ref, ri, hz) in rates() {
        let to_threshold = lif.tau * (ri / (ri - lif.v_th)).ln();
        assert!((1000.0 / (t_ref + to_threshold) - hz).abs() < 5e-7);
        for dt in [0.1, 0.05, 0.01] {
            let first = (to_threshold / dt).ceil() as u64;
            let interval = (t_ref / dt).round() as u64 + first;
            for (engine, mut net) in networks(dt) {
                let lif = net.add(nn::neurons(1, lif).t_ref(t_ref));
                let found = intervals(&mut net, lif, ri, 1000.0, dt);
                let context = format!("{engine}, dt = {dt}, RI = {ri}");
                assert!(found.len() >= 17, "{context}");
                assert_eq!(found[0], first, "{context}");
                assert!(found[1..].iter().all(|n| *n == interval), "{context}: {found:?}");
                let rate = 1000.0 / (interval as f64 * dt);
                let slowest = 1000.0 / (1000.0 / hz + dt);
                assert!(slowest - 5e-7 < rate && rate <= hz + 5e-7, "{context}: {rate}");
            }
        }
    }
}

/// Forward Euler multiplies the distance to RI by 1 − dt/tau per step, which
/// gives its intervals exactly: too short by the factor 1 − dt/(2 tau) to first
/// order in dt.
#[test]
fn rates_of_euler_are_those_of_its_own_closed_form() {
    for (lif, t_ref, ri, _) in rates() {
        let exact = (ri / (ri - lif.v_th)).ln();
        for dt in [0.1, 0.05, 0.01] {
            let steps = exact / -(-dt / lif.tau).ln_1p();
            let ratio = steps * dt / (exact * lif.tau);
            let second_order = (dt / lif.tau).powi(2);
            assert!((ratio - (1.0 - dt / (2.0 * lif.tau))).abs() < second_order);
            let interval = (t_ref / dt).round() as u64 + steps.ceil() as u64;
            for (engine, mut net) in networks(dt) {
                let cell = nn::neurons(1, lif).t_ref(t_ref).method(nn::Method::Euler);
                let cell = net.add(cell);
                let found = intervals(&mut net, cell, ri, 300.0, dt);
                let context = format!("{engine}, dt = {dt}, RI = {ri}");
                assert!(found.len() > 2, "{context}");
                assert!(found[1..].iter().all(|n| *n == interval), "{context}: {found:?}");
            }
        }
    }
}

/// NEST's neuron: tau 10 ms, 250 pF, hence 0.04 GΩ, in mV and pA.
fn nest(v_rest: f64) -> nn::Lif {
    nn::Lif { tau: 10.0, r: 10.0 / 250.0, v_rest, v_reset: v_rest, v_th: v_rest + 15.0, noise: 0.0 }
}

/// First-passage times of NEST's neuron from rest: 59.295891 ms at 376 pA and
/// 4.700036 ms at 1000 pA (tau ln(RI / (RI − 15)), as in its tests): the spike
/// carries the first label that is not before.
#[test]
fn first_passage_times_of_nest() {
    for (pa, ms) in [(376.0, 59.295_891), (1000.0, 4.700_036)] {
        for dt in [0.1, 0.05, 0.01] {
            for (engine, mut net) in networks(dt) {
                let cell = net.add(nn::neurons(1, nest(0.0)));
                let found = intervals(&mut net, cell, pa, 60.0, dt);
                assert_eq!(found[0], (ms / dt).ceil() as u64, "{engine}, dt = {dt}, {pa} pA");
            }
        }
    }
}

// (b) The exact method does not depend on dt

/// The trace of v of the one neuron of a network, with the times.
fn trace(net: &mut nn::Network, cell: nn::Neurons, current: f64, ms: f64) -> Vec<(f64, f64)> {
    let v = net.add(nn::StateMonitor::new(cell, ["v"]));
    net.run(ms, [nn::input(cell, current)]).unwrap();
    let data = net.get(v).unwrap();
    let v = data.trace("v", 0).unwrap();
    data.t.iter().copied().zip(v.iter().copied()).collect()
}

/// Below threshold v is v∞ + (v₀ − v∞) e^{−t/tau} at every step size, to 10⁻¹²:
/// rounding alone, of which a step adds some 10⁻¹⁵ · v and the leak forgets
/// what is older than tau.
#[test]
fn the_exact_method_is_the_closed_form_at_any_step() {
    let lif = nn::Lif { v_rest: -3.0, r: 2.0, tau: 7.0, ..nn::default() };
    let (v0, current) = (5.5, 4.7);
    let v_inf = lif.v_rest + lif.r * current;
    let mut at_common_times: Vec<Vec<f64>> = Vec::new();
    for dt in [0.1, 0.2, 0.5, 1.0] {
        for (engine, mut net) in networks(dt) {
            let cell = net.add(nn::neurons(1, lif).init("v", v0));
            let found = trace(&mut net, cell, current, 100.0);
            for (t, v) in &found {
                let expected = v_inf + (v0 - v_inf) * (-t / lif.tau).exp();
                assert!((v - expected).abs() < 1e-12, "{engine}, dt = {dt}, t = {t}: {v}");
            }
            let common = found.iter().filter(|(t, _)| t.fract() == 0.0);
            at_common_times.push(common.map(|(_, v)| *v).collect());
        }
    }
    for found in &at_common_times {
        assert_eq!(found.len(), 101);
        for (a, b) in found.iter().zip(&at_common_times[0]) {
            assert!((a - b).abs() < 1e-12);
        }
    }
}

/// NEST's test_iaf_psc_alpha: 1450 pA from −70 mV, t_ref 2 ms. At every step
/// size the spike is at 3 ms and v, to the digits of NEST's table, the same at
/// common times; v is held up to and including 5 ms.
#[test]
fn a_table_of_nest_holds_at_any_step() {
    let table = [
        (0.1, -69.4229),
        (1.0, -64.4806),
        (2.9, -55.3993),
        (3.0, -70.0),
        (4.0, -70.0),
        (5.0, -70.0),
        (5.1, -69.4229),
        (6.0, -64.4806),
    ];
    for dt in [0.1, 0.2, 0.5, 1.0] {
        for (engine, mut net) in networks(dt) {
            let cell = net.add(nn::neurons(1, nest(-70.0)).t_ref(2.0));
            let spikes = net.add(nn::SpikeMonitor::new(cell));
            let found = trace(&mut net, cell, 1450.0, 7.0);
            assert_eq!(net.get(spikes).unwrap().times_of(0), [3.0], "{engine}, dt = {dt}");
            let mut compared = 0;
            for (at, expected) in table {
                if let Some((t, v)) = found.iter().find(|(t, _)| *t == at) {
                    assert!((v - expected).abs() < 1e-4, "{engine}, dt = {dt}, t = {t}: {v}");
                    compared += 1;
                }
            }
            assert!(compared >= 5, "{engine}, dt = {dt}");
        }
    }
}

/// The response to one exponential current of NEST's neuron, composed and
/// solved exactly, with τ_s = 0.5 ms: it peaks at ln(τ/τ_s) τ τ_s/(τ − τ_s) =
/// 1.576701 ms with 0.00170826 mV per pA, so that 87.8085 pA, the weight of
/// Potjans and Diesmann (2014), make 0.15 mV. Sampled at the peak and one step
/// of a sixteenth beside it.
#[test]
fn the_peak_of_a_postsynaptic_potential() {
    let (tau, tau_s) = (10.0f64, 0.5f64);
    let at = (tau / tau_s).ln() * tau * tau_s / (tau - tau_s);
    assert!((at - 1.576_701).abs() < 5e-7);
    let dt = at / 16.0;
    for (engine, mut net) in networks(dt) {
        let lif = nn::Lif { v_th: 1e9, ..nest(0.0) }.with(nn::ExpCurrent { tau: tau_s });
        let cell = net.add(nn::neurons(2, lif).ports(["exc"]));
        let source = net.add(nn::spike_array(1, [(0, dt)]));
        let weights = |_, j: usize| [1.0, 87.8085][j];
        let onto = nn::Projection::new(source, cell, nn::all_to_all()).port("exc");
        net.add(onto.weight(weights));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(40.0 * dt, []).unwrap();
        let data = net.get(v).unwrap();
        let (one, many) = (data.trace("v", 0).unwrap(), data.trace("v", 1).unwrap());
        // Fired at sample 1, arrived at 2.
        let peak = (0..one.len()).max_by(|a, b| one[*a].total_cmp(&one[*b])).unwrap();
        assert_eq!(peak, 18, "{engine}");
        let exact = 0.04 * tau_s / (tau - tau_s) * ((-at / tau).exp() - (-at / tau_s).exp());
        assert!((one[peak] / exact - 1.0).abs() < 1e-10, "{engine}: {}", one[peak]);
        assert!((one[peak] - 0.001_708_26).abs() < 5e-9, "{engine}: {}", one[peak]);
        assert!((many[peak] - 0.15).abs() < 5e-7, "{engine}: {}", many[peak]);
    }
}

/// Campbell's theorem (1909): under Poisson arrivals at 10 per ms of 10 pA with
/// τ_s = 2 ms, v has the mean r J τ_s τ/C = 8 mV and the variance
/// r A² (τ/2 + τ_s/2 − 2 τ τ_s/(τ + τ_s)) = 0.266667 mV², with
/// A = J/C · τ τ_s/(τ − τ_s). Here 100 cells have 1,000 sources each that fire
/// with p = 0.001 a step, whose counts have 1 − p of Poisson's variance.
///
/// Within four standard errors: v is correlated over some τ, so that 100 cells
/// in 2 s give about 100 · 2000/(2 · 10) = 10,000 independent values.
#[test]
fn noise_of_synapses_obeys_campbells_theorem() {
    let (cells, fan, p, steps) = (100, 1000, 0.001f64, 20_000);
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    };
    // Every source of every cell in turn: the next to fire is a geometric
    // number of places further on.
    let places = (cells * fan) as u64;
    let (mut place, mut events) = (0u64, Vec::new());
    loop {
        place += (random().ln() / (1.0 - p).ln()).floor() as u64;
        if place >= places * steps {
            break;
        }
        let (step, source) = (place / places, place % places);
        events.push((source as usize, 0.1 * (step + 1) as f64));
        place += 1;
    }
    let mut net = nn::Network::new();
    let source = net.add(nn::spike_array(cells * fan, events));
    let lif = nn::Lif { v_th: 1e9, ..nest(0.0) }.with(nn::ExpCurrent { tau: 2.0 });
    let target = net.add(nn::neurons(cells, lif).ports(["exc"]).init("v", 8.0));
    let pairs = (0..cells * fan).map(|i| (i, i / fan)).collect::<Vec<_>>();
    net.add(nn::Projection::new(source, target, nn::pairs(pairs)).port("exc").weight(10.0));
    net.run(100.0, []).unwrap();
    let v = net.add(nn::StateMonitor::new(target, ["v"]).every(5.0));
    net.run(1900.0, []).unwrap();
    let data = net.get(v).unwrap();
    let values = data.get("v").unwrap();
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / count;
    let expected = 0.266_667 * (1.0 - p);
    let independent = 10_000.0f64;
    println!("mean {mean:.4} mV, variance {variance:.5} mV² for {expected:.5}");
    assert!((mean - 8.0).abs() < 4.0 * (expected / independent).sqrt(), "{mean}");
    assert!((variance / expected - 1.0).abs() < 4.0 * (2.0 / independent).sqrt(), "{variance}");
}

// (c) Scalar loops

/// The state of a neuron: v, and u where there is one.
type State = [f64; 2];

/// A model and method as a plain function of one step.
struct Loop<'a> {
    /// The state after the integration; if held, v must not move.
    integrate: &'a dyn Fn(State, bool, usize) -> State,
    reset: &'a dyn Fn(State) -> State,
    v_th: f64,
    /// What a jump at the end of step k adds.
    jump: &'a dyn Fn(usize) -> f64,
    hold: usize,
}

impl Loop<'_> {
    /// All states, the initial one first, and the steps at whose end the
    /// neuron fires.
    fn run(&self, initial: State, steps: usize) -> (Vec<State>, Vec<usize>) {
        let (mut states, mut spikes, mut x, mut left) = (vec![initial], Vec::new(), initial, 0);
        for k in 0..steps {
            let held = left > 0;
            x = (self.integrate)(x, held, k);
            if held {
                left -= 1;
            } else {
                x[0] += (self.jump)(k);
                if x[0] >= self.v_th {
                    x = (self.reset)(x);
                    left = self.hold;
                    spikes.push(k + 1);
                }
            }
            states.push(x);
        }
        (states, spikes)
    }
}

/// How many neurons run in one network, each with another current: more than
/// two chunks, the last not full.
const SIZE: usize = 130;
const DT: f64 = 0.1;
const STEPS: usize = 3000;
/// The refractory period, in steps.
const HOLD: usize = 13;
/// Which steps end with a jump, and of how much.
const JUMP: (usize, f64) = (29, 0.375);

fn jump(k: usize) -> f64 {
    if k > 0 && k.is_multiple_of(JUMP.0) { JUMP.1 } else { 0.0 }
}

/// Runs `population` on each engine, driven by `current` and jumps, and holds
/// the traces of `variables` to the scalar loop of each neuron: spikes exactly,
/// values to `tolerance`, or, where that is 0, to the bit.
fn compare(
    name: &str,
    population: nn::Population,
    variables: &[&str],
    current: impl Fn(usize) -> f64,
    scalar: impl Fn(usize) -> (Vec<State>, Vec<usize>),
    tolerance: f64,
) {
    let expected: Vec<_> = (0..SIZE).map(&scalar).collect();
    for (engine, mut net) in networks(DT) {
        let cells = net.add(population.clone().named("cells").t_ref(HOLD as f64 * DT));
        // A spike in step k − 1 jumps at the end of step k.
        let times = (1..STEPS).filter(|k| jump(*k) != 0.0);
        let source = net.add(nn::spike_array(1, times.map(|k| (0, k as f64 * DT))));
        net.add(nn::VoltageJump::new(source, cells, nn::all_to_all()).weight(JUMP.1));
        net.add(nn::input(cells, (0..SIZE).map(&current).collect::<Vec<_>>()));
        let states = net.add(nn::StateMonitor::new(cells, variables.iter().copied()));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        net.run(STEPS as f64 * DT, []).unwrap();
        let (states, spikes) = (net.get(states).unwrap(), net.get(spikes).unwrap());
        let mut worst: f64 = 0.0;
        for (i, (expected_states, expected_spikes)) in expected.iter().enumerate() {
            let fired: Vec<usize> =
                spikes.times_of(i).iter().map(|t| (t / DT).round() as usize).collect();
            assert_eq!(fired, *expected_spikes, "{name} on {engine}, neuron {i}");
            for (k, variable) in variables.iter().enumerate() {
                let trace = states.trace(variable, i).unwrap();
                for (step, (found, expected)) in trace.iter().zip(expected_states).enumerate() {
                    let error = (found - expected[k]).abs();
                    worst = worst.max(error);
                    assert!(
                        error <= tolerance,
                        "{name} on {engine}, neuron {i}, {variable}, step {step}: {found} for {}",
                        expected[k]
                    );
                }
            }
        }
        let all: usize = expected.iter().map(|(_, spikes)| spikes.len()).sum();
        println!("{name} on {engine}: {all} spikes, worst difference {worst:.1e}");
        assert!(all > SIZE, "{name}: {all} spikes are too few");
    }
}

/// The parameters of the LIF loops: none is 0 or 1.
const LIF: nn::Lif =
    nn::Lif { tau: 9.0, r: 1.5, v_rest: -62.0, v_reset: -65.0, v_th: -50.0, noise: 0.0 };

fn lif_current(i: usize) -> f64 {
    6.0 + 0.09 * i as f64
}

fn lif_slope(v: f64, current: f64) -> f64 {
    (LIF.v_rest - v + LIF.r * current) / LIF.tau
}

/// Holds the LIF neuron, integrated by `method`, to `step`, which maps v and
/// the current to v a step later.
fn compare_lif(method: nn::Method, step: impl Fn(f64, f64) -> f64, tolerance: f64) {
    compare(
        &format!("Lif by {method}"),
        nn::neurons(SIZE, LIF).method(method),
        &["v"],
        lif_current,
        |i| {
            let current = lif_current(i);
            Loop {
                integrate: &|[v, _], held, _| [if held { v } else { step(v, current) }, 0.0],
                reset: &|_| [LIF.v_reset, 0.0],
                v_th: LIF.v_th,
                jump: &jump,
                hold: HOLD,
            }
            .run([LIF.v_reset, 0.0], STEPS)
        },
        tolerance,
    );
}

/// To the bit: the loop does the same operations in the same order.
#[test]
fn lif_by_euler() {
    compare_lif(nn::Method::Euler, |v, i| DT.mul_add(lif_slope(v, i), v), 0.0);
}

/// To 10⁻¹²: the stages are added in another order; v is some 60 with its last
/// digit at 7 · 10⁻¹⁵, and the leak sums up the roundings of tau/dt = 90 steps.
#[test]
fn lif_by_rk4() {
    let step = |v: f64, i: f64| {
        let k1 = lif_slope(v, i);
        let k2 = lif_slope(v + DT / 2.0 * k1, i);
        let k3 = lif_slope(v + DT / 2.0 * k2, i);
        let k4 = lif_slope(v + DT * k3, i);
        v + DT * (k1 + 2.0 * k2 + 2.0 * k3 + k4) / 6.0
    };
    compare_lif(nn::Method::Rk4, step, 1e-12);
}

/// The exact solution, with the exponential function of the standard library;
/// to 10⁻¹², as for RK4.
#[test]
fn lif_by_the_exact_method() {
    let step = |v: f64, i: f64| {
        let v_inf = LIF.v_rest + LIF.r * i;
        v_inf + (v - v_inf) * (-DT / LIF.tau).exp()
    };
    compare_lif(nn::Method::Exact, step, 1e-12);
}

/// For a linear model the exact solution, too: to 10⁻¹².
#[test]
fn lif_by_exponential_euler() {
    let step = |v: f64, i: f64| v - (-DT / LIF.tau).exp_m1() * LIF.tau * lif_slope(v, i);
    compare_lif(nn::Method::ExponentialEuler, step, 1e-12);
}

/// The parameters of the Izhikevich loops: none is a default.
const IZHIKEVICH: nn::Izhikevich =
    nn::Izhikevich { a: 0.03, b: 0.22, c: -60.0, d: 6.0, v_th: 33.0, ..nn::Izhikevich::RS };

fn izhikevich_current(i: usize) -> f64 {
    3.0 + 0.1 * i as f64
}

/// (v', u'), with v' = 0 while held.
fn izhikevich_slope([v, u]: State, held: bool, current: f64) -> State {
    let v_slope = 0.04 * v * v + 5.0 * v + 140.0 - u + current;
    [if held { 0.0 } else { v_slope }, IZHIKEVICH.a * (IZHIKEVICH.b * v - u)]
}

/// Holds the Izhikevich neuron, integrated by `method`, to `step`, which maps
/// state, whether it is held, and current to the state a step later.
fn compare_izhikevich(
    method: nn::Method,
    step: impl Fn(State, bool, f64) -> State,
    tolerance: f64,
) {
    let population = nn::neurons(SIZE, IZHIKEVICH).method(method);
    let name = format!("Izhikevich by {method}");
    compare_izhikevich_population(&name, population, |x, held, i, _| step(x, held, i), tolerance);
}

/// The same for a population of it; `step` is also told which neuron and step.
fn compare_izhikevich_population(
    name: &str,
    population: nn::Population,
    step: impl Fn(State, bool, f64, [usize; 2]) -> State,
    tolerance: f64,
) {
    compare(
        name,
        population,
        &["v", "u"],
        izhikevich_current,
        |i| {
            let current = izhikevich_current(i);
            Loop {
                integrate: &|x, held, k| step(x, held, current, [i, k]),
                reset: &|[_, u]| [IZHIKEVICH.c, u + IZHIKEVICH.d],
                v_th: IZHIKEVICH.v_th,
                jump: &jump,
                hold: HOLD,
            }
            .run([-65.0, IZHIKEVICH.b * -65.0], STEPS)
        },
        tolerance,
    );
}

/// Rounded once, as the integrators do.
fn moved(x: State, h: f64, slope: State) -> State {
    [h.mul_add(slope[0], x[0]), h.mul_add(slope[1], x[1])]
}

/// To the bit: the loop does the same operations in the same order.
#[test]
fn izhikevich_by_euler() {
    let step = |x, held, i| moved(x, DT, izhikevich_slope(x, held, i));
    compare_izhikevich(nn::Method::Euler, step, 0.0);
}

/// To the bit: the loop adds the stages in the same order.
#[test]
fn izhikevich_by_rk4() {
    let step = |x, held, i| {
        let slope = |x| izhikevich_slope(x, held, i);
        let k1 = slope(x);
        let k2 = slope(moved(x, DT / 2.0, k1));
        let k3 = slope(moved(x, DT / 2.0, k2));
        let k4 = slope(moved(x, DT, k3));
        let sum = |k: usize| k1[k] + 2.0 * (k2[k] + k3[k]) + k4[k];
        moved(x, DT / 6.0, [sum(0), sum(1)])
    };
    compare_izhikevich(nn::Method::Rk4, step, 0.0);
}

/// Each variable by itself as if linear, ∂v'/∂v = 0.08 v + 5 and ∂u'/∂u = −a;
/// to 10⁻⁷: in the upstroke of a spike v' grows like v² and multiplies the
/// roundings of v by thousands; the reset takes them from v, but u keeps some
/// from spike to spike.
#[test]
fn izhikevich_by_exponential_euler() {
    let step = |x: State, held: bool, i: f64| {
        let slope = izhikevich_slope(x, held, i);
        let reach = |rate: f64| (rate * DT).exp_m1() / rate;
        [x[0] + reach(0.08 * x[0] + 5.0) * slope[0], x[1] + reach(-IZHIKEVICH.a) * slope[1]]
    };
    compare_izhikevich(nn::Method::ExponentialEuler, step, 1e-7);
}

/// v first, then u with the new v: to the bit.
#[test]
fn izhikevich_by_sequential_euler() {
    let step = |[v, u]: State, held: bool, i: f64, _| {
        let v = DT.mul_add(izhikevich_slope([v, u], held, i)[0], v);
        [v, DT.mul_add(izhikevich_slope([v, u], held, i)[1], u)]
    };
    let population = nn::neurons_by(SIZE, IZHIKEVICH, SequentialEuler);
    compare_izhikevich_population("Izhikevich by sequential Euler", population, step, 0.0);
}

/// With noise in v, of which u sees the outcome; by Euler–Maruyama u sees the
/// old v. To 10⁻⁷, as for exponential Euler: the normal numbers are rounded
/// differently, and the upstroke multiplies that.
#[test]
fn noisy_izhikevich_follows_the_same_path() {
    let noise = 1.7;
    let noisy = nn::Izhikevich { noise, ..IZHIKEVICH };
    let kick = |held: bool, [i, k]: [usize; 2]| {
        if held { 0.0 } else { noise * DT.sqrt() * normal(i, k) }
    };
    let sequential = |[v, u]: State, held: bool, current: f64, at: [usize; 2]| {
        let v = DT.mul_add(izhikevich_slope([v, u], held, current)[0], v) + kick(held, at);
        [v, DT.mul_add(izhikevich_slope([v, u], held, current)[1], u)]
    };
    let population = nn::neurons_by(SIZE, noisy, SequentialEuler);
    compare_izhikevich_population("noisy, sequential Euler", population, sequential, 1e-7);
    let maruyama = |x: State, held: bool, current: f64, at: [usize; 2]| {
        let [v, u] = moved(x, DT, izhikevich_slope(x, held, current));
        [v + kick(held, at), u]
    };
    // The method follows from the noise.
    let population = nn::neurons(SIZE, noisy);
    compare_izhikevich_population("noisy, Euler and Maruyama", population, maruyama, 1e-7);
}

/// The normal number that neuron `i` of the population "cells" gets in step
/// `k`: Box and Muller's method on the words of `philox`, laid out as
/// `npbrain_core::random::normals` says, with functions of the standard
/// library.
fn normal(i: usize, k: usize) -> f64 {
    let (chunk, within) = (i / 64, i % 64);
    let (word, lane) = (within / 16, within % 16);
    let counter = [(16 * chunk + lane) as u32, k as u32, 0, 0];
    let words = philox(Key::new(SEED, "cells", "noise"), counter);
    let (radius, angle) = (words[word / 2 * 2], words[word / 2 * 2 + 1]);
    let u = (f64::from(radius) + 0.5) / 4_294_967_296.0;
    let theta = PI * f64::from(angle.cast_signed()) / 2_147_483_648.0;
    let part = if word % 2 == 0 { theta.cos() } else { theta.sin() };
    (-2.0 * u.ln()).sqrt() * part
}

/// With noise, path by path: each method's step and the normal numbers written
/// out above; to 10⁻¹², as without noise. The variance of an exact step is
/// noise² / (2 tau) · (1 − e^{−2 dt/tau}).
#[test]
fn noisy_lif_follows_the_same_path() {
    let noise = 7.0;
    let decay = (-DT / LIF.tau).exp();
    let exact = noise * ((1.0 - decay * decay) / (2.0 * LIF.tau)).sqrt();
    let maruyama = noise / LIF.tau * DT.sqrt();
    let exactly = |v: f64, i: f64| {
        let v_inf = LIF.v_rest + LIF.r * i;
        v_inf + (v - v_inf) * decay
    };
    let euler = |v: f64, i: f64| v + DT * lif_slope(v, i);
    type Step<'a> = &'a dyn Fn(f64, f64) -> f64;
    let cases: [(nn::Method, Step<'_>, f64); 3] = [
        (nn::Method::Exact, &exactly, exact),
        (nn::Method::ExponentialEuler, &exactly, exact),
        (nn::Method::EulerMaruyama, &euler, maruyama),
    ];
    for (method, step, amplitude) in cases {
        compare(
            &format!("noisy Lif by {method}"),
            nn::neurons(SIZE, nn::Lif { noise, ..LIF }).method(method),
            &["v"],
            lif_current,
            |i| {
                let current = lif_current(i);
                Loop {
                    integrate: &|[v, _], held, k| {
                        let free = || step(v, current) + amplitude * normal(i, k);
                        [if held { v } else { free() }, 0.0]
                    },
                    reset: &|_| [LIF.v_reset, 0.0],
                    v_th: LIF.v_th,
                    jump: &jump,
                    hold: HOLD,
                }
                .run([LIF.v_reset, 0.0], STEPS)
            },
            1e-12,
        );
    }
}

// (d) Noise

/// A population far below its threshold, whose v is noise around v_rest.
struct Noise {
    dt: f64,
    method: nn::Method,
    single: bool,
}

/// How many neurons are looked at.
const NEURONS: usize = 2000;
const TAU: f64 = 10.0;
const REST: f64 = -3.0;
/// The standard deviation of v in continuous time.
const SIGMA: f64 = 1.7;

impl Noise {
    /// v − v_rest, `[sample][neuron]`, at `samples` + 1 samples `every` ms
    /// apart, after 10 tau, when e⁻²⁰ of the variance is still missing.
    fn samples(&self, samples: usize, every: f64) -> Vec<Vec<f64>> {
        let mut net = nn::Network::new();
        net.dt(self.dt).unwrap().seed(5).unwrap();
        let cpu = nn::Cpu::new();
        net.on(if self.single { cpu.f32() } else { cpu }).unwrap();
        let lif = nn::Lif {
            tau: TAU,
            v_rest: REST,
            v_th: 1e6,
            noise: nn::Lif::noise_for_std(SIGMA, TAU),
            ..nn::default()
        };
        let cells = net.add(nn::neurons(NEURONS, lif).init("v", REST).method(self.method));
        net.run(f64::max(10.0 * TAU, self.dt), []).unwrap();
        let v = net.add(nn::StateMonitor::new(cells, ["v"]).every(every));
        net.run(samples as f64 * every, []).unwrap();
        let data = net.get(v).unwrap();
        let v = data.get("v").unwrap();
        v.rows().into_iter().map(|row| row.iter().map(|v| v - REST).collect()).collect()
    }

    /// Holds the stationary standard deviation to `expected` within four
    /// standard errors, and these within a quarter of a percent, so that the
    /// test sees 1 %. Samples `every` ms apart have the correlation ρ; of n of
    /// them in each of N neurons, with a known mean, s² / σ² has the variance
    /// 2/(N n) · (1 + ρ²)/(1 − ρ²), and s half its standard error.
    fn check_deviation(&self, expected: f64, correlation: f64, every: f64) {
        let n = 400;
        let samples = self.samples(n - 1, every);
        let count = (NEURONS * n) as f64;
        let squares: f64 = samples.iter().flatten().map(|x| x * x).sum();
        let mean: f64 = samples.iter().flatten().sum::<f64>() / count;
        let found = (squares / count).sqrt();
        let squared = correlation * correlation;
        let error = (2.0 / count * (1.0 + squared) / (1.0 - squared)).sqrt() / 2.0;
        let off = found / expected - 1.0;
        let name = format!("{}, dt = {}, f32: {}", self.method, self.dt, self.single);
        println!(
            "{name}: {found:.5} for {expected:.5}, {:.2} standard errors of {error:.1e}",
            off / error
        );
        assert!(error < 0.0025, "{name}: {error}");
        assert!(off.abs() < 4.0 * error, "{name}: {found} for {expected}");
        let mean_error = expected * ((1.0 + correlation) / (1.0 - correlation) / count).sqrt();
        assert!(mean.abs() < 4.0 * mean_error, "{name}: mean {mean} with {mean_error}");
    }
}

/// σ = noise / √(2 tau), whatever the step: the exact method, and exponential
/// Euler, which is exact here. The standard error, of samples tau apart, is
/// 0.09 %.
#[test]
fn noise_has_its_stationary_deviation_at_any_step() {
    for (method, dt) in
        [(nn::Method::Exact, 0.1), (nn::Method::Exact, 1.0), (nn::Method::ExponentialEuler, 1.0)]
    {
        let noise = Noise { dt, method, single: false };
        noise.check_deviation(SIGMA, (-1f64).exp(), TAU);
    }
}

/// The same for steps of 2 tau and of 50 tau, after which v has forgotten
/// everything: e⁻⁵⁰ is lost beside 1 and must not take the noise with it.
#[test]
fn noise_has_its_stationary_deviation_at_steps_beyond_tau() {
    for steps in [2.0, 50.0] {
        for method in [nn::Method::Exact, nn::Method::ExponentialEuler] {
            let noise = Noise { dt: steps * TAU, method, single: false };
            noise.check_deviation(SIGMA, f64::exp(-steps), noise.dt);
        }
    }
}

/// The same in `f32`.
#[test]
fn noise_in_f32_has_its_stationary_deviation() {
    for dt in [0.1, 1.0] {
        let noise = Noise { dt, method: nn::Method::Exact, single: true };
        noise.check_deviation(SIGMA, (-1f64).exp(), TAU);
    }
}

/// `f32` draws the same normal numbers: v differs from that of `f64` by its
/// roundings alone, 10⁻⁷ · |v| a step and 1/(1 − e^{−dt/tau}) steps of them.
#[test]
fn noise_in_f32_is_that_of_f64() {
    for (dt, tolerance) in [(0.1, 1e-4), (1.0, 1e-5)] {
        let [double, single] = [false, true]
            .map(|single| Noise { dt, method: nn::Method::Exact, single }.samples(100, dt));
        for (a, b) in double.iter().flatten().zip(single.iter().flatten()) {
            assert!((a - b).abs() < tolerance, "dt = {dt}: {a} and {b}");
        }
    }
}

/// Euler–Maruyama is an autoregression with factor 1 − dt/tau, and so has the
/// known bias σ² / (1 − dt/(2 tau)): 2.6 % of σ at 1 ms, 15 % at 5 ms, and at
/// 0.1 ms a quarter of a percent.
#[test]
fn euler_maruyama_has_its_known_bias() {
    for dt in [0.1, 1.0, 5.0] {
        let method = nn::Method::EulerMaruyama;
        let biased = SIGMA / (1.0 - dt / (2.0 * TAU)).sqrt();
        let correlation = (1.0 - dt / TAU).powf(TAU / dt);
        Noise { dt, method, single: false }.check_deviation(biased, correlation, TAU);
    }
}

/// The correlation from step to step is e^{−dt/tau}, and 1 − dt/tau for
/// Euler–Maruyama; within four standard errors, √((1 − ρ²)/(N n)) (Bartlett
/// 1946). So it is, ρ^k, ten steps apart, with Bartlett's error for that.
#[test]
fn noise_has_its_correlation_in_time() {
    for (method, dt) in [
        (nn::Method::Exact, 0.1),
        (nn::Method::Exact, 1.0),
        (nn::Method::ExponentialEuler, 1.0),
        (nn::Method::EulerMaruyama, 1.0),
    ] {
        let rho = match method {
            nn::Method::EulerMaruyama => 1.0 - dt / TAU,
            _ => (-dt / TAU).exp(),
        };
        let samples = Noise { dt, method, single: false }.samples(1000, dt);
        for lag in [1, 10] {
            // Regression of each sample on that `lag` steps before.
            let (mut products, mut squares) = (0.0, 0.0);
            for (before, after) in samples.iter().zip(&samples[lag..]) {
                for (a, b) in before.iter().zip(after) {
                    products += a * b;
                    squares += a * a;
                }
            }
            let found = products / squares;
            let count = (NEURONS * (samples.len() - lag)) as f64;
            let (k, squared) = (lag as f64, rho * rho);
            let power = squared.powf(k);
            let variance = (1.0 + squared) * (1.0 - power) / (1.0 - squared) - 2.0 * k * power;
            let error = (variance / count).sqrt();
            let off = (found - rho.powf(k)) / error;
            println!(
                "{method}, dt = {dt}, lag {lag}: {found:.6}, {off:.2} standard errors of {error:.1e}"
            );
            assert!(off.abs() < 4.0, "{method}, dt = {dt}, lag {lag}: {found}");
        }
    }
}
