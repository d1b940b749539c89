//! The neuron models of npbrain.
//!
//! | model | what it is | default method |
//! |---|---|---|
//! | [`Lif`] | leaky integrate-and-fire, with noise | exact |
//! | [`Izhikevich`] | Izhikevich's simple model | Euler |
//! | [`spike_array`] | sources that fire at given times | |
//!
//! ```
//! use npbrain_core::{Method, neurons};
//! use npbrain_neurons::Lif;
//!
//! let population = neurons(500, Lif { tau: 20.0, ..Default::default() })
//!     .named("excitatory")
//!     .t_ref(2.0)
//!     .method(Method::Rk4);
//! assert_eq!(population.size, 500);
//! ```

mod izhikevich;
mod lif;
mod spike_array;

pub use izhikevich::{Izhikevich, IzhikevichState};
pub use lif::{Lif, LifState};
pub use spike_array::spike_array;
