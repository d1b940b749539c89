use std::fmt;

use npbrain_core::{Connect, Csr, Ends, Result};

use crate::rows::Rows;

/// The rule made by [`by`].
#[derive(Clone, Copy)]
pub struct By<F> {
    connected: F,
    autapses: bool,
}

/// Connects source i to target j if `connected(i, j)` says so, each counted
/// from the first of its end. It is asked for every pair.
///
/// ```
/// use npbrain_connect::by;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 4, post: 4, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// // A ring: each to the next.
/// let connections = by(|i, j| j == (i + 1) % 4).connect(&ends)?;
/// assert!(connections.pairs().eq([(0, 1), (1, 2), (2, 3), (3, 0)]));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "condition")]
pub fn by<F: Fn(usize, usize) -> bool + Send + Sync>(connected: F) -> By<F> {
    By { connected, autapses: true }
}

impl<F> By<F> {
    /// Whether a neuron may connect to itself; by default it may.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }
}

impl<F> fmt::Debug for By<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("By").field("autapses", &self.autapses).finish_non_exhaustive()
    }
}

impl<F: Fn(usize, usize) -> bool + Send + Sync> Connect for By<F> {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let rows = Rows { rule: "by", ends, autapses: self.autapses, synapses: 0 };
        rows.build(|source, targets: &mut Vec<u32>| {
            let connected = |target: &u32| (self.connected)(source, *target as usize);
            targets.extend((0..ends.post as u32).filter(connected));
        })
    }
}
