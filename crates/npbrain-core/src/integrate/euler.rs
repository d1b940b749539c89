use super::integrator::{drift, moved, shaken};
use super::{Integrator, Method};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// Forward Euler: x + dt f(x). Order 1.
pub struct Euler;

impl Integrator for Euler {
    const METHOD: Method = Method::Euler;
    const NOISE: bool = false;

    fn prepared<M: NeuronModel>() -> usize {
        1
    }

    fn prepare<M: NeuronModel>(_: &M::Params<f64>, dt: f64) -> Vec<f64> {
        vec![dt]
    }

    #[inline(always)]
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        _: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        moved(&n.x, prepared(0), &drift(n, held))
    }
}

/// Euler–Maruyama: x + dt f(x) + √dt g(x) ξ, in the sense of Itô. Strong order
/// ½, 1 where g is constant (Maruyama 1955).
pub struct EulerMaruyama;

impl Integrator for EulerMaruyama {
    const METHOD: Method = Method::EulerMaruyama;
    const NOISE: bool = true;

    fn prepared<M: NeuronModel>() -> usize {
        2
    }

    fn prepare<M: NeuronModel>(_: &M::Params<f64>, dt: f64) -> Vec<f64> {
        vec![dt, dt.sqrt()]
    }

    #[inline(always)]
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let x = moved(&n.x, prepared(0), &drift(n, held));
        if !NOISY {
            return x;
        }
        let (g, root) = (M::diffusion(n), prepared(1));
        shaken::<M, S>(
            &x,
            held,
            #[inline(always)]
            |k| root * g.get(k),
            noise,
        )
    }
}
