use std::fmt::Debug;
use std::sync::Arc;

use super::{Item, Neurons, Object, Place, Synapses};
use crate::csr::Csr;
use crate::error::Result;
use crate::kernel::Value;
use crate::random::Key;

/// A projection to be: who connects to whom, with which weights and delays,
/// onto which port of the target.
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
    /// The port of the target.
    pub port: String,
    /// The rule by which it connects.
    pub rule: Arc<dyn Connect>,
    /// The weights, in the unit of the port: one for all, or one per synapse
    /// in the order of the [`Csr`].
    pub weight: Value,
    /// The delays in ms: one for all, or one per synapse; `None` is one step.
    pub delay: Option<Value>,
}

/// The port at which every membrane takes jumps.
pub const MEMBRANE_PORT: &str = "v";

impl Projection {
    /// A projection onto the membrane's own port `v`, with weight 1 and the
    /// shortest delay.
    pub fn new(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Self {
        Projection {
            name: None,
            kind: "Projection",
            pre,
            post,
            port: MEMBRANE_PORT.into(),
            rule: Arc::new(rule),
            weight: Value::Same(1.0),
            delay: None,
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
        self.port = port.into();
        self
    }

    /// Sets the weight: one for all, or one per synapse in the order of their
    /// sources, then of the rule.
    #[must_use]
    pub fn weight(mut self, weight: impl Into<Value>) -> Self {
        self.weight = weight.into();
        self
    }

    /// Sets the delay in ms: one for all, or one per synapse. A spike labelled
    /// t acts at t + delay; the shortest delay, and the default, is one step.
    #[must_use]
    pub fn delay(mut self, delay: impl Into<Value>) -> Self {
        self.delay = Some(delay.into());
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
