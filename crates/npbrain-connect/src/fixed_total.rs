use std::sync::Arc;

use npbrain_core::{Connect, Csr, Ends, MakeRow, Result, random::Stream};

use crate::choice::{Candidates, Choice};
use crate::rows::{Append, Rows};

/// The rule made by [`fixed_total`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedTotal {
    total: usize,
    multapses: bool,
    autapses: bool,
}

/// Makes exactly `total` synapses. By default source and target of each are
/// drawn from all, whatever the others are, so that a pair may be connected more
/// than once: the rule of Potjans and Diesmann (2014), *The cell-type specific
/// cortical microcircuit*.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// if there are too few pairs to choose from.
///
/// ```
/// use npbrain_connect::fixed_total;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 100, post: 50, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// assert_eq!(fixed_total(777).connect(&ends)?.synapses(), 777);
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn fixed_total(total: usize) -> FixedTotal {
    FixedTotal { total, multapses: true, autapses: true }
}

impl FixedTotal {
    /// Whether a pair may be connected more than once; by default it may. If it
    /// may not, every set of `total` pairs is as likely as every other.
    #[must_use]
    pub fn multapses(mut self, allowed: bool) -> Self {
        self.multapses = allowed;
        self
    }

    /// Whether a neuron may connect to itself; by default it may. If it may
    /// not, there are as many synapses, chosen from the other pairs.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }

    /// How many synapses each source has: as many as when `total` pairs are
    /// drawn one after another, of which only the sources are kept.
    fn degrees(&self, ends: &Ends<'_>, pairs: usize, of: impl Fn(usize) -> usize) -> Vec<usize> {
        // Without multapses, what is drawn is the smaller of those connected
        // and those not.
        let complement = !self.multapses && self.total > pairs / 2;
        let draws = if complement { pairs - self.total } else { self.total };
        let mut degrees = vec![0; ends.pre];
        let mut stream = Stream::new(ends.key, 0);
        for _ in 0..draws {
            loop {
                let source = stream.below(ends.pre as u64) as usize;
                let taken = if self.multapses { 0 } else { degrees[source] };
                // A source is taken in proportion to the pairs it has left.
                if (stream.below(ends.post as u64) as usize) < of(source) - taken {
                    degrees[source] += 1;
                    break;
                }
            }
        }
        if complement {
            for (source, degree) in degrees.iter_mut().enumerate() {
                *degree = of(source) - *degree;
            }
        }
        degrees
    }

    /// What makes the rows.
    fn rule<'a>(&self, ends: &'a Ends<'a>) -> Result<(Rows<'a>, impl Append + Sync + use<>)> {
        let rows = Rows { rule: "fixed_total", ends, autapses: true, synapses: self.total };
        rows.check_sizes()?;
        let (these, autapses) = (rows.unplaced(), self.autapses);
        let candidates = move |source| Candidates {
            size: these.post,
            without: these.itself(source).filter(|_| !autapses),
        };
        let of = |source| candidates(source).count();
        let pairs = (0..ends.pre).map(of).fold(0, usize::saturating_add);
        if self.total > 0 && pairs == 0 || !self.multapses && self.total > pairs {
            return Err(rows.refused_number("it", self.total, "pairs", pairs, self.multapses));
        }
        // Whether there is room has to be known before so many are drawn.
        rows.room::<u32>(self.total)?;
        let degrees: Arc<[usize]> = self.degrees(ends, pairs, of).into();
        let mut choice = Choice::new(self.multapses, ends.post);
        let append = move |source: usize, targets: &mut Vec<u32>| {
            // Stream 0 has drawn the degrees.
            let mut stream = Stream::new(these.key, source as u64 + 1);
            choice.draw(&mut stream, candidates(source), degrees[source], targets);
        };
        Ok((rows, append))
    }
}

impl Connect for FixedTotal {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (rows, append) = self.rule(ends)?;
        rows.build(append)
    }

    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        Some(self.rule(ends).and_then(|(rows, append)| rows.one_by_one(append)))
    }
}
