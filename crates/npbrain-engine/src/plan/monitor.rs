use std::ops::Range;

use npbrain_core::{Error, MonitorSpec, Records, Result, steps};

use super::{Settings, description::Resolver};

/// A monitor, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorPlan {
    /// Its name.
    pub name: String,
    /// The population it watches.
    pub population: usize,
    /// The name of that population.
    pub population_name: String,
    /// The neurons it watches.
    pub neurons: Range<usize>,
    /// The step at which it was added.
    pub from: u64,
    /// What it records.
    pub watch: Watch,
}

/// What a monitor records.
#[derive(Clone, Debug, PartialEq)]
pub enum Watch {
    /// State variables.
    State {
        /// Each with its index, name and unit.
        variables: Vec<(usize, String, &'static str)>,
        /// Indices of the neurons in the population.
        neurons: Vec<usize>,
        /// Steps from sample to sample.
        every: u64,
    },
    /// Spikes.
    Spikes,
    /// Spikes per bin.
    Rate {
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
        let (population, range) = resolver.neurons(from.target, &object)?;
        let target = resolver.population(population);
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
        let watch = match &from.records {
            Records::Spikes => Watch::Spikes,
            Records::Rate { bin } => Watch::Rate { bin: interval("bin", bin)? },
            Records::State { variables, neurons, every } => Watch::State {
                variables: variables
                    .iter()
                    .map(|name| {
                        let index = target.variable(name)?;
                        Ok((index, name.clone(), target.traits.state.get(index).unit))
                    })
                    .collect::<Result<_>>()?,
                neurons: match neurons {
                    None => range.clone().collect(),
                    Some(indices) => indices
                        .iter()
                        .map(|i| match *i < range.len() {
                            true => Ok(range.start + i),
                            false => Err(Error::OutOfRange {
                                object: object.clone(),
                                index: *i,
                                size: range.len(),
                            }),
                        })
                        .collect::<Result<_>>()?,
                },
                every: interval("every", every)?,
            },
        };
        Ok(MonitorPlan {
            name,
            population,
            population_name: target.name.clone(),
            neurons: range,
            from: step,
            watch,
        })
    }

    /// About how many bytes a run of `steps` steps of `dt` ms will add to what
    /// is recorded; for spikes, whose number nobody knows, at 50 Hz.
    pub fn bytes(&self, steps: u64, dt: f64) -> u64 {
        const ASSUMED_RATE: f64 = 50.0;
        let number = size_of::<f64>() as u64;
        match &self.watch {
            Watch::State { variables, neurons, every } => {
                let row = 1 + (variables.len() * neurons.len()) as u64;
                (steps / every + 1).saturating_mul(row).saturating_mul(number)
            }
            Watch::Rate { bin } => (steps / bin + 1) * number,
            Watch::Spikes => {
                let spikes = self.neurons.len() as f64 * steps as f64 * dt * ASSUMED_RATE / 1000.0;
                spikes as u64 * (size_of::<u64>() + size_of::<u32>()) as u64
            }
        }
    }

    /// Names and units of the recorded variables.
    pub(crate) fn variable_names(&self) -> Vec<(String, &'static str)> {
        match &self.watch {
            Watch::State { variables, .. } => {
                variables.iter().map(|(_, name, unit)| (name.clone(), *unit)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Indices of the recorded neurons.
    pub(crate) fn recorded_neurons(&self) -> Vec<usize> {
        match &self.watch {
            Watch::State { neurons, .. } => neurons.clone(),
            _ => self.neurons.clone().collect(),
        }
    }
}
