use ndarray::{Array1, Array2};
use npbrain_core::{Item, Monitor, MonitorSpec, Object, Place, Record, Recorded, Records, Watched};

use crate::{StateData, Variable};

/// Records variables of neurons or of a projection, by default of all and at
/// every step. Its data are a [`StateData`].
///
/// Of neurons it records their state variables. Of a projection: `weight` and
/// the variables of each synapse; those of each source; those of each target;
/// and those of the receptor that the projection attached, one per target (which
/// projections with equal receptors share: it holds what came through all of
/// them). They are seen from the synapses, that is through the delays. Where two parts have
/// a variable of one name it is called `synapse.x`, `source.x`, `target.x` or
/// `receptor.x`. `net.available_monitors(…)` lists all.
///
/// ```
/// use npbrain_monitors::StateMonitor;
/// # use npbrain_core::{Neurons, Place, Synapses};
/// # let hh = Neurons::all(Place { network: 0, index: 0, size: 500 });
/// # let synapses = Synapses(Place { network: 0, index: 0, size: 0 });
///
/// let gates = StateMonitor::new(hh, ["m", "h", "n"]).neurons(0..10).every(0.1);
/// // `synapses`: what `add` returned for a projection.
/// let weights = StateMonitor::new(synapses, ["weight"]).every(100.0);
/// ```
#[doc(alias = "record")]
#[derive(Clone, Debug, PartialEq)]
pub struct StateMonitor {
    name: Option<String>,
    target: Watched,
    variables: Vec<String>,
    neurons: Option<Vec<usize>>,
    every: Option<f64>,
}

impl StateMonitor {
    /// Records `variables`, by name, of all neurons of `target`; of a projection,
    /// of all its synapses, sources or targets, whichever have them.
    ///
    /// The names are checked when the network is planned.
    pub fn new(
        target: impl Into<Watched>,
        variables: impl IntoIterator<Item: Into<String>>,
    ) -> Self {
        StateMonitor {
            name: None,
            target: target.into(),
            variables: variables.into_iter().map(Into::into).collect(),
            neurons: None,
            every: None,
        }
    }

    /// Records these neurons (or synapses, sources, targets) alone, counted from
    /// the target's first and in this order.
    ///
    /// An index outside the target is reported when the network is planned.
    #[must_use]
    pub fn neurons(mut self, indices: impl IntoIterator<Item = usize>) -> Self {
        self.neurons = Some(indices.into_iter().collect());
        self
    }

    /// Takes a sample every `interval` ms, a multiple of dt, in place of one
    /// per step.
    #[must_use]
    pub fn every(mut self, interval: f64) -> Self {
        self.every = Some(interval);
        self
    }

    /// Gives it a name, by which it is found.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}

impl Object for StateMonitor {
    type Handle = Monitor<StateData>;

    fn into_item(self) -> Item {
        Item::Monitor(MonitorSpec {
            name: self.name,
            kind: "StateMonitor",
            target: self.target,
            records: Records::State {
                variables: self.variables,
                neurons: self.neurons,
                every: self.every,
            },
        })
    }

    fn handle(place: Place) -> Self::Handle {
        Monitor::at(place)
    }
}

impl Recorded for StateData {
    /// The samples, moved and not copied.
    ///
    /// # Panics
    /// If a variable does not have one value per time and neuron.
    fn from_record(record: Record) -> Option<Self> {
        let Record::State(record) = record else {
            return None;
        };
        let shape = (record.t.len(), record.neurons.len());
        let variables = record
            .variables
            .into_iter()
            .zip(record.values)
            .map(|((name, unit), values)| Variable {
                name,
                unit,
                values: Array2::from_shape_vec(shape, values)
                    .expect("a state record has one value per time and neuron"),
            })
            .collect();
        Some(StateData {
            population: record.population,
            each: record.each,
            t: Array1::from_vec(record.t),
            neurons: record.neurons,
            variables,
        })
    }
}
