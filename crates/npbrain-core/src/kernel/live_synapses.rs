use super::Fetched;
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
    /// Where kernels put what they are working on.
    pub fetched: Fetched<T>,
}

/// The neurons at one end of [`LiveSynapses`].
#[derive(Clone, Debug)]
pub struct EndStates<T> {
    /// How many values each variable has: one per neuron, to whole chunks.
    stride: usize,
    state: Vec<T>,
    /// The label from which `marks` are counted.
    base: u64,
    /// The labels of the last spikes, counted from `base`: half as much memory
    /// to go through as labels are.
    marks: Vec<u32>,
}

/// How many steps from its base the ends of synapses may be seen, so that times
/// between marks are whole numbers of 31 bits. At 0.1 ms it is thirty hours.
const SPAN: u64 = 1 << 30;

impl<T: Real> EndStates<T> {
    /// `neurons` neurons in the default state of `table` at label `now`.
    pub fn new(table: &Table, neurons: usize, now: u64) -> Self {
        let defaults = table.iter().map(|var| T::of(var.default));
        let stride = chunks(neurons) * CHUNK;
        EndStates {
            stride,
            state: defaults.flat_map(|value| std::iter::repeat_n(value, stride)).collect(),
            base: now,
            marks: vec![0; stride],
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

    /// The values of variable `k`.
    #[inline(always)]
    pub(super) fn variable(&self, k: usize) -> &[T] {
        &self.state[k * self.stride..][..self.stride]
    }

    /// The marks of the last spikes: labels, counted from a base.
    #[inline(always)]
    pub(super) fn marks(&self) -> &[u32] {
        &self.marks
    }

    /// How many ms before label `at`, to which the ends are
    /// [renewed](Self::renew), the spikes were that these are the marks of.
    #[inline(always)]
    pub(super) fn ages(&self, marks: &[u32], at: u64, dt: f64, ages: &mut [T]) {
        let (now, dt) = (self.mark_of(at), T::of(dt));
        for (age, mark) in ages.iter_mut().zip(marks) {
            let steps = now.wrapping_sub(*mark).cast_signed().max(0);
            *age = T::of(f64::from(steps)) * dt;
        }
    }

    /// The mark of a label; 0 of those before the base.
    #[inline(always)]
    fn mark_of(&self, label: u64) -> u32 {
        label.saturating_sub(self.base) as u32
    }

    /// Moves the base, and with it the state of all neurons, until labels up to
    /// `at` have marks. `after` is the state at the second label of what it was
    /// at the first.
    ///
    /// It goes by whole spans, and so over the same labels on every engine.
    pub(super) fn renew<X: Vars<Num<T>>>(&mut self, at: u64, after: impl Fn(X, u64, u64) -> X) {
        while at.saturating_sub(self.base) >= SPAN {
            let base = self.base + SPAN;
            for index in 0..self.stride {
                let renewed = after(self.get(index), self.last(index), base);
                for k in 0..X::LEN {
                    self.state[k * self.stride + index] = renewed.get(k).0;
                }
            }
            self.marks.fill(0);
            self.base = base;
        }
    }

    /// Sets the state of neuron `index` after a spike labelled `label`.
    #[inline(always)]
    pub(super) fn set<X: Vars<Num<T>>>(&mut self, index: usize, x: &X, label: u64) {
        for k in 0..X::LEN {
            self.state[k * self.stride + index] = x.get(k).0;
        }
        self.marks[index] = self.mark_of(label);
    }

    /// The label of that last spike.
    #[inline(always)]
    pub(super) fn last(&self, index: usize) -> u64 {
        self.base + u64::from(self.marks[index])
    }
}

/// Synapses by target.
#[derive(Clone, Debug)]
pub struct Columns {
    offsets: Vec<usize>,
    synapses: Vec<u32>,
    /// The source of each.
    sources: Vec<u32>,
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
        let (mut synapses, mut sources) = (vec![0; targets.len()], vec![0; targets.len()]);
        for source in 0..offsets.len() - 1 {
            for synapse in offsets[source]..offsets[source + 1] {
                let slot = &mut free[targets[synapse] as usize];
                synapses[*slot] = synapse as u32;
                sources[*slot] = source as u32;
                *slot += 1;
            }
        }
        Columns { offsets: ends, synapses, sources }
    }

    /// The synapses of `target`, in order of their sources, and these, by
    /// chunks.
    #[inline(always)]
    pub(super) fn of(&self, target: usize) -> impl Iterator<Item = (&[u32], &[u32])> {
        let column = self.offsets[target]..self.offsets[target + 1];
        let sources = self.sources[column.clone()].chunks(CHUNK);
        self.synapses[column].chunks(CHUNK).zip(sources)
    }
}
