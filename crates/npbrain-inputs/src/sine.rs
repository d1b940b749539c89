use std::f64::consts::TAU;
use std::sync::Arc;

use npbrain_core::{Course, InputSite, Result, Scalar, Signal};

/// The course made by [`sine`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sine {
    amplitude: f64,
    frequency: f64,
    phase: f64,
    offset: f64,
}

/// A wave: offset + amplitude · sin(2π · frequency · t / 1000 + phase), with
/// the frequency in Hz, t in ms, and phase and offset 0 at first.
///
/// ```
/// use npbrain_inputs::{input, sine};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let theta = input(lif, sine(2.0, 8.0).offset(12.0));
/// // A quarter of a period ahead: a cosine.
/// let ahead = input(lif, sine(2.0, 8.0).phase(std::f64::consts::FRAC_PI_2));
/// ```
#[doc(alias = "ac_generator")]
pub fn sine(amplitude: f64, frequency: f64) -> Sine {
    Sine { amplitude, frequency, phase: 0.0, offset: 0.0 }
}

impl Sine {
    /// Sets the phase at time 0, in radians. (NEST's `ac_generator` has
    /// degrees.)
    #[must_use]
    pub fn phase(mut self, phase: f64) -> Self {
        self.phase = phase;
        self
    }

    /// Sets the constant that the wave is added to.
    #[must_use]
    pub fn offset(mut self, offset: f64) -> Self {
        self.offset = offset;
        self
    }
}

impl Course for Sine {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let amplitude = site.finite("amplitude", self.amplitude)?;
        let frequency = site.not_negative("frequency", self.frequency)?;
        let phase = site.finite("phase", self.phase)?;
        let offset = site.finite("offset", self.offset)?;
        let dt = site.dt;
        Ok(Signal::Shared(Arc::new(move |step| {
            offset + amplitude * wave(frequency * (step as f64 * dt) / 1000.0, phase)
        })))
    }
}

/// sin(2π · `turns` + `phase`); whole turns are taken off before π can round
/// them.
pub(crate) fn wave(turns: f64, phase: f64) -> f64 {
    Scalar::sin(TAU * (turns - turns.floor()) + phase)
}
