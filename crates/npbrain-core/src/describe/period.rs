use super::Grid;
use crate::error::{Error, Result};

/// The lengths after which space repeats itself: opposite borders touch, and a
/// distance is that of the nearest copies. At first it repeats in no direction.
///
/// ```
/// use npbrain_core::Period;
///
/// let torus = Period::from([10.0, 20.0]);
/// assert_eq!(torus.distance([0.0, 0.0, 0.0], [9.0, 0.0, 0.0]), 1.0);
/// assert_eq!(Period::default().distance([0.0, 0.0, 0.0], [9.0, 0.0, 0.0]), 9.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period([f64; 3]);

impl Period {
    /// The lengths along x, y and z; infinite where space does not repeat.
    pub fn lengths(self) -> [f64; 3] {
        self.0
    }

    /// The Euclidean distance of the nearest copies of two points.
    #[inline]
    pub fn distance(self, from: [f64; 3], to: [f64; 3]) -> f64 {
        let square = |axis: usize| {
            let (mut apart, length) = ((to[axis] - from[axis]).abs(), self.0[axis]);
            if apart > length {
                apart %= length;
            }
            let nearest = apart.min(length - apart);
            nearest * nearest
        };
        (square(0) + square(1) + square(2)).sqrt()
    }

    /// Checks the lengths for `object`.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] if one is not more than 0.
    pub fn check(self, object: &str) -> Result<()> {
        match self.0.into_iter().find(|length| length.is_nan() || *length <= 0.0) {
            None => Ok(()),
            Some(value) => Err(Error::InvalidValue {
                object: object.into(),
                name: "period".into(),
                value,
                expected: "a length, more than 0",
            }),
        }
    }
}

impl Default for Period {
    fn default() -> Self {
        Period([f64::INFINITY; 3])
    }
}

/// That of a grid whose opposite borders are neighbours.
impl From<Grid> for Period {
    fn from(grid: Grid) -> Self {
        let mut period = Period::default();
        for (length, count) in period.0.iter_mut().zip(grid.shape()) {
            *length = *count as f64;
        }
        period
    }
}

impl From<f64> for Period {
    fn from(length: f64) -> Self {
        [length, f64::INFINITY].into()
    }
}

impl From<[f64; 2]> for Period {
    fn from([x, y]: [f64; 2]) -> Self {
        Period([x, y, f64::INFINITY])
    }
}

impl From<[f64; 3]> for Period {
    fn from(lengths: [f64; 3]) -> Self {
        Period(lengths)
    }
}
