//! Where the synapses of a projection and their ends are kept.

use npbrain_core::{SynapseTraits, Table, Value};
use npbrain_engine::ProjectionPlan;

/// Where each row begins, and the target of each synapse.
pub(crate) fn rows(plan: &ProjectionPlan) -> Vec<u32> {
    let offsets = plan.csr.offsets().iter().map(|offset| *offset as u32);
    offsets.chain(plan.csr.targets().iter().copied()).collect()
}

/// Where each column begins, the synapses in order of their sources, and these.
pub(crate) fn columns(plan: &ProjectionPlan) -> Vec<u32> {
    let (csr, targets) = (&plan.csr, plan.csr.targets());
    let mut begins = vec![0_u32; csr.post() + 1];
    for target in targets {
        begins[*target as usize + 1] += 1;
    }
    for k in 0..csr.post() {
        begins[k + 1] += begins[k];
    }
    let mut free = begins.clone();
    let (mut synapses, mut sources) = (vec![0_u32; targets.len()], vec![0_u32; targets.len()]);
    for source in 0..csr.pre() {
        for synapse in csr.row(source) {
            let place = &mut free[targets[synapse] as usize];
            synapses[*place as usize] = synapse as u32;
            sources[*place as usize] = source as u32;
            *place += 1;
        }
    }
    [begins, synapses, sources].concat()
}

/// The weights, then the synapses' own state, variable by variable.
pub(crate) fn synapses(plan: &ProjectionPlan, traits: &SynapseTraits) -> Vec<f32> {
    let count = plan.csr.synapses();
    let own = traits.synapse.iter();
    let mut values = weights(&plan.weights, count);
    values.extend(own.flat_map(|var| std::iter::repeat_n(var.default as f32, count)));
    values
}

/// One weight per synapse.
pub(crate) fn weights(weights: &Value, count: usize) -> Vec<f32> {
    (0..count).map(|synapse| weights.of(synapse) as f32).collect()
}

/// The state of neurons at one end, variable by variable, their marks, and a word
/// beside.
pub(crate) fn ends(table: &Table, count: usize) -> Vec<u32> {
    let state = table.iter().flat_map(|var| std::iter::repeat_n(var.default as f32, count));
    state.map(f32::to_bits).chain(std::iter::repeat_n(0, count + 1)).collect()
}
