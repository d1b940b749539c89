//! Projections whose synapses have a model.

mod check;
mod dispatch;
mod print;
mod store;

pub(crate) use check::Checked;
pub(crate) use dispatch::Live;
