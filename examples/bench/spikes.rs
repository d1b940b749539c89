//! The spikes of a run as a file for other programs.

use std::fs::File;
use std::io::{BufWriter, Write};

use npbrain::all as nn;

use super::timed::DT;
use super::{Mistake, Result};

/// What stands in the first line.
const COLUMNS: &str = "population,neuron,time_ms";

/// A file of comma-separated values that takes spikes.
pub(super) struct SpikeFile {
    path: String,
    file: BufWriter<File>,
}

impl SpikeFile {
    /// Makes the file, or empties the one there is.
    pub(super) fn create(path: &str) -> Result<Self> {
        let path = path.to_owned();
        match File::create(&path) {
            Ok(file) => Ok(Self { path, file: BufWriter::new(file) }),
            Err(error) => Err(cannot(&path, &error)),
        }
    }

    /// Writes all spikes after the time `after`, in ms: population by population, in the
    /// order of time.
    pub(super) fn write<'a>(
        mut self,
        spikes: impl IntoIterator<Item = &'a nn::SpikeData>,
        after: f64,
    ) -> Result<()> {
        let Self { path, file } = &mut self;
        lines(file, spikes, after).map_err(|error| cannot(path, &error))
    }
}

fn lines<'a>(
    file: &mut impl Write,
    spikes: impl IntoIterator<Item = &'a nn::SpikeData>,
    after: f64,
) -> std::io::Result<()> {
    // As many digits as tell steps apart.
    let digits = (-DT.log10()).ceil().max(0.0) as usize;
    writeln!(file, "{COLUMNS}")?;
    for data in spikes {
        for (i, t) in data.i.iter().zip(&data.t).filter(|(_, t)| **t > after) {
            writeln!(file, "{},{i},{t:.digits$}", data.population)?;
        }
    }
    file.flush()
}

fn cannot(path: &str, error: &std::io::Error) -> Mistake {
    Mistake(format!("--spikes is `{path}`, which cannot be written: {error}"))
}
