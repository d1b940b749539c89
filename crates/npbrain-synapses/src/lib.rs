//! How a spike reaches another neuron: the synapses of npbrain.
//!
//! | synapse | what a spike does to its target | weight |
//! | --- | --- | --- |
//! | [`VoltageJump`] | raises the membrane potential at once | mV |
//!
//! Receptors live in the target neuron, one state however many synapses end on
//! it; composed into a neuron (`lif.with(ExpCond { … })`) they are integrated
//! with it:
//!
//! | receptor | what arrives | weight |
//! | --- | --- | --- |
//! | [`ExpCond`] | a conductance that decays exponentially | µS |
//! | [`ExpCurrent`] | a current that decays exponentially | nA |
//!
//! A synapse is a name for a ready-made [`Projection`](npbrain_core::Projection):
//! its `new` takes the sources, the targets and the rule that connects them,
//! and what it returns is refined like any projection.
//!
//! ```
//! use npbrain_connect::fixed_prob;
//! use npbrain_synapses::VoltageJump;
//! # use npbrain_core::{Neurons, Place};
//! # let lif1 = Neurons::all(Place { network: 0, index: 0, size: 500 });
//! # let lif2 = Neurons::all(Place { network: 0, index: 1, size: 1000 });
//!
//! // `lif1`, `lif2`: what `add` returned for two populations.
//! let synapses = VoltageJump::new(lif1, lif2, fixed_prob(0.1))
//!     .weight(0.2) // mV
//!     .delay(1.5); // ms
//! ```
#![forbid(unsafe_code)]

mod dual_exp;
mod exp_cond;
mod exp_current;
mod exponentials;
mod gaba_b;
mod gap_junction;
mod graded_cond;
mod graded_hill;
mod nmda;
mod nmda_kinetics;
mod ready_made;
mod stp;
mod two_state;
mod voltage_jump;

pub use dual_exp::{
    DualExpCond, DualExpCondState, DualExpCurrent, DualExpCurrentState, Normalise,
};
pub use exp_cond::{ExpCond, ExpCondState};
pub use exp_current::{ExpCurrent, ExpCurrentState};
pub use gaba_b::{
    GProtein, GabaB, GabaBDesensitising, GabaBDesensitisingSource, GabaBSource, Pooled,
};
pub use gap_junction::GapJunction;
pub use graded_cond::{GradedCond, GradedCondState};
pub use graded_hill::{GradedHill, GradedHillState};
pub use nmda::{GradedNmda, GradedNmdaState, Nmda, NmdaState};
pub use nmda_kinetics::{NmdaFast, NmdaFastSource, NmdaKinetics, NmdaSource};
pub use ready_made::{
    ampa, ampa_kinetic, gaba_a, gaba_a_kinetic, gaba_b, gaba_b_desensitising, gap_junction,
    gap_junction_lif, nmda, nmda_fast, stp,
};
pub use stp::{Resources, TsodyksMarkram};
pub use two_state::{TwoState, TwoStateSource};
pub use voltage_jump::VoltageJump;
