//! Which neuron connects to which: the connection rules of npbrain.
//!
//! | rule | connects |
//! | --- | --- |
//! | [`one_to_one()`] | source k to target k |
//! | [`all_to_all()`] | every source to every target |
//! | [`fixed_prob(p)`](fixed_prob) | every pair with probability p, independently |
//! | [`poisson(mean)`](poisson) | every pair by a Poisson number of synapses, independently |
//! | [`fixed_indegree(k)`](fixed_indegree) | every target to k random sources |
//! | [`fixed_outdegree(k)`](fixed_outdegree) | every source to k random targets |
//! | [`fixed_total(n)`](fixed_total) | n random pairs |
//! | [`pairs(list)`](pairs) | the pairs given |
//! | [`by(function)`](by) | the pairs for which a function says so |
//! | [`dense(array)`](dense), [`sparse(matrix)`](sparse) | where a matrix has values, which are the weights |
//!
//! A rule is a small value that is handed to a projection. The network asks it
//! for the connections when it is planned; what is wrong with it is reported
//! then. One may be asked at once:
//!
//! ```
//! use npbrain_connect::{all_to_all, fixed_prob};
//! use npbrain_core::{Connect, Ends, random::Key};
//!
//! // 4 neurons connect among themselves: target 0 is source 0.
//! let ends = Ends {
//!     object: "projection `rec`",
//!     pre: 4,
//!     post: 4,
//!     same: Some(0),
//!     geometry: Default::default(),
//!     key: Key::new(1, "rec", "connect"),
//! };
//!
//! let all = all_to_all().autapses(false).connect(&ends)?;
//! assert_eq!(all.synapses(), 12);
//! assert_eq!(all.targets()[all.row(1)], [0, 2, 3]);
//!
//! let none = fixed_prob(0.0).connect(&ends)?;
//! assert_eq!(none.synapses(), 0);
//! # Ok::<(), npbrain_core::Error>(())
//! ```
//!
//! # What all rules share
//!
//! - The result is a [`Csr`](npbrain_core::Csr): row k holds the targets of
//!   source k, ascending but for [`pairs`].
//! - It depends on the two ends alone, their random key included: the same key
//!   gives the same connections, on any machine and any number of threads.
//! - Time and memory taken are those of the synapses made ([`by`] asks for every
//!   pair).
//! - **Autapses**, synapses of a neuron onto itself, are made by default where
//!   both ends share neurons; `.autapses(false)` leaves them out. It goes by the
//!   neuron and not by the index: between two slices of one population it leaves
//!   out those neurons that are in both. Lists and matrices are taken as given.
//! - **Multapses**, several synapses of one pair, are made by [`poisson`], by
//!   [`fixed_total`] unless `.multapses(false)`, by [`fixed_indegree`] and
//!   [`fixed_outdegree`] if `.multapses(true)`, and by [`pairs`] as given.
//! - Either end has at most 2³² − 1 neurons.
//!
//! [`ToSprs`] turns connections into sparse matrices.
//!
//! Any other rule is a type that implements [`Connect`](npbrain_core::Connect).
#![forbid(unsafe_code)]

mod all_to_all;
mod by;
mod by_distance;
mod cells;
mod choice;
mod fixed_indegree;
mod fixed_outdegree;
mod fixed_prob;
mod fixed_total;
mod grid;
mod matrix;
mod one_to_one;
mod pairs;
mod poisson;
mod profile;
mod rows;
mod scale_free;
mod small_world;
mod to_sprs;
mod weight_by;

pub use all_to_all::{AllToAll, all_to_all};
pub use by::{By, by};
pub use by_distance::{ByDistance, by_distance, dog, exponential_decay, gaussian, within};
pub use fixed_indegree::{FixedIndegree, fixed_indegree};
pub use fixed_outdegree::{FixedOutdegree, fixed_outdegree};
pub use fixed_prob::{FixedProb, fixed_prob};
pub use fixed_total::{FixedTotal, fixed_total};
pub use grid::{GridNeighbours, grid_eight, grid_four, grid_n};
pub use matrix::{Matrix, dense, sparse};
pub use one_to_one::{OneToOne, one_to_one};
pub use pairs::{Pairs, pairs};
pub use poisson::{Poisson, poisson};
pub use profile::{DifferenceOfGaussians, ExponentialDecay, Gaussian, Profile};
pub use scale_free::{ScaleFree, scale_free};
pub use small_world::{SmallWorld, small_world};
pub use to_sprs::ToSprs;
pub use weight_by::{WeightBy, dog_weight, exponential_decay_weight, gaussian_weight, weight_by};
