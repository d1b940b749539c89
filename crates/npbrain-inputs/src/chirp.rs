use std::sync::Arc;

use npbrain_core::{Course, InputSite, Result, Signal};

use crate::sine::wave;

/// The course made by [`chirp`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chirp {
    amplitude: f64,
    frequencies: [f64; 2],
    start: f64,
    end: f64,
}

/// A wave whose frequency moves evenly from the first to the second of
/// `frequencies`, in Hz, between `start` and `end`, in ms, the end not included:
/// amplitude · sin(2π · (f₀ · s + (f₁ − f₀) · s² / (2 T)) / 1000) with
/// s = t − start and T = end − start; 0 outside.
///
/// ```
/// use npbrain_inputs::{chirp, input};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// // Which frequency does the membrane follow best?
/// let zap = input(lif, chirp(1.0, [0.0, 50.0], 0.0, 10_000.0));
/// ```
#[doc(alias = "zap")]
pub fn chirp(amplitude: f64, frequencies: [f64; 2], start: f64, end: f64) -> Chirp {
    Chirp { amplitude, frequencies, start, end }
}

impl Course for Chirp {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let amplitude = site.finite("amplitude", self.amplitude)?;
        let [first, last] = self.frequencies;
        let first = site.not_negative("first frequency", first)?;
        let last = site.not_negative("last frequency", last)?;
        let start = site.steps("start of the chirp", self.start)?;
        let end = site.steps("end of the chirp", self.end)?;
        if end <= start {
            return Err(site.invalid("end of the chirp", self.end, "a time after its start"));
        }
        let dt = site.dt;
        let half_slope = (last - first) / (2.0 * (end - start) as f64 * dt);
        Ok(Signal::Shared(Arc::new(move |step| {
            if !(start..end).contains(&step) {
                return 0.0;
            }
            let s = (step - start) as f64 * dt;
            amplitude * wave((first * s + half_slope * s * s) / 1000.0, 0.0)
        })))
    }
}
