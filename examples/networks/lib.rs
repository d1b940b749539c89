//! The networks that simulators are compared by, each as one would write it.
//!
//! They are a crate of their own so that their kernels are compiled once for all
//! that show, time and test them.
//!
//! ```
//! use npbrain::all as nn;
//!
//! let mut net = nn::Network::new();
//! net.dt(0.1)?;
//! let (cells, _) = benchmark_networks::cuba::cuba(&mut net, 400, 80.0);
//! let spikes = net.add(nn::SpikeMonitor::new(cells));
//! net.run(100.0, [])?;
//! assert!(net.get(spikes)?.mean_rate() > 1.0);
//! # Ok::<(), nn::Error>(())
//! ```

#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod brunel;
pub mod coba;
pub mod cobahh;
pub mod cuba;
pub mod irregularity;
pub mod microcircuit;
pub mod readme;
pub mod stdp;
