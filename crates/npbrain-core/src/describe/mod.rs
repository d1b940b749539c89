//! What a network is made of, before it is planned.

mod connections;
mod course;
mod given;
mod grid;
mod handle;
mod input;
mod make_row;
mod monitor;
mod object;
mod period;
mod poisson;
mod population;
mod positions;
mod projection;
mod rate;

pub use connections::Connections;
pub use course::{Course, Currents, InputSite, Moment, Signal};
pub use given::{Draw, Given, NeuronSite, PerNeuron, PerSynapse, SynapseSite};
pub use grid::Grid;
pub use handle::{InputHandle, Monitor, Neurons, Place, PoissonHandle, Synapses};
pub use input::{Current, CurrentInput};
pub use make_row::MakeRow;
pub use monitor::{
    Each, MonitorSpec, RateRecord, Record, Recorded, Records, SpikeRecord, StateRecord, Watched,
};
pub use object::{Item, Object};
pub use period::Period;
pub use poisson::PoissonInput;
pub use population::{KernelChoice, Population, neurons, neurons_by};
pub use positions::{Geometry, Point, Positions};
pub use projection::{
    Connect, Ends, MEMBRANE_PORT, Projection, ReceptorChoice, SynapseChoice, synapses,
};
pub use rate::Rate;
