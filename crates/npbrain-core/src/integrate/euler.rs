use super::system::moved;
use super::{Integrator, Method, NeuronSystem, System};
use crate::model::{Neuron, NeuronModel};
use crate::number::{Num, Scalar, When};

/// Forward Euler: x + dt f(t, x). Order 1 (Euler 1768).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Euler;

/// What [`euler`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 1] {
    [dt]
}

#[inline(always)]
pub(crate) fn euler<S: Scalar, Y: System<S>>(
    system: &Y,
    x: &Y::State,
    [dt]: [Num<S>; 1],
) -> Y::State {
    moved(x, dt, &system.drift(dt.lit(0.0), x))
}

impl Integrator for Euler {
    const METHOD: Method = Method::Euler;
    const NOISE: bool = false;
    const UNIFORM: bool = true;

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
        euler(&NeuronSystem::new(n, held), &n.x, [prepared(0)])
    }
}
