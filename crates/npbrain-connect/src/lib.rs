//! Which neuron connects to which: the connection rules of npbrain.
//!
//! Below, a projection has `pre` sources and `post` targets, and n neurons are
//! both.
//!
//! | rule | connects | synapses expected | source |
//! | --- | --- | --- | --- |
//! | [`one_to_one()`] | source k to target k | `pre` | |
//! | [`all_to_all()`] | every source to every target | `pre · post` | |
//! | [`fixed_prob(p)`](fixed_prob) | every pair with probability p, independently | `pre · post · p` | Gilbert 1959 |
//! | [`poisson(mean)`](poisson) | every pair by a Poisson number of synapses | `pre · post · mean` | |
//! | [`fixed_indegree(k)`](fixed_indegree) | every target to k random sources | exactly `post · k` | Brunel 2000 |
//! | [`fixed_outdegree(k)`](fixed_outdegree) | every source to k random targets | exactly `pre · k` | |
//! | [`fixed_total(total)`](fixed_total) | random pairs | exactly `total` | Potjans and Diesmann 2014 |
//! | [`grid_four()`](grid_four) | the nearest along each dimension of a grid | at most 2 (line), 4 (plane), 6 (space) · `pre` | von Neumann's neighbourhood |
//! | [`grid_eight()`](grid_eight), [`grid_n(n)`](grid_n) | all at most 1, n away along each dimension | at most `((2 n + 1)² − 1) · pre` in a plane | Moore's neighbourhood |
//! | [`within(radius)`](within) | all at most `radius` away | about `π radius² ρ · pre`, ρ targets per area | masks of NEST |
//! | [`gaussian(peak, sigma)`](gaussian) | with probability peak · exp(−d² / 2 σ²) at distance d | about `2 π σ² peak ρ · pre` | Djurfeldt 2012 (CSA) |
//! | [`exponential_decay(peak, lambda)`](exponential_decay) | with probability peak · exp(−d / λ) | about `2 π λ² peak ρ · pre` | |
//! | [`dog(centre, surround)`](dog) | with the difference of two Gaussians, where positive | the sum over all pairs | Rodieck 1965 |
//! | [`by_distance(f)`](by_distance) | with probability f(d) | the sum over all pairs | Davison et al. 2009 (PyNN) |
//! | [`small_world(k, p)`](small_world) | a ring of k nearest, each moved with probability p | exactly `n k` | Watts and Strogatz 1998 |
//! | [`scale_free(m)`](scale_free) | each neuron to m of those before it, by their degree | exactly `2 (n − m) m`, or half of it | Barabási and Albert 1999 |
//! | [`pairs(list)`](pairs) | the pairs given | those given | |
//! | [`by(function)`](by) | the pairs for which a function says so | those it says | |
//! | [`dense(array)`](dense), [`sparse(matrix)`](sparse) | where a matrix has values, which are the weights | those stored | |
//!
//! [`gaussian_weight`], [`exponential_decay_weight`] and [`dog_weight`] are
//! weights by distance.
//!
//! A rule is a small value that is handed to a projection. The network asks it
//! for the connections when it is planned; what is wrong with it is reported
//! then. One may be asked at once:
//!
//! ```
//! use npbrain_connect::{all_to_all, fixed_prob, grid_four};
//! use npbrain_core::{Connect, Ends, Geometry, random::Key};
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
//!
//! // On a square of 2 by 2 every neuron has two neighbours.
//! let place = Geometry { points: None, grid: Some([2, 2].into()), first: 0 };
//! let grid = grid_four().connect(&Ends { geometry: [place; 2], ..ends })?;
//! assert!(grid.pairs().eq([(0, 1), (0, 2), (1, 0), (1, 3), (2, 0), (2, 3), (3, 1), (3, 2)]));
//! # Ok::<(), npbrain_core::Error>(())
//! ```
//!
//! # What all rules share
//!
//! - The result is a [`Csr`](npbrain_core::Csr): row k holds the targets of
//!   source k, ascending but for [`pairs`].
//! - It depends on the two ends alone, their random key included: the same key
//!   gives the same connections, on any machine and any number of threads.
//! - Rules whose rows follow from their source alone make them one at a time too
//!   ([`Connect::rows`](npbrain_core::Connect::rows)): [`all_to_all()`],
//!   [`one_to_one()`], [`fixed_prob`], [`poisson`], [`fixed_outdegree`],
//!   [`fixed_total`] and those of grids.
//! - Time and memory taken are those of the synapses made. Only [`by`] asks for
//!   every pair, and rules of distance for all pairs about as near as they reach.
//! - **Autapses**, synapses of a neuron onto itself, are made by default where
//!   both ends share neurons; `.autapses(false)` leaves them out. It goes by the
//!   neuron and not by the index: between two slices of one population it leaves
//!   out those neurons that are in both. Lists and matrices are taken as given,
//!   [`small_world`] and [`scale_free`] make none, and the rules of grids make
//!   them, or those of the same place, only if `.autapses(true)`.
//! - **Multapses**, several synapses of one pair, are made by [`poisson`], by
//!   [`fixed_total`] unless `.multapses(false)`, by [`fixed_indegree`] and
//!   [`fixed_outdegree`] if `.multapses(true)`, and by [`pairs`] as given.
//! - **Geometry**: rules of grids and of distance go by where the neurons are
//!   ([`Population::grid`](npbrain_core::Population::grid),
//!   [`Population::at`](npbrain_core::Population::at)). On a grid
//!   `.periodic(true)` lets opposite borders touch; elsewhere
//!   `.period(lengths)` makes space repeat itself.
//! - Either end has at most 2³² − 1 neurons.
//!
//! [`ToSprs`] turns connections into sparse matrices.
//!
//! Any other rule is a type that implements [`Connect`](npbrain_core::Connect).
#![forbid(unsafe_code)]

mod all_to_all;
mod bounds;
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
mod sorting;
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
