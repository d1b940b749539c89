use npbrain_core::{Connect, Csr, Ends, Result, random::Stream};

use crate::choice::{Candidates, Choice};
use crate::rows::Rows;

/// The rule made by [`fixed_indegree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedIndegree {
    degree: usize,
    multapses: bool,
    autapses: bool,
}

/// Connects every target to exactly `degree` sources, chosen at random: by
/// default all different, a neuron itself among those to choose from. NumpyBrain
/// calls it `fixed_prenum`.
///
/// The sources of a target depend on the sizes and the random key, not on other
/// targets.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// if there are too few sources to choose from.
///
/// ```
/// use npbrain_connect::fixed_indegree;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 100, post: 50, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let connections = fixed_indegree(10).connect(&ends)?;
/// let sources_of = |target| connections.pairs().filter(|(_, j)| *j == target).count();
/// assert!((0..50).all(|target| sources_of(target) == 10));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "fixed_prenum")]
pub fn fixed_indegree(degree: usize) -> FixedIndegree {
    FixedIndegree { degree, multapses: false, autapses: true }
}

impl FixedIndegree {
    /// Whether a pair may be connected more than once; by default it may not.
    /// If it may, each of a target's sources is drawn from all, whatever the
    /// others are.
    #[must_use]
    pub fn multapses(mut self, allowed: bool) -> Self {
        self.multapses = allowed;
        self
    }

    /// Whether a neuron may connect to itself; by default it may. If it may
    /// not, it has as many sources, chosen from the others.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }
}

impl Connect for FixedIndegree {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let synapses = ends.post.saturating_mul(self.degree);
        let rows = Rows { rule: "fixed_indegree", ends, autapses: true, synapses };
        let candidates = |target: usize| {
            let itself = ends.same.and_then(|shift| target.checked_add_signed(-shift));
            let itself = itself.filter(|source| *source < ends.pre && !self.autapses);
            Candidates { size: ends.pre, without: itself }
        };
        rows.check_sizes()?;
        let fewest = (0..ends.post).map(|target| candidates(target).count()).min().unwrap_or(0);
        if self.degree > fewest && !(self.multapses && fewest > 0) {
            let (degree, repeats) = (self.degree, self.multapses);
            return Err(rows.refused_number("each target", degree, "sources", fewest, repeats));
        }
        let mut sources: Vec<u32> = rows.room(synapses)?;
        let mut choice = Choice::new(self.multapses, ends.pre);
        for target in 0..ends.post {
            let mut stream = Stream::new(ends.key, target as u64);
            choice.draw(&mut stream, candidates(target), self.degree, &mut sources);
        }
        rows.sort(|| {
            let of_targets = sources.chunks(self.degree.max(1)).zip(0..);
            of_targets.flat_map(|(sources, target)| sources.iter().map(move |i| (*i, target)))
        })
    }
}
