//! Izhikevich's neurons against the published script of his twenty patterns,
//! written out here as plain `f64` loops, and against the counts and times of
//! spikes that it gives.

use nn::IzhikevichMode as Mode;
use npbrain::all as nn;
use npbrain::core::integrate::SequentialEuler;
use npbrain::engine::Backend;

/// The script's own numbers, written a second time: a, b, c, d, v and u at the
/// start, and the constant and the factor of v in v'.
const SCRIPT: [[f64; 8]; 20] = [
    [0.02, 0.2, -65.0, 6.0, -70.0, -14.0, 140.0, 5.0],
    [0.02, 0.25, -65.0, 6.0, -64.0, -16.0, 140.0, 5.0],
    [0.02, 0.2, -50.0, 2.0, -70.0, -14.0, 140.0, 5.0],
    [0.02, 0.25, -55.0, 0.05, -64.0, -16.0, 140.0, 5.0],
    [0.02, 0.2, -55.0, 4.0, -70.0, -14.0, 140.0, 5.0],
    [0.01, 0.2, -65.0, 8.0, -70.0, -14.0, 140.0, 5.0],
    [0.02, -0.1, -55.0, 6.0, -60.0, 6.0, 108.0, 4.1],
    [0.2, 0.26, -65.0, 0.0, -64.0, -16.64, 140.0, 5.0],
    [0.02, 0.2, -65.0, 6.0, -70.0, -14.0, 140.0, 5.0],
    [0.05, 0.26, -60.0, 0.0, -62.0, -16.12, 140.0, 5.0],
    [0.1, 0.26, -60.0, -1.0, -62.0, -16.12, 140.0, 5.0],
    [0.02, -0.1, -55.0, 6.0, -60.0, 6.0, 108.0, 4.1],
    [0.03, 0.25, -60.0, 4.0, -64.0, -16.0, 140.0, 5.0],
    [0.03, 0.25, -52.0, 0.0, -64.0, -16.0, 140.0, 5.0],
    [0.03, 0.25, -60.0, 4.0, -64.0, -16.0, 140.0, 5.0],
    [0.1, 0.26, -60.0, 0.0, -61.0, -15.86, 140.0, 5.0],
    [1.0, 0.2, -60.0, -21.0, -70.0, -14.0, 140.0, 5.0],
    [0.02, 1.0, -55.0, 4.0, -65.0, -16.0, 140.0, 5.0],
    [-0.02, -1.0, -60.0, 8.0, -63.8, 63.8, 140.0, 5.0],
    [-0.026, -1.0, -45.0, -2.0, -63.8, 63.8, 140.0, 5.0],
];

/// The script's currents at t = k · dt, written a second time, in whole steps
/// where its windows begin and end on the grid, so that no time is compared.
fn script_current(mode: Mode, k: usize) -> f64 {
    let within = |first: usize, last: usize| (first..=last).contains(&k);
    let (quarter, half) = (0.25 * k as f64, 0.5 * k as f64);
    let if_on = |on: bool, current: f64| if on { current } else { 0.0 };
    match mode {
        Mode::TonicSpiking => if_on(k > 40, 14.0),
        Mode::PhasicSpiking => if_on(k > 80, 0.5),
        Mode::TonicBursting => if_on(k > 88, 15.0),
        Mode::PhasicBursting => if_on(k > 100, 0.6),
        Mode::MixedMode => if_on(k > 64, 10.0),
        Mode::SpikeFrequencyAdaptation => if_on(k > 34, 30.0),
        Mode::Class1 => if_on(k > 120, 0.075 * (quarter - 30.0)),
        Mode::Class2 => -0.5 + if_on(k > 120, 0.015 * (quarter - 30.0)),
        Mode::SpikeLatency => if_on(within(51, 64), 7.04),
        Mode::SubthresholdOscillation => if_on(within(81, 99), 2.0),
        Mode::Resonator => {
            let starts = [160, 240, 1120, 1280];
            if_on(starts.into_iter().any(|start| within(start + 1, start + 15)), 0.65)
        }
        // From 9.09, 14.09, 70 and 80 ms for 2 ms: 9.25 to 11.0 and so on.
        Mode::Integrator => {
            let windows = [(37, 44), (57, 64), (281, 287), (321, 327)];
            if_on(windows.into_iter().any(|(first, last)| within(first, last)), 9.0)
        }
        Mode::ReboundSpike | Mode::ReboundBurst => if_on(within(101, 124), -15.0),
        Mode::ThresholdVariability => {
            if_on(within(41, 59) || within(321, 339), 1.0) + if_on(within(281, 299), -6.0)
        }
        Mode::Bistability => {
            if within(151, 169) || within(865, 883) {
                1.24
            } else {
                0.24
            }
        }
        Mode::DepolarizingAfterpotential => if_on(within(91, 109), 20.0),
        Mode::Accommodation => {
            if k < 400 {
                half / 25.0
            } else {
                if_on(within(600, 624), (half - 300.0) / 12.5 * 4.0)
            }
        }
        Mode::InhibitionInducedSpiking | Mode::InhibitionInducedBursting => {
            if within(100, 500) {
                75.0
            } else {
                80.0
            }
        }
    }
}

/// How many steps the script makes: one at each time from 0 to its last,
/// included.
fn steps(mode: Mode) -> usize {
    (mode.duration() / mode.dt()).round() as usize + 1
}

/// v and u after each step, and the steps of the spikes counted from 0, as the
/// script computes them: v first, then u with the new v, spike above 30.
fn script(mode: Mode) -> (Vec<[f64; 2]>, Vec<usize>) {
    let [a, b, c, d, mut v, mut u, constant, linear] = SCRIPT[mode as usize];
    let (dt, mut states, mut spikes) = (mode.dt(), Vec::new(), Vec::new());
    for k in 0..steps(mode) {
        v += dt * (0.04 * v * v + linear * v + constant - u + script_current(mode, k));
        u += match mode {
            Mode::Accommodation => dt * a * (b * (v + 65.0)),
            _ => dt * a * (b * v - u),
        };
        if v > 30.0 {
            (v, u) = (c, u + d);
            spikes.push(k);
        }
        states.push([v, u]);
    }
    (states, spikes)
}

/// How many spikes the script gives, and the times of the first and the last:
/// of its author's `figure1.m`, made with its order of operations. A time is
/// that of the beginning of the step.
const PUBLISHED: [(usize, f64, f64); 20] = [
    (5, 13.0, 86.75),
    (1, 43.75, 43.75),
    (28, 25.0, 204.5),
    (6, 39.0, 67.2),
    (6, 20.0, 131.5),
    (6, 10.25, 71.5),
    (10, 84.5, 290.5),
    (14, 105.75, 293.0),
    (1, 26.6, 26.6),
    (1, 26.5, 26.5),
    (1, 338.0, 338.0),
    (1, 20.0, 20.0),
    (1, 68.0, 68.0),
    (7, 68.0, 92.2),
    (1, 93.25, 93.25),
    (5, 45.25, 208.0),
    (1, 11.3, 11.3),
    (1, 311.5, 311.5),
    (3, 94.5, 236.0),
    (12, 86.5, 204.0),
];

fn network(dt: f64, backend: impl Backend + 'static) -> nn::Network {
    let mut net = nn::Network::new();
    net.dt(dt).unwrap().on(backend).unwrap();
    net
}

/// v and u after each step, and the steps of the spikes counted from 0.
fn run(
    mut net: nn::Network,
    population: nn::Population,
    mode: Mode,
) -> (Vec<[f64; 2]>, Vec<usize>) {
    let cells = net.add(population);
    net.add(mode.input(cells));
    let state = net.add(nn::StateMonitor::new(cells, ["v", "u"]));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(steps(mode) as f64 * mode.dt(), []).unwrap();
    let data = net.get(state).unwrap();
    let (v, u) = (data.trace("v", 0).unwrap(), data.trace("u", 0).unwrap());
    let states = v.iter().zip(u).skip(1).map(|(v, u)| [*v, *u]).collect();
    let fired = net.get(spikes).unwrap().times_of(0);
    // Ours are labelled with the end of the step.
    (states, fired.iter().map(|t| (t / mode.dt()).round() as usize - 1).collect())
}

/// The count of spikes, and the first and last time labelled as in the script.
fn summary(mode: Mode, spikes: &[usize]) -> (usize, f64, f64) {
    let time =
        |k: Option<&usize>| k.map_or(f64::NAN, |k| (*k as f64 * mode.dt() * 1e3).round() / 1e3);
    (spikes.len(), time(spikes.first()), time(spikes.last()))
}

/// The loop above is the script: it gives the published numbers.
#[test]
fn the_script_gives_the_published_spikes() {
    for mode in Mode::ALL {
        assert_eq!(summary(mode, &script(mode).1), PUBLISHED[mode as usize], "{mode}");
    }
}

/// All twenty patterns, spike for spike, and every value of v and u to 10⁻⁷:
/// dt · a is multiplied first in the script and last here, and the upstroke of
/// a spike, where v' grows like v², multiplies the roundings.
#[test]
fn the_twenty_patterns_are_those_of_the_script() {
    for mode in Mode::ALL {
        let (expected, expected_spikes) = script(mode);
        let engines = [
            ("reference", network(mode.dt(), nn::Reference)),
            ("interpreter", network(mode.dt(), nn::Interpreter)),
            ("cpu", network(mode.dt(), nn::Cpu::new())),
        ];
        for (engine, net) in engines {
            let (states, spikes) = run(net, mode.population(1), mode);
            let context = format!("{} {mode} on {engine}", mode.letter());
            assert_eq!(spikes, expected_spikes, "{context}");
            assert_eq!(summary(mode, &spikes), PUBLISHED[mode as usize], "{context}");
            assert_eq!(states.len(), expected.len());
            for (k, (found, expected)) in states.iter().zip(&expected).enumerate() {
                for (found, expected) in found.iter().zip(expected) {
                    assert!((found - expected).abs() < 1e-7, "{context}, step {k}: {found}");
                }
            }
        }
    }
}

/// In `f32` the patterns have the same number of spikes. Their times may
/// differ: class 2 passes slowly through the point where rest becomes unstable,
/// and what kicks it off there is rounding (six steps earlier).
#[test]
fn the_patterns_in_single_precision() {
    for mode in Mode::ALL {
        let (_, expected) = script(mode);
        let (_, spikes) = run(network(mode.dt(), nn::Cpu::new().f32()), mode.population(1), mode);
        assert_eq!(spikes.len(), expected.len(), "{mode}: {spikes:?} for {expected:?}");
    }
}

/// Mistake 11: NumpyBrain's tonic spiking has b = 0.4, d = 2 and gives twenty
/// spikes where the paper's stimulus gives five. (Both from the same loop.)
#[test]
fn numpybrain_11_tonic_spiking_is_five_spikes() {
    let mode = Mode::TonicSpiking;
    assert_eq!((mode.model().b, mode.model().d), (0.2, 6.0));
    let (_, spikes) = run(network(mode.dt(), nn::Reference), mode.population(1), mode);
    assert_eq!(spikes.len(), 5);
    let theirs = mode.population(1).vary("b", 0.4).vary("d", 2.0).init("v", -65.0).init("u", -26.0);
    let (_, spikes) = run(network(mode.dt(), nn::Reference), theirs, mode);
    assert!(spikes.len() > 15, "{}", spikes.len());
}

/// Mistake 12: bistability and inhibition-induced bursting have the values of
/// the script, which show the pattern, not those of the printed table.
#[test]
fn numpybrain_12_bistability_and_inhibition_induced_bursting_are_the_scripts() {
    let model = Mode::Bistability.model();
    assert_eq!([model.a, model.b, model.c, model.d], [0.1, 0.26, -60.0, 0.0]);
    // The first pulse, at 37.5 ms, starts firing; the second, at 216, ends it.
    let mode = Mode::Bistability;
    let (_, spikes) = run(network(mode.dt(), nn::Cpu::new()), mode.population(1), mode);
    let times: Vec<f64> = spikes.iter().map(|k| *k as f64 * mode.dt()).collect();
    assert!(times.iter().all(|t| (37.5..221.0).contains(t)), "{times:?}");
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] < 42.0), "{times:?}");

    let mode = Mode::InhibitionInducedBursting;
    assert_eq!(mode.model().d, -2.0);
    // Two bursts, both during the inhibition from 50 to 250 ms.
    let (_, spikes) = run(network(mode.dt(), nn::Cpu::new()), mode.population(1), mode);
    let times: Vec<f64> = spikes.iter().map(|k| *k as f64 * mode.dt()).collect();
    assert!(times.iter().all(|t| (50.0..250.0).contains(t)), "{times:?}");
    assert_eq!(times.windows(2).filter(|pair| pair[1] - pair[0] > 20.0).count(), 1, "{times:?}");
}

/// Mistake 13: class 1, integrator and accommodation have equations of their
/// own. With NumpyBrain's, the same cells lose the pattern.
#[test]
fn numpybrain_13_three_patterns_need_other_equations() {
    let with_the_usual = |mode: Mode| {
        let usual = mode.population(1).vary("k0", 140.0).vary("k1", 5.0).vary("accommodation", 0.0);
        run(network(mode.dt(), nn::Reference), usual, mode).1
    };
    for mode in [Mode::Class1, Mode::Integrator, Mode::Accommodation] {
        let right = run(network(mode.dt(), nn::Reference), mode.population(1), mode).1;
        assert_eq!(right, script(mode).1);
        assert_ne!(with_the_usual(mode).len(), right.len(), "{mode}");
    }
    // A ramp to the same current: the fast one fires, the slow one does not.
    let spikes = script(Mode::Accommodation).1;
    assert!(spikes.iter().all(|k| (300.0..313.0).contains(&(*k as f64 * 0.5))));
}

/// Mistake 14: a mode starts where the script does.
#[test]
fn numpybrain_14_modes_start_where_the_script_does() {
    for mode in Mode::ALL {
        let mut net = network(mode.dt(), nn::Reference);
        let cells = net.add(mode.population(3));
        let [.., v, u, _, _] = SCRIPT[mode as usize];
        assert_eq!(net.state(cells, "v").unwrap(), [v; 3], "{mode}");
        let close = |found: f64| (found - u).abs() < 1e-14;
        assert!(net.state(cells, "u").unwrap().into_iter().all(close), "{mode}");
    }
}

/// Sequential Euler's order of convergence is 1: to a solution by RK4 at a
/// hundredth of the step, on the way back to rest, the error halves with the
/// step.
#[test]
fn sequential_euler_has_order_1() {
    let v_at_20 = |dt: f64, sequential: bool| {
        let mut net = network(dt, nn::Reference);
        let model = nn::Izhikevich::RS;
        let population = match sequential {
            true => nn::neurons_by(1, model, SequentialEuler),
            false => nn::neurons(1, model).method(nn::Method::Rk4),
        };
        let cells = net.add(population.init("v", -75.0));
        net.run(20.0, [nn::input(cells, 3.0)]).unwrap();
        net.state(cells, "v").unwrap()[0]
    };
    let exact = v_at_20(0.0025, false);
    let [coarse, fine, finest] = [0.1, 0.05, 0.025].map(|dt| (v_at_20(dt, true) - exact).abs());
    for ratio in [coarse / fine, fine / finest] {
        assert!((ratio.log2() - 1.0).abs() < 0.05, "{coarse:e}, {fine:e}, {finest:e}");
    }
}

/// The presets of 2003 behave as they are called: onto the same step, regular
/// spiking adapts, fast spiking fires fastest, and chattering and bursting
/// begin with short intervals.
#[test]
fn the_cells_of_2003() {
    let intervals = |model: nn::Izhikevich| {
        let mut net = network(0.1, nn::Cpu::new());
        let cells = net.add(nn::neurons_by(1, model, SequentialEuler));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        net.run(400.0, [nn::input(cells, 10.0)]).unwrap();
        let times = net.get(spikes).unwrap().times_of(0);
        times.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<f64>>()
    };
    let rs = intervals(nn::Izhikevich::RS);
    let fs = intervals(nn::Izhikevich::FS);
    let ch = intervals(nn::Izhikevich::CH);
    let ib = intervals(nn::Izhikevich::IB);
    let lts = intervals(nn::Izhikevich::LTS);
    assert!(fs.len() > 2 * rs.len(), "{} {}", fs.len(), rs.len());
    assert!(rs[rs.len() - 1] > 1.5 * rs[0], "{rs:?}");
    assert!(lts.len() > rs.len() && lts.len() < fs.len(), "{lts:?}");
    // Bursts: short and long intervals alternate.
    assert!(ch.iter().filter(|i| **i < 6.0).count() > 10 && ch.iter().any(|i| *i > 15.0), "{ch:?}");
    assert!(ib[0] < 6.0 && ib[ib.len() - 1] > 15.0, "{ib:?}");
}

/// Izhikevich's model of 2007 by Euler against a loop, to the bit, and its
/// rheobase: without u, the fixed points meet at k ((v_t − v_r)/2)²; with it,
/// at k (v_t − v_r + b/k)² / 4 for b < 0, his equation for the saddle-node
/// (2007, section 8.1.4): 51.4 pA for regular spiking.
#[test]
fn the_model_of_2007() {
    let p = nn::Izhikevich2007::RS;
    let dt = 0.1;
    for backend in [true, false] {
        let mut net = match backend {
            true => network(dt, nn::Reference),
            false => network(dt, nn::Cpu::new()),
        };
        let cells = net.add(nn::neurons(1, p));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        let v = net.add(nn::StateMonitor::new(cells, ["v"]));
        net.run(1000.0, [nn::input(cells, 70.0)]).unwrap();
        let (mut x, mut u, mut fired) = (-60.0, 0.0, 0);
        let mut expected = vec![x];
        for _ in 0..10_000 {
            // A model's a / b is a · (1/b), and a step rounds once.
            let slope = (0.7 * (x + 60.0) * (x + 40.0) - u + 70.0) * (1.0 / 100.0);
            let drift = 0.03 * (-2.0 * (x + 60.0) - u);
            (x, u) = (f64::mul_add(dt, slope, x), f64::mul_add(dt, drift, u));
            if x >= 35.0 {
                (x, u, fired) = (-50.0, u + 100.0, fired + 1);
            }
            expected.push(x);
        }
        assert!(fired > 3, "{fired}");
        assert_eq!(net.get(spikes).unwrap().t.len(), fired);
        assert_eq!(net.get(v).unwrap().trace("v", 0).unwrap().to_vec(), expected);
    }
    let rheobase = 0.7 / 4.0 * (20.0f64 - 2.0 / 0.7).powi(2);
    assert!((rheobase - 51.43).abs() < 0.01, "{rheobase}");
    let fires = |current: f64| {
        let mut net = network(dt, nn::Cpu::new());
        let cells = net.add(nn::neurons(1, p));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        net.run(5000.0, [nn::input(cells, current)]).unwrap();
        net.get(spikes).unwrap().t.len() > 1
    };
    assert!(!fires(rheobase - 0.2) && fires(rheobase + 0.2));
}
