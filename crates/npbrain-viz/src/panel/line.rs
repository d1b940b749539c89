//! One line over time.

use std::sync::Arc;

use crate::decimate::decimate;
use crate::drawing::{Drawing, Mark, Point, Step};
use crate::frame::Frame;
use crate::palette::Colour;
use crate::range::{Range, is_drawable};

/// Widths of lines, of lines that cover much of their panel, and of samples
/// between two gaps, in pixels.
const LINE: f64 = 1.4;
const CROWDED: f64 = 1.0;
const LONE: f64 = 4.5;

/// From this part of the panel on, lines are crowded.
const MUCH: f64 = 0.15;

/// Values over time; what cannot be drawn is a gap.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) t: Arc<[f64]>,
    pub(super) values: Vec<f64>,
}

impl Line {
    pub(super) fn span(&self) -> Option<Range> {
        Range::of(self.t.iter().copied())
    }

    /// The lowest and the highest value within `time`.
    pub(super) fn heights(&self, time: Range) -> Option<Range> {
        Range::of(self.runs(Some(time)).flatten().map(|(_, v)| v))
    }

    /// The value at time `t`, straight between two samples, and the last one up
    /// to one interval later.
    pub(super) fn at(&self, t: f64) -> Option<f64> {
        let samples = self.t.len().min(self.values.len());
        let times = &self.t[..samples];
        let after = times.partition_point(|sample| *sample < t);
        let value = if after == samples {
            let interval = times.last_chunk::<2>().map_or(0.0, |[a, b]| b - a);
            let last = *times.last()?;
            (t <= last + interval).then(|| self.values[samples - 1])?
        } else if times[after] == t {
            self.values[after]
        } else {
            let before = after.checked_sub(1)?;
            let share = (t - times[before]) / (times[after] - times[before]);
            self.values[before] + share * (self.values[after] - self.values[before])
        };
        is_drawable(value).then_some(value)
    }

    /// How the part within the frame's time looks.
    pub(super) fn shape(&self, frame: &Frame) -> Shape {
        self.placed(frame, Some(frame.across.range))
    }

    /// The lowest and the highest value anywhere.
    pub(super) fn all_heights(&self) -> Option<Range> {
        Range::of(self.runs(None).flatten().map(|(_, v)| v))
    }

    /// How it looks in a frame that shows all of it. It need not run to the
    /// right.
    pub(super) fn whole_shape(&self, frame: &Frame) -> Shape {
        self.placed(frame, None)
    }

    fn placed(&self, frame: &Frame, time: Option<Range>) -> Shape {
        let place = |run: Vec<(f64, f64)>| run.into_iter().map(|(t, v)| frame.place(t, v));
        Shape(self.runs(time).map(|run| decimate(place(run).collect())).collect())
    }

    /// The stretches between gaps, as far as they lie within `time`.
    fn runs(&self, time: Option<Range>) -> impl Iterator<Item = Vec<(f64, f64)>> + '_ {
        let (t, values) = (&self.t, &self.values);
        let samples = t.len().min(values.len());
        let drawable = move |k: &usize| is_drawable(t[*k]) && is_drawable(values[*k]);
        let mut next = 0;
        let whole = std::iter::from_fn(move || {
            let start = (next..samples).find(drawable)?;
            let end = (start..samples).find(|k| !drawable(k)).unwrap_or(samples);
            next = end;
            Some(start..end)
        });
        whole
            .map(move |run| {
                let run = run.map(|k| (t[k], values[k]));
                match time {
                    Some(time) => cut(run, time),
                    None => run.collect(),
                }
            })
            .filter(|run| !run.is_empty())
    }
}

/// A line on its panel: its stretches between gaps.
pub(super) struct Shape(Vec<Vec<Point>>);

/// The pen for all lines of a panel, from the one that covers most.
pub(super) fn pen(shapes: &[Shape], frame: &Frame) -> f64 {
    let longest = shapes.iter().map(Shape::length).fold(0.0, f64::max);
    if longest * LINE > MUCH * frame.width * frame.height { CROWDED } else { LINE }
}

impl Shape {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn length(&self) -> f64 {
        let pairs = self.0.iter().flat_map(|run| run.windows(2));
        pairs.map(|p| (p[1].x - p[0].x).hypot(p[1].y - p[0].y)).sum()
    }

    /// Fills what lies between the line and the height `base`.
    pub(super) fn fill(&self, base: f64, colour: Colour, drawing: &mut Drawing) {
        for line in self.0.iter().filter(|run| run.len() > 1).cloned() {
            drawing.marks.push(Mark::Area { line, base, colour });
        }
    }

    pub(super) fn draw(&self, width: f64, colour: Colour, drawing: &mut Drawing) {
        let (mut path, mut lone) = (Vec::new(), Vec::new());
        for run in &self.0 {
            if let [point] = run[..] {
                lone.push(Step::Dot(point));
                continue;
            }
            path.extend(run.iter().take(1).copied().map(Step::Dot));
            path.extend(run.iter().skip(1).copied().map(Step::Line));
        }
        drawing.strokes(path, width, colour);
        drawing.strokes(lone, LONE, colour);
    }
}

/// The part of a line within `time`; where the line goes on, up to the edge.
fn cut(line: impl Iterator<Item = (f64, f64)>, time: Range) -> Vec<(f64, f64)> {
    let mut kept = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for (t, v) in line {
        if let Some((t0, v0)) = before {
            let edges = if t0 < t { [time.lo, time.hi] } else { [time.hi, time.lo] };
            for edge in edges {
                if t0.min(t) < edge && edge < t0.max(t) {
                    kept.push((edge, v0 + (v - v0) * ((edge - t0) / (t - t0))));
                }
            }
        }
        if time.holds(t) {
            kept.push((t, v));
        }
        before = Some((t, v));
    }
    // A step at the very edge belongs to what is not shown.
    if let Some(end) = kept.iter().position(|p| p.0 == time.hi) {
        kept.truncate(end + 1);
    }
    if let Some(start) = kept.iter().rposition(|p| p.0 == time.lo) {
        kept.drain(..start);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(t: &[f64], values: &[f64]) -> Line {
        Line { t: t.into(), values: values.to_vec() }
    }

    #[test]
    fn gaps_part_a_line() {
        let nan = f64::NAN;
        let line = line(
            &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
            &[nan, 1.0, 2.0, f64::INFINITY, nan, 5.0, nan],
        );
        let found: Vec<_> = line.runs(Some(Range { lo: 0.0, hi: 6.0 })).collect();
        assert_eq!(found, [vec![(1.0, 1.0), (2.0, 2.0)], vec![(5.0, 5.0)]]);
    }

    #[test]
    fn a_line_is_cut_where_the_time_shown_ends() {
        let line = line(&[0.0, 10.0, 20.0], &[0.0, 100.0, 0.0]);
        let within = |lo, hi| line.runs(Some(Range { lo, hi })).collect::<Vec<_>>();
        assert_eq!(within(5.0, 15.0), [vec![(5.0, 50.0), (10.0, 100.0), (15.0, 50.0)]]);
        assert_eq!(within(2.0, 3.0), [vec![(2.0, 20.0), (3.0, 30.0)]]);
        assert!(within(21.0, 30.0).is_empty());
    }

    #[test]
    fn a_step_at_the_edge_is_not_shown() {
        let steps = line(&[0.0, 5.0, 5.0, 10.0, 10.0, 15.0], &[9.0, 9.0, 1.0, 1.0, 7.0, 7.0]);
        let found: Vec<_> = steps.runs(Some(Range { lo: 5.0, hi: 10.0 })).collect();
        assert_eq!(found, [vec![(5.0, 1.0), (10.0, 1.0)]]);
    }

    #[test]
    fn a_value_between_samples_lies_on_the_line() {
        let line = line(&[0.0, 10.0, 20.0], &[0.0, 100.0, 0.0]);
        let found = [-1.0, 0.0, 2.0, 10.0, 30.0, 30.1].map(|t| line.at(t));
        assert_eq!(found, [None, Some(0.0), Some(20.0), Some(100.0), Some(0.0), None]);
    }
}
