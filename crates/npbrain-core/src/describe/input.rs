use super::{InputHandle, Item, Neurons, Object, Place};
use crate::kernel::Value;

/// A current into some neurons. Inputs add up.
#[derive(Clone, Debug)]
pub struct CurrentInput {
    /// Its name; by default `Input` with a number.
    pub name: Option<String>,
    /// The neurons it goes to.
    pub target: Neurons,
    /// The current: one for all, or one per neuron.
    pub current: Value,
    /// When it is on, in ms of network time, the end not included; `None` is
    /// always.
    pub window: Option<(f64, f64)>,
}

impl CurrentInput {
    /// A current that is always on.
    pub fn new(target: Neurons, current: impl Into<Value>) -> Self {
        CurrentInput { name: None, target, current: current.into(), window: None }
    }

    /// Gives it a name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Turns it on from `start` up to, not including, `end`, in ms of network
    /// time: it acts in the steps that begin in that window. An infinite `end`
    /// leaves it on.
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
