use super::system::moved;
use super::{Integrator, Method, NeuronSystem, System};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// Kutta's method of order 3 (Kutta 1901).
///
/// ```text
/// k₁ = f(t, x)
/// k₂ = f(t + dt/2, x + dt/2 k₁)
/// k₃ = f(t + dt, x + dt (2 k₂ − k₁))
/// x ← x + dt/6 (k₁ + 4 k₂ + k₃)
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rk3;

/// What [`rk3`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 3] {
    [dt, dt / 2.0, dt / 6.0]
}

#[inline(always)]
pub(crate) fn rk3<S: Scalar, Y: System<S>>(
    system: &Y,
    x: &Y::State,
    [whole, half, sixth]: [Num<S>; 3],
) -> Y::State {
    let k1 = system.drift(whole.lit(0.0), x);
    let k2 = system.drift(half, &moved(x, half, &k1));
    let last = Y::State::make(
        #[inline(always)]
        |k| (2.0 * k2.get(k) - k1.get(k)).mul_add(whole, x.get(k)),
    );
    let k3 = system.drift(whole, &last);
    Y::State::make(
        #[inline(always)]
        |k| (k1.get(k) + 4.0 * k2.get(k) + k3.get(k)).mul_add(sixth, x.get(k)),
    )
}

impl Integrator for Rk3 {
    const METHOD: Method = Method::Other("rk3");
    const NOISE: bool = false;

    fn prepared<M: NeuronModel>() -> usize {
        3
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
        rk3(&NeuronSystem::new(n, held), &n.x, [prepared(0), prepared(1), prepared(2)])
    }
}
