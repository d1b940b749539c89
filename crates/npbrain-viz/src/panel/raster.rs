//! Spikes: one mark for each, time across, neurons upwards.

use npbrain_monitors::SpikeData;

use super::Upright;
use crate::axis::Numbers;
use crate::drawing::{Drawing, Point, Step};
use crate::frame::Frame;
use crate::palette::SPIKE;
use crate::range::{Range, is_drawable};

/// From this height on, in pixels, a neuron's row has room for upright ticks.
const ROOM_FOR_TICKS: f64 = 8.0;

/// The largest part of the panel that dots may cover.
const COVER: f64 = 0.14;

#[derive(Clone, Debug)]
pub(crate) struct Raster {
    span: Option<Range>,
    /// The first and the last neuron shown.
    neurons: Range,
    t: Vec<f64>,
    i: Vec<usize>,
}

impl Raster {
    pub(crate) fn new(data: &SpikeData) -> Self {
        let (from, to) = data.span;
        let first = data.first as f64;
        let neurons = Range { lo: first, hi: first + data.size.max(1) as f64 - 1.0 };
        Self {
            span: Range::of([from, to].into_iter().chain(data.t.iter().copied())),
            neurons,
            t: data.t.to_vec(),
            i: data.i.to_vec(),
        }
    }

    pub(crate) fn span(&self) -> Option<Range> {
        self.span
    }

    pub(crate) fn upright(&self) -> Upright {
        let margin = (0.02 * (self.neurons.length() + 1.0)).max(0.5);
        Upright {
            label: "neuron".into(),
            range: Range { lo: self.neurons.lo - margin, hi: self.neurons.hi + margin },
            numbers: Numbers::Whole,
        }
    }

    pub(crate) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        let spikes = self.t.iter().zip(&self.i).filter(|(t, _)| is_drawable(**t));
        let places = distinct(spikes.map(|(t, i)| frame.place(*t, *i as f64)), frame);
        if places.is_empty() {
            return frame.note("no spikes", drawing);
        }
        let row = frame.height / (self.neurons.length() + 1.0);
        let (half, width) = if row >= ROOM_FOR_TICKS {
            let per_row = places.len() as f64 / (self.neurons.length() + 1.0);
            let width = 0.4 * frame.width / per_row.max(1.0);
            ((0.35 * row).min(16.0), width.clamp(0.6, 1.5))
        } else {
            let each = COVER * frame.width * frame.height / places.len() as f64;
            (0.0, (2.0 * (each / std::f64::consts::PI).sqrt()).clamp(1.1, 3.2))
        };
        let mut path = Vec::with_capacity(2 * places.len());
        for Point { x, y } in places {
            path.push(Step::Dot(Point { x, y: y - half }));
            if half > 0.0 {
                path.push(Step::Line(Point { x, y: y + half }));
            }
        }
        drawing.strokes(path, width, SPIKE);
    }
}

/// The places that differ by half a pixel or more; what lies on another spike
/// cannot be seen.
fn distinct(places: impl Iterator<Item = Point>, frame: &Frame) -> Vec<Point> {
    let columns = (2.0 * frame.width) as usize + 2;
    let rows = (2.0 * frame.height) as usize + 2;
    let mut taken = vec![false; columns * rows];
    places
        .filter(|p| {
            let column = (2.0 * (p.x - frame.left)) as usize;
            let row = (2.0 * (p.y - frame.top)) as usize;
            column < columns
                && row < rows
                && !std::mem::replace(&mut taken[row * columns + column], true)
        })
        .collect()
}
