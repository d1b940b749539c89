//! The synapses of a projection as a matrix.

use npbrain_core::Connections;

use super::image::cells;
use super::{Entry, Sample};
use crate::axis::{Axis, Numbers};
use crate::bar::Bar;
use crate::colours::Shades;
use crate::drawing::{Cells, Drawing, Mark, Point};
use crate::frame::Frame;
use crate::palette::{INK, PAPER, SPIKE};
use crate::range::{Range, is_drawable};

/// No more cells than this along a side: more are finer than pixels.
const MOST: usize = 360;

/// A cell for each pair of neurons, or for groups of them where there are many.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    pre: usize,
    post: usize,
    /// So many sources and targets share a cell.
    group: usize,
    /// Cells per row.
    columns: usize,
    /// Row by row from the first source; NaN where there is no synapse.
    values: Vec<f64>,
    shows: Shows,
}

/// What the colour of a cell stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shows {
    /// The weight of all synapses, which is the same.
    Same(f64),
    Weight(Shades),
    /// The part of the pairs that is connected.
    Density(Shades),
}

impl Matrix {
    pub(crate) fn new(connections: &Connections) -> Self {
        let Connections { pre, post, weight, .. } = connections;
        let (pre, post) = (*pre, *post);
        let group = pre.max(post).div_ceil(MOST).max(1);
        let (rows, columns) = (pre.div_ceil(group).max(1), post.div_ceil(group).max(1));
        let mut sums = vec![0.0; rows * columns];
        let mut counts = vec![0.0; rows * columns];
        for ((i, j), weight) in connections.pairs().zip(weight) {
            let cell = i / group * columns + j / group;
            if cell < sums.len() && j < post && is_drawable(*weight) {
                sums[cell] += weight;
                counts[cell] += 1.0;
            }
        }
        let weights = Range::of(weight.iter().copied());
        let is_dense = group > 1 && weights.is_some_and(|range| range.lo == range.hi);
        let value = |(cell, (sum, count)): (usize, (&f64, &f64))| {
            if *count == 0.0 && !is_dense {
                f64::NAN
            } else if is_dense {
                let group_of = |of: usize, k: usize| (of - k * group).min(group) as f64;
                count / (group_of(pre, cell / columns) * group_of(post, cell % columns))
            } else if group > 1 {
                sum / count
            } else {
                *sum
            }
        };
        let values: Vec<f64> = sums.iter().zip(&counts).enumerate().map(value).collect();
        let shows = match Range::of(values.iter().copied()) {
            Some(Range { hi, .. }) if is_dense => {
                Shows::Density(Shades::rising(Range { lo: 0.0, hi }))
            }
            Some(range) if range.lo < range.hi => {
                Shows::Weight(Shades::of_signs(range.opened(0.0)))
            }
            range => Shows::Same(range.map_or(0.0, |range| range.lo)),
        };
        Self { pre, post, group, columns, values, shows }
    }

    fn is_empty(&self) -> bool {
        self.values.iter().all(|v| v.is_nan())
    }

    pub(super) fn across(&self) -> Axis {
        Axis::new("target", cells(self.post), Numbers::Whole)
    }

    pub(super) fn upright(&self) -> Axis {
        Axis::new("source", cells(self.pre), Numbers::Whole)
    }

    pub(super) fn bar(&self) -> Option<Bar> {
        let (label, shades) = match self.shows {
            Shows::Same(_) => return None,
            Shows::Weight(shades) if self.group > 1 => ("mean weight", shades),
            Shows::Weight(shades) => ("weight", shades),
            Shows::Density(shades) => ("connected part", shades),
        };
        Some(Bar { shades, axis: Axis::new(label, shades.range, Numbers::Any) })
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        Vec::new()
    }

    pub(super) fn is_named(&self) -> bool {
        false
    }

    /// What the picture does not say by itself.
    pub(super) fn note(&self) -> Option<Entry> {
        let name = match self.shows {
            _ if self.is_empty() => return None,
            Shows::Same(weight) => format!("all weights {weight}").replace('-', "−"),
            _ if self.group > 1 => format!("cells of {0} × {0} neurons", self.group),
            _ => return None,
        };
        Some(Entry { name, colour: INK, sample: Sample::None })
    }

    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        if self.is_empty() {
            return frame.note("no synapses", drawing);
        }
        let colour = |v: &f64| match self.shows {
            _ if v.is_nan() => PAPER,
            Shows::Same(_) => SPIKE,
            Shows::Weight(shades) | Shows::Density(shades) => shades.of(*v),
        };
        let rows = self.values.chunks(self.columns).rev();
        // The last group may be smaller than the others.
        let high = (self.values.len() / self.columns * self.group) as f64 / self.pre as f64;
        let wide = (self.columns * self.group) as f64 / self.post as f64;
        let (width, height) = (frame.width * wide, frame.height * high);
        drawing.marks.push(Mark::Cells(Cells {
            at: Point { x: frame.left, y: frame.top + frame.height - height },
            width,
            height,
            columns: self.columns,
            colours: rows.flatten().map(colour).collect(),
        }));
    }
}
