use crate::random::Key;

/// How many neurons make a chunk: the unit in which state is laid out, spikes
/// are reported (one bit each) and random numbers are drawn.
pub const CHUNK: usize = 64;

/// How many chunks hold `size` neurons.
pub const fn chunks(size: usize) -> usize {
    size.div_ceil(CHUNK)
}

/// One value per neuron, or one for all, as kernels read it.
#[derive(Clone, Debug)]
pub struct Column<T> {
    values: Vec<T>,
    stride: usize,
}

impl<T: Copy> Column<T> {
    /// The same value for every neuron.
    pub fn same(value: T) -> Self {
        Column { values: vec![value; CHUNK], stride: 0 }
    }

    /// A value per neuron; the last chunk is padded with the last of them.
    pub fn each(values: impl IntoIterator<Item = T>) -> Self {
        let mut values: Vec<T> = values.into_iter().collect();
        if let Some(last) = values.last().copied() {
            values.resize(chunks(values.len()) * CHUNK, last);
        }
        Column { values, stride: CHUNK }
    }

    /// This column as a slot.
    pub fn as_slot(&self) -> Slot<'_, T> {
        Slot { values: &self.values, stride: self.stride }
    }
}

/// A borrowed [`Column`].
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a, T> {
    values: &'a [T],
    stride: usize,
}

impl<'a, T> Slot<'a, T> {
    /// The same value for every neuron: `values` repeats it.
    pub fn same(values: &'a [T; CHUNK]) -> Self {
        Slot { values, stride: 0 }
    }

    /// A value per neuron, padded to whole chunks.
    ///
    /// # Panics
    /// If `values` are no whole chunks.
    #[inline]
    pub fn each(values: &'a [T]) -> Self {
        assert_eq!(values.len() % CHUNK, 0, "a column is whole chunks");
        Slot { values, stride: CHUNK }
    }

    /// Writes the values to `to`, whole chunks.
    pub fn copy_to(&self, to: &mut [T])
    where
        T: Copy,
    {
        for (chunk, to) in to.chunks_exact_mut(CHUNK).enumerate() {
            to.copy_from_slice(self.chunk(chunk));
        }
    }

    /// The values of one chunk, counted from the first of the block.
    ///
    /// # Panics
    /// If the column is shorter.
    #[inline(always)]
    pub fn chunk(&self, chunk: usize) -> &'a [T; CHUNK] {
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
    pub hold: Slot<'a, T>,
    /// The parameters, in the order of the kernel's table.
    pub params: &'a [Column<T>],
    /// The constants made by [`NeuronKernel::prepare`](super::NeuronKernel::prepare).
    pub prepared: &'a [Column<T>],
    /// The input current.
    pub current: Slot<'a, T>,
    /// The input conductance.
    pub conductance: Slot<'a, T>,
    /// What jumps add to the membrane at the end of the step.
    pub jump: Slot<'a, T>,
    /// What arrives at each port at the end of the step.
    pub arrived: &'a [Slot<'a, T>],
    /// The random stream of the population's noise; `None` if it has none.
    pub noise: Option<Key>,
    /// The number of the step.
    pub step: u64,
    /// Where to report spikes: a bit per neuron, a word per chunk.
    pub fired: &'a mut [u64],
}
