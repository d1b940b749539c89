use npbrain_core::{Error, LostState, Method, time_of};

use crate::plan::PopulationPlan;
use crate::stretch::Lost;

/// After how many steps engines look whether all state is finite; they also do
/// at the end of a run.
pub const CHECK_EVERY: u64 = 100;

/// What state that is lost may mean with an implicit method.
const NOT_SOLVED: &str = "this is what a step looks like for which Newton's iteration finds no \
                          solution; ";

/// What an error about lost state says of a population.
#[derive(Clone, Debug)]
pub struct Label {
    object: String,
    variables: Vec<String>,
    method: Method,
    dt: f64,
}

impl Label {
    /// Of a population that runs with steps of `dt` ms.
    pub fn new(plan: &PopulationPlan, dt: f64) -> Self {
        Label {
            object: plan.object(),
            variables: plan.variables.clone(),
            method: plan.traits.method,
            dt,
        }
    }

    /// What the population is called in messages.
    pub fn object(&self) -> &str {
        &self.object
    }

    /// The error for a value found lost after `step` steps, finite after
    /// `last` of them.
    pub fn lost(&self, lost: Lost, step: u64, last: u64) -> Error {
        let (cause, stable) = match self.method {
            Method::Exact | Method::ExponentialEuler => ("", ""),
            Method::Other("backward_euler") => (NOT_SOLVED, " with backward_euler"),
            Method::Other("trapezoidal") => (NOT_SOLVED, " with trapezoidal"),
            _ => ("", ", or the method exponential_euler"),
        };
        Error::NotFinite(Box::new(LostState {
            object: self.object.clone(),
            variable: self.variables[lost.variable].clone(),
            neuron: lost.neuron,
            value: lost.value,
            time: time_of(step, self.dt),
            last: self.variables.iter().cloned().zip(lost.last).collect(),
            last_time: time_of(last, self.dt),
            hint: format!("{cause}try a smaller dt than {} ms{stable}", self.dt),
        }))
    }
}
