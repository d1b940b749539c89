use std::ops::Range;
use std::sync::Arc;

use npbrain_core::{CHUNK, Course, Currents, Error, InputSite, Moment, Result, Signal};

/// What a series is after its last sample, which holds for `every` ms like
/// all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// 0.
    Zero,
    /// The last sample.
    Hold,
    /// Nothing: an input that does not end with its series, by
    /// [`during`](npbrain_core::CurrentInput::during), is an error.
    Refuse,
}

/// What the rows of an array are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// A row is one time, with a value for each neuron: `[time × neuron]`.
    Times,
    /// A row is one neuron, with a value for each time: `[neuron × time]`.
    Neurons,
}

/// The course made by [`series`].
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    values: Vec<f64>,
    every: f64,
    after: After,
}

/// The course made by [`series_array`].
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesArray {
    rows: Vec<Vec<f64>>,
    axis: Rows,
    every: f64,
    after: After,
}

/// Samples for all neurons: the first from time 0, each held for `every` ms.
///
/// ```
/// use npbrain_inputs::{After, input, series};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let recorded = vec![0.0, 3.0, 2.5, 4.0];
/// let drive = input(lif, series(recorded, 0.5, After::Zero));
/// ```
#[doc(alias = "TimedArray")]
#[doc(alias = "step_current_generator")]
pub fn series(values: impl Into<Vec<f64>>, every: f64, after: After) -> Series {
    Series { values: values.into(), every, after }
}

/// Samples for each neuron, held for `every` ms. What its rows are is said, not
/// guessed.
///
/// ```
/// use npbrain_inputs::{After, Rows, input, series_array};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 2 });
/// // Two neurons, three times.
/// let by_time = series_array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], Rows::Times, 0.5, After::Hold);
/// let the_same = series_array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]], Rows::Neurons, 0.5, After::Hold);
/// let drive = input(lif, by_time);
/// ```
#[doc(alias = "TimedArray")]
pub fn series_array(
    rows: impl IntoIterator<Item: Into<Vec<f64>>>,
    axis: Rows,
    every: f64,
    after: After,
) -> SeriesArray {
    SeriesArray { rows: rows.into_iter().map(Into::into).collect(), axis, every, after }
}

/// Checks a series of `samples` samples; how many steps each holds for.
fn check(site: &InputSite<'_>, samples: usize, every: f64, after: After) -> Result<u64> {
    let steps = site.some_steps("every", every)?;
    let needed = match after {
        After::Zero | After::Hold => 1,
        After::Refuse if site.active.end == u64::MAX => {
            let expected = "a time at which the input ends, given with `during`";
            return Err(site.invalid("end", f64::INFINITY, expected));
        }
        After::Refuse => site.active.end.div_ceil(steps).max(1),
    };
    match (samples as u64) < needed {
        true => Err(too_few(site, "the series", samples, needed as usize)),
        false => Ok(steps),
    }
}

fn too_few(site: &InputSite<'_>, name: &str, found: usize, expected: usize) -> Error {
    Error::WrongLength { object: site.object.into(), name: name.into(), found, expected }
}

impl Course for Series {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let every = check(site, self.values.len(), self.every, self.after)?;
        let mut changes = Vec::with_capacity(self.values.len() + 1);
        for (k, value) in self.values.iter().enumerate() {
            changes.push((k as u64 * every, site.finite(&format!("sample {k}"), *value)?));
        }
        if let After::Zero = self.after {
            changes.push((self.values.len() as u64 * every, 0.0));
        }
        Ok(Signal::Steps(changes))
    }
}

impl Course for SeriesArray {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let length = match self.rows.first() {
            Some(row) => row.len(),
            None => return Err(too_few(site, "the array of the series", 0, 1)),
        };
        let (samples, neurons) = match self.axis {
            Rows::Times => (self.rows.len(), length),
            Rows::Neurons => (length, self.rows.len()),
        };
        let every = check(site, samples, self.every, self.after)?;
        if neurons != site.neurons.len() {
            let name = match self.axis {
                Rows::Times => "row 0",
                Rows::Neurons => "the array of rows",
            };
            return Err(too_few(site, name, neurons, site.neurons.len()));
        }
        for (k, row) in self.rows.iter().enumerate() {
            if row.len() != length {
                return Err(too_few(site, &format!("row {k}"), row.len(), length));
            }
            for value in row {
                site.finite(&format!("row {k}"), *value)?;
            }
        }
        let neurons = site.neurons.clone();
        Ok(Signal::Each(Arc::new(Table { samples, every, neurons, series: self })))
    }
}

struct Table {
    samples: usize,
    every: u64,
    neurons: Range<usize>,
    series: Arc<SeriesArray>,
}

impl Currents for Table {
    fn write(&self, at: &Moment, _: &mut [[f64; CHUNK]], currents: &mut [f64; CHUNK]) {
        let SeriesArray { rows, axis, after, .. } = &*self.series;
        let last = self.samples - 1;
        let sample = (at.since / self.every).min(self.samples as u64) as usize;
        if sample > last && *after != After::Hold {
            currents.fill(0.0);
            return;
        }
        let sample = sample.min(last);
        let first = at.neuron();
        let from = self.neurons.start.max(first);
        let to = self.neurons.end.min(first + CHUNK);
        let own = from - self.neurons.start..to - self.neurons.start;
        let currents = &mut currents[from - first..to - first];
        match axis {
            Rows::Times => currents.copy_from_slice(&rows[sample][own]),
            Rows::Neurons => {
                for (current, row) in currents.iter_mut().zip(&rows[own]) {
                    *current = row[sample];
                }
            }
        }
    }
}
