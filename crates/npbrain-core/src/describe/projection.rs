use std::fmt::{self, Debug};
use std::sync::Arc;

use super::{Geometry, Item, MakeRow, Neurons, Object, PerSynapse, Place, Synapses};
use crate::csr::Csr;
use crate::error::Result;
use crate::kernel::{ExportedReceptor, ExportedSynapse, ReceptorKernel, SynapseKernel};
use crate::random::Key;

/// A projection to be: who connects to whom, with which weights and delays,
/// onto which port of the target.
#[doc(alias = "Synapses")]
#[doc(alias = "connect")]
#[derive(Clone, Debug)]
pub struct Projection {
    /// Its name; by default the kind with a number.
    pub name: Option<String>,
    /// The word its default name is made of.
    pub kind: &'static str,
    /// The sources.
    pub pre: Neurons,
    /// The targets.
    pub post: Neurons,
    /// The port of the target; `None` is the membrane of neurons that have no
    /// other port.
    pub port: Option<String>,
    /// The rule by which it connects.
    pub rule: Arc<dyn Connect>,
    /// The weights, in the unit of the port; an array is in the order of the
    /// [`Csr`]. `None` are those of the rule, or 1 if it has none.
    pub weight: Option<PerSynapse>,
    /// The delays in ms; `None` is one step.
    pub delay: Option<PerSynapse>,
    /// The delay from synapse to soma, in ms.
    pub dendritic_delay: f64,
    /// The model of the synapses; `None` delivers the weights as they are.
    pub synapse: Option<SynapseChoice>,
    /// The receptor that it attaches to its targets and arrives at, in place
    /// of a port they have.
    pub receptor: Option<ReceptorChoice>,
    /// Whether each connection acts both ways, as a gap junction does.
    pub mutual: bool,
    /// Whether no synapse is kept: rows are made anew at each spike.
    pub procedural: bool,
}

/// The model of a receptor that a projection attaches.
#[derive(Clone)]
pub struct ReceptorChoice {
    /// Its kernel.
    pub kernel: &'static dyn ReceptorKernel,
    /// Its parameters, in the order of the kernel's table.
    pub params: Vec<f64>,
}

impl ReceptorChoice {
    /// This receptor, with its parameters.
    pub fn new<R: ExportedReceptor>(receptor: R) -> Self {
        ReceptorChoice { kernel: R::kernel(), params: receptor.values() }
    }
}

impl Debug for ReceptorChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.kernel.traits().model, self.params)
    }
}

/// The model of the synapses of a projection.
#[derive(Clone)]
pub struct SynapseChoice {
    /// Its kernel.
    pub kernel: &'static dyn SynapseKernel,
    /// Its parameters, in the order of the kernel's table.
    pub params: Vec<f64>,
}

impl Debug for SynapseChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.kernel.traits().model, self.params)
    }
}

/// A projection whose synapses follow `model`: short-term plasticity, learning
/// and the like. Like any other it arrives at the membrane unless told
/// otherwise.
#[doc(alias = "STP")]
#[doc(alias = "STDP")]
#[doc(alias = "on_pre")]
#[doc(alias = "on_post")]
pub fn synapses<M: ExportedSynapse>(
    model: M,
    pre: Neurons,
    post: Neurons,
    rule: impl Connect + 'static,
) -> Projection {
    let kernel = M::kernel();
    Projection {
        kind: kernel.traits().model,
        synapse: Some(SynapseChoice { kernel, params: model.values() }),
        ..Projection::new(pre, post, rule)
    }
}

/// The port at which every membrane takes jumps.
pub const MEMBRANE_PORT: &str = "v";

impl Projection {
    /// A projection with the rule's weights (1 if it has none) and the shortest
    /// delay. Onto neurons with receptors it must be told the
    /// [`port`](Self::port); onto others it arrives at the membrane's own, `v`.
    pub fn new(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Self {
        Projection {
            name: None,
            kind: "Projection",
            pre,
            post,
            port: None,
            rule: Arc::new(rule),
            weight: None,
            delay: None,
            dendritic_delay: 0.0,
            synapse: None,
            receptor: None,
            mutual: false,
            procedural: false,
        }
    }

    /// Gives it a name, by which it is found and its random numbers are drawn.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Chooses the port of the target that it arrives at.
    #[must_use]
    pub fn port(mut self, port: impl Into<String>) -> Self {
        self.port = Some(port.into());
        self
    }

    /// Attaches a receptor to the targets, which need know nothing of it, and
    /// arrives there. Projections with equal receptors share one. In a step it
    /// acts by its mean over the step, so that the charge is right; composed
    /// into the neuron ([`NeuronModel::with`](crate::NeuronModel::with)) it
    /// would be integrated jointly.
    #[must_use]
    pub fn onto<R: ExportedReceptor>(mut self, receptor: R) -> Self {
        self.receptor = Some(ReceptorChoice::new(receptor));
        self
    }

    /// Makes each connection act both ways with the same weight, as a gap
    /// junction does. Within one group of neurons, a pair that the rule connects
    /// in both directions is one junction, and a neuron has none with itself. Two
    /// groups have no neuron in common.
    #[must_use]
    pub fn mutual(mut self) -> Self {
        self.mutual = true;
        self
    }

    /// Keeps no synapse in memory: at each spike the row of its source is made anew
    /// from the random numbers it was first made of. The network is the same, bit for
    /// bit, in far less memory and more time. An engine that cannot do so, as the
    /// reference and that of the GPU, keeps the synapses.
    ///
    /// The rule must make the targets of a source from the source alone, as
    /// `fixed_prob`, `fixed_outdegree` and `fixed_total` do (and `fixed_indegree` does
    /// not); weights and delays are numbers, distributions or functions, and cannot be
    /// set later; the synapses have no model. All else is an error when the network is
    /// planned.
    ///
    /// Source: J. C. Knight & T. Nowotny, *Larger GPU-accelerated brain simulations
    /// with procedural connectivity*, Nat. Comput. Sci. 1 (2021).
    #[must_use]
    pub fn procedural(mut self) -> Self {
        self.procedural = true;
        self
    }

    /// Sets the weights: one for all; an array with one per synapse, in the
    /// order of their sources, then of the rule; or a distribution or function
    /// of source and target that makes them. Takes the place of weights that
    /// the rule may have.
    ///
    /// ```
    /// # use npbrain_core::Projection;
    /// # fn weight(projection: Projection) -> Projection {
    /// // Source i and target j are counted from the first of either end.
    /// projection.weight(|i: usize, j: usize| if i < j { 0.2 } else { -0.4 })
    /// # }
    /// ```
    #[doc(alias = "w")]
    #[must_use]
    pub fn weight(mut self, weight: impl Into<PerSynapse>) -> Self {
        self.weight = Some(weight.into());
        self
    }

    /// Sets the delays in ms, given as for [`weight`](Self::weight). A spike
    /// labelled t acts at t + delay; the shortest delay, and the default, is
    /// one step.
    ///
    /// A number or array must be multiples of dt. What a distribution or
    /// function makes is rounded to the nearest, and to one step if it is less.
    #[must_use]
    pub fn delay(mut self, delay: impl Into<PerSynapse>) -> Self {
        self.delay = Some(delay.into());
        self
    }
}

impl Projection {
    /// The delay from the soma of the source to the synapse, in ms; another
    /// name for [`delay`](Self::delay). A spike reaches the soma of the target
    /// after both delays.
    #[must_use]
    pub fn axonal_delay(self, delay: impl Into<PerSynapse>) -> Self {
        self.delay(delay)
    }

    /// Sets the delay between synapse and soma of the target, in ms, which a
    /// spike takes on its way forward, and a spike of the target on its way
    /// back to where it makes the synapse learn. At first it is 0.
    #[must_use]
    pub fn dendritic_delay(mut self, delay: f64) -> Self {
        self.dendritic_delay = delay;
        self
    }
}

impl Object for Projection {
    type Handle = Synapses;

    fn into_item(self) -> Item {
        Item::Projection(self)
    }

    fn handle(place: Place) -> Synapses {
        Synapses(place)
    }
}

/// A rule that connects neurons.
pub trait Connect: Debug + Send + Sync {
    /// The connections between the two ends.
    ///
    /// The result depends on the ends alone, their random key included.
    ///
    /// # Errors
    /// [`Error::Connection`](crate::Error::Connection) if the rule does not
    /// fit the ends.
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr>;

    /// The weights that the rule itself has, one per synapse in the order of
    /// the [`Csr`]; `None` if it has none.
    fn weights(&self) -> Option<Vec<f64>> {
        None
    }

    /// What makes the rows one at a time; `None` if the targets of a source depend
    /// on those of others, or if the rule has weights of its own.
    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        let _ = ends;
        None
    }
}

/// The two ends of a projection, as a [`Connect`] rule sees them.
#[derive(Clone, Copy, Debug)]
pub struct Ends<'a> {
    /// The projection, for messages.
    pub object: &'a str,
    /// How many sources.
    pub pre: usize,
    /// How many targets.
    pub post: usize,
    /// Where both ends are of one population, the index of the target that is
    /// source 0; it may lie outside the targets.
    pub same: Option<isize>,
    /// Where sources and targets are.
    pub geometry: [Geometry<'a>; 2],
    /// The key of the projection's random numbers.
    pub key: Key,
}

impl Ends<'_> {
    /// The target that is the same neuron as source `pre`, if there is one.
    pub fn itself(&self, pre: usize) -> Option<usize> {
        let target = self.same?.checked_add_unsigned(pre)?;
        usize::try_from(target).ok().filter(|j| *j < self.post)
    }
}
