//! Model 6: the gap junction of integrate-and-fire neurons, with a spikelet.

use npbrain_core::integrate::{Exact, ExponentialEuler};
use npbrain_core::prelude::*;
use npbrain_core::{Arithmetic, Dual, NeuronKernel, Num, Typed, Value};

use super::events::Projection;
use super::exact_lif::Lif;
use super::phases::{assert_same_everywhere, phases};
use super::population::{Engine, Population, Setup};

vars! {
    /// I = w (v_pre − v_post), and w · spikelet onto the port `v` of the target
    /// for a spike of the source, whose own upstroke the model does not have
    /// (Lewis & Rinzel 2003; Hahne et al. 2015).
    pub struct GapJunction {
        /// What a spike adds to the target's v, per unit of weight.
        spikelet = 0.0 "mV/µS",
    }
}

impl SynapseModel for GapJunction {
    const NAME: &'static str = "GapJunction";
    const FLOWS: bool = true;
    type Params<V: Copy> = GapJunction<V>;
    type Source<V: Copy> = Nothing;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, released: Num<S>) -> Num<S> {
        s.weight * s.p.spikelet * released
    }
    #[inline(always)]
    fn flow<S: Scalar>(s: &Synapse<Self, S>, v_pre: Num<S>, v_post: Num<S>) -> Input<Num<S>> {
        Input::current(s.weight * (v_pre - v_post))
    }
}

/// (a), (c).
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    assert_same_everywhere(&GapJunction { spikelet: 0.7 });
}

/// (b) Closed form: ∂I/∂v_pre = w, ∂I/∂v_post = −w; and what flows one way
/// flows back the other.
#[test]
fn dual_numbers_give_the_slopes_of_the_flow() {
    let slope = |seed: usize| {
        // spikelet, weight, elapsed, released, v_pre, v_post
        let mut inputs = [0.0, 0.3, 0.0, 0.0, -40.0, -65.0].map(|x| Num(Dual::constant(x)));
        inputs[seed] = Num(Dual::variable(inputs[seed].0.value));
        let outputs = phases::<GapJunction, Dual<f64>>(&inputs);
        let current = outputs.iter().find(|(name, _)| name == "flow.current");
        current.unwrap().1.0.derivative()
    };
    assert_eq!([slope(4), slope(5)], [0.3, -0.3]);
    let mut projection = Projection::new(&GapJunction { spikelet: 0.0 }, 1.0, [1, 0]);
    projection.connect(0, 1, 0.3);
    projection.connect(1, 0, 0.3);
    let flow = projection.flow(&[-40.0, -65.0], 0);
    assert_eq!(flow[0].0, -flow[1].0);
    assert!((flow[1].0 - 0.3 * 25.0).abs() < 1e-15);
}

const TAU: f64 = 10.0;
const W: f64 = 0.25;

fn setup(kernel: &dyn NeuronKernel, v_th: f64, dt: f64) -> Setup<'_> {
    let lif = Lif { tau: TAU, v_rest: -65.0, v_reset: -65.0, v_th, ..Lif::default() };
    Setup {
        kernel,
        params: lif.values().into_iter().map(Value::Same).collect(),
        size: 2,
        hold: 10,
        dt,
    }
}

/// Two neurons coupled both ways, from −60 and −50 mV; v of both after each
/// step. A step is: flow from the v at its start, deliver, update, fire.
fn coupled(setup: &Setup<'_>, spikelet: f64, steps: usize) -> Vec<[f64; 2]> {
    let mut population = Population::<f64>::new(setup);
    let mut projection = Projection::new(&GapJunction { spikelet }, setup.dt, [1, 0]);
    projection.connect(0, 1, W);
    projection.connect(1, 0, W);
    population.set(0, 0, -60.0);
    population.set(1, 0, -50.0);
    let v = |population: &Population<'_, f64>| [population.get(0, 0), population.get(1, 0)];
    let mut trace = vec![v(&population)];
    for now in 1..=steps {
        for (i, felt) in projection.flow(&v(&population), now - 1).iter().enumerate() {
            (population.current[i], population.conductance[i]) = *felt;
        }
        for (post, jump) in projection.deliver(now) {
            population.jump[post] += jump;
        }
        population.advance(&Engine::Kernel(Arithmetic::best()));
        for i in 0..2 {
            if population.fired(i) {
                projection.fire(i, now);
            }
        }
        trace.push(v(&population));
    }
    trace
}

/// (d) Closed form: two passive cells. The mean of v − v_rest decays with
/// g_L/C = 1/τ, exactly; the difference with g_L/C + 2g/C = (1 + 2w)/τ to
/// first order in dt, since both v are those of the step's start: per step it
/// is multiplied by exactly e^{−dt/τ} − 2w (1 − e^{−dt/τ}).
#[test]
fn two_passive_cells() {
    let exact: &dyn NeuronKernel = &Typed::<Lif, Exact>::new(Exact);
    let exponential: &dyn NeuronKernel = &Typed::<Lif, ExponentialEuler>::new(ExponentialEuler);
    for kernel in [exact, exponential] {
        let errors = [0.4, 0.2, 0.1, 0.05].map(|dt| {
            let trace = coupled(&setup(kernel, f64::INFINITY, dt), 0.0, (8.0 / dt) as usize);
            let decay = f64::exp(-dt / TAU);
            for (step, [a, b]) in trace.iter().enumerate() {
                let t = step as f64 * dt;
                let mean = (a + b) / 2.0 + 65.0;
                assert!((mean - 10.0 * (-t / TAU).exp()).abs() < 1e-12);
                let factor = decay - 2.0 * W * (1.0 - decay);
                assert!((b - a - 10.0 * factor.powi(step as i32)).abs() < 1e-12);
            }
            let [a, b] = trace.last().unwrap();
            (b - a - 10.0 * (-8.0 * (1.0 + 2.0 * W) / TAU).exp()).abs()
        });
        for pair in errors.windows(2) {
            let order = (pair[0] / pair[1]).log2();
            println!("order {order:.4}, errors {pair:?}");
            assert!((order - 1.0).abs() < 0.1, "order {order} of {errors:?}");
        }
    }
}

/// (d) By hand: a spike of one cell adds w · spikelet to the v of the other one
/// step later, at the end of the step, unless that one is refractory.
#[test]
fn a_spikelet_is_a_jump_that_respects_refractoriness() {
    let exact: &dyn NeuronKernel = &Typed::<Lif, Exact>::new(Exact);
    // Cell 1 starts above threshold and fires in the first step; its spikelet
    // reaches cell 0 in the second.
    let [without, with] = [0.0, 8.0].map(|k| coupled(&setup(exact, -55.0, 0.1), k, 2));
    assert_eq!(with[1], without[1]);
    assert_eq!(with[1][1], -65.0);
    assert!((with[2][0] - without[2][0] - W * 8.0).abs() < 1e-13);
    assert_eq!(with[2][1], -65.0);
    // So strong a spikelet makes cell 0 fire in the second step; what that
    // sends back finds cell 1 refractory.
    let trace = coupled(&setup(exact, -55.0, 0.1), 100.0, 11);
    assert_eq!(trace[2][0], -65.0);
    assert!(trace[1..=11].iter().all(|v| v[1] == -65.0));
}
