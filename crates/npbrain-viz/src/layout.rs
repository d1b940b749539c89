//! Where the panels of a figure stand.

use crate::axis::{Axis, Numbers};
use crate::font;
use crate::frame::{ACROSS, Frame, UPWARDS, crisp};
use crate::header;
use crate::panel::Panel;
use crate::range::Range;

/// Sizes of letters, in pixels.
pub(crate) const NUMBER: f64 = 12.0;
pub(crate) const LABEL: f64 = 13.0;
pub(crate) const TITLE: f64 = 14.0;

/// Length of a tick, and the gap between it and its number.
pub(crate) const TICK: f64 = 4.0;
pub(crate) const NUMBER_GAP: f64 = 4.0;

/// Kept free around the figure, and between its columns.
pub(crate) const MARGIN: f64 = 14.0;
/// Above all panels, for the title of the figure.
pub(crate) const HEADING: f64 = 30.0;
/// Below a panel without numbers along its lower axis.
const BETWEEN: f64 = 10.0;
/// Below a panel with them.
const NUMBERED: f64 = TICK + 2.0 * NUMBER_GAP + NUMBER + 1.4 * LABEL;

/// A panel that is drawn to scale fills its cell all the same if one of its
/// sides would else be so many times as long as the other.
const MOST_UNEQUAL: f64 = 6.0;

/// The grid in which panels stand, row by row.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// Relative heights of the rows and widths of the columns.
    pub(crate) heights: Vec<f64>,
    pub(crate) widths: Vec<f64>,
    /// The time that all panels show, if it was chosen.
    pub(crate) span: Option<Range>,
}

/// A panel's place.
pub(crate) struct Cell {
    pub(crate) frame: Frame,
    /// Whether its lower axis has numbers: time has none where a panel below
    /// shows the same.
    pub(crate) numbered: bool,
    /// Where its upright label ends.
    pub(crate) label_x: f64,
    /// Rows of the header above it, and how far it may reach from the panel's
    /// left edge: a panel to scale may leave room beside it.
    pub(crate) header: usize,
    pub(crate) header_width: f64,
}

impl Grid {
    /// The time shown in each column: its panels share it.
    fn times(&self, panels: &[Panel]) -> Vec<Range> {
        let columns = self.widths.len();
        let time = |column: usize| {
            let spans = panels.iter().skip(column).step_by(columns).filter_map(|p| p.plot.span());
            match self.span.or_else(|| spans.reduce(Range::union)) {
                Some(span) if span.lo < span.hi => span.opened(0.0),
                Some(Range { lo, .. }) => Range { lo, hi: lo + 1.0 }.opened(0.0),
                None => Range { lo: 0.0, hi: 1.0 },
            }
        };
        (0..columns).map(time).collect()
    }

    /// Places for `panels`, of which there are no more than cells. Panels of a
    /// column share their time and their left edge.
    pub(crate) fn place(&self, size: (f64, f64), headed: bool, panels: &[Panel]) -> Vec<Cell> {
        let times = self.times(panels);
        let frames: Vec<Frame> = panels
            .iter()
            .enumerate()
            .map(|(k, panel)| {
                let time = times[k % times.len()];
                let across = panel.plot.across();
                let across = across.unwrap_or_else(|| Axis::new("time (ms)", time, Numbers::Any));
                let upright = panel.upright(across.range);
                Frame { left: 0.0, top: 0.0, width: 0.0, height: 0.0, across, upright }
            })
            .collect();
        // How many rows a header needs depends on the panel's width, which
        // hardly depends on the headers.
        let headers = |widths: &dyn Fn(usize) -> f64| -> Vec<usize> {
            panels.iter().enumerate().map(|(k, p)| header::rows(p, widths(k))).collect()
        };
        let low = self.arrange(size, headed, panels, &frames, &headers(&|_| f64::INFINITY));
        let needed = headers(&|k| low[k].frame.width);
        if low.iter().zip(&needed).all(|(cell, rows)| cell.header == *rows) {
            return low;
        }
        self.arrange(size, headed, panels, &frames, &needed)
    }

    fn arrange(
        &self,
        (width, height): (f64, f64),
        headed: bool,
        panels: &[Panel],
        frames: &[Frame],
        headers: &[usize],
    ) -> Vec<Cell> {
        let (rows, columns) = (self.heights.len(), self.widths.len());
        let timed = |k: usize| panels.get(k).is_some_and(|p| p.plot.across().is_none());
        let numbered = |k: usize| k < frames.len() && !(timed(k) && timed(k + columns));

        let header = |r: usize| headers.iter().skip(r * columns).take(columns).max();
        let above: Vec<f64> =
            (0..rows).map(|r| header::height(header(r).copied().unwrap_or(0))).collect();
        let below: Vec<f64> = (0..rows)
            .map(|r| {
                let row = r * columns..(r + 1) * columns;
                // An empty row keeps the room of a full one.
                let any = row.start >= frames.len() || row.into_iter().any(numbered);
                if any { NUMBERED } else { BETWEEN }
            })
            .collect();
        let heading = if headed { HEADING } else { 0.0 };
        let taken: f64 = above.iter().chain(&below).sum();
        let highs = shares(height - MARGIN - heading - taken, &self.heights);

        let mut lefts = vec![1.9 * LABEL + NUMBER_GAP + TICK; columns];
        let mut rights = vec![0.0; columns];
        for c in 0..columns {
            let in_column = || frames.iter().enumerate().skip(c).step_by(columns);
            let numbers =
                in_column().flat_map(|(k, f)| f.upright.ticks(highs[k / columns], UPWARDS));
            lefts[c] += widest(numbers.map(|tick| tick.label));
            let lower =
                in_column().flat_map(|(_, f)| f.across.ticks(width / columns as f64, ACROSS));
            rights[c] = widest(lower.map(|tick| tick.label)) / 2.0;
            for (k, panel) in panels.iter().enumerate().skip(c).step_by(columns) {
                let room = panel.bar().map_or(0.0, |bar| bar.room(highs[k / columns]));
                rights[c] = f64::max(rights[c], room);
            }
        }
        let taken: f64 = lefts.iter().chain(&rights).sum::<f64>() + MARGIN * (columns + 1) as f64;
        let wides = shares(width - taken, &self.widths);

        let cells = frames.iter().enumerate().map(|(k, frame)| {
            let (r, c) = (k / columns, k % columns);
            let start = MARGIN * (c + 1) as f64
                + lefts[..c].iter().chain(&rights[..c]).chain(&wides[..c]).sum::<f64>();
            let top = MARGIN / 2.0
                + heading
                + above[..=r].iter().chain(&below[..r]).chain(&highs[..r]).sum::<f64>();
            let (wide, high) = match panels[k].plot.is_to_scale() {
                true => to_scale(frame, wides[c], highs[r]),
                false => (wides[c], highs[r]),
            };
            let aside = ((wides[c] - wide) / 2.0).floor();
            Cell {
                frame: Frame {
                    left: crisp(start + lefts[c] + aside),
                    top: crisp(top + ((highs[r] - high) / 2.0).floor()),
                    width: wide,
                    height: high,
                    ..frame.clone()
                },
                numbered: numbered(k),
                label_x: start + LABEL + aside,
                header: headers[k],
                header_width: wides[c] - aside,
            }
        });
        cells.collect()
    }
}

/// Whole pixels, of all `room` there is, in proportion to `parts`.
fn shares(room: f64, parts: &[f64]) -> Vec<f64> {
    let largest = parts.iter().copied().fold(0.0, f64::max);
    let sum: f64 = parts.iter().map(|part| part / largest).sum();
    parts.iter().map(|part| (room * (part / largest) / sum).max(1.0).floor()).collect()
}

/// The largest sides within `width` and `height` on which the same lengths of
/// both axes are equally long.
fn to_scale(frame: &Frame, width: f64, height: f64) -> (f64, f64) {
    let (x, y) = (frame.across.range.length(), frame.upright.range.length());
    if x.max(y) > MOST_UNEQUAL * x.min(y) {
        return (width, height);
    }
    let unit = (width / x).min(height / y);
    ((unit * x).round(), (unit * y).round())
}

pub(crate) fn widest(texts: impl Iterator<Item = String>) -> f64 {
    texts.map(|text| font::width(&text, NUMBER)).fold(0.0, f64::max)
}
