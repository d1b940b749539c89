//! Everything by one name, as in Python's `npbrain.all`:
//! `use npbrain::all as nn;`.
//!
//! Names are Rust's; those of NumpyBrain stand beside them.

pub use npbrain_analysis::{FixedPoint, PhasePlane, Stability};
pub use npbrain_connect::{
    ToSprs, all_to_all, by, dense, fixed_indegree, fixed_outdegree, fixed_prob, fixed_total,
    one_to_one, pairs, poisson, sparse,
};
pub use npbrain_core::prelude::*;
pub use npbrain_core::{
    Connections, Error, Method, Neurons, Object, Population, Projection, Result, Synapses, neurons,
    neurons_by, synapses,
};
pub use npbrain_cpu::Cpu;
pub use npbrain_inputs::input;
pub use npbrain_monitors::{
    RateData, RateMonitor, SpikeData, SpikeMonitor, StateData, StateMonitor, raster_plot,
};
pub use npbrain_network::{Interpreter, Network, Reference};
pub use npbrain_neurons::{Izhikevich, IzhikevichState, Lif, Lif as LIF, LifState, spike_array};
pub use npbrain_synapses::{
    ExpCond, ExpCondState, ExpCurrent, ExpCurrentState, VoltageJump, VoltageJump as NormalSynapses,
    VoltageJump as VoltageJumpSynapse,
};
pub use npbrain_values::{
    distance, exponential, gamma, lognormal, normal, position, sampled, uniform,
};
pub use npbrain_viz as vis;

/// Rules that connect neurons, as in NumpyBrain's `conn`.
pub mod conn {
    pub use npbrain_connect::{
        ToSprs, all_to_all, all_to_all as all2all, by, dense, dense as from_conn_mat,
        fixed_indegree, fixed_indegree as fixed_prenum, fixed_outdegree,
        fixed_outdegree as fixed_postnum, fixed_prob, fixed_total, one_to_one,
        one_to_one as one2one, pairs, pairs as from_ij, poisson, sparse,
    };
}

/// The default of a model's parameters, for struct updates:
/// `Lif { noise: 1.1, ..nn::default() }`.
pub fn default<T: Default>() -> T {
    T::default()
}
