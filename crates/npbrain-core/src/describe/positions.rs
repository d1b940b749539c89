use std::sync::Arc;

/// Where the neurons of a population are: one point each, in any unit, the
/// same for all populations that are compared.
///
/// Made from arrays, slices or a `Vec` of coordinates: `f64` on a line,
/// `[f64; 2]` in a plane, `[f64; 3]` in space. Coordinates not given are 0.
///
/// ```
/// use npbrain_core::Positions;
///
/// let plane: Vec<[f64; 2]> = (0..4).map(|k| [(k % 2) as f64, (k / 2) as f64]).collect();
/// assert_eq!(Positions::from(plane).points()[3], [1.0, 1.0, 0.0]);
/// assert_eq!(Positions::from([0.5, 1.5]).points(), [[0.5, 0.0, 0.0], [1.5, 0.0, 0.0]]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Positions(Arc<[[f64; 3]]>);

impl Positions {
    /// The points (x, y, z), one per neuron.
    pub fn points(&self) -> &[[f64; 3]] {
        &self.0
    }
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
        Positions(points.iter().map(|p| p.in_space()).collect())
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
