use super::system::{moved, shaken};
use super::{Integrator, Method, NeuronSystem, Noisy};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// Heun's method: drift and noise by predictor and corrector, in the sense of
/// Stratonovich. Strong order 1 for diagonal noise; without noise it is Heun's
/// method of order 2 (Rümelin 1982; Kloeden & Platen 1992, 11.1).
///
/// ```text
/// s = x + dt f(t, x) + √dt g(t, x) ξ
/// x ← x + dt/2 (f(t, x) + f(t + dt, s)) + √dt/2 (g(t, x) + g(t + dt, s)) ξ
/// ```
///
/// Where g does not depend on noisy variables, Itô and Stratonovich are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heun;

/// What [`heun`] takes.
pub(crate) fn constants(dt: f64) -> [f64; 4] {
    [dt, dt.sqrt(), dt / 2.0, dt.sqrt() / 2.0]
}

#[expect(clippy::redundant_closure, reason = "only a closure of its own is inlined for certain")]
#[inline(always)]
pub(crate) fn heun<S: Scalar, Y: Noisy<S>>(
    system: &Y,
    x: &Y::State,
    [dt, root, half, half_root]: [Num<S>; 4],
    noise: impl Fn(usize) -> Num<S>,
) -> Y::State {
    let start = dt.lit(0.0);
    let (f, g) = (system.drift(start, x), system.diffusion(start, x));
    let predicted = shaken::<S, Y>(
        &moved(x, dt, &f),
        #[inline(always)]
        |k| root * g.get(k),
        #[inline(always)]
        |process| noise(process),
    );
    let later = system.diffusion(dt, &predicted);
    shaken::<S, Y>(
        &corrected(x, half, &f, &system.drift(dt, &predicted)),
        #[inline(always)]
        |k| half_root * (g.get(k) + later.get(k)),
        noise,
    )
}

/// [`heun`] without noise.
#[inline(always)]
fn quiet<S: Scalar, Y: Noisy<S>>(
    system: &Y,
    x: &Y::State,
    [dt, _, half, _]: [Num<S>; 4],
) -> Y::State {
    let f = system.drift(dt.lit(0.0), x);
    corrected(x, half, &f, &system.drift(dt, &moved(x, dt, &f)))
}

/// x + h (f + f′).
#[inline(always)]
fn corrected<S: Scalar, X: Vars<Num<S>>>(x: &X, h: Num<S>, f: &X, later: &X) -> X {
    X::make(
        #[inline(always)]
        |k| (f.get(k) + later.get(k)).mul_add(h, x.get(k)),
    )
}

impl Integrator for Heun {
    const METHOD: Method = Method::Heun;
    const NOISE: bool = true;

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
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let c = [prepared(0), prepared(1), prepared(2), prepared(3)];
        let system = NeuronSystem::new(n, held);
        if NOISY { heun(&system, &n.x, c, noise) } else { quiet(&system, &n.x, c) }
    }
}
