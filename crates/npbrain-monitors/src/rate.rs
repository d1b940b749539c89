use ndarray::Array1;
use npbrain_core::{Item, Monitor, MonitorSpec, Neurons, Object, Place, Record, Recorded, Records};

use crate::RateData;

/// Records how fast a population fires: spikes per neuron and second, counted
/// in bins. Its data are a [`RateData`].
///
/// ```
/// use npbrain_monitors::RateMonitor;
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 500 });
///
/// let rate = RateMonitor::new(lif).bin(10.0);
/// ```
#[doc(alias = "PopulationRateMonitor")]
#[derive(Clone, Debug, PartialEq)]
pub struct RateMonitor {
    name: Option<String>,
    target: Neurons,
    bin: Option<f64>,
}

impl RateMonitor {
    /// Records the mean rate of the neurons of `target`, step by step.
    pub fn new(target: Neurons) -> Self {
        RateMonitor { name: None, target, bin: None }
    }

    /// Counts in bins of `width` ms, a multiple of dt, in place of one per
    /// step.
    #[must_use]
    pub fn bin(mut self, width: f64) -> Self {
        self.bin = Some(width);
        self
    }

    /// Gives it a name, by which it is found.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}

impl Object for RateMonitor {
    type Handle = Monitor<RateData>;

    fn into_item(self) -> Item {
        Item::Monitor(MonitorSpec {
            name: self.name,
            kind: "RateMonitor",
            target: self.target.into(),
            records: Records::Rate { bin: self.bin },
        })
    }

    fn handle(place: Place) -> Self::Handle {
        Monitor::at(place)
    }
}

impl Recorded for RateData {
    /// The rates, counts · 1000 / (neurons · bin); the times are moved.
    fn from_record(record: Record) -> Option<Self> {
        let Record::Rate(record) = record else {
            return None;
        };
        // Neuron-milliseconds in a bin.
        let exposure = record.size as f64 * record.bin;
        Some(RateData {
            population: record.population,
            bin: record.bin,
            t: Array1::from_vec(record.t),
            rate: record.counts.into_iter().map(|count| count as f64 * 1000.0 / exposure).collect(),
        })
    }
}
