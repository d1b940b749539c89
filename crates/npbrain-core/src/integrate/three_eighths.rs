use super::system::moved;
use super::{Integrator, Method, NeuronSystem, System};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// The 3/8-rule, of order 4 (Kutta 1901): a little more exact than
/// [`Rk4`](super::Rk4) as a rule, for a few more additions.
///
/// ```text
/// k₁ = f(t, x)
/// k₂ = f(t + dt/3, x + dt/3 k₁)
/// k₃ = f(t + 2dt/3, x + dt (k₂ − k₁/3))
/// k₄ = f(t + dt, x + dt (k₁ − k₂ + k₃))
/// x ← x + dt/8 (k₁ + 3 (k₂ + k₃) + k₄)
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ThreeEighths;

/// What [`three_eighths`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 4] {
    [dt, dt / 3.0, 2.0 * dt / 3.0, dt / 8.0]
}

#[inline(always)]
pub(crate) fn three_eighths<S: Scalar, Y: System<S>>(
    system: &Y,
    x: &Y::State,
    [whole, third, two_thirds, eighth]: [Num<S>; 4],
) -> Y::State {
    let k1 = system.drift(whole.lit(0.0), x);
    let k2 = system.drift(third, &moved(x, third, &k1));
    let later = Y::State::make(
        #[inline(always)]
        |k| x.get(k) + (whole * k2.get(k) - third * k1.get(k)),
    );
    let k3 = system.drift(two_thirds, &later);
    let last = Y::State::make(
        #[inline(always)]
        |k| (k1.get(k) - k2.get(k) + k3.get(k)).mul_add(whole, x.get(k)),
    );
    let k4 = system.drift(whole, &last);
    Y::State::make(
        #[inline(always)]
        |k| {
            let slope = k1.get(k) + 3.0 * (k2.get(k) + k3.get(k)) + k4.get(k);
            slope.mul_add(eighth, x.get(k))
        },
    )
}

impl Integrator for ThreeEighths {
    const METHOD: Method = Method::Other("three_eighths");
    const NOISE: bool = false;

    fn prepared<M: NeuronModel>() -> usize {
        4
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
        three_eighths(
            &NeuronSystem::new(n, held),
            &n.x,
            [prepared(0), prepared(1), prepared(2), prepared(3)],
        )
    }
}
