//! A scheme is one definition: a neuron model and a plain function with the
//! same equation give the same bits.

use npbrain_core::integrate::{
    BackwardEuler, Euler, EulerHeun, EulerMaruyama, ExponentialEuler, Heun, Integrator, Midpoint,
    MilsteinIto, MilsteinStratonovich, Rk2, Rk3, Rk4, ThreeEighths, Trapezoidal,
};
use npbrain_core::ode::Variable;
use npbrain_core::prelude::*;
use npbrain_core::{ode, sde};

use super::motion::Motion;

vars! {
    /// v' = v − v³/3 − w + I, w' = ε (v + 0.7 − 0.8 w), with noise on both
    /// (after FitzHugh 1961).
    pub struct FitzHugh {
        /// Rate of w.
        epsilon = 0.08 "1/ms",
    }
}

vars! {
    /// State of [`FitzHugh`].
    pub struct FitzHughState {
        /// Fast variable.
        v = -1.0 "1",
        /// Slow variable.
        w = -0.5 "1",
    }
}

impl NeuronModel for FitzHugh {
    const NAME: &'static str = "FitzHugh";
    const NOISE: &'static [&'static str] = &["v", "w"];
    type Params<V: Copy> = FitzHugh<V>;
    type State<V: Copy> = FitzHughState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> FitzHughState<Num<S>> {
        let FitzHughState { v, w } = n.x;
        FitzHughState { v: v - v * v * v / 3.0 - w + 0.5, w: n.p.epsilon * (v + 0.7 - 0.8 * w) }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(1.0)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> FitzHughState<Num<S>> {
        n.x
    }
    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> FitzHughState<Num<S>> {
        FitzHughState { v: 0.1 * n.x.v, w: 0.05 + 0.1 * n.x.w * n.x.w }
    }
}

const DT: f64 = 0.1;

fn plain(_: f64, [v, w]: [f64; 2]) -> [f64; 2] {
    [v - v * v * v * (1.0 / 3.0) - w + 0.5, 0.08 * (v + 0.7 - 0.8 * w)]
}

fn smooth(_: f64, [v, w]: [Variable; 2]) -> [Variable; 2] {
    [v - v * v * v / 3.0 - w + 0.5, 0.08 * (v + 0.7 - 0.8 * w)]
}

fn diffusion(_: f64, [v, w]: [f64; 2]) -> [f64; 2] {
    [0.1 * v, 0.05 + 0.1 * w * w]
}

fn check<I: Integrator>(by: I, step: impl Fn(f64, [f64; 2]) -> [f64; 2]) {
    let motion = Motion::new(FitzHugh::default(), 0.0, DT);
    let mut x = FitzHughState { v: -1.0, w: -0.5 };
    let mut y = [x.v, x.w];
    for k in 0..300 {
        x = motion.step(&by, x);
        y = step(k as f64 * DT, y);
        assert_eq!([x.v, x.w], y, "{} after step {k}", I::METHOD);
    }
    assert!((0.0..1.0).contains(&x.w.abs()) && x.v != -1.0);
}

#[test]
fn without_noise() {
    check(Euler, ode::euler(plain, DT));
    check(Rk2::default(), ode::rk2(plain, DT));
    check(Rk2 { beta: 0.6 }, ode::rk2_with_beta(plain, DT, 0.6).unwrap());
    check(Midpoint, ode::midpoint(plain, DT));
    check(Rk3, ode::rk3(plain, DT));
    check(Rk4, ode::rk4(plain, DT));
    check(ThreeEighths, ode::three_eighths(plain, DT));
    let step = ode::exponential_euler(smooth, DT);
    check(ExponentialEuler, |t, y| step(t, y).unwrap());
}

/// Functions stop iterating once settled, and kernels leave what has settled
/// alone: the same again.
#[test]
fn with_newton() {
    let step = ode::backward_euler(smooth, DT);
    check(BackwardEuler, |t, y| step(t, y).unwrap());
    let step = ode::trapezoidal(smooth, DT);
    check(Trapezoidal, |t, y| step(t, y).unwrap());
}

fn check_noisy<I: Integrator>(by: I, step: impl Fn(f64, [f64; 2], [f64; 2]) -> [f64; 2]) {
    let motion = Motion::new(FitzHugh::default(), 0.0, DT);
    let mut x = FitzHughState { v: -1.0, w: -0.5 };
    let mut y = [x.v, x.w];
    for k in 0..300 {
        let xi = f64::sin(1.7 * k as f64);
        x = motion.noisy_step(&by, x, xi);
        y = step(k as f64 * DT, y, [xi, xi]);
        assert_eq!([x.v, x.w], y, "{} after step {k}", I::METHOD);
    }
    assert!(x.v.is_finite() && x.v != -1.0);
}

#[test]
fn with_noise() {
    check_noisy(EulerMaruyama, sde::euler_maruyama(plain, diffusion, DT));
    check_noisy(MilsteinIto, sde::milstein_ito(plain, diffusion, DT));
    check_noisy(MilsteinStratonovich, sde::milstein_stratonovich(plain, diffusion, DT));
    check_noisy(EulerHeun, sde::euler_heun(plain, diffusion, DT));
    check_noisy(Heun, sde::heun(plain, diffusion, DT));
}
