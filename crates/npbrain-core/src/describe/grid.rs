/// The shape of a population whose neurons lie on a grid of one to three
/// dimensions, in the order of an array of that shape, the last index fastest.
///
/// ```
/// use npbrain_core::Grid;
///
/// let grid = Grid::from([10, 20]);
/// assert_eq!((grid.shape(), grid.size()), (&[10, 20][..], 200));
/// assert_eq!(grid.place(41), [2, 1, 0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Its lengths; those of dimensions it does not have are 1.
    lengths: [usize; 3],
    dimensions: usize,
}

impl Grid {
    /// How many neurons there are along each of its dimensions.
    pub fn shape(&self) -> &[usize] {
        &self.lengths[..self.dimensions]
    }

    /// The same for three dimensions: 1 along those it does not have.
    pub fn lengths(self) -> [usize; 3] {
        self.lengths
    }

    /// How many places it has.
    pub fn size(self) -> usize {
        self.lengths.into_iter().fold(1, usize::saturating_mul)
    }

    /// Where neuron `index` is: its indices along the dimensions.
    ///
    /// # Panics
    /// If a dimension has no places.
    pub fn place(self, index: usize) -> [usize; 3] {
        let [_, columns, layers] = self.lengths;
        let row = columns.saturating_mul(layers);
        [index / row, index / layers % columns, index % layers]
    }
}

impl From<usize> for Grid {
    fn from(length: usize) -> Self {
        [length].into()
    }
}

macro_rules! grid_from {
    ($($dimensions:literal),*) => {$(
        impl From<[usize; $dimensions]> for Grid {
            fn from(shape: [usize; $dimensions]) -> Self {
                let mut lengths = [1; 3];
                lengths[..$dimensions].copy_from_slice(&shape);
                Grid { lengths, dimensions: $dimensions }
            }
        }
    )*};
}

grid_from!(1, 2, 3);
