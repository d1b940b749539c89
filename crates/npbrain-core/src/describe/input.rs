use std::fmt;
use std::sync::Arc;

use super::{Course, InputHandle, Item, Neurons, Object, Place};
use crate::kernel::Value;

/// A current into some neurons. Inputs add up.
#[derive(Clone, Debug)]
pub struct CurrentInput {
    /// Its name; by default `Input` with a number. Its random numbers are
    /// drawn by it.
    pub name: Option<String>,
    /// The neurons it goes to.
    pub target: Neurons,
    /// The current.
    pub current: Current,
    /// What it is multiplied by: one factor for all, or one per neuron.
    pub scale: Value,
    /// When its course begins, in ms of network time.
    pub start: f64,
    /// When it is on, in ms of network time, the end not included; `None` is
    /// always.
    pub window: Option<(f64, f64)>,
}

/// A current: constant, or with a course in time.
///
/// It is made from a number, an array, `Vec` or slice with one number per
/// neuron, or a [`Course`], such as a closure of the time in ms.
#[derive(Clone)]
pub enum Current {
    /// One for all neurons, or one each.
    Constant(Value),
    /// It changes in time.
    Course(Arc<dyn Course>),
}

impl fmt::Debug for Current {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Current::Constant(value) => f.debug_tuple("Constant").field(value).finish(),
            Current::Course(_) => f.write_str("Course(..)"),
        }
    }
}

impl<C: Course + 'static> From<C> for Current {
    fn from(course: C) -> Self {
        Current::Course(Arc::new(course))
    }
}

macro_rules! constant_from {
    ($($values:ty),*) => {$(
        impl From<$values> for Current {
            fn from(values: $values) -> Self {
                Current::Constant(values.into())
            }
        }
    )*};
}
constant_from!(Value, f64, i32, Vec<f64>, &Vec<f64>, &[f64]);

impl<const N: usize> From<[f64; N]> for Current {
    fn from(values: [f64; N]) -> Self {
        Current::Constant(values.into())
    }
}

impl CurrentInput {
    /// A current that is always on.
    pub fn new(target: Neurons, current: impl Into<Current>) -> Self {
        CurrentInput {
            name: None,
            target,
            current: current.into(),
            scale: Value::Same(1.0),
            start: 0.0,
            window: None,
        }
    }

    /// Gives it a name, by which its random numbers are drawn.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Multiplies it: by one factor for all neurons, or one each.
    #[must_use]
    pub fn scaled(mut self, factors: impl Into<Value>) -> Self {
        self.scale = factors.into();
        self
    }

    /// Lets its course begin at `time`, in ms of network time, in place of 0:
    /// the time 0 of a list of steps, a ramp, a wave or a series is then. It is
    /// off before.
    #[must_use]
    pub fn starting_at(mut self, time: f64) -> Self {
        self.start = time;
        self
    }

    /// Turns it on from `start` up to, not including, `end`, in ms of network
    /// time: it acts in the steps that begin in that window. An infinite `end`
    /// leaves it on. The course of the current is not moved: see
    /// [`starting_at`](Self::starting_at).
    #[must_use]
    pub fn during(mut self, start: f64, end: f64) -> Self {
        self.window = Some((start, end));
        self
    }
}

impl Object for CurrentInput {
    type Handle = InputHandle;

    fn into_item(self) -> Item {
        Item::Input(self)
    }

    fn handle(place: Place) -> InputHandle {
        InputHandle(place)
    }
}
