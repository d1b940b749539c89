use npbrain_core::{Connect, Csr, Ends, MakeRow, Result};

use crate::rows::{Append, Rows};

/// The rule made by [`one_to_one()`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneToOne {
    autapses: bool,
}

/// Connects source k to target k, counted from the first neuron of either end.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// unless there are as many sources as targets.
///
/// ```
/// use npbrain_connect::one_to_one;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 3, post: 3, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let connections = one_to_one().connect(&ends)?;
/// assert!(connections.pairs().eq([(0, 0), (1, 1), (2, 2)]));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "one2one")]
pub fn one_to_one() -> OneToOne {
    OneToOne { autapses: true }
}

impl OneToOne {
    /// Whether a neuron may connect to itself; by default it may.
    ///
    /// Within one population every synapse of this rule is an autapse, and
    /// without them there are none; between two slices of it that begin at
    /// different neurons there are no autapses anyway.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }

    /// What makes the rows.
    fn rule<'a>(&self, ends: &'a Ends<'a>) -> Result<(Rows<'a>, impl Append + Sync + use<>)> {
        let rows = Rows { rule: "one_to_one", ends, autapses: self.autapses, synapses: ends.pre };
        if ends.pre != ends.post {
            return Err(rows.refused("it needs as many sources as targets"));
        }
        Ok((rows, |source, targets: &mut Vec<u32>| targets.push(source as u32)))
    }
}

impl Connect for OneToOne {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (rows, append) = self.rule(ends)?;
        rows.build(append)
    }

    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        Some(self.rule(ends).and_then(|(rows, append)| rows.one_by_one(append)))
    }
}
