//! What stands above a panel: its title at the left, its legend at the right.

use npbrain_core::Result;

use crate::drawing::{Anchor, Drawing, Point, Step, Text};
use crate::font;
use crate::frame::Frame;
use crate::layout::{NUMBER, TITLE};
use crate::palette::INK;
use crate::panel::Panel;

/// Length of the piece of line beside a name, and the gap between both.
const SAMPLE: f64 = 18.0;
const GAP: f64 = 6.0;

/// Draws title and legend; entries that find no room are counted.
pub(crate) fn draw(panel: &Panel, frame: &Frame, drawing: &mut Drawing) -> Result<()> {
    let y = frame.top - 9.0;
    let at = |x| Point { x, y };
    drawing.text(words(&panel.title, at(frame.left), TITLE));

    let mut room = frame.width;
    if !panel.title.is_empty() {
        room -= font::width(&panel.title, TITLE)? + 4.0 * GAP;
    }
    let legend = panel.plot.legend();
    let widths: Vec<f64> = legend
        .iter()
        .map(|(name, _)| Ok(SAMPLE + GAP + font::width(name, NUMBER)? + 2.0 * GAP))
        .collect::<Result<_>>()?;
    let all: f64 = widths.iter().sum();
    let mut rest = String::new();
    let mut shown = legend.len();
    let mut long = all;
    while shown > 0 && long > room {
        shown -= 1;
        rest = format!("and {} more", legend.len() - shown);
        long = widths[..shown].iter().sum::<f64>() + font::width(&rest, NUMBER)? + 2.0 * GAP;
    }
    let mut x = frame.left + frame.width - long + 2.0 * GAP;
    for ((name, colour), width) in legend.iter().zip(&widths).take(shown) {
        let middle = y - NUMBER * 0.3;
        let line = [x, x + SAMPLE].map(|x| Point { x, y: middle });
        drawing.strokes(vec![Step::Dot(line[0]), Step::Line(line[1])], 2.0, *colour);
        drawing.text(words(name, at(x + SAMPLE + GAP), NUMBER));
        x += width;
    }
    drawing.text(words(&rest, at(x), NUMBER));
    Ok(())
}

fn words(text: &str, at: Point, size: f64) -> Text {
    Text { text: text.to_owned(), at, anchor: Anchor::Start, size, upwards: false, colour: INK }
}
