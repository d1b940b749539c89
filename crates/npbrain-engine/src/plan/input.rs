use std::ops::Range;
use std::sync::Arc;

use npbrain_core::random::Key;
use npbrain_core::{Current, CurrentInput, Error, InputSite, Result, Signal, Value, steps};

use super::population::check;
use super::{Settings, description::Resolver};

/// A current, checked.
#[derive(Clone, Debug)]
pub struct InputPlan {
    /// The population it goes to.
    pub population: usize,
    /// The neurons in it.
    pub neurons: Range<usize>,
    /// The current, or what [`signal`](Self::signal) is multiplied by: one, or
    /// one per neuron.
    pub factor: Value,
    /// How it goes in time; `None` if it is constant.
    ///
    /// Each planned input has an `Arc` of its own, by which an engine knows
    /// whose the memory is that it keeps.
    pub signal: Option<Arc<Signal>>,
    /// The step in which the course of the signal begins.
    pub origin: u64,
    /// The steps it acts in; none is before `origin`.
    pub active: Range<u64>,
}

impl PartialEq for InputPlan {
    fn eq(&self, other: &Self) -> bool {
        let signals = match (&self.signal, &other.signal) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        signals
            && self.population == other.population
            && self.neurons == other.neurons
            && self.factor == other.factor
            && self.origin == other.origin
            && self.active == other.active
    }
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
        let origin = steps(&object, "starting_at", from.start, settings.dt)?;
        let active = active(&object, from.window, origin, settings.dt)?;
        check(&object, "scaled", &from.scale, neurons.len())?;
        let (factor, signal) = match &from.current {
            Current::Constant(current) => {
                check(&object, "current", current, neurons.len())?;
                let factor = product(current, &from.scale);
                check(&object, "current", &factor, neurons.len())?;
                (factor, None)
            }
            Current::Course(course) => {
                let last = active.end.checked_sub(origin).filter(|_| active.end < u64::MAX);
                let signal = course.clone().plan(&InputSite {
                    object: &object,
                    dt: settings.dt,
                    neurons: neurons.clone(),
                    active: active.start - origin..last.unwrap_or(u64::MAX),
                    key: Key::new(settings.seed, name, "input"),
                })?;
                check_steps(&object, &signal)?;
                (from.scale.clone(), Some(Arc::new(signal)))
            }
        };
        Ok(InputPlan { population, neurons, factor, signal, origin, active })
    }
}

/// The steps in which an input acts.
fn active(object: &str, window: Option<(f64, f64)>, origin: u64, dt: f64) -> Result<Range<u64>> {
    let Some((start, end)) = window else { return Ok(origin..u64::MAX) };
    let first = steps(object, "start", start, dt)?;
    let last = match end {
        f64::INFINITY => u64::MAX,
        end => steps(object, "end", end, dt)?,
    };
    if last < first {
        return Err(Error::InvalidValue {
            object: object.into(),
            name: "end".into(),
            value: end,
            expected: "a time not before the start",
        });
    }
    let first = first.max(origin);
    Ok(first..last.max(first))
}

/// Currents times factors; both have as many values as there are neurons, or
/// one.
fn product(current: &Value, scale: &Value) -> Value {
    match (current, scale) {
        (Value::Same(current), Value::Same(scale)) => Value::Same(current * scale),
        (Value::Each(each), scale) => {
            Value::Each(each.iter().enumerate().map(|(i, x)| x * scale.of(i)).collect())
        }
        (Value::Same(current), Value::Each(scale)) => {
            Value::Each(scale.iter().map(|x| current * x).collect())
        }
    }
}

/// Checks what an engine searches through.
fn check_steps(object: &str, signal: &Signal) -> Result<()> {
    let Signal::Steps(steps) = signal else { return Ok(()) };
    let invalid = |name, value, expected| {
        Err(Error::InvalidValue { object: object.into(), name, value, expected })
    };
    if let Some((_, value)) = steps.iter().find(|(_, value)| !value.is_finite()) {
        return invalid("current".into(), *value, "a finite number");
    }
    match steps.windows(2).find(|pair| pair[1].0 <= pair[0].0) {
        None => Ok(()),
        Some(pair) => invalid(
            "the step of a change".into(),
            pair[1].0 as f64,
            "a later one than that of the change before",
        ),
    }
}
