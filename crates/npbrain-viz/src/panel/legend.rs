//! What a legend says.

use crate::drawing::{Drawing, Point, Step};
use crate::palette::{Colour, PAPER};

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
    Ring,
    Cross,
    /// Nothing: the name is a remark.
    None,
}

/// Diameter of a ring, width of its line, and half the side of a cross.
const RING: f64 = 9.0;
const RIM: f64 = 1.6;
const ARM: f64 = 4.0;

impl Sample {
    /// Its width, in pixels.
    pub(crate) fn width(self) -> f64 {
        match self {
            // Two dashes and what is left out between them.
            Sample::Line => 18.0,
            Sample::Dashes => 23.0,
            Sample::Dot => 8.0,
            Sample::Ring | Sample::Cross => RING,
            Sample::None => 0.0,
        }
    }

    /// Draws a mark of this kind around `at`.
    pub(crate) fn mark(self, at: Point, colour: Colour, drawing: &mut Drawing) {
        let dot = |width, colour, drawing: &mut Drawing| {
            drawing.strokes(vec![Step::Dot(at)], width, colour);
        };
        match self {
            Sample::Ring => {
                dot(RING, colour, drawing);
                dot(RING - 2.0 * RIM, PAPER, drawing);
            }
            Sample::Cross => {
                let to = |x: f64, y: f64| Point { x: at.x + ARM * x, y: at.y + ARM * y };
                let arms = vec![
                    Step::Dot(to(-1.0, -1.0)),
                    Step::Line(to(1.0, 1.0)),
                    Step::Dot(to(-1.0, 1.0)),
                    Step::Line(to(1.0, -1.0)),
                ];
                drawing.strokes(arms.clone(), RIM + 2.0, PAPER);
                drawing.strokes(arms, RIM + 0.4, colour);
            }
            Sample::None => {}
            _ => dot(self.width().min(RING), colour, drawing),
        }
    }
}

impl Entry {
    /// Draws the sample, its left end at `at`.
    pub(crate) fn draw_sample(&self, at: Point, drawing: &mut Drawing) {
        let end = Point { x: at.x + self.sample.width(), y: at.y };
        let middle = Point { x: (at.x + end.x) / 2.0, y: at.y };
        match self.sample {
            Sample::Line => {
                drawing.strokes(vec![Step::Dot(at), Step::Line(end)], 2.0, self.colour);
            }
            Sample::Dashes => drawing.dashes(at, end, 1.3, self.colour),
            _ => self.sample.mark(middle, self.colour, drawing),
        }
    }
}
