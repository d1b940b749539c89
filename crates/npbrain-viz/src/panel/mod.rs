//! What a panel shows, apart from where it stands.

mod graph;
mod histogram;
mod image;
mod legend;
mod line;
mod lines;
mod marks;
mod matrix;
mod phase;
mod raster;
mod rates;
mod state;

pub(crate) use graph::Graph;
pub(crate) use histogram::Histogram;
pub(crate) use image::{Image, Shape as ImageShape};
pub(crate) use legend::{Entry, Sample};
pub(crate) use lines::{Lines, Look, Way};
pub(crate) use matrix::Matrix;
pub(crate) use phase::Phase;
pub(crate) use raster::Raster;
pub(crate) use rates::Rates;
pub(crate) use state::State;

use crate::axis::Axis;
use crate::bar::Bar;
use crate::drawing::Drawing;
use crate::frame::Frame;
use crate::range::Range;

/// One panel of a figure.
#[derive(Clone, Debug)]
pub(crate) struct Panel {
    pub(crate) title: String,
    /// What stands at the upright axis in place of its usual label.
    pub(crate) label: Option<String>,
    /// What the legend says in place of the usual names.
    pub(crate) names: Option<Vec<String>>,
    /// What stands at the colour bar in place of its usual label.
    pub(crate) bar_label: Option<String>,
    pub(crate) plot: Plot,
}

/// The kinds of panels.
#[derive(Clone, Debug)]
pub(crate) enum Plot {
    State(State),
    Raster(Raster),
    Rates(Rates),
    Lines(Lines),
    Histogram(Histogram),
    Matrix(Matrix),
    Graph(Graph),
    Image(Image),
    Phase(Phase),
}

/// Calls a method of whatever is plotted.
macro_rules! each {
    ($plot:expr, $this:ident => $call:expr) => {
        match $plot {
            Plot::State($this) => $call,
            Plot::Raster($this) => $call,
            Plot::Rates($this) => $call,
            Plot::Lines($this) => $call,
            Plot::Histogram($this) => $call,
            Plot::Matrix($this) => $call,
            Plot::Graph($this) => $call,
            Plot::Image($this) => $call,
            Plot::Phase($this) => $call,
        }
    };
}

impl Panel {
    pub(crate) fn new(plot: Plot) -> Self {
        Self { title: String::new(), label: None, names: None, bar_label: None, plot }
    }

    /// The upright axis when the panel shows `across`.
    pub(crate) fn upright(&self, across: Range) -> Axis {
        let mut upright = match &self.plot {
            Plot::State(state) => state.upright(across),
            Plot::Raster(raster) => raster.upright(),
            Plot::Rates(rates) => rates.upright(across),
            Plot::Lines(lines) => lines.upright(),
            Plot::Histogram(histogram) => histogram.upright(),
            Plot::Matrix(matrix) => matrix.upright(),
            Plot::Graph(graph) => graph.upright(),
            Plot::Image(image) => image.upright(),
            Plot::Phase(phase) => phase.upright(),
        };
        if let Some(label) = &self.label {
            upright.label.clone_from(label);
        }
        upright
    }

    /// The scale of its colours, if they stand for values.
    pub(crate) fn bar(&self) -> Option<Bar> {
        let mut bar = match &self.plot {
            Plot::Matrix(matrix) => matrix.bar(),
            Plot::Graph(graph) => graph.bar(),
            Plot::Image(image) => image.bar(),
            _ => None,
        };
        if let (Some(bar), Some(label)) = (&mut bar, &self.bar_label) {
            bar.axis.label.clone_from(label);
        }
        bar
    }

    /// Names that tell its parts apart.
    pub(crate) fn legend(&self) -> Vec<Entry> {
        let mut parts = self.plot.parts();
        match &self.names {
            Some(names) => {
                parts.iter_mut().zip(names).for_each(|(part, name)| part.name.clone_from(name));
            }
            None if !each!(&self.plot, plot => plot.is_named()) => parts.clear(),
            None => {}
        }
        match &self.plot {
            Plot::State(state) => parts.extend(state.threshold_entry()),
            Plot::Matrix(matrix) => parts.extend(matrix.note()),
            Plot::Graph(graph) => parts.extend(graph.note()),
            Plot::Phase(phase) => parts.extend(phase.point_entries()),
            _ => {}
        }
        parts
    }
}

impl Plot {
    /// What it is called in an error.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Plot::State(_) => "a panel of recorded values",
            Plot::Raster(_) => "a raster",
            Plot::Rates(_) => "a rate",
            Plot::Lines(_) => "a panel of lines",
            Plot::Histogram(_) => "a histogram",
            Plot::Matrix(_) => "a matrix",
            Plot::Graph(_) => "a graph",
            Plot::Image(_) => "an image",
            Plot::Phase(_) => "a phase plane",
        }
    }

    /// The axis across, if it is the panel's own; time is shared.
    pub(crate) fn across(&self) -> Option<Axis> {
        match self {
            Plot::State(_) | Plot::Raster(_) | Plot::Rates(_) => None,
            Plot::Lines(lines) => Some(lines.across()),
            Plot::Histogram(histogram) => Some(histogram.across()),
            Plot::Matrix(matrix) => Some(matrix.across()),
            Plot::Graph(graph) => Some(graph.across()),
            Plot::Image(image) => Some(image.across()),
            Plot::Phase(phase) => Some(phase.across()),
        }
    }

    /// Whether a length across and the same length upwards stand for the same.
    pub(crate) fn is_to_scale(&self) -> bool {
        matches!(self, Plot::Matrix(_) | Plot::Graph(_) | Plot::Image(_))
    }

    /// The time it covers, in ms; `None` if nothing was recorded, or if it
    /// shows no time.
    pub(crate) fn span(&self) -> Option<Range> {
        match self {
            Plot::State(state) => state.span(),
            Plot::Raster(raster) => raster.span(),
            Plot::Rates(rates) => rates.span(),
            _ => None,
        }
    }

    /// What the legend may name: neurons, populations, lines.
    pub(crate) fn parts(&self) -> Vec<Entry> {
        each!(self, plot => plot.parts())
    }

    pub(crate) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        each!(self, plot => plot.draw(frame, drawing));
    }
}
