use super::Neurons;

/// A monitor to be.
#[derive(Clone, Debug)]
pub struct MonitorSpec {
    /// Its name; by default its kind with a number.
    pub name: Option<String>,
    /// The word its default name is made of.
    pub kind: &'static str,
    /// The neurons it watches.
    pub target: Neurons,
    /// What it records.
    pub records: Records,
}

/// What a monitor records.
#[derive(Clone, Debug, PartialEq)]
pub enum Records {
    /// Values of state variables.
    State {
        /// Their names.
        variables: Vec<String>,
        /// Which of the target's neurons, counted from its first; `None` is
        /// all.
        neurons: Option<Vec<usize>>,
        /// The time between samples in ms; `None` is every step.
        every: Option<f64>,
    },
    /// Spikes.
    Spikes,
    /// Spikes per neuron and second.
    Rate {
        /// The width of the bins in ms; `None` is one step.
        bin: Option<f64>,
    },
}

/// What a monitor has recorded so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// Values of state variables.
    State(StateRecord),
    /// Spikes.
    Spikes(SpikeRecord),
    /// Spikes per bin.
    Rate(RateRecord),
}

/// Samples of state variables.
#[derive(Clone, Debug, PartialEq)]
pub struct StateRecord {
    /// The population's name.
    pub population: String,
    /// Names and units of the variables.
    pub variables: Vec<(String, &'static str)>,
    /// Indices of the neurons in the population.
    pub neurons: Vec<usize>,
    /// Times of the samples, in ms.
    pub t: Vec<f64>,
    /// For each variable its values: all neurons of the first sample, then of
    /// the second, and so on.
    pub values: Vec<Vec<f64>>,
}

/// Spikes in order of time, then of neuron.
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeRecord {
    /// The population's name.
    pub population: String,
    /// The index of the first neuron watched.
    pub first: usize,
    /// How many neurons are watched.
    pub size: usize,
    /// The time recorded, in ms.
    pub span: (f64, f64),
    /// Times, in ms.
    pub t: Vec<f64>,
    /// Indices in the population.
    pub neurons: Vec<u32>,
}

/// Spikes counted in bins.
#[derive(Clone, Debug, PartialEq)]
pub struct RateRecord {
    /// The population's name.
    pub population: String,
    /// How many neurons are watched.
    pub size: usize,
    /// The width of the bins, in ms.
    pub bin: f64,
    /// Ends of the bins, in ms.
    pub t: Vec<f64>,
    /// Spikes of all watched neurons in each bin.
    pub counts: Vec<u64>,
}

/// The data of a kind of monitor, made from its [`Record`].
pub trait Recorded: Sized {
    /// The data; `None` if the record is of another kind.
    fn from_record(record: Record) -> Option<Self>;
}
