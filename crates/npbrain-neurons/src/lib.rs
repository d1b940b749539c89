//! Neuron models of npbrain.
mod izhikevich;
mod lif;
mod spike_array;

pub use izhikevich::{Izhikevich, IzhikevichState};
pub use lif::{Lif, LifState};
pub use spike_array::spike_array;
