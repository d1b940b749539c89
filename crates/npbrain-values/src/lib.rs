//! What parameters, initial values, weights and delays can be beside numbers
//! and arrays: distributions and functions of place.
//!
//! | made by | value |
//! | --- | --- |
//! | [`uniform(low, high)`](uniform) | uniform from low to high |
//! | [`normal(mean, std)`](normal) | normal |
//! | [`lognormal(mu, sigma)`](lognormal) | e to the power of a normal number |
//! | [`gamma(shape, scale)`](gamma) | gamma, mean shape · scale |
//! | [`exponential(mean)`](exponential) | exponential |
//! | [`sampled(distribution)`](sampled) | any distribution of [`rand_distr`] |
//! | [`position(f)`](position()) | f(\[x, y, z\]) of a neuron |
//! | [`distance(f)`](distance()) | f(d) of the two neurons of a synapse |
//!
//! Functions of index need nothing from here: a closure is a value, told the
//! neuron's index (`|index: usize| …`) or those of source and target
//! (`|i: usize, j: usize| …`).
//!
//! ```
//! use npbrain_core::{Population, Projection};
//! use npbrain_values::{distance, lognormal, normal, uniform};
//!
//! # fn show(population: Population, projection: Projection) {
//! population
//!     .vary("tau", normal(10.0, 2.0).redrawn(5.0, 20.0)) // ms
//!     .init("v", uniform(-70.0, -50.0)); // mV
//! projection
//!     .weight(lognormal(-1.0, 0.5)) // mV
//!     .delay(distance(|d| 0.5 + 0.1 * d)); // ms
//! # }
//! ```
//!
//! # What all distributions share
//!
//! - Values are drawn when the network is planned, from a stream for each
//!   neuron, or each source of a projection, that the seed, the object's name
//!   and the parameter set: they depend neither on the order in which objects
//!   are added nor on the number of threads.
//! - `.clipped(low, high)` moves what lies outside to the nearer bound,
//!   `.redrawn(low, high)` draws again until a value lies inside.
//! - Delays and refractory periods that are drawn are rounded to whole steps,
//!   delays to at least one.
//! - What is wrong with a distribution is reported by the plan.
#![forbid(unsafe_code)]

mod bounds;
mod distance;
mod distribution;
mod laws;
mod position;
mod rng;

pub use bounds::Bounds;
pub use distance::{Distance, distance};
pub use distribution::{Distribution, Law};
pub use laws::{
    Exponential, GammaLaw, LogNormal, Normal, Sampled, Uniform, exponential, gamma, lognormal,
    normal, sampled, uniform,
};
pub use position::{Position, position};
pub use rng::Words;
