use super::{Arithmetic, Block, Value};
use crate::error::Result;
use crate::integrate::Method;
use crate::model::{Part, Table};
use crate::tape::Tape;
use std::sync::Arc;

/// A neuron model with its type erased: what engines run.
///
/// Models written as functions get it from [`Typed`](super::Typed); a model
/// that is no straight-line arithmetic implements it by hand, and returns no
/// [`tape`](Self::tape).
pub trait NeuronKernel: Send + Sync {
    /// What the model and its integrator are.
    fn traits(&self) -> Traits;

    /// The kernel to run a population of `size` neurons with steps of `dt` ms,
    /// where that is another than this one.
    ///
    /// # Errors
    /// Whatever is wrong with the kernel's own data at this step.
    fn bind(&self, object: &str, size: usize, dt: f64) -> Result<Option<Arc<dyn NeuronKernel>>> {
        let _ = (object, size, dt);
        Ok(None)
    }

    /// Whether a spike can be followed by a refractory period. What has a
    /// membrane can be held; a kernel written by hand may keep the countdown of
    /// its [`Block`] without one.
    fn may_be_refractory(&self) -> bool {
        self.traits().membrane.is_some()
    }

    /// Whether nothing that reaches a neuron changes what it does: sources, whose
    /// spikes an engine may make ahead of time, wherever it likes. Where they have
    /// a membrane, its potential stays where it is.
    fn is_autonomous(&self) -> bool {
        let traits = self.traits();
        traits.membrane.is_none() && traits.ports() == 0
    }

    /// Whether neurons with these parameters are noisy.
    fn is_noisy(&self, params: &[Value]) -> bool {
        let _ = params;
        false
    }

    /// The initial values of the state variables.
    fn initial(&self, params: &[Value]) -> Vec<Value>;

    /// The constants of the integrator for steps of `dt` ms.
    ///
    /// # Errors
    /// If these parameters have none.
    fn prepare(&self, params: &[Value], dt: f64) -> Result<Vec<Value>>;

    /// Whether it moves the chunks of [`Block::part`] and leaves the others
    /// alone; one that does not is always asked to move all.
    fn moves_parts(&self) -> bool {
        false
    }

    /// Moves a block of neurons one step, in single precision.
    fn advance_f32(&self, arithmetic: Arithmetic, block: Block<'_, f32>);

    /// Moves a block of neurons one step, in double precision.
    fn advance_f64(&self, arithmetic: Arithmetic, block: Block<'_, f64>);

    /// One step as a list of operations, with or without noise; `None` if the
    /// model is none.
    fn tape(&self, noisy: bool) -> Option<Tape> {
        let _ = noisy;
        None
    }
}

/// What a [`NeuronKernel`] is.
#[derive(Clone, Debug)]
pub struct Traits {
    /// The name of the model.
    pub model: &'static str,
    /// The integration method.
    pub method: Method,
    /// Whether the method integrates noise.
    pub integrates_noise: bool,
    /// Whether the method needs a linear model and no conductances from outside.
    pub needs_linear: bool,
    /// Whether the model is linear.
    pub linear: bool,
    /// The parameters.
    pub params: &'static Table,
    /// The state variables.
    pub state: &'static Table,
    /// Which state variable is the membrane potential.
    pub membrane: Option<usize>,
    /// The neuron's own ports; those of composed receptors follow.
    pub own_ports: &'static Table,
    /// The parts of a composition.
    pub parts: Vec<Part>,
}

impl Traits {
    /// How many ports there are, the membrane's own not counted.
    pub fn ports(&self) -> usize {
        let receptors = self.parts.iter().filter(|p| p.weight_unit.is_some());
        self.own_ports.len() + receptors.count()
    }
}
