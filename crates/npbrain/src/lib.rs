//! npbrain facade
#![allow(missing_docs, reason = "first draft")]

pub mod all;

pub use npbrain_connect as connect;
pub use npbrain_core as core;
pub use npbrain_cpu as cpu;
pub use npbrain_engine as engine;
pub use npbrain_inputs as inputs;
pub use npbrain_monitors as monitors;
pub use npbrain_network as network;
pub use npbrain_neurons as neurons;
pub use npbrain_synapses as synapses;
pub use npbrain_viz as viz;
