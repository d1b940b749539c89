use npbrain_core::{Connect, Csr, Ends, Error, MakeRow, Result, Scalar, random::Stream};

use crate::rows::{Append, Rows};

/// The rule made by [`poisson`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    mean: f64,
    autapses: bool,
}

/// Connects every pair with a number of synapses that is Poisson distributed
/// with this mean, each pair for itself. For a small mean this is
/// [`fixed_prob`](crate::fixed_prob) with a few multapses.
///
/// The time taken is that of the synapses made, not of the pairs: the synapses
/// of a source are the events of a Poisson process along its targets, of which
/// the distances are drawn.
///
/// # Errors
/// Connecting fails with
/// [`Error::InvalidValue`](npbrain_core::Error::InvalidValue) if the mean is
/// negative or not finite.
///
/// ```
/// use npbrain_connect::poisson;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 100, post: 100, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let connections = poisson(0.5).connect(&ends)?;
/// assert!((4600..5400).contains(&connections.synapses()));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn poisson(mean: f64) -> Poisson {
    Poisson { mean, autapses: true }
}

impl Poisson {
    /// Whether a neuron may connect to itself; by default it may. All other
    /// pairs are drawn alike either way.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }

    /// What makes the rows.
    fn rule<'a>(&self, ends: &'a Ends<'a>) -> Result<(Rows<'a>, impl Append + Sync + use<>)> {
        let mean = self.mean;
        if !(mean.is_finite() && mean >= 0.0) {
            return Err(Error::InvalidValue {
                object: ends.object.into(),
                name: "mean".into(),
                value: mean,
                expected: "a finite number, not negative",
            });
        }
        // Room for six standard deviations above what is expected.
        let expected = ends.pre as f64 * ends.post as f64 * mean;
        let synapses = (expected + 6.0 * expected.sqrt()).ceil() as usize;
        let rows = Rows { rule: "poisson", ends, autapses: self.autapses, synapses };
        let (key, end) = (ends.key, ends.post as f64);
        let append = move |source, targets: &mut Vec<u32>| {
            let mut stream = Stream::new(key, source as u64);
            let mut place = 0.0;
            loop {
                // A mean of −0 would make the distance negative.
                place -= Scalar::ln(stream.uniform()) / mean.abs();
                if place >= end {
                    break;
                }
                targets.push(place as u32);
            }
        };
        Ok((rows, append))
    }
}

impl Connect for Poisson {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (rows, append) = self.rule(ends)?;
        rows.build(append)
    }

    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        Some(self.rule(ends).and_then(|(rows, append)| rows.one_by_one(append)))
    }
}
