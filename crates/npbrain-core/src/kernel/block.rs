use std::ops::Range;

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
    chunks: Vec<[T; CHUNK]>,
    is_same: bool,
}

impl<T: Copy> Column<T> {
    /// The same value for every neuron.
    pub fn same(value: T) -> Self {
        Column { chunks: vec![[value; CHUNK]], is_same: true }
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.chunks)
    }

    /// A value per neuron; the last chunk is padded with the last of them.
    pub fn each(values: impl IntoIterator<Item = T>) -> Self {
        let mut values: Vec<T> = values.into_iter().collect();
        if let Some(last) = values.last().copied() {
            values.resize(chunks(values.len()) * CHUNK, last);
        }
        Column { chunks: values.as_chunks().0.to_vec(), is_same: false }
    }

    /// This column as a slot.
    #[inline(always)]
    pub fn as_slot(&self) -> Slot<'_, T> {
        match &self.chunks[..] {
            [values] if self.is_same => Slot::same(values),
            chunks => Slot { chunks, mask: usize::MAX },
        }
    }
}

/// A borrowed [`Column`].
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a, T> {
    chunks: &'a [[T; CHUNK]],
    /// All ones, or zero where one chunk stands for all.
    mask: usize,
}

impl<'a, T> Slot<'a, T> {
    /// The same value for every neuron: `values` repeats it.
    #[inline(always)]
    pub fn same(values: &'a [T; CHUNK]) -> Self {
        Slot { chunks: std::slice::from_ref(values), mask: 0 }
    }

    /// A value per neuron, padded to whole chunks.
    ///
    /// # Panics
    /// If `values` are no whole chunks.
    #[inline]
    pub fn each(values: &'a [T]) -> Self {
        let (chunks, rest) = values.as_chunks();
        assert!(rest.is_empty(), "a column is whole chunks");
        Slot { chunks, mask: usize::MAX }
    }

    /// The value of all neurons; `None` if there is one per neuron.
    #[inline(always)]
    pub fn uniform(&self) -> Option<T>
    where
        T: Copy,
    {
        match self.chunks {
            [values] if self.mask == 0 => Some(values[0]),
            _ => None,
        }
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
        &self.chunks[chunk & self.mask]
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
    /// The chunks to move in this call, counted from the first of the block; all
    /// of them for a kernel that does not move
    /// [parts](super::NeuronKernel::moves_parts).
    pub part: Range<usize>,
    /// The state, by chunks.
    pub state: &'a mut [T],
    /// The refractory countdown, in steps. A kernel that goes by
    /// [`refractory`](Self::refractory) leaves it alone.
    pub left: &'a mut [T],
    /// Which neurons are refractory in this step, a bit per neuron and a word
    /// per chunk, where a spike makes all of them refractory for equally long:
    /// the engine keeps account of it, a kernel may read it in place of `left`.
    pub refractory: Option<&'a [u64]>,
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
