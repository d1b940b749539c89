//! The axes of one panel, and where its values stand.

use crate::axis::Axis;
use crate::drawing::{Anchor, Drawing, Point, Step, Text};
use crate::font::{self, CAPITAL};
use crate::layout::{LABEL, NUMBER, NUMBER_GAP, TICK};
use crate::palette::{FAINT, INK};

/// The least distance between numbers, in pixels.
pub(crate) const ACROSS: f64 = 64.0;
pub(crate) const UPWARDS: f64 = 30.0;

/// Where a panel draws, in pixels, and what its edges stand for.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) across: Axis,
    pub(crate) upright: Axis,
}

impl Frame {
    /// Where `x` across and `y` upwards stand; for most panels a time and a
    /// value.
    pub(crate) fn place(&self, x: f64, y: f64) -> Point {
        Point {
            x: self.left + self.width * self.across.range.share(x),
            y: self.top + self.height * (1.0 - self.upright.range.share(y)),
        }
    }

    /// Says in the middle of the frame why it is empty.
    pub(crate) fn note(&self, words: &str, drawing: &mut Drawing) {
        drawing.text(Text {
            text: words.to_owned(),
            at: Point { x: self.left + self.width / 2.0, y: self.top + self.height / 2.0 },
            anchor: Anchor::Middle,
            size: LABEL,
            upwards: false,
            colour: FAINT,
        });
    }

    /// Draws both axes; numbers and a label below only where `numbered` is
    /// set, the upright label ending at `label_x`.
    pub(crate) fn draw(&self, numbered: bool, label_x: f64, drawing: &mut Drawing) {
        let (right, bottom) = (self.left + self.width, self.top + self.height);
        let at = |x, y| Point { x, y };
        let text = |text: String, at, anchor, size, upwards| Text {
            text,
            at,
            anchor,
            size,
            upwards,
            colour: INK,
        };
        // The axis ends where the values do that it has numbers for.
        let highest = self.place(0.0, self.upright.numbered.hi).y;
        let mut lines = vec![
            Step::Dot(at(self.left, highest)),
            Step::Line(at(self.left, bottom)),
            Step::Line(at(right, bottom)),
        ];
        for tick in self.across.ticks(self.width, ACROSS) {
            let x = crisp(self.place(tick.value, 0.0).x);
            lines.extend([Step::Dot(at(x, bottom)), Step::Line(at(x, bottom + TICK))]);
            if numbered {
                let y = bottom + TICK + NUMBER_GAP + CAPITAL * NUMBER;
                drawing.text(text(tick.label, at(x, y), Anchor::Middle, NUMBER, false));
            }
        }
        for tick in self.upright.ticks(self.height, UPWARDS) {
            let y = crisp(self.place(0.0, tick.value).y);
            lines.extend([Step::Dot(at(self.left, y)), Step::Line(at(self.left - TICK, y))]);
            let place = at(self.left - TICK - NUMBER_GAP, y + CAPITAL * NUMBER / 2.0);
            drawing.text(text(tick.label, place, Anchor::End, NUMBER, false));
        }
        drawing.strokes(lines, 1.0, INK);
        if numbered {
            let y = bottom + TICK + 2.0 * NUMBER_GAP + NUMBER + LABEL;
            let place = at(self.left + self.width / 2.0, y);
            drawing.text(text(self.across.label.clone(), place, Anchor::Middle, LABEL, false));
        }
        let place = at(label_x, self.top + self.height / 2.0);
        // A long label is written smaller before it is shortened.
        let (label, room) = (&self.upright.label, self.height + 2.0 * NUMBER_GAP);
        let size = LABEL * (room / font::width(label, LABEL)).clamp(0.75, 1.0);
        drawing.text(text(font::fitted(label, size, room), place, Anchor::Middle, size, true));
    }
}

/// The middle of a pixel, where a line one pixel wide is sharp.
pub(crate) fn crisp(place: f64) -> f64 {
    place.floor() + 0.5
}
