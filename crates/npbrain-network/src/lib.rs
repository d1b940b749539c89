//! npbrain-network
mod network;

pub use network::Network;
pub use npbrain_engine::{Backend, Engine, Plan, Reference, Settings};
