//! Which neuron connects to which: the connection rules of npbrain.
//!
//! | rule | connects |
//! | --- | --- |
//! | [`one_to_one()`] | source k to target k |
//! | [`all_to_all()`] | every source to every target |
//! | [`fixed_prob(p)`](fixed_prob) | every pair with probability p, independently |
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
//!   source k, ascending, each at most once.
//! - It depends on the two ends alone, their random key included: the same key
//!   gives the same connections, on any machine.
//! - **Autapses**, synapses of a neuron onto itself, are made by default where
//!   both ends share neurons; `.autapses(false)` leaves them out and changes
//!   nothing else. It goes by the neuron and not by the index: between two
//!   slices of one population it leaves out those neurons that are in both.
//! - Either end has at most 2³² − 1 neurons.
//!
//! Any other rule is a type that implements [`Connect`](npbrain_core::Connect).
#![forbid(unsafe_code)]

mod all_to_all;
mod fixed_prob;
mod one_to_one;
mod rows;

pub use all_to_all::{AllToAll, all_to_all};
pub use fixed_prob::{FixedProb, fixed_prob};
pub use one_to_one::{OneToOne, one_to_one};
