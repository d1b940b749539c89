use super::system::shaken;
use super::{Differentiable, Integrator, Method, NeuronSystem, Noisy, System};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// Exponential Euler: each variable solved exactly as if linear in itself, the
/// others frozen: x + dt φ(J dt) f(t, x), with J the diagonal of the Jacobian
/// and φ(z) = (eᶻ − 1)/z.
///
/// Order 1, but stable for stiff relaxation: gates never leave [0, 1] and
/// Hodgkin–Huxley runs at 0.1 ms. Where a model is linear in its only
/// variable, it is exact, conductances and Ornstein–Uhlenbeck noise included:
/// noise has the variance g² dt φ(2 J dt). J comes from
/// [`Dual`](crate::Dual) numbers. (Rush & Larsen 1978 for gates; Minchev &
/// Wright 2005.)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExponentialEuler;

/// What [`exponential_euler`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 1] {
    [dt]
}

#[inline(always)]
pub(crate) fn exponential_euler<S: Scalar, Y: Differentiable<S>>(
    system: &Y,
    x: &Y::State,
    [dt]: [Num<S>; 1],
) -> Y::State {
    relaxed(system, x, dt, &growth(system, x, dt))
}

/// dt ∂fₖ/∂xₖ of each variable.
#[inline(always)]
fn growth<S: Scalar, Y: Differentiable<S>>(system: &Y, x: &Y::State, dt: Num<S>) -> Y::State {
    let zero = dt.lit(0.0);
    Y::State::make(
        #[inline(always)]
        |k| match system.slopes(zero, x, k).get(k) {
            Some(slope) => dt * slope,
            None => zero,
        },
    )
}

#[inline(always)]
fn relaxed<S: Scalar, Y: System<S>>(
    system: &Y,
    x: &Y::State,
    dt: Num<S>,
    growth: &Y::State,
) -> Y::State {
    let f = system.drift(dt.lit(0.0), x);
    Y::State::make(
        #[inline(always)]
        |k| (dt * growth.get(k).exprel()).mul_add(f.get(k), x.get(k)),
    )
}

impl Integrator for ExponentialEuler {
    const METHOD: Method = Method::ExponentialEuler;
    const NOISE: bool = true;
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
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let (system, dt) = (NeuronSystem::new(n, held), prepared(0));
        let growth = growth(&system, &n.x, dt);
        let x = relaxed(&system, &n.x, dt, &growth);
        if !NOISY {
            return x;
        }
        let g = system.diffusion(dt.lit(0.0), &n.x);
        shaken::<S, NeuronSystem<M, S>>(
            &x,
            #[inline(always)]
            |k| g.get(k) * (dt * (2.0 * growth.get(k)).exprel()).sqrt(),
            noise,
        )
    }
}
