use std::ops::Range;

use npbrain_core::{CurrentInput, Error, Result, Value, steps};

use super::population::check;
use super::{Settings, description::Resolver};

/// A current, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct InputPlan {
    /// The population it goes to.
    pub population: usize,
    /// The neurons in it.
    pub neurons: Range<usize>,
    /// The current: one, or one per neuron.
    pub current: Value,
    /// The steps it acts in.
    pub active: Range<u64>,
}

impl InputPlan {
    pub(super) fn new(
        from: &CurrentInput,
        name: &str,
        settings: &Settings,
        resolver: &Resolver<'_>,
    ) -> Result<Self> {
        let object = format!("input `{name}`");
        let (population, neurons) = resolver.neurons(from.target, &object)?;
        let target = resolver.population(population);
        if target.traits.membrane.is_none() {
            return Err(Error::Impossible {
                object,
                reason: format!("{} takes no current", target.object()),
            });
        }
        check(&object, "current", &from.current, neurons.len())?;
        let active = match from.window {
            None => 0..u64::MAX,
            Some((start, end)) => {
                let first = steps(&object, "start", start, settings.dt)?;
                let last = match end {
                    f64::INFINITY => u64::MAX,
                    end => steps(&object, "end", end, settings.dt)?,
                };
                if last < first {
                    return Err(Error::InvalidValue {
                        object,
                        name: "end".into(),
                        value: end,
                        expected: "a time not before the start",
                    });
                }
                first..last
            }
        };
        Ok(InputPlan { population, neurons, current: from.current.clone(), active })
    }
}
