use std::ops::Range;
use std::sync::Arc;

use npbrain_core::{Connect, Csr, Ends, MakeRow, Result, random::Stream};

use crate::choice::{Candidates, Choice};
use crate::rows::{Append, Rows, join};

/// On average; no source comes near twice as many by chance.
const MOST_EACH: usize = i32::MAX as usize;

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
    /// drawn one after another, of which only the sources are kept; `of` says in how
    /// many pairs a source is.
    ///
    /// Blocks of draws have a stream each. With multapses they depend on nothing else,
    /// and may be drawn in several parts at once.
    fn degrees(
        &self,
        rows: &Rows<'_>,
        parts: usize,
        pairs: usize,
        of: impl Fn(usize) -> usize + Sync,
    ) -> Vec<u32> {
        const BLOCK: usize = 1 << 14;
        /// The first prefix that no row has.
        const AFTER_ROWS: u64 = 1 << 32;
        let Ends { pre, post, key, .. } = *rows.ends;
        // Without multapses, what is drawn is the smaller of those connected
        // and those not.
        let complement = !self.multapses && self.total > pairs / 2;
        let draws = if complement { pairs - self.total } else { self.total };
        let alike = self.multapses && (1..pre).all(|source| of(source) == of(0));
        let count = |blocks: Range<usize>| {
            let mut degrees = vec![0; pre];
            let (mut sources, mut places) = (Vec::new(), Vec::new());
            for block in blocks {
                let mut stream = Stream::new(key, AFTER_ROWS + block as u64);
                let mut missing = BLOCK.min(draws - block * BLOCK);
                while missing > 0 {
                    sources.clear();
                    stream.belows(pre as u32, missing, &mut sources);
                    if alike {
                        sources.iter().for_each(|source| degrees[*source as usize] += 1);
                        break;
                    }
                    // A source is taken in proportion to the pairs it has left.
                    places.clear();
                    stream.belows(post as u32, missing, &mut places);
                    for (source, place) in sources.iter().zip(&places) {
                        let degree: &mut u32 = &mut degrees[*source as usize];
                        let taken = if self.multapses { 0 } else { *degree as usize };
                        let is_left = (*place as usize) < of(*source as usize) - taken;
                        *degree += u32::from(is_left);
                        missing -= usize::from(is_left);
                    }
                }
            }
            degrees
        };
        let blocks = draws.div_ceil(BLOCK);
        let part = |part: usize| blocks * part / parts..blocks * (part + 1) / parts;
        let mut degrees = std::thread::scope(|scope| {
            let count = &count;
            let workers: Vec<_> = (1..parts).map(|k| scope.spawn(move || count(part(k)))).collect();
            let mut degrees = count(part(0));
            for more in workers.into_iter().map(join) {
                degrees.iter_mut().zip(more).for_each(|(degree, more)| *degree += more);
            }
            degrees
        });
        if complement {
            for (source, degree) in degrees.iter_mut().enumerate() {
                *degree = (of(source) - *degree as usize) as u32;
            }
        }
        degrees
    }

    /// Whom a source may connect to.
    fn candidates(&self, ends: Ends<'static>) -> impl Fn(usize) -> Candidates + Copy + use<> {
        let autapses = self.autapses;
        move |source| Candidates {
            size: ends.post,
            without: ends.itself(source).filter(|_| !autapses),
        }
    }

    /// What is known before degrees are drawn, and how many pairs there are.
    fn checked<'a>(&self, ends: &'a Ends<'a>) -> Result<(Rows<'a>, usize)> {
        let rows = Rows { rule: "fixed_total", ends, autapses: true, synapses: self.total };
        rows.check_sizes()?;
        let candidates = self.candidates(rows.unplaced());
        let of = |source| candidates(source).count();
        let pairs = (0..ends.pre).map(of).fold(0, usize::saturating_add);
        if self.total > 0 && pairs == 0 || !self.multapses && self.total > pairs {
            return Err(rows.refused_number("it", self.total, "pairs", pairs, self.multapses));
        }
        if self.total / ends.pre.max(1) > MOST_EACH {
            return Err(rows.refused("a source may have 2147483647 synapses at most, on average"));
        }
        // Whether there is room has to be known before so many are drawn.
        rows.room::<u32>(self.total)?;
        Ok((rows, pairs))
    }

    /// What makes the rows.
    fn append(&self, rows: &Rows<'_>, pairs: usize) -> impl Append + Sync + use<> {
        let ends = rows.unplaced();
        let candidates = self.candidates(ends);
        let parts = if self.multapses { rows.parts(self.total) } else { 1 };
        let of = |source| candidates(source).count();
        let degrees: Arc<[u32]> = self.degrees(rows, parts, pairs, of).into();
        let mut choice = Choice::new(self.multapses, ends.post);
        move |source: usize, targets: &mut Vec<u32>| {
            let mut stream = Stream::new(ends.key, source as u64);
            choice.draw(&mut stream, candidates(source), degrees[source] as usize, targets);
        }
    }
}

impl Connect for FixedTotal {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (rows, pairs) = self.checked(ends)?;
        rows.build(self.append(&rows, pairs))
    }

    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        let made = self.checked(ends);
        Some(made.and_then(|(rows, pairs)| rows.one_by_one(self.append(&rows, pairs))))
    }
}

#[cfg(test)]
mod tests {
    use npbrain_core::random::Key;

    use super::*;

    /// One part is the serial loop; any number of them gives the same degrees. Sources
    /// are in as many pairs as others, or some are not.
    #[test]
    fn degrees_are_the_same_in_any_number_of_parts() {
        let ends = Ends {
            object: "projection `a`",
            pre: 300,
            post: 200,
            same: None,
            geometry: Default::default(),
            key: Key::new(1, "a", "connect"),
        };
        let rows = Rows { rule: "fixed_total", ends: &ends, autapses: true, synapses: 0 };
        for fewer in [0, 150] {
            let of = |source: usize| if source < 100 { 200 - fewer } else { 200 };
            let pairs = (0..300).map(of).sum();
            let degrees = |parts| fixed_total(100_000).degrees(&rows, parts, pairs, of);
            let serial = degrees(1);
            assert_eq!(serial.iter().sum::<u32>(), 100_000);
            let expected = 100_000.0 * (100 * of(0)) as f64 / pairs as f64;
            let found = f64::from(serial[..100].iter().sum::<u32>());
            // The standard deviation is less than √expected.
            assert!((found - expected).abs() < 4.0 * expected.sqrt(), "{found} for {expected}");
            for parts in [2, 3, 7, 20] {
                assert_eq!(degrees(parts), serial, "{parts} parts");
            }
        }
    }
}
