//! The current into a clamped neuron, at each sample.

use npbrain::core::{
    Arithmetic, CHUNK, Column, Coupled, EndStates, Fetched, LiveSynapses, Projection,
    ReceptorBlock, ReceptorChoice, Slot, SynapseChoice, chunks,
};

/// The current through a receptor whose variables had these values, one list
/// per variable, at the potential `v`.
///
/// A receptor hands over its mean over a step. Over a step of no length that
/// is what it is now.
pub(super) fn through_receptor(choice: &ReceptorChoice, state: &[Vec<f64>], v: f64) -> Vec<f64> {
    const NO_LENGTH: f64 = 1e-18;
    let size = state.first().map_or(0, Vec::len);
    let Some(prepared) = choice.kernel.prepare(&choice.params, NO_LENGTH) else {
        return vec![f64::NAN; size];
    };
    let columns = |values: &[f64]| values.iter().map(|x| Column::same(*x)).collect::<Vec<_>>();
    let (params, prepared) = (columns(&choice.params), columns(&prepared));
    let padded = chunks(size) * CHUNK;
    let variables = state.len();
    let mut by_chunk = vec![0.0; padded * variables];
    for (k, values) in state.iter().enumerate() {
        for (i, value) in values.iter().enumerate() {
            by_chunk[(i / CHUNK * variables + k) * CHUNK + i % CHUNK] = *value;
        }
    }
    let neurons = vec![v; padded];
    let (mut current, mut conductance) = (vec![0.0; padded], vec![0.0; padded]);
    choice.kernel.advance_f64(
        Arithmetic::Plain,
        ReceptorBlock {
            size,
            state: &mut by_chunk,
            params: &params,
            prepared: &prepared,
            neurons: (&neurons, 1),
            membrane: 0,
            arrived: Slot::same(&[0.0; CHUNK]),
            current: &mut current,
            conductance: &mut conductance,
        },
    );
    current.iter().zip(&conductance).take(size).map(|(i, g)| i - g * v).collect()
}

/// The current between two potentials through a synapse at rest.
pub(super) fn flowing(choice: &SynapseChoice, weight: f64, v_pre: f64, v: f64) -> f64 {
    let traits = choice.kernel.traits();
    let own = traits.synapse.iter().map(|var| var.default).collect();
    let synapse = LiveSynapses {
        dt: 1.0,
        axonal: 0,
        dendritic: 0,
        params: choice.params.clone(),
        offsets: vec![0, 1],
        targets: vec![0],
        weights: vec![weight],
        own,
        sources: EndStates::new(traits.source, 1, 0),
        ends: EndStates::new(traits.target, 1, 0),
        columns: None,
        levels: Vec::new(),
        consecutive: true,
        fetched: Fetched::default(),
    };
    let (mut current, mut conductance) = ([0.0], [0.0]);
    let ends = Coupled {
        v_pre: &[v_pre],
        v_post: &[v],
        current: &mut current,
        conductance: &mut conductance,
    };
    choice.kernel.flow_f64(&synapse, 0, ends);
    current[0] - conductance[0] * v
}

/// The weight of a projection whose synapses share one.
pub(super) fn weight(projection: &Projection) -> f64 {
    match &projection.weight {
        Some(npbrain::core::Given::Values(weight)) => weight.of(0),
        _ => 1.0,
    }
}
