//! What stands above a panel: its title at the left, its legend at the right,
//! or below the title where both do not fit side by side.

use crate::drawing::{Anchor, Drawing, Point, Text};
use crate::font;
use crate::layout::{Cell, NUMBER, TITLE};
use crate::palette::INK;
use crate::panel::{Entry, Panel};

/// Between the sample and its name, between entries, and between title and
/// legend.
const GAP: f64 = 6.0;
const BETWEEN: f64 = 14.0;
const APART: f64 = 24.0;

/// Height of a row, and of what is free above the panel, in pixels.
const ROW: f64 = 20.0;
const ABOVE: f64 = 9.0;

/// How many rows a panel of this width needs above it.
pub(crate) fn rows(panel: &Panel, width: f64) -> usize {
    let legend = panel.legend();
    match (panel.title.is_empty(), legend.is_empty()) {
        (true, true) => 0,
        (false, false) => {
            let both = font::width(&panel.title, TITLE) + APART + long(&legend);
            if both > width { 2 } else { 1 }
        }
        _ => 1,
    }
}

/// The height of `rows`.
pub(crate) fn height(rows: usize) -> f64 {
    if rows == 0 { 8.0 } else { ROW * rows as f64 + 6.0 }
}

fn entry_width(entry: &Entry) -> f64 {
    entry.sample.width() + GAP + font::width(&entry.name, NUMBER)
}

fn long(legend: &[Entry]) -> f64 {
    let gaps = BETWEEN * legend.len().saturating_sub(1) as f64;
    legend.iter().map(entry_width).sum::<f64>() + gaps
}

/// Draws title and legend in as many rows; entries that find no room are
/// counted, a title that finds none is shortened.
pub(crate) fn draw(panel: &Panel, cell: &Cell, drawing: &mut Drawing) {
    let (frame, rows) = (&cell.frame, cell.header);
    let y = frame.top - ABOVE;
    let title_y = y - ROW * rows.saturating_sub(1) as f64;
    let title = font::fitted(&panel.title, TITLE, cell.header_width);
    let beside = rows == 1 && !title.is_empty();
    let taken = if beside { font::width(&title, TITLE) + APART } else { 0.0 };
    drawing.text(words(&title, Point { x: frame.left, y: title_y }, TITLE));

    let legend = panel.legend();
    // It ends where the panel does, or further to the right if it must.
    let width = (taken + long(&legend)).clamp(frame.width, cell.header_width.max(frame.width));
    let room = width - taken;
    let mut rest = String::new();
    let mut shown = legend.len();
    let mut length = long(&legend);
    while shown > 0 && length > room {
        shown -= 1;
        rest = match shown {
            0 => format!("{} traces", legend.len()),
            _ => format!("and {} more", legend.len() - shown),
        };
        let gap = if shown > 0 { BETWEEN } else { 0.0 };
        length = long(&legend[..shown]) + gap + font::width(&rest, NUMBER);
    }
    let mut x = frame.left + width - length;
    for entry in &legend[..shown] {
        entry.draw_sample(Point { x, y: y - NUMBER * 0.33 }, drawing);
        let name = Point { x: x + entry.sample.width() + GAP, y };
        drawing.text(words(&entry.name, name, NUMBER));
        x += entry_width(entry) + BETWEEN;
    }
    drawing.text(words(&rest, Point { x, y }, NUMBER));
}

fn words(text: &str, at: Point, size: f64) -> Text {
    Text { text: text.to_owned(), at, anchor: Anchor::Start, size, upwards: false, colour: INK }
}
