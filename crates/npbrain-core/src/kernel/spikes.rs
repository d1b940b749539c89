use std::ops::Range;

/// Spikes of a step, as they reach the synapses of a projection.
#[derive(Clone, Debug)]
pub struct Spikes<'a> {
    lists: &'a [Vec<u32>],
    neurons: Range<u32>,
    first: u32,
}

impl<'a> Spikes<'a> {
    /// Of the neurons that fired, in `lists` by their indices in the
    /// population, those in `neurons`; they are counted from neuron `first`,
    /// which is none of them or their first.
    pub fn new(lists: &'a [Vec<u32>], neurons: Range<u32>, first: u32) -> Self {
        Spikes { lists, neurons, first }
    }

    /// The neurons, in order, counted from the first.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let ours = |neuron: &&u32| self.neurons.contains(neuron);
        self.lists.iter().flatten().filter(ours).map(|neuron| (neuron - self.first) as usize)
    }
}
