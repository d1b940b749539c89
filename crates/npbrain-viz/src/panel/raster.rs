//! Spikes: one mark for each, time across, neurons upwards.

use npbrain_monitors::SpikeData;

use super::{Entry, Sample};
use crate::axis::{Axis, Numbers};
use crate::drawing::{Drawing, Point, Step};
use crate::frame::{Frame, crisp};
use crate::palette::{BORDER, Colour, SPIKE, trace};
use crate::range::{Range, is_drawable};

/// From this height on, in pixels, a neuron's row has room for upright ticks.
const ROOM_FOR_TICKS: f64 = 8.0;

/// The largest part of the panel that dots may cover.
const COVER: f64 = 0.14;

/// Populations on top of each other, the first one lowest.
#[derive(Clone, Debug)]
pub(crate) struct Raster {
    /// The number of the lowest neuron.
    lowest: usize,
    blocks: Vec<Block>,
}

/// The neurons of one population.
#[derive(Clone, Debug)]
struct Block {
    name: String,
    span: Option<Range>,
    size: usize,
    /// Spikes as time and row, counted from the block's lowest.
    spikes: Vec<(f64, usize)>,
}

impl Raster {
    pub(crate) fn new<'a>(data: impl Iterator<Item = &'a SpikeData> + Clone) -> Self {
        let alike = |d: &SpikeData| data.clone().filter(|o| o.population == d.population).count();
        let block = |d: &'a SpikeData| Block {
            // Slices of one population are told apart by their neurons.
            name: match (alike(d), (d.first + d.size).checked_sub(1)) {
                (2.., Some(last)) => format!("{} {}–{last}", d.population, d.first),
                _ => d.population.clone(),
            },
            span: Range::of([d.span.0, d.span.1].into_iter().chain(d.t.iter().copied())),
            size: d.size,
            spikes: d
                .t
                .iter()
                .zip(&d.i)
                .filter_map(|(t, i)| Some((*t, i.checked_sub(d.first)?)))
                .filter(|(t, row)| is_drawable(*t) && *row < d.size)
                .collect(),
        };
        let lowest = data.clone().next().map_or(0, |d| d.first);
        Self { lowest, blocks: data.clone().map(block).collect() }
    }

    pub(super) fn span(&self) -> Option<Range> {
        self.blocks.iter().filter_map(|b| b.span).reduce(Range::union)
    }

    fn rows(&self) -> usize {
        self.blocks.iter().map(|b| b.size).sum::<usize>().max(1)
    }

    pub(super) fn upright(&self) -> Axis {
        let rows = self.rows() as f64;
        let margin = (0.02 * rows).max(0.5);
        let lo = self.lowest as f64;
        let range = Range { lo: lo - margin, hi: lo + rows - 1.0 + margin };
        Axis::new("neuron", range, Numbers::Whole)
    }

    fn colour(&self, block: usize) -> Colour {
        if self.blocks.len() > 1 { trace(block) } else { SPIKE }
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        let entry = |(k, block): (usize, &Block)| Entry {
            name: block.name.clone(),
            colour: self.colour(k),
            sample: Sample::Dot,
        };
        self.blocks.iter().enumerate().map(entry).collect()
    }

    pub(super) fn is_named(&self) -> bool {
        self.blocks.len() > 1
    }

    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        let mut borders = Vec::new();
        let mut places: Vec<Vec<Point>> = Vec::new();
        let mut lowest = self.lowest as f64;
        for block in &self.blocks {
            let shown = block.spikes.iter().filter(|(t, _)| frame.across.range.holds(*t));
            let shown = shown.map(|(t, row)| frame.place(*t, lowest + *row as f64));
            places.push(distinct(shown, frame));
            lowest += block.size as f64;
            borders.push(crisp(frame.place(0.0, lowest - 0.5).y));
        }
        let marks = places.iter().map(Vec::len).sum::<usize>() as f64;
        if marks == 0.0 {
            return frame.note("no spikes", drawing);
        }
        for y in borders.iter().take(self.blocks.len() - 1).copied() {
            let (left, right) = (frame.left, frame.left + frame.width);
            let border = vec![Step::Dot(Point { x: left, y }), Step::Line(Point { x: right, y })];
            drawing.strokes(border, 1.0, BORDER);
        }
        let rows = self.rows() as f64;
        let row = frame.height / rows;
        let (half, width) = if row >= ROOM_FOR_TICKS {
            let width = 0.4 * frame.width / (marks / rows).max(1.0);
            ((0.35 * row).min(16.0), width.clamp(0.6, 1.5))
        } else {
            let each = COVER * frame.width * frame.height / marks;
            (0.0, (2.0 * (each / std::f64::consts::PI).sqrt()).clamp(1.1, 3.2))
        };
        for (k, places) in places.into_iter().enumerate() {
            let mut path = Vec::with_capacity(2 * places.len());
            for Point { x, y } in places {
                path.push(Step::Dot(Point { x, y: y - half }));
                if half > 0.0 {
                    path.push(Step::Line(Point { x, y: y + half }));
                }
            }
            drawing.strokes(path, width, self.colour(k));
        }
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
