use npbrain_core::{Connect, Csr, Ends, MakeRow, Result, random::Stream};

use crate::choice::{Candidates, Choice};
use crate::rows::{Append, Rows};

/// The rule made by [`fixed_outdegree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedOutdegree {
    degree: usize,
    multapses: bool,
    autapses: bool,
}

/// Connects every source to exactly `degree` targets, chosen at random: by
/// default all different, a neuron itself among those to choose from. NumpyBrain
/// calls it `fixed_postnum`.
///
/// The targets of a source depend on the sizes and the random key, not on other
/// sources.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// if there are too few targets to choose from.
///
/// ```
/// use npbrain_connect::fixed_outdegree;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 100, post: 50, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let connections = fixed_outdegree(10).connect(&ends)?;
/// assert!((0..100).all(|source| connections.row(source).len() == 10));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "fixed_postnum")]
pub fn fixed_outdegree(degree: usize) -> FixedOutdegree {
    FixedOutdegree { degree, multapses: false, autapses: true }
}

impl FixedOutdegree {
    /// Whether a pair may be connected more than once; by default it may not.
    /// If it may, each of a source's targets is drawn from all, whatever the
    /// others are.
    #[must_use]
    pub fn multapses(mut self, allowed: bool) -> Self {
        self.multapses = allowed;
        self
    }

    /// Whether a neuron may connect to itself; by default it may. If it may
    /// not, it has as many targets, chosen from the others.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }

    /// What makes the rows.
    fn rule<'a>(&self, ends: &'a Ends<'a>) -> Result<(Rows<'a>, impl Append + Sync + use<>)> {
        let rows = Rows {
            rule: "fixed_outdegree",
            ends,
            autapses: true,
            synapses: ends.pre.saturating_mul(self.degree),
        };
        let (these, autapses) = (rows.unplaced(), self.autapses);
        let candidates = move |source| Candidates {
            size: these.post,
            without: these.itself(source).filter(|_| !autapses),
        };
        rows.check_sizes()?;
        let fewest = (0..ends.pre).map(|source| candidates(source).count()).min().unwrap_or(0);
        if self.degree > fewest && !(self.multapses && fewest > 0) {
            let (degree, repeats) = (self.degree, self.multapses);
            return Err(rows.refused_number("each source", degree, "targets", fewest, repeats));
        }
        let (degree, mut choice) = (self.degree, Choice::new(self.multapses, ends.post));
        let append = move |source, targets: &mut Vec<u32>| {
            let mut stream = Stream::new(these.key, source as u64);
            choice.draw(&mut stream, candidates(source), degree, targets);
        };
        Ok((rows, append))
    }
}

impl Connect for FixedOutdegree {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (rows, append) = self.rule(ends)?;
        rows.build(append)
    }

    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        Some(self.rule(ends).and_then(|(rows, append)| rows.one_by_one(append)))
    }
}
