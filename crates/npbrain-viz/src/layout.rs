//! Where the panels of a figure stand.

use npbrain_core::Result;

use crate::font;
use crate::frame::{Frame, crisp, time_ticks, upright_ticks};
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
const MARGIN: f64 = 14.0;
/// Above a panel without title or legend, and above one with either.
const BARE: f64 = 8.0;
const HEADED: f64 = 26.0;
/// Above all panels, for the title of the figure.
pub(crate) const HEADING: f64 = 30.0;
/// Below a panel that shows no time.
const BETWEEN: f64 = 10.0;
/// Below a panel that shows its time.
const TIMED: f64 = TICK + 2.0 * NUMBER_GAP + NUMBER + 1.4 * LABEL;

/// A panel's place.
pub(crate) struct Cell {
    pub(crate) frame: Frame,
    /// Whether it shows the time: the lowest panel of each column does.
    pub(crate) timed: bool,
    /// Where its upright label ends.
    pub(crate) label_x: f64,
}

/// Places for `panels`, row by row in a grid that has at least as many cells.
/// Panels of a column share their time and their left edge.
pub(crate) fn place(
    (rows, columns): (usize, usize),
    (width, height): (f64, f64),
    headed: bool,
    panels: &[Panel],
) -> Result<Vec<Cell>> {
    let in_row = |r: usize| panels.iter().skip(r * columns).take(columns);
    let in_column = |c: usize| panels.iter().skip(c).step_by(columns);
    let timed = |k: usize| k + columns >= panels.len();

    let above: Vec<f64> = (0..rows)
        .map(|r| {
            let bare = in_row(r).all(|p| p.title.is_empty() && p.plot.legend().is_empty());
            if bare { BARE } else { HEADED }
        })
        .collect();
    let below: Vec<f64> = (0..rows)
        .map(|r| {
            let any_timed = (r * columns..(r + 1) * columns).any(timed);
            if any_timed { TIMED } else { BETWEEN }
        })
        .collect();
    let heading = if headed { HEADING } else { 0.0 };
    let taken: f64 = above.iter().chain(&below).sum();
    let high = ((height - MARGIN - heading - taken) / rows as f64).max(1.0).floor();

    let times: Vec<Range> = (0..columns)
        .map(|c| {
            let spans = in_column(c).filter_map(|p| p.plot.span());
            match spans.reduce(Range::union) {
                Some(span) if span.lo < span.hi => span.opened(0.0),
                Some(Range { lo, .. }) => Range { lo, hi: lo + 1.0 }.opened(0.0),
                None => Range { lo: 0.0, hi: 1.0 },
            }
        })
        .collect();

    let mut lefts = vec![0.0; columns];
    let mut rights = vec![0.0; columns];
    for c in 0..columns {
        let mut numbers: f64 = 0.0;
        for panel in in_column(c) {
            for tick in upright_ticks(&panel.plot.upright(), high) {
                numbers = numbers.max(font::width(&tick.label, NUMBER)?);
            }
        }
        let mut last: f64 = 0.0;
        for tick in time_ticks(times[c], width / columns as f64) {
            last = last.max(font::width(&tick.label, NUMBER)?);
        }
        lefts[c] = 1.9 * LABEL + numbers + NUMBER_GAP + TICK;
        rights[c] = last / 2.0;
    }
    let taken: f64 = lefts.iter().chain(&rights).sum::<f64>() + MARGIN * (columns + 1) as f64;
    let wide = ((width - taken) / columns as f64).max(1.0).floor();

    let cells = panels.iter().enumerate().map(|(k, panel)| {
        let (r, c) = (k / columns, k % columns);
        let start = MARGIN * (c + 1) as f64
            + lefts[..c].iter().chain(&rights[..c]).sum::<f64>()
            + wide * c as f64;
        let top = heading
            + above[..=r].iter().chain(&below[..r]).sum::<f64>()
            + high * r as f64
            + MARGIN / 2.0;
        Cell {
            frame: Frame {
                left: crisp(start + lefts[c]),
                top: crisp(top),
                width: wide,
                height: high,
                time: times[c],
                upright: panel.plot.upright(),
            },
            timed: timed(k),
            label_x: start + LABEL,
        }
    });
    Ok(cells.collect())
}
