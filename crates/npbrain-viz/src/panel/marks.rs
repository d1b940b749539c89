//! Marks of spikes on a potential.

use super::line::{CROWDED, LINE, Line};
use crate::drawing::{Drawing, Point, Step};
use crate::frame::Frame;
use crate::palette::Colour;
use crate::range::Range;

/// The room above the values that marks reach into, and how far they do, in
/// lengths of the axis.
pub(super) const ROOM: f64 = 0.36;
const REACH: f64 = 0.32;

/// Marks closer than this on average, in pixels, are drawn thinner.
const CLOSE: f64 = 4.0;

/// Draws a stroke for each spike from where `line` then is up to the same
/// height for all: the axis has no numbers there, as nobody recorded it.
pub(super) fn draw(line: &Line, spikes: &[f64], frame: &Frame, colour: Colour, out: &mut Drawing) {
    let Range { hi, .. } = frame.upright.numbered;
    let top = hi + REACH * frame.upright.numbered.length();
    let mut path = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for t in spikes.iter().copied().filter(|t| frame.time.holds(*t)) {
        let Some(v) = line.at(t) else { continue };
        let Point { x, y } = frame.place(t, v);
        // What lies on another mark cannot be seen.
        if x - last >= 0.5 {
            path.extend([Step::Dot(Point { x, y }), Step::Line(frame.place(t, top))]);
            last = x;
        }
    }
    let close = path.len() as f64 / 2.0 * CLOSE > frame.width;
    out.strokes(path, if close { CROWDED } else { LINE }, colour);
}
