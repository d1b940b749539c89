use std::fmt;

use super::{Neurons, Synapses};

/// A monitor to be.
#[derive(Clone, Debug)]
pub struct MonitorSpec {
    /// Its name; by default its kind with a number.
    pub name: Option<String>,
    /// The word its default name is made of.
    pub kind: &'static str,
    /// What it watches.
    pub target: Watched,
    /// What it records.
    pub records: Records,
}

/// What a monitor watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// Neurons.
    Neurons(Neurons),
    /// A projection: its synapses, their sources and targets, and the receptor
    /// that it attached.
    Synapses(Synapses),
}

impl From<Neurons> for Watched {
    fn from(neurons: Neurons) -> Self {
        Watched::Neurons(neurons)
    }
}

impl From<Synapses> for Watched {
    fn from(synapses: Synapses) -> Self {
        Watched::Synapses(synapses)
    }
}

/// What there is one value of a variable for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Each {
    /// Each neuron of a population.
    #[default]
    Neuron,
    /// Each source of a projection.
    Source,
    /// Each target of a projection.
    Target,
    /// Each synapse of a projection, in the order of its
    /// [`Csr`](crate::Csr).
    Synapse,
}

impl fmt::Display for Each {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Each::Neuron => "neuron",
            Each::Source => "source",
            Each::Target => "target",
            Each::Synapse => "synapse",
        })
    }
}

/// What a monitor records.
#[derive(Clone, Debug, PartialEq)]
pub enum Records {
    /// Values of state variables.
    State {
        /// Their names.
        variables: Vec<String>,
        /// Which of the target's neurons (or of a projection's synapses,
        /// sources or targets), counted from its first; `None` is all.
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
    /// The name of the population or projection.
    pub population: String,
    /// Names and units of the variables.
    pub variables: Vec<(String, &'static str)>,
    /// What there is one value for.
    pub each: Each,
    /// Indices of the neurons in the population, or of the synapses, sources
    /// or targets in the projection.
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
