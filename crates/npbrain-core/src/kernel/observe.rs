use super::LiveSynapses;
use super::events::View;
use crate::model::{SynapseModel, Vars};
use crate::number::Real;

/// A variable of one end of synapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observed {
    /// Of a source.
    Source {
        /// Which source.
        neuron: usize,
        /// Which variable.
        variable: usize,
    },
    /// Of a target.
    Target {
        /// Which target.
        neuron: usize,
        /// Which variable.
        variable: usize,
    },
}

pub(super) fn observe<T: Real, M: SynapseModel>(
    x: &LiveSynapses<T>,
    now: u64,
    what: Observed,
) -> T {
    let view = View::<T, M>::new(x);
    match what {
        Observed::Source { neuron, variable } => {
            view.source(&x.sources, x.dt, neuron, now.saturating_sub(x.axonal)).get(variable).0
        }
        Observed::Target { neuron, variable } => {
            view.target(&x.ends, x.dt, neuron, now.saturating_sub(x.dendritic)).get(variable).0
        }
    }
}
