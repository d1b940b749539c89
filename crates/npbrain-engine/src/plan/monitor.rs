use std::ops::Range;

use npbrain_core::{Each, Error, MonitorSpec, Records, Result, Watched, steps};

use super::quantity::{Quantities, Quantity};
use super::{Settings, description::Resolver};

/// A monitor, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorPlan {
    /// Its name.
    pub name: String,
    /// The name of the population or projection it watches.
    pub target: String,
    /// The step at which it was added.
    pub from: u64,
    /// What it records.
    pub watch: Watch,
}

/// What a monitor records.
#[derive(Clone, Debug, PartialEq)]
pub enum Watch {
    /// Variables.
    State {
        /// Each with its name and unit.
        variables: Vec<(Quantity, String, &'static str)>,
        /// What there is one value for.
        each: Each,
        /// Of which of these values are recorded.
        indices: Vec<usize>,
        /// Steps from sample to sample.
        every: u64,
    },
    /// Spikes.
    Spikes {
        /// The population.
        population: usize,
        /// The neurons in it.
        neurons: Range<usize>,
    },
    /// Spikes per bin.
    Rate {
        /// The population.
        population: usize,
        /// The neurons in it.
        neurons: Range<usize>,
        /// Steps per bin.
        bin: u64,
    },
}

impl MonitorPlan {
    pub(super) fn new(
        from: &MonitorSpec,
        name: String,
        settings: &Settings,
        step: u64,
        resolver: &Resolver<'_>,
    ) -> Result<Self> {
        let object = format!("monitor `{name}`");
        let interval = |argument: &str, ms: &Option<f64>| match ms {
            None => Ok(1),
            Some(ms) => match steps(&object, argument, *ms, settings.dt)? {
                0 => Err(Error::InvalidValue {
                    object: object.clone(),
                    name: argument.into(),
                    value: *ms,
                    expected: "at least one step",
                }),
                steps => Ok(steps),
            },
        };
        let neurons = || match from.target {
            Watched::Neurons(neurons) => resolver.neurons(neurons, &object),
            Watched::Synapses(_) => Err(Error::Impossible {
                object: object.clone(),
                reason: "it records spikes, which neurons have and synapses have not".into(),
            }),
        };
        let (target, watch) = match &from.records {
            Records::Spikes => {
                let (population, neurons) = neurons()?;
                let target = resolver.population(population).name.clone();
                (target, Watch::Spikes { population, neurons })
            }
            Records::Rate { bin } => {
                let (population, neurons) = neurons()?;
                let target = resolver.population(population).name.clone();
                (target, Watch::Rate { population, neurons, bin: interval("bin", bin)? })
            }
            Records::State { variables, neurons, every } => {
                let there_are = Quantities::of(from.target, &object, resolver)?;
                let (each, variables, all) = there_are.choose(&object, variables)?;
                let indices = chosen(&object, neurons.as_deref(), all)?;
                let every = interval("every", every)?;
                (there_are.name, Watch::State { variables, each, indices, every })
            }
        };
        Ok(MonitorPlan { name, target, from: step, watch })
    }

    /// About how many bytes a run of `steps` steps of `dt` ms will add to what
    /// is recorded; for spikes, whose number nobody knows, at 50 Hz.
    pub fn bytes(&self, steps: u64, dt: f64) -> u64 {
        const ASSUMED_RATE: f64 = 50.0;
        let number = size_of::<f64>() as u64;
        match &self.watch {
            Watch::State { variables, indices, every, .. } => {
                let row = 1 + (variables.len() * indices.len()) as u64;
                (steps / every + 1).saturating_mul(row).saturating_mul(number)
            }
            Watch::Rate { bin, .. } => (steps / bin + 1) * number,
            Watch::Spikes { neurons, .. } => {
                let spikes = neurons.len() as f64 * steps as f64 * dt * ASSUMED_RATE / 1000.0;
                spikes as u64 * (size_of::<u64>() + size_of::<u32>()) as u64
            }
        }
    }
}

/// The chosen ones of `all`.
fn chosen(object: &str, indices: Option<&[usize]>, all: Range<usize>) -> Result<Vec<usize>> {
    let Some(indices) = indices else { return Ok(all.collect()) };
    let index = |i: &usize| match *i < all.len() {
        true => Ok(all.start + i),
        false => Err(Error::OutOfRange { object: object.into(), index: *i, size: all.len() }),
    };
    indices.iter().map(index).collect()
}
