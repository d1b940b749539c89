//! Two neurons, a receptor and a synapse as a third party would publish them: a
//! crate that knows `npbrain-core` and nothing else of npbrain, and is tested
//! with `npbrain-testkit`. `examples/plugin.rs` runs a network of them.
//!
//! | model | what it is |
//! |---|---|
//! | [`FitzHughNagumo`] | an excitable neuron that makes its own spikes |
//! | [`MorrisLecar`] | an excitable membrane with calcium and potassium channels |
//! | [`AlphaCurrent`] | a receptor whose current rises and falls |
//! | [`PairStdp`] | a synapse that learns from pairs of spikes |
//!
//! ```
//! use npbrain_core::{NeuronModel, neurons};
//! use plugin_model::{AlphaCurrent, FitzHughNagumo};
//!
//! let model = FitzHughNagumo { tau: 10.0, ..Default::default() };
//! let population = neurons(100, model.with(AlphaCurrent { tau: 2.0 })).ports(["excitation"]);
//! assert_eq!(population.size, 100);
//! ```

mod alpha_current;
mod fitzhugh_nagumo;
mod morris_lecar;
mod pair_stdp;

pub use alpha_current::{AlphaCurrent, AlphaCurrentState};
pub use fitzhugh_nagumo::{FitzHughNagumo, FitzHughNagumoState};
pub use morris_lecar::{MorrisLecar, MorrisLecarState};
pub use pair_stdp::{PairStdp, Trace};
