//! Model 2: the leaky integrate-and-fire neuron with two composed exponential
//! conductances, under Runge–Kutta 4.

use npbrain_core::integrate::Rk4;
use npbrain_core::prelude::*;
use npbrain_core::{Arithmetic, NeuronKernel, Pair, Typed, Value, With};

use super::derivative::jacobian;
use super::exact_lif::{Lif, LifState};
use super::population::{Engine, Felt, Population, Setup, assert_same_everywhere};

vars! {
    /// g' = −g/tau; I = g (e_rev − v); a weight w that arrives adds w to g
    /// (Meffin et al. 2004; Vogels & Abbott 2005).
    pub struct ExpCond {
        /// Decay time constant.
        tau = 5.0 "ms",
        /// Reversal potential.
        e_rev = 0.0 "mV",
    }
}

vars! {
    /// State of [`ExpCond`].
    pub struct ExpCondState {
        /// Conductance.
        g = 0.0 "µS",
    }
}

impl ReceptorModel for ExpCond {
    const NAME: &'static str = "ExpCond";
    const WEIGHT_UNIT: &'static str = "µS";
    type Params<V: Copy> = ExpCond<V>;
    type State<V: Copy> = ExpCondState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> ExpCondState<Num<S>> {
        ExpCondState { g: -r.x.g / r.p.tau }
    }
    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> ExpCondState<Num<S>> {
        ExpCondState { g: r.x.g + arrived(0) }
    }
    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.x.g, r.p.e_rev)
    }
}

type Cell = With<Lif, (ExpCond, ExpCond)>;
const KERNEL: &dyn NeuronKernel = &Typed::<Cell, Rk4>::new(Rk4);
const SIZE: usize = 70;
const TAU: f64 = 20.0;
const REST: f64 = -60.0;
const TAU_E: f64 = 5.0;
const TAU_I: f64 = 10.0;
const E_E: f64 = 0.0;
const E_I: f64 = -80.0;

fn cell(v_th: f64) -> Cell {
    let lif = Lif { tau: TAU, v_rest: REST, v_reset: REST, v_th, ..Lif::default() };
    let excitation = ExpCond { tau: TAU_E, e_rev: E_E };
    let inhibition = ExpCond { tau: TAU_I, e_rev: E_I };
    lif.with((excitation, inhibition))
}

fn setup(v_th: f64, dt: f64) -> Setup<'static> {
    Setup {
        kernel: KERNEL,
        params: cell(v_th).values().into_iter().map(Value::Same).collect(),
        size: SIZE,
        hold: 20,
        dt,
    }
}

/// (a), (c).
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    let spikes = assert_same_everywhere(&setup(-50.0, 0.1), 300, |i, step| Felt {
        current: 0.1 * i as f64,
        conductance: 0.01,
        jump: if (i + step) % 40 == 0 { 0.5 } else { 0.0 },
        arrived: vec![
            if (i + step) % 13 == 0 { 0.3 } else { 0.0 },
            if (i * step) % 29 == 1 { 0.6 } else { 0.0 },
        ],
    });
    assert!(spikes > 50, "{spikes} spikes");
}

/// (b) Closed form of the joint Jacobian of v, gₑ, gᵢ.
#[test]
fn dual_numbers_give_the_joint_jacobian() {
    let model = cell(-50.0);
    let lif = LifState { v: -57.0 };
    let (g_e, g_i) = (0.3, 0.7);
    let x = Pair(lif, Pair(ExpCondState { g: g_e }, ExpCondState { g: g_i }));
    let p = Pair(model.neuron, Pair(model.receptors.0, model.receptors.1));
    let input = Input { current: 1.0, conductance: 0.2 };
    let wanted = [
        [-(1.0 + g_e + g_i + 0.2) / TAU, (E_E + 57.0) / TAU, (E_I + 57.0) / TAU, 1.0 / TAU],
        [0.0, -1.0 / TAU_E, 0.0, 0.0],
        [0.0, 0.0, -1.0 / TAU_I, 0.0],
    ];
    let got = jacobian::<Cell>(&p, &x, input);
    for (got, wanted) in got.iter().flatten().zip(wanted.iter().flatten()) {
        assert!((got - wanted).abs() < 1e-14, "{got} is not {wanted}");
    }
}

/// The names by which a user reaches parameters, state and ports of the parts.
#[test]
fn the_parts_of_a_composition_stay_reachable() {
    let traits = KERNEL.traits();
    let parts: Vec<_> = traits.parts.iter().map(|p| (p.name, p.params, p.state)).collect();
    assert_eq!(parts, [("Lif", 6, 1), ("ExpCond", 2, 1), ("ExpCond", 2, 1)]);
    assert_eq!((traits.ports(), traits.membrane), (2, Some(0)));
    let tape = KERNEL.tape(false).unwrap();
    for name in ["v", "ExpCond1.g", "ExpCond2.g", "p.tau", "p.ExpCond2.e_rev"] {
        assert!(tape.inputs().iter().any(|input| input == name), "{name}");
    }
}

/// Runs one cell to 16 ms; arrivals at 4 and 8 ms, one at each port.
fn run(dt: f64) -> f64 {
    let mut population = Population::<f64>::new(&setup(f64::INFINITY, dt));
    for i in 0..SIZE {
        population.set(i, 0, -66.0);
    }
    let step_at = |t: f64| (t / dt).round() as usize - 1;
    for step in 0..=step_at(16.0) {
        population.current[66] = 2.0;
        if step == step_at(4.0) {
            population.arrived[0][66] = 1.5;
        }
        if step == step_at(8.0) {
            population.arrived[1][66] = 2.0;
        }
        population.advance(&Engine::Kernel(Arithmetic::best()));
    }
    population.get(66, 0)
}

/// The same by hand: classical Runge–Kutta on v, gₑ, gᵢ in plain `f64`.
fn by_hand(dt: f64) -> f64 {
    fn f([v, g_e, g_i]: [f64; 3]) -> [f64; 3] {
        let current = 2.0 + g_e * (E_E - v) + g_i * (E_I - v);
        [(REST - v + current) / TAU, -g_e / TAU_E, -g_i / TAU_I]
    }
    fn moved(x: [f64; 3], h: f64, f: [f64; 3]) -> [f64; 3] {
        [x[0] + h * f[0], x[1] + h * f[1], x[2] + h * f[2]]
    }
    let mut x = [-66.0, 0.0, 0.0];
    for step in 1..=(16.0 / dt).round() as usize {
        let k1 = f(x);
        let k2 = f(moved(x, dt / 2.0, k1));
        let k3 = f(moved(x, dt / 2.0, k2));
        let k4 = f(moved(x, dt, k3));
        for k in 0..3 {
            x[k] += dt / 6.0 * (k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]);
        }
        if step == (4.0 / dt).round() as usize {
            x[1] += 1.5;
        }
        if step == (8.0 / dt).round() as usize {
            x[2] += 2.0;
        }
    }
    x[0]
}

/// (d) The loop by hand, step for step, and at 1/64 of the finest step as
/// reference: the joint order is 4, arrivals between.
#[test]
fn neuron_and_conductances_are_integrated_jointly_with_order_4() {
    assert!((run(0.25) - by_hand(0.25)).abs() < 1e-12);
    let reference = by_hand(0.125 / 64.0);
    let errors: Vec<f64> = [0.5, 0.25, 0.125].map(|dt| (run(dt) - reference).abs()).to_vec();
    for pair in errors.windows(2) {
        let order = (pair[0] / pair[1]).log2();
        println!("order {order:.4}, errors {pair:?}");
        assert!((order - 4.0).abs() < 0.1, "order {order} of {errors:?}");
    }
}

/// (d) Closed form: v held at reset to the bit through all stages, while both
/// conductances decay and receive.
#[test]
fn a_held_membrane_leaves_the_receptors_running() {
    let mut population = Population::<f64>::new(&setup(-50.0, 0.1));
    population.set(0, 0, -20.0);
    population.set(0, 1, 1.0);
    for step in 0..=20 {
        population.arrived[1][0] = if step == 10 { 2.0 } else { 0.0 };
        population.advance(&Engine::Kernel(Arithmetic::best()));
        assert_eq!(population.get(0, 0), REST, "step {step}");
    }
    let exact_e = (-2.1 / TAU_E).exp();
    let exact_i = 2.0 * (-1.0 / TAU_I).exp();
    assert!((population.get(0, 1) - exact_e).abs() < 1e-8);
    assert!((population.get(0, 2) - exact_i).abs() < 1e-8);
    population.advance(&Engine::Kernel(Arithmetic::best()));
    assert!(population.get(0, 0) != REST);
}
