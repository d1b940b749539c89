use super::euler::euler;
use super::system::shaken;
use super::{Integrator, Method, NeuronSystem, Noisy};
use crate::model::{Neuron, NeuronModel, Vars, with};
use crate::number::{Num, Scalar, When};

/// Milstein's method in the sense of Itô, without derivatives of g. Strong
/// order 1 for diagonal noise (Milstein 1974; Kloeden & Platen 1992, 11.1).
///
/// ```text
/// s = x + dt f(t, x) + √dt g(t, x)
/// x ← x + dt f + √dt g ξ + √dt/2 (g(t, s) − g(t, x)) (ξ² − 1)
/// ```
///
/// Where g is constant it is [`EulerMaruyama`](super::EulerMaruyama), to the bit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MilsteinIto;

/// Milstein's method in the sense of Stratonovich, without derivatives of g.
/// Strong order 1 for diagonal noise (Milstein 1974; Kloeden & Platen 1992,
/// 11.1, with a difference of its own).
///
/// ```text
/// s± = x ± √dt g(t, x), variable by variable
/// x ← x + dt f(t, x) + √dt g ξ + √dt/4 (g(t, s₊) − g(t, s₋)) ξ²
/// ```
///
/// The difference is central, since ξ² has the mean 1: the error of a difference
/// to one side would enter every step with the same sign, and leave strong order
/// ½ where g is curved. And each variable is moved by itself, since the noise of
/// others is no part of ξ².
///
/// Where g is constant it is [`EulerMaruyama`](super::EulerMaruyama), to the bit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MilsteinStratonovich;

/// What both schemes take.
pub(crate) fn constants(dt: f64) -> [f64; 3] {
    [dt, dt.sqrt(), dt.sqrt() / 2.0]
}

#[expect(clippy::redundant_closure, reason = "only a closure of its own is inlined for certain")]
#[inline(always)]
pub(crate) fn milstein_ito<S: Scalar, Y: Noisy<S>>(
    system: &Y,
    x: &Y::State,
    [dt, root, half]: [Num<S>; 3],
    noise: impl Fn(usize) -> Num<S>,
) -> Y::State {
    let start = dt.lit(0.0);
    let g = system.diffusion(start, x);
    let drifted = euler(system, x, [dt]);
    let support = shaken::<S, Y>(
        &drifted,
        #[inline(always)]
        |k| root * g.get(k),
        #[inline(always)]
        |_| dt.lit(1.0),
    );
    let later = system.diffusion(start, &support);
    let shaken_once = shaken::<S, Y>(
        &drifted,
        #[inline(always)]
        |k| root * g.get(k),
        #[inline(always)]
        |process| noise(process),
    );
    shaken::<S, Y>(
        &shaken_once,
        #[inline(always)]
        |k| half * (later.get(k) - g.get(k)),
        #[inline(always)]
        |process| noise(process) * noise(process) - 1.0,
    )
}

#[expect(clippy::redundant_closure, reason = "only a closure of its own is inlined for certain")]
#[inline(always)]
pub(crate) fn milstein_stratonovich<S: Scalar, Y: Noisy<S>>(
    system: &Y,
    x: &Y::State,
    [dt, root, half]: [Num<S>; 3],
    noise: impl Fn(usize) -> Num<S>,
) -> Y::State {
    let start = dt.lit(0.0);
    let g = system.diffusion(start, x);
    let shaken_once = shaken::<S, Y>(
        &euler(system, x, [dt]),
        #[inline(always)]
        |k| root * g.get(k),
        #[inline(always)]
        |process| noise(process),
    );
    shaken::<S, Y>(
        &shaken_once,
        #[inline(always)]
        |k| {
            let away = root * g.get(k);
            let above = system.diffusion(start, &with(x, k, x.get(k) + away)).get(k);
            let below = system.diffusion(start, &with(x, k, x.get(k) - away)).get(k);
            half * (0.5 * (above - below))
        },
        #[inline(always)]
        |process| noise(process) * noise(process),
    )
}

impl Integrator for MilsteinIto {
    const METHOD: Method = Method::Other("milstein_ito");
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
            milstein_ito(&system, &n.x, [prepared(0), prepared(1), prepared(2)], noise)
        } else {
            euler(&system, &n.x, [prepared(0)])
        }
    }
}

impl Integrator for MilsteinStratonovich {
    const METHOD: Method = Method::Other("milstein_stratonovich");
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
            milstein_stratonovich(&system, &n.x, [prepared(0), prepared(1), prepared(2)], noise)
        } else {
            euler(&system, &n.x, [prepared(0)])
        }
    }
}
