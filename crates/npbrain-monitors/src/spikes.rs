use ndarray::Array1;
use npbrain_core::{Item, Monitor, MonitorSpec, Neurons, Object, Place, Record, Recorded, Records};

use crate::SpikeData;

/// Records which neuron fired when. Its data are a [`SpikeData`].
///
/// ```
/// use npbrain_monitors::SpikeMonitor;
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 500 });
///
/// let spikes = SpikeMonitor::new(lif).named("spikes");
/// ```
#[doc(alias = "spikemonitor")]
#[doc(alias = "raster")]
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeMonitor {
    name: Option<String>,
    target: Neurons,
}

impl SpikeMonitor {
    /// Records every spike of the neurons of `target`.
    pub fn new(target: Neurons) -> Self {
        SpikeMonitor { name: None, target }
    }

    /// Gives it a name, by which it is found.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}

impl Object for SpikeMonitor {
    type Handle = Monitor<SpikeData>;

    fn into_item(self) -> Item {
        Item::Monitor(MonitorSpec {
            name: self.name,
            kind: "SpikeMonitor",
            target: self.target.into(),
            records: Records::Spikes,
        })
    }

    fn handle(place: Place) -> Self::Handle {
        Monitor::at(place)
    }
}

impl Recorded for SpikeData {
    /// The spikes: the times are moved, the indices widened.
    fn from_record(record: Record) -> Option<Self> {
        let Record::Spikes(record) = record else {
            return None;
        };
        Some(SpikeData {
            population: record.population,
            first: record.first,
            size: record.size,
            span: record.span,
            t: Array1::from_vec(record.t),
            i: record.neurons.into_iter().map(|i| i as usize).collect(),
        })
    }
}
