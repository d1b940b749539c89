use super::Method;
use crate::model::{Neuron, NeuronModel, Vars, membrane, noise_of, with};
use crate::number::{Num, Scalar, When};

/// One step of a model in time.
///
/// An integrator is written once, over any model and any number. What it can
/// compute beforehand it prepares in `f64`, once per neuron or, where the
/// parameters are equal, once for all.
pub trait Integrator: Send + Sync + 'static {
    /// Its name.
    const METHOD: Method;
    /// Whether it integrates noise; if not, a noisy model is refused.
    const NOISE: bool;
    /// Whether it needs a [`LINEAR`](NeuronModel::LINEAR) model without
    /// conductances from outside.
    const LINEAR: bool = false;

    /// How many constants it prepares for a model.
    fn prepared<M: NeuronModel>() -> usize;

    /// The constants for one set of parameters and the step `dt` in ms.
    fn prepare<M: NeuronModel>(p: &M::Params<f64>, dt: f64) -> Vec<f64>;

    /// The state one step later, before arrivals and threshold.
    ///
    /// While `held`, the membrane does not move, in any stage. `prepared(k)`
    /// is the `k`-th constant; `noise(k)` a standard normal number for the
    /// `k`-th [`NOISE`](NeuronModel::NOISE) variable, to be asked for only if
    /// `NOISY`.
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>>;
}

/// The derivative, with the membrane at rest while `held`.
#[inline(always)]
pub(crate) fn drift<M: NeuronModel, S: Scalar>(
    n: &Neuron<M, S>,
    held: When<S>,
) -> M::State<Num<S>> {
    let f = M::derivative(n);
    match const { membrane::<M>() } {
        Some(v) => with(&f, v, held.select(0.0, f.get(v))),
        None => f,
    }
}

/// `x + h f`, variable by variable.
#[inline(always)]
pub(crate) fn moved<S: Scalar, X: Vars<Num<S>>>(x: &X, h: Num<S>, f: &X) -> X {
    X::make(
        #[inline(always)]
        |k| x.get(k) + h * f.get(k),
    )
}

/// `x` with noise of amplitude `g(k)` times a normal number added to each
/// variable that has some; not to a held membrane.
#[inline(always)]
pub(crate) fn shaken<M: NeuronModel, S: Scalar>(
    x: &M::State<Num<S>>,
    held: When<S>,
    amplitude: impl Fn(usize) -> Num<S>,
    noise: impl Fn(usize) -> Num<S>,
) -> M::State<Num<S>> {
    M::State::make(
        #[inline(always)]
        |k| match noise_of::<M>(k) {
            None => x.get(k),
            Some(process) => {
                let kick = amplitude(k) * noise(process);
                let free = x.get(k) + kick;
                if const { membrane::<M>() } == Some(k) {
                    held.select(x.get(k), free)
                } else {
                    free
                }
            }
        },
    )
}
