use std::sync::Arc;

use npbrain_core::random::Key;
use npbrain_core::{CHUNK, Course, Currents, InputSite, Moment, Result, Scalar, Signal};

/// The course made by [`ornstein_uhlenbeck`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrnsteinUhlenbeck {
    mean: f64,
    std: f64,
    tau: f64,
    at_mean: bool,
}

/// Coloured noise: the process of Uhlenbeck and Ornstein (1930), each neuron
/// its own path.
///
/// τ dx = −(x − mean) dt + std · √(2 τ) dW: in the long run x is normal with
/// this mean and standard deviation, and the correlation of x(t) and x(t + s) is
/// e^(−s/τ), τ = `tau` in ms. From step to step it is exact, for any dt
/// (Gillespie 1996): x(t + dt) = mean + (x − mean) · e^(−dt/τ) + std ·
/// √(1 − e^(−2 dt/τ)) · ξ. In between it is held.
///
/// It begins when the input first acts: with a value drawn from the law of the
/// long run, or [at the mean](OrnsteinUhlenbeck::from_mean). An input given to a
/// run begins with that run.
///
/// ```
/// use npbrain_inputs::{input, ornstein_uhlenbeck};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let drive = input(lif, ornstein_uhlenbeck(12.0, 2.0, 5.0));
/// ```
#[doc(alias = "OU")]
#[doc(alias = "coloured")]
#[doc(alias = "colored")]
#[doc(alias = "filtered")]
pub fn ornstein_uhlenbeck(mean: f64, std: f64, tau: f64) -> OrnsteinUhlenbeck {
    OrnsteinUhlenbeck { mean, std, tau, at_mean: false }
}

impl OrnsteinUhlenbeck {
    /// Begins at the mean.
    #[must_use]
    pub fn from_mean(mut self) -> Self {
        self.at_mean = true;
        self
    }
}

impl Course for OrnsteinUhlenbeck {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let mean = site.finite("mean", self.mean)?;
        let std = site.not_negative("std", self.std)?;
        let ratio = site.dt / site.positive("tau", self.tau)?;
        // 1 − e^(−2r) by way of (eˣ − 1) / x, which is exact for small x.
        let renewed = 2.0 * ratio * Scalar::exprel(-2.0 * ratio);
        Ok(Signal::Each(Arc::new(Paths {
            mean,
            first: if self.at_mean { 0.0 } else { std },
            keep: Scalar::exp(-ratio),
            spread: std * renewed.sqrt(),
            key: site.key,
        })))
    }
}

struct Paths {
    mean: f64,
    /// The standard deviation of the first value.
    first: f64,
    keep: f64,
    spread: f64,
    key: Key,
}

impl Currents for Paths {
    /// How far each is from the mean.
    fn memory(&self) -> usize {
        1
    }

    fn write(&self, at: &Moment, memory: &mut [[f64; CHUNK]], currents: &mut [f64; CHUNK]) {
        let spread = if at.first { self.first } else { self.spread };
        let noise = at.normals(self.key, 0);
        for ((away, noise), current) in memory[0].iter_mut().zip(noise).zip(currents) {
            *away = *away * self.keep + spread * noise;
            *current = self.mean + *away;
        }
    }
}
