use std::ops::Range;

use npbrain_core::{Connect, Csr, Ends, Grid, MakeRow, Result};

use crate::rows::{Append, Rows};

/// The rule made by [`grid_four`], [`grid_eight`] and [`grid_n`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridNeighbours {
    /// The function that made it.
    rule: &'static str,
    /// How far it reaches along each dimension.
    reach: usize,
    /// Whether only one index may differ.
    straight: bool,
    periodic: bool,
    autapses: bool,
}

/// Connects every neuron of a [grid](npbrain_core::Population::grid) to its
/// nearest neighbours along each dimension (von Neumann's neighbourhood): four
/// in a plane, two on a line, six in space, fewer at a border.
///
/// Both ends lie on grids of one shape, and a source is connected to the
/// neighbours of its own place. Of a population given in part those neighbours
/// are connected that are in the part.
///
/// A grid of h by w has 2 (h (w − 1) + w (h − 1)) such synapses, a periodic one
/// 4 h w if h and w are at least 3.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// unless both populations are on grids of the same shape.
///
/// ```
/// use npbrain_connect::grid_four;
/// use npbrain_core::{Connect, Ends, Geometry, random::Key};
///
/// // What a projection of a population with `grid([3, 3])` onto itself hands to the rule.
/// let place = Geometry { points: None, grid: Some([3, 3].into()), first: 0 };
/// let ends = Ends {
///     object: "projection `a`", pre: 9, post: 9, same: Some(0), geometry: [place; 2],
///     key: Key::new(1, "a", "connect"),
/// };
/// let connections = grid_four().connect(&ends)?;
/// assert_eq!(connections.targets()[connections.row(4)], [1, 3, 5, 7]);
/// assert_eq!(connections.targets()[connections.row(0)], [1, 3]);
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "grid4")]
pub fn grid_four() -> GridNeighbours {
    GridNeighbours::new("grid_four", 1, true)
}

/// Connects every neuron of a grid to all places around it, those at its
/// corners too (Moore's neighbourhood): eight in a plane, two on a line, 26 in
/// space, fewer at a border; otherwise like [`grid_four`].
///
/// A grid of h by w has (3 h − 2) (3 w − 2) − h w such synapses.
///
/// # Errors
/// As for [`grid_four`].
#[doc(alias = "grid8")]
pub fn grid_eight() -> GridNeighbours {
    GridNeighbours::new("grid_eight", 1, false)
}

/// Connects every neuron of a grid to all whose index differs from its own by
/// at most `n` along each dimension: (2 n + 1)² − 1 in a plane, fewer at a
/// border; otherwise like [`grid_four`].
///
/// A grid of h by w, both more than n, has ((2 n + 1) h − n (n + 1))
/// ((2 n + 1) w − n (n + 1)) − h w such synapses.
///
/// # Errors
/// As for [`grid_four`].
#[doc(alias = "grid_N")]
pub fn grid_n(n: usize) -> GridNeighbours {
    GridNeighbours::new("grid_n", n, false)
}

impl GridNeighbours {
    fn new(rule: &'static str, reach: usize, straight: bool) -> Self {
        GridNeighbours { rule, reach, straight, periodic: false, autapses: false }
    }

    /// Whether the last of a row, a column and so on has the first as its
    /// neighbour, so that there is no border; by default it has not. A pair is
    /// connected once, even if it is near on both sides.
    #[must_use]
    pub fn periodic(mut self, periodic: bool) -> Self {
        self.periodic = periodic;
        self
    }

    /// Whether a neuron connects to its own place too: by default it does not.
    /// Within a population that is the neuron itself, and in another one that
    /// which stands at the same place.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }

    /// The indices along a dimension that are near `place`, ascending.
    fn near(self, place: usize, length: usize) -> [Range<usize>; 2] {
        let reach = self.reach.min(length);
        let (start, end) = (place + length - reach, place + length + reach + 1);
        // `length` is added so that nothing is below 0.
        match (self.periodic, end - start >= length) {
            (true, true) => [0..length, 0..0],
            (true, false) if start < length && end > length && end <= 2 * length => {
                [0..end - length, start..length]
            }
            (true, false) if end > 2 * length => [0..end - 2 * length, start - length..length],
            _ => [start.max(length) - length..end.min(2 * length) - length, 0..0],
        }
    }

    /// The places that `index` connects to, in any order.
    fn visit(self, grid: Grid, index: usize, mut tell: impl FnMut(usize)) {
        let (place, lengths) = (grid.place(index), grid.lengths());
        let near = |axis: usize| self.near(place[axis], lengths[axis]).into_iter().flatten();
        let at = |[x, y, z]: [usize; 3]| (x * lengths[1] + y) * lengths[2] + z;
        if self.straight {
            for axis in 0..3 {
                for other in near(axis).filter(|other| *other != place[axis]) {
                    let mut there = place;
                    there[axis] = other;
                    tell(at(there));
                }
            }
            if self.autapses {
                tell(index);
            }
            return;
        }
        for x in near(0) {
            for y in near(1) {
                for there in near(2).map(|z| at([x, y, z])) {
                    if there != index || self.autapses {
                        tell(there);
                    }
                }
            }
        }
    }

    /// At most how many synapses there are.
    fn most(self, grid: Grid, pre: usize) -> usize {
        let widths = grid.lengths().map(|l| self.reach.saturating_mul(2).saturating_add(1).min(l));
        let each = match self.straight {
            true => widths.into_iter().sum(),
            false => widths.into_iter().fold(1, usize::saturating_mul),
        };
        pre.saturating_mul(each)
    }

    /// What makes the rows.
    fn rule<'a>(&self, ends: &'a Ends<'a>) -> Result<(Rows<'a>, impl Append + Sync + use<>)> {
        let mut rows = Rows { rule: self.rule, ends, autapses: true, synapses: 0 };
        rows.check_sizes()?;
        let [from, onto] = ends.geometry;
        let grid = match (from.grid, onto.grid) {
            (Some(from), Some(onto)) if from == onto => from,
            (Some(from), Some(onto)) => {
                return Err(rows.refused(format!(
                    "the sources are on a grid of {:?} and the targets on one of {:?}; \
                     it needs the same",
                    from.shape(),
                    onto.shape()
                )));
            }
            (from, _) => {
                let end = if from.is_none() { "sources" } else { "targets" };
                return Err(rows.refused(format!("the {end} have no grid; give it with `grid`")));
            }
        };
        for (end, first, count) in
            [("sources", from.first, ends.pre), ("targets", onto.first, ends.post)]
        {
            if first.saturating_add(count) > grid.size() {
                let shape = grid.shape();
                return Err(rows.refused(format!("the {end} are no part of a grid of {shape:?}")));
            }
        }
        rows.synapses = self.most(grid, ends.pre);
        let (neighbours, first, post) = (*self, [from.first, onto.first], ends.post);
        let append = move |source, targets: &mut Vec<u32>| {
            let start = targets.len();
            neighbours.visit(grid, first[0] + source, |there| {
                let target = there.checked_sub(first[1]).filter(|j| *j < post);
                targets.extend(target.map(|target| target as u32));
            });
            targets[start..].sort_unstable();
        };
        Ok((rows, append))
    }
}

impl Connect for GridNeighbours {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let (rows, append) = self.rule(ends)?;
        rows.build(append)
    }

    fn rows(&self, ends: &Ends<'_>) -> Option<Result<Box<dyn MakeRow>>> {
        Some(self.rule(ends).and_then(|(rows, append)| rows.one_by_one(append)))
    }
}
