//! npbrain-core (front page to be written)

mod csr;
mod describe;
mod error;
pub mod integrate;
mod kernel;
mod math;
mod model;
mod number;
pub mod random;
mod tape;
mod time;

pub use csr::Csr;
pub use describe::{
    Connect, CurrentInput, Ends, InputHandle, Item, KernelChoice, MEMBRANE_PORT, Monitor,
    MonitorSpec, Neurons, Object, Place, Population, Projection, RateRecord, Record, Recorded,
    Records, SpikeRecord, StateRecord, Synapses, neurons, neurons_by,
};
pub use error::{Error, Result};
pub use integrate::Method;
#[doc(hidden)]
pub use kernel::built_in_kernel;
pub use kernel::{
    Arithmetic, Block, CHUNK, Column, Exported, NeuronKernel, Slot, Traits, Typed, Value, chunks,
};
pub use model::{
    Changed, Detection, Input, Neuron, NeuronModel, Nothing, Pair, Part, Receptor, ReceptorModel,
    Synapse, SynapseModel, Table, Values, Var, Vars, With,
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
        Detection, Input, Method, Neuron, NeuronModel, Nothing, Num, Receptor, ReceptorModel,
        Scalar, Synapse, SynapseModel, Values, Vars, When, export_neuron, vars,
    };
}
