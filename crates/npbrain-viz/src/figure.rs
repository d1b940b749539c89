//! A figure: panels in a grid, and how to save them.

use std::borrow::Borrow;
use std::path::Path;

use npbrain_core::{Error, Result};
use npbrain_monitors::{RateData, SpikeData, StateData};

use crate::drawing::{Anchor, Drawing, Point, Text};
use crate::header;
use crate::layout::{self, HEADING, TITLE};
use crate::palette::INK;
use crate::panel::{Panel, Plot, Raster, rate, state};
use crate::pixels::Pixels;
use crate::svg::svg;

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

/// An empty figure of `rows` times `columns` panels, to be filled row by row.
///
/// ```
/// use ndarray::array;
/// use npbrain_monitors::RateData;
///
/// let rate = RateData {
///     population: "lif1".into(),
///     t: array![10.0, 20.0, 30.0],
///     rate: array![0.0, 42.0, 17.0],
/// };
/// let svg = npbrain_viz::figure(1, 1).rate(&rate).title("lif1").svg()?;
/// assert!(svg.contains("rate (Hz)"));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn figure(rows: usize, columns: usize) -> Figure {
    Figure { rows, columns, size: None, title: String::new(), panels: Vec::new(), wrong: None }
}

/// Panels in a grid. Made by [`figure`].
///
/// Whatever is wrong with it is told by [`save`](Figure::save), so that the
/// calls before it can be chained.
#[derive(Clone, Debug)]
#[must_use = "a figure shows nothing until it is saved"]
pub struct Figure {
    rows: usize,
    columns: usize,
    size: Option<(u32, u32)>,
    title: String,
    panels: Vec<Panel>,
    wrong: Option<Error>,
}

impl Figure {
    /// Adds a panel with the recorded variable `v` of the first three neurons
    /// recorded; a legend names them if there are several.
    pub fn potential(self, data: impl Borrow<StateData>) -> Self {
        self.value(data, "v")
    }

    /// Adds a panel with `v` in the neurons of the given columns of the
    /// recording (see [`StateData::neurons`]).
    pub fn potential_of(
        self,
        data: impl Borrow<StateData>,
        columns: impl IntoIterator<Item = usize>,
    ) -> Self {
        self.value_of(data, "v", columns)
    }

    /// Adds a panel with any recorded variable of the first three neurons
    /// recorded. Its unit stands at the axis.
    pub fn value(self, data: impl Borrow<StateData>, variable: &str) -> Self {
        let traces = state(data.borrow(), variable, None);
        self.panel(traces.map(Plot::Traces))
    }

    /// Adds a panel with any recorded variable in the neurons of the given
    /// columns of the recording.
    pub fn value_of(
        self,
        data: impl Borrow<StateData>,
        variable: &str,
        columns: impl IntoIterator<Item = usize>,
    ) -> Self {
        let columns = columns.into_iter().collect();
        let traces = state(data.borrow(), variable, Some(columns));
        self.panel(traces.map(Plot::Traces))
    }

    /// Adds a panel with a mark for every spike: time across, neurons upwards.
    pub fn raster(self, data: impl Borrow<SpikeData>) -> Self {
        self.panel(Ok(Plot::Raster(Raster::new(data.borrow()))))
    }

    /// Adds a panel with a population's rate, a step for each bin.
    pub fn rate(self, data: impl Borrow<RateData>) -> Self {
        self.panel(Ok(Plot::Traces(rate(data.borrow()))))
    }

    /// Writes a title above the panel added last, or, before there is one,
    /// above the whole figure.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        match self.panels.last_mut() {
            Some(panel) => panel.title = title.into(),
            None => self.title = title.into(),
        }
        self
    }

    /// Sets the size of the whole picture, in pixels. Otherwise it is 800 wide
    /// (400 for each column beyond two) and 300 high for each row.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = Some((width, height));
        self
    }

    /// Writes the picture to a file, as PNG or SVG after its extension.
    ///
    /// # Errors
    /// [`Error::Picture`] if the path has another extension or cannot be
    /// written; [`Error::InvalidValue`] if the grid has fewer cells than there
    /// are panels or the size is too small for it; [`Error::UnknownName`] and
    /// [`Error::OutOfRange`] for a variable or column that was not recorded.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let failed = |reason: String| Error::Picture { path: path.display().to_string(), reason };
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        match extension.to_lowercase().as_str() {
            "png" => self.pixels()?.write_png(path),
            "svg" => std::fs::write(path, self.svg()?).map_err(|e| failed(e.to_string())),
            _ => Err(failed("its name must end in .png or .svg".into())),
        }
    }

    /// The picture as the text of an SVG file.
    ///
    /// # Errors
    /// As [`save`](Figure::save), but for the file.
    pub fn svg(&self) -> Result<String> {
        Ok(svg(&self.drawing()?))
    }

    /// The picture as pixels.
    ///
    /// # Errors
    /// As [`save`](Figure::save), but for the file.
    pub fn pixels(&self) -> Result<Pixels> {
        Pixels::draw(&self.drawing()?)
    }

    fn panel(mut self, plot: Result<Plot>) -> Self {
        match plot {
            Ok(plot) => self.panels.push(Panel { title: String::new(), plot }),
            Err(error) => self.wrong = self.wrong.or(Some(error)),
        }
        self
    }

    fn drawing(&self) -> Result<Drawing> {
        let (width, height) = self.checked()?;
        let mut drawing = Drawing { width, height, marks: Vec::new() };
        let size = (f64::from(width), f64::from(height));
        let headed = !self.title.is_empty();
        if headed {
            let middle = Point { x: size.0 / 2.0, y: HEADING - 4.0 };
            drawing.text(Text {
                text: self.title.clone(),
                at: middle,
                anchor: Anchor::Middle,
                size: 1.15 * TITLE,
                upwards: false,
                colour: INK,
            });
        }
        let cells = layout::place((self.rows, self.columns), size, headed, &self.panels)?;
        for (panel, cell) in self.panels.iter().zip(&cells) {
            panel.plot.draw(&cell.frame, &mut drawing);
            cell.frame.draw(cell.timed, cell.label_x, &mut drawing);
            header::draw(panel, &cell.frame, &mut drawing)?;
        }
        Ok(drawing)
    }

    /// The size of the picture, once everything is known to fit.
    fn checked(&self) -> Result<(u32, u32)> {
        if let Some(error) = &self.wrong {
            return Err(error.clone());
        }
        let object = format!("figure({}, {})", self.rows, self.columns);
        let invalid = |object: &str, name: &str, value: f64, expected| {
            Err(Error::InvalidValue {
                object: object.to_owned(),
                name: name.to_owned(),
                value,
                expected,
            })
        };
        for (name, value) in [("rows", self.rows), ("columns", self.columns)] {
            if !(1..=MOST_CELLS).contains(&value) {
                return invalid(&object, name, value as f64, "1 to 25");
            }
        }
        let cells = self.rows * self.columns;
        if self.panels.len() > cells {
            let plural = if cells == 1 { "" } else { "s" };
            let object = format!("{object} with its {cells} cell{plural}");
            let panels = self.panels.len() as f64;
            return invalid(&object, "panels", panels, "at most one for each cell");
        }
        let (rows, columns) = (self.rows as u32, self.columns as u32);
        let usual = (WIDTH.max(COLUMN_WIDTH * columns), ROW_HEIGHT * rows);
        let (width, height) = self.size.unwrap_or(usual);
        if !(LEAST_WIDTH * columns..=MOST).contains(&width) {
            let expected = "at least 160 pixels for each column, at most 10000";
            return invalid(&object, "width", f64::from(width), expected);
        }
        if !(LEAST_HEIGHT * rows..=MOST).contains(&height) {
            let expected = "at least 100 pixels for each row, at most 10000";
            return invalid(&object, "height", f64::from(height), expected);
        }
        Ok((width, height))
    }
}
