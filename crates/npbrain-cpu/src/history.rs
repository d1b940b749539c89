/// The spikes of a population in past steps: for each step a list per worker,
/// together in order of the neurons.
pub(crate) struct History {
    size: usize,
    ring: Vec<Vec<Vec<u32>>>,
}

/// Up to how many bytes lists of spikes get room for every neuron to fire in
/// every step, so that none ever grows while stepping.
const ROOM_FOR_ALL: usize = 256 << 20;

impl History {
    pub(crate) fn new(size: usize, workers: usize) -> Self {
        let mut history = History { size, ring: Vec::new() };
        history.ring.push(history.lists(workers, 1));
        history
    }

    fn lists(&self, workers: usize, depth: usize) -> Vec<Vec<u32>> {
        let all = self.size.div_ceil(workers) + npbrain_core::CHUNK;
        let bytes = all * workers * depth * size_of::<u32>();
        let room = if bytes <= ROOM_FOR_ALL { all } else { all / 16 };
        (0..workers).map(|_| Vec::with_capacity(room)).collect()
    }

    /// Makes room for the spikes of `depth` steps, keeping those before `now`.
    pub(crate) fn lengthen(&mut self, depth: usize, now: u64) {
        let old = self.ring.len();
        if depth <= old {
            return;
        }
        let workers = self.ring[0].len();
        let mut ring: Vec<_> = (0..depth).map(|_| self.lists(workers, depth)).collect();
        for step in now.saturating_sub(old as u64)..now {
            let from = &mut self.ring[(step % old as u64) as usize];
            std::mem::swap(&mut ring[(step % depth as u64) as usize], from);
        }
        self.ring = ring;
    }

    /// The lists of step `step`, which is among the last.
    pub(crate) fn at(&self, step: u64) -> &[Vec<u32>] {
        &self.ring[(step % self.ring.len() as u64) as usize]
    }

    /// Exchanges the list of one worker at step `step`, so that neither side
    /// allocates.
    pub(crate) fn exchange(&mut self, step: u64, worker: usize, spikes: &mut Vec<u32>) {
        let depth = self.ring.len() as u64;
        std::mem::swap(&mut self.ring[(step % depth) as usize][worker], spikes);
    }

    /// For how many spikes of one worker in one step there is room.
    pub(crate) fn room(&self) -> usize {
        self.ring[0].first().map_or(0, Vec::capacity)
    }
}
