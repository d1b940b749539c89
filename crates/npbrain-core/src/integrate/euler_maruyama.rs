use super::euler::euler;
use super::system::shaken;
use super::{Integrator, Method, NeuronSystem, Noisy};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// Euler–Maruyama: x + dt f(t, x) + √dt g(t, x) ξ, in the sense of Itô. Strong
/// order ½, 1 where g does not depend on a noisy variable (Maruyama 1955).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EulerMaruyama;

/// What [`euler_maruyama`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 2] {
    [dt, dt.sqrt()]
}

#[inline(always)]
pub(crate) fn euler_maruyama<S: Scalar, Y: Noisy<S>>(
    system: &Y,
    x: &Y::State,
    [dt, root]: [Num<S>; 2],
    noise: impl Fn(usize) -> Num<S>,
) -> Y::State {
    let g = system.diffusion(dt.lit(0.0), x);
    shaken::<S, Y>(
        &euler(system, x, [dt]),
        #[inline(always)]
        |k| root * g.get(k),
        noise,
    )
}

impl Integrator for EulerMaruyama {
    const METHOD: Method = Method::EulerMaruyama;
    const NOISE: bool = true;

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
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let system = NeuronSystem::new(n, held);
        if NOISY {
            euler_maruyama(&system, &n.x, [prepared(0), prepared(1)], noise)
        } else {
            euler(&system, &n.x, [prepared(0)])
        }
    }
}
