//! What a panel shows, apart from where it stands.

mod raster;
mod rate;
mod state;
mod traces;

pub(crate) use raster::Raster;
pub(crate) use rate::rate;
pub(crate) use state::state;
pub(crate) use traces::Traces;

use crate::axis::Numbers;
use crate::drawing::Drawing;
use crate::frame::Frame;
use crate::palette::Colour;
use crate::range::Range;

/// One panel of a figure.
#[derive(Clone, Debug)]
pub(crate) struct Panel {
    pub(crate) title: String,
    pub(crate) plot: Plot,
}

/// The kinds of panels.
#[derive(Clone, Debug)]
pub(crate) enum Plot {
    Traces(Traces),
    Raster(Raster),
}

/// The upright axis of a panel.
#[derive(Clone, Debug)]
pub(crate) struct Upright {
    pub(crate) label: String,
    pub(crate) range: Range,
    pub(crate) numbers: Numbers,
}

impl Plot {
    /// The time it covers, in ms; `None` if nothing was recorded.
    pub(crate) fn span(&self) -> Option<Range> {
        match self {
            Plot::Traces(traces) => traces.span(),
            Plot::Raster(raster) => raster.span(),
        }
    }

    pub(crate) fn upright(&self) -> Upright {
        match self {
            Plot::Traces(traces) => traces.upright(),
            Plot::Raster(raster) => raster.upright(),
        }
    }

    /// Names that tell its traces apart.
    pub(crate) fn legend(&self) -> Vec<(String, Colour)> {
        match self {
            Plot::Traces(traces) => traces.legend(),
            Plot::Raster(_) => Vec::new(),
        }
    }

    pub(crate) fn draw(&self, frame: &Frame, drawing: &mut Drawing) {
        match self {
            Plot::Traces(traces) => traces.draw(frame, drawing),
            Plot::Raster(raster) => raster.draw(frame, drawing),
        }
    }
}
