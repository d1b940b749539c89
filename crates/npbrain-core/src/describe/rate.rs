use std::fmt;
use std::sync::Arc;

use super::{Course, InputSite, Signal};
use crate::error::{Error, Result};
use crate::kernel::Value;

/// A rate in Hz: a number, an array, `Vec` or slice with one number per neuron,
/// or a [`Course`] in time that all share, such as a closure of the time in ms.
///
/// A course is asked once per step, for the start of the step, whose rate holds
/// to its end. Below 0 it counts as 0, as for NEST's
/// `sinusoidal_poisson_generator`.
#[derive(Clone)]
pub enum Rate {
    /// One for all neurons, or one each.
    Constant(Value),
    /// It changes in time.
    Course(Arc<dyn Course>),
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rate::Constant(rate) => f.debug_tuple("Constant").field(rate).finish(),
            Rate::Course(_) => f.write_str("Course(..)"),
        }
    }
}

macro_rules! constant_from {
    ($($values:ty),*) => {$(
        impl From<$values> for Rate {
            fn from(values: $values) -> Self {
                Rate::Constant(values.into())
            }
        }
    )*};
}
constant_from!(Value, f64, i32, Vec<f64>, &Vec<f64>, &[f64]);

impl<const N: usize> From<[f64; N]> for Rate {
    fn from(values: [f64; N]) -> Self {
        Rate::Constant(values.into())
    }
}

impl<C: Course + 'static> From<C> for Rate {
    fn from(course: C) -> Self {
        Rate::Course(Arc::new(course))
    }
}

impl Rate {
    /// A course of rates, planned: one rate for all at any time.
    ///
    /// # Errors
    /// What is wrong with the course, and that of
    /// [`differs`](Self::differs).
    pub fn plan(course: Arc<dyn Course>, site: &InputSite<'_>) -> Result<Signal> {
        let signal = course.plan(site)?;
        match signal {
            Signal::Steps(_) | Signal::Shared(_) => Ok(signal),
            Signal::Each(_) => Err(Rate::differs(site.object)),
        }
    }

    /// The error of a rate that is another for each neuron, where all share one.
    pub fn differs(object: &str) -> Error {
        Error::Impossible {
            object: object.into(),
            reason: "its rate differs from neuron to neuron; give one that all share".into(),
        }
    }

    /// The rate of `step` of a [planned](Self::plan) course: 0 where that is less,
    /// NaN where it is none.
    pub fn at(course: &Signal, step: u64) -> f64 {
        let rate = course.shared(step).unwrap_or(f64::NAN);
        if rate < 0.0 { 0.0 } else { rate }
    }
}
