//! Holds a model to what every engine relies on: one line in a crate's tests.
//!
//! ```
//! use npbrain_core::prelude::*;
//!
//! vars! {
//!     /// Quadratic integrate-and-fire.
//!     pub struct Qif {
//!         /// Membrane time constant.
//!         tau = 10.0 "ms",
//!         /// Peak at which a spike is cut.
//!         v_th = 10.0 "mV",
//!         /// Potential after a spike.
//!         v_reset = -10.0 "mV",
//!     }
//! }
//! vars! {
//!     /// State of [`Qif`].
//!     pub struct QifState {
//!         /// Membrane potential.
//!         v = -10.0 "mV",
//!     }
//! }
//! impl NeuronModel for Qif {
//!     const NAME: &'static str = "Qif";
//!     type Params<V: Copy> = Qif<V>;
//!     type State<V: Copy> = QifState<V>;
//!
//!     #[inline(always)]
//!     fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> QifState<Num<S>> {
//!         QifState { v: (n.x.v * n.x.v + n.current()) / n.p.tau }
//!     }
//!     #[inline(always)]
//!     fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
//!         n.x.v.ge(n.p.v_th)
//!     }
//!     #[inline(always)]
//!     fn reset<S: Scalar>(n: &Neuron<Self, S>) -> QifState<Num<S>> {
//!         QifState { v: n.p.v_reset }
//!     }
//! }
//! export_neuron!(Qif);
//!
//! // In a #[test]:
//! let report = npbrain_testkit::assert_neuron(Qif::default());
//! assert!(report.passed.iter().any(|check| check.contains("Interpreter")));
//!
//! // Or, to look at what was found:
//! let broken = Qif { tau: 0.0, ..Qif::default() };
//! let failure = npbrain_testkit::check_neuron(broken).unwrap_err();
//! assert_eq!(
//!     failure.faults[0].to_string(),
//!     "the derivative of `v` at the start is inf; it must be finite"
//! );
//! ```
//!
//! [`check_neuron`], [`check_receptor`] and [`check_synapse`] return a
//! [`Report`], or a [`Failure`] that says what is wrong and how;
//! [`assert_neuron`], [`assert_receptor`] and [`assert_synapse`] print the one
//! and panic with the other. [`check_neuron_by`] and [`assert_neuron_by`] do so
//! with an integrator given by its type. The values of the model given are those that it is
//! checked at and near: hand in a noisy one to check its noise.
//!
//! | held to | neuron | receptor | synapse |
//! | --- | --- | --- | --- |
//! | names in snake case, different, not taken; a unit (`"1"` for pure numbers) and a doc for each | ✓ | ✓ | ✓ |
//! | defaults, initial state and derivative finite | ✓ | ✓ | ✓ |
//! | functions give the same for the same | ✓ | ✓ | ✓ |
//! | `LINEAR` is true where it is claimed | ✓ | ✓ | |
//! | plain numbers, every SIMD level of the machine and the tape: the same bits, in `f32` and `f64`; neurons with every method compiled in, receptors composed by one | ✓ | ✓ | ✓ |
//! | the tapes are valid WGSL that needs no optional feature | ✓ | ✓ | ✓ |
//! | a recurrent network that fires: the same bits on every backend; `f32` close to `f64` | ✓ | ✓ | ✓ |
//! | `receive` is additive | | ✓ | |
//! | two spans of time are one: `source_after`, `target_after` | | | ✓ |
//! | weights stay finite | | | ✓ |
//!
//! A receptor is checked inside a leaky integrate-and-fire neuron, a synapse
//! between such neurons.

mod additive;
mod attached;
mod backends;
mod carrier;
mod cells;
mod drive;
mod failure;
mod fault;
mod linearity;
mod names;
mod neuron;
mod phases;
mod points;
mod receptor;
mod report;
mod same_bits;
mod shader;
mod standing;
mod starts;
mod synapse;
mod tapes;
mod time;
mod trial;

pub use failure::Failure;
pub use fault::Fault;
pub use neuron::{assert_neuron, assert_neuron_by, check_neuron, check_neuron_by};
pub use receptor::{assert_receptor, check_receptor};
pub use report::Report;
pub use synapse::{assert_synapse, check_synapse};
