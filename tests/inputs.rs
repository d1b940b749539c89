//! Inputs that change in time: each kind against what one works out by hand,
//! through neurons that show their current, and the mistakes 38 to 42 of
//! NumpyBrain 0.2.2. Noise has `tests/noise.rs`.

#[allow(dead_code, reason = "each test file uses some of it")]
mod meter;

use std::f64::consts::{FRAC_PI_2, TAU};
use std::sync::Arc;

use meter::{course, everywhere, measured, meters, network, told};
use npbrain::all as nn;
use npbrain::core::{CHUNK, Course, Currents, InputSite, Moment, Signal};

/// Values, each in so many steps, one after another.
fn blocks(list: &[(f64, usize)]) -> Vec<f64> {
    list.iter().flat_map(|(value, count)| std::iter::repeat_n(*value, *count)).collect()
}

/// The largest difference of two courses.
fn difference(seen: &[f64], expected: impl Fn(f64) -> f64, dt: f64) -> f64 {
    let differences = seen.iter().enumerate().map(|(k, x)| (x - expected(k as f64 * dt)).abs());
    differences.fold(0.0, f64::max)
}

// Each kind

/// By hand: a list of durations begins at 0, one of times at its first, and
/// both have the steps that one counts.
#[test]
fn steps_hold_from_one_change_to_the_next() {
    assert_eq!(
        course(0.1, 2.0, nn::steps([(1.5, 0.3), (0.0, 0.0), (-2.0, 0.7), (3.0, 0.2)])),
        blocks(&[(1.5, 3), (-2.0, 7), (3.0, 2), (0.0, 8)])
    );
    assert_eq!(
        course(0.1, 2.0, nn::steps_at([(0.3, 1.5), (1.0, -2.0), (1.2, 3.0)])),
        blocks(&[(0.0, 3), (1.5, 7), (-2.0, 2), (3.0, 8)])
    );
    // They may go on after the run, or be none.
    assert_eq!(course(0.1, 0.2, nn::steps([(1.0, 5.0)])), [1.0, 1.0]);
    assert_eq!(course(0.1, 0.2, nn::steps([])), [0.0, 0.0]);
    assert_eq!(course(0.1, 0.2, nn::steps_at([])), [0.0, 0.0]);
    assert_eq!(nn::steps([(1.0, 5.0), (2.0, 2.5)]).duration(), Some(7.5));
    assert_eq!(nn::steps_at([(1.0, 5.0)]).duration(), None);
}

/// By hand: pulses in any order, touching ones as one.
#[test]
fn pulses_stand_where_they_are_put() {
    assert_eq!(
        course(0.1, 2.0, nn::pulses([1.2, 0.3, 0.5], 0.2, 4.0)),
        blocks(&[(0.0, 3), (4.0, 4), (0.0, 5), (4.0, 2), (0.0, 6)])
    );
    assert_eq!(course(0.1, 0.2, nn::pulses([], 0.1, 4.0)), [0.0, 0.0]);
    assert_eq!(course(0.1, 0.2, nn::pulses([0.1], 90.0, 4.0)), [0.0, 4.0]);
}

/// Against the straight line, at the start of each step; the end is not
/// included.
#[test]
fn a_ramp_is_a_straight_line() {
    let seen = course(0.125, 10.0, nn::ramp(-1.0, 3.0, 2.0, 6.0));
    let line = |t: f64| if (2.0..6.0).contains(&t) { t - 3.0 } else { 0.0 };
    assert_eq!(difference(&seen, line, 0.125), 0.0);
    let seen = course(0.125, 10.0, nn::ramp(-1.0, 3.0, 2.0, 6.0).holding());
    let line = |t: f64| if t < 2.0 { 0.0 } else { (t - 3.0).min(3.0) };
    assert_eq!(difference(&seen, line, 0.125), 0.0);
    // Downwards, with a start at 0 and a dt that is no binary number.
    let seen = course(0.1, 10.0, nn::ramp(1.0, 0.0, 0.0, 10.0));
    assert!(difference(&seen, |t| 1.0 - t / 10.0, 0.1) < 1e-15);
}

/// Against `f64::sin`; also an hour later, after a whole number of periods,
/// where it is the same wave but for the rounding of the number of turns.
#[test]
fn a_sine_has_its_frequency_in_hz_and_its_phase_in_radians() {
    let seen = course(0.1, 300.0, nn::sine(2.0, 8.0).phase(0.7).offset(12.0));
    let wave = |t: f64| 12.0 + 2.0 * (TAU * 8.0 * t / 1000.0 + 0.7).sin();
    assert!(difference(&seen, wave, 0.1) < 1e-13);

    let begun = course(0.125, 250.0, nn::sine(1.0, 8.0).phase(FRAC_PI_2));
    assert_eq!(begun[0], 1.0);
    let hour = 3_600_000.0;
    let site = InputSite {
        object: "x",
        dt: 0.125,
        neurons: 0..1,
        active: 0..u64::MAX,
        key: npbrain::core::random::Key::new(0, "x", "input"),
    };
    let Ok(Signal::Shared(wave)) = Arc::new(nn::sine(1.0, 8.0).phase(FRAC_PI_2)).plan(&site) else {
        panic!("a sine is shared")
    };
    for (k, x) in begun.iter().enumerate() {
        let later = wave((hour / 0.125) as u64 + k as u64);
        // 28,800 turns are known to 2⁻³⁹.
        assert!((later - x).abs() < TAU * 2_f64.powi(-39) + 1e-15, "{k}: {later} for {x}");
    }
}

/// Against the integral of the frequency, by `f64::sin`.
#[test]
fn a_chirp_moves_its_frequency_evenly() {
    let seen = course(0.1, 400.0, nn::chirp(3.0, [5.0, 45.0], 100.0, 300.0));
    let wave = |t: f64| {
        let s = (t - 100.0) / 1000.0; // s
        let inside = (100.0 - 1e-9..300.0 - 1e-9).contains(&t);
        // The frequency rises by 200 Hz/s: phase 2π (5 s + 100 s²).
        if inside { 3.0 * (TAU * (5.0 * s + 100.0 * s * s)).sin() } else { 0.0 }
    };
    assert!(difference(&seen, wave, 0.1) < 1e-11);
    assert_eq!(seen[3000..], [0.0; 1000]);
}

/// A function is told the start of each step, as one writes it: by hand, with
/// steps of 0.3 ms, whose third multiple is 0.8999999999999999 in binary.
#[test]
fn a_function_is_told_the_time_as_one_writes_it() {
    let written = [0.0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.1];
    assert_eq!(course(0.3, 2.4, |t: f64| t), written);
    assert_eq!(course(0.3, 2.4, nn::function(|t| t)), written);
    assert_eq!(
        course(0.3, 1.5, nn::function(|t| if t < 0.9 { 1.0 } else { 2.0 })),
        blocks(&[(1.0, 3), (2.0, 2)])
    );
}

/// By hand: each sample holds for its interval, and then what was said.
#[test]
fn a_series_holds_its_samples() {
    let samples = [1.0, -2.0, 5.0];
    let seen = |after| course(0.1, 1.2, nn::series(samples, 0.3, after));
    assert_eq!(seen(nn::After::Zero), blocks(&[(1.0, 3), (-2.0, 3), (5.0, 3), (0.0, 3)]));
    assert_eq!(seen(nn::After::Hold), blocks(&[(1.0, 3), (-2.0, 3), (5.0, 6)]));
    // To the end, and no further.
    let whole =
        |cell| vec![nn::input(cell, nn::series(samples, 0.3, nn::After::Refuse)).during(0.2, 0.9)];
    let seen = measured(&mut network(0.1, nn::Cpu::new()), 1, &[1.2], whole).unwrap();
    let expected = blocks(&[(0.0, 2), (1.0, 1), (-2.0, 3), (5.0, 3), (0.0, 3)]);
    assert_eq!(seen.concat(), expected);
}

/// By hand, over chunks and slices: row and column are what was said. The array
/// is square on purpose.
#[test]
fn an_array_says_what_its_rows_are() {
    let size = 150;
    let value = |k: usize, i: usize| (1000 * k + i) as f64;
    let by_time: Vec<Vec<f64>> =
        (0..size).map(|k| (0..size).map(|i| value(k, i)).collect()).collect();
    let by_neuron: Vec<Vec<f64>> =
        (0..size).map(|i| (0..size).map(|k| value(k, i)).collect()).collect();
    for (rows, axis) in [(by_time, nn::Rows::Times), (by_neuron, nn::Rows::Neurons)] {
        for after in [nn::After::Zero, nn::After::Hold] {
            let inputs = |cells: nn::Neurons| {
                let array = nn::series_array(rows.clone(), axis, 0.2, after);
                vec![nn::input(cells.slice(30..180), array).scaled(2.0)]
            };
            for (name, mut net) in everywhere(0.1) {
                let seen = measured(&mut net, 200, &[10.0, 21.0], inputs).unwrap();
                for (step, currents) in seen.iter().enumerate() {
                    for (i, current) in currents.iter().enumerate() {
                        let k = step / 2;
                        let inside = (30..180).contains(&i);
                        let expected = match (inside, k < size, after) {
                            (false, ..) | (true, false, nn::After::Zero) => 0.0,
                            _ => 2.0 * value(k.min(size - 1), i - 30),
                        };
                        assert_eq!(*current, expected, "{name}, step {step}, neuron {i}");
                    }
                }
            }
        }
    }
}

/// An array of `ndarray` goes in by its rows.
#[test]
fn arrays_of_ndarray_go_in_by_rows() {
    let array = ndarray::array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
    let rows = || array.rows().into_iter().map(|row| row.to_vec());
    let inputs = |cells| {
        vec![nn::input(cells, nn::series_array(rows(), nn::Rows::Times, 0.1, nn::After::Hold))]
    };
    let seen = measured(&mut network(0.1, nn::Cpu::new()), 2, &[0.3], inputs).unwrap();
    assert_eq!(seen, [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
}

// What a neuron makes of it

/// A LIF neuron under a sine, against the solution of its equation: after the
/// transient v = R A / √(1 + (ωτ)²) · sin(ωt − atan ωτ), with the e^(−t/τ) that
/// begins it at 0. Holding the current over each step lags by dt/2: the error is
/// A ω dt / 2 or less, and halves with dt.
#[test]
fn a_membrane_follows_a_sine_with_its_gain_and_lag() {
    let (amplitude, frequency, tau) = (3.0, 20.0, 10.0);
    let omega = TAU * frequency / 1000.0;
    let (gain, lag) = (amplitude / f64::hypot(1.0, omega * tau), (omega * tau).atan());
    let solution = |t: f64| gain * ((omega * t - lag).sin() + lag.sin() * (-t / tau).exp());
    let error = |dt: f64| {
        let mut net = network(dt, nn::Cpu::new());
        let lif = nn::Lif { tau, r: 1.0, v_rest: 0.0, v_th: 100.0, ..nn::default() };
        let cell = net.add(nn::neurons(1, lif).init("v", 0.0));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(200.0, [nn::input(cell, nn::sine(amplitude, frequency))]).unwrap();
        let data = net.get(v).unwrap();
        let trace = data.trace("v", 0).unwrap();
        difference(&trace.to_vec(), solution, dt)
    };
    let errors = [0.1, 0.05, 0.025].map(error);
    assert!(errors[0] < amplitude * omega * 0.1 / 2.0, "{errors:?}");
    for pair in errors.windows(2) {
        assert!((pair[0] / pair[1] - 2.0).abs() < 0.02, "{errors:?}");
    }
}

/// A LIF neuron under steps, integrated exactly, against the solution from
/// change to change: v → R I + (v − R I) e^(−T/τ).
#[test]
fn a_membrane_under_steps_has_the_closed_form() {
    let mut net = network(0.1, nn::Cpu::new());
    let lif = nn::Lif { tau: 7.0, r: 2.0, v_rest: 0.0, v_th: 100.0, ..nn::default() };
    let cell = net.add(nn::neurons(1, lif).init("v", 0.0));
    let steps = [(3.0, 12.3), (-1.0, 4.5), (2.0, 20.0)];
    net.add(nn::input(cell, nn::steps(steps)));
    net.run(50.0, []).unwrap();
    let mut v = 0.0;
    for (current, duration) in steps.into_iter().chain([(0.0, 50.0 - 36.8)]) {
        v = 2.0 * current + (v - 2.0 * current) * f64::exp(-duration / 7.0);
    }
    let seen = net.state(cell, "v").unwrap()[0];
    assert!((seen - v).abs() < 1e-12, "{seen} for {v}");
}

// Windows, beginnings, factors, sums

/// By hand: a window cuts, `starting_at` moves, and both count from 0 of
/// network time, in the first run as in the second.
#[test]
fn windows_cut_and_beginnings_move() {
    let shown = |input: fn(nn::Neurons) -> npbrain::core::CurrentInput| {
        let seen = [&[2.0][..], &[0.5, 0.1, 1.4]].map(|runs| {
            let of_network = |cell| vec![input(cell)];
            measured(&mut network(0.1, nn::Cpu::new()), 1, runs, of_network).unwrap().concat()
        });
        assert_eq!(seen[0], seen[1]);
        // The same input given to each of two runs.
        let mut net = network(0.1, nn::Cpu::new());
        let cell = net.add(meters(1));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(0.7, [input(cell)]).unwrap();
        net.run(1.3, [input(cell)]).unwrap();
        let given = net.get(v).unwrap().trace("v", 0).unwrap().to_vec();
        assert_eq!(given[1..], seen[0]);
        seen[0].clone()
    };
    assert_eq!(
        shown(|cell| nn::input(cell, nn::steps([(1.0, 0.4), (2.0, 0.4)])).during(0.3, 0.6)),
        blocks(&[(0.0, 3), (1.0, 1), (2.0, 2), (0.0, 14)])
    );
    assert_eq!(
        shown(|cell| nn::input(cell, nn::steps([(1.0, 0.4), (2.0, 0.4)])).starting_at(0.5)),
        blocks(&[(0.0, 5), (1.0, 4), (2.0, 4), (0.0, 7)])
    );
    assert_eq!(
        shown(|cell| {
            nn::input(cell, |t: f64| 1.0 + 8.0 * t).starting_at(0.5).during(0.7, f64::INFINITY)
        })[6..9],
        [0.0, 1.0 + 8.0 * 0.2, 1.0 + 8.0 * 0.3]
    );
    // A window that is over before the course begins, and a constant moved.
    assert_eq!(
        shown(|cell| nn::input(cell, |_: f64| 1.0).starting_at(0.5).during(0.1, 0.4)),
        blocks(&[(0.0, 20)])
    );
    assert_eq!(shown(|cell| nn::input(cell, 3.0).starting_at(0.5)), blocks(&[(0.0, 5), (3.0, 15)]));
}

/// By hand: factors multiply each kind, constants and arrays among them.
#[test]
fn factors_multiply() {
    let inputs = |cells: nn::Neurons| {
        vec![
            nn::input(cells, 3.0).scaled([1.0, 2.0, 4.0]),
            nn::input(cells, [1.0, 10.0, 100.0]).scaled([0.5, 0.25, 2.0]).during(0.1, 9.0),
            nn::input(cells, |t: f64| 1.0 + 10.0 * t).scaled([1.0, 0.0, -1.0]).during(0.2, 9.0),
            nn::input(cells, nn::steps([(8.0, 9.0)])).scaled(0.5).during(0.3, 9.0),
        ]
    };
    for (name, mut net) in everywhere(0.1) {
        let seen = measured(&mut net, 3, &[0.4], inputs).unwrap();
        let expected = [
            [3.0, 6.0, 12.0],
            [3.5, 8.5, 212.0],
            [3.5 + 3.0, 8.5, 212.0 - 3.0],
            [3.5 + 4.0 + 4.0, 8.5 + 4.0, 212.0 + 4.0 - 4.0],
        ];
        assert_eq!(seen, expected, "{name}");
    }
}

/// The order in which inputs are added up, to the last bit: what is constant
/// for a while by name, then what changes by name, then the run's own. Compared
/// with sums by hand of numbers whose sums depend on the order.
#[test]
fn sums_have_one_order() {
    let x = [0.1, 0.7, 1e16, -1e16, 3.3];
    let by_hand = (((0.0 + x[1]) + x[3]) + x[4]) + x[0] + x[2];
    let otherwise = x.iter().sum::<f64>();
    assert_ne!(by_hand, otherwise);
    for (name, mut net) in everywhere(0.1) {
        let cells = net.add(meters(100));
        net.add(nn::input(cells, move |_: f64| x[2]).named("d"));
        net.add(nn::input(cells, nn::steps([(x[3], 9.0)])).named("c"));
        net.add(nn::input(cells, x[1]).named("b"));
        net.add(nn::input(cells, move |_: f64| x[0]).named("a"));
        net.run(0.1, [nn::input(cells, vec![x[4]; 100])]).unwrap();
        assert_eq!(net.state(cells, "v").unwrap(), [by_hand; 100], "{name}");
    }
}

/// All kinds at once, noise among them, into all neurons and slices, of a
/// network of meters and one of LIF neurons: the same bits on every engine, any
/// instructions and number of workers, and however the time is cut into runs.
#[test]
fn every_kind_has_the_same_bits_everywhere() {
    let seen = |net: &mut nn::Network, runs: &[f64]| {
        let meters = net.add(meters(700));
        let lif = net.add(nn::neurons(300, nn::Lif::default()).t_ref(0.7));
        let rows =
            (0..40).map(|k| (0..130).map(|i| (k as f64) - 0.1 * i as f64).collect::<Vec<_>>());
        let factors: Vec<f64> = (0..300).map(|i| 0.5 + 0.01 * f64::from(i)).collect();
        for (k, cells) in [meters.slice(77..377), lif].into_iter().enumerate() {
            let mut add = |input: npbrain::core::CurrentInput, name: &str| {
                net.add(input.named(format!("{name} {k}")));
            };
            add(nn::input(cells, factors.clone()), "constant");
            add(
                nn::input(cells, nn::steps([(1.0, 3.3), (2.0, 7.1)])).scaled(factors.clone()),
                "steps",
            );
            add(nn::input(cells.slice(3..70), nn::pulses([2.0, 5.5], 1.1, 9.0)), "pulses");
            add(nn::input(cells, nn::ramp(0.0, 6.0, 1.0, 18.0)), "ramp");
            add(nn::input(cells.slice(60..200), nn::sine(2.0, 80.0)).during(3.3, 14.9), "sine");
            add(nn::input(cells, nn::chirp(1.0, [0.0, 300.0], 2.0, 12.0)), "chirp");
            add(nn::input(cells, |t: f64| 3.0 * (-t / 5.0).exp()).starting_at(4.0), "decay");
            let array = nn::series_array(rows.clone(), nn::Rows::Times, 0.3, nn::After::Hold);
            add(nn::input(cells.slice(100..230), array), "array");
            let ou = nn::ornstein_uhlenbeck(6.0, 3.0, 4.0);
            add(nn::input(cells, ou).during(1.7, 16.0).scaled(factors.clone()), "ou");
            add(nn::input(cells.slice(1..299), ou.from_mean()), "ou of a part");
            add(nn::input(cells, nn::white_noise(0.0, 4.0, 0.7)), "white");
            add(
                nn::input(cells, nn::white_noise_of_intensity(0.0, 2.0)).during(5.0, 9.0),
                "whiter",
            );
        }
        let v = net.add(nn::StateMonitor::new(meters, ["v"]));
        let potentials = net.add(nn::StateMonitor::new(lif, ["v"]));
        let spikes = net.add(nn::SpikeMonitor::new(lif));
        for duration in runs {
            net.run(*duration, []).unwrap();
        }
        let bits = |data: nn::StateData| -> Vec<u64> {
            data.get("v").unwrap().iter().map(|v| v.to_bits()).collect()
        };
        let spikes = net.get(spikes).unwrap();
        assert!(spikes.t.len() > 300, "{} spikes", spikes.t.len());
        (bits(net.get(v).unwrap()), bits(net.get(potentials).unwrap()), spikes)
    };
    let reference = seen(&mut network(0.1, nn::Reference), &[20.0]);
    for (name, mut net) in everywhere(0.1) {
        assert!(seen(&mut net, &[20.0]) == reference, "{name}");
    }
    for runs in [&[0.1; 200][..], &[1.7, 0.1, 8.9, 0.0, 9.3], &[3.3, 16.7]] {
        for (name, mut net) in everywhere(0.1) {
            assert!(seen(&mut net, runs) == reference, "{name}, runs of {runs:?}");
        }
    }
}

/// In `f32` the sum is that of `f64`, rounded once.
#[test]
fn single_precision_rounds_the_sum() {
    let inputs = |cells: nn::Neurons| {
        vec![
            nn::input(cells, nn::ornstein_uhlenbeck(6.0, 3.0, 4.0)),
            nn::input(cells, nn::sine(2.0, 80.0)),
            nn::input(cells, 1e4).during(0.5, 0.8),
        ]
    };
    let seen = [nn::Cpu::new(), nn::Cpu::new().f32()]
        .map(|cpu| measured(&mut network(0.1, cpu), 100, &[1.0], inputs).unwrap().concat());
    for (double, single) in seen[0].iter().zip(&seen[1]) {
        assert_eq!(f64::from(*double as f32), *single);
    }
}

// Inputs of one's own

/// A current that counts the steps in which it has acted, beginning at the
/// neuron's index, with a memory of its own.
struct Counter;

impl Course for Counter {
    fn plan(self: Arc<Self>, _: &InputSite<'_>) -> nn::Result<Signal> {
        Ok(Signal::Each(self))
    }
}

impl Currents for Counter {
    fn memory(&self) -> usize {
        1
    }

    fn write(&self, at: &Moment, memory: &mut [[f64; CHUNK]], currents: &mut [f64; CHUNK]) {
        for (i, count) in memory[0].iter_mut().enumerate() {
            match at.first {
                true => *count = (at.neuron() + i) as f64,
                false => *count += 1.0,
            }
        }
        *currents = memory[0];
    }
}

/// A kind of its own needs `npbrain-core` alone, and its memory goes from step
/// to step, on any number of workers and through runs; in a run's own input it
/// is new in each run. Compared with counting by hand.
#[test]
fn a_kind_of_its_own_keeps_a_memory() {
    for (name, mut net) in everywhere(0.1) {
        let of_network =
            |cells: nn::Neurons| vec![nn::input(cells.slice(70..200), Counter).during(0.2, 0.7)];
        let seen = measured(&mut net, 300, &[0.4, 0.6], of_network).unwrap();
        for (step, currents) in seen.iter().enumerate() {
            for (i, current) in currents.iter().enumerate() {
                let on = (70..200).contains(&i) && (2..7).contains(&step);
                let expected = if on { (i + step - 2) as f64 } else { 0.0 };
                assert_eq!(*current, expected, "{name}, step {step}, neuron {i}");
            }
        }
    }
    let mut net = network(0.1, nn::Cpu::new());
    let cells = net.add(meters(2));
    for _ in 0..2 {
        net.run(0.3, [nn::input(cells, Counter)]).unwrap();
        assert_eq!(net.state(cells, "v").unwrap(), [2.0, 3.0]);
    }
}

/// What a kind of its own does wrong is told.
#[test]
fn changes_out_of_order_are_refused() {
    struct Wrong(Vec<(u64, f64)>);
    impl Course for Wrong {
        fn plan(self: Arc<Self>, _: &InputSite<'_>) -> nn::Result<Signal> {
            Ok(Signal::Steps(self.0.clone()))
        }
    }
    assert_eq!(
        told(|n| nn::input(n, Wrong(vec![(5, 1.0), (5, 2.0)]))),
        "input `drive`: `the step of a change` is 5; expected a later one than that of the change \
         before"
    );
    assert_eq!(
        told(|n| nn::input(n, Wrong(vec![(5, f64::NAN)]))),
        "input `drive`: `current` is NaN; expected a finite number"
    );
}

// Errors

/// Everything wrong with an input is told before a step is made.
#[test]
fn mistakes_are_told() {
    let nan = f64::NAN;
    let cases: Vec<(String, &str)> = vec![
        (told(|n| nn::input(n, nan)), "`current` is NaN; expected a finite number"),
        (told(|n| nn::input(n, [1.0, 2.0])), "`current` has 2 values; expected 3"),
        (told(|n| nn::input(n, 1e308).scaled(1e10)), "`current` is inf; expected a finite number"),
        (told(|n| nn::input(n, 1.0).scaled([1.0; 4])), "`scaled` has 4 values; expected 3"),
        (
            told(|n| nn::input(n, nn::sine(1.0, 1.0)).scaled(f64::INFINITY)),
            "`scaled` is inf; expected a finite number",
        ),
        (
            told(|n| nn::input(n, 1.0).starting_at(0.25)),
            "`starting_at` = 0.25 ms is not a multiple of dt = 0.1 ms; the nearest are 0.2 and \
             0.3 ms",
        ),
        (
            told(|n| nn::input(n, nn::steps([(1.0, 0.3), (2.0, -0.3)]))),
            "`duration of step 2` is -0.3; expected a time in ms, not negative",
        ),
        (
            told(|n| nn::input(n, nn::steps([(nan, 0.3)]))),
            "`amplitude of step 1` is NaN; expected a finite number",
        ),
        (
            told(|n| nn::input(n, nn::steps([(1.0, 0.34)]))),
            "`duration of step 1` = 0.34 ms is not a multiple of dt = 0.1 ms; the nearest are 0.3 \
             and 0.4 ms",
        ),
        (
            told(|n| nn::input(n, nn::steps_at([(0.5, 1.0), (0.2, 2.0)]))),
            "`time of step 2` is 0.2; expected a time after that of the step before",
        ),
        (
            told(|n| nn::input(n, nn::steps_at([(0.5, 1.0), (0.5, 2.0)]))),
            "`time of step 2` is 0.5; expected a time after that of the step before",
        ),
        (
            told(|n| nn::input(n, nn::pulses([1.0, 5.0, 4.0], 1.5, 1.0))),
            "`point 2` is 5; expected a time not within another pulse",
        ),
        (
            told(|n| nn::input(n, nn::pulses([1.0], -1.0, 1.0))),
            "`width` is -1; expected a time in ms, not negative",
        ),
        (
            told(|n| nn::input(n, nn::pulses([1.0], 0.0, 1.0))),
            "`width` is 0; expected one step or more",
        ),
        (
            told(|n| nn::input(n, nn::pulses([-1.0], 1.0, 1.0))),
            "`point 1` is -1; expected a time in ms, not negative",
        ),
        (
            told(|n| nn::input(n, nn::ramp(0.0, 1.0, 5.0, 5.0))),
            "`end of the ramp` is 5; expected a time after its start",
        ),
        (
            told(|n| nn::input(n, nn::ramp(0.0, nan, 5.0, 6.0))),
            "`to` is NaN; expected a finite number",
        ),
        (
            told(|n| nn::input(n, nn::sine(1.0, -8.0))),
            "`frequency` is -8; expected a finite number, 0 or more",
        ),
        (
            told(|n| nn::input(n, nn::sine(1.0, 8.0).phase(nan))),
            "`phase` is NaN; expected a finite number",
        ),
        (
            told(|n| nn::input(n, nn::chirp(1.0, [0.0, nan], 0.0, 1.0))),
            "`last frequency` is NaN; expected a finite number, 0 or more",
        ),
        (
            told(|n| nn::input(n, nn::chirp(1.0, [0.0, 5.0], 1.0, 0.5))),
            "`end of the chirp` is 0.5; expected a time after its start",
        ),
        (
            told(|n| nn::input(n, |t: f64| (t - 1.0).sqrt())),
            "`the function at its beginning` is NaN; expected a finite number",
        ),
        (
            told(|n| nn::input(n, nn::ornstein_uhlenbeck(0.0, 1.0, 0.0))),
            "`tau` is 0; expected a finite number more than 0",
        ),
        (
            told(|n| nn::input(n, nn::ornstein_uhlenbeck(0.0, -1.0, 5.0))),
            "`std` is -1; expected a finite number, 0 or more",
        ),
        (
            told(|n| nn::input(n, nn::ornstein_uhlenbeck(nan, 1.0, 5.0))),
            "`mean` is NaN; expected a finite number",
        ),
        (
            told(|n| nn::input(n, nn::white_noise(0.0, 1.0, 0.0))),
            "`every` is 0; expected one step or more",
        ),
        (
            told(|n| nn::input(n, nn::white_noise(0.0, nan, 1.0))),
            "`std` is NaN; expected a finite number, 0 or more",
        ),
        (
            told(|n| nn::input(n, nn::white_noise_of_intensity(0.0, -2.0))),
            "`intensity` is -2; expected a finite number, 0 or more",
        ),
        (
            told(|n| nn::input(n, nn::series([], 0.1, nn::After::Zero))),
            "`the series` has 0 values; expected 1",
        ),
        (
            told(|n| nn::input(n, nn::series([0.0, nan], 0.1, nn::After::Zero))),
            "`sample 1` is NaN; expected a finite number",
        ),
        (
            told(|n| nn::input(n, nn::series([1.0], 0.05, nn::After::Zero))),
            "`every` = 0.05 ms is not a multiple of dt = 0.1 ms; the nearest are 0 and 0.1 ms",
        ),
        (
            told(|n| nn::input(n, nn::series([1.0], 1.0, nn::After::Refuse))),
            "`end` is inf; expected a time at which the input ends, given with `during`",
        ),
        (
            told(|n| nn::input(n, nn::series([1.0; 4], 1.0, nn::After::Refuse)).during(0.0, 4.1)),
            "`the series` has 4 values; expected 5",
        ),
        (
            told(|n| array(n, vec![vec![1.0; 3], vec![1.0; 2]], nn::Rows::Times)),
            "`row 1` has 2 values; expected 3",
        ),
        (
            told(|n| array(n, vec![vec![1.0; 5]; 3], nn::Rows::Times)),
            "`row 0` has 5 values; expected 3",
        ),
        (
            told(|n| array(n, vec![vec![1.0; 3]; 5], nn::Rows::Neurons)),
            "`the array of rows` has 5 values; expected 3",
        ),
        (
            told(|n| array(n, vec![], nn::Rows::Times)),
            "`the array of the series` has 0 values; expected 1",
        ),
        (
            told(|n| array(n, vec![vec![]; 3], nn::Rows::Neurons)),
            "`the series` has 0 values; expected 1",
        ),
        (
            told(|n| array(n, vec![vec![1.0], vec![2.0], vec![nan]], nn::Rows::Neurons)),
            "`row 2` is NaN; expected a finite number",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(text, format!("input `drive`: {expected}"));
    }
}

fn array(n: nn::Neurons, rows: Vec<Vec<f64>>, axis: nn::Rows) -> npbrain::core::CurrentInput {
    nn::input(n, nn::series_array(rows, axis, 0.1, nn::After::Hold))
}

/// Noise is drawn by name, so that no two inputs that act together may have
/// one; a name is free again after its run.
#[test]
fn inputs_of_a_run_have_names_of_their_own() {
    let mut net = network(0.1, nn::Cpu::new());
    let cells = net.add(meters(2).named("cells"));
    net.add(nn::input(cells, 1.0).named("drive"));
    let named = |name| nn::input(cells, nn::white_noise(0.0, 1.0, 0.1)).named(name);
    net.run(1.0, [named("noise"), named("more")]).unwrap();
    net.run(1.0, [named("noise")]).unwrap();
    for twice in [vec![named("drive")], vec![named("cells")], vec![named("x"), named("x")]] {
        let error = net.run(1.0, twice).unwrap_err().to_string();
        assert!(error.starts_with("there are two objects named"), "{error}");
    }
    assert_eq!(net.time(), 2.0);
}

// What NumpyBrain 0.2.2 does wrong

/// It applies an input of (0.5, 1.0) in the steps 5 to 10, with its end, and
/// fails for an array whose window ends before the run.
#[test]
fn numpybrain_38_windows_do_not_include_their_end() {
    let windowed = |current: nn::Current| {
        let inputs = |cell| vec![nn::input(cell, current).during(0.5, 1.0)];
        measured(&mut network(0.1, nn::Cpu::new()), 1, &[2.0], inputs).unwrap().concat()
    };
    let expected = blocks(&[(0.0, 5), (7.0, 5), (0.0, 10)]);
    assert_eq!(windowed(7.0.into()), expected);
    assert_eq!(windowed(nn::series([7.0; 10], 0.1, nn::After::Zero).into()), expected);
    assert_eq!(windowed((|_: f64| 7.0).into()), expected);
}

/// Its last input into a group wins, and writes 0 over the first outside of its
/// own window.
#[test]
fn numpybrain_39_inputs_add_up() {
    let inputs = |cell| {
        vec![
            nn::input(cell, 5.0),
            nn::input(cell, nn::pulses([0.2], 0.3, 2.0)),
            nn::input(cell, 1.0).during(0.4, 0.8),
        ]
    };
    let seen = measured(&mut network(0.1, nn::Cpu::new()), 1, &[1.0], inputs).unwrap();
    assert_eq!(seen.concat(), blocks(&[(5.0, 2), (7.0, 2), (8.0, 1), (6.0, 3), (5.0, 2)]));
}

/// With as many steps as neurons it takes an array for a time series.
#[test]
fn numpybrain_40_an_array_is_never_taken_for_a_series() {
    let values: Vec<f64> = (0..10).map(f64::from).collect();
    let seen = |current: nn::Current| {
        let inputs = |cells| vec![nn::input(cells, current)];
        measured(&mut network(0.1, nn::Cpu::new()), 10, &[1.0], inputs).unwrap()
    };
    for currents in seen(values.clone().into()) {
        assert_eq!(currents, values);
    }
    for (k, currents) in seen(nn::series(values, 0.1, nn::After::Zero).into()).iter().enumerate() {
        assert_eq!(currents, &[k as f64; 10]);
    }
}

/// `int(duration / dt)` loses a step of 348 of the 999 durations on its grid:
/// `step_current([(1, .3), (2, .3)], .1)` is [1, 1, 2, 2, 0, 0].
#[test]
fn numpybrain_41_durations_are_rounded() {
    assert_eq!(
        course(0.1, 0.6, nn::step_current([(1.0, 0.3), (2.0, 0.3)])),
        [1.0, 1.0, 1.0, 2.0, 2.0, 2.0]
    );
    for k in 1..1000 {
        let duration = f64::from(k) / 10.0;
        let on = |current: nn::Current| {
            course(0.1, duration + 0.5, current).iter().filter(|x| **x != 0.0).count()
        };
        assert_eq!(on(nn::step_current([(1.0, duration)]).into()), k as usize, "{duration}");
        if k % 10 == 7 {
            assert_eq!(
                on(nn::shock_current([0.2], duration, 1.0).into()),
                k as usize,
                "{duration}"
            );
            assert_eq!(on(nn::ramp_current(1.0, 2.0, 0.0, duration).into()), k as usize);
        }
    }
}

/// `format_current((0, 1, 100), dt)`, a form in its own code, raises a
/// TypeError. Here the form is a type, and all of them work.
#[test]
fn numpybrain_42_every_form_of_a_current_works() {
    let seen = |form: nn::Stimulus| (form.duration(), course(0.1, 1.0, form));
    let (duration, ramp) = seen(nn::format_current((0, 1, 1)));
    assert_eq!(duration, 1.0);
    assert!(difference(&ramp, |t| t, 0.1) < 1e-15);
    let (duration, ramp) = seen(nn::format_current((2.0, 4.0, 1.0, 0.2, 0.6)));
    assert_eq!(duration, 1.0);
    let line = |t: f64| if (0.2..0.59).contains(&t) { 2.0 + 5.0 * (t - 0.2) } else { 0.0 };
    assert!(difference(&ramp, line, 0.1) < 1e-14, "{ramp:?}");
    let (duration, steps) = seen(nn::format_current([(1.0, 0.3), (2.0, 0.3)]));
    assert!((duration - 0.6).abs() < 1e-15);
    assert_eq!(steps, blocks(&[(1.0, 3), (2.0, 3), (0.0, 4)]));
    let (duration, one) = seen(nn::format_current([(1.0, 1.0)]));
    assert_eq!((duration, one), (1.0, vec![1.0; 10]));
    let (duration, pulses) = seen(nn::format_current(([0.1, 0.5], 0.2, 3.0, 1.0)));
    assert_eq!(duration, 1.0);
    assert_eq!(pulses, blocks(&[(0.0, 1), (3.0, 2), (0.0, 2), (3.0, 2), (0.0, 3)]));
    // Its other names.
    assert_eq!(nn::constant_current([(1.0, 2.0)]), nn::step_current([(1.0, 2.0)]));
    assert_eq!(nn::pulse_current([1.0], 2.0, 3.0), nn::shock_current([1.0], 2.0, 3.0));
}
