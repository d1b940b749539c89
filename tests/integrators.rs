//! Methods given by their types, in networks, and what is said when they fail.

use npbrain::all as nn;
use npbrain::all::{Neuron, NeuronModel, Num, Scalar, When};
use npbrain::core::integrate::{BackwardEuler, Rk2, Rk3};

nn::vars! {
    /// A membrane without noise.
    pub struct Quiet {
        /// Time constant.
        tau = 10.0 "ms",
    }
}

nn::vars! {
    /// State of [`Quiet`].
    pub struct QuietState {
        /// Membrane potential.
        v = 0.0 "mV",
    }
}

impl NeuronModel for Quiet {
    const NAME: &'static str = "Quiet";
    type Params<V: Copy> = Quiet<V>;
    type State<V: Copy> = QuietState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> QuietState<Num<S>> {
        QuietState { v: (n.current() - n.x.v) / n.p.tau }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(100.0)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> QuietState<Num<S>> {
        n.x
    }
}
nn::export_neuron!(Quiet);

/// The potential of one neuron after 10 ms under a current of 12.
fn after_10_ms(population: nn::Population) -> nn::Result<f64> {
    let mut net = nn::Network::new();
    let cell = net.add(population.named("x"));
    let potential = net.add(nn::StateMonitor::new(cell, ["v"]));
    net.run(10.0, [nn::input(cell, 12.0)])?;
    Ok(*net.get(potential)?.get("v")?.iter().last().unwrap())
}

fn said(population: nn::Population) -> String {
    after_10_ms(population).unwrap_err().to_string()
}

/// Every β gives the same for a linear neuron, whose two stages make
/// v ← μ + (v − μ)(1 − z + z²/2), z = dt/τ, 100 times.
#[test]
fn beta_reaches_the_kernel() {
    let z: f64 = 0.1 / 10.0;
    let wanted = 12.0 * (1.0 - (1.0 - z + z * z / 2.0).powi(100));
    for beta in [0.3, 0.6, 1.0] {
        let v = after_10_ms(nn::neurons_by(1, nn::Lif::default(), Rk2 { beta })).unwrap();
        assert!((v - wanted).abs() < 1e-12, "{v} is not {wanted}");
    }
    assert_eq!(
        said(nn::neurons_by(1, nn::Lif::default(), Rk2 { beta: -1.0 })),
        "population `x`: `beta` is -1; expected a finite number more than 0"
    );
}

/// Backward Euler: v ← μ + (v − μ)/(1 + z).
#[test]
fn an_implicit_method_in_a_network() {
    let wanted = 12.0 * (1.0 - 1.01f64.powi(-100));
    let v = after_10_ms(nn::neurons_by(1, nn::Lif::default(), BackwardEuler)).unwrap();
    assert!((v - wanted).abs() < 1e-12, "{v} is not {wanted}");
}

/// Mistake 59: in NumpyBrain `LIF(noise=1, method='rk4')` has None for a method.
#[test]
fn numpybrain_59_noise_with_a_method_without_noise_is_refused() {
    let noisy = nn::Lif { noise: 1.0, ..nn::default() };
    assert_eq!(
        said(nn::neurons(1, noisy).method(nn::Method::Rk4)),
        "population `x`: Lif cannot be integrated with rk4: these parameters make it noisy, and \
         this method integrates no noise; it has `exact`, `exponential_euler`, `euler_maruyama`, \
         `heun`"
    );
    assert!(said(nn::neurons_by(1, noisy, Rk3)).contains("with rk3: these parameters make it"));
    after_10_ms(nn::neurons(1, noisy).method(nn::Method::Heun)).unwrap();
    assert_eq!(
        said(nn::neurons(1, Quiet::default()).method(nn::Method::Heun)),
        "population `x`: Quiet cannot be integrated with heun: it has no noise; it has \
         `exponential_euler`, `euler`, `rk4`"
    );
}

/// A step that has no solution: Izhikevich's neuron, far above its peak, at
/// dt = 0.1: y = x + dt (0.04 y² + 5 y + …) has no real root from about 0 mV on.
#[test]
fn an_implicit_step_without_solution_says_so() {
    let error = said(nn::neurons_by(1, nn::Izhikevich::default(), BackwardEuler).init("v", 29.0));
    assert!(error.starts_with("population `x`: `v` of neuron 0 is NaN at "), "{error}");
    assert!(
        error.ends_with(
            "; this is what a step looks like for which Newton's iteration finds no solution; try \
             a smaller dt than 0.1 ms with backward_euler"
        ),
        "{error}"
    );
}
