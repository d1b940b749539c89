//! The interpreter: the reference engine, whose neurons are moved by tapes.

mod kernel;

use std::sync::Arc;

use npbrain_core::Result;

use crate::plan::{Kernel, Settings};
use crate::reference::ReferenceEngine;
use crate::{Backend, Engine};

pub use kernel::Interpreted;

/// The backend that runs models from their [`Tape`](npbrain_core::Tape)s alone.
///
/// It is what a GPU does, without a GPU: each neuron is moved by the list of
/// operations that the GPU gets as a shader, here one by one in `f64`. It is
/// slow, gives the bits of the [reference](crate::Reference), and shows what
/// the tape of a model is worth where no device is at hand.
///
/// A population whose kernel has no tape is refused, such as sources that fire
/// at given times: a list of them is no arithmetic. Synapses with a model of
/// their own and attached receptors run as on the reference.
#[derive(Clone, Copy, Debug, Default)]
pub struct Interpreter;

impl Backend for Interpreter {
    fn name(&self) -> &'static str {
        NAME
    }

    fn engine(&self, settings: &Settings) -> Result<Box<dyn Engine>> {
        Ok(Box::new(ReferenceEngine::new(settings, |population| {
            Ok(Kernel::Own(Arc::new(Interpreted::new(population)?)))
        })))
    }
}

const NAME: &str = "interpreter";
