use std::fmt;
use std::sync::Arc;

use super::{Course, InputSite, Signal};
use crate::error::{Error, Result};

/// A rate in Hz that all neurons have: a number, or a [`Course`] in time, such
/// as a closure of the time in ms.
///
/// A course is asked once per step, for the start of the step, whose rate holds
/// to its end. Below 0 it counts as 0, as for NEST's
/// `sinusoidal_poisson_generator`.
#[derive(Clone)]
pub enum Rate {
    /// It does not change.
    Constant(f64),
    /// It changes in time.
    Course(Arc<dyn Course>),
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rate::Constant(rate) => write!(f, "{rate} Hz"),
            Rate::Course(_) => f.write_str("Course(..)"),
        }
    }
}

impl From<f64> for Rate {
    fn from(rate: f64) -> Self {
        Rate::Constant(rate)
    }
}

impl From<i32> for Rate {
    fn from(rate: i32) -> Self {
        Rate::Constant(rate.into())
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
    /// What is wrong with the course, and [`Error::Impossible`] for one that
    /// differs from neuron to neuron.
    pub fn plan(course: Arc<dyn Course>, site: &InputSite<'_>) -> Result<Signal> {
        let signal = course.plan(site)?;
        match signal {
            Signal::Steps(_) | Signal::Shared(_) => Ok(signal),
            Signal::Each(_) => Err(Error::Impossible {
                object: site.object.into(),
                reason: "its rate differs from neuron to neuron; give one that all share".into(),
            }),
        }
    }
}
