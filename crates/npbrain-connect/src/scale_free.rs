use npbrain_core::{Connect, Csr, Ends, Error, Result, random::Stream};

use crate::rows::Rows;

/// The rule made by [`scale_free`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaleFree {
    m: usize,
    directed: bool,
}

/// Connects neurons as a scale-free network (Barabási and Albert 1999,
/// *Emergence of scaling in random networks*): they join one after another, and
/// each is connected with `m` of those before it, chosen in proportion to the
/// connections that they have (preferential attachment). The first `m` begin
/// with none, and the next one is connected with all of them.
///
/// n neurons have exactly (n − m) m connections, none of a neuron with itself and
/// none double. The share of neurons with k of them tends to
/// `2 m (m + 1) / (k (k + 1) (k + 2))`, a power law with exponent 3 (Dorogovtsev,
/// Mendes and Samukhin 2000). A connection is two synapses, one in each
/// direction, unless [`directed`](ScaleFree::directed).
///
/// Source and target with the same index count as one neuron, also if the ends
/// are two populations. Neurons of small index have most connections.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// unless the ends are one population or of equal size, with more than `m`
/// neurons, and with [`Error::InvalidValue`](npbrain_core::Error::InvalidValue)
/// if `m` is 0.
///
/// ```
/// use npbrain_connect::scale_free;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 100, post: 100, same: Some(0), geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// assert_eq!(scale_free(3).connect(&ends)?.synapses(), 2 * (100 - 3) * 3);
/// let onto_older = scale_free(3).directed(true).connect(&ends)?;
/// assert!(onto_older.pairs().all(|(new, old)| old < new));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "barabasi_albert")]
pub fn scale_free(m: usize) -> ScaleFree {
    ScaleFree { m, directed: false }
}

impl ScaleFree {
    /// Whether a connection is one synapse, from the newer neuron onto the
    /// older; by default it is two.
    #[must_use]
    pub fn directed(mut self, directed: bool) -> Self {
        self.directed = directed;
        self
    }
}

impl Connect for ScaleFree {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (m, n) = (self.m, ends.pre);
        if m == 0 {
            let (object, name) = (ends.object.into(), "m".into());
            let expected = "at least one connection of each new neuron";
            return Err(Error::InvalidValue { object, name, value: 0.0, expected });
        }
        let mut rows = Rows { rule: "scale_free", ends, autapses: true, synapses: 0 };
        rows.check_sizes()?;
        rows.check_one_set()?;
        if m >= n {
            return Err(rows.refused(format!("each new neuron needs {m} others")));
        }
        rows.synapses = (n - m).saturating_mul(m).saturating_mul(if self.directed { 1 } else { 2 });
        // Both neurons of each connection, one connection after another: a
        // neuron stands here once for each that it has.
        let mut members: Vec<u32> = rows.room((n - m).saturating_mul(m).saturating_mul(2))?;
        // By which new neuron each was last chosen.
        let mut last: Vec<u32> = vec![0; n];
        let mut chosen: Vec<u32> = (0..m as u32).collect();
        for new in m..n {
            if new > m {
                let mut stream = Stream::new(ends.key, new as u64);
                chosen.clear();
                while chosen.len() < m {
                    let candidate = members[stream.below(members.len() as u64) as usize];
                    if last[candidate as usize] != new as u32 {
                        last[candidate as usize] = new as u32;
                        chosen.push(candidate);
                    }
                }
                chosen.sort_unstable();
            }
            members.extend(chosen.iter().flat_map(|old| [new as u32, *old]));
        }
        let directed = self.directed;
        rows.sort(|| {
            // Onto older ones first, then onto newer: ascending in each row.
            let pairs = || members.chunks_exact(2).map(|pair| (pair[0], pair[1]));
            let back = pairs().filter(move |_| !directed).map(|(new, old)| (old, new));
            pairs().chain(back)
        })
    }
}
