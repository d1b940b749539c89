//! The models of npbrain by name: what a program needs that is told at run time
//! which model to run.
//!
//! A [`Registry`] holds entries for neurons and synapses. Each knows its names,
//! NumpyBrain's among them; its parameters with units, defaults, docs and the
//! values that make sense, read from the model's own tables; and its state. From
//! a name and values it makes what a network takes.
//!
//! ```
//! use npbrain_registry::Registry;
//!
//! let registry = Registry::shipped();
//! let axons = registry.neuron("HH")?.make(10, &[("g_Leak", 0.3), ("t_ref", 2.0)])?;
//! assert_eq!(axons.size, 10);
//!
//! let leak = registry.neuron("hodgkin_huxley")?.parameter("g_Leak")?;
//! assert_eq!((leak.name.as_str(), leak.unit, leak.default), ("g_l", "mS/cm²", Some(0.3)));
//!
//! let told = registry.neuron("Izikevich").unwrap_err().to_string();
//! assert!(told.ends_with("(did you mean `Izhikevich`?)"), "{told}");
//! # Ok::<(), npbrain_core::Error>(())
//! ```
//!
//! # Models of others
//!
//! An entry is made from a description, as one would add it to a network, so any
//! model can have one. It stands beside those shipped; here those of the crate
//! `examples/plugin_model`:
//!
//! ```
//! use npbrain_core::{neurons, synapses};
//! use npbrain_registry::{NeuronEntry, Registry, SynapseEntry};
//! use plugin_model::{AlphaCurrent, FitzHughNagumo, PairStdp};
//!
//! let mut registry = Registry::shipped();
//! let neuron = NeuronEntry::new("FitzHughNagumo", neurons(1, FitzHughNagumo::default()))
//!     .about("an excitable neuron of two variables")
//!     .also("FHN")
//!     .by_any_method::<FitzHughNagumo>();
//! let synapse = SynapseEntry::new("stdp_alpha", |pre, post, rule| {
//!     synapses(PairStdp::default(), pre, post, rule).onto(AlphaCurrent { tau: 3.0 }).weight(0.5)
//! });
//! registry.register(neuron)?.register(synapse.alias("a_plus", "A")?)?;
//!
//! let cells = registry.neuron("fhn")?.make_by(100, &[("tau", 10.0)], "rk3")?;
//! # assert_eq!(cells.size, 100);
//! let entry = registry.synapse("STDP_alpha")?;
//! let names: Vec<&str> = entry.parameters().iter().map(|p| p.name.as_str()).collect();
//! assert_eq!(
//!     names,
//!     ["a_plus", "a_minus", "synapse.tau", "w_max", "receptor.tau", "weight", "delay"]
//! );
//! # Ok::<(), npbrain_core::Error>(())
//! ```
//!
//! # Names
//!
//! Capitals and `_` do not matter, unless they are what tells two names apart:
//! `C` and `c` of `Izhikevich2007`. Where NumpyBrain uses a name of ours for
//! another thing, the name of the model decides: `GABAb_Ch1` numbers its rates as
//! NumpyBrain does, `gaba_b` as the paper; see [`Entry::respelled`].

mod entry;
mod names;
mod neuron;
mod on_tape;
mod parameter;
mod registry;
mod shipped;
mod synapse;

pub use entry::{Asked, Entry, Respelling, Rule};
pub use neuron::{NeuronEntry, Start};
pub use parameter::{Meaning, Parameter};
pub use registry::{Model, Registry};
pub use synapse::{SynapseEntry, Unconnected};
