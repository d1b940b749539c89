use super::system::moved;
use super::{Integrator, Method, NeuronSystem, System};
use crate::model::{Neuron, NeuronModel};
use crate::number::{Num, Scalar, When};

/// The explicit midpoint method, also called modified Euler: f is taken half a
/// step on. Order 2 (Runge 1895).
///
/// ```text
/// x ← x + dt f(t + dt/2, x + dt/2 f(t, x))
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Midpoint;

/// What [`midpoint`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 2] {
    [dt, dt / 2.0]
}

#[inline(always)]
pub(crate) fn midpoint<S: Scalar, Y: System<S>>(
    system: &Y,
    x: &Y::State,
    [whole, half]: [Num<S>; 2],
) -> Y::State {
    let k1 = system.drift(whole.lit(0.0), x);
    moved(x, whole, &system.drift(half, &moved(x, half, &k1)))
}

impl Integrator for Midpoint {
    const METHOD: Method = Method::Other("midpoint");
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
        midpoint(&NeuronSystem::new(n, held), &n.x, [prepared(0), prepared(1)])
    }
}
