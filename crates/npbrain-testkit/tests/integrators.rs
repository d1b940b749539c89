//! Every integrator that is given by its type, held to the same checks as those
//! compiled in: same bits on plain numbers, SIMD and tape, valid WGSL, and the
//! same on every backend.

use npbrain_core::integrate::{
    BackwardEuler, EulerHeun, Heun, Integrator, Midpoint, MilsteinIto, MilsteinStratonovich, Rk2,
    Rk3, ThreeEighths, Trapezoidal,
};
use npbrain_core::prelude::*;
use npbrain_testkit::{assert_neuron_by, check_neuron_by};

vars! {
    /// Quadratic integrate-and-fire with adaptation (Izhikevich 2003), and noise
    /// that grows with v.
    pub struct Adapting {
        /// Time constant of adaptation.
        tau = 20.0 "ms" > 0,
        /// Potential after a spike.
        v_reset = -5.0 "mV",
        /// What a spike adds to adaptation.
        step = 1.0 "mV",
        /// Noise per mV.
        noise = 0.0 "1/√ms" >= 0,
    }
}

vars! {
    /// State of [`Adapting`].
    pub struct AdaptingState {
        /// Membrane potential.
        v = -3.0 "mV",
        /// Adaptation.
        w = 0.5 "mV",
    }
}

impl NeuronModel for Adapting {
    const NAME: &'static str = "Adapting";
    const NOISE: &'static [&'static str] = &["v"];
    type Params<V: Copy> = Adapting<V>;
    type State<V: Copy> = AdaptingState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> AdaptingState<Num<S>> {
        let AdaptingState { v, w } = n.x;
        AdaptingState { v: 0.04 * v * v - w + n.current() - 0.1, w: (0.3 * v - w) / n.p.tau }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(5.0)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> AdaptingState<Num<S>> {
        AdaptingState { v: n.p.v_reset, w: n.x.w + n.p.step }
    }
    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> AdaptingState<Num<S>> {
        AdaptingState { v: n.p.noise * n.x.v, w: n.x.w }
    }
    fn is_noisy(p: &Adapting) -> bool {
        p.noise != 0.0
    }
}

#[track_caller]
fn hold<I: Integrator>(noise: f64, by: I) {
    let report = assert_neuron_by(Adapting { noise, ..Default::default() }, by);
    assert!(report.passed.iter().any(|check| check.contains("Interpreter")));
    assert!(report.notes.iter().any(|note| note.contains("it fires from")));
}

#[test]
fn explicit_methods() {
    hold(0.0, Rk2 { beta: 0.6 });
    hold(0.0, Midpoint);
    hold(0.0, Rk3);
    hold(0.0, ThreeEighths);
}

#[test]
fn implicit_methods() {
    hold(0.0, BackwardEuler);
    hold(0.0, Trapezoidal);
}

#[test]
fn stochastic_methods() {
    hold(0.1, Heun);
    hold(0.1, EulerHeun);
    hold(0.1, MilsteinIto);
    hold(0.1, MilsteinStratonovich);
}

/// Mistake 59: NumpyBrain runs a noisy model with `rk4` as None.
#[test]
fn numpybrain_59_noise_needs_a_method_for_noise() {
    let failure = check_neuron_by(Adapting { noise: 0.1, ..Default::default() }, Rk3).unwrap_err();
    assert_eq!(
        failure.faults[0].to_string(),
        "population `cells`: Adapting cannot be integrated with rk3: these parameters make it \
         noisy, and this method integrates no noise; it has none"
    );
}

#[test]
fn values_of_integrators_are_checked() {
    let failure = check_neuron_by(Adapting::default(), Rk2 { beta: 0.0 }).unwrap_err();
    assert_eq!(
        failure.faults[0].to_string(),
        "population `cells`: `beta` is 0; expected a finite number more than 0"
    );
}
