//! Poisson inputs: their numbers and when they act, Campbell's theorem, the same
//! bits on every engine, and mistakes. The law of the numbers is held in
//! `crates/npbrain-core/tests/poisson.rs`.

#[allow(dead_code, reason = "each test file uses some of it")]
mod meter;
mod networks;

use meter::{everywhere, network};
use networks::Seen;
use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::core::random::{Key, Poisson, words};
use npbrain::core::{Arithmetic, CHUNK};

/// A membrane that never fires.
fn passive(tau: f64) -> nn::Lif {
    nn::Lif { tau, v_th: f64::MAX, ..nn::default() }
}

/// The spikes that neuron `i` gets in step `step` from the input `name`.
fn drawn(name: &str, mean: f64, i: usize, step: u64) -> f64 {
    let mut poisson = Poisson::default();
    poisson.set_mean(mean);
    let words = words(Key::new(11, name, "poisson"), (i / CHUNK) as u32, step, 0);
    f64::from(poisson.counts(&words)[i % CHUNK])
}

/// What arrives in a step acts at its end, at a membrane as at a receptor, which
/// begins to act on the membrane in the next; on every engine, with the numbers
/// that name, neuron and step give, also for a slice.
#[test]
fn spikes_act_at_the_end_of_the_step_they_are_drawn_for() {
    for (engine, mut net) in everywhere(0.1) {
        let jumps = net.add(nn::neurons(200, passive(f64::MAX)));
        let with_port = passive(10.0).with(nn::ExpCurrent { tau: 5.0 });
        let composed = net.add(nn::neurons(3, with_port).ports(["excitation"]));
        let part = jumps.slice(70..130);
        net.add(nn::poisson_input(part, 1000, 20.0).weight(0.5).named("a"));
        let excitation = nn::poisson_input(composed, 1000, 20.0).port("excitation");
        net.add(excitation.weight([1.0, 2.0, 3.0]).named("b"));
        let seen = net.add(nn::StateMonitor::new(jumps, ["v"]));
        let port = net.add(nn::StateMonitor::new(composed, ["v", "excitation.i"]));
        net.run(0.3, []).unwrap();

        let data = net.get(seen).unwrap();
        let v = data.get("v").unwrap();
        for i in 0..200 {
            let mut sum = 0.0;
            for step in 0..3 {
                if (70..130).contains(&i) {
                    sum += 0.5 * drawn("a", 2.0, i, step);
                }
                assert_eq!(v[[step as usize + 1, i]], sum, "{engine}: {i}, {step}");
            }
        }
        let data = net.get(port).unwrap();
        for i in 0..3 {
            let first = (i + 1) as f64 * drawn("b", 2.0, i, 0);
            assert_eq!(data.get("excitation.i").unwrap()[[1, i]], first, "{engine}");
            assert_eq!(data.get("v").unwrap()[[1, i]], 0.0, "{engine}");
            assert!(first == 0.0 || data.get("v").unwrap()[[2, i]] > 0.0, "{engine}");
        }
    }
}

/// By the rules of time: pushed over threshold by some 40 jumps in every step,
/// a neuron fires in the first and each time it is let go, 11 steps later; what
/// came while it was held is lost, also a jump that would not have sufficed.
#[test]
fn jumps_are_lost_while_the_membrane_is_held() {
    let mut net = network(0.1, nn::Cpu::new());
    let lif = nn::Lif { v_th: 3.0, ..nn::default() };
    let cells = net.add(nn::neurons(100, lif).t_ref(1.0));
    net.add(nn::poisson_input(cells, 400, 1000.0));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(3.0, []).unwrap();
    let data = net.get(spikes).unwrap();
    let times = |t: f64| data.t.iter().filter(|x| **x == t).count();
    assert_eq!([times(0.1), times(1.2), times(2.3), data.t.len()], [100, 100, 100, 300]);
}

/// Mean and variance over independent neurons, each within four standard errors:
/// of a mean σ/√n, of a variance σ² √((2 + κ)/n) with the excess κ of shot noise.
#[track_caller]
fn moments(what: &str, v: &[f64], mean: f64, variance: f64, excess: f64) {
    let n = v.len() as f64;
    let found = v.iter().sum::<f64>() / n;
    let spread = v.iter().map(|x| (x - found).powi(2)).sum::<f64>() / (n - 1.0);
    let errors = [(variance / n).sqrt(), variance * ((2.0 + excess) / n).sqrt()];
    for (moment, found, theory, error) in
        [("mean", found, mean, errors[0]), ("variance", spread, variance, errors[1])]
    {
        let z = (found - theory) / error;
        println!("{what}, {moment}: {found:.5} for {theory:.5}, z = {z:.2}");
        assert!(z.abs() < 4.0, "{what}, {moment}: {found} for {theory} ± {error}");
    }
}

/// Campbell's theorem (1909) for jumps into a leak: with a = e^(−dt/τ) and m
/// spikes in a step, after each step the mean is w m/(1 − a) and the variance
/// w² m/(1 − a²). (For dt → 0 these are w ν τ and w² ν τ/2.) The nth cumulant is
/// wⁿ m/(1 − aⁿ).
#[test]
fn jumps_obey_campbells_theorem() {
    let (w, tau) = (0.3, 10.0);
    for (n, rate) in [(1000, 10.0), (1, 20.0), (40, 12_500.0)] {
        let mut net = network(0.1, nn::Cpu::new());
        let cells = net.add(nn::neurons(40_000, passive(tau)));
        net.add(nn::poisson_input(cells, n, rate).weight(w));
        net.run(150.0, []).unwrap();
        let v = net.state(cells, "v").unwrap();
        let (m, a) = (n as f64 * rate * 0.1 / 1000.0, f64::exp(-0.1 / tau));
        let cumulant = |k: i32| w.powi(k) * m / (1.0 - a.powi(k));
        let excess = cumulant(4) / cumulant(2).powi(2);
        moments(&format!("{n} at {rate} Hz"), &v, cumulant(1), cumulant(2), excess);
    }
}

/// Campbell's theorem for exponential currents, which make of a spike
/// w τ_s/(τ − τ_s) (e^(−t/τ) − e^(−t/τ_s)): the mean is w ν τ_s, the variance
/// w² ν τ_s²/(2 (τ + τ_s)); composed and attached alike. That spikes come at the
/// ends of steps changes this by less than (dt/τ_s)²/12 = 3 · 10⁻⁵.
#[test]
fn exponential_currents_obey_campbells_theorem() {
    let (w, tau, tau_s, n, rate) = (0.2, 10.0, 5.0, 500, 20.0);
    let mut net = network(0.1, nn::Cpu::new());
    let composed = passive(tau).with(nn::ExpCurrent { tau: tau_s });
    let composed = net.add(nn::neurons(40_000, composed));
    let attached = net.add(nn::neurons(40_000, passive(tau)));
    net.add(nn::poisson_input(composed, n, rate).weight(w).port("exp_current"));
    net.add(nn::poisson_input(attached, n, rate).weight(w).onto(nn::ExpCurrent { tau: tau_s }));
    net.run(200.0, []).unwrap();
    let nu = n as f64 * rate / 1000.0;
    for (what, cells) in [("composed", composed), ("attached", attached)] {
        let v = net.state(cells, "v").unwrap();
        let variance = w * w * nu * tau_s * tau_s / (2.0 * (tau + tau_s));
        // The excess is less than 1/(ν τ_s).
        moments(what, &v, w * nu * tau_s, variance, 0.02);
    }
}

/// A rate that changes: the spikes of each step against the mean of that step,
/// on the whole Σ (count − mean)²/mean, which is chi-squared; the critical value
/// for p = 0.001 after Wilson and Hilferty (1931). Below 0 there are none.
#[test]
fn a_rate_may_be_a_function_of_time() {
    let size = 640;
    let rate = |t: f64| 400.0 * (t / 10.0 * std::f64::consts::TAU).sin();
    let mut net = network(0.1, nn::Cpu::new());
    let cells = net.add(nn::neurons(size, passive(f64::MAX)));
    let seen = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(5.0, []).unwrap();
    // It is asked for network time, also if it is added later.
    net.add(nn::poisson_input(cells, 10, rate));
    net.run(30.0, []).unwrap();
    let data = net.get(seen).unwrap();
    let totals: Vec<f64> = data.get("v").unwrap().outer_iter().map(|row| row.sum()).collect();
    assert_eq!(totals[50], 0.0, "it acts from now on");
    let (mut statistic, mut freedom, mut silent) = (0.0, 0.0, 0);
    for step in 50..350 {
        let count = totals[step + 1] - totals[step];
        let t = step as f64 * 0.1;
        let mean = 10.0 * rate(t) * 0.1 / 1000.0 * size as f64;
        if mean > 20.0 {
            statistic += (count - mean).powi(2) / mean;
            freedom += 1.0;
        } else if mean < -1e-9 {
            assert_eq!(count, 0.0, "at {t} ms");
            silent += 1;
        }
    }
    let spread: f64 = 2.0 / (9.0 * freedom);
    let critical = freedom * (1.0 - spread + 3.090 * spread.sqrt()).powi(3);
    println!("χ² = {statistic:.1} for {freedom} ({critical:.1})");
    assert!(statistic < critical && freedom > 130.0 && silent > 130);
}

/// A course with steps is one too, and the same as their values by a closure.
#[test]
fn courses_are_rates() {
    let trace = |rate: nn::Rate| {
        let mut net = network(0.1, nn::Cpu::new());
        let cells = net.add(nn::neurons(100, passive(20.0)));
        net.add(nn::poisson_input(cells, 100, rate).named("a"));
        net.run(10.0, []).unwrap();
        net.state(cells, "v").unwrap()
    };
    let steps = nn::steps_at([(1.0, 20.0), (4.0, 50.0), (7.0, 0.0)]);
    let by_hand = |t: f64| match t {
        t if (1.0..4.0).contains(&t) => 20.0,
        t if (4.0..7.0).contains(&t) => 50.0,
        _ => 0.0,
    };
    assert_eq!(trace(steps.into()), trace(by_hand.into()));
    assert_eq!(trace((|_: f64| 20.0).into()), trace(20.into()));
}

/// In which order the objects of the network are added.
#[derive(Clone, Copy)]
enum Order {
    Forwards,
    Backwards,
}

/// Inputs beside projections, with and without a synapse model, into the same
/// ports, with weights that do not add up exactly: a sum in another order shows.
fn driven(net: &mut nn::Network, order: Order, runs: &[f64]) -> Seen {
    let lif = nn::Lif { v_th: 8.0, ..nn::default() };
    let a = nn::neurons(333, lif.with(nn::ExpCurrent { tau: 4.0 })).named("a").ports(["in"]);
    let b = nn::neurons(150, lif).named("b").t_ref(0.7);
    let (a, b) = match order {
        Order::Forwards => (net.add(a), net.add(b)),
        Order::Backwards => {
            let b = net.add(b);
            (net.add(a), b)
        }
    };
    let mut inputs = vec![
        nn::poisson_input(a, 100, 90.0).weight(0.3).port("in").named("p2"),
        nn::poisson_input(a.slice(50..290), 3, 30.0).weight(0.7).port("v").named("p1"),
        nn::poisson_input(a.slice(0..300), 1000, |t: f64| 8.0 * (t / 7.0).cos())
            .weight(0.3)
            .port("in")
            .named("p3"),
        nn::poisson_input(b, 1000, 90.0)
            .weight((0..150).map(|i| 0.013 * i as f64).collect::<Vec<_>>())
            .onto(nn::ExpCond { tau: 2.0, e_rev: 9.0 })
            .named("p4"),
        nn::poisson_input(b, 50_000, 6.0).weight(0.011).named("p0"),
    ];
    let mut projections = vec![
        nn::Projection::new(a, b, nn::fixed_prob(0.1)).weight(0.17).named("ab"),
        nn::Projection::new(b, a, nn::fixed_prob(0.1)).weight(-0.07).port("in").named("z"),
        nn::stp(b, a, nn::fixed_prob(0.1)).weight(0.23).port("in").named("x").delay(0.4),
    ];
    if let Order::Backwards = order {
        inputs.reverse();
        projections.reverse();
    }
    let mut add_inputs = |net: &mut nn::Network| {
        for input in inputs.drain(..) {
            net.add(input);
        }
    };
    if let Order::Backwards = order {
        add_inputs(net);
    }
    for projection in projections {
        net.add(projection);
    }
    add_inputs(net);
    let spikes = [a, b].map(|n| net.add(nn::SpikeMonitor::new(n)));
    let states = [
        net.add(nn::StateMonitor::new(a, ["v", "in.i"])),
        net.add(nn::StateMonitor::new(b, ["v"])),
    ];
    let rate = net.add(nn::RateMonitor::new(a).bin(1.0));
    for duration in runs {
        net.run(*duration, []).unwrap();
    }
    let spikes = spikes.map(|m| net.get(m).unwrap());
    assert!(spikes.iter().all(|data| data.mean_rate() > 5.0));
    Seen::new(&spikes, &states.map(|m| net.get(m).unwrap()), &net.get(rate).unwrap())
}

#[test]
fn the_same_bits_everywhere() {
    let expected = driven(&mut network(0.1, nn::Reference), Order::Forwards, &[40.0]);
    for (name, mut net) in everywhere(0.1) {
        assert!(driven(&mut net, Order::Forwards, &[40.0]) == expected, "{name}");
    }
    for runs in [&[0.1, 13.3, 26.6][..], &[0.0, 39.9, 0.1]] {
        let mut net = network(0.1, nn::Cpu::new().workers(2));
        assert!(driven(&mut net, Order::Forwards, runs) == expected, "{runs:?}");
    }
    for workers in [1, 3] {
        let mut net = network(0.1, nn::Cpu::new().workers(workers));
        assert!(driven(&mut net, Order::Backwards, &[40.0]) == expected, "backwards");
    }
}

#[test]
fn single_precision_does_not_depend_on_instructions_or_workers() {
    let run = |cpu: nn::Cpu| driven(&mut network(0.1, cpu.f32()), Order::Forwards, &[20.0]);
    let expected = run(nn::Cpu::new().arithmetic(Arithmetic::Plain).workers(1));
    for arithmetic in Arithmetic::available() {
        for workers in [1, 3] {
            assert!(run(nn::Cpu::new().arithmetic(arithmetic).workers(workers)) == expected);
        }
    }
}

// Mistakes

/// What is said of an input into 3 neurons, before a step is made.
fn told(input: impl Fn(nn::Neurons) -> nn::PoissonInput) -> String {
    let mut net = network(0.1, nn::Cpu::new());
    let model = passive(10.0).with((nn::ExpCurrent { tau: 5.0 }, nn::ExpCurrent { tau: 5.0 }));
    let cells = nn::neurons(3, model).named("cells").ports(["excitation", "inhibition"]);
    let cells = net.add(cells);
    net.add(input(cells).named("drive"));
    let error = net.run(1.0, []).expect_err("this must be an error").to_string();
    assert_eq!(net.time(), 0.0);
    error
}

#[test]
fn mistakes_are_told() {
    let at_v = |cells, n, rate: f64| nn::poisson_input(cells, n, rate).port("v");
    for (expected, found) in [
        ("`n` is 0; expected at least one source", told(|cells| at_v(cells, 0, 20.0))),
        (
            "`rate` is -1; expected a finite number, not less than 0",
            told(|cells| at_v(cells, 1, -1.0)),
        ),
        (
            "`rate` is NaN; expected a finite number, not less than 0",
            told(|cells| at_v(cells, 1, f64::NAN)),
        ),
        (
            "`n · rate · dt` is 100000; expected at most 65536 spikes per step on average",
            told(|cells| at_v(cells, 1_000_000, 1000.0)),
        ),
        (
            "`the function at its beginning` is NaN; expected a finite number",
            told(|cells| nn::poisson_input(cells, 1, |t: f64| (t - 1.0).sqrt()).port("v")),
        ),
        (
            "`n · rate · dt` is 100000; expected at most 65536 spikes per step on average",
            told(|cells| nn::poisson_input(cells, 1, |_: f64| 1e9).port("v")),
        ),
        (
            "`n · rate · dt` is 200000; expected at most 65536 spikes per step on average",
            told(|cells| {
                nn::poisson_input(cells, 1, nn::steps([(1.0, 1.0), (2e9, 1.0)])).port("v")
            }),
        ),
        (
            "its rate differs from neuron to neuron; give one that all share",
            told(|cells| nn::poisson_input(cells, 1, nn::white_noise(5.0, 1.0, 1.0)).port("v")),
        ),
        (
            "its rate differs from neuron to neuron; give one that all share",
            told(|cells| nn::poisson_input(cells, 1, [1.0, 2.0, 3.0]).port("v")),
        ),
        (
            "`weight` is NaN; expected a finite number",
            told(|cells| at_v(cells, 1, 20.0).weight(f64::NAN)),
        ),
        (
            "`weight` has 2 values; expected 3",
            told(|cells| at_v(cells, 1, 20.0).weight([1.0, 2.0])),
        ),
    ] {
        let object = if expected.starts_with('`') { "Poisson input `drive`: " } else { "" };
        assert!(found.ends_with(&format!("{object}{expected}")), "{found}");
    }
    assert_eq!(
        told(|cells| at_v(cells, 1, 20.0).port("excitaton")),
        "population `cells` has no port `excitaton`; it has `v`, `excitation`, `inhibition` (did \
         you mean `excitation`?)"
    );
    assert_eq!(
        told(|cells| nn::poisson_input(cells, 1, 20.0)),
        "Poisson input `drive` names no port, and population `cells` has `v`, `excitation`, \
         `inhibition`; choose one with `port`"
    );
    assert_eq!(
        told(|cells| at_v(cells.slice(1..5), 1, 20.0)),
        "population `cells`: 1..5 is no part of its 3 neurons (0..3)"
    );
    assert_eq!(
        told(|cells| nn::poisson_input(cells, 1, 20.0).onto(nn::GradedCond::default())),
        "Poisson input `drive`: the receptor GradedCond takes levels, and spikes are jumps"
    );
    assert_eq!(
        told(|cells| nn::poisson_input(cells, 1, 20.0).onto(nn::ExpCurrent { tau: -1.0 })),
        "Poisson input `drive`: `tau` is -1; expected a finite number more than 0"
    );
}

#[test]
fn sources_take_no_poisson_input_and_names_are_unique() {
    let mut net = network(0.1, nn::Cpu::new());
    let source = net.add(nn::spike_array(1, [(0, 1.0)]).named("source"));
    net.add(nn::poisson_input(source, 1, 20.0).named("drive"));
    assert_eq!(
        net.run(1.0, []).unwrap_err().to_string(),
        "Poisson input `drive`: population `source` has no membrane or other port to arrive at"
    );
    let mut net = network(0.1, nn::Cpu::new());
    let cells = net.add(nn::neurons(3, passive(10.0)).named("x"));
    net.add(nn::poisson_input(cells, 1, 20.0).named("x"));
    assert_eq!(
        net.run(1.0, []).unwrap_err().to_string(),
        "there are two objects named `x`; names must differ"
    );
}

/// A rate that is lost on the way stops the run, with the time at which it was
/// noticed.
#[test]
fn a_rate_that_is_no_number_stops_the_run() {
    for (name, mut net) in everywhere(0.1) {
        let cells = net.add(nn::neurons(70, passive(10.0)).named("cells"));
        net.add(nn::poisson_input(cells, 1, |t: f64| if t < 12.0 { 20.0 } else { f64::NAN }));
        let error = net.run(100.0, []).unwrap_err().to_string();
        let expected = "population `cells`: `v` of neuron 0 is NaN at 20 ms; at 10 ms it was";
        assert!(error.starts_with(expected), "{name}: {error}");
    }
}
