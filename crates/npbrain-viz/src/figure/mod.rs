//! A figure: panels in a grid, and how to save them.

mod add;
mod arrange;
mod check;
mod curves;
mod describe;
mod maps;
mod mistake;
mod phase;

use std::path::Path;

use npbrain_core::{Error, Result};

use crate::drawing::{Anchor, Drawing, Point, Text};
use crate::font;
use crate::header;
use crate::layout::{Grid, HEADING, MARGIN, TITLE};
use crate::palette::INK;
use crate::panel::Panel;
use crate::pixels::Pixels;
use crate::svg::svg;
pub(crate) use maps::{at_time, checked_shape};
pub(crate) use mistake::{Mistake, invalid};

/// An empty figure of `rows` times `columns` panels, to be filled row by row.
///
/// ```
/// use ndarray::array;
/// use npbrain_monitors::RateData;
///
/// let rate = RateData {
///     population: "lif1".into(),
///     bin: 10.0, // ms
///     t: array![10.0, 20.0, 30.0],
///     rate: array![0.0, 42.0, 17.0],
/// };
/// let svg = npbrain_viz::figure(1, 1).rate(&rate).title("lif1").svg()?;
/// assert!(svg.contains("rate (Hz)"));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn figure(rows: usize, columns: usize) -> Figure {
    let grid = Grid { heights: vec![1.0; rows], widths: vec![1.0; columns], span: None };
    Figure { grid, size: None, title: String::new(), panels: Vec::new(), mistake: None }
}

/// Panels in a grid. Made by [`figure`].
///
/// | what it does | methods |
/// | --- | --- |
/// | add a panel | [`potential`](Figure::potential), [`value`](Figure::value), [`raster`](Figure::raster), [`rate`](Figure::rate), and each with `_of` |
/// | of other quantities | [`lines`](Figure::lines) with [`series`](Figure::series) and [`points`](Figure::points), logarithmic by [`log_across`](Figure::log_across) and [`log_upwards`](Figure::log_upwards); [`histogram`](Figure::histogram) |
/// | of neurons and synapses where they are | [`image`](Figure::image), [`matrix`](Figure::matrix), [`graph`](Figure::graph) |
/// | of a model | [`phase_plane`](Figure::phase_plane) with [`trajectory`](Figure::trajectory) |
/// | describe the panel added last | [`title`](Figure::title), [`label`](Figure::label), [`names`](Figure::names), [`threshold`](Figure::threshold), [`spikes`](Figure::spikes), [`bins`](Figure::bins), [`colours`](Figure::colours), [`label_colours`](Figure::label_colours) |
/// | arrange the whole | [`size`](Figure::size), [`heights`](Figure::heights), [`widths`](Figure::widths), [`span`](Figure::span), [`title`](Figure::title) before any panel |
/// | hand it out | [`save`](Figure::save), [`svg`](Figure::svg), [`pixels`](Figure::pixels) |
///
/// Whatever is wrong with it is told by the last three, so that the calls
/// before can be chained; of several mistakes the first.
#[derive(Clone, Debug)]
#[must_use = "a figure shows nothing until it is saved"]
pub struct Figure {
    grid: Grid,
    size: Option<(u32, u32)>,
    title: String,
    panels: Vec<Panel>,
    mistake: Option<Mistake>,
}

impl Figure {
    /// Writes the picture to a file, as PNG or SVG after its extension.
    ///
    /// # Errors
    /// - [`Error::Picture`] if the path has another extension or cannot be
    ///   written, or if a call described a panel that there was not, or that
    ///   is of another kind;
    /// - [`Error::UnknownName`] and [`Error::OutOfRange`] for a variable or
    ///   column that was not recorded;
    /// - [`Error::WrongLength`] for too few or too many names, heights or
    ///   widths;
    /// - [`Error::InvalidValue`] if there are more panels than cells, if the
    ///   size leaves no room for them, or if a number is not one that can be
    ///   drawn.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let failed = |reason: String| Error::Picture { path: name.clone(), reason };
        let drawing = self.drawing(&name);
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        match extension.to_lowercase().as_str() {
            "png" => Pixels::draw(&drawing?).write_png(path),
            "svg" => std::fs::write(path, svg(&drawing?)).map_err(|e| failed(e.to_string())),
            _ => Err(failed("its name must end in .png or .svg".into())),
        }
    }

    /// The picture as the text of an SVG file.
    ///
    /// # Errors
    /// As [`save`](Figure::save), but for the file.
    pub fn svg(&self) -> Result<String> {
        Ok(svg(&self.drawing("as SVG")?))
    }

    /// The picture as pixels.
    ///
    /// # Errors
    /// As [`save`](Figure::save), but for the file.
    pub fn pixels(&self) -> Result<Pixels> {
        Ok(Pixels::draw(&self.drawing("as pixels")?))
    }

    /// What will be in the picture that errors call `name`.
    fn drawing(&self, name: &str) -> Result<Drawing> {
        let (width, height) = self.checked(name)?;
        let mut drawing = Drawing { width, height, marks: Vec::new() };
        let size = (f64::from(width), f64::from(height));
        let headed = !self.title.is_empty();
        if headed {
            let letters = 1.15 * TITLE;
            drawing.text(Text {
                text: font::fitted(&self.title, letters, size.0 - 2.0 * MARGIN),
                at: Point { x: size.0 / 2.0, y: HEADING - 4.0 },
                anchor: Anchor::Middle,
                size: letters,
                upwards: false,
                colour: INK,
            });
        }
        let cells = self.grid.place(size, headed, &self.panels);
        self.check_room(&cells)?;
        for (panel, cell) in self.panels.iter().zip(&cells) {
            panel.plot.draw(&cell.frame, &mut drawing);
            cell.frame.draw(cell.numbered, cell.label_x, &mut drawing);
            if let Some(bar) = panel.bar() {
                bar.draw(&cell.frame, &mut drawing);
            }
            header::draw(panel, cell, &mut drawing);
        }
        Ok(drawing)
    }
}
