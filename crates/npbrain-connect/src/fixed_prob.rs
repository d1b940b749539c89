use npbrain_core::{Connect, Csr, Ends, Error, MakeRow, Result, random::Geometric};

use crate::rows::{Append, Rows};

/// The rule made by [`fixed_prob`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedProb {
    p: f64,
    autapses: bool,
}

/// Connects every pair with probability `p`, each pair for itself: a source
/// has a binomial number of targets, post · p on average. 0 connects no pair
/// and 1 connects all.
///
/// The time taken is that of the synapses made, not of the pairs: from one
/// target to the next the rule draws how many to pass over. Each source has
/// random numbers of its own, so that its targets do not depend on how many
/// sources there are.
///
/// # Errors
/// Connecting fails with
/// [`Error::InvalidValue`](npbrain_core::Error::InvalidValue) if `p` is not a
/// probability, 0 to 1.
///
/// ```
/// use npbrain_connect::fixed_prob;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 100, post: 100, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let connections = fixed_prob(0.1).connect(&ends)?;
/// assert!((800..1200).contains(&connections.synapses()));
///
/// let error = fixed_prob(10.0).connect(&ends).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "projection `a`: `p` is 10; expected a probability, 0 to 1"
/// );
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn fixed_prob(p: f64) -> FixedProb {
    FixedProb { p, autapses: true }
}

impl FixedProb {
    /// Whether a neuron may connect to itself; by default it may, with the
    /// same probability as to any other. All other pairs are drawn alike
    /// either way.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }

    /// Room for the synapses: six standard deviations above their mean.
    fn room(self, pairs: f64) -> usize {
        let mean = pairs * self.p;
        (mean + 6.0 * (mean * (1.0 - self.p)).sqrt()).ceil() as usize
    }

    /// What makes the rows.
    fn rule<'a>(&self, ends: &'a Ends<'a>) -> Result<(Rows<'a>, impl Append + Sync + use<>)> {
        let p = self.p;
        if !(0.0..=1.0).contains(&p) {
            return Err(Error::InvalidValue {
                object: ends.object.into(),
                name: "p".into(),
                value: p,
                expected: "a probability, 0 to 1",
            });
        }
        let rows = Rows {
            rule: "fixed_prob",
            ends,
            autapses: self.autapses,
            synapses: self.room(ends.pre as f64 * ends.post as f64),
        };
        // ln (1 − p) would have the wrong sign for a p of −0.
        let passed_over = Geometric::new(p.abs());
        let (key, post) = (ends.key, ends.post as u64);
        let append = move |source, targets: &mut Vec<u32>| {
            let mut jumps = passed_over.jumps(key, source as u64);
            let mut target = jumps.draw();
            while target < post {
                targets.push(target as u32);
                target = (target + 1).saturating_add(jumps.draw());
            }
        };
        Ok((rows, append))
    }
}

impl Connect for FixedProb {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (rows, append) = self.rule(ends)?;
        rows.build(append)
    }

    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        Some(self.rule(ends).and_then(|(rows, append)| rows.one_by_one(append)))
    }
}
