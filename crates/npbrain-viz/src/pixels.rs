//! A picture as pixels, and those as a PNG file.

use std::fs::File;
use std::path::Path;

use npbrain_core::{Error, Result};
use plotters::backend::{BitMapBackend, DrawingBackend};

use crate::coverage::Coverage;
use crate::drawing::{Anchor, Cells, Drawing, Mark, Text};
use crate::font;
use crate::palette::Colour;

/// A picture as pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels per row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green and blue of each pixel, row by row from the top.
    pub rgb: Vec<u8>,
}

impl Pixels {
    pub(crate) fn draw(drawing: &Drawing) -> Self {
        let (width, height) = (drawing.width as usize, drawing.height as usize);
        let mut pixels = Self {
            width: drawing.width,
            height: drawing.height,
            rgb: vec![255; 3 * width * height],
        };
        let mut coverage = Coverage::new(width, height);
        for mark in &drawing.marks {
            match mark {
                Mark::Strokes { path, width, colour } => {
                    coverage.stroke(path, *width, |index, cover| {
                        pixels.blend(index, *colour, cover);
                    })
                }
                Mark::Area { line, base, colour } => coverage.area(line, *base, |index, cover| {
                    pixels.blend(index, *colour, cover);
                }),
                Mark::Cells(cells) => pixels.cells(cells),
                Mark::Text(text) => pixels.text(text),
            }
        }
        pixels
    }

    /// Each pixel takes the colour of the cell that its middle lies in.
    fn cells(&mut self, cells: &Cells) {
        let rows = cells.colours.len() / cells.columns.max(1);
        let cell = |pixel: usize, from: f64, length: f64, count: usize| {
            let share = (pixel as f64 + 0.5 - from) / length;
            (0.0..1.0).contains(&share).then_some((share * count as f64) as usize)
        };
        let upto = |from: f64, length: f64, most: u32| {
            from.max(0.0) as usize..((from + length).ceil().max(0.0) as usize).min(most as usize)
        };
        for row in upto(cells.at.y, cells.height, self.height) {
            let Some(j) = cell(row, cells.at.y, cells.height, rows) else { continue };
            for column in upto(cells.at.x, cells.width, self.width) {
                let Some(i) = cell(column, cells.at.x, cells.width, cells.columns) else {
                    continue;
                };
                let index = row * self.width as usize + column;
                self.blend(index, cells.colours[j * cells.columns + i], 1.0);
            }
        }
    }

    fn text(&mut self, text: &Text) {
        let long = font::width(&text.text, text.size);
        let before = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => long / 2.0,
            Anchor::End => long,
        };
        let glyphs = font::glyphs(&text.text, text.size);
        let (x, y) = if text.upwards {
            (text.at.x, text.at.y + before)
        } else {
            (text.at.x - before, text.at.y)
        };
        let (x, y) = (x.round() as i32, y.round() as i32);
        for (k, cover) in glyphs.coverage.iter().enumerate() {
            let along = glyphs.left + (k % glyphs.width) as i32;
            let down = glyphs.top + (k / glyphs.width) as i32;
            let (column, row) =
                if text.upwards { (x + down, y - along - 1) } else { (x + along, y + down) };
            let inside =
                (0..self.width as i32).contains(&column) && (0..self.height as i32).contains(&row);
            if inside {
                let index = row as usize * self.width as usize + column as usize;
                self.blend(index, text.colour, *cover);
            }
        }
    }

    fn blend(&mut self, index: usize, Colour(red, green, blue): Colour, cover: f32) {
        let pixel = &mut self.rgb[3 * index..3 * index + 3];
        for (old, new) in pixel.iter_mut().zip([red, green, blue]) {
            let (from, to) = (f32::from(*old), f32::from(new));
            *old = (from + (to - from) * cover.clamp(0.0, 1.0)).round() as u8;
        }
    }

    pub(crate) fn write_png(&self, path: &Path) -> Result<()> {
        let failed = |reason: String| Error::Picture { path: path.display().to_string(), reason };
        // Opened here first: plotters would bury the system's reason.
        File::create(path).map_err(|e| failed(e.to_string()))?;
        let size = (self.width, self.height);
        let mut file = BitMapBackend::new(path, size);
        file.blit_bitmap((0, 0), size, &self.rgb)
            .and_then(|()| file.present())
            .map_err(|e| failed(e.to_string()))
    }
}
