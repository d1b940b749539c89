//! A held membrane does not move, in any stage of any method.

use npbrain_core::integrate::{
    BackwardEuler, Euler, EulerHeun, EulerMaruyama, ExponentialEuler, Heun, Integrator, Midpoint,
    MilsteinIto, MilsteinStratonovich, Rk2, Rk3, Rk4, ThreeEighths, Trapezoidal,
};
use npbrain_core::prelude::*;

use super::hodgkin_huxley::{Gates, HodgkinHuxley};
use super::motion::Motion;

/// The potential at which the membrane is held, and where n starts.
const V: f64 = -20.0;
const START: Gates = Gates { v: V, m: 0.05, h: 0.6, n: 0.3 };

/// n after `t` at the constant potential: n∞ + (n₀ − n∞) e^{−(α + β) t}.
fn clamped(t: f64) -> f64 {
    let alpha = 0.01 * (V + 55.0) / (1.0 - f64::exp(-(V + 55.0) / 10.0));
    let beta = 0.125 * f64::exp(-(V + 65.0) / 80.0);
    let steady = alpha / (alpha + beta);
    steady + (START.n - steady) * f64::exp(-(alpha + beta) * t)
}

/// The membrane stays to the bit, and n goes as in a voltage clamp: with the
/// order of the method, so that no stage saw another potential.
fn check<I: Integrator>(by: I, order: f64) {
    let error = |steps: usize| {
        let dt = 4.0 / steps as f64;
        let motion = Motion { held: true, ..Motion::new(HodgkinHuxley::default(), 50.0, dt) };
        let x = motion.run(&by, START, steps);
        assert_eq!(x[0].to_bits(), V.to_bits(), "{}", I::METHOD);
        (x[3] - clamped(4.0)).abs()
    };
    let (coarse, fine) = (error(32), error(64));
    let found = (coarse / fine).log2();
    println!("{}: order {found:.3}, errors {coarse:.1e} {fine:.1e}", I::METHOD);
    assert!((found - order).abs() < 0.1, "{}: {coarse:e}, {fine:e}", I::METHOD);
}

#[test]
fn the_membrane_stays_and_the_gates_relax() {
    check(Euler, 1.0);
    check(BackwardEuler, 1.0);
    check(Rk2::default(), 2.0);
    check(Midpoint, 2.0);
    check(Trapezoidal, 2.0);
    check(Heun, 2.0);
    check(Rk3, 3.0);
    check(Rk4, 4.0);
    check(ThreeEighths, 4.0);
}

/// Each gate alone is linear, so exponential Euler has no error here.
#[test]
fn exponential_euler_is_exact_in_a_clamp() {
    let motion = Motion { held: true, ..Motion::new(HodgkinHuxley::default(), 50.0, 0.1) };
    let x = motion.run(&ExponentialEuler, START, 40);
    assert_eq!(x[0].to_bits(), V.to_bits());
    assert!((x[3] - clamped(4.0)).abs() < 1e-13);
}

vars! {
    /// A membrane with noise that grows with v, and a slow follower of it.
    pub struct Multiplied {
        /// Time constant of the follower.
        tau = 5.0 "ms" > 0,
    }
}

vars! {
    /// State of [`Multiplied`].
    pub struct MultipliedState {
        /// Membrane potential.
        v = 1.0 "mV",
        /// Its follower.
        w = 0.5 "mV",
    }
}

impl NeuronModel for Multiplied {
    const NAME: &'static str = "Multiplied";
    const NOISE: &'static [&'static str] = &["v"];
    type Params<V: Copy> = Multiplied<V>;
    type State<V: Copy> = MultipliedState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> MultipliedState<Num<S>> {
        MultipliedState { v: n.current() - n.x.v, w: (n.x.v - n.x.w) / n.p.tau }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(100.0)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> MultipliedState<Num<S>> {
        n.x
    }
    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> MultipliedState<Num<S>> {
        // That of w is never read; so w must not be moved by it where v's is read.
        MultipliedState { v: 0.3 * n.x.v + 0.1 * n.x.w, w: n.x.w.lit(f64::NAN) }
    }
}

/// A held membrane takes no noise, and what has none of its own never does:
/// w relaxes to the held v as its closed form says, up to the method's error.
fn check_noisy<I: Integrator>(by: I, tolerance: f64) {
    let dt = 0.01;
    let motion = Motion { held: true, ..Motion::new(Multiplied::default(), 7.0, dt) };
    let mut x = MultipliedState { v: 2.0, w: 0.0 };
    for k in 0..500 {
        x = motion.noisy_step(&by, x, if k % 2 == 0 { 1.7 } else { -0.4 });
        assert_eq!(x.v.to_bits(), 2f64.to_bits(), "{}", I::METHOD);
    }
    let wanted = 2.0 * (1.0 - f64::exp(-1.0));
    assert!((x.w - wanted).abs() < tolerance, "{}: {} is not {wanted}", I::METHOD, x.w);

    let free = Motion { held: false, ..motion };
    let moved = free.noisy_step(&by, x, 1.0);
    assert!(moved.v.is_finite() && moved.v != x.v && moved.w.is_finite(), "{}", I::METHOD);
}

#[test]
fn the_membrane_takes_no_noise() {
    // Euler's global error here: dt/2 · t/τ² · e^{-t/τ} · 2 = 7e-4.
    check_noisy(EulerMaruyama, 1e-3);
    check_noisy(MilsteinIto, 1e-3);
    check_noisy(MilsteinStratonovich, 1e-3);
    check_noisy(EulerHeun, 1e-3);
    check_noisy(Heun, 1e-6);
    check_noisy(ExponentialEuler, 1e-12);
}
