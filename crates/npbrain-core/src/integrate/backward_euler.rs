use super::newton::{Newton, certain, small_enough};
use super::{Differentiable, Integrator, Method, NeuronSystem};
use crate::model::{Neuron, NeuronModel};
use crate::number::{Num, Scalar, When};

/// Backward Euler: x ← y with y = x + dt f(t + dt, y). Order 1, stable however
/// stiff the model is, and damping (L-stable; Dahlquist 1963).
///
/// The equation is solved by Newton's iteration with the Jacobian from
/// [`Dual`](crate::Dual) numbers, the same number of iterations for every
/// neuron. Where they do not suffice, the state becomes NaN, and the run stops
/// with an error that names the method: a smaller dt helps. The model may have
/// at most 16 state variables.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BackwardEuler;

/// What [`backward_euler`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 1] {
    [dt]
}

#[inline(always)]
pub(crate) fn backward_euler<S: Scalar, Y: Differentiable<S>>(
    system: &Y,
    x: &Y::State,
    [dt]: [Num<S>; 1],
    newton: Newton<impl Fn(When<S>) -> bool>,
) -> (Y::State, When<S>) {
    newton.solve(system, x, x, dt, dt)
}

impl Integrator for BackwardEuler {
    const METHOD: Method = Method::Other("backward_euler");
    const NOISE: bool = false;

    fn prepared<M: NeuronModel>() -> usize {
        1
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
        certain(backward_euler(
            &NeuronSystem::new(n, held),
            &n.x,
            [prepared(0)],
            Newton::in_kernels(),
        ))
    }
}
