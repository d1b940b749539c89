use ndarray::{Array1, Array2, ArrayView1, ArrayView2};
use npbrain_core::{Each, Error, Result};

/// What a [`StateMonitor`](crate::StateMonitor) recorded.
///
/// Row `k` of every array belongs to the time `t[k]`; column `j` to the neuron
/// `neurons[j]`, or to the synapse, source or target of that number.
#[derive(Clone, Debug, PartialEq)]
pub struct StateData {
    /// The monitored population or projection.
    pub population: String,
    /// What each column belongs to.
    pub each: Each,
    /// Times of the samples, in ms.
    pub t: Array1<f64>,
    /// Indices of the recorded neurons in their population, or of the synapses,
    /// sources or targets in their projection.
    pub neurons: Vec<usize>,
    /// Each recorded variable with its unit and values, `[time × neuron]`.
    pub variables: Vec<Variable>,
}

/// One recorded variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// Its values, `[time × neuron]`.
    pub values: Array2<f64>,
}

impl StateData {
    /// The values of the variable `name`, `[time × neuron]`.
    ///
    /// # Errors
    /// [`Error::UnknownName`] if it was not recorded.
    pub fn get(&self, name: &str) -> Result<ArrayView2<'_, f64>> {
        self.variable(name).map(|v| v.values.view())
    }

    /// The variable `name` with its unit.
    ///
    /// # Errors
    /// [`Error::UnknownName`] if it was not recorded.
    pub fn variable(&self, name: &str) -> Result<&Variable> {
        self.variables.iter().find(|v| v.name == name).ok_or_else(|| Error::UnknownName {
            object: format!("the state monitor of `{}`", self.population),
            kind: "variable",
            name: name.to_owned(),
            known: self.variables.iter().map(|v| v.name.clone()).collect(),
        })
    }

    /// The trace of variable `name` in the `column`-th recorded neuron.
    ///
    /// # Errors
    /// [`Error::UnknownName`] or [`Error::OutOfRange`].
    pub fn trace(&self, name: &str, column: usize) -> Result<ArrayView1<'_, f64>> {
        let values = &self.variable(name)?.values;
        if column >= values.ncols() {
            return Err(Error::OutOfRange {
                object: format!("the state monitor of `{}`", self.population),
                index: column,
                size: values.ncols(),
            });
        }
        Ok(values.column(column))
    }
}

/// What a [`SpikeMonitor`](crate::SpikeMonitor) recorded: spike `k` was fired
/// by neuron `i[k]` at `t[k]`, in order of time, then of neuron.
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeData {
    /// The monitored population.
    pub population: String,
    /// The index of the first monitored neuron in its population.
    pub first: usize,
    /// How many neurons were monitored.
    pub size: usize,
    /// The time recorded so far, `(from, to)`, in ms.
    pub span: (f64, f64),
    /// Times of the spikes, in ms.
    pub t: Array1<f64>,
    /// Indices of the neurons in their population.
    pub i: Array1<usize>,
}

impl SpikeData {
    /// Spikes per neuron and second over the time recorded, in Hz.
    pub fn mean_rate(&self) -> f64 {
        let (from, to) = self.span;
        if to <= from {
            return 0.0;
        }
        self.t.len() as f64 * 1000.0 / (self.size as f64 * (to - from))
    }

    /// The times at which neuron `index` fired, in ms.
    pub fn times_of(&self, index: usize) -> Vec<f64> {
        self.t.iter().zip(&self.i).filter(|(_, i)| **i == index).map(|(t, _)| *t).collect()
    }
}

/// Which neuron fired, and when (in ms): what a raster plot is drawn from.
///
/// The names and their order are those of NumpyBrain's `raster_plot`; a
/// [`SpikeData`] has both as fields.
pub fn raster_plot(spikes: &SpikeData) -> (ArrayView1<'_, usize>, ArrayView1<'_, f64>) {
    (spikes.i.view(), spikes.t.view())
}

/// What a [`RateMonitor`](crate::RateMonitor) recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct RateData {
    /// The monitored population.
    pub population: String,
    /// Width of a bin, in ms.
    pub bin: f64,
    /// Ends of the bins, in ms.
    pub t: Array1<f64>,
    /// Spikes per neuron and second in each bin, in Hz.
    pub rate: Array1<f64>,
}
