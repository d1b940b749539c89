//! What a network is made of, before it is planned.

mod handle;
mod input;
mod monitor;
mod object;
mod population;
mod projection;

pub use handle::{InputHandle, Monitor, Neurons, Place, Synapses};
pub use input::CurrentInput;
pub use monitor::{MonitorSpec, RateRecord, Record, Recorded, Records, SpikeRecord, StateRecord};
pub use object::{Item, Object};
pub use population::{KernelChoice, Population, neurons, neurons_by};
pub use projection::{Connect, Ends, MEMBRANE_PORT, Projection, SynapseChoice, synapses};
