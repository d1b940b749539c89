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

    /// From the lowest to the highest value; around a single one.
    fn range(&self) -> Option<Range> {
        let all = self.samples.iter().flat_map(|(_, values)| [values.first(), values.last()]);
        let range = Range::of(all.flatten().copied())?;
        let least = if range.hi == range.lo { (0.1 * range.hi.abs()).max(1e-6) } else { 0.0 };
        Some(range.opened(least))
    }

    /// The number of bins: as chosen, or of the width that Freedman and
    /// Diaconis (1981) advise for the first sample.
    fn count(&self, range: Range) -> usize {
        let advised = || {
            let values = self.samples.iter().map(|(_, v)| v).max_by_key(|v| v.len())?;
            let quartile = |k: usize| values.get(k * values.len() / 4).copied();
            let width = 2.0 * (quartile(3)? - quartile(1)?) / (values.len() as f64).cbrt();
            // Where half of the values are the same, the rule has no answer.
            let bins = if width > 0.0 { range.length() / width } else { 30.0 };
            Some(bins.ceil().clamp(LEAST, MOST) as usize)
        };
        self.bins.or_else(advised).unwrap_or(1)
    }

    /// The edges of the bins, and how many values of each sample are in each.
    fn counts(&self) -> (Vec<f64>, Vec<Vec<usize>>) {
        let Some(range) = self.range() else {
            return (vec![0.0, 1.0], vec![vec![0]; self.samples.len()]);
        };
        let bins = self.count(range);
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
        let range = self.range().map_or(Range { lo: 0.0, hi: 1.0 }, |range| range.padded(0.02));
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
            Line { t: t.collect(), values: values.collect() }.shape(frame)
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

    #[test]
    fn values_that_are_all_alike_have_a_histogram() {
        let histogram = Histogram::new("x".into(), vec![(String::new(), vec![3.0; 7])]);
        let (_, counts) = histogram.counts();
        assert_eq!(counts[0].iter().sum::<usize>(), 7);
    }
}
