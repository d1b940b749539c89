use std::sync::Arc;

use npbrain_core::{Course, InputSite, Result, Signal};

/// The course made by [`ramp`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ramp {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
    hold: bool,
}

/// A straight line: from + (to − from) · (t − start) / (end − start), from
/// `start` up to, not including, `end`, in ms, and 0 outside.
///
/// The last step before `end` has not quite reached `to`, since each step has
/// the value of its start. With [`holding`](Ramp::holding) it stays at `to`.
///
/// ```
/// use npbrain_inputs::{input, ramp};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let there_and_gone = input(lif, ramp(0.0, 1.0, 200.0, 800.0));
/// let stays = input(lif, ramp(0.0, 1.0, 200.0, 800.0).holding());
/// ```
#[doc(alias = "ramp_current")]
pub fn ramp(from: f64, to: f64, start: f64, end: f64) -> Ramp {
    Ramp { from, to, start, end, hold: false }
}

impl Ramp {
    /// Stays at `to` after the end.
    #[must_use]
    pub fn holding(mut self) -> Self {
        self.hold = true;
        self
    }
}

impl Course for Ramp {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let from = site.finite("from", self.from)?;
        let to = site.finite("to", self.to)?;
        let start = site.steps("start of the ramp", self.start)?;
        let end = site.steps("end of the ramp", self.end)?;
        if end <= start {
            return Err(site.invalid("end of the ramp", self.end, "a time after its start"));
        }
        let rise = site.finite("to − from", to - from)?;
        let (length, after) = ((end - start) as f64, if self.hold { to } else { 0.0 });
        Ok(Signal::Shared(Arc::new(move |step| {
            if step < start {
                0.0
            } else if step < end {
                from + rise * ((step - start) as f64 / length)
            } else {
                after
            }
        })))
    }
}
