//! What drives a network from outside: the inputs of npbrain.
//!
//! An input is a current into some neurons, constant in time, one for all of
//! them or one each. Given to `run`, it belongs to that run; added to the
//! network, it stays.
//!
//! ```
//! use npbrain_inputs::input;
//! # use npbrain_core::{Neurons, Place};
//! # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
//!
//! // `lif`: what `add` returned for a population of 4 neurons.
//! let drive = input(lif, 15.0);
//! let ramp = input(lif, [12.0, 13.0, 14.0, 15.0]).named("ramp");
//! let pulse = input(lif.slice(0..2), 2.0).during(10.0, 20.0);
//! ```
//!
//! Inputs into the same neuron add up, and their currents add to those of its
//! synapses. The unit is the model's; its table of parameters tells.
#![forbid(unsafe_code)]

mod current;

pub use current::input;
pub use npbrain_core::CurrentInput;
