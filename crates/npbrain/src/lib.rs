#![doc = include_str!("../README.md")]

pub mod all;

#[doc = include_str!("coming_from_numpybrain.md")]
pub mod numpybrain {
    #[doc = include_str!("numpybrain_mistakes.md")]
    pub mod mistakes {}
}

/// What most programs need, to be imported whole; the same as [`all`].
pub mod prelude {
    pub use crate::all::*;
}

#[doc(inline)]
pub use npbrain_analysis as analysis;
#[doc(inline)]
pub use npbrain_connect as connect;
#[doc(inline)]
pub use npbrain_core as core;
#[doc(inline)]
pub use npbrain_cpu as cpu;
#[doc(inline)]
pub use npbrain_engine as engine;
#[cfg(feature = "gpu")]
#[doc(inline)]
pub use npbrain_gpu as gpu;
#[doc(inline)]
pub use npbrain_inputs as inputs;
#[doc(inline)]
pub use npbrain_monitors as monitors;
#[doc(inline)]
pub use npbrain_network as network;
#[doc(inline)]
pub use npbrain_neurons as neurons;
#[doc(inline)]
pub use npbrain_registry as registry;
#[doc(inline)]
pub use npbrain_synapses as synapses;
#[doc(inline)]
pub use npbrain_values as values;
#[doc(inline)]
pub use npbrain_viz as viz;
