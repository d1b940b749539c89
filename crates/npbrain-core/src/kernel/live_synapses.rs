use super::block::{CHUNK, chunks};
use crate::model::{Table, Vars};
use crate::number::{Num, Real};

/// Synapses with state of their own, or of their ends: what a
/// [`SynapseKernel`](super::SynapseKernel) works on. One worker's share of a
/// projection: all sources, some targets.
///
/// Times are labels: numbers of the step that ends at them.
#[derive(Clone, Debug)]
pub struct LiveSynapses<T> {
    /// The step, in ms.
    pub dt: f64,
    /// How many steps a spike of a source takes to the synapse.
    pub axonal: u64,
    /// How many steps from the synapse to the soma of the target, and back.
    pub dendritic: u64,
    /// The parameters.
    pub params: Vec<T>,
    /// Where the row of each source starts; one more than there are sources.
    pub offsets: Vec<usize>,
    /// The target of each synapse.
    pub targets: Vec<u32>,
    /// The weight of each synapse.
    pub weights: Vec<T>,
    /// The state of each synapse: all values of the first variable, then of
    /// the second, and so on.
    pub own: Vec<T>,
    /// The sources, as they were right after their last spike that has reached
    /// the synapses.
    pub sources: EndStates<T>,
    /// The targets likewise.
    pub ends: EndStates<T>,
    /// The synapses of each target; `None` if its spikes change nothing.
    pub columns: Option<Columns>,
    /// The levels of the sources in the present step, padded to whole chunks;
    /// empty if they have none.
    pub levels: Vec<T>,
    /// Whether the targets of every source are consecutive neurons.
    pub consecutive: bool,
}

/// The neurons at one end of [`LiveSynapses`].
#[derive(Clone, Debug)]
pub struct EndStates<T> {
    /// How many values each variable has: one per neuron, to whole chunks.
    stride: usize,
    state: Vec<T>,
    last: Vec<u64>,
}

impl<T: Real> EndStates<T> {
    /// `neurons` neurons in the default state of `table` at label `now`.
    pub fn new(table: &Table, neurons: usize, now: u64) -> Self {
        let defaults = table.iter().map(|var| T::of(var.default));
        let stride = chunks(neurons) * CHUNK;
        EndStates {
            stride,
            state: defaults.flat_map(|value| std::iter::repeat_n(value, stride)).collect(),
            last: vec![now; stride],
        }
    }

    /// The state of neuron `index` after its last spike.
    #[inline(always)]
    pub(super) fn get<X: Vars<Num<T>>>(&self, index: usize) -> X {
        X::make(
            #[inline(always)]
            |k| Num(self.state[k * self.stride + index]),
        )
    }

    /// The values of variable `k` in chunk `chunk`.
    #[inline(always)]
    pub(super) fn chunk(&self, k: usize, chunk: usize) -> &[T] {
        &self.state[k * self.stride + chunk * CHUNK..][..CHUNK]
    }

    /// The labels of the last spikes in chunk `chunk`.
    #[inline(always)]
    pub(super) fn lasts(&self, chunk: usize) -> &[u64] {
        &self.last[chunk * CHUNK..][..CHUNK]
    }

    /// Sets the state of neuron `index` after a spike labelled `label`.
    #[inline(always)]
    pub(super) fn set<X: Vars<Num<T>>>(&mut self, index: usize, x: &X, label: u64) {
        for k in 0..X::LEN {
            self.state[k * self.stride + index] = x.get(k).0;
        }
        self.last[index] = label;
    }

    /// The label of that last spike.
    #[inline(always)]
    pub(super) fn last(&self, index: usize) -> u64 {
        self.last[index]
    }
}

/// Synapses by target.
#[derive(Clone, Debug)]
pub struct Columns {
    offsets: Vec<usize>,
    /// Each synapse with its source.
    synapses: Vec<(u32, u32)>,
}

impl Columns {
    /// Sorts synapses, given by rows, into columns of `targets` targets.
    ///
    /// # Panics
    /// If there are more than `u32::MAX` synapses; engines refuse those.
    pub fn new(offsets: &[usize], targets: &[u32], count: usize) -> Self {
        assert!(targets.len() <= u32::MAX as usize, "synapses are numbered by 32 bits");
        let mut ends = vec![0; count + 1];
        for target in targets {
            ends[*target as usize + 1] += 1;
        }
        for k in 0..count {
            ends[k + 1] += ends[k];
        }
        let mut free = ends.clone();
        let mut synapses = vec![(0, 0); targets.len()];
        for source in 0..offsets.len() - 1 {
            for synapse in offsets[source]..offsets[source + 1] {
                let slot = &mut free[targets[synapse] as usize];
                synapses[*slot] = (synapse as u32, source as u32);
                *slot += 1;
            }
        }
        Columns { offsets: ends, synapses }
    }

    /// The synapses of `target` with their sources, in order of the sources.
    #[inline(always)]
    pub(super) fn of(&self, target: usize) -> &[(u32, u32)] {
        &self.synapses[self.offsets[target]..self.offsets[target + 1]]
    }
}
