use npbrain_core::Scalar;
use npbrain_core::random::Stream;
use rand_distr::Distribution as Sample;
use rand_distr::{Exp1, Gamma};

use crate::{Distribution, Law, Words};

/// The first parameter that is not as expected.
fn first_wrong<const N: usize>(
    parameters: [(&'static str, f64, bool, &'static str); N],
) -> Option<(&'static str, f64, &'static str)> {
    let wrong = parameters.into_iter().find(|(_, value, fits, _)| !(value.is_finite() && *fits));
    wrong.map(|(name, value, _, expected)| (name, value, expected))
}

const FINITE: &str = "a finite number";
const NOT_NEGATIVE: &str = "a finite number, not negative";
const POSITIVE: &str = "a finite number, more than 0";

/// The law of [`uniform`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

/// Uniform from `low` to `high`. Mean (low + high) / 2, variance
/// (high − low)² / 12.
pub fn uniform(low: f64, high: f64) -> Distribution<Uniform> {
    Distribution::of(Uniform { low, high })
}

impl Uniform {
    /// The number of `u`, which is uniform in (0, 1).
    fn at(self, u: f64) -> f64 {
        // Weighted, so that it neither overflows nor leaves the interval.
        (self.low * (1.0 - u) + self.high * u).clamp(self.low, self.high)
    }
}

impl Law for Uniform {
    fn sample(&self, stream: &mut Stream) -> f64 {
        self.at(stream.uniform())
    }

    fn sample_row(&self, count: usize, stream: &mut Stream, values: &mut Vec<f64>) {
        let start = values.len();
        stream.uniforms(count, values);
        values[start..].iter_mut().for_each(|value| *value = self.at(*value));
    }

    fn wrong(&self) -> Option<(&'static str, f64, &'static str)> {
        let ordered = self.low <= self.high;
        first_wrong([
            ("low", self.low, true, FINITE),
            ("high", self.high, ordered, "a finite number, not below the lower bound"),
        ])
    }
}

/// The law of [`normal`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    mean: f64,
    std: f64,
}

/// Normal with this mean and standard deviation.
pub fn normal(mean: f64, std: f64) -> Distribution<Normal> {
    Distribution::of(Normal { mean, std })
}

impl Law for Normal {
    fn sample(&self, stream: &mut Stream) -> f64 {
        self.mean + self.std * stream.normal()
    }

    fn sample_row(&self, count: usize, stream: &mut Stream, values: &mut Vec<f64>) {
        let start = values.len();
        stream.normals(count, values);
        values[start..].iter_mut().for_each(|value| *value = self.mean + self.std * *value);
    }

    fn wrong(&self) -> Option<(&'static str, f64, &'static str)> {
        first_wrong([
            ("mean", self.mean, true, FINITE),
            ("std", self.std, self.std >= 0.0, NOT_NEGATIVE),
        ])
    }
}

/// The law of [`lognormal`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal(Normal);

/// Lognormal: exp(mu + sigma · N) with N standard normal. Its median is
/// exp(mu), its mean exp(mu + sigma² / 2).
pub fn lognormal(mu: f64, sigma: f64) -> Distribution<LogNormal> {
    Distribution::of(LogNormal(Normal { mean: mu, std: sigma }))
}

impl Law for LogNormal {
    fn sample(&self, stream: &mut Stream) -> f64 {
        Scalar::exp(self.0.sample(stream))
    }

    fn sample_row(&self, count: usize, stream: &mut Stream, values: &mut Vec<f64>) {
        let start = values.len();
        self.0.sample_row(count, stream, values);
        values[start..].iter_mut().for_each(|value| *value = Scalar::exp(*value));
    }

    fn wrong(&self) -> Option<(&'static str, f64, &'static str)> {
        first_wrong([
            ("mu", self.0.mean, true, FINITE),
            ("sigma", self.0.std, self.0.std >= 0.0, NOT_NEGATIVE),
        ])
    }
}

/// The law of [`exponential`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    mean: f64,
}

/// Exponential with this mean, which is also its standard deviation.
pub fn exponential(mean: f64) -> Distribution<Exponential> {
    Distribution::of(Exponential { mean })
}

impl Law for Exponential {
    fn sample(&self, stream: &mut Stream) -> f64 {
        let standard: f64 = Exp1.sample(&mut Words(stream));
        self.mean * standard
    }

    fn wrong(&self) -> Option<(&'static str, f64, &'static str)> {
        first_wrong([("mean", self.mean, self.mean >= 0.0, NOT_NEGATIVE)])
    }
}

/// The law of [`gamma`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GammaLaw {
    shape: f64,
    scale: f64,
    /// `None` if these are no parameters of it.
    standard: Option<Gamma<f64>>,
}

/// Gamma with this shape and scale: mean shape · scale, variance
/// shape · scale².
pub fn gamma(shape: f64, scale: f64) -> Distribution<GammaLaw> {
    Distribution::of(GammaLaw { shape, scale, standard: Gamma::new(shape, scale).ok() })
}

impl Law for GammaLaw {
    fn sample(&self, stream: &mut Stream) -> f64 {
        self.standard.map_or(f64::NAN, |gamma| gamma.sample(&mut Words(stream)))
    }

    fn wrong(&self) -> Option<(&'static str, f64, &'static str)> {
        first_wrong([
            ("shape", self.shape, self.shape > 0.0, POSITIVE),
            ("scale", self.scale, self.scale > 0.0, POSITIVE),
        ])
    }
}

/// The law of [`sampled`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampled<D>(D);

/// Any distribution of the `rand_distr` crate, or of one's own, over `f64`.
///
/// ```
/// use npbrain_values::sampled;
///
/// let weights = sampled(rand_distr::Weibull::new(1.0, 2.0)?).clipped(0.0, 5.0);
/// # Ok::<(), rand_distr::WeibullError>(())
/// ```
pub fn sampled<D: Sample<f64> + Send + Sync>(distribution: D) -> Distribution<Sampled<D>> {
    Distribution::of(Sampled(distribution))
}

impl<D: Sample<f64> + Send + Sync> Law for Sampled<D> {
    fn sample(&self, stream: &mut Stream) -> f64 {
        self.0.sample(&mut Words(stream))
    }
}
