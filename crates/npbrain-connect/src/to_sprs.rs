use npbrain_core::{Connections, Csr};
use sprs::{CsMat, TriMat};

/// Connections as a sparse matrix of [`sprs`]: a row for each source, a column
/// for each target, rows compressed.
pub trait ToSprs {
    /// The matrix. Where a pair is connected more than once, its entries are
    /// added up.
    fn to_sprs(&self) -> CsMat<f64>;
}

/// The entries are numbers of synapses.
///
/// ```
/// use npbrain_connect::{ToSprs, pairs};
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 2, post: 2, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let matrix = pairs([(0, 1), (1, 0), (0, 1)]).connect(&ends)?.to_sprs();
/// assert_eq!((matrix.get(0, 1), matrix.get(1, 1)), (Some(&2.0), None));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
impl ToSprs for Csr {
    fn to_sprs(&self) -> CsMat<f64> {
        let shape = (self.pre(), self.post());
        matrix(shape, self.synapses(), self.pairs().map(|(i, j)| (i, j, 1.0)))
    }
}

/// The entries are weights.
impl ToSprs for Connections {
    fn to_sprs(&self) -> CsMat<f64> {
        let entries = self.pairs().zip(&self.weight).map(|((i, j), weight)| (i, j, *weight));
        matrix((self.pre, self.post), self.len(), entries)
    }
}

fn matrix(
    shape: (usize, usize),
    count: usize,
    entries: impl Iterator<Item = (usize, usize, f64)>,
) -> CsMat<f64> {
    let mut triplets = TriMat::with_capacity(shape, count);
    for (i, j, value) in entries {
        triplets.add_triplet(i, j, value);
    }
    triplets.to_csr()
}
