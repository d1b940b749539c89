//! What a legend says.

use crate::drawing::{Drawing, Point, Step};
use crate::palette::Colour;

/// A name and how the thing looks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) colour: Colour,
    pub(crate) sample: Sample,
}

/// What stands beside a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sample {
    Line,
    Dashes,
    Dot,
}

impl Sample {
    /// Its width, in pixels.
    pub(crate) fn width(self) -> f64 {
        match self {
            // Two dashes and what is left out between them.
            Sample::Line => 18.0,
            Sample::Dashes => 23.0,
            Sample::Dot => 8.0,
        }
    }
}

impl Entry {
    /// Draws the sample, its left end at `at`.
    pub(crate) fn draw_sample(&self, at: Point, drawing: &mut Drawing) {
        let end = Point { x: at.x + self.sample.width(), y: at.y };
        match self.sample {
            Sample::Line => {
                drawing.strokes(vec![Step::Dot(at), Step::Line(end)], 2.0, self.colour);
            }
            Sample::Dashes => drawing.dashes(at, end, 1.3, self.colour),
            Sample::Dot => {
                let middle = Point { x: (at.x + end.x) / 2.0, y: at.y };
                drawing.strokes(vec![Step::Dot(middle)], self.sample.width(), self.colour);
            }
        }
    }
}
