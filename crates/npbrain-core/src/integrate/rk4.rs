use super::system::moved;
use super::{Integrator, Method, NeuronSystem, System};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// The classical Runge–Kutta method of order 4 (Kutta 1901).
///
/// ```text
/// k₁ = f(t, x)
/// k₂ = f(t + dt/2, x + dt/2 k₁)
/// k₃ = f(t + dt/2, x + dt/2 k₂)
/// k₄ = f(t + dt, x + dt k₃)
/// x ← x + dt/6 (k₁ + 2 (k₂ + k₃) + k₄)
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rk4;

/// What [`rk4`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 3] {
    [dt, dt / 2.0, dt / 6.0]
}

#[inline(always)]
pub(crate) fn rk4<S: Scalar, Y: System<S>>(
    system: &Y,
    x: &Y::State,
    [whole, half, sixth]: [Num<S>; 3],
) -> Y::State {
    let k1 = system.drift(whole.lit(0.0), x);
    let k2 = system.drift(half, &moved(x, half, &k1));
    let k3 = system.drift(half, &moved(x, half, &k2));
    let k4 = system.drift(whole, &moved(x, whole, &k3));
    Y::State::make(
        #[inline(always)]
        |k| {
            let slope = k1.get(k) + 2.0 * (k2.get(k) + k3.get(k)) + k4.get(k);
            slope.mul_add(sixth, x.get(k))
        },
    )
}

impl Integrator for Rk4 {
    const METHOD: Method = Method::Rk4;
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
        rk4(&NeuronSystem::new(n, held), &n.x, [prepared(0), prepared(1), prepared(2)])
    }
}
