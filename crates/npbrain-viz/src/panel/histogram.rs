//! How often values occur.

use super::line::{Line, Shape};
use super::{Entry, Sample};
use crate::axis::{Axis, Numbers};
use crate::drawing::Drawing;
use crate::frame::Frame;
use crate::palette::trace;
use crate::range::{Range, is_drawable};

/// No more bins than this when their number is not chosen, and at least so
/// many where values differ.
const MOST: f64 = 100.0;
const LEAST: f64 = 5.0;

/// So many bins where no rule says how many.
const USUAL: f64 = 30.0;

const LINE: f64 = 1.4;

/// Histograms of samples over the same bins.
#[derive(Clone, Debug)]
pub(crate) struct Histogram {
    label: String,
    samples: Vec<(String, Vec<f64>)>,
    bins: Option<usize>,
}

impl Histogram {
    pub(crate) fn new(label: String, samples: Vec<(String, Vec<f64>)>) -> Self {
        let drawable = |(name, values): (String, Vec<f64>)| {
            let mut values: Vec<f64> = values.into_iter().filter(|v| is_drawable(*v)).collect();
            values.sort_by(f64::total_cmp);
            (name, values)
        };
        Self { label, samples: samples.into_iter().map(drawable).collect(), bins: None }
    }

    pub(crate) fn bins(&mut self, bins: usize) {
        self.bins = Some(bins);
    }

    /// What is between the first and the last edge of the bins, and how many
    /// bins there are: as chosen, or of the width that Freedman and Diaconis
    /// (1981) advise for the largest sample. Values on a grid, such as times of
    /// a simulation, get bins that hold equally many places of the grid.
    fn bins_over(&self) -> Option<(Range, usize)> {
        let all = self.samples.iter().flat_map(|(_, values)| [values.first(), values.last()]);
        let range = Range::of(all.flatten().copied())?;
        if range.lo == range.hi {
            let around = range.opened((0.1 * range.hi.abs()).max(1e-6));
            return Some((around, self.bins.unwrap_or(1)));
        }
        let range = range.opened(0.0);
        if let Some(bins) = self.bins {
            return Some((range, bins));
        }
        let width = self.advised(range).clamp(range.length() / MOST, range.length() / LEAST);
        let Some(grid) = self.grid(range) else {
            return Some((range, (range.length() / width).ceil() as usize));
        };
        let places = (width / grid).round().max(1.0);
        let bins = ((range.length() / grid).round() + 1.0) / places;
        let bins = bins.ceil();
        let lo = range.lo - grid / 2.0;
        Some((Range { lo, hi: lo + bins * places * grid }, bins as usize))
    }

    /// Twice the distance of the quartiles over the cube root of the number of
    /// values.
    fn advised(&self, range: Range) -> f64 {
        let largest = self.samples.iter().map(|(_, values)| values).max_by_key(|v| v.len());
        let values = largest.map_or(&[][..], |values| values);
        let quartile = |k: usize| values.get(k * values.len() / 4).copied().unwrap_or(0.0);
        let width = 2.0 * (quartile(3) - quartile(1)) / (values.len() as f64).cbrt();
        // Where half of the values are the same, the rule has no answer.
        if width > 0.0 { width } else { range.length() / USUAL }
    }

    /// The spacing of the grid on which all values lie, if they do and many
    /// share their place.
    fn grid(&self, range: Range) -> Option<f64> {
        let values = || self.samples.iter().flat_map(|(_, values)| values.iter().copied());
        let mut places: Vec<f64> = values().collect();
        places.sort_by(f64::total_cmp);
        let grain = 1e-9 * range.length();
        places.dedup_by(|a, b| (*a - *b).abs() < grain);
        let gaps = places.windows(2).map(|pair| pair[1] - pair[0]);
        let grid = gaps.fold(f64::INFINITY, f64::min);
        let is_on = |value: f64| {
            let place = (value - range.lo) / grid;
            (place - place.round()).abs() < 1e-3
        };
        let is_shared = 2 * places.len() <= values().count();
        (is_shared && places.iter().all(|value| is_on(*value))).then_some(grid)
    }

    /// The edges of the bins, and how many values of each sample are in each.
    fn counts(&self) -> (Vec<f64>, Vec<Vec<usize>>) {
        let Some((range, bins)) = self.bins_over() else {
            return (vec![0.0, 1.0], vec![vec![0]; self.samples.len()]);
        };
        let edge = |k: usize| range.lo + range.length() * k as f64 / bins as f64;
        let counted = |(_, values): &(String, Vec<f64>)| {
            let mut counts = vec![0; bins];
            for value in values {
                let bin = (range.share(*value) * bins as f64) as usize;
                counts[bin.min(bins - 1)] += 1;
            }
            counts
        };
        ((0..=bins).map(edge).collect(), self.samples.iter().map(counted).collect())
    }

    pub(super) fn across(&self) -> Axis {
        let range = self.bins_over().map_or(Range { lo: 0.0, hi: 1.0 }, |(r, _)| r.padded(0.02));
        Axis::new(self.label.clone(), range, Numbers::Any)
    }

    pub(super) fn upright(&self) -> Axis {
        let (_, counts) = self.counts();
        let highest = counts.iter().flatten().copied().max().unwrap_or(0).max(1);
        let range = Range { lo: 0.0, hi: 1.05 * highest as f64 };
        Axis::new("count", range, Numbers::Whole)
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        let entry = |(k, (name, _)): (usize, &(String, Vec<f64>))| Entry {
            name: name.clone(),
            colour: trace(k),
            sample: Sample::Line,
        };
        self.samples.iter().enumerate().map(entry).collect()
    }

    pub(super) fn is_named(&self) -> bool {
        self.samples.iter().any(|(name, _)| !name.is_empty())
    }

    /// One sample's steps are filled; several would hide each other.
    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        if self.samples.iter().all(|(_, values)| values.is_empty()) {
            return frame.note("no values", drawing);
        }
        let (edges, counts) = self.counts();
        let shape = |counts: &Vec<usize>| -> Shape {
            // Up from zero at the first edge, and down to it at the last.
            let inner = edges.windows(2).flat_map(|e| [e[0], e[1]]);
            let t = edges[..1].iter().copied().chain(inner).chain(edges.last().copied());
            let heights = counts.iter().flat_map(|c| [*c as f64; 2]);
            let values = [0.0].into_iter().chain(heights).chain([0.0]);
            Line { t: t.collect(), values: values.collect() }.whole_shape(frame)
        };
        let shapes: Vec<Shape> = counts.iter().map(shape).collect();
        if let [alone] = &shapes[..] {
            alone.fill(frame.place(0.0, 0.0).y, trace(0).tint(), drawing);
        }
        for (k, shape) in shapes.iter().enumerate().rev() {
            shape.draw(LINE, trace(k), drawing);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_in_one_bin() {
        let values: Vec<f64> = (0..1000).map(|k| f64::from(k % 10)).collect();
        let mut histogram = Histogram::new("x".into(), vec![(String::new(), values)]);
        histogram.bins(9);
        let (edges, counts) = histogram.counts();
        assert_eq!(edges.len(), 10);
        // The last bin holds both of its ends.
        assert_eq!(counts, [[[100; 8].to_vec(), vec![200]].concat()]);
    }

    /// Times on a grid of 0.1: without care, some bins hold two places of the
    /// grid and their neighbours one.
    #[test]
    fn values_on_a_grid_are_spread_evenly() {
        let values: Vec<f64> = (0..9700).map(|k| 14.0 + f64::from(k % 97) * 0.1).collect();
        let histogram = Histogram::new("t".into(), vec![(String::new(), values)]);
        let (edges, counts) = histogram.counts();
        let (last, whole) = counts[0].split_last().unwrap();
        assert!(whole.iter().all(|count| *count == whole[0] && count % 100 == 0), "{counts:?}");
        assert!(*last <= whole[0] && whole.len() > 4);
        assert!(((edges[1] - edges[0]) / 0.1).round() * 100.0 == whole[0] as f64);
    }

    #[test]
    fn values_that_are_all_alike_have_a_histogram() {
        let histogram = Histogram::new("x".into(), vec![(String::new(), vec![3.0; 7])]);
        let (_, counts) = histogram.counts();
        assert_eq!(counts[0].iter().sum::<usize>(), 7);
    }
}
