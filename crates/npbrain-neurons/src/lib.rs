//! Neuron models of npbrain.
mod izhikevich;
mod lif;

pub use izhikevich::{Izhikevich, IzhikevichState};
pub use lif::{Lif, LifState};
