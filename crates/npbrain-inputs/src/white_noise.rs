use std::sync::Arc;

use npbrain_core::random::Key;
use npbrain_core::{CHUNK, Course, Currents, InputSite, Moment, Result, Signal};

/// The course made by [`white_noise`] and [`white_noise_of_intensity`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WhiteNoise {
    mean: f64,
    std: Spread,
}

/// How strong white noise is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spread {
    /// The standard deviation of values that hold for a time.
    Each { std: f64, every: f64 },
    /// What the standard deviation is for steps of 1 ms.
    Intensity(f64),
}

/// Noise that is constant over intervals of `every` ms: a normal number with
/// this mean and standard deviation for each neuron and interval, as NEST's
/// `noise_generator` with `dt` = `every`.
///
/// The intervals are counted from time 0. What a slow membrane feels depends on
/// std² · every: in the long run, a membrane with time constant τ ≫ `every`
/// fluctuates with a standard deviation of std · √(every / (2 τ)), times its
/// resistance. So `every` is stated, and is not dt, which has no say in it.
///
/// ```
/// use npbrain_inputs::{input, white_noise};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let drive = input(lif, white_noise(12.0, 5.0, 1.0));
/// ```
#[doc(alias = "noise_generator")]
pub fn white_noise(mean: f64, std: f64, every: f64) -> WhiteNoise {
    WhiteNoise { mean, std: Spread::Each { std, every } }
}

/// Noise with a new value in every step, whose strength does not depend on dt:
/// mean + intensity / √dt · ξ, the intensity in the unit of the current times
/// √ms.
///
/// Its integral over a time T has the variance intensity² · T, at any dt; in
/// the notation of stochastic equations it is I dt = mean dt + intensity dW,
/// Brian2's `intensity * xi`. It is [`white_noise`] with std = intensity / √dt
/// and `every` = dt.
///
/// ```
/// use npbrain_inputs::{input, white_noise_of_intensity};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let drive = input(lif, white_noise_of_intensity(12.0, 5.0));
/// ```
#[doc(alias = "xi")]
pub fn white_noise_of_intensity(mean: f64, intensity: f64) -> WhiteNoise {
    WhiteNoise { mean, std: Spread::Intensity(intensity) }
}

impl Course for WhiteNoise {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let mean = site.finite("mean", self.mean)?;
        let (std, every) = match self.std {
            Spread::Each { std, every } => {
                (site.not_negative("std", std)?, site.some_steps("every", every)?)
            }
            Spread::Intensity(intensity) => {
                (site.not_negative("intensity", intensity)? / site.dt.sqrt(), 1)
            }
        };
        Ok(Signal::Each(Arc::new(Values { mean, std, every, key: site.key })))
    }
}

struct Values {
    mean: f64,
    std: f64,
    every: u64,
    key: Key,
}

impl Currents for Values {
    /// The value of the interval.
    fn memory(&self) -> usize {
        1
    }

    fn write(&self, at: &Moment, memory: &mut [[f64; CHUNK]], currents: &mut [f64; CHUNK]) {
        if at.first || at.since.is_multiple_of(self.every) {
            for (value, noise) in memory[0].iter_mut().zip(at.normals(self.key, 0)) {
                *value = self.mean + self.std * noise;
            }
        }
        *currents = memory[0];
    }
}
