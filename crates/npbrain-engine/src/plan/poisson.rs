use std::ops::Range;
use std::sync::Arc;

use npbrain_core::random::{Key, Poisson};
use npbrain_core::{Error, InputSite, PoissonInput, Rate, Result, Signal, Value};

use super::population::check;
use super::projection::arrival;
use super::receptor::ReceptorPlan;
use super::{Arrival, Settings, description::Resolver};

/// A Poisson input, checked.
#[derive(Clone, Debug)]
pub struct PoissonPlan {
    /// Its name. What arrives at one port is summed in the order of the names,
    /// after all projections.
    pub name: String,
    /// The population it goes to.
    pub population: usize,
    /// The neurons in it.
    pub neurons: Range<usize>,
    /// Where it arrives.
    pub arrival: Arrival,
    /// The weight of a spike: one, or one per neuron.
    pub weights: Value,
    /// How many spikes a neuron gets in a step on average.
    pub mean: Mean,
    /// The stream of the numbers.
    pub key: Key,
}

/// How many spikes there are in a step on average.
#[derive(Clone, Debug)]
pub enum Mean {
    /// Always as many.
    Constant(f64),
    /// In step k `per_hz` times what `rate` is in that step.
    Course {
        /// The rate in Hz, shared by all neurons.
        rate: Arc<Signal>,
        /// Spikes per step and Hz.
        per_hz: f64,
    },
}

const MOST: &str = "at most 65536 spikes per step on average";

impl PoissonPlan {
    pub(super) fn new(
        from: &PoissonInput,
        name: String,
        settings: &Settings,
        step: u64,
        resolver: &Resolver<'_>,
        attached: &mut Vec<ReceptorPlan>,
    ) -> Result<Self> {
        let object = format!("Poisson input `{name}`");
        let (population, neurons) = resolver.neurons(from.target, &object)?;
        let target = resolver.population(population);
        let invalid = |name: &str, value: f64, expected: &'static str| {
            Err(Error::InvalidValue { object: object.clone(), name: name.into(), value, expected })
        };
        if from.sources == 0 {
            return invalid("n", 0.0, "at least one source");
        }
        check(&object, "weight", &from.weight, neurons.len())?;

        let per_hz = from.sources as f64 * settings.dt / 1000.0;
        // Negative rates are those of a course that dips below 0.
        let fits = |rate: f64| Poisson::allows(rate.max(0.0) * per_hz);
        let mean = match &from.rate {
            Rate::Constant(Value::Each(_)) => return Err(Rate::differs(&object)),
            Rate::Constant(Value::Same(rate)) if !(rate.is_finite() && *rate >= 0.0) => {
                return invalid("rate", *rate, "a finite number, not less than 0");
            }
            Rate::Constant(Value::Same(rate)) if !fits(*rate) => {
                return invalid("n · rate · dt", rate * per_hz, MOST);
            }
            Rate::Constant(Value::Same(rate)) => Mean::Constant(rate * per_hz),
            Rate::Course(course) => {
                let rate = Rate::plan(
                    course.clone(),
                    &InputSite {
                        object: &object,
                        dt: settings.dt,
                        neurons: neurons.clone(),
                        active: step..u64::MAX,
                        key: Key::new(settings.seed, &name, "rate"),
                    },
                )?;
                let known = match &rate {
                    Signal::Steps(steps) => steps.iter().map(|(_, rate)| *rate).collect(),
                    now => Vec::from_iter(now.shared(step)),
                };
                if let Some(rate) = known.iter().find(|rate| !rate.is_finite()) {
                    return invalid("rate", *rate, "a finite number");
                }
                if let Some(rate) = known.iter().find(|rate| !fits(**rate)) {
                    return invalid("n · rate · dt", rate * per_hz, MOST);
                }
                Mean::Course { rate: Arc::new(rate), per_hz }
            }
        };

        let takes_levels = |port: String| {
            let reason = format!("{port} takes levels, and spikes are jumps");
            Err(Error::Impossible { object: object.clone(), reason })
        };
        let arrival = match &from.receptor {
            None => arrival(&object, from.port.as_deref(), target)?,
            Some(choice) if choice.kernel.traits().graded => {
                return takes_levels(format!("the receptor {}", choice.kernel.traits().model));
            }
            Some(choice) => Arrival::Port(ReceptorPlan::port(
                &object, choice, population, target, attached, settings,
            )?),
        };
        if let Arrival::Port(k) = arrival
            && let Some(port) = target.ports.get(k).filter(|port| port.graded)
        {
            return takes_levels(format!("port `{}` of {}", port.name, target.object()));
        }
        Ok(PoissonPlan {
            key: Key::new(settings.seed, &name, "poisson"),
            name,
            population,
            neurons,
            arrival,
            weights: from.weight.clone(),
            mean,
        })
    }
}
