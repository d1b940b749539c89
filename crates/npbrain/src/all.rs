//! Everything by one name, as in Python's `npbrain.all`:
//! `use npbrain::all as nn;`.
//!
//! Names are Rust's; those of NumpyBrain stand beside them.

pub use npbrain_analysis::{FixedPoint, PhasePlane, Stability};
pub use npbrain_connect::{
    ToSprs, all_to_all, by, dense, fixed_indegree, fixed_outdegree, fixed_prob, fixed_total,
    one_to_one, pairs, poisson, sparse,
};
pub use npbrain_connect::{
    by_distance, dog, dog_weight, exponential_decay, exponential_decay_weight, gaussian,
    gaussian_weight, grid_eight, grid_four, grid_n, scale_free, small_world, weight_by, within,
};
pub use npbrain_core::integrate;
pub use npbrain_core::prelude::*;
pub use npbrain_core::{
    Connect, Connections, CurrentInput, Error, InputHandle, Method, Monitor, Neurons, Object,
    Population, Projection, Result, Synapses, neurons, neurons_by, ode, sde, synapses,
};
pub use npbrain_cpu::Cpu;
pub use npbrain_inputs::{
    After, Current, Rows, Stimulus, chirp, format_current, function, input, ornstein_uhlenbeck,
    pulses, pulses as pulse_current, pulses as shock_current, ramp, ramp as ramp_current, series,
    series_array, sine, steps, steps as constant_current, steps as step_current, steps_at,
    white_noise, white_noise_of_intensity,
};
pub use npbrain_monitors::{
    RateData, RateMonitor, SpikeData, SpikeMonitor, StateData, StateMonitor, raster_plot,
};
pub use npbrain_network::{Interpreter, Network, Reference};
pub use npbrain_neurons::{
    HodgkinHuxley, HodgkinHuxley as HH, HodgkinHuxleyState, Izhikevich, Izhikevich2007,
    Izhikevich2007State, IzhikevichMode, IzhikevichState, Lif, Lif as LIF, LifState, fake_neurons,
    fake_neurons as generate_fake_neuron, spike_array,
};
pub use npbrain_synapses::{
    DualExpCond, DualExpCondState, DualExpCurrent, DualExpCurrentState, ExpCond, ExpCondState,
    ExpCurrent, ExpCurrentState, GabaB, GabaBDesensitising, GapJunction, GradedCond, GradedHill,
    GradedNmda, Nmda, NmdaFast, NmdaKinetics, Normalise, Pooled, TsodyksMarkram, TwoState,
    VoltageJump, VoltageJump as NormalSynapses, VoltageJump as VoltageJumpSynapse, ampa,
    ampa as AMPA_Ch1, ampa_kinetic, ampa_kinetic as AMPA_Ch2, gaba_a, gaba_a as GABAa_Ch1,
    gaba_a_kinetic, gaba_a_kinetic as GABAa_Ch2, gaba_b, gaba_b as GABAb_Ch1, gaba_b_desensitising,
    gaba_b_desensitising as GABAb_Ch2, gap_junction, gap_junction as GapJunction, gap_junction_lif,
    gap_junction_lif as GapJunction_LIF, nmda, nmda as NMDA_Ch, nmda_fast, stp, stp as STP,
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
    pub use npbrain_connect::{
        by_distance, dog, dog_weight, exponential_decay, exponential_decay_weight, gaussian,
        gaussian as gaussian_prob, gaussian_weight, grid_eight, grid_four, grid_n,
        grid_n as grid_N, scale_free, small_world, weight_by, within,
    };
}

/// The default of a model's parameters, for struct updates:
/// `Lif { noise: 1.1, ..nn::default() }`.
pub fn default<T: Default>() -> T {
    T::default()
}
