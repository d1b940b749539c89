//! Everything by one name, as in Python's `npbrain.all`:
//! `use npbrain::all as nn;`.
//!
//! Names are Rust's; those of NumpyBrain stand beside them: see
//! [coming from NumpyBrain](crate::numpybrain).

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
pub use npbrain_core::ode::by_name as ode_generator;
pub use npbrain_core::prelude::*;
pub use npbrain_core::sde::by_name as sde_generator;
pub use npbrain_core::{
    Connect, Connections, CurrentInput, Error, InputHandle, MakeRow, Method, Monitor, Neurons,
    Object, PoissonHandle, PoissonInput, Population, Projection, Rate, Result, Synapses, neurons,
    neurons_by, synapses,
};
pub use npbrain_cpu::Cpu;
#[cfg(feature = "gpu")]
pub use npbrain_gpu::Gpu;
pub use npbrain_inputs::{
    After, Current, Rows, Stimulus, chirp, format_current, function, input, ornstein_uhlenbeck,
    poisson_input, pulses, pulses as pulse_current, pulses as shock_current, ramp,
    ramp as ramp_current, series, series_array, sine, steps, steps as constant_current,
    steps as step_current, steps_at, white_noise, white_noise_of_intensity,
};
pub use npbrain_monitors::{
    RateData, RateMonitor, SpikeData, SpikeMonitor, StateData, StateMonitor, raster_plot,
};
pub use npbrain_network::{Interpreter, Network, Reference};
pub use npbrain_neurons::{
    HodgkinHuxley, HodgkinHuxley as HH, HodgkinHuxleyState, Izhikevich, Izhikevich2007,
    Izhikevich2007State, IzhikevichMode, IzhikevichState, Lif, Lif as LIF, LifState, TraubMiles,
    TraubMilesState, fake_neurons, fake_neurons as generate_fake_neuron, poisson_group,
    spike_array,
};
pub use npbrain_registry::{NeuronEntry, Registry, SynapseEntry};
pub use npbrain_synapses::{
    DualExpCond, DualExpCondState, DualExpCurrent, DualExpCurrentState, ExpCond, ExpCondState,
    ExpCurrent, ExpCurrentState, GabaB, GabaBDesensitising, GapJunction, GradedCond, GradedHill,
    GradedNmda, Nmda, NmdaFast, NmdaKinetics, Normalise, PairStdp, Pooled, TsodyksMarkram,
    TwoState, VoltageJump, VoltageJump as NormalSynapses, VoltageJump as VoltageJumpSynapse, ampa,
    ampa as AMPA_Ch1, ampa_kinetic, ampa_kinetic as AMPA_Ch2, gaba_a, gaba_a as GABAa_Ch1,
    gaba_a_kinetic, gaba_a_kinetic as GABAa_Ch2, gaba_b, gaba_b as GABAb_Ch1, gaba_b_desensitising,
    gaba_b_desensitising as GABAb_Ch2, gap_junction, gap_junction as GapJunction, gap_junction_lif,
    gap_junction_lif as GapJunction_LIF, nmda, nmda as NMDA_Ch, nmda_fast, stdp, stp, stp as STP,
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

/// Currents that change in time, as in NumpyBrain's `input_factory`.
pub mod input_factory {
    pub use npbrain_inputs::{
        format_current, pulses as pulse_current, pulses as shock_current, ramp as ramp_current,
        steps as constant_current, steps as step_current,
    };
}

/// Methods for ordinary differential equations: those of
/// [`npbrain_core::ode`], and NumpyBrain's names for them.
pub mod ode {
    pub use npbrain_core::ode::*;
    pub use npbrain_core::ode::{
        backward_euler as backward_Euler, backward_euler as implicit_Euler,
        by_name as ode_generator, euler as explicit_Euler, euler as forward_Euler,
        exponential_euler as exp_euler_o2, midpoint as explicit_midpoint_Euler,
        midpoint as modified_Euler, rk2 as RK2, rk3 as RK3, rk4 as RK4,
        three_eighths as RK4_alternative, three_eighths as rk4_alternative,
        trapezoidal as trapezoidal_rule,
    };
}

/// Methods for stochastic differential equations: those of
/// [`npbrain_core::sde`], and NumpyBrain's names for them.
///
/// `Heun` and `Heun_method` are what NumpyBrain calls so, which is the method
/// of Euler and Heun; Heun's own, [`heun`](sde::heun), is its `Heun_method2`.
pub mod sde {
    pub use npbrain_core::sde::*;
    pub use npbrain_core::sde::{
        by_name as sde_generator, euler_heun as Euler_Heun, euler_heun as Euler_Heun_method,
        euler_heun as Heun, euler_heun as Heun_method, euler_maruyama as EM,
        euler_maruyama as EM_method, euler_maruyama as Euler,
        euler_maruyama as Euler_Maruyama_method, euler_maruyama as Euler_method,
        heun as Heun_method2, milstein_ito as Milstein_dfree_Ito,
        milstein_stratonovich as Milstein_dfree_Stra,
    };
}

/// The default of a model's parameters, for struct updates:
/// `Lif { noise: 1.1, ..nn::default() }`.
pub fn default<T: Default>() -> T {
    T::default()
}
