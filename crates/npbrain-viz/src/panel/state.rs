//! Recorded variables as lines, with thresholds and marks of spikes.

use std::sync::Arc;

use npbrain_core::{Each, Result};
use npbrain_monitors::{SpikeData, StateData};

use super::line::{self, Line, Shape};
use super::{Entry, Sample, marks};
use crate::axis::{Axis, Numbers, quantity};
use crate::drawing::{Drawing, Point};
use crate::frame::{Frame, crisp};
use crate::palette::{THRESHOLD, trace};
use crate::range::Range;

/// So many neurons are drawn when none are chosen: more hide each other.
const SHOWN: usize = 3;

/// One variable of some neurons.
#[derive(Clone, Debug)]
pub(crate) struct State {
    population: String,
    each: Each,
    label: String,
    neurons: Vec<Neuron>,
    /// Whether other neurons were recorded, too.
    one_of_many: bool,
    thresholds: Vec<f64>,
    marked: bool,
}

#[derive(Clone, Debug)]
struct Neuron {
    index: usize,
    line: Line,
    /// Times of the spikes to be marked.
    spikes: Vec<f64>,
}

impl State {
    /// The variable `name` in the recorded neurons `columns`, or in the first
    /// few.
    pub(crate) fn new(data: &StateData, name: &str, columns: Option<Vec<usize>>) -> Result<Self> {
        let variable = data.variable(name)?;
        let recorded = variable.values.ncols();
        let columns = columns.unwrap_or_else(|| (0..recorded.min(SHOWN)).collect());
        let t: Arc<[f64]> = data.t.iter().copied().collect();
        let neurons = columns.into_iter().map(|column| {
            let values = data.trace(name, column)?.to_vec();
            let index = data.neurons.get(column).copied().unwrap_or(column);
            Ok(Neuron { index, line: Line { t: t.clone(), values }, spikes: Vec::new() })
        });
        Ok(Self {
            population: data.population.clone(),
            each: data.each,
            label: quantity(name, variable.unit),
            neurons: neurons.collect::<Result<_>>()?,
            one_of_many: recorded > 1,
            thresholds: Vec::new(),
            marked: false,
        })
    }

    pub(crate) fn threshold(&mut self, value: f64) {
        self.thresholds.push(value);
    }

    /// Marks the spikes of the neurons shown; says why it cannot.
    pub(crate) fn mark(&mut self, data: &SpikeData) -> Result<(), String> {
        if data.population != self.population {
            return Err(format!(
                "the values are of `{}` and the spikes of `{}`",
                self.population, data.population
            ));
        }
        let recorded = data.first..data.first + data.size;
        if let Some(other) = self.neurons.iter().find(|n| !recorded.contains(&n.index)) {
            return Err(format!(
                "neuron {} of `{}` is shown, and spikes of neurons {}..{} were recorded",
                other.index, self.population, recorded.start, recorded.end
            ));
        }
        for neuron in &mut self.neurons {
            neuron.spikes.extend(data.times_of(neuron.index));
        }
        self.marked = true;
        Ok(())
    }

    pub(super) fn span(&self) -> Option<Range> {
        self.neurons.iter().filter_map(|n| n.line.span()).reduce(Range::union)
    }

    pub(super) fn upright(&self, time: Range) -> Axis {
        let lines = self.neurons.iter().filter_map(|n| n.line.heights(time));
        let found = lines.chain(Range::of(self.thresholds.iter().copied())).reduce(Range::union);
        let numbered = Range::fitted(found);
        let room = if self.marked { marks::ROOM * numbered.length() } else { 0.0 };
        let range = Range { hi: numbered.hi + room, ..numbered };
        Axis { label: self.label.clone(), range, numbered, numbers: Numbers::Any }
    }

    pub(super) fn parts(&self) -> Vec<Entry> {
        let entry = |(k, n): (usize, &Neuron)| Entry {
            name: format!("{} {}", self.each, n.index),
            colour: trace(k),
            sample: Sample::Line,
        };
        self.neurons.iter().enumerate().map(entry).collect()
    }

    pub(super) fn is_named(&self) -> bool {
        self.one_of_many
    }

    pub(super) fn threshold_entry(&self) -> Option<Entry> {
        self.thresholds.first().map(|_| Entry {
            name: "threshold".into(),
            colour: THRESHOLD,
            sample: Sample::Dashes,
        })
    }

    /// The first line is drawn above the others, thresholds above all.
    pub(super) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        let shapes: Vec<Shape> = self.neurons.iter().map(|n| n.line.shape(frame)).collect();
        let pen = line::pen(&shapes, frame);
        for (k, (neuron, shape)) in self.neurons.iter().zip(&shapes).enumerate().rev() {
            let path = marks::path(&neuron.line, &neuron.spikes, frame);
            drawing.strokes(path, pen, trace(k));
            shape.draw(pen, trace(k), drawing);
        }
        for value in &self.thresholds {
            let y = crisp(frame.place(0.0, *value).y);
            let from = Point { x: frame.left, y };
            drawing.dashes(from, Point { x: frame.left + frame.width, y }, 1.0, THRESHOLD);
        }
        if shapes.iter().all(Shape::is_empty) {
            frame.note("no values", drawing);
        }
    }
}
