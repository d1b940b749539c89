//! Whether everything fits.

use npbrain_core::Result;

use super::Figure;
use super::mistake::invalid;
use crate::layout::Cell;

/// Pixels of a figure that was given no size.
const WIDTH: u32 = 800;
const COLUMN_WIDTH: u32 = 400;
const ROW_HEIGHT: u32 = 300;

/// The smallest panel that has room for its axes, and the largest picture.
const LEAST_WIDTH: u32 = 160;
const LEAST_HEIGHT: u32 = 100;
const MOST: u32 = 10_000;

/// So many rows or columns fit into it.
const MOST_CELLS: usize = 25;

/// What must be left for lines and marks, in pixels.
const LEAST_FRAME: f64 = 20.0;

impl Figure {
    /// What it is called in an error.
    pub(super) fn object(&self) -> String {
        format!("figure({}, {})", self.grid.heights.len(), self.grid.widths.len())
    }

    /// The size of the picture, once all that was asked for is possible.
    pub(super) fn checked(&self, picture: &str) -> Result<(u32, u32)> {
        if let Some(mistake) = &self.mistake {
            return Err(mistake.told(picture));
        }
        let object = self.object();
        let (rows, columns) = (self.grid.heights.len(), self.grid.widths.len());
        for (name, value) in [("rows", rows), ("columns", columns)] {
            if !(1..=MOST_CELLS).contains(&value) {
                return Err(invalid(object, name, value as f64, "1 to 25"));
            }
        }
        let cells = rows * columns;
        if self.panels.len() > cells {
            let plural = if cells == 1 { "" } else { "s" };
            let object = format!("{object} with its {cells} cell{plural}");
            let panels = self.panels.len() as f64;
            return Err(invalid(object, "panels", panels, "at most one for each cell"));
        }
        let (rows, columns) = (rows as u32, columns as u32);
        let usual = (WIDTH.max(COLUMN_WIDTH * columns), ROW_HEIGHT * rows);
        let (width, height) = self.size.unwrap_or(usual);
        if !(LEAST_WIDTH * columns..=MOST).contains(&width) {
            let expected = "at least 160 pixels for each column, at most 10000";
            return Err(invalid(object, "width", f64::from(width), expected));
        }
        if !(LEAST_HEIGHT * rows..=MOST).contains(&height) {
            let expected = "at least 100 pixels for each row, at most 10000";
            return Err(invalid(object, "height", f64::from(height), expected));
        }
        Ok((width, height))
    }

    /// Whether unequal rows and columns leave room in the smallest.
    pub(super) fn check_room(&self, cells: &[Cell]) -> Result<()> {
        for (k, cell) in cells.iter().enumerate() {
            let object = format!("{}, panel {}", self.object(), k + 1);
            for (name, value) in [("width", cell.frame.width), ("height", cell.frame.height)] {
                if value < LEAST_FRAME {
                    let expected = "at least 20 pixels between its axes; enlarge the figure";
                    return Err(invalid(object, name, value, expected));
                }
            }
        }
        Ok(())
    }
}
