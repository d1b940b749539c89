//! A phase plane: the field, nullclines, fixed points and trajectories.

use npbrain_analysis::{FixedPoint, PhasePlane, Stability};
use npbrain_core::NeuronModel;

use super::{Entry, Sample};
use crate::axis::{Axis, Numbers, quantity};
use crate::clip::within;
use crate::decimate::decimate;
use crate::drawing::{Drawing, Point, Step};
use crate::frame::Frame;
use crate::palette::{INK, THIN, trace};
use crate::range::Range;

/// Arrows of the field, across and upwards.
const ACROSS: usize = 26;
const UPWARDS: usize = 18;

/// An arrow is as long as the room for it times (speed / highest speed) to
/// this power: slow and fast parts are seen side by side.
const POWER: f64 = 0.25;
const ROOM: f64 = 0.85;

/// Length of an arrow's head as a part of it, and half of its opening (rad).
const HEAD: f64 = 0.33;
const OPENING: f64 = 0.45;

/// Widths of lines, in pixels.
const ARROW: f64 = 1.0;
const NULLCLINE: f64 = 2.2;
const TRAJECTORY: f64 = 1.5;

/// What is known of a plane, without its model.
#[derive(Clone, Debug)]
pub(crate) struct Phase {
    axes: [npbrain_analysis::Axis; 2],
    nullclines: [Vec<Vec<[f64; 2]>>; 2],
    points: Vec<FixedPoint>,
    /// States with the field there.
    field: Vec<([f64; 2], [f64; 2])>,
    trajectories: Vec<Vec<[f64; 2]>>,
}

impl Phase {
    pub(crate) fn new<M: NeuronModel>(plane: &PhasePlane<M>) -> Self {
        let axes = plane.axes();
        let place = |axis: npbrain_analysis::Axis, k: usize, count: usize| {
            axis.lo + (axis.hi - axis.lo) * (k as f64 + 0.5) / count as f64
        };
        let states = (0..UPWARDS).flat_map(|j| (0..ACROSS).map(move |i| (i, j)));
        let states = states.map(|(i, j)| [place(axes[0], i, ACROSS), place(axes[1], j, UPWARDS)]);
        Self {
            axes,
            nullclines: plane.nullclines(),
            points: plane.fixed_points(),
            field: states.map(|at| (at, plane.field(at))).collect(),
            trajectories: Vec::new(),
        }
    }

    /// The names of both variables.
    pub(crate) fn variables(&self) -> [&'static str; 2] {
        self.axes.map(|axis| axis.name)
    }

    pub(crate) fn trajectory(&mut self, states: Vec<[f64; 2]>) {
        self.trajectories.push(states);
    }

    fn axis(&self, k: usize) -> Axis {
        let axis = self.axes[k];
        let range = Range { lo: axis.lo, hi: axis.hi };
        Axis::new(quantity(axis.name, axis.unit), range, Numbers::Any)
    }

    pub(super) fn across(&self) -> Axis {
        self.axis(0)
    }

    pub(super) fn upright(&self) -> Axis {
        self.axis(1)
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        let entry = |name: String, colour| Entry { name, colour, sample: Sample::Line };
        let nullclines = (0..2).map(|k| entry(format!("{}′ = 0", self.axes[k].name), trace(k)));
        let count = self.trajectories.len();
        let trajectories = (0..count).map(|k| {
            let name =
                if count > 1 { format!("trajectory {}", k + 1) } else { "trajectory".into() };
            entry(name, trace(k + 2))
        });
        nullclines.chain(trajectories).collect()
    }

    pub(super) fn is_named(&self) -> bool {
        true
    }

    /// The kinds of fixed points there are.
    pub(super) fn point_entries(&self) -> Vec<Entry> {
        let kinds = [
            (Sample::Dot, "stable"),
            (Sample::Ring, "unstable"),
            (Sample::Cross, "saddle or undecided"),
        ];
        let occurs = |sample| self.points.iter().any(|p| mark(p.stability()) == sample);
        let is_saddle = |p: &FixedPoint| p.stability() == Stability::Saddle;
        let crosses = self.points.iter().filter(|p| mark(p.stability()) == Sample::Cross);
        let only_saddles = crosses.clone().all(is_saddle);
        let no_saddle = !crosses.clone().any(is_saddle);
        let kinds = kinds.into_iter().filter(|(sample, _)| occurs(*sample));
        let entries = kinds.map(|(sample, name)| {
            let name = match sample {
                Sample::Cross if only_saddles => "saddle",
                Sample::Cross if no_saddle => "undecided",
                _ => name,
            };
            Entry { name: name.to_owned(), colour: INK, sample }
        });
        entries.collect()
    }

    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        self.draw_field(frame, drawing);
        for (k, lines) in self.nullclines.iter().enumerate() {
            for line in lines {
                draw_line(line, frame, NULLCLINE, k, drawing);
            }
        }
        for (k, states) in self.trajectories.iter().enumerate() {
            draw_line(states, frame, TRAJECTORY, k + 2, drawing);
        }
        for point in &self.points {
            let at = frame.place(point.at[0], point.at[1]);
            mark(point.stability()).mark(at, INK, drawing);
        }
    }

    fn draw_field(&self, frame: &Frame, drawing: &mut Drawing) {
        let (x, y) = (frame.across.range, frame.upright.range);
        let arrows = self.field.iter().map(|(at, f)| {
            let way = (frame.width * f[0] / x.length(), -frame.height * f[1] / y.length());
            (frame.place(at[0], at[1]), way, way.0.hypot(way.1))
        });
        let arrows = arrows.filter(|(_, _, speed)| *speed > 0.0 && speed.is_finite());
        let highest = arrows.clone().map(|arrow| arrow.2).fold(0.0, f64::max);
        let room = (frame.width / ACROSS as f64).min(frame.height / UPWARDS as f64) * ROOM;
        let mut path = Vec::new();
        for (middle, (dx, dy), speed) in arrows {
            let length = room * (speed / highest).powf(POWER);
            let (ux, uy) = (dx / speed, dy / speed);
            let along = |share: f64, turned: f64| {
                let (sin, cos) = turned.sin_cos();
                let (vx, vy) = (ux * cos - uy * sin, ux * sin + uy * cos);
                (share * length * vx, share * length * vy)
            };
            let half = along(0.5, 0.0);
            let tip = Point { x: middle.x + half.0, y: middle.y + half.1 };
            path.push(Step::Dot(Point { x: middle.x - half.0, y: middle.y - half.1 }));
            path.push(Step::Line(tip));
            for turned in [OPENING, -OPENING] {
                let back = along(HEAD, turned);
                path.push(Step::Dot(tip));
                path.push(Step::Line(Point { x: tip.x - back.0, y: tip.y - back.1 }));
            }
        }
        drawing.strokes(path, ARROW, THIN);
    }
}

/// How a fixed point looks.
fn mark(stability: Stability) -> Sample {
    match stability {
        Stability::Saddle | Stability::Undecided => Sample::Cross,
        stability if stability.is_stable() => Sample::Dot,
        _ => Sample::Ring,
    }
}

fn draw_line(line: &[[f64; 2]], frame: &Frame, width: f64, colour: usize, drawing: &mut Drawing) {
    let mut path = Vec::new();
    for stretch in within(line, frame.across.range, frame.upright.range) {
        let places = stretch.into_iter().map(|p| frame.place(p[0], p[1])).collect();
        let places = decimate(places);
        path.extend(places.iter().take(1).copied().map(Step::Dot));
        path.extend(places.iter().skip(1).copied().map(Step::Line));
    }
    drawing.strokes(path, width, trace(colour));
}
