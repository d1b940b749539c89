use ndarray::{Array1, Array2};
use npbrain_core::{Item, Monitor, MonitorSpec, Neurons, Object, Place, Record, Recorded, Records};

use crate::{StateData, Variable};

/// Records state variables of some neurons, by default of all and at every
/// step. Its data are a [`StateData`].
///
/// ```
/// use npbrain_monitors::StateMonitor;
/// # use npbrain_core::{Neurons, Place};
/// # let hh = Neurons::all(Place { network: 0, index: 0, size: 500 });
///
/// let gates = StateMonitor::new(hh, ["m", "h", "n"]).neurons(0..10).every(0.1);
/// ```
#[doc(alias = "record")]
#[derive(Clone, Debug, PartialEq)]
pub struct StateMonitor {
    name: Option<String>,
    target: Neurons,
    variables: Vec<String>,
    neurons: Option<Vec<usize>>,
    every: Option<f64>,
}

impl StateMonitor {
    /// Records `variables`, by name, of all neurons of `target`.
    ///
    /// The names are checked when the network is planned.
    pub fn new(target: Neurons, variables: impl IntoIterator<Item: Into<String>>) -> Self {
        StateMonitor {
            name: None,
            target,
            variables: variables.into_iter().map(Into::into).collect(),
            neurons: None,
            every: None,
        }
    }

    /// Records these neurons alone, counted from the target's first and in
    /// this order.
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
            t: Array1::from_vec(record.t),
            neurons: record.neurons,
            variables,
        })
    }
}
