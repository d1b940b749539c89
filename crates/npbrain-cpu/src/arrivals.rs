use npbrain_core::{CHUNK, Real, Slot, chunks};

/// What is to arrive at one port of a worker's neurons: a ring of sums, one
/// slot per step to come.
///
/// With one delay per projection a single slot does: the spikes wait, not what
/// they become.
pub(crate) struct Arrivals<T> {
    sums: Vec<T>,
    stride: usize,
    /// Which slots hold anything but zeros.
    touched: Vec<bool>,
}

/// A whole ring, to be added to: what acts in step k goes to slot `k & mask`,
/// which begins at that times the stride and is then touched.
pub(crate) struct Ring<'a, T> {
    pub(crate) sums: &'a mut [T],
    pub(crate) touched: &'a mut [bool],
    pub(crate) stride: usize,
    pub(crate) mask: u64,
}

impl<T: Real> Arrivals<T> {
    /// One slot for `size` neurons.
    pub(crate) fn new(size: usize) -> Self {
        let stride = chunks(size) * CHUNK;
        Arrivals { sums: vec![T::of(0.0); stride], stride, touched: vec![false] }
    }

    /// Makes room for delays of up to `longest` steps, keeping what is to
    /// arrive from step `now` on.
    pub(crate) fn lengthen(&mut self, longest: usize, now: u64) {
        let slots = longest.next_power_of_two();
        let old_slots = self.touched.len();
        if slots <= old_slots {
            return;
        }
        let mut sums = vec![T::of(0.0); slots * self.stride];
        let mut touched = vec![false; slots];
        for step in now..now + old_slots as u64 {
            let (old, new) = ((step % old_slots as u64) as usize, (step % slots as u64) as usize);
            sums[new * self.stride..][..self.stride]
                .copy_from_slice(&self.sums[old * self.stride..][..self.stride]);
            touched[new] = self.touched[old];
        }
        self.sums = sums;
        self.touched = touched;
    }

    /// How many bytes it has.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.sums)
    }

    fn slot(&self, step: u64) -> usize {
        // The number of slots is a power of two.
        (step & (self.touched.len() as u64 - 1)) as usize
    }

    /// The sums of step `step`, to be added to.
    pub(crate) fn due(&mut self, step: u64) -> &mut [T] {
        let slot = self.slot(step);
        self.touched[slot] = true;
        &mut self.sums[slot * self.stride..][..self.stride]
    }

    /// The whole ring.
    pub(crate) fn ring(&mut self) -> Ring<'_, T> {
        let mask = self.touched.len() as u64 - 1;
        Ring { sums: &mut self.sums, touched: &mut self.touched, stride: self.stride, mask }
    }

    /// What arrives in step `step`; `None` if nothing does.
    pub(crate) fn arrived(&self, step: u64) -> Option<Slot<'_, T>> {
        let slot = self.slot(step);
        self.touched[slot].then(|| Slot::each(&self.sums[slot * self.stride..][..self.stride]))
    }

    /// Empties the slot of step `step` for a later one.
    pub(crate) fn clear(&mut self, step: u64) {
        let slot = self.slot(step);
        if self.touched[slot] {
            self.sums[slot * self.stride..][..self.stride].fill(T::of(0.0));
            self.touched[slot] = false;
        }
    }
}
