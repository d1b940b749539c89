use super::{Item, Neurons, Object, Place, PoissonHandle, Rate, ReceptorChoice};
use crate::kernel::{ExportedReceptor, Value};

/// Poisson input to be: onto each neuron, `sources` sources of its own that
/// fire independently at `rate`, all through synapses of one weight.
///
/// They are drawn in one number per neuron and step, the spikes of all its
/// sources, which is Poisson with the mean sources · rate · dt; what arrives is
/// weight times that. So it costs the same for one source as for thousands.
#[derive(Clone, Debug)]
pub struct PoissonInput {
    /// Its name; by default `PoissonInput` with a number. Its random numbers
    /// are drawn by it.
    pub name: Option<String>,
    /// The neurons it goes to.
    pub target: Neurons,
    /// How many sources each of them has.
    pub sources: usize,
    /// The rate of each source, in Hz; one for all neurons.
    pub rate: Rate,
    /// The weight of a spike, in the unit of the port: one for all neurons, or
    /// one for the sources of each.
    pub weight: Value,
    /// The port it arrives at; `None` is the membrane of neurons that have no
    /// other port.
    pub port: Option<String>,
    /// The receptor that it attaches to its targets and arrives at, in place
    /// of a port they have.
    pub receptor: Option<ReceptorChoice>,
}

impl PoissonInput {
    /// With a weight of 1. Onto neurons with receptors it must be told the
    /// [`port`](Self::port); onto others it arrives at the membrane's own, `v`.
    pub fn new(target: Neurons, sources: usize, rate: impl Into<Rate>) -> Self {
        PoissonInput {
            name: None,
            target,
            sources,
            rate: rate.into(),
            weight: Value::Same(1.0),
            port: None,
            receptor: None,
        }
    }

    /// Gives it a name, by which its random numbers are drawn.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the weight of a spike: one for all neurons, or one for the sources
    /// of each.
    #[doc(alias = "w")]
    #[must_use]
    pub fn weight(mut self, weight: impl Into<Value>) -> Self {
        self.weight = weight.into();
        self
    }

    /// Chooses the port of the target that it arrives at.
    #[must_use]
    pub fn port(mut self, port: impl Into<String>) -> Self {
        self.port = Some(port.into());
        self
    }

    /// Attaches a receptor to the targets and arrives there; as
    /// [`Projection::onto`](super::Projection::onto), and shared with
    /// projections whose receptor is equal.
    #[must_use]
    pub fn onto<R: ExportedReceptor>(mut self, receptor: R) -> Self {
        self.receptor = Some(ReceptorChoice::new(receptor));
        self
    }
}

impl Object for PoissonInput {
    type Handle = PoissonHandle;

    fn into_item(self) -> Item {
        Item::Poisson(self)
    }

    fn handle(place: Place) -> PoissonHandle {
        PoissonHandle(place)
    }
}
