//! npbrain-monitors
mod data;
pub use data::{RateData, SpikeData, StateData, Variable};
