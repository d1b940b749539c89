//! Neurons where they are, and the connections between them.

use npbrain_core::{Connections, Positions};

use super::{Entry, Sample};
use crate::axis::{Axis, Numbers};
use crate::bar::Bar;
use crate::colours::Shades;
use crate::drawing::{Drawing, Point, Step};
use crate::frame::Frame;
use crate::palette::{INK, SPIKE, THIN, trace};
use crate::range::{Range, is_drawable};

/// More lines than this hide each other.
const MOST: usize = 3000;

/// Widths of lines, and diameters of neurons, in pixels.
const LINE: f64 = 0.7;
const CROWDED: f64 = 0.4;
const LARGEST: f64 = 10.0;
const SMALLEST: f64 = 3.0;

/// From this number of lines on, they are crowded.
const MANY: usize = 600;

/// Sources and targets as dots, connections as lines between them.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    sources: Vec<[f64; 2]>,
    targets: Vec<[f64; 2]>,
    /// Whether the sources are the targets.
    recurrent: bool,
    /// The connections drawn, as source, target and whether the weight is
    /// negative.
    lines: Vec<(usize, usize, bool)>,
    /// Every so many of them is drawn.
    every: usize,
    of: usize,
    /// How many connections end at each target.
    incoming: Vec<usize>,
}

impl Graph {
    /// Says why it cannot: positions of other numbers than there are neurons.
    pub(crate) fn new(
        connections: &Connections,
        from: &Positions,
        to: Option<&Positions>,
    ) -> Result<Self, (&'static str, usize, usize)> {
        let plane = |positions: &Positions| -> Vec<[f64; 2]> {
            positions.points().iter().map(|p| [p[0], p[1]]).collect()
        };
        let recurrent = to.is_none();
        let (sources, targets) = (plane(from), plane(to.unwrap_or(from)));
        if sources.len() != connections.pre {
            return Err(("positions of sources", sources.len(), connections.pre));
        }
        if targets.len() != connections.post {
            return Err(("positions of targets", targets.len(), connections.post));
        }
        let mut incoming = vec![0; targets.len()];
        for (_, j) in connections.pairs() {
            if let Some(count) = incoming.get_mut(j) {
                *count += 1;
            }
        }
        let every = connections.len().div_ceil(MOST).max(1);
        let weight = |k: usize| connections.weight.get(k).copied().unwrap_or(0.0);
        let lines = connections.pairs().enumerate().step_by(every);
        let lines = lines.map(|(k, (i, j))| (i, j, weight(k) < 0.0)).collect();
        let of = connections.len();
        Ok(Self { sources, targets, recurrent, lines, every, of, incoming })
    }

    /// A little more than from the first to the last position, and not much
    /// less one way than the other.
    fn range(&self, k: usize) -> Range {
        let span = |k: usize| {
            let all = self.sources.iter().chain(&self.targets).map(|p| p[k]);
            Range::of(all).unwrap_or(Range { lo: 0.0, hi: 1.0 })
        };
        let longest = span(0).length().max(span(1).length());
        let least = if longest > 0.0 { 0.3 * longest } else { 1.0 };
        span(k).opened(least).padded(0.06)
    }

    pub(super) fn across(&self) -> Axis {
        Axis::new("x", self.range(0), Numbers::Any)
    }

    pub(super) fn upright(&self) -> Axis {
        Axis::new("y", self.range(1), Numbers::Any)
    }

    fn shades(&self) -> Option<Shades> {
        let range = Range::of(self.incoming.iter().map(|count| *count as f64))?;
        (range.lo < range.hi).then(|| Shades::rising(range))
    }

    pub(super) fn bar(&self) -> Option<Bar> {
        let shades = self.shades()?;
        let axis = Axis::new("incoming connections", shades.range, Numbers::Whole);
        Some(Bar { shades, axis })
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        if self.recurrent {
            return Vec::new();
        }
        let entry = |name: &str, sample| Entry { name: name.into(), colour: SPIKE, sample };
        vec![entry("sources", Sample::Ring), entry("targets", Sample::Dot)]
    }

    pub(super) fn is_named(&self) -> bool {
        !self.recurrent
    }

    /// How many of the connections are shown, and which are inhibitory.
    pub(super) fn note(&self) -> Vec<Entry> {
        let mut notes = Vec::new();
        if self.lines.iter().any(|line| line.2) {
            let name = "negative weight".to_owned();
            notes.push(Entry { name, colour: trace(1).tint(), sample: Sample::Line });
        }
        if self.every > 1 {
            let name = format!("{} of {} connections", self.lines.len(), self.of);
            notes.push(Entry { name, colour: INK, sample: Sample::None });
        }
        notes
    }

    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        if self.sources.is_empty() && self.targets.is_empty() {
            return frame.note("no neurons", drawing);
        }
        let place = |p: Option<&[f64; 2]>| -> Option<Point> {
            let [x, y] = *p?;
            (is_drawable(x) && is_drawable(y)).then(|| frame.place(x, y))
        };
        let width = if self.lines.len() > MANY { CROWDED } else { LINE };
        for (negative, colour) in [(false, THIN), (true, trace(1).tint())] {
            for (i, j, _) in self.lines.iter().filter(|line| line.2 == negative) {
                let ends = (place(self.sources.get(*i)), place(self.targets.get(*j)));
                if let (Some(from), Some(to)) = ends {
                    // Each with a pen of its own, so that crossings are darker.
                    drawing.strokes(vec![Step::Dot(from), Step::Line(to)], width, colour);
                }
            }
        }
        let neurons = (self.sources.len() + self.targets.len()) as f64;
        let room = 0.35 * (frame.width * frame.height / neurons).sqrt();
        let size = room.clamp(SMALLEST, LARGEST);
        if !self.recurrent {
            for at in self.sources.iter().filter_map(|p| place(Some(p))) {
                Sample::Ring.mark(at, SPIKE, drawing);
            }
        }
        let shades = self.shades();
        for (p, count) in self.targets.iter().zip(&self.incoming) {
            let colour = shades.map_or(SPIKE, |shades| shades.of(*count as f64));
            if let Some(at) = place(Some(p)) {
                drawing.strokes(vec![Step::Dot(at)], size, colour);
            }
        }
    }
}
