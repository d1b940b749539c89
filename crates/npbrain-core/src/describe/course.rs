use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::kernel::{Arithmetic, CHUNK};
use crate::random::Key;
use crate::time::{steps, time_of};

/// How a current goes in time.
///
/// What a new kind of input implements: it knows its parameters, and makes a
/// [`Signal`] of them once dt and the neurons are known. A closure that tells
/// the current from the time in ms is one.
///
/// ```
/// use std::sync::Arc;
///
/// use npbrain_core::{Course, InputSite, Result, Signal};
///
/// /// A current that decays: 1 at its beginning, 1/e after `tau` ms.
/// struct Decay {
///     tau: f64,
/// }
///
/// impl Course for Decay {
///     fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
///         let rate = site.dt / site.positive("tau", self.tau)?;
///         Ok(Signal::Shared(Arc::new(move |step| (-rate * step as f64).exp())))
///     }
/// }
/// ```
pub trait Course: Send + Sync {
    /// Checks itself, and becomes what an engine runs.
    ///
    /// # Errors
    /// What is wrong with it.
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal>;
}

impl<F: Fn(f64) -> f64 + Send + Sync + 'static> Course for F {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let dt = site.dt;
        site.finite("the function at its beginning", self(time_of(site.active.start, dt)))?;
        Ok(Signal::Shared(Arc::new(move |step| self(time_of(step, dt)))))
    }
}

/// What a [`Course`] is planned for.
#[derive(Clone, Debug)]
pub struct InputSite<'a> {
    /// The input, for messages.
    pub object: &'a str,
    /// The step, in ms.
    pub dt: f64,
    /// Its neurons, by their indices in the population.
    pub neurons: Range<usize>,
    /// The steps in which it acts, counted from the beginning of its course;
    /// [`u64::MAX`] is no end.
    pub active: Range<u64>,
    /// Whose its random numbers are.
    pub key: Key,
}

impl InputSite<'_> {
    /// The error of an argument that is not as expected.
    pub fn invalid(&self, name: &str, value: f64, expected: &'static str) -> Error {
        Error::InvalidValue { object: self.object.into(), name: name.into(), value, expected }
    }

    /// The value, which must be finite.
    ///
    /// # Errors
    /// [`Error::InvalidValue`].
    pub fn finite(&self, name: &str, value: f64) -> Result<f64> {
        match value.is_finite() {
            true => Ok(value),
            false => Err(self.invalid(name, value, "a finite number")),
        }
    }

    /// The value, which must be finite and more than 0.
    ///
    /// # Errors
    /// [`Error::InvalidValue`].
    pub fn positive(&self, name: &str, value: f64) -> Result<f64> {
        match value.is_finite() && value > 0.0 {
            true => Ok(value),
            false => Err(self.invalid(name, value, "a finite number more than 0")),
        }
    }

    /// The value, which must be finite and at least 0.
    ///
    /// # Errors
    /// [`Error::InvalidValue`].
    pub fn not_negative(&self, name: &str, value: f64) -> Result<f64> {
        match value.is_finite() && value >= 0.0 {
            true => Ok(value),
            false => Err(self.invalid(name, value, "a finite number, 0 or more")),
        }
    }

    /// The number of steps in a time, in ms.
    ///
    /// # Errors
    /// As [`steps`].
    pub fn steps(&self, name: &str, time: f64) -> Result<u64> {
        steps(self.object, name, time, self.dt)
    }

    /// The number of steps in a time that must be one step or more, in ms.
    ///
    /// # Errors
    /// As [`steps`], and [`Error::InvalidValue`] for none.
    pub fn some_steps(&self, name: &str, time: f64) -> Result<u64> {
        match self.steps(name, time)? {
            0 => Err(self.invalid(name, time, "one step or more")),
            some => Ok(some),
        }
    }
}

/// A planned [`Course`]: what is asked for the current of a step.
///
/// The current is that of the step's start, t_k, and is held over the step.
/// Steps are counted from the beginning of the course.
#[derive(Clone)]
pub enum Signal {
    /// The same for all neurons, and constant but for a few steps: each value
    /// holds from its step on. Before the first it is 0; the steps must rise.
    /// An engine adds it up again at those steps only.
    Steps(Vec<(u64, f64)>),
    /// The same for all neurons, a function of the step. Each worker of an
    /// engine calls it once in a step.
    Shared(Arc<dyn Fn(u64) -> f64 + Send + Sync>),
    /// Each neuron its own.
    Each(Arc<dyn Currents>),
}

impl Signal {
    /// The value of a step for all neurons; `None` where each has its own.
    pub fn shared(&self, step: u64) -> Option<f64> {
        match self {
            Signal::Steps(steps) => {
                let next = steps.partition_point(|(from, _)| *from <= step);
                Some(next.checked_sub(1).map_or(0.0, |now| steps[now].1))
            }
            Signal::Shared(signal) => Some(signal(step)),
            Signal::Each(_) => None,
        }
    }
}

impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Signal::Steps(steps) => f.debug_tuple("Steps").field(steps).finish(),
            Signal::Shared(_) => f.write_str("Shared(..)"),
            Signal::Each(_) => f.write_str("Each(..)"),
        }
    }
}

/// Currents of which each neuron has its own, computed 64 at a time.
///
/// They must depend on nothing but what they are told here, so that they are
/// the same on any number of workers.
pub trait Currents: Send + Sync {
    /// How many numbers are kept for each neuron from one step to the next.
    fn memory(&self) -> usize {
        0
    }

    /// Writes the currents of 64 neurons. `memory` has what it kept of them,
    /// zeros in the first step. It is asked for every step from the first to
    /// the last in which the input acts. Neurons that the input does not go to
    /// may be given anything.
    fn write(&self, at: &Moment, memory: &mut [[f64; CHUNK]], currents: &mut [f64; CHUNK]);
}

/// Which currents are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// How to compute.
    pub arithmetic: Arithmetic,
    /// The step in network time.
    pub step: u64,
    /// The step counted from the beginning of the course.
    pub since: u64,
    /// Whether the input has not acted before.
    pub first: bool,
    /// Which 64 neurons of the population: those from 64 · `chunk` on.
    pub chunk: u32,
}

impl Moment {
    /// The index in the population of the first of the 64 neurons.
    pub fn neuron(&self) -> usize {
        self.chunk as usize * CHUNK
    }

    /// A standard normal number for each neuron, the same whenever it is asked
    /// for in this step; different `block`s give different numbers.
    pub fn normals(&self, key: Key, block: u32) -> [f64; CHUNK] {
        let mut out = [0.0; CHUNK];
        self.arithmetic.normals(key, self.chunk, self.step, block, &mut out);
        out
    }
}
