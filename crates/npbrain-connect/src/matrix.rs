use ndarray::ArrayView2;
use npbrain_core::{Connect, Csr, Ends, Result};
use sprs::CsMat;

use crate::rows::Rows;

/// The rule made by [`dense`] and [`sparse`].
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The function that made it.
    rule: &'static str,
    post: usize,
    offsets: Vec<usize>,
    targets: Vec<usize>,
    weights: Vec<f64>,
}

/// Connects source i to target j where `matrix[[i, j]]` is not zero, with that
/// weight, which may be negative. NumpyBrain calls it `from_conn_mat`.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// unless the matrix has a row for each source and a column for each target.
///
/// ```
/// use ndarray::array;
/// use npbrain_connect::dense;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 2, post: 3, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let rule = dense(&array![[0.0, 0.5, 0.0], [-1.0, 0.0, 2.0]]);
/// assert!(rule.connect(&ends)?.pairs().eq([(0, 1), (1, 0), (1, 2)]));
/// assert_eq!(rule.weights(), Some(vec![0.5, -1.0, 2.0]));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "from_conn_mat")]
pub fn dense<'a>(matrix: impl Into<ArrayView2<'a, f64>>) -> Matrix {
    let matrix = matrix.into();
    let mut made = Matrix::empty("dense", matrix.ncols());
    for row in matrix.rows() {
        let entries = row.into_iter().copied().enumerate();
        made.push_row(entries.filter(|(_, weight)| *weight != 0.0));
    }
    made
}

/// Connects source i to target j where `matrix` stores a value in row i and
/// column j, with that weight, which may be negative. A stored zero is a
/// synapse of weight 0. Rows may be compressed (CSR) or columns (CSC).
///
/// # Errors
/// As for [`dense`].
///
/// ```
/// use npbrain_connect::sparse;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 2, post: 3, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let matrix = sprs::CsMat::new((2, 3), vec![0, 1, 3], vec![1, 0, 2], vec![0.5, -1.0, 2.0]);
/// let rule = sparse(&matrix);
/// assert!(rule.connect(&ends)?.pairs().eq([(0, 1), (1, 0), (1, 2)]));
/// assert_eq!(rule.weights(), Some(vec![0.5, -1.0, 2.0]));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn sparse(matrix: &CsMat<f64>) -> Matrix {
    if matrix.is_csc() {
        return sparse(&matrix.to_csr());
    }
    let mut made = Matrix::empty("sparse", matrix.cols());
    for row in matrix.outer_iterator() {
        made.push_row(row.iter().map(|(target, weight)| (target, *weight)));
    }
    made
}

impl Matrix {
    fn empty(rule: &'static str, post: usize) -> Self {
        Matrix { rule, post, offsets: vec![0], targets: Vec::new(), weights: Vec::new() }
    }

    fn push_row(&mut self, row: impl Iterator<Item = (usize, f64)>) {
        for (target, weight) in row {
            self.targets.push(target);
            self.weights.push(weight);
        }
        self.offsets.push(self.targets.len());
    }
}

impl Connect for Matrix {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let rows = Rows { rule: self.rule, ends, autapses: true, synapses: self.targets.len() };
        let shape = (self.offsets.len() - 1, self.post);
        if shape != (ends.pre, ends.post) {
            let (pre, post) = shape;
            return Err(rows.refused(format!("its matrix is {pre} by {post}")));
        }
        rows.build(|source, targets: &mut Vec<u32>| {
            let row = self.offsets[source]..self.offsets[source + 1];
            targets.extend(self.targets[row].iter().map(|target| *target as u32));
        })
    }

    fn weights(&self) -> Option<Vec<f64>> {
        Some(self.weights.clone())
    }
}
