use npbrain_core::{Connect, Csr, Ends, MakeRow, Result};

use crate::rows::{Append, Rows};

/// The rule made by [`all_to_all()`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllToAll {
    autapses: bool,
}

/// Connects every source to every target: pre × post synapses, 4 bytes each.
///
/// ```
/// use npbrain_connect::all_to_all;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 2, post: 3, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let connections = all_to_all().connect(&ends)?;
/// assert_eq!(connections.targets(), [0, 1, 2, 0, 1, 2]);
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "all2all")]
pub fn all_to_all() -> AllToAll {
    AllToAll { autapses: true }
}

impl AllToAll {
    /// Whether a neuron may connect to itself; by default it may.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }

    /// What makes the rows.
    fn rule<'a>(&self, ends: &'a Ends<'a>) -> Result<(Rows<'a>, impl Append + Sync + use<>)> {
        let rows = Rows {
            rule: "all_to_all",
            ends,
            autapses: self.autapses,
            synapses: ends.pre.saturating_mul(ends.post),
        };
        let post = ends.post as u32;
        Ok((rows, move |_, targets: &mut Vec<u32>| targets.extend(0..post)))
    }
}

impl Connect for AllToAll {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (rows, append) = self.rule(ends)?;
        rows.build(append)
    }

    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        Some(self.rule(ends).and_then(|(rows, append)| rows.one_by_one(append)))
    }
}
