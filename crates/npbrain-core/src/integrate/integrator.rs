use super::Method;
use crate::error::Result;
use crate::model::{Neuron, NeuronModel};
use crate::number::{Num, Scalar, When};

/// One step of a model in time.
///
/// An integrator is written once, over any model and any number; see
/// [`NeuronSystem`](super::NeuronSystem) for how. What it can compute
/// beforehand it prepares in `f64`, once per neuron or, where the parameters
/// are equal, once for all; values of its own, such as the β of
/// [`Rk2`](super::Rk2), reach the kernel that way.
pub trait Integrator: Send + Sync + 'static {
    /// Its name.
    const METHOD: Method;
    /// Whether it integrates noise; if not, a noisy model is refused.
    const NOISE: bool;
    /// Whether it needs a [`LINEAR`](NeuronModel::LINEAR) model without
    /// conductances from outside.
    const LINEAR: bool = false;
    /// Whether its kernels are compiled twice, once more for neurons that
    /// share all parameters: these run up to twice as fast, and compiling takes
    /// twice as long.
    const UNIFORM: bool = false;

    /// Checks the integrator's own values for the population `object`.
    ///
    /// # Errors
    /// Whatever is wrong with them.
    fn check(&self, object: &str) -> Result<()> {
        let _ = object;
        Ok(())
    }

    /// How many constants it prepares for a model.
    fn prepared<M: NeuronModel>() -> usize;

    /// The constants for one set of parameters and the step `dt` in ms.
    fn prepare<M: NeuronModel>(&self, p: &M::Params<f64>, dt: f64) -> Vec<f64>;

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
