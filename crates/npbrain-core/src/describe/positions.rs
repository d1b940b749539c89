use std::ops::Range;
use std::sync::Arc;

use super::{Grid, Population};

/// Where the neurons of a population are: one point each, in any unit, the
/// same for all populations that are compared.
///
/// Made from arrays, slices or a `Vec` of coordinates: `f64` on a line,
/// `[f64; 2]` in a plane, `[f64; 3]` in space. Coordinates not given are 0.
/// [`Population::grid`] makes those of a grid.
///
/// ```
/// use npbrain_core::Positions;
///
/// let plane: Vec<[f64; 2]> = (0..4).map(|k| [(k % 2) as f64, (k / 2) as f64]).collect();
/// assert_eq!(Positions::from(plane).points()[3], [1.0, 1.0, 0.0]);
/// assert_eq!(Positions::from([0.5, 1.5]).points(), [[0.5, 0.0, 0.0], [1.5, 0.0, 0.0]]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Positions {
    points: Arc<[[f64; 3]]>,
    grid: Option<Grid>,
}

impl Positions {
    /// The points (x, y, z), one per neuron.
    pub fn points(&self) -> &[[f64; 3]] {
        &self.points
    }

    /// The grid that they are the points of, if they are.
    pub fn grid(&self) -> Option<Grid> {
        self.grid
    }

    /// For how many neurons they are.
    pub fn count(&self) -> usize {
        self.grid.map_or(self.points.len(), Grid::size)
    }

    /// What they were given by, for messages: `at` or `grid([10, 20])`.
    pub fn given_by(&self) -> String {
        self.grid.map_or("at".into(), |grid| format!("grid({:?})", grid.shape()))
    }

    /// Where the neurons in `range` are, which must all have a point.
    pub fn part(&self, range: Range<usize>) -> Geometry<'_> {
        let first = range.start;
        Geometry { points: Some(&self.points[range]), grid: self.grid, first }
    }

    fn off_grid(points: impl Iterator<Item = [f64; 3]>) -> Self {
        Positions { points: points.collect(), grid: None }
    }
}

impl Population {
    /// Puts the neurons on a grid of one to three dimensions with distances of
    /// 1, in the order of an array of this shape, the last index fastest
    /// (row-major, as in numpy): of `[h, w]`, neuron k is in row ⌊k / w⌋ and
    /// column k mod w, at the point (row, column). NumpyBrain calls it the
    /// geometry.
    ///
    /// It is like [`at`](Self::at) with those points, and rules that connect
    /// neighbours know the shape. That it has as many places as there are
    /// neurons is checked when the network is planned.
    ///
    /// ```
    /// # use npbrain_core::Population;
    /// # fn grid(population: Population) -> Population {
    /// // 200 neurons in 10 rows of 20.
    /// population.grid([10, 20])
    /// # }
    /// ```
    #[doc(alias = "geometry")]
    #[must_use]
    pub fn grid(mut self, shape: impl Into<Grid>) -> Self {
        let grid = shape.into();
        // A shape that does not fit is reported later and may be of any size.
        let size = if grid.size() == self.size { self.size } else { 0 };
        let points = (0..size).map(|k| grid.place(k).map(|index| index as f64)).collect();
        self.positions = Some(Positions { points, grid: Some(grid) });
        self
    }
}

/// Where the neurons of one end of a projection are, as a rule sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Geometry<'a> {
    /// The points (x, y, z), one per neuron of this end; `None` if the
    /// population has no positions.
    pub points: Option<&'a [[f64; 3]]>,
    /// The grid of the whole population, if it has one.
    pub grid: Option<Grid>,
    /// The index in the population of the first neuron of this end.
    pub first: usize,
}

/// A point of one to three coordinates.
pub trait Point: Copy {
    /// It in space, coordinates not given being 0.
    fn in_space(self) -> [f64; 3];
}

impl Point for f64 {
    fn in_space(self) -> [f64; 3] {
        [self, 0.0, 0.0]
    }
}

impl Point for [f64; 2] {
    fn in_space(self) -> [f64; 3] {
        [self[0], self[1], 0.0]
    }
}

impl Point for [f64; 3] {
    fn in_space(self) -> [f64; 3] {
        self
    }
}

impl<P: Point> From<&[P]> for Positions {
    fn from(points: &[P]) -> Self {
        Positions::off_grid(points.iter().map(|p| p.in_space()))
    }
}

impl<P: Point> From<Vec<P>> for Positions {
    fn from(points: Vec<P>) -> Self {
        points.as_slice().into()
    }
}

impl<P: Point> From<&Vec<P>> for Positions {
    fn from(points: &Vec<P>) -> Self {
        points.as_slice().into()
    }
}

impl<P: Point, const N: usize> From<[P; N]> for Positions {
    fn from(points: [P; N]) -> Self {
        points.as_slice().into()
    }
}
