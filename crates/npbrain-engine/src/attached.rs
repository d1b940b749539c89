use npbrain_core::{Arithmetic, CHUNK, Column, ReceptorBlock, ReceptorKernel, Slot, chunks};

use crate::Precision;
use crate::plan::ReceptorPlan;

/// A receptor attached to the neurons of a stretch.
pub(crate) struct Attached<T> {
    pub(crate) name: String,
    kernel: &'static dyn ReceptorKernel,
    variables: usize,
    state: Vec<T>,
    params: Vec<Column<T>>,
    prepared: Vec<Column<T>>,
}

/// The neurons that a receptor acts on, and what it adds to their input.
pub(crate) struct Felt<'a, T> {
    /// How many neurons.
    pub(crate) size: usize,
    /// Their state, by chunks, and how many variables it has.
    pub(crate) neurons: (&'a [T], usize),
    /// Which of these is the membrane potential.
    pub(crate) membrane: usize,
    /// The input current, one per neuron.
    pub(crate) current: &'a mut [T],
    /// The input conductance, one per neuron.
    pub(crate) conductance: &'a mut [T],
}

impl<T: Precision> Attached<T> {
    /// One receptor per neuron, in the default state.
    pub(crate) fn new(plan: &ReceptorPlan, size: usize) -> Self {
        let defaults = plan.kernel.traits().state.iter().map(|var| T::of(var.default));
        let chunk: Vec<T> = defaults.flat_map(|value| [value; CHUNK]).collect();
        let columns = |values: &[f64]| values.iter().map(|v| Column::same(T::of(*v))).collect();
        Attached {
            name: plan.name.clone(),
            kernel: plan.kernel,
            variables: chunk.len() / CHUNK,
            state: chunk.repeat(chunks(size)),
            params: columns(&plan.params),
            prepared: columns(&plan.prepared),
        }
    }

    /// The value of a state variable of the receptor of neuron `slot`.
    pub(crate) fn get(&self, variable: usize, slot: usize) -> f64 {
        self.state[(slot / CHUNK * self.variables + variable) * CHUNK + slot % CHUNK].to_f64()
    }

    /// Adds its mean over the step to the input of the neurons, decays, and
    /// takes in what arrived.
    pub(crate) fn advance(
        &mut self,
        arithmetic: Arithmetic,
        felt: Felt<'_, T>,
        arrived: Slot<'_, T>,
    ) {
        let block = ReceptorBlock {
            size: felt.size,
            state: &mut self.state,
            params: &self.params,
            prepared: &self.prepared,
            neurons: felt.neurons,
            membrane: felt.membrane,
            arrived,
            current: felt.current,
            conductance: felt.conductance,
        };
        T::receive(self.kernel, arithmetic, block);
    }
}
