//! What a panel shows, apart from where it stands.

mod legend;
mod line;
mod marks;
mod raster;
mod rates;
mod state;

pub(crate) use legend::{Entry, Sample};
pub(crate) use raster::Raster;
pub(crate) use rates::Rates;
pub(crate) use state::State;

use crate::axis::Numbers;
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
    pub(crate) plot: Plot,
}

/// The kinds of panels.
#[derive(Clone, Debug)]
pub(crate) enum Plot {
    State(State),
    Raster(Raster),
    Rates(Rates),
}

/// The upright axis of a panel.
#[derive(Clone, Debug)]
pub(crate) struct Upright {
    pub(crate) label: String,
    pub(crate) range: Range,
    /// The part of the range that stands for values and may carry numbers.
    pub(crate) numbered: Range,
    pub(crate) numbers: Numbers,
}

impl Panel {
    pub(crate) fn new(plot: Plot) -> Self {
        Self { title: String::new(), label: None, names: None, plot }
    }

    /// The upright axis when the panel shows `time`.
    pub(crate) fn upright(&self, time: Range) -> Upright {
        let mut upright = match &self.plot {
            Plot::State(state) => state.upright(time),
            Plot::Raster(raster) => raster.upright(),
            Plot::Rates(rates) => rates.upright(time),
        };
        if let Some(label) = &self.label {
            upright.label.clone_from(label);
        }
        upright
    }

    /// Names that tell its parts apart.
    pub(crate) fn legend(&self) -> Vec<Entry> {
        let mut parts = self.plot.parts();
        match &self.names {
            Some(names) => {
                parts.iter_mut().zip(names).for_each(|(part, name)| part.name.clone_from(name));
            }
            None if !self.plot.is_named() => parts.clear(),
            None => {}
        }
        if let Plot::State(state) = &self.plot {
            parts.extend(state.threshold_entry());
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
        }
    }

    /// The time it covers, in ms; `None` if nothing was recorded.
    pub(crate) fn span(&self) -> Option<Range> {
        match self {
            Plot::State(state) => state.span(),
            Plot::Raster(raster) => raster.span(),
            Plot::Rates(rates) => rates.span(),
        }
    }

    /// The neurons or populations shown.
    pub(crate) fn parts(&self) -> Vec<Entry> {
        match self {
            Plot::State(state) => state.parts(),
            Plot::Raster(raster) => raster.parts(),
            Plot::Rates(rates) => rates.parts(),
        }
    }

    /// Whether the names of its parts say anything.
    fn is_named(&self) -> bool {
        match self {
            Plot::State(state) => state.is_named(),
            Plot::Raster(raster) => raster.is_named(),
            Plot::Rates(rates) => rates.is_named(),
        }
    }

    pub(crate) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        match self {
            Plot::State(state) => state.draw(frame, drawing),
            Plot::Raster(raster) => raster.draw(frame, drawing),
            Plot::Rates(rates) => rates.draw(frame, drawing),
        }
    }
}
