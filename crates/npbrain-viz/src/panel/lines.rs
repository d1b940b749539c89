//! Curves and points of any two quantities.

use super::line::{self, Line, Shape};
use super::{Entry, Sample};
use crate::axis::{Axis, Numbers};
use crate::drawing::{Drawing, Step};
use crate::frame::Frame;
use crate::palette::trace;
use crate::range::{Range, is_drawable};

/// Diameter of a point, in pixels.
const POINT: f64 = 5.0;

/// Named series over an axis of their own.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    across: String,
    upright: String,
    scales: [Scale; 2],
    series: Vec<Series>,
}

/// How values stand along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scale {
    Linear,
    Logarithmic,
}

impl Scale {
    /// Where a value stands. What has no place is no number.
    fn of(self, value: f64) -> f64 {
        match self {
            Scale::Linear => value,
            Scale::Logarithmic => value.log10(),
        }
    }

    fn takes(self, value: f64) -> bool {
        self == Scale::Linear || value > 0.0 || value.is_nan()
    }

    fn numbers(self) -> Numbers {
        match self {
            Scale::Linear => Numbers::Any,
            Scale::Logarithmic => Numbers::Logarithmic,
        }
    }
}

/// One of the two axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    Across,
    Upwards,
}

#[derive(Clone, Debug)]
struct Series {
    name: String,
    line: Line,
    look: Look,
}

/// How a series looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Look {
    Line,
    Points,
}

impl Lines {
    pub(crate) fn new(across: String, upright: String) -> Self {
        Self { across, upright, scales: [Scale::Linear; 2], series: Vec::new() }
    }

    pub(crate) fn logarithmic(&mut self, way: Way) {
        self.scales[way as usize] = Scale::Logarithmic;
    }

    /// A value without a place on an axis that is logarithmic.
    pub(crate) fn unfit(&self) -> Option<(&'static str, f64)> {
        let [x, y] = self.scales;
        let unfit =
            |scale: Scale, values: &[f64]| values.iter().copied().find(|v| !scale.takes(*v));
        self.series.iter().find_map(|Series { line, .. }| {
            let found = unfit(x, &line.t).map(|value| ("x", value));
            found.or_else(|| unfit(y, &line.values).map(|value| ("y", value)))
        })
    }

    /// The series, where they stand along the axes.
    fn placed(&self) -> Vec<Line> {
        let [x, y] = self.scales;
        let place = |line: &Line| Line {
            t: line.t.iter().map(|t| x.of(*t)).collect(),
            values: line.values.iter().map(|v| y.of(*v)).collect(),
        };
        self.series.iter().map(|s| place(&s.line)).collect()
    }

    pub(crate) fn add(&mut self, name: String, look: Look, x: Vec<f64>, y: Vec<f64>) {
        let line = Line { t: x.into(), values: y };
        self.series.push(Series { name, line, look });
    }

    pub(super) fn across(&self) -> Axis {
        let spans = self.placed().iter().filter_map(Line::span).reduce(Range::union);
        let has_points = self.series.iter().any(|s| s.look == Look::Points);
        let range = match spans {
            Some(span) if span.lo < span.hi && !has_points => span.opened(0.0),
            spans => Range::fitted(spans),
        };
        Axis::new(self.across.clone(), range, self.scales[Way::Across as usize].numbers())
    }

    pub(super) fn upright(&self) -> Axis {
        let placed = self.placed();
        let heights = placed.iter().filter_map(Line::all_heights);
        let range = Range::fitted(heights.reduce(Range::union));
        Axis::new(self.upright.clone(), range, self.scales[Way::Upwards as usize].numbers())
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        let entry = |(k, series): (usize, &Series)| Entry {
            name: series.name.clone(),
            colour: trace(k),
            sample: if series.look == Look::Line { Sample::Line } else { Sample::Dot },
        };
        self.series.iter().enumerate().map(entry).collect()
    }

    pub(super) fn is_named(&self) -> bool {
        self.series.iter().any(|s| !s.name.is_empty())
    }

    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        let placed = self.placed();
        let shapes: Vec<Shape> = placed.iter().map(|line| line.whole_shape(frame)).collect();
        let pen = line::pen(&shapes, frame).max(1.4);
        for (k, (series, shape)) in self.series.iter().zip(&shapes).enumerate().rev() {
            match series.look {
                Look::Line => shape.draw(pen, trace(k), drawing),
                Look::Points => {
                    let values = placed[k].t.iter().zip(&placed[k].values);
                    let drawable = values.filter(|(x, y)| is_drawable(**x) && is_drawable(**y));
                    let dots = drawable.map(|(x, y)| Step::Dot(frame.place(*x, *y)));
                    drawing.strokes(dots.collect(), POINT, trace(k));
                }
            }
        }
        if shapes.iter().all(Shape::is_empty) {
            frame.note("no values", drawing);
        }
    }
}
