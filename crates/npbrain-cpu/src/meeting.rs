use std::sync::atomic::{AtomicUsize, Ordering};

/// Where workers wait for one another at the end of their steps.
///
/// A thread that has nothing to do is soon put to sleep, and waking it takes as long as
/// many a step. One that waits here is awake when the next steps begin.
pub(crate) struct Meeting {
    workers: usize,
    arrived: AtomicUsize,
    patience: u32,
}

impl Meeting {
    /// Of so many workers on so many cores; nobody waits where they share cores.
    pub(crate) fn new(workers: usize, cores: usize) -> Self {
        // Some 100 µs: whoever is later has perhaps not begun, for want of a core.
        const PATIENCE: u32 = 2000;
        let patience = if workers <= cores { PATIENCE } else { 0 };
        Meeting { workers, arrived: AtomicUsize::new(0), patience }
    }

    /// Waits for the others, though not for long.
    pub(crate) fn attend(&self) {
        self.arrived.fetch_add(1, Ordering::Relaxed);
        for _ in 0..self.patience {
            if self.arrived.load(Ordering::Relaxed) == self.workers {
                return;
            }
            std::hint::spin_loop();
        }
    }
}
