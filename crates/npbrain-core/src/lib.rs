//! What an npbrain model is written in; a crate that defines models needs
//! nothing else.
//!
//! - Numbers: [`Num`] over a [`Scalar`]: plain `f32` and `f64`, SIMD [`Lanes`],
//!   [`Dual`] (value and derivative), [`Sym`] (records a [`Tape`]).
//! - Models: [`NeuronModel`], [`ReceptorModel`], [`SynapseModel`], with
//!   parameters and state defined by [`vars!`].
//! - [`integrate`]: how a model is moved one step; [`ode`] and [`sde`]: the same
//!   methods for any function.
//! - Kernels: models with their types erased, which engines run.
//! - [`random`]: numbers that depend on who asks and when, and nothing else.
//! - Descriptions of what a network is made of, and the [`Error`]s.
//!
//! A model is written once and runs on every number:
//!
//! ```
//! use npbrain_core::prelude::*;
//! use npbrain_core::{Dual, Tape};
//!
//! vars! {
//!     /// A membrane that leaks.
//!     pub struct Leak {
//!         /// Membrane time constant.
//!         tau = 10.0 "ms",
//!     }
//! }
//! vars! {
//!     /// State of [`Leak`].
//!     pub struct LeakState {
//!         /// Membrane potential.
//!         v = 1.0 "mV",
//!     }
//! }
//! impl NeuronModel for Leak {
//!     const NAME: &'static str = "Leak";
//!     const LINEAR: bool = true;
//!     type Params<V: Copy> = Leak<V>;
//!     type State<V: Copy> = LeakState<V>;
//!
//!     #[inline(always)]
//!     fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> LeakState<Num<S>> {
//!         LeakState { v: (n.current() - n.x.v) / n.p.tau }
//!     }
//!     #[inline(always)]
//!     fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
//!         n.x.v.ge(10.0)
//!     }
//!     #[inline(always)]
//!     fn reset<S: Scalar>(_: &Neuron<Self, S>) -> LeakState<Num<S>> {
//!         unreachable!("not asked for here")
//!     }
//! }
//!
//! /// The neuron with its potential, parameters and input as numbers of any kind.
//! fn neuron<S: Scalar>(v: S, number: impl Fn(f64) -> S) -> Neuron<Leak, S> {
//!     Neuron {
//!         p: Leak { tau: Num(number(8.0)) },
//!         x: LeakState { v: Num(v) },
//!         input: Input::current(Num(number(5.0))),
//!     }
//! }
//!
//! // On plain numbers it is the derivative,
//! assert_eq!(Leak::derivative(&neuron(2.0, |x| x)).v.0, 0.375);
//! // on dual numbers also its slope,
//! let slope = Leak::derivative(&neuron(Dual::variable(2.0), Dual::constant)).v.0.derivative();
//! assert_eq!(slope, -0.125);
//! // and on symbols it writes itself down.
//! let tape = Tape::record("leak", |recorder| {
//!     let v = recorder.input("v");
//!     let f = Leak::derivative(&neuron(v, |x| v.lit(x)));
//!     recorder.number("dv", f.v.0);
//! });
//! assert!(tape.to_wgsl("leak").contains("fn leak"));
//! ```
//!
//! An engine never sees those types: [`export_neuron!`] turns a model into
//! kernels, in the crate where it stands.

mod csr;
mod describe;
mod error;
pub mod integrate;
mod kernel;
mod math;
mod model;
mod number;
pub mod ode;
pub mod random;
pub mod sde;
mod tape;
mod time;

pub use csr::Csr;
pub use describe::{
    Connect, Connections, Course, Current, CurrentInput, Currents, Draw, Each, Ends, Given,
    InputHandle, InputSite, Item, KernelChoice, MEMBRANE_PORT, MakeRow, Moment, Monitor,
    MonitorSpec, NeuronSite, Neurons, Object, PerNeuron, PerSynapse, Place, Point, PoissonHandle,
    PoissonInput, Population, Positions, Projection, Rate, RateRecord, ReceptorChoice, Record,
    Recorded, Records, Signal, SpikeRecord, StateRecord, SynapseChoice, SynapseSite, Synapses,
    Watched, neurons, neurons_by, synapses,
};
pub use describe::{Geometry, Grid, Period};
pub use error::{Error, LostState, Result};
pub use integrate::Method;
#[doc(hidden)]
pub use kernel::built_in_kernel;
pub use kernel::{
    Arithmetic, Block, CHUNK, Column, Columns, Coupled, Drops, EndStates, Exported,
    ExportedReceptor, ExportedSynapse, Fetched, FlowTraits, LiveSynapses, NeuronKernel, Observed,
    ReceptorBlock, ReceptorKernel, ReceptorTraits, Slot, Spikes, SynapseKernel, SynapseTapes,
    SynapseTraits, Traits, Typed, TypedReceptor, TypedSynapse, Value, chunks, simple_ports,
};
pub use model::{
    Changed, Detection, Domain, End, Input, Neuron, NeuronModel, Nothing, Pair, Part, Receptor,
    ReceptorModel, Source, Synapse, SynapseModel, Table, Target, Values, Var, Vars, With,
};
pub use number::{Dual, Float, Lanes, Num, Operand, Pack, Real, Scalar, When};
pub use tape::{
    Evaluator, Literal, MaskId, NumberId, Op, Recorder, Sym, SymMask, Tape, TapeOutput,
    WgslFunction,
};
pub use time::{steps, time_of};

/// What a model author needs.
pub mod prelude {
    pub use crate::{
        Changed, Detection, Input, Method, Neuron, NeuronModel, Nothing, Num, Receptor,
        ReceptorModel, Scalar, Source, Synapse, SynapseModel, Target, Values, Vars, When,
        export_neuron, export_receptor, export_synapse, vars,
    };
}
