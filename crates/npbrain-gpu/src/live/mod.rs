//! Projections whose synapses have a model.

mod dispatch;
mod print;
mod store;

pub(crate) use dispatch::{Checked, Live};
