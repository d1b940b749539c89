//! The rules of time: one test, or a few, for each rule of
//! `crates/npbrain-network/src/time.md`, whose number its doc comment gives.
//!
//! Nothing here is statistical and little is approximate: the networks are
//! such that every number in them is exact in either precision (steps of
//! 0.125 ms, integers, neurons without a leak), so that the tests compare with
//! what one works out by hand, by `==`, on every engine.

use npbrain::all as nn;
use npbrain::core::random::{Key, Poisson, words};
use npbrain::core::{Value, steps};
use npbrain::engine::Backend;

/// Calls `test` with a maker of networks with steps of `dt` ms, for every
/// engine: the reference, the CPU with one worker and two, and in `f32`.
fn everywhere(dt: f64, test: impl Fn(&dyn Fn() -> nn::Network)) {
    fn on(dt: f64, backend: impl Backend + 'static) -> nn::Network {
        let mut net = nn::Network::new();
        net.dt(dt).unwrap().seed(7).unwrap().on(backend).unwrap();
        net
    }
    let cpu = nn::Cpu::new();
    println!("on the reference");
    test(&|| on(dt, nn::Reference));
    println!("on the CPU, one worker");
    test(&|| on(dt, cpu.workers(1)));
    println!("on the CPU, two workers");
    test(&|| on(dt, cpu.workers(2)));
    println!("on the CPU, in f32");
    test(&|| on(dt, cpu.f32().workers(2)));
}

/// Beside this, v is nothing: the equation below has no leak left.
const HUGE: f64 = (1u128 << 100) as f64;

/// A neuron without a leak: v' = I, to the last bit.
fn perfect(v_th: f64) -> nn::Lif {
    nn::Lif { tau: HUGE, r: HUGE, v_th, ..nn::default() }
}

/// A neuron with v' = −v: with Euler steps of ⅛ ms, v loses ⅛ of itself.
fn leaky(v_th: f64) -> nn::Lif {
    nn::Lif { tau: 1.0, v_th, ..nn::default() }
}

/// The trace of variable `name` of the first neuron recorded.
fn trace(net: &nn::Network, monitor: Traces, name: &str) -> Vec<f64> {
    let data = net.get(monitor).unwrap();
    data.trace(name, 0).unwrap().to_vec()
}

type Traces = npbrain::core::Monitor<nn::StateData>;

/// The times at which the one neuron of a population fired.
fn times(net: &nn::Network, monitor: npbrain::core::Monitor<nn::SpikeData>) -> Vec<f64> {
    net.get(monitor).unwrap().t.to_vec()
}

/// The text of the error of `result`.
fn text<T>(result: nn::Result<T>) -> String {
    match result {
        Ok(_) => panic!("this must be an error"),
        Err(error) => error.to_string(),
    }
}

// Steps and labels

/// Rules 1 and 2: samples are labelled with the ends of their steps, and the
/// first is the initial state at 0. Compared with v = ½ + t by hand.
#[test]
fn samples_carry_the_end_of_their_step_and_the_first_is_the_initial_state() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cell = net.add(nn::neurons(1, perfect(100.0)).init("v", 0.5));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(0.5, [nn::input(cell, 1.0)]).unwrap();
        let data = net.get(v).unwrap();
        assert_eq!(data.t.to_vec(), [0.0, 0.125, 0.25, 0.375, 0.5]);
        assert_eq!(trace(&net, v, "v"), [0.5, 0.625, 0.75, 0.875, 1.0]);
    });
}

/// Rule 2: a spike is labelled with the end of its step. With v' = 1 from 0, v
/// is 1 at 1 ms; a neuron driven over the threshold at once fires at dt.
#[test]
fn spikes_carry_the_end_of_their_step() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cells = net.add(nn::neurons(2, perfect(1.0)));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        net.run(1.0, [nn::input(cells, [1.0, 8.0])]).unwrap();
        let data = net.get(spikes).unwrap();
        assert_eq!(data.times_of(0), [1.0]);
        assert_eq!(data.times_of(1)[0], 0.125);
    });
}

/// Rule 3: times are the decimals one writes, after one run as after many.
#[test]
fn times_are_multiplied_and_not_summed_up() {
    everywhere(0.01, |network| {
        for runs in [vec![123.45], vec![0.07; 300]] {
            let mut net = network();
            let cell = net.add(nn::neurons(1, perfect(1.0)));
            let v = net.add(nn::StateMonitor::new(cell, ["v"]));
            for duration in &runs {
                net.run(*duration, []).unwrap();
            }
            let t = net.get(v).unwrap().t;
            assert_eq!(t.len(), if runs.len() == 1 { 12_346 } else { 2_101 });
            for (k, t) in t.iter().enumerate() {
                let written: f64 = format!("{}.{:02}", k / 100, k % 100).parse().unwrap();
                assert_eq!(*t, written);
            }
            assert_eq!(net.time(), t[t.len() - 1]);
        }
    });
}

// Within a step

/// Rule 4: a step is made with the inputs on at its start.
#[test]
fn a_step_is_made_with_the_inputs_on_at_its_start() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cell = net.add(nn::neurons(1, perfect(100.0)));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.add(nn::input(cell, 8.0).during(0.25, 0.5));
        net.run(0.75, []).unwrap();
        assert_eq!(trace(&net, v, "v"), [0.0, 0.0, 0.0, 1.0, 2.0, 2.0, 2.0]);
    });
}

/// Rule 4: an input that changes has, in the whole step, the current of its
/// start: v' = 64 t, by hand.
#[test]
fn an_input_that_changes_is_held_as_it_is_at_the_start() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cell = net.add(nn::neurons(1, perfect(100.0)));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.add(nn::input(cell, |t: f64| 64.0 * t));
        net.run(0.5, []).unwrap();
        assert_eq!(trace(&net, v, "v"), [0.0, 0.0, 1.0, 3.0, 6.0]);
    });
}

nn::vars! {
    /// A current that decays exponentially: i' = −i/tau.
    pub struct Decaying {
        /// Time constant.
        tau = 0.5 "ms",
    }
}

nn::vars! {
    /// State of [`Decaying`].
    pub struct DecayingState {
        /// Current.
        i = 0.0 "nA",
    }
}

impl nn::ReceptorModel for Decaying {
    const NAME: &'static str = "Decaying";
    const WEIGHT_UNIT: &'static str = "nA";
    const LINEAR: bool = true;
    type Params<V: Copy> = Decaying<V>;
    type State<V: Copy> = DecayingState<V>;

    #[inline(always)]
    fn derivative<S: nn::Scalar>(r: &nn::Receptor<Self, S>) -> DecayingState<nn::Num<S>> {
        DecayingState { i: -r.x.i / r.p.tau }
    }

    #[inline(always)]
    fn receive<S: nn::Scalar>(
        r: &nn::Receptor<Self, S>,
        arrived: impl Fn(usize) -> nn::Num<S>,
    ) -> DecayingState<nn::Num<S>> {
        DecayingState { i: r.x.i + arrived(0) }
    }

    #[inline(always)]
    fn input<S: nn::Scalar>(r: &nn::Receptor<Self, S>, _: nn::Num<S>) -> nn::Input<nn::Num<S>> {
        nn::Input::current(r.x.i)
    }
}

/// Rules 4 and 5: a receptor decays, then adds what arrives; the neuron feels
/// it from the next step on. Compared, step by step, with Euler's rule by hand:
/// i loses a quarter and v gains i/8.
#[test]
fn receptors_decay_then_add_and_are_felt_a_step_later() {
    everywhere(0.125, |network| {
        let mut net = network();
        let source = net.add(nn::spike_array(1, [(0, 0.25), (0, 0.375)]));
        let cell = nn::neurons(1, nn::NeuronModel::with(perfect(100.0), Decaying::default()));
        let cell = net.add(cell.method(nn::Method::Euler));
        let port = nn::Projection::new(source, cell, nn::all_to_all()).port("decaying");
        net.add(port.weight(4.0));
        let seen = net.add(nn::StateMonitor::new(cell, ["v", "decaying.i"]));
        net.run(0.75, []).unwrap();
        let i = [0.0, 0.0, 0.0, 4.0, 3.0 + 4.0, 5.25, 3.9375];
        let v = [0.0, 0.0, 0.0, 0.0, 0.5, 0.5 + 7.0 / 8.0, 1.375 + 5.25 / 8.0];
        assert_eq!(trace(&net, seen, "decaying.i"), i);
        assert_eq!(trace(&net, seen, "v"), v);
    });
}

/// Rule 5, for every method: at its arrival a current is the weight alone, and
/// v has not felt it; a step later it has decayed before the next is added.
#[test]
fn no_method_feels_what_arrives_before_it_does() {
    for method in
        [nn::Method::Exact, nn::Method::ExponentialEuler, nn::Method::Euler, nn::Method::Rk4]
    {
        everywhere(0.125, |network| {
            let mut net = network();
            let source = net.add(nn::spike_array(1, [(0, 0.25), (0, 0.5), (0, 0.625)]));
            let cell = nn::neurons(1, nn::NeuronModel::with(perfect(100.0), Decaying::default()));
            let cell = net.add(cell.method(method));
            let port = nn::Projection::new(source, cell, nn::all_to_all()).port("decaying");
            net.add(port.weight(4.0));
            let seen = net.add(nn::StateMonitor::new(cell, ["v", "decaying.i"]));
            net.run(0.75, []).unwrap();
            let (v, i) = (trace(&net, seen, "v"), trace(&net, seen, "decaying.i"));
            assert_eq!((i[2], i[3]), (0.0, 4.0), "{method}");
            assert_eq!((v[3], v[4] > 0.3), (0.0, true), "{method}: {v:?}");
            // Spikes at labels 4 and 5 arrive at 5 and 6.
            let decay = i[4] / i[3];
            for k in [5, 6] {
                let expected = i[k - 1] * decay + 4.0;
                assert!((i[k] - expected).abs() < 1e-5, "{method}: {i:?}");
            }
        });
    }
}

/// Rule 6: a jump comes after the integration: v is 8 · ⅞ + 4 and not
/// (8 + 4) · ⅞.
#[test]
fn jumps_are_added_after_the_integration() {
    everywhere(0.125, |network| {
        let mut net = network();
        let source = net.add(nn::spike_array(1, [(0, 0.125)]));
        let cell = nn::neurons(1, leaky(100.0)).init("v", 8.0);
        let cell = net.add(cell.method(nn::Method::Euler));
        net.add(nn::VoltageJump::new(source, cell, nn::all_to_all()).weight(4.0));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(0.375, []).unwrap();
        let after = 8.0 * 0.875 * 0.875 + 4.0;
        assert_eq!(trace(&net, v, "v"), [8.0, 7.0, after, after * 0.875]);
    });
}

/// Rule 6: a jump over the threshold makes a spike with its own label; the
/// neuron is reset, and every later jump makes another. (NumpyBrain's neuron
/// fell silent for ever.)
#[test]
fn a_jump_over_the_threshold_fires_in_its_own_step_again_and_again() {
    everywhere(0.125, |network| {
        let mut net = network();
        let arrivals = [0.25, 0.375, 0.5, 1.0, 2.0];
        let source = net.add(nn::spike_array(1, arrivals.map(|t| (0, t - 0.125))));
        let cell = net.add(nn::neurons(1, perfect(10.0)));
        net.add(nn::VoltageJump::new(source, cell, nn::all_to_all()).weight(1e6));
        let spikes = net.add(nn::SpikeMonitor::new(cell));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(4.0, []).unwrap();
        assert_eq!(times(&net, spikes), arrivals);
        assert!(trace(&net, v, "v").iter().all(|v| *v == 0.0));
    });
}

/// Rule 7: what is due together adds up: two synapses of one pair, with
/// different weights; two sources; two delays; two projections, one with a
/// delay for all and one with a delay each.
#[test]
fn what_is_due_together_adds_up() {
    everywhere(0.125, |network| {
        let mut net = network();
        let fired = [(0, 1.0), (1, 1.0), (0, 0.75)];
        let source = net.add(nn::spike_array(2, fired));
        let cells = net.add(nn::neurons(3, perfect(1e6)));
        let multapses = nn::pairs([(0, 1), (0, 1), (0, 2), (1, 1)]);
        let jumps = nn::VoltageJump::new(source, cells, multapses.clone());
        net.add(jumps.weight([1.0, 2.0, 4.0, 8.0]));
        let jumps =
            nn::VoltageJump::new(source, cells, multapses).weight([16.0, 32.0, 64.0, 128.0]);
        net.add(jumps.delay([0.125, 0.375, 0.125, 0.125]));
        net.run(1.0, []).unwrap();
        let all = |net: &mut nn::Network| net.state(cells, "v").unwrap();
        // The spike at 0.75: weights 1 + 2 + 16 so far, and 32 on its way.
        assert_eq!(all(&mut net), [0.0, 19.0, 68.0]);
        net.run(0.125, []).unwrap();
        // Two spikes at 1, and the 32.
        assert_eq!(all(&mut net), [0.0, 19.0 + 1.0 + 2.0 + 8.0 + 16.0 + 128.0 + 32.0, 136.0]);
        net.run(0.25, []).unwrap();
        assert_eq!(all(&mut net), [0.0, 19.0 + 187.0 + 32.0, 136.0]);
    });
}

/// Rule 7: two synapses of a pair give exactly twice the jump of one.
#[test]
fn two_synapses_of_a_pair_jump_twice_as_far() {
    everywhere(0.125, |network| {
        let jump = |pairs: Vec<(usize, usize)>, delay: Value| {
            let mut net = network();
            let source = net.add(nn::spike_array(1, [(0, 1.0)]));
            let cells = net.add(nn::neurons(2, perfect(1e6)));
            let jumps = nn::VoltageJump::new(source, cells, nn::pairs(pairs)).weight(0.7);
            net.add(jumps.delay(delay));
            net.run(2.0, []).unwrap();
            net.state(cells, "v").unwrap()
        };
        let once = jump(vec![(0, 1)], Value::Same(0.25));
        assert_eq!(once[0], 0.0);
        let twice = [0.0, 2.0 * once[1]];
        let both = vec![(0, 1), (0, 1)];
        assert_eq!(jump(both.clone(), Value::Same(0.25)), twice);
        assert_eq!(jump(both, Value::Each(vec![0.25, 0.5])), twice);
    });
}

/// Rule 8: reaching the threshold is enough.
#[test]
fn at_the_threshold_a_neuron_fires() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cell = net.add(nn::neurons(1, perfect(0.5)));
        let spikes = net.add(nn::SpikeMonitor::new(cell));
        net.run(2.0, [nn::input(cell, 1.0)]).unwrap();
        assert_eq!(times(&net, spikes), [0.5, 1.0, 1.5, 2.0]);
    });
}

/// Rule 8: pushed over the threshold in every step, by a current or by jumps, a
/// neuron fires in every step, with any method.
#[test]
fn pushed_over_in_every_step_a_neuron_fires_in_every_step() {
    let every_step: Vec<f64> = (1..=80).map(|k| 0.125 * f64::from(k)).collect();
    for method in
        [nn::Method::Exact, nn::Method::ExponentialEuler, nn::Method::Euler, nn::Method::Rk4]
    {
        everywhere(0.125, |network| {
            let mut net = network();
            let driven = net.add(nn::neurons(1, nn::Lif::default()).method(method));
            let follower = net.add(nn::neurons(1, nn::Lif::default()).method(method));
            net.add(nn::VoltageJump::new(driven, follower, nn::all_to_all()).weight(1e3));
            let first = net.add(nn::SpikeMonitor::new(driven));
            let second = net.add(nn::SpikeMonitor::new(follower));
            net.run(10.0, [nn::input(driven, 1e9)]).unwrap();
            assert_eq!(times(&net, first), every_step, "{method}");
            assert_eq!(times(&net, second), every_step[1..], "{method}");
        });
    }
}

// Delays

/// Rule 9, for all delays from 1 to 1000 steps at `dt`, which is 1/`per_ms` ms:
/// spikes of a source at two times reach a target per delay. Every trace is
/// compared at every sample with the steps it must consist of.
fn all_delays(dt: f64, per_ms: f64) {
    const MOST: usize = 1000;
    /// The labels of the two spikes, in steps.
    const FIRED: [usize; 2] = [3, 10];
    everywhere(dt, |network| {
        let mut net = network();
        // The source lies in the second worker's share.
        let fired = FIRED.map(|k| (150, k as f64 / per_ms));
        let source = net.add(nn::spike_array(200, fired)).slice(150..151);
        let one_each = net.add(nn::neurons(MOST, perfect(1e6)));
        let mixed = net.add(nn::neurons(MOST, perfect(1e6)));

        // A projection for each delay, given as a product: target k waits for
        // k + 1 steps.
        for k in 0..MOST {
            let target = one_each.slice(k..k + 1);
            let jumps = nn::VoltageJump::new(source, target, nn::one_to_one());
            net.add(
                jumps.delay((k + 1) as f64 * dt).weight((k + 1) as f64).named(format!("delay {k}")),
            );
        }
        // One projection with all delays, shuffled, given as decimals.
        let shuffled = |k: usize| k * 37 % MOST + 1;
        let delays: Vec<f64> = (0..MOST).map(|k| shuffled(k) as f64 / per_ms).collect();
        let weights: Vec<f64> = (0..MOST).map(|k| (k + 1) as f64).collect();
        let jumps = nn::VoltageJump::new(source, mixed, nn::all_to_all());
        net.add(jumps.delay(delays).weight(weights));

        let monitors = [one_each, mixed].map(|n| net.add(nn::StateMonitor::new(n, ["v"])));
        net.run((MOST + 20) as f64 / per_ms, []).unwrap();

        let in_order = |k: usize| k + 1;
        let delays: [&dyn Fn(usize) -> usize; 2] = [&in_order, &shuffled];
        for (monitor, steps) in monitors.into_iter().zip(delays) {
            let data = net.get(monitor).unwrap();
            let v = data.get("v").unwrap();
            for ((sample, k), v) in v.indexed_iter() {
                let arrived = FIRED.iter().filter(|fired| *fired + steps(k) <= sample);
                let expected = (arrived.count() * (k + 1)) as f64;
                assert_eq!(*v, expected, "{} steps, at sample {sample}", steps(k));
            }
        }
    });
}

/// Rule 9 at dt = 0.1 ms.
#[test]
fn delays_of_1_to_1000_steps_of_100_us() {
    all_delays(0.1, 10.0);
}

/// Rule 9 at dt = 0.01 ms, where most delays over dt are not whole in floating
/// point: NumpyBrain made 8 steps of 0.07 ms.
#[test]
fn delays_of_1_to_1000_steps_of_10_us() {
    all_delays(0.01, 100.0);
}

/// Rule 9 between neurons that fire by themselves: a neuron fired at its label
/// 0.5 jumps its target at 0.5 + 0.375.
#[test]
fn a_delay_counts_from_the_label_of_a_spike() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cells = net.add(nn::neurons(200, perfect(0.5)));
        let (pre, post) = (cells.slice(0..1), cells.slice(199..200));
        net.add(nn::VoltageJump::new(pre, post, nn::one_to_one()).weight(0.25).delay(0.375));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        let v = net.add(nn::StateMonitor::new(post, ["v"]).every(0.125));
        net.run(1.0, [nn::input(pre, 1.0)]).unwrap();
        assert_eq!(times(&net, spikes), [0.5, 1.0]);
        assert_eq!(trace(&net, v, "v"), [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.25]);
    });
}

/// Rule 10: without a delay, a spike acts one step after its label, as with a
/// delay of one step; less is an error.
#[test]
fn the_shortest_delay_is_one_step_and_the_default() {
    everywhere(0.1, |network| {
        let with = |delay: Option<Value>| {
            let mut net = network();
            let source = net.add(nn::spike_array(1, [(0, 0.3)]));
            let cell = net.add(nn::neurons(1, perfect(100.0)));
            let mut jumps = nn::VoltageJump::new(source, cell, nn::all_to_all());
            if let Some(delay) = delay {
                jumps = jumps.delay(delay);
            }
            net.add(jumps);
            let v = net.add(nn::StateMonitor::new(cell, ["v"]));
            net.run(0.6, []).map(|()| trace(&net, v, "v"))
        };
        let expected = [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
        assert_eq!(with(None).unwrap(), expected);
        assert_eq!(with(Some(Value::Same(0.1))).unwrap(), expected);
        assert_eq!(with(Some(Value::Each(vec![0.1]))).unwrap(), expected);
        for none in [Value::Same(0.0), Value::Each(vec![0.0])] {
            assert_eq!(
                text(with(Some(none))),
                "projection `VoltageJump1`: `delay` is 0; expected at least one step; \
                 the shortest delay is dt"
            );
        }
    });
}

// Refractoriness

/// Rule 11 for periods of 1 to 200 steps: a neuron driven over its threshold
/// whenever it is free fires every t_ref/dt + 1 steps, from whatever step on.
/// Compared with those times by hand.
fn all_periods(dt: f64, per_ms: f64, idle: &[f64], method: nn::Method) {
    const MOST: usize = 200;
    everywhere(dt, |network| {
        let mut net = network();
        let periods: Vec<f64> = (1..=MOST).map(|k| k as f64 / per_ms).collect();
        let cells = nn::neurons(MOST, nn::Lif::default()).t_ref(periods);
        let cells = net.add(cells.method(method));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        let mut expected = vec![Vec::new(); MOST];
        let mut step = 0;
        for idle in idle {
            net.run(*idle, []).unwrap();
            step += (idle * per_ms).round() as usize;
            net.run(450.0 / per_ms, [nn::input(cells, 1e9)]).unwrap();
            for (k, expected) in expected.iter_mut().enumerate() {
                // Held for k + 1 steps, then free for one.
                expected.extend((step + 1..=step + 450).step_by(k + 2));
            }
            step += 450;
        }
        let mut found = vec![Vec::new(); MOST];
        let data = net.get(spikes).unwrap();
        for (t, i) in data.t.iter().zip(&data.i) {
            found[*i].push((t * per_ms).round() as usize);
        }
        for k in 0..MOST {
            assert_eq!(found[k], expected[k], "{} steps", k + 1);
        }
    });
}

/// Rule 11 at dt = 0.1 ms, from many starts, with every method.
#[test]
fn refractory_periods_of_1_to_200_steps_of_100_us() {
    let idle = [0.0, 20.1, 33.3, 20.7, 100.0, 47.9];
    for method in
        [nn::Method::Exact, nn::Method::ExponentialEuler, nn::Method::Euler, nn::Method::Rk4]
    {
        all_periods(0.1, 10.0, &idle, method);
    }
}

/// Rule 11 at dt = 0.01 ms, and from step 1,000,000 on.
#[test]
fn refractory_periods_of_1_to_200_steps_of_10_us_late_in_a_run() {
    all_periods(0.01, 100.0, &[0.07, 9999.93, 3.33], nn::Method::Exact);
}

/// Rule 11 with one period for all; and 0, the default, holds for no step.
#[test]
fn a_refractory_period_for_all_neurons() {
    everywhere(0.1, |network| {
        for (period, every) in
            [(None, 1), (Some(0.0), 1), (Some(0.1), 2), (Some(0.7), 8), (Some(20.0), 201)]
        {
            let mut net = network();
            let mut cells = nn::neurons(70, nn::Lif::default());
            if let Some(period) = period {
                cells = cells.t_ref(period);
            }
            let cells = net.add(cells);
            let spikes = net.add(nn::SpikeMonitor::new(cells));
            net.run(60.0, [nn::input(cells, 1e9)]).unwrap();
            let data = net.get(spikes).unwrap();
            let steps: Vec<u32> =
                data.times_of(69).iter().map(|t| (t * 10.0).round() as u32).collect();
            let expected: Vec<u32> = (1..=600).step_by(every).collect();
            assert_eq!(steps, expected, "{period:?}");
        }
    });
}

/// Rule 12: a held membrane takes no jump, and none is kept for later. A jump of
/// 1 arrives in every step; compared with the sequence by hand.
#[test]
fn a_held_membrane_takes_no_jump() {
    for delay in [Value::Same(0.25), Value::Each(vec![0.25, 0.375])] {
        everywhere(0.125, |network| {
            let mut net = network();
            let every_step = (1..=40).map(|k| (0, 0.125 * f64::from(k)));
            let source = net.add(nn::spike_array(1, every_step));
            let lif = nn::Lif { v_reset: 0.25, ..perfect(4.0) };
            let cells = net.add(nn::neurons(2, lif).init("v", 0.0).t_ref(0.625));
            let jumps = nn::VoltageJump::new(source, cells, nn::all_to_all());
            net.add(jumps.delay(delay.clone()));
            let v = net.add(nn::StateMonitor::new(cells.slice(0..1), ["v"]));
            net.run(0.375, []).unwrap();
            net.run(2.5, []).unwrap();
            let expected = [
                0.0, 0.0, 0.0, 1.0, 2.0, 3.0, // the fourth jump fires it
                0.25, 0.25, 0.25, 0.25, 0.25, 0.25, // and five steps are held
                1.25, 2.25, 3.25, // 4.25 fires it
                0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 1.25, 2.25, 3.25,
            ];
            assert_eq!(trace(&net, v, "v"), expected);
        });
    }
}

/// Rule 12: a held membrane does not move for noise, current or leak, whatever
/// integrates them, and moves right after.
#[test]
fn a_held_membrane_takes_no_noise_and_no_current() {
    for method in [nn::Method::Exact, nn::Method::ExponentialEuler, nn::Method::EulerMaruyama] {
        everywhere(0.1, |network| {
            let mut net = network();
            let lif =
                nn::Lif { noise: 1.0, v_rest: 3.0, v_reset: 0.25, v_th: 1e3, ..nn::default() };
            let cells = net.add(nn::neurons(150, lif).t_ref(2.0).method(method));
            let source = net.add(nn::spike_array(1, [(0, 1.0)]));
            net.add(nn::VoltageJump::new(source, cells, nn::all_to_all()).weight(1e6));
            let v = net.add(nn::StateMonitor::new(cells, ["v"]));
            net.run(4.0, [nn::input(cells, 5.0)]).unwrap();
            let data = net.get(v).unwrap();
            for ((sample, neuron), v) in data.get("v").unwrap().indexed_iter() {
                // Fired at sample 11, held for 20 further steps.
                let held = (11..=31).contains(&sample) || sample == 0;
                assert_eq!(*v == 0.25, held, "{method}: neuron {neuron}, sample {sample}: {v}");
            }
        });
    }
}

/// Rule 13: the recovery of a held Izhikevich neuron goes on while v stays at
/// c: compared with u ← u + dt · a (b · c − u), with numbers exact in binary.
#[test]
fn other_variables_go_on_while_a_neuron_is_held() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cell = nn::Izhikevich { a: 1.0, b: 0.25, c: -64.0, d: 8.0, ..nn::default() };
        let cell = nn::neurons(1, cell).t_ref(0.5);
        let cell = net.add(cell.method(nn::Method::Euler));
        let source = net.add(nn::spike_array(1, [(0, 0.125)]));
        net.add(nn::VoltageJump::new(source, cell, nn::all_to_all()).weight(1e6));
        // Fired at 0.25, held up to 0.75.
        net.run(0.25, []).unwrap();
        let mut u = 2.0;
        net.set_state(cell, "u", u).unwrap();
        for _ in 0..4 {
            net.run(0.125, []).unwrap();
            u += 0.125 * (0.25 * -64.0 - u);
            assert_eq!(net.state(cell, "v").unwrap(), [-64.0]);
            assert_eq!(net.state(cell, "u").unwrap(), [u]);
        }
        net.run(0.125, []).unwrap();
        assert_ne!(net.state(cell, "v").unwrap(), [-64.0]);
    });
}

/// Rule 13: the receptor of a held neuron decays and takes arrivals.
#[test]
fn receptors_go_on_while_a_neuron_is_held() {
    everywhere(0.125, |network| {
        let mut net = network();
        let source = net.add(nn::spike_array(1, [(0, 0.125), (0, 0.375)]));
        let cell = nn::neurons(1, nn::NeuronModel::with(perfect(10.0), Decaying::default()));
        let cell = net.add(cell.method(nn::Method::Euler).t_ref(0.625));
        net.add(nn::VoltageJump::new(source, cell, nn::all_to_all()).weight(1e6));
        let port = nn::Projection::new(source, cell, nn::all_to_all()).port("decaying");
        net.add(port.weight(4.0));
        let seen = net.add(nn::StateMonitor::new(cell, ["v", "decaying.i"]));
        net.run(1.0, []).unwrap();
        let mut i = vec![0.0, 0.0, 4.0, 3.0, 2.25 + 4.0];
        for k in 5..=8 {
            i.push(0.75 * i[k - 1]);
        }
        assert_eq!(trace(&net, seen, "decaying.i"), i);
        let v = trace(&net, seen, "v");
        // Fired at sample 2, held to sample 7, then driven by the current.
        assert_eq!((v[7], v[8]), (0.0, i[7] / 8.0));
    });
}

// Durations

/// Rule 14: every number of steps that a person may write as a decimal is that
/// number, and what differs by less than the tolerance is too.
#[test]
fn a_duration_is_the_nearest_number_of_steps() {
    let steps = |duration, dt| steps("x", "duration", duration, dt);
    for k in 0..30_000u64 {
        assert_eq!(steps(k as f64 / 10.0, 0.1), Ok(k));
        assert_eq!(steps(k as f64 / 100.0, 0.01), Ok(k));
        assert_eq!(steps(k as f64 * 0.025, 0.025), Ok(k));
        assert_eq!(steps(k as f64 / 1000.0, 0.001), Ok(k));
    }
    assert_eq!(steps(0.07, 0.01), Ok(7));
    assert_eq!(steps(1.11, 0.01), Ok(111));
    // 10⁻⁹ steps, and 8 roundings of 10¹² steps, 0.0018.
    for (duration, near, far) in [(3.0, 0.9e-9, 1.1e-9), (1e12, 1.5e-3, 2.5e-3)] {
        for sign in [-1.0, 1.0] {
            assert_eq!(steps(duration + sign * near, 1.0), Ok(duration as u64));
            assert!(steps(duration + sign * far, 1.0).is_err());
        }
    }
}

/// Rule 14 wherever there is a duration: 0.07 ms are 7 steps of 0.01 ms.
#[test]
fn seven_hundredths_of_a_ms_are_seven_steps_everywhere() {
    everywhere(0.01, |network| {
        let mut net = network();
        let source = net.add(nn::spike_array(1, [(0, 0.07)]));
        let cells = net.add(nn::neurons(2, nn::Lif::default()).t_ref(0.07));
        let (jumped, driven) = (cells.slice(0..1), cells.slice(1..2));
        net.add(nn::VoltageJump::new(source, jumped, nn::all_to_all()).weight(1e6).delay(0.07));
        net.add(nn::input(driven, 1e9).during(0.07, 0.14));
        let v = net.add(nn::StateMonitor::new(cells, ["v"]).every(0.07));
        let rate = net.add(nn::RateMonitor::new(cells).bin(0.07));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        for _ in 0..3 {
            net.run(0.07, []).unwrap();
        }
        assert_eq!(net.time(), 0.21);
        assert_eq!(net.get(v).unwrap().t.to_vec(), [0.0, 0.07, 0.14, 0.21]);
        assert_eq!(net.get(rate).unwrap().t.to_vec(), [0.07, 0.14, 0.21]);
        let data = net.get(spikes).unwrap();
        assert_eq!(data.times_of(0), [0.14]);
        assert_eq!(data.times_of(1), [0.08]);
    });
}

/// Rule 15: what is no whole number of steps is an error that names the value
/// and both neighbours, wherever there is a duration.
#[test]
fn between_two_steps_is_an_error_with_both_neighbours() {
    let near = "is not a multiple of dt = 0.1 ms; the nearest are 0.2 and 0.3 ms";
    everywhere(0.1, |network| {
        let (mut net, cell) = one_cell(network);
        assert_eq!(text(net.run(0.25, [])), format!("the network: `duration` = 0.25 ms {near}"));
        let input = |a, b| nn::input(cell, 1.0).during(a, b);
        assert_eq!(
            text(net.run(1.0, [input(0.25, 1.0)])),
            format!("input `1 of this run`: `start` = 0.25 ms {near}")
        );
        assert_eq!(
            text(net.run(1.0, [input(0.0, 0.25).named("pulse")])),
            format!("input `pulse`: `end` = 0.25 ms {near}")
        );
        for delay in [Value::Same(0.25), Value::Each(vec![0.25])] {
            let (mut net, cell) = one_cell(network);
            net.add(nn::VoltageJump::new(cell, cell, nn::all_to_all()).delay(delay));
            assert_eq!(
                text(net.run(1.0, [])),
                format!("projection `VoltageJump1`: `delay` = 0.25 ms {near}")
            );
        }
        for t_ref in [Value::Same(0.25), Value::Each(vec![0.3, 0.25])] {
            let mut net = network();
            net.add(nn::neurons(2, nn::Lif::default()).named("lif").t_ref(t_ref));
            assert_eq!(
                text(net.run(1.0, [])),
                format!("population `lif`: `t_ref` = 0.25 ms {near}")
            );
        }
        let (mut net, cell) = one_cell(network);
        net.add(nn::StateMonitor::new(cell, ["v"]).every(0.25));
        assert_eq!(
            text(net.run(1.0, [])),
            format!("monitor `StateMonitor1`: `every` = 0.25 ms {near}")
        );
        let (mut net, cell) = one_cell(network);
        net.add(nn::RateMonitor::new(cell).bin(0.25));
        assert_eq!(
            text(net.run(1.0, [])),
            format!("monitor `RateMonitor1`: `bin` = 0.25 ms {near}")
        );
        let mut net = network();
        net.add(nn::spike_array(1, [(0, 0.25)]).named("source"));
        assert_eq!(
            text(net.run(1.0, [])),
            format!("population `source`: `spike time` = 0.25 ms {near}")
        );
    });
}

/// A network of one neuron.
fn one_cell(network: &dyn Fn() -> nn::Network) -> (nn::Network, nn::Neurons) {
    let mut net = network();
    let cell = net.add(nn::neurons(1, nn::Lif::default()));
    (net, cell)
}

/// Rule 15: what is no time at all is an error, wherever there is a duration.
#[test]
fn what_is_no_time_is_an_error() {
    everywhere(0.1, |network| {
        for (bad, written) in
            [(-0.1, "-0.1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")]
        {
            let no_time = format!("is {written}; expected a time in ms, not negative");
            let (mut net, cell) = one_cell(network);
            assert_eq!(text(net.run(bad, [])), format!("the network: `duration` {no_time}"));
            for (input, name) in [
                (nn::input(cell, 1.0).during(bad, 1.0), "start"),
                (nn::input(cell, 1.0).during(0.0, bad), "end"),
            ] {
                // An input may stay on for ever.
                if (bad, name) == (f64::INFINITY, "end") {
                    net.run(1.0, [input]).unwrap();
                    continue;
                }
                assert_eq!(
                    text(net.run(1.0, [input])),
                    format!("input `1 of this run`: `{name}` {no_time}")
                );
            }
            let mut net = network();
            net.add(nn::spike_array(1, [(0, bad)]));
            assert_eq!(
                text(net.run(1.0, [])),
                format!("population `SpikeArray1`: `spike time` {no_time}")
            );
            let (mut net, cell) = one_cell(network);
            net.add(nn::StateMonitor::new(cell, ["v"]).every(bad));
            assert_eq!(
                text(net.run(1.0, [])),
                format!("monitor `StateMonitor1`: `every` {no_time}")
            );

            // Values that may differ between neurons or synapses are first
            // held to be finite.
            let no_time = if bad == -0.1 {
                no_time
            } else {
                format!("is {written}; expected a finite number")
            };
            let (mut net, cell) = one_cell(network);
            net.add(nn::VoltageJump::new(cell, cell, nn::all_to_all()).delay(bad));
            assert_eq!(
                text(net.run(1.0, [])),
                format!("projection `VoltageJump1`: `delay` {no_time}")
            );
            let mut net = network();
            net.add(nn::neurons(1, nn::Lif::default()).t_ref(bad));
            assert_eq!(text(net.run(1.0, [])), format!("population `Lif1`: `t_ref` {no_time}"));
        }
        let (mut net, _) = one_cell(network);
        assert_eq!(
            text(net.run(1e300, [])),
            "the network: `duration` is 1e300; expected less than 9e15 steps"
        );
        for dt in [0.0, -0.1, f64::NAN, f64::INFINITY] {
            assert_eq!(
                text(net.dt(dt)),
                if dt == 0.0 {
                    "the network: `dt` is 0; expected a time in ms, more than 0".into()
                } else {
                    format!("the network: `dt` is {dt}; expected a time in ms, more than 0")
                }
            );
        }
    });
}

// Runs

/// Rule 16: an input given to `run` is gone with it; one added stays.
#[test]
fn inputs_of_a_run_belong_to_it() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cells = net.add(nn::neurons(2, perfect(1e6)));
        let (first, second) = (cells.slice(0..1), cells.slice(1..2));
        net.add(nn::input(second, 8.0));
        let run = |net: &mut nn::Network, inputs: Vec<npbrain::core::CurrentInput>| {
            net.run(1.0, inputs).unwrap();
            net.state(cells, "v").unwrap()
        };
        assert_eq!(run(&mut net, vec![nn::input(first, 8.0)]), [8.0, 8.0]);
        assert_eq!(run(&mut net, vec![]), [8.0, 16.0]);
        assert_eq!(run(&mut net, vec![nn::input(cells, 16.0)]), [24.0, 40.0]);
        assert_eq!(run(&mut net, vec![]), [24.0, 48.0]);
    });
}

/// Rule 17: a window acts in the steps that begin in it: a neuron that an input
/// fires in every step tells which.
#[test]
fn windows_are_half_open_and_in_network_time() {
    everywhere(0.1, |network| {
        let fired = |windows: &[(f64, f64)], runs: &[f64]| {
            let mut net = network();
            let cell = net.add(nn::neurons(1, nn::Lif::default()));
            for (from, to) in windows {
                net.add(nn::input(cell, 1e9).during(*from, *to));
            }
            let spikes = net.add(nn::SpikeMonitor::new(cell));
            for run in runs {
                net.run(*run, []).unwrap();
            }
            times(&net, spikes)
        };
        let expected = [0.6, 0.7, 0.8, 0.9, 1.0];
        assert_eq!(fired(&[(0.5, 1.0)], &[3.0]), expected);
        // It counts from 0, however the time is cut into runs.
        assert_eq!(fired(&[(0.5, 1.0)], &[0.7, 0.1, 2.2]), expected);
        // Windows that touch leave no step out and count none twice.
        assert_eq!(fired(&[(0.5, 0.8), (0.8, 1.0)], &[3.0]), expected);
        assert_eq!(fired(&[(0.8, 1.0), (0.5, 0.8)], &[0.8, 2.2]), expected);
        assert_eq!(fired(&[(0.0, 0.1)], &[1.0]), [0.1]);
        assert_eq!(fired(&[(0.5, 0.5)], &[1.0]), []);
        // Outside the run.
        assert_eq!(fired(&[(5.0, 6.0)], &[1.0]), []);
        assert_eq!(fired(&[(0.9, 6.0)], &[1.0]), [1.0]);
    });
}

/// Rule 17: the windows of a run's own inputs are in network time too.
#[test]
fn windows_of_a_run_count_from_0() {
    everywhere(0.1, |network| {
        let (mut net, cell) = one_cell(network);
        let spikes = net.add(nn::SpikeMonitor::new(cell));
        let pulse = || nn::input(cell, 1e9).during(1.5, 1.7);
        net.run(1.0, [pulse()]).unwrap();
        net.run(1.0, [pulse()]).unwrap();
        net.run(1.0, [pulse()]).unwrap();
        assert_eq!(times(&net, spikes), [1.6, 1.7]);
        assert_eq!(
            text(net.run(1.0, [nn::input(cell, 1.0).during(2.0, 1.0)])),
            "input `1 of this run`: `end` is 1; expected a time not before the start"
        );
    });
}

/// Rule 18: inputs into one neuron add up, whether for all, for each, for a
/// part, of the network or of the run, and in their windows alone.
#[test]
fn inputs_add_up() {
    everywhere(0.125, |network| {
        let mut net = network();
        // As many neurons as steps: an array is one value per neuron, always.
        let cells = net.add(nn::neurons(200, perfect(1e6)));
        let each: Vec<f64> = (0..200).map(f64::from).collect();
        net.add(nn::input(cells, 8.0));
        net.add(nn::input(cells, each.clone()));
        net.add(nn::input(cells.slice(100..200), each[..100].to_vec()).during(5.0, 10.0));
        let now = [nn::input(cells.slice(50..150), 16.0), nn::input(cells, -4.0).during(0.0, 2.0)];
        net.run(25.0, now).unwrap();
        for (i, v) in net.state(cells, "v").unwrap().into_iter().enumerate() {
            let mut expected = 25.0 * (8.0 + i as f64) - 2.0 * 4.0;
            if i >= 100 {
                expected += 5.0 * (i - 100) as f64;
            }
            if (50..150).contains(&i) {
                expected += 25.0 * 16.0;
            }
            assert_eq!(v, expected, "neuron {i}");
        }
    });
}

/// Rule 19: cut anywhere, a run is the same run, to the last bit: noise, spikes
/// under way on both kinds of delay, held neurons, windows, sampling intervals
/// and bins across the cuts.
#[test]
fn runs_continue_one_another() {
    everywhere(0.1, |network| {
        let seen = |runs: &[f64]| {
            let mut net = network();
            let lif = nn::Lif { noise: 2.0, ..nn::default() };
            let cells = net.add(nn::neurons(130, lif).t_ref(1.7));
            let delays: Vec<f64> = (0..130).map(|k| 0.1 * f64::from(1 + k % 43)).collect();
            net.add(nn::VoltageJump::new(cells, cells, nn::one_to_one()).weight(3.0).delay(delays));
            net.add(
                nn::VoltageJump::new(cells, cells, nn::fixed_prob(0.1)).weight(-0.4).delay(2.3),
            );
            net.add(nn::input(cells, 14.0).during(0.0, 17.7));
            net.add(nn::input(cells.slice(3..90), 9.0).during(10.1, 30.0));
            let v = net.add(nn::StateMonitor::new(cells, ["v"]).every(0.7));
            let spikes = net.add(nn::SpikeMonitor::new(cells));
            let rate = net.add(nn::RateMonitor::new(cells).bin(1.3));
            for duration in runs {
                net.run(*duration, []).unwrap();
            }
            assert_eq!(net.time(), 40.0);
            (net.get(v).unwrap(), net.get(spikes).unwrap(), net.get(rate).unwrap())
        };
        let whole = seen(&[40.0]);
        assert!(whole.1.t.len() > 100);
        for k in 1..40 {
            let cut = f64::from(k) / 10.0 + 10.0;
            assert!(seen(&[cut, 40.0 - cut]) == whole, "cut at {cut}");
        }
        assert!(seen(&[0.1; 400]) == whole, "step by step");
        assert!(seen(&[0.0, 0.7, 0.0, 12.3, 27.0, 0.0]) == whole);
    });
}

/// Rule 19: the samples of a second run follow those of the first, none missing
/// and none twice.
#[test]
fn monitors_go_on_without_gap_or_repetition() {
    everywhere(0.1, |network| {
        let (mut net, cell) = one_cell(network);
        let all = net.add(nn::StateMonitor::new(cell, ["v"]));
        let some = net.add(nn::StateMonitor::new(cell, ["v"]).every(0.4));
        let spikes = net.add(nn::SpikeMonitor::new(cell));
        for (runs, steps) in [(1, 5), (2, 10), (3, 15)] {
            net.run(0.5, [nn::input(cell, 1e9)]).unwrap();
            let tenths = |upto: i32, by: usize| -> Vec<f64> {
                (0..=upto).step_by(by).map(|k| f64::from(k) / 10.0).collect()
            };
            assert_eq!(net.get(all).unwrap().t.to_vec(), tenths(steps, 1), "{runs} runs");
            assert_eq!(net.get(some).unwrap().t.to_vec(), tenths(steps, 4), "{runs} runs");
            let data = net.get(spikes).unwrap();
            assert_eq!(data.t.to_vec(), tenths(steps, 1)[1..], "{runs} runs");
            assert_eq!(data.span, (0.0, f64::from(steps) / 10.0));
        }
    });
}

/// Rule 20: a run of no length builds the network and records sample 0, once
/// however often.
#[test]
fn a_run_of_no_length_records_the_initial_state_once() {
    everywhere(0.1, |network| {
        let mut net = network();
        let cell = net.add(nn::neurons(1, nn::Lif::default()).init("v", 3.0));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        let spikes = net.add(nn::SpikeMonitor::new(cell));
        for _ in 0..3 {
            net.run(0.0, [nn::input(cell, 1e9)]).unwrap();
            assert_eq!(net.time(), 0.0);
            let data = net.get(v).unwrap();
            assert_eq!((data.t.to_vec(), trace(&net, v, "v")), (vec![0.0], vec![3.0]));
            assert_eq!(net.get(spikes).unwrap().span, (0.0, 0.0));
            assert_eq!(net.get(spikes).unwrap().mean_rate(), 0.0);
        }
        net.run(0.2, []).unwrap();
        net.run(0.0, []).unwrap();
        assert_eq!(net.get(v).unwrap().t.to_vec(), [0.0, 0.1, 0.2]);
    });
}

/// Rules 21 and 22: a monitor added later begins with a sample of the present,
/// and counts its interval or bins from there.
#[test]
fn monitors_added_later_begin_at_the_present() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cell = net.add(nn::neurons(1, perfect(100.0)));
        net.add(nn::input(cell, 1.0));
        net.run(0.375, []).unwrap();
        let all = net.add(nn::StateMonitor::new(cell, ["v"]));
        let some = net.add(nn::StateMonitor::new(cell, ["v"]).every(0.25));
        let rate = net.add(nn::RateMonitor::new(cell).bin(0.25));
        let spikes = net.add(nn::SpikeMonitor::new(cell));
        net.run(0.625, []).unwrap();
        let data = net.get(all).unwrap();
        assert_eq!(data.t.to_vec(), [0.375, 0.5, 0.625, 0.75, 0.875, 1.0]);
        assert_eq!(trace(&net, all, "v"), data.t.to_vec());
        assert_eq!(net.get(some).unwrap().t.to_vec(), [0.375, 0.625, 0.875]);
        assert_eq!(net.get(rate).unwrap().t.to_vec(), [0.625, 0.875]);
        assert_eq!(net.get(spikes).unwrap().span, (0.375, 1.0));
    });
}

/// Rule 21: a population added later is in its initial state now, and sources
/// do not fire for times that are over.
#[test]
fn populations_added_later_begin_at_the_present() {
    everywhere(0.125, |network| {
        let mut net = network();
        let early = net.add(nn::neurons(1, perfect(0.5)));
        net.add(nn::input(early, 1.0));
        net.run(1.0, []).unwrap();
        let late = net.add(nn::neurons(130, perfect(0.5)).init("v", 0.25));
        let source = net.add(nn::spike_array(1, [(0, 0.5), (0, 1.0), (0, 1.125)]));
        net.add(nn::input(late, 1.0));
        let v = net.add(nn::StateMonitor::new(late.slice(129..130), ["v"]));
        let spikes = [early, late.slice(0..1), source].map(|n| net.add(nn::SpikeMonitor::new(n)));
        net.run(1.0, []).unwrap();
        assert_eq!(net.get(v).unwrap().t[0], 1.0);
        assert_eq!(trace(&net, v, "v")[..3], [0.25, 0.375, 0.0]);
        let [early, late, source] = spikes.map(|m| times(&net, m));
        assert_eq!(early, [1.5, 2.0]);
        assert_eq!(late, [1.25, 1.75]);
        assert_eq!(source, [1.125]);
    });
}

/// Rule 21: a projection added later carries the spikes fired from then on and
/// none from before, whatever its delay and whatever other projections there
/// are. The source fires at every label; a projection of delay d added at 2 ms
/// first acts at 2 ms + dt + d.
#[test]
fn projections_added_later_carry_later_spikes_only() {
    everywhere(0.125, |network| {
        for other in [None, Some(Value::Same(1.5)), Some(Value::Each(vec![1.5, 0.25]))] {
            for (delay, steps) in [
                (Value::Same(0.125), 1),
                (Value::Same(0.625), 5),
                (Value::Each(vec![0.625, 1.0]), 5),
            ] {
                let mut net = network();
                let every_step = (1..=64).map(|k| (0, 0.125 * f64::from(k)));
                let source = net.add(nn::spike_array(1, every_step));
                let cells = net.add(nn::neurons(2, perfect(1e6)));
                let others = net.add(nn::neurons(2, perfect(1e6)));
                if let Some(other) = &other {
                    let jumps = nn::VoltageJump::new(source, others, nn::all_to_all());
                    net.add(jumps.delay(other.clone()));
                }
                net.run(2.0, []).unwrap();
                let jumps = nn::VoltageJump::new(source, cells, nn::all_to_all());
                net.add(jumps.delay(delay.clone()));
                let v = net.add(nn::StateMonitor::new(cells, ["v"]));
                net.run(2.0, []).unwrap();
                let expected: Vec<f64> = (0..=16).map(|k| f64::from((k - steps).max(0))).collect();
                assert_eq!(trace(&net, v, "v"), expected, "{delay:?} beside {other:?}");
            }
        }
    });
}

/// Rule 21: an input added later acts from now on.
#[test]
fn inputs_added_later_act_from_the_present() {
    everywhere(0.125, |network| {
        let mut net = network();
        let cell = net.add(nn::neurons(1, perfect(100.0)));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(0.25, []).unwrap();
        net.add(nn::input(cell, 8.0));
        net.run(0.25, []).unwrap();
        assert_eq!(trace(&net, v, "v"), [0.0, 0.0, 0.0, 1.0, 2.0]);
    });
}

/// Rule 22: samples come every interval, in runs of any length.
#[test]
fn a_monitor_samples_every_interval_from_its_start() {
    everywhere(0.125, |network| {
        for runs in [vec![2.0], vec![0.125; 16], vec![0.5, 0.25, 1.25]] {
            let mut net = network();
            let cell = net.add(nn::neurons(1, perfect(100.0)));
            let v = net.add(nn::StateMonitor::new(cell, ["v"]).every(0.625));
            for duration in runs {
                net.run(duration, [nn::input(cell, 8.0)]).unwrap();
            }
            assert_eq!(net.get(v).unwrap().t.to_vec(), [0.0, 0.625, 1.25, 1.875]);
            assert_eq!(trace(&net, v, "v"), [0.0, 5.0, 10.0, 15.0]);
        }
        let (mut net, cell) = one_cell(network);
        net.add(nn::StateMonitor::new(cell, ["v"]).every(0.0));
        assert_eq!(
            text(net.run(1.0, [])),
            "monitor `StateMonitor1`: `every` is 0; expected at least one step"
        );
    });
}

/// Rule 23: dt can be set until the network is run or planned, and not after.
#[test]
fn dt_is_fixed_once_a_network_runs() {
    everywhere(0.1, |network| {
        let fixed = "`dt` is fixed at the first run; set it before, or make a new network";
        let (mut net, _) = one_cell(network);
        net.dt(0.2).unwrap().dt(0.5).unwrap();
        net.run(1.5, []).unwrap();
        assert_eq!(net.time(), 1.5);
        assert_eq!(text(net.dt(0.1)), fixed);
        assert_eq!(text(net.dt(0.5)), fixed);
        net.run(0.5, []).unwrap();
        assert_eq!(net.time(), 2.0);

        let (mut net, _) = one_cell(network);
        net.plan().unwrap();
        assert_eq!(text(net.dt(0.2)), fixed);
    });
}

/// Rule 24: after a run that was refused the network is where it was, and goes
/// on.
#[test]
fn a_refused_run_makes_no_step() {
    everywhere(0.1, |network| {
        let (mut net, cell) = one_cell(network);
        let spikes = net.add(nn::SpikeMonitor::new(cell));
        let drive = || nn::input(cell, 1e9);
        assert!(net.run(0.25, [drive()]).is_err());
        assert!(net.run(0.5, [nn::input(cell, f64::NAN)]).is_err());
        net.run(0.1, [drive()]).unwrap();
        assert!(net.run(-1.0, [drive()]).is_err());
        assert!(net.run(0.5, [drive(), nn::input(cell, vec![1.0, 2.0])]).is_err());
        assert_eq!(net.time(), 0.1);
        net.run(0.1, [drive()]).unwrap();
        assert_eq!(times(&net, spikes), [0.1, 0.2]);
    });
}

/// Rule 25. Two neurons without a leak, 8 mV apart, coupled by w = ½: in each
/// step of ⅛ ms either moves by 1/16 of their distance, towards the other.
#[test]
fn coupled_neurons_feel_both_potentials_of_the_step_s_start() {
    everywhere(0.125, |make| {
        let mut net = make();
        let one = net.add(nn::neurons(1, perfect(1e9)).init("v", 0.0));
        // So many that two workers have some each.
        let other = net.add(nn::neurons(130, perfect(1e9)).init("v", 8.0));
        let links = nn::pairs([(0, 129)]);
        let coupled = nn::synapses(Coupling, one, other, links);
        net.add(coupled.weight(0.5).delay(2.0).mutual());
        let monitors = [one, other.slice(129..130), other.slice(0..1)]
            .map(|cells| net.add(nn::StateMonitor::new(cells, ["v"])));
        net.run(0.5, []).unwrap();
        let (mut v, mut w) = (0.0, 8.0);
        let [one, other, apart] = monitors.map(|monitor| trace(&net, monitor, "v"));
        for k in 0..=4 {
            assert_eq!((one[k], other[k], apart[k]), (v, w, 8.0), "step {k}");
            (v, w) = (v + (w - v) / 16.0, w + (v - w) / 16.0);
        }
    });
}

/// Rule 26. The level is the number of spikes so far; it arrives ½ ms after the
/// spike, and what it does to v is to be seen one step later.
#[test]
fn levels_are_felt_after_the_delay() {
    everywhere(0.125, |make| {
        let mut net = make();
        let source = net.add(nn::spike_array(1, [(0, 1.0), (0, 1.25)]));
        let target = net.add(nn::neurons(130, perfect(1e9)));
        let levels = nn::synapses(Counting, source, target, nn::pairs([(0, 129)]));
        let levels = net.add(levels.onto(Standing).weight(8.0).delay(0.5));
        let v = net.add(nn::StateMonitor::new(target.slice(129..130), ["v"]));
        let i = net.add(nn::StateMonitor::new(levels, ["i"]).neurons([129]));
        let n = net.add(nn::StateMonitor::new(levels, ["n"]));
        net.run(2.0, []).unwrap();
        let [v, i, n] = [(v, "v"), (i, "i"), (n, "n")].map(|(m, name)| trace(&net, m, name));
        // Spikes are felt at steps 12 and 14.
        let felt = |k: usize| {
            if k < 12 {
                0.0
            } else if k < 14 {
                1.0
            } else {
                2.0
            }
        };
        let mut wanted = 0.0;
        for k in 0..=16 {
            assert_eq!((n[k], i[k], v[k]), (felt(k), 8.0 * felt(k), wanted), "step {k}");
            wanted += felt(k);
        }
    });
}

/// Rule 27. v counts what was drawn, which neuron and step tell, from the first
/// step after it was added on; and of what is drawn while it is held, nothing.
#[test]
fn what_a_poisson_input_draws_acts_at_the_end_of_the_step() {
    let mut poisson = Poisson::default();
    // 4 sources of 2 per step.
    poisson.set_mean(8.0);
    let drawn = |step: u64| {
        let words = words(Key::new(7, "drops", "poisson"), 2, step, 0);
        f64::from(poisson.counts(&words)[1])
    };
    everywhere(0.125, |make| {
        let mut net = make();
        let free = net.add(nn::neurons(130, perfect(1e9)));
        let held = net.add(nn::neurons(130, perfect(1.0)).t_ref(0.25));
        let v = net.add(nn::StateMonitor::new(free.slice(129..130), ["v"]));
        let spikes = net.add(nn::SpikeMonitor::new(held.slice(129..130)));
        net.run(0.5, []).unwrap();
        net.add(nn::poisson_input(free, 4, 16_000.0).named("drops"));
        net.add(nn::poisson_input(held, 4, 16_000.0).named("more drops"));
        net.run(1.0, []).unwrap();
        let v = trace(&net, v, "v");
        assert_eq!(v[..5], [0.0; 5]);
        for step in 4..12 {
            assert_eq!(v[step + 1] - v[step], drawn(step as u64), "step {step}");
        }
        // No count is 0 in these steps, so it fires whenever it is let go.
        assert_eq!(times(&net, spikes), [0.625, 1.0, 1.375]);
    });
}

nn::vars! {
    /// I = w (v_pre − v_post).
    pub struct Coupling;
}

impl nn::SynapseModel for Coupling {
    const NAME: &'static str = "Coupling";
    const FLOWS: bool = true;
    type Params<V: Copy> = Coupling;
    type Source<V: Copy> = nn::Nothing;
    type Synapse<V: Copy> = nn::Nothing;
    type Target<V: Copy> = nn::Nothing;

    fn transmit<S: nn::Scalar>(s: &nn::Synapse<Self, S>, _: nn::Num<S>) -> nn::Num<S> {
        s.weight.lit(0.0)
    }
    fn flow<S: nn::Scalar>(
        s: &nn::Synapse<Self, S>,
        v_pre: nn::Num<S>,
        v_post: nn::Num<S>,
    ) -> nn::Input<nn::Num<S>> {
        nn::Input::current(s.weight * (v_pre - v_post))
    }
}

nn::export_synapse!(Coupling);

nn::vars! {
    /// A source whose level is how often it has fired.
    pub struct Counting;
}

nn::vars! {
    /// How often a source has fired.
    pub struct Count {
        /// How often.
        n = 0.0 "1",
    }
}

impl nn::SynapseModel for Counting {
    const NAME: &'static str = "Counting";
    const GRADED: bool = true;
    type Params<V: Copy> = Counting;
    type Source<V: Copy> = Count<V>;
    type Synapse<V: Copy> = nn::Nothing;
    type Target<V: Copy> = nn::Nothing;

    fn release<S: nn::Scalar>(s: &nn::Source<Self, S>) -> (Count<nn::Num<S>>, nn::Num<S>) {
        (Count { n: s.x.n + 1.0 }, s.one)
    }
    fn level<S: nn::Scalar>(s: &nn::Source<Self, S>) -> nn::Num<S> {
        s.x.n
    }
}

nn::export_synapse!(Counting);

nn::vars! {
    /// A current that is the level that arrives.
    pub struct Standing;
}

nn::vars! {
    /// State of [`Standing`].
    pub struct StandingState {
        /// Current.
        i = 0.0 "nA",
    }
}

impl nn::ReceptorModel for Standing {
    const NAME: &'static str = "Standing";
    const WEIGHT_UNIT: &'static str = "nA";
    const LINEAR: bool = true;
    const GRADED: bool = true;
    type Params<V: Copy> = Standing;
    type State<V: Copy> = StandingState<V>;

    fn derivative<S: nn::Scalar>(r: &nn::Receptor<Self, S>) -> StandingState<nn::Num<S>> {
        StandingState { i: r.x.i.lit(0.0) }
    }
    fn receive<S: nn::Scalar>(
        _: &nn::Receptor<Self, S>,
        arrived: impl Fn(usize) -> nn::Num<S>,
    ) -> StandingState<nn::Num<S>> {
        StandingState { i: arrived(0) }
    }
    fn input<S: nn::Scalar>(r: &nn::Receptor<Self, S>, _: nn::Num<S>) -> nn::Input<nn::Num<S>> {
        nn::Input::current(r.x.i)
    }
}

nn::export_receptor!(Standing);
