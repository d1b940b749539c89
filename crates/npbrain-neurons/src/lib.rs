//! The neuron models of npbrain.
//!
//! | model | what it is | default method |
//! |---|---|---|
//! | [`Lif`] | leaky integrate-and-fire, with noise | exact |
//! | [`Izhikevich`] | Izhikevich's simple model; [`IzhikevichMode`]: its twenty patterns | Euler |
//! | [`Izhikevich2007`] | the same with units | Euler |
//! | [`HodgkinHuxley`] | the squid's axon | exponential Euler |
//! | [`TraubMiles`] | a pyramidal cell of benchmarks (COBAHH) | exponential Euler |
//! | [`spike_array()`] | sources that fire at given times | |
//! | [`poisson_group()`] | sources that fire at random, at a rate | |
//! | [`fake_neurons()`] | the same with a clamped membrane | |
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

mod fake_neurons;
mod gate;
mod hodgkin_huxley;
mod izhikevich;
mod lif;
mod poisson_group;
mod spike_array;
mod traub_miles;

pub use fake_neurons::fake_neurons;
pub use hodgkin_huxley::{HodgkinHuxley, HodgkinHuxleyState};
pub use izhikevich::{
    Izhikevich, Izhikevich2007, Izhikevich2007State, IzhikevichMode, IzhikevichState,
};
pub use lif::{Lif, LifState};
pub use poisson_group::poisson_group;
pub use spike_array::spike_array;
pub use traub_miles::{TraubMiles, TraubMilesState};
