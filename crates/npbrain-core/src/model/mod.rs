//! What a model is.

mod compose;
mod input;
mod neuron;
mod part;
mod receptor;
mod synapse;
mod vars;

pub use compose::With;
pub use input::Input;
pub use neuron::{Detection, Neuron, NeuronModel};
pub(crate) use neuron::{membrane, noise_driven, noise_of};
pub use part::Part;
pub use receptor::{Receptor, ReceptorModel};
pub use synapse::{Changed, End, Source, Synapse, SynapseModel, Target};
pub(crate) use vars::with;
pub use vars::{Domain, Nothing, Pair, Table, Values, Var, Vars};
