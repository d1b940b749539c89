//! Everything by one name, as in Python's `npbrain.all`:
//! `use npbrain::all as nn;`.
//!
//! Names are Rust's; those of NumpyBrain stand beside them.

pub use npbrain_connect::{all_to_all, fixed_prob, one_to_one};
pub use npbrain_core::prelude::*;
pub use npbrain_core::{
    Error, Method, Neurons, Object, Population, Projection, Result, neurons, neurons_by,
};
pub use npbrain_cpu::Cpu;
pub use npbrain_inputs::input;
pub use npbrain_monitors::{
    RateData, RateMonitor, SpikeData, SpikeMonitor, StateData, StateMonitor,
};
pub use npbrain_network::{Interpreter, Network, Reference};
pub use npbrain_neurons::{Izhikevich, IzhikevichState, Lif, Lif as LIF, LifState, spike_array};
pub use npbrain_synapses::{
    ExpCond, ExpCondState, ExpCurrent, ExpCurrentState, VoltageJump, VoltageJump as NormalSynapses,
    VoltageJump as VoltageJumpSynapse,
};
pub use npbrain_viz as vis;

/// Rules that connect neurons, as in NumpyBrain's `conn`.
pub mod conn {
    pub use npbrain_connect::{
        all_to_all, all_to_all as all2all, fixed_prob, one_to_one, one_to_one as one2one,
    };
}

/// The default of a model's parameters, for struct updates:
/// `Lif { noise: 1.1, ..nn::default() }`.
pub fn default<T: Default>() -> T {
    T::default()
}
