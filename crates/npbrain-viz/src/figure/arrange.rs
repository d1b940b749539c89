//! Calls that arrange the whole figure.

use npbrain_core::Error;

use super::Figure;
use super::mistake::invalid;
use crate::range::{Range, is_drawable};

impl Figure {
    /// Sets the size of the whole picture, in pixels. Otherwise it is 800 wide
    /// (400 for each column beyond two) and 300 high for each row.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = Some((width, height));
        self
    }

    /// Makes the panels of some rows higher than those of others: one number
    /// for each row, from the top. Only their proportions count.
    ///
    /// ```
    /// # use ndarray::array;
    /// # use npbrain_monitors::{RateData, SpikeData};
    /// # let (t, i) = (array![5.0, 20.0], array![1, 0]);
    /// # let spikes = SpikeData { population: "lif1".into(), first: 0, size: 2, span: (0.0, 30.0), t, i };
    /// # let (t, rate) = (array![15.0, 30.0], array![33.3, 33.3]);
    /// # let rate = RateData { population: "lif1".into(), bin: 15.0, t, rate };
    /// // A raster twice as high as the rate below it.
    /// npbrain_viz::figure(2, 1).heights([2, 1]).raster(&spikes).rate(&rate).svg()?;
    /// # Ok::<(), npbrain_core::Error>(())
    /// ```
    pub fn heights(mut self, heights: impl IntoIterator<Item: Into<f64>>) -> Self {
        match self.proportions("heights", heights, self.grid.heights.len()) {
            Ok(heights) => self.grid.heights = heights,
            Err(error) => self.keep(error),
        }
        self
    }

    /// Makes the panels of some columns wider than those of others: one number
    /// for each column, from the left. Only their proportions count.
    pub fn widths(mut self, widths: impl IntoIterator<Item: Into<f64>>) -> Self {
        match self.proportions("widths", widths, self.grid.widths.len()) {
            Ok(widths) => self.grid.widths = widths,
            Err(error) => self.keep(error),
        }
        self
    }

    /// Shows in all panels over time that between `from` and `to`, in ms, and not all
    /// that was recorded. Upright axes fit what is shown.
    pub fn span(mut self, from: f64, to: f64) -> Self {
        let object = format!("{}, span({from}, {to})", self.object());
        let unfit = [("from", from), ("to", to)].into_iter().find(|(_, time)| !is_drawable(*time));
        if let Some((name, time)) = unfit {
            self.keep(invalid(object, name, time, "a finite time, in ms"));
        } else if to <= from {
            self.keep(invalid(object, "to", to, "a time after `from`"));
        } else {
            self.grid.span = Some(Range { lo: from, hi: to });
        }
        self
    }

    fn proportions(
        &self,
        name: &str,
        parts: impl IntoIterator<Item: Into<f64>>,
        expected: usize,
    ) -> Result<Vec<f64>, Error> {
        let parts: Vec<f64> = parts.into_iter().map(Into::into).collect();
        if parts.len() != expected {
            let (object, name) = (self.object(), name.to_owned());
            return Err(Error::WrongLength { object, name, found: parts.len(), expected });
        }
        match parts.iter().find(|part| !(**part > 0.0 && is_drawable(**part))) {
            Some(part) => Err(invalid(self.object(), name, *part, "numbers above zero")),
            None => Ok(parts),
        }
    }
}
