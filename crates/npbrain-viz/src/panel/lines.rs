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
    series: Vec<Series>,
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
        Self { across, upright, series: Vec::new() }
    }

    pub(crate) fn add(&mut self, name: String, look: Look, x: Vec<f64>, y: Vec<f64>) {
        let line = Line { t: x.into(), values: y };
        self.series.push(Series { name, line, look });
    }

    pub(super) fn across(&self) -> Axis {
        let spans = self.series.iter().filter_map(|s| s.line.span()).reduce(Range::union);
        let has_points = self.series.iter().any(|s| s.look == Look::Points);
        let range = match spans {
            Some(span) if span.lo < span.hi && !has_points => span.opened(0.0),
            spans => Range::fitted(spans),
        };
        Axis::new(self.across.clone(), range, Numbers::Any)
    }

    pub(super) fn upright(&self) -> Axis {
        let heights = self.series.iter().filter_map(|s| s.line.all_heights());
        let range = Range::fitted(heights.reduce(Range::union));
        Axis::new(self.upright.clone(), range, Numbers::Any)
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
        let shapes: Vec<Shape> = self.series.iter().map(|s| s.line.whole_shape(frame)).collect();
        let pen = line::pen(&shapes, frame).max(1.4);
        for (k, (series, shape)) in self.series.iter().zip(&shapes).enumerate().rev() {
            match series.look {
                Look::Line => shape.draw(pen, trace(k), drawing),
                Look::Points => {
                    let values = series.line.t.iter().zip(&series.line.values);
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
