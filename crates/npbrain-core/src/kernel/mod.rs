//! Models with their types erased: what engines run.

mod arithmetic;
mod block;
mod chance;
mod events;
mod export;
mod fetched;
mod flow;
mod gather;
mod level;
mod live_synapses;
mod named;
mod neuron_kernel;
mod normals;
mod observe;
mod pour;
mod receptor_kernel;
mod receptor_step;
mod record;
mod simple_ports;
mod spikes;
mod standing;
mod step;
mod synapse_kernel;
mod synapse_step;
mod synapse_tapes;
mod synapse_traits;
mod typed;
mod value;

pub use arithmetic::Arithmetic;
pub use block::{Block, CHUNK, Column, Slot, chunks};
pub use export::{Exported, built_in_kernel};
pub use fetched::Fetched;
pub use flow::Coupled;
pub use live_synapses::{Columns, EndStates, LiveSynapses};
pub use neuron_kernel::{NeuronKernel, Traits};
pub use observe::Observed;
pub use pour::Drops;
pub use receptor_kernel::{
    ExportedReceptor, ReceptorBlock, ReceptorKernel, ReceptorTraits, TypedReceptor,
};
pub use simple_ports::simple_ports;
pub use spikes::Spikes;
pub use synapse_kernel::{ExportedSynapse, SynapseKernel, TypedSynapse};
pub use synapse_tapes::SynapseTapes;
pub use synapse_traits::{FlowTraits, SynapseTraits};
pub use typed::Typed;
pub use value::Value;
