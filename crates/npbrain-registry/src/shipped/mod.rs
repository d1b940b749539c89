//! What npbrain ships.

mod neurons;
mod synapses;

use npbrain_core::Result;

use crate::Registry;

pub(crate) fn registry() -> Result<Registry> {
    let mut registry = Registry::new();
    neurons::register(&mut registry)?;
    synapses::register(&mut registry)?;
    Ok(registry)
}
