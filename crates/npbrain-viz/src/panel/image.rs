//! The values of a population that fills a rectangle, at one time.

use npbrain_core::Result;
use npbrain_monitors::StateData;

use super::Entry;
use crate::axis::{Axis, Numbers, quantity};
use crate::bar::Bar;
use crate::colours::Shades;
use crate::drawing::{Cells, Drawing, Mark, Point};
use crate::frame::Frame;
use crate::palette::PAPER;
use crate::range::{Range, is_drawable};

/// How many rows and columns a population fills, row by row from below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shape {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

/// One value for each neuron; what was not recorded is left out.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    shape: Shape,
    label: String,
    values: Vec<f64>,
    shades: Option<Shades>,
}

impl Image {
    /// The variable `name` in the sample nearest to the time `t`, and the time
    /// of that sample.
    pub(crate) fn new(data: &StateData, name: &str, shape: Shape, t: f64) -> Result<(Self, f64)> {
        let distance = |k: &usize| (data.t[*k] - t).abs();
        let nearest = (0..data.t.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let image = Self::of_sample(data, name, shape, nearest)?;
        Ok((image, nearest.map_or(t, |k| data.t[k])))
    }

    /// The variable `name` in sample `k`.
    pub(crate) fn of_sample(
        data: &StateData,
        name: &str,
        shape: Shape,
        k: Option<usize>,
    ) -> Result<Self> {
        let variable = data.variable(name)?;
        let mut values = vec![f64::NAN; shape.rows * shape.columns];
        if let Some(k) = k {
            for (neuron, value) in data.neurons.iter().zip(variable.values.row(k)) {
                if let Some(place) = values.get_mut(*neuron) {
                    *place = *value;
                }
            }
        }
        let label = quantity(name, variable.unit);
        let shades = Range::of(values.iter().copied()).map(shades);
        Ok(Self { shape, label, values, shades })
    }

    /// Lets the colours stand for the values from `lo` to `hi`.
    pub(crate) fn colours(&mut self, range: Range) {
        self.shades = Some(shades(range));
    }

    pub(super) fn across(&self) -> Axis {
        Axis::new("column", cells(self.shape.columns), Numbers::Whole)
    }

    pub(super) fn upright(&self) -> Axis {
        Axis::new("row", cells(self.shape.rows), Numbers::Whole)
    }

    pub(super) fn bar(&self) -> Option<Bar> {
        let shades = self.shades?;
        let axis = Axis::new(self.label.clone(), shades.range, Numbers::Any);
        Some(Bar { shades, axis })
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        Vec::new()
    }

    pub(super) fn is_named(&self) -> bool {
        false
    }

    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        let Some(shades) = self.shades else {
            return frame.note("no values", drawing);
        };
        let rows = self.values.chunks(self.shape.columns).rev();
        let colour = |v: &f64| if is_drawable(*v) { shades.of(*v) } else { PAPER };
        drawing.marks.push(Mark::Cells(Cells {
            at: Point { x: frame.left, y: frame.top },
            width: frame.width,
            height: frame.height,
            columns: self.shape.columns,
            colours: rows.flatten().map(colour).collect(),
        }));
    }
}

fn shades(range: Range) -> Shades {
    let least = if range.lo == range.hi { (0.2 * range.hi.abs()).max(1e-6) } else { 0.0 };
    Shades::rising(range.opened(least))
}

/// An axis along `count` cells whose middles are whole numbers.
pub(super) fn cells(count: usize) -> Range {
    Range { lo: -0.5, hi: count.max(1) as f64 - 0.5 }
}
