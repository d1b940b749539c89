use npbrain_engine::{Engine, Quantity, ReadState};

use crate::engine::GpuEngine;

/// The state as it is now.
pub(crate) struct Present<'a>(pub(crate) &'a GpuEngine);

impl ReadState for Present<'_> {
    fn read(&self, quantity: Quantity, indices: &[usize], to: &mut Vec<f64>) {
        let engine = self.0;
        match quantity {
            Quantity::Neuron { population, variable } => {
                let values = engine.read(population, variable);
                to.extend(indices.iter().map(|i| values[*i]));
            }
            Quantity::Receptor { population, receptor, first, variable } => {
                let column = engine.cells[population].receptor_column(receptor) + variable;
                let values = engine.column(population, column);
                to.extend(indices.iter().map(|i| values[first + i]));
            }
            Quantity::Synapse { projection, variable } => match engine.live(projection) {
                None => {
                    let weights = engine.connections(projection).weight;
                    to.extend(indices.iter().map(|i| weights[*i]));
                }
                Some(live) => {
                    let first = variable.map_or(0, |k| k + 1) * live.plan.csr.synapses();
                    let words = engine.device.read(live.synapses()).unwrap_or_default();
                    let value = |i: &usize| match words.get(first + i) {
                        Some(word) => f64::from(f32::from_bits(*word)),
                        None => f64::NAN,
                    };
                    to.extend(indices.iter().map(value));
                }
            },
            Quantity::Source { projection, variable } => {
                engine.seen(projection, true, variable, indices, to);
            }
            Quantity::Target { projection, variable } => {
                engine.seen(projection, false, variable, indices, to);
            }
        }
    }
}
