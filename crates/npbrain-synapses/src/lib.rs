//! How a spike reaches another neuron: the synapses of npbrain.
//!
//! A projection is made of up to three things: a rule that connects, a
//! *synapse model*, which says what a source releases, and a *receptor* in the
//! target, which says what becomes of it. The synapses of the literature come
//! ready made, each a function of sources, targets and rule:
//!
//! ```
//! use npbrain_connect::fixed_prob;
//! use npbrain_core::synapses;
//! use npbrain_synapses::{ExpCond, TsodyksMarkram, ampa, nmda};
//! # use npbrain_core::{Neurons, Place};
//! # let exc = Neurons::all(Place { network: 0, index: 0, size: 800 });
//! # let cells = Neurons::all(Place { network: 0, index: 1, size: 1000 });
//!
//! // `exc`, `cells`: what `add` returned for two populations.
//! let fast = ampa(exc, cells, fixed_prob(0.1)).weight(0.02).delay(1.5);
//! let slow = nmda(exc, cells, fixed_prob(0.1)).weight(0.005);
//! // Another time constant: another receptor.
//! let slower = ampa(exc, cells, fixed_prob(0.1)).onto(ExpCond { tau: 3.0, ..ExpCond::ampa() });
//! // Other kinetics: another model, onto any receptor that takes it.
//! let plastic = synapses(TsodyksMarkram::facilitating(), exc, cells, fixed_prob(0.1))
//!     .onto(ExpCond::ampa())
//!     .weight(0.02);
//! ```
//!
//! # Ready-made synapses
//!
//! | function | NumpyBrain | model | receptor | weight |
//! | --- | --- | --- | --- | --- |
//! | [`VoltageJump::new`] | `VoltageJumpSynapse` | | the membrane | 1 mV |
//! | [`ampa()`] | `AMPA_Ch1` | | [`ExpCond`] 2 ms, 0 mV | 0.1 |
//! | [`ampa_kinetic()`] | `AMPA_Ch2` | [`TwoState::ampa`] | [`GradedCond`] 0 mV | 0.42 |
//! | [`gaba_a()`] | `GABAa_Ch1` | | [`ExpCond`] 6 ms, −80 mV | 0.04 |
//! | [`gaba_a_kinetic()`] | `GABAa_Ch2` | [`TwoState::gaba_a`] | [`GradedCond`] −80 mV | 0.04 |
//! | [`gaba_b()`] | `GABAb_Ch1` | [`GabaB`] | [`GradedCond`] −95 mV | 0.02 |
//! | [`gaba_b_desensitising()`] | `GABAb_Ch2` | [`GabaBDesensitising`] | [`GradedCond`] −95 mV | 0.2 |
//! | [`nmda()`] | `NMDA_Ch` | [`NmdaKinetics`] | [`GradedNmda`] 0 mV, 1 mM | 1.5 |
//! | [`nmda_fast()`] | | [`NmdaFast`] | [`Nmda`] 100 ms, 0 mV, 1 mM | 1.5 |
//! | [`stp()`] | `STP` | [`TsodyksMarkram`] | the membrane, or [`onto`] any | 1 |
//! | [`stdp()`] | | [`PairStdp`] | the membrane, or [`onto`] any | 1 |
//! | [`gap_junction()`] | `GapJunction` | [`GapJunction`] | the membranes of both | 1 |
//! | [`gap_junction_lif()`] | `GapJunction_LIF` | [`GapJunction`] with spikelet | the membranes of both | 1 |
//!
//! The default weights are NumpyBrain's g_max.
//!
//! # Models
//!
//! | model | what it does | cost |
//! | --- | --- | --- |
//! | [`TsodyksMarkram`] | spikes deliver more or less, after those before | per spike |
//! | [`PairStdp`] | weights learn from the times of spikes of both ends | per spike and synapse |
//! | [`NmdaFast`] | spikes deliver increments that saturate | per spike |
//! | [`TwoState`] | channels open while transmitter is there | per step |
//! | [`GabaB`], [`GabaBDesensitising`] | receptors make a G protein, which opens channels | per step |
//! | [`Pooled`] | the same, where the G protein of all synapses adds up | per step |
//! | [`NmdaKinetics`] | full kinetics that saturate | per step |
//! | [`GapJunction`] | current between two potentials | per step |
//!
//! State is kept per source, with [`PairStdp`] also per target, never per synapse,
//! and is known in closed form at any time: no step is too long for a model, and long silences cost nothing.
//!
//! # Receptors
//!
//! One state per target neuron, however many synapses end on it. Attached by a
//! projection ([`onto`]) or composed into a neuron (`lif.with(ExpCond { … })`),
//! which is then integrated with it.
//!
//! | receptor | what arrives | what it makes of it |
//! | --- | --- | --- |
//! | [`ExpCond`] | jumps | a conductance that decays exponentially |
//! | [`ExpCurrent`] | jumps | a current that decays exponentially |
//! | [`DualExpCond`], [`DualExpCurrent`] | jumps | the same with a rise; alpha functions; normalised by [`Normalise`] |
//! | [`Nmda`] | jumps | a conductance that magnesium blocks |
//! | [`GradedCond`] | levels | a conductance |
//! | [`GradedNmda`] | levels | a conductance that magnesium blocks |
//! | [`GradedHill`] | concentrations, [`Pooled`] | the conductance of channels that a G protein opens |
//!
//! # Units
//!
//! A weight is a conductance in the unit of the target: what, times mV, makes
//! its unit of current.
//!
//! | target | current | weight |
//! | --- | --- | --- |
//! | a neuron with currents in nA, resistance in MΩ | nA | µS |
//! | one with capacitance in pF | pA | nS |
//! | a density, such as Hodgkin and Huxley's | µA/cm² | mS/cm² |
//!
//! A synapse of g nS on a cell of area A µm² has the density 0.1 g/A S/cm², that
//! is 100 g/A mS/cm². Nothing converts by itself: a weight that suits one
//! target does not suit another. The tables of receptors say µS, for the first.
//!
//! [`onto`]: npbrain_core::Projection::onto
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
mod pair_stdp;
mod ready_made;
mod tsodyks_markram;
mod two_state;
mod voltage_jump;

pub use dual_exp::{DualExpCond, DualExpCondState, DualExpCurrent, DualExpCurrentState, Normalise};
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
pub use pair_stdp::{PairStdp, Trace};
pub use ready_made::{
    ampa, ampa_kinetic, gaba_a, gaba_a_kinetic, gaba_b, gaba_b_desensitising, gap_junction,
    gap_junction_lif, nmda, nmda_fast, stdp, stp,
};
pub use tsodyks_markram::{Resources, TsodyksMarkram};
pub use two_state::{TwoState, TwoStateSource};
pub use voltage_jump::VoltageJump;
