//! Where the panels of a figure stand.

use crate::font;
use crate::frame::{Frame, crisp, time_ticks, upright_ticks};
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
/// Below a panel that shows no time.
const BETWEEN: f64 = 10.0;
/// Below a panel that shows its time.
const TIMED: f64 = TICK + 2.0 * NUMBER_GAP + NUMBER + 1.4 * LABEL;

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
    /// Whether it shows the time: the lowest panel of each column does.
    pub(crate) timed: bool,
    /// Where its upright label ends.
    pub(crate) label_x: f64,
    /// Rows of the header above it.
    pub(crate) header: usize,
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
                let upright = panel.upright(time);
                Frame { left: 0.0, top: 0.0, width: 0.0, height: 0.0, time, upright }
            })
            .collect();
        // How many rows a header needs depends on the panel's width, which
        // hardly depends on the headers.
        let headers = |widths: &dyn Fn(usize) -> f64| -> Vec<usize> {
            panels.iter().enumerate().map(|(k, p)| header::rows(p, widths(k))).collect()
        };
        let low = self.arrange(size, headed, &frames, &headers(&|_| f64::INFINITY));
        let needed = headers(&|k| low[k].frame.width);
        if low.iter().zip(&needed).all(|(cell, rows)| cell.header == *rows) {
            return low;
        }
        self.arrange(size, headed, &frames, &needed)
    }

    fn arrange(
        &self,
        (width, height): (f64, f64),
        headed: bool,
        frames: &[Frame],
        headers: &[usize],
    ) -> Vec<Cell> {
        let (rows, columns) = (self.heights.len(), self.widths.len());
        let timed = |k: usize| k + columns >= frames.len();

        let header = |r: usize| headers.iter().skip(r * columns).take(columns).max();
        let above: Vec<f64> =
            (0..rows).map(|r| header::height(header(r).copied().unwrap_or(0))).collect();
        let below: Vec<f64> = (0..rows)
            .map(|r| {
                let any_timed = (r * columns..(r + 1) * columns).any(timed);
                if any_timed { TIMED } else { BETWEEN }
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
                in_column().flat_map(|(k, f)| upright_ticks(&f.upright, highs[k / columns]));
            lefts[c] += widest(numbers.map(|tick| tick.label));
            let time = frames.get(c).map(|f| time_ticks(f.time, width / columns as f64));
            rights[c] = widest(time.into_iter().flatten().map(|tick| tick.label)) / 2.0;
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
            Cell {
                frame: Frame {
                    left: crisp(start + lefts[c]),
                    top: crisp(top),
                    width: wides[c],
                    height: highs[r],
                    ..frame.clone()
                },
                timed: timed(k),
                label_x: start + LABEL,
                header: headers[k],
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

fn widest(texts: impl Iterator<Item = String>) -> f64 {
    texts.map(|text| font::width(&text, NUMBER)).fold(0.0, f64::max)
}
