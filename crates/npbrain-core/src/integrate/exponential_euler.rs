use super::integrator::{drift, shaken};
use super::{Integrator, Method};
use crate::model::{Input, Neuron, NeuronModel, Vars};
use crate::number::{Dual, Num, Scalar, When};

/// Exponential Euler: each variable solved exactly as if linear in itself, the
/// others frozen: x + dt φ(J dt) f(x), with J the diagonal of the Jacobian and
/// φ(z) = (eᶻ − 1)/z.
///
/// Order 1, but stable for stiff relaxation: gates never leave [0, 1] and
/// Hodgkin–Huxley runs at 0.1 ms. Where a model is linear in its only
/// variable, it is exact, conductances and Ornstein–Uhlenbeck noise included:
/// noise has the variance g² dt φ(2 J dt). J comes from [`Dual`] numbers.
/// (Rush & Larsen 1978 for gates; Minchev & Wright 2005.)
pub struct ExponentialEuler;

impl Integrator for ExponentialEuler {
    const METHOD: Method = Method::ExponentialEuler;
    const NOISE: bool = true;

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
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let dt = prepared(0);
        let f = drift(n, held);
        let decay = M::State::make(
            #[inline(always)]
            |k| dt * own_slope(n, k),
        );
        let x = M::State::make(
            #[inline(always)]
            |k| n.x.get(k) + dt * decay.get(k).exprel() * f.get(k),
        );
        if !NOISY {
            return x;
        }
        let g = M::diffusion(n);
        shaken::<M, S>(
            &x,
            held,
            #[inline(always)]
            |k| g.get(k) * (dt * (2.0 * decay.get(k)).exprel()).sqrt(),
            noise,
        )
    }
}

/// ∂fₖ/∂xₖ.
#[inline(always)]
fn own_slope<M: NeuronModel, S: Scalar>(n: &Neuron<M, S>, k: usize) -> Num<S> {
    let seeded = Neuron::<M, Dual<S>> {
        p: Vars::make(
            #[inline(always)]
            |i| constant(n.p.get(i)),
        ),
        x: Vars::make(
            #[inline(always)]
            |i| {
                if i == k { Num(Dual::variable(n.x.get(i).0)) } else { constant(n.x.get(i)) }
            },
        ),
        input: Input {
            current: constant(n.input.current),
            conductance: constant(n.input.conductance),
        },
    };
    Num(M::derivative(&seeded).get(k).0.derivative())
}

#[inline(always)]
fn constant<S: Scalar>(value: Num<S>) -> Num<Dual<S>> {
    Num(Dual::constant(value.0))
}
