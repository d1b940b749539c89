//! What is seen of a network: the monitors of npbrain and their data.
//!
//! | monitor | records | its data |
//! | --- | --- | --- |
//! | [`StateMonitor`] | variables of neurons, synapses, sources, targets, receptors | [`StateData`]: `[time × neuron]` per variable |
//! | [`SpikeMonitor`] | spikes | [`SpikeData`]: time and neuron of each |
//! | [`RateMonitor`] | spikes per neuron and second | [`RateData`]: one value per bin |
//!
//! A monitor says what to record. Added to a network it becomes a handle whose
//! type says what data there will be; `net.get(handle)?` returns them, as
//! arrays that carry their own times.
//!
//! ```
//! use npbrain_monitors::{RateMonitor, SpikeMonitor, StateMonitor};
//! # use npbrain_core::{Neurons, Place};
//! # let lif = Neurons::all(Place { network: 0, index: 0, size: 500 });
//!
//! // `lif`: what `add` returned for a population of 500 neurons.
//! let potential = StateMonitor::new(lif, ["v"]).neurons([0, 1, 2]).every(0.5);
//! let spikes = SpikeMonitor::new(lif);
//! let rate = RateMonitor::new(lif.slice(0..400)).bin(10.0).named("excitatory rate");
//! ```
//!
//! Times are in ms of network time. What happens in the step from t to t + dt
//! carries the label t + dt; the first sample of a state is the initial one.
#![forbid(unsafe_code)]

mod data;
mod rate;
mod spikes;
mod state;

pub use data::{RateData, SpikeData, StateData, Variable, raster_plot};
pub use rate::RateMonitor;
pub use spikes::SpikeMonitor;
pub use state::StateMonitor;
