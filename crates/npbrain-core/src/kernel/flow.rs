//! What flows between the potentials of coupled neurons in every step.

use super::LiveSynapses;
use super::events::{View, elapsed};
use super::synapse_step::flow as flow_through;
use crate::model::SynapseModel;
use crate::number::{Num, Real};

/// The two ends of coupled neurons, and what the targets feel.
#[derive(Debug)]
pub struct Coupled<'a, T> {
    /// The membrane potentials of the sources, from the first of the
    /// projection.
    pub v_pre: &'a [T],
    /// Those of the targets, from the first that the synapses count from.
    pub v_post: &'a [T],
    /// Where the currents are added, one per target.
    pub current: &'a mut [T],
    /// Where the conductances are added, one per target.
    pub conductance: &'a mut [T],
}

pub(super) fn flow<T: Real, M: SynapseModel>(x: &LiveSynapses<T>, now: u64, ends: Coupled<'_, T>) {
    let view = View::<T, M>::new(x);
    let (at_source, at_target) = (now.saturating_sub(x.axonal), now.saturating_sub(x.dendritic));
    for source in 0..x.offsets.len() - 1 {
        let row = x.offsets[source]..x.offsets[source + 1];
        if row.is_empty() {
            continue;
        }
        let v_pre = Num(ends.v_pre[source]);
        let state = view.source(&x.sources, x.dt, source, at_source);
        for index in row {
            let target = x.targets[index] as usize;
            let s = view.synapse(x, index, state, x.ends.get(target));
            let elapsed = elapsed(x.dt, x.ends.last(target), at_target);
            let input = flow_through::<M, T>(&s, elapsed, v_pre, Num(ends.v_post[target]));
            ends.current[target] += input.current.0;
            ends.conductance[target] += input.conductance.0;
        }
    }
}
