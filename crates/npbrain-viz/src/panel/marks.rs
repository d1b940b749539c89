//! Marks of spikes on a potential.

use super::line::Line;
use crate::drawing::{Point, Step};
use crate::frame::Frame;
use crate::range::Range;

/// The room above the values that marks reach into, and how far they do, in
/// lengths of the axis.
pub(super) const ROOM: f64 = 0.36;
const REACH: f64 = 0.32;

/// A stroke for each spike from where `line` then is up to the same height for
/// all: nobody recorded it, so the axis has no numbers there.
pub(super) fn path(line: &Line, spikes: &[f64], frame: &Frame) -> Vec<Step> {
    let Range { hi, .. } = frame.upright.numbered;
    let top = hi + REACH * frame.upright.numbered.length();
    let mut path = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for t in spikes.iter().copied().filter(|t| frame.across.range.holds(*t)) {
        let Some(v) = line.at(t) else { continue };
        let Point { x, y } = frame.place(t, v);
        // What lies on another mark cannot be seen.
        if x - last >= 0.5 {
            path.extend([Step::Dot(Point { x, y }), Step::Line(frame.place(t, top))]);
            last = x;
        }
    }
    path
}
