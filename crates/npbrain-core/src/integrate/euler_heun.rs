use super::euler::euler;
use super::system::shaken;
use super::{Integrator, Method, NeuronSystem, Noisy};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// Heun's method with the drift of Euler's: noise by predictor and corrector, in
/// the sense of Stratonovich. Strong order 1 for diagonal noise (Gard 1988;
/// Gilsing & Shardlow 2007).
///
/// ```text
/// s = x + √dt g(t, x) ξ
/// x ← x + dt f(t, x) + √dt/2 (g(t, x) + g(t + dt, s)) ξ
/// ```
///
/// NumpyBrain calls this `Heun`, too; here that is [`Heun`](super::Heun).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EulerHeun;

/// What [`euler_heun`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 3] {
    [dt, dt.sqrt(), dt.sqrt() / 2.0]
}

#[expect(clippy::redundant_closure, reason = "only a closure of its own is inlined for certain")]
#[inline(always)]
pub(crate) fn euler_heun<S: Scalar, Y: Noisy<S>>(
    system: &Y,
    x: &Y::State,
    [dt, root, half_root]: [Num<S>; 3],
    noise: impl Fn(usize) -> Num<S>,
) -> Y::State {
    let g = system.diffusion(dt.lit(0.0), x);
    let predicted = shaken::<S, Y>(
        x,
        #[inline(always)]
        |k| root * g.get(k),
        #[inline(always)]
        |process| noise(process),
    );
    let later = system.diffusion(dt, &predicted);
    shaken::<S, Y>(
        &euler(system, x, [dt]),
        #[inline(always)]
        |k| half_root * (g.get(k) + later.get(k)),
        noise,
    )
}

impl Integrator for EulerHeun {
    const METHOD: Method = Method::Other("euler_heun");
    const NOISE: bool = true;

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
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let system = NeuronSystem::new(n, held);
        if NOISY {
            euler_heun(&system, &n.x, [prepared(0), prepared(1), prepared(2)], noise)
        } else {
            euler(&system, &n.x, [prepared(0)])
        }
    }
}
