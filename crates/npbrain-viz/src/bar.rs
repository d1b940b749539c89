//! The scale of colours at the right of a panel.

use crate::axis::Axis;
use crate::colours::{SHADES, Shades};
use crate::drawing::{Anchor, Cells, Drawing, Mark, Point, Step, Text};
use crate::font::{self, CAPITAL};
use crate::frame::{Frame, UPWARDS, crisp};
use crate::layout::{LABEL, NUMBER, NUMBER_GAP, TICK, widest};
use crate::palette::INK;

/// Between the panel and the bar, and the bar's width, in pixels.
const GAP: f64 = 12.0;
const WIDTH: f64 = 12.0;

/// Which colours stand for what.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    pub(crate) shades: Shades,
    /// Its range is that of the shades.
    pub(crate) axis: Axis,
}

impl Bar {
    /// The room it takes beside a panel of this height.
    pub(crate) fn room(&self, height: f64) -> f64 {
        let numbers = widest(self.axis.ticks(height, UPWARDS).into_iter().map(|tick| tick.label));
        GAP + WIDTH + TICK + NUMBER_GAP + numbers + 1.6 * LABEL
    }

    pub(crate) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        let left = frame.left + frame.width + GAP;
        let colours = (0..SHADES).rev().map(|k| self.shades.shade(k)).collect();
        drawing.marks.push(Mark::Cells(Cells {
            at: Point { x: left, y: frame.top },
            width: WIDTH,
            height: frame.height,
            columns: 1,
            colours,
        }));
        let text = |text: String, at, anchor, size, upwards| Text {
            text,
            at,
            anchor,
            size,
            upwards,
            colour: INK,
        };
        let right = left + WIDTH;
        let ticks = self.axis.ticks(frame.height, UPWARDS);
        let mut lines = Vec::new();
        for tick in &ticks {
            let share = self.axis.range.share(tick.value);
            let y = crisp(frame.top + frame.height * (1.0 - share));
            lines.extend([
                Step::Dot(Point { x: right, y }),
                Step::Line(Point { x: right + TICK, y }),
            ]);
            let at = Point { x: right + TICK + NUMBER_GAP, y: y + CAPITAL * NUMBER / 2.0 };
            drawing.text(text(tick.label.clone(), at, Anchor::Start, NUMBER, false));
        }
        drawing.strokes(lines, 1.0, INK);
        let numbers = widest(ticks.into_iter().map(|tick| tick.label));
        let x = right + TICK + NUMBER_GAP + numbers + 1.25 * LABEL;
        let room = frame.height + 2.0 * NUMBER_GAP;
        let size = LABEL * (room / font::width(&self.axis.label, LABEL)).clamp(0.75, 1.0);
        let words = font::fitted(&self.axis.label, size, room);
        let at = Point { x, y: frame.top + frame.height / 2.0 };
        drawing.text(text(words, at, Anchor::Middle, size, true));
    }
}
