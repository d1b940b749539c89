use std::ops::Range;

use npbrain_core::{Each, Error, Result, Watched};

use super::description::Resolver;
use super::population::unknown;

/// A variable of a network that can be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A state variable of each neuron of a population.
    Neuron {
        /// The population.
        population: usize,
        /// The state variable.
        variable: usize,
    },
    /// A state variable of a receptor that a projection attached to a
    /// population, for each neuron.
    Receptor {
        /// The population.
        population: usize,
        /// Its number among those attached to the population.
        receptor: usize,
        /// The first target of the projection, from which indices count.
        first: usize,
        /// The state variable.
        variable: usize,
    },
    /// A state variable of each source of a projection.
    Source {
        /// The projection.
        projection: usize,
        /// The state variable.
        variable: usize,
    },
    /// A state variable of each target of a projection.
    Target {
        /// The projection.
        projection: usize,
        /// The state variable.
        variable: usize,
    },
    /// A state variable of each synapse of a projection; `None` is its weight.
    Synapse {
        /// The projection.
        projection: usize,
        /// The state variable.
        variable: Option<usize>,
    },
}

/// All variables of one object.
pub(super) struct Quantities {
    /// The name of the object.
    pub(super) name: String,
    object: String,
    /// Names to choose by, what each is recorded for, and its unit.
    known: Vec<Known>,
    /// How many of each, or for neurons which.
    count: [Range<usize>; 3],
}

struct Known {
    /// What comes before the name where that alone is not enough.
    part: &'static str,
    name: String,
    each: Each,
    unit: &'static str,
    quantity: Quantity,
}

impl Quantities {
    pub(super) fn of(target: Watched, object: &str, resolver: &Resolver<'_>) -> Result<Self> {
        match target {
            Watched::Neurons(neurons) => {
                let (population, range) = resolver.neurons(neurons, object)?;
                let plan = resolver.population(population);
                let variables = plan.variables.iter().zip(plan.traits.state.iter()).enumerate();
                let known = variables.map(|(variable, (name, var))| Known {
                    part: "neuron",
                    name: name.clone(),
                    each: Each::Neuron,
                    unit: var.unit,
                    quantity: Quantity::Neuron { population, variable },
                });
                Ok(Quantities {
                    name: plan.name.clone(),
                    object: plan.object(),
                    known: known.collect(),
                    count: [range.clone(), range.clone(), range],
                })
            }
            Watched::Synapses(synapses) => {
                let planned = resolver.projection(synapses, object)?;
                let projection = planned.number;
                let mut known = Vec::new();
                if !planned.procedural {
                    known.push(Known {
                        part: "synapse",
                        name: "weight".into(),
                        each: Each::Synapse,
                        unit: planned.weight_unit,
                        quantity: Quantity::Synapse { projection, variable: None },
                    });
                }
                if let Some(traits) = &planned.model {
                    known.extend(traits.synapse.iter().enumerate().map(|(k, var)| Known {
                        part: "synapse",
                        name: var.name.into(),
                        each: Each::Synapse,
                        unit: var.unit,
                        quantity: Quantity::Synapse { projection, variable: Some(k) },
                    }));
                    known.extend(traits.source.iter().enumerate().map(|(variable, var)| Known {
                        part: "source",
                        name: var.name.into(),
                        each: Each::Source,
                        unit: var.unit,
                        quantity: Quantity::Source { projection, variable },
                    }));
                    known.extend(traits.target.iter().enumerate().map(|(variable, var)| Known {
                        part: "target",
                        name: var.name.into(),
                        each: Each::Target,
                        unit: var.unit,
                        quantity: Quantity::Target { projection, variable },
                    }));
                }
                if let Some((receptor, traits)) = &planned.receptor {
                    known.extend(traits.state.iter().enumerate().map(|(variable, var)| Known {
                        part: "receptor",
                        name: var.name.into(),
                        each: Each::Target,
                        unit: var.unit,
                        quantity: Quantity::Receptor {
                            population: planned.post,
                            receptor: *receptor,
                            first: planned.first_target,
                            variable,
                        },
                    }));
                }
                Ok(Quantities {
                    name: planned.name.clone(),
                    object: format!("projection `{}`", planned.name),
                    known,
                    count: [planned.sources, planned.targets, planned.synapses.unwrap_or(0)]
                        .map(|n| 0..n),
                })
            }
        }
    }

    /// The names to choose by, with units.
    pub(super) fn names(&self) -> Vec<(String, &'static str)> {
        self.known.iter().map(|k| (self.full_name(k), k.unit)).collect()
    }

    fn full_name(&self, known: &Known) -> String {
        match self.known.iter().filter(|other| other.name == known.name).count() {
            1 => known.name.clone(),
            _ => format!("{}.{}", known.part, known.name),
        }
    }

    fn find(&self, name: &str) -> Result<&Known> {
        let by_name = |k: &&Known| self.full_name(k) == name;
        let by_part = |k: &&Known| {
            name.strip_prefix(k.part).is_some_and(|rest| rest.strip_prefix('.') == Some(&k.name))
        };
        self.known.iter().find(by_name).or_else(|| self.known.iter().find(by_part)).ok_or_else(
            || {
                let known = self.names().into_iter().map(|(name, _)| name).collect();
                unknown(&self.object, "variable", name, known)
            },
        )
    }

    /// The variables of these names, which must be of one kind; what each of
    /// their values belongs to, and all of these.
    #[expect(clippy::type_complexity, reason = "three things that belong together once")]
    pub(super) fn choose(
        &self,
        object: &str,
        names: &[String],
    ) -> Result<(Each, Vec<(Quantity, String, &'static str)>, Range<usize>)> {
        let chosen: Vec<&Known> =
            names.iter().map(|name| self.find(name)).collect::<Result<_>>()?;
        let each = chosen.first().map_or(Each::Neuron, |known| known.each);
        if let Some(other) = chosen.iter().find(|known| known.each != each) {
            return Err(Error::Impossible {
                object: object.into(),
                reason: format!(
                    "`{}` is one per {each} and `{}` one per {}; record them by two monitors",
                    names[0],
                    self.full_name(other),
                    other.each
                ),
            });
        }
        let [sources, targets, synapses] = &self.count;
        let all = match each {
            Each::Neuron | Each::Source => sources,
            Each::Target => targets,
            Each::Synapse => synapses,
        };
        let variables = names.iter().zip(chosen);
        let variables = variables.map(|(name, known)| (known.quantity, name.clone(), known.unit));
        Ok((each, variables.collect(), all.clone()))
    }
}
