//! Model 1: the leaky integrate-and-fire neuron, solved exactly, with a time
//! constant per neuron and noise.

use npbrain_core::integrate::Exact;
use npbrain_core::prelude::*;
use npbrain_core::{Arithmetic, Input, NeuronKernel, Typed, Value};

use super::derivative::jacobian;
use super::population::{Engine, Felt, Population, Setup, assert_same_everywhere};

vars! {
    /// dv = (v_rest − v + r·I)/tau dt + noise/tau dW; v ≥ v_th: v ← v_reset
    /// (Lapicque 1907; the noise is NumpyBrain's, of standard deviation
    /// noise/√(2 tau)).
    pub struct Lif {
        /// Membrane time constant.
        tau = 10.0 "ms",
        /// Membrane resistance.
        r = 1.0 "MΩ",
        /// Resting potential.
        v_rest = 0.0 "mV",
        /// Potential after a spike.
        v_reset = 0.0 "mV",
        /// Threshold.
        v_th = 10.0 "mV",
        /// Amplitude of the white noise.
        noise = 0.0 "mV·√ms",
    }
}

vars! {
    /// State of [`Lif`].
    pub struct LifState {
        /// Membrane potential.
        v = 0.0 "mV",
    }
}

impl NeuronModel for Lif {
    const NAME: &'static str = "Lif";
    const METHOD: Method = Method::Exact;
    const LINEAR: bool = true;
    const NOISE: &'static [&'static str] = &["v"];
    type Params<V: Copy> = Lif<V>;
    type State<V: Copy> = LifState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> LifState<Num<S>> {
        LifState { v: (n.p.v_rest - n.x.v + n.p.r * n.current()) / n.p.tau }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_th)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> LifState<Num<S>> {
        LifState { v: n.p.v_reset }
    }
    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> LifState<Num<S>> {
        LifState { v: n.p.noise / n.p.tau }
    }
    fn is_noisy(p: &Lif) -> bool {
        p.noise != 0.0
    }
}

const KERNEL: &dyn NeuronKernel = &Typed::<Lif, Exact>::new(Exact);
const SIZE: usize = 70;

/// Time constants from 0.5 to 95 ms, one a neuron.
fn tau(i: usize) -> f64 {
    0.5 + 1.37 * i as f64
}

/// The parameters in the order of the table, τ per neuron.
fn params(lif: Lif) -> Vec<Value> {
    let mut params: Vec<Value> = lif.values().into_iter().map(Value::Same).collect();
    params[0] = Value::Each((0..SIZE).map(tau).collect());
    params
}

fn setup(lif: Lif, hold: usize, dt: f64) -> Setup<'static> {
    Setup { kernel: KERNEL, params: params(lif), size: SIZE, hold, dt }
}

/// (a), (c).
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    for noise in [0.0, 2.0] {
        let lif = Lif { noise, ..Lif::default() };
        let spikes = assert_same_everywhere(&setup(lif, 3, 0.1), 200, |i, step| Felt {
            current: 20.0 + 0.1 * i as f64,
            conductance: 0.0,
            jump: if (i + step) % 17 == 0 { 0.3 } else { 0.0 },
            arrived: Vec::new(),
        });
        assert!(spikes > 50, "{spikes} spikes");
    }
}

/// (b) Closed form: ∂v'/∂v = −1/τ, and −(1 + r g)/τ with a conductance g from
/// outside; ∂v'/∂I = r/τ.
#[test]
fn dual_numbers_give_the_slope() {
    let lif = Lif { tau: 8.0, r: 2.0, ..Lif::default() };
    let input = Input { current: 3.0, conductance: 0.5 };
    let slopes = jacobian::<Lif>(&lif, &LifState { v: 4.0 }, input);
    assert_eq!(slopes, [[-(1.0 + 2.0 * 0.5) / 8.0, 2.0 / 8.0]]);
}

/// (d) Closed form: v∞ + (v₀ − v∞) e^{−t/τ}, at every step, for every neuron.
#[test]
fn the_solution_is_exact_for_every_time_constant() {
    for dt in [0.025, 0.1, 1.0, 7.0] {
        let lif = Lif { v_th: f64::INFINITY, v_rest: -60.0, r: 2.0, ..Lif::default() };
        let mut population = Population::<f64>::new(&setup(lif, 0, dt));
        for i in 0..SIZE {
            population.set(i, 0, -75.0 + i as f64);
            population.current[i] = 4.0;
        }
        for step in 1..=40 {
            population.advance(&Engine::Kernel(Arithmetic::best()));
            for i in 0..SIZE {
                let v_inf = -60.0 + 2.0 * 4.0;
                let (v_0, t) = (-75.0 + i as f64, f64::from(step) * dt);
                let exact = v_inf + (v_0 - v_inf) * (-t / tau(i)).exp();
                let v = population.get(i, 0);
                assert!(
                    (v / exact - 1.0).abs() < 1e-13,
                    "dt {dt}, tau {}, t {t}: {v} is not {exact}",
                    tau(i)
                );
            }
        }
    }
}

/// (d) Closed form of the factor that multiplies a normal number:
/// noise/τ · √(τ/2 (1 − e^{−2dt/τ})).
#[test]
fn the_noise_has_the_variance_of_an_ornstein_uhlenbeck_process() {
    let lif = Lif { noise: 1.5, ..Lif::default() };
    for dt in [0.01, 0.1, 1.0, 10.0, 100.0] {
        let prepared = KERNEL.prepare(&params(lif), dt).unwrap();
        // Φ, Ψc and Ψb of the one variable, then the factor.
        assert_eq!(prepared.len(), 4);
        for i in 0..SIZE {
            let (tau, factor) = (tau(i), prepared[3].of(i));
            let exact = 1.5 / tau * (-tau / 2.0 * (-2.0 * dt / tau).exp_m1()).sqrt();
            assert!(
                (factor / exact - 1.0).abs() < 1e-13,
                "dt {dt}, tau {tau}: {factor} is not {exact}"
            );
        }
    }
}

/// (d) A loop over `f64` by hand, given the same normal numbers: drift, noise,
/// threshold, reset and refractoriness.
#[test]
fn a_noisy_run_equals_a_loop_written_by_hand() {
    let (noise, dt, hold) = (3.0, 0.1, 5);
    let lif = Lif { noise, ..Lif::default() };
    let mut population = Population::<f64>::new(&setup(lif, hold, dt));
    let (mut v, mut left) = ([0.0; SIZE], [0; SIZE]);
    let mut spikes = 0;
    for step in 0..400 {
        let normals = population.normals();
        for i in 0..SIZE {
            population.current[i] = 16.0;
        }
        population.advance(&Engine::Kernel(Arithmetic::best()));
        for i in 0..SIZE {
            let tau = tau(i);
            let mut fired = false;
            if left[i] > 0 {
                left[i] -= 1;
            } else {
                let decay = (-dt / tau).exp();
                let factor = noise / tau * (tau / 2.0 * (1.0 - decay * decay)).sqrt();
                v[i] = 16.0 + (v[i] - 16.0) * decay + factor * normals[i];
                if v[i] >= 10.0 {
                    (v[i], left[i], fired) = (0.0, hold, true);
                    spikes += 1;
                }
            }
            assert_eq!(population.fired(i), fired, "neuron {i}, step {step}");
            let got = population.get(i, 0);
            assert!((got - v[i]).abs() < 1e-12, "neuron {i}, step {step}");
        }
    }
    assert!(spikes > 100, "{spikes} spikes");
}

/// (d) Counted by hand: after a spike v is `v_reset` to the bit for exactly
/// `hold` steps, takes no jump meanwhile, and moves in the step after.
#[test]
fn refractoriness_is_held_exactly() {
    for hold in [0, 1, 2, 20, 200] {
        let lif = Lif { v_reset: -0.3, noise: 1.0, ..Lif::default() };
        let mut population = Population::<f64>::new(&setup(lif, hold, 0.1));
        population.set(3, 0, 11.0);
        for (step, jump) in (0..).zip([0.0].into_iter().chain([0.7; 210])) {
            population.current.fill(2.0);
            population.jump[3] = jump;
            population.advance(&Engine::Kernel(Arithmetic::best()));
            let v = population.get(3, 0);
            assert_eq!(population.fired(3), step == 0);
            if step <= hold {
                assert_eq!(v, -0.3, "step {step} of {hold}");
            } else {
                assert!(v > -0.3, "step {step} of {hold}");
                break;
            }
        }
    }
}
