//! Rates of populations as histograms: a step for each bin.

use npbrain_monitors::RateData;

use super::line::{self, Line, Shape};
use super::{Entry, Sample};
use crate::axis::{Axis, Numbers};
use crate::drawing::Drawing;
use crate::frame::Frame;
use crate::palette::trace;
use crate::range::Range;

/// Histograms of one or several populations.
#[derive(Clone, Debug)]
pub(crate) struct Rates {
    populations: Vec<(String, Line)>,
}

impl Rates {
    pub(crate) fn new<'a>(data: impl Iterator<Item = &'a RateData>) -> Self {
        Self { populations: data.map(|d| (d.population.clone(), steps(d))).collect() }
    }

    pub(super) fn span(&self) -> Option<Range> {
        self.populations.iter().filter_map(|(_, line)| line.span()).reduce(Range::union)
    }

    /// From zero, as a rate has no negative values.
    pub(super) fn upright(&self, time: Range) -> Axis {
        let lines = self.populations.iter().filter_map(|(_, line)| line.heights(time));
        let highest = lines.reduce(Range::union).map_or(0.0, |range| range.hi);
        let hi = if highest > 1e-200 { 1.05 * highest } else { 1.0 };
        let range = Range { lo: 0.0, hi };
        Axis::new("rate (Hz)", range, Numbers::Any)
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        let entry = |(k, (name, _)): (usize, &(String, Line))| Entry {
            name: name.clone(),
            colour: trace(k),
            sample: Sample::Line,
        };
        self.populations.iter().enumerate().map(entry).collect()
    }

    pub(super) fn is_named(&self) -> bool {
        self.populations.len() > 1
    }

    /// One population's steps are filled; several would hide each other.
    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        let shapes: Vec<Shape> = self.populations.iter().map(|(_, l)| l.shape(frame)).collect();
        if let [alone] = &shapes[..] {
            alone.fill(frame.place(0.0, 0.0).y, trace(0).tint(), drawing);
        }
        let pen = line::pen(&shapes, frame);
        for (k, shape) in shapes.iter().enumerate().rev() {
            shape.draw(pen, trace(k), drawing);
        }
        if shapes.iter().all(Shape::is_empty) {
            frame.note("no values", drawing);
        }
    }
}

/// A line up to the height of each bin and along it.
fn steps(data: &RateData) -> Line {
    let bins = data.t.iter().zip(&data.rate);
    Line {
        t: bins.clone().flat_map(|(end, _)| [end - data.bin, *end]).collect(),
        values: bins.flat_map(|(_, rate)| [*rate, *rate]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn each_bin_is_a_step_up_to_its_end() {
        let line = steps(&RateData {
            population: "lif1".into(),
            bin: 5.0,
            t: array![105.0, 110.0],
            rate: array![20.0, 40.0],
        });
        assert_eq!(line.t[..], [100.0, 105.0, 105.0, 110.0]);
        assert_eq!(line.values, [20.0, 20.0, 40.0, 40.0]);
    }
}
