//! Lines over time.

use super::Upright;
use crate::axis::Numbers;
use crate::decimate::{decimate, is_dense};
use crate::drawing::{Drawing, Point, Step};
use crate::frame::Frame;
use crate::palette::{self, Colour};
use crate::range::{Range, is_drawable};

/// Widths of lines, of lines with many samples to a pixel, and of samples
/// between two gaps, in pixels.
const LINE: f64 = 1.4;
const CROWDED: f64 = 1.0;
const LONE: f64 = 4.5;

/// Lines that share a time axis and a unit.
#[derive(Clone, Debug)]
pub(crate) struct Traces {
    pub(crate) label: String,
    pub(crate) t: Vec<f64>,
    pub(crate) lines: Vec<Trace>,
    /// Whether the names of the lines say anything.
    pub(crate) named: bool,
    /// Whether the axis starts at zero, as that of a quantity does that has
    /// no negative values.
    pub(crate) from_zero: bool,
}

/// One line.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    pub(crate) name: String,
    pub(crate) values: Vec<f64>,
}

impl Traces {
    pub(crate) fn span(&self) -> Option<Range> {
        Range::of(self.t.iter().copied())
    }

    pub(crate) fn upright(&self) -> Upright {
        let found = Range::of(self.lines.iter().flat_map(|l| l.values.iter().copied()));
        let range = match found {
            None => Range { lo: 0.0, hi: 1.0 },
            Some(Range { hi, .. }) if self.from_zero => {
                let hi = if hi > 1e-200 { 1.05 * hi } else { 1.0 };
                Range { lo: 0.0, hi }
            }
            Some(Range { lo: 0.0, hi: 0.0 }) => Range { lo: -1.0, hi: 1.0 },
            Some(range) if range.lo == range.hi => range.opened(0.2 * range.hi.abs()),
            Some(range) => range.opened(0.0).padded(0.05),
        };
        Upright { label: self.label.clone(), range, numbers: Numbers::Any }
    }

    pub(crate) fn legend(&self) -> Vec<(String, Colour)> {
        if !self.named {
            return Vec::new();
        }
        let names = self.lines.iter().map(|l| l.name.clone());
        names.enumerate().map(|(k, n)| (n, palette::trace(k))).collect()
    }

    /// The first line is drawn last, above the others.
    pub(crate) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        let before = drawing.marks.len();
        for (k, line) in self.lines.iter().enumerate().rev() {
            let (mut path, mut lone) = (Vec::new(), Vec::new());
            let mut crowded = false;
            for run in runs(&self.t, &line.values) {
                let points: Vec<Point> = run.map(|(t, v)| frame.place(t, v)).collect();
                if let [point] = points[..] {
                    lone.push(Step::Dot(point));
                    continue;
                }
                crowded |= is_dense(&points);
                let mut points = decimate(points).into_iter();
                path.extend(points.next().map(Step::Dot));
                path.extend(points.map(Step::Line));
            }
            let width = if crowded { CROWDED } else { LINE };
            drawing.strokes(path, width, palette::trace(k));
            drawing.strokes(lone, LONE, palette::trace(k));
        }
        if drawing.marks.len() == before {
            frame.note("no values", drawing);
        }
    }
}

/// The stretches of `values` between gaps, with their times.
fn runs<'a>(
    t: &'a [f64],
    values: &'a [f64],
) -> impl Iterator<Item = impl Iterator<Item = (f64, f64)> + 'a> + 'a {
    let samples = t.len().min(values.len());
    let drawable = move |k: &usize| is_drawable(t[*k]) && is_drawable(values[*k]);
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = (next..samples).find(drawable)?;
        let end = (start..samples).find(|k| !drawable(k)).unwrap_or(samples);
        next = end;
        Some((start..end).map(move |k| (t[k], values[k])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_part_a_line() {
        let nan = f64::NAN;
        let t = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let v = [nan, 1.0, 2.0, f64::INFINITY, nan, 5.0, nan];
        let found: Vec<Vec<(f64, f64)>> = runs(&t, &v).map(Iterator::collect).collect();
        assert_eq!(found, [vec![(1.0, 1.0), (2.0, 2.0)], vec![(5.0, 5.0)]]);
    }
}
