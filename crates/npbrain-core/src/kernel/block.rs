use crate::random::Key;

/// How many neurons make a chunk: the unit in which state is laid out, spikes
/// are reported (one bit each) and random numbers are drawn.
pub const CHUNK: usize = 64;

/// How many chunks hold `size` neurons.
pub const fn chunks(size: usize) -> usize {
    size.div_ceil(CHUNK)
}

/// One value per neuron, or one for all.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a, T> {
    values: &'a [T],
    stride: usize,
}

impl<'a, T> Column<'a, T> {
    /// The same value for every neuron: `values` is one chunk of it.
    ///
    /// # Panics
    /// If `values` is no chunk.
    pub fn same(values: &'a [T]) -> Self {
        assert_eq!(values.len(), CHUNK, "a uniform column is one chunk");
        Column { values, stride: 0 }
    }

    /// A value per neuron, padded to whole chunks.
    ///
    /// # Panics
    /// If `values` are no whole chunks.
    pub fn each(values: &'a [T]) -> Self {
        assert_eq!(values.len() % CHUNK, 0, "a column is whole chunks");
        Column {
            values,
            stride: CHUNK,
        }
    }

    /// The values of one chunk.
    #[inline(always)]
    pub(crate) fn chunk(&self, chunk: usize) -> &'a [T; CHUNK] {
        match self.values[chunk * self.stride..].first_chunk() {
            Some(values) => values,
            None => panic!("column shorter than its block"),
        }
    }
}

/// A stretch of a population and all that one step of it reads and writes.
///
/// State is laid out by chunks: for each chunk all values of its first
/// variable, then of its second, and so on; the last chunk is padded.
#[derive(Debug)]
pub struct Block<'a, T> {
    /// The index of the first chunk in the population.
    pub first: usize,
    /// How many neurons the block holds.
    pub size: usize,
    /// The state, by chunks.
    pub state: &'a mut [T],
    /// The refractory countdown, in steps.
    pub left: &'a mut [T],
    /// How many steps a spike makes refractory.
    pub hold: Column<'a, T>,
    /// The parameters, in the order of the kernel's table.
    pub params: &'a [Column<'a, T>],
    /// The constants made by [`NeuronKernel::prepare`](super::NeuronKernel::prepare).
    pub prepared: &'a [Column<'a, T>],
    /// The input current.
    pub current: Column<'a, T>,
    /// The input conductance.
    pub conductance: Column<'a, T>,
    /// What jumps add to the membrane at the end of the step.
    pub jump: Column<'a, T>,
    /// What arrives at each port at the end of the step.
    pub arrived: &'a [Column<'a, T>],
    /// The random stream of the population's noise; `None` if it has none.
    pub noise: Option<Key>,
    /// The number of the step.
    pub step: u64,
    /// Where to report spikes: a bit per neuron, a word per chunk.
    pub fired: &'a mut [u64],
}
