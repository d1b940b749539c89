use super::newton::{Newton, certain, small_enough};
use super::system::moved;
use super::{Differentiable, Integrator, Method, NeuronSystem};
use crate::model::{Neuron, NeuronModel};
use crate::number::{Num, Scalar, When};

/// The trapezoidal rule: x ← y with y = x + dt/2 (f(t, x) + f(t + dt, y)).
/// Order 2, stable however stiff the model is, but not damping: what decays
/// far faster than dt rings (A-stable; Dahlquist 1963).
///
/// Solved as for [`BackwardEuler`](super::BackwardEuler), with its limits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trapezoidal;

/// What [`trapezoidal`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 2] {
    [dt, dt / 2.0]
}

#[inline(always)]
pub(crate) fn trapezoidal<S: Scalar, Y: Differentiable<S>>(
    system: &Y,
    x: &Y::State,
    [whole, half]: [Num<S>; 2],
    newton: Newton<impl Fn(When<S>) -> bool>,
) -> (Y::State, When<S>) {
    let base = moved(x, half, &system.drift(whole.lit(0.0), x));
    newton.solve(system, x, &base, half, whole)
}

impl Integrator for Trapezoidal {
    const METHOD: Method = Method::Other("trapezoidal");
    const NOISE: bool = false;

    fn prepared<M: NeuronModel>() -> usize {
        2
    }

    fn prepare<M: NeuronModel>(&self, _: &M::Params<f64>, dt: f64) -> Vec<f64> {
        constants(dt).into()
    }

    #[inline(always)]
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        _: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        const { small_enough::<M>() };
        certain(trapezoidal(
            &NeuronSystem::new(n, held),
            &n.x,
            [prepared(0), prepared(1)],
            Newton::in_kernels(),
        ))
    }
}
