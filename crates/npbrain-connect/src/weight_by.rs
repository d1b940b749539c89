use std::fmt;

use npbrain_core::random::Stream;
use npbrain_core::{Draw, Error, Period, Result, SynapseSite};

use crate::profile::{DifferenceOfGaussians, ExponentialDecay, Gaussian, Profile};

/// The weights made by [`weight_by`], [`gaussian_weight`],
/// [`exponential_decay_weight`] and [`dog_weight`].
#[derive(Clone, Copy)]
pub struct WeightBy<P> {
    profile: P,
    period: Period,
}

/// Weights that are a [`Profile`] of the distance of source and target.
pub fn weight_by<P: Profile>(profile: P) -> WeightBy<P> {
    WeightBy { profile, period: Period::default() }
}

/// Weights of `peak` · exp(−d² / (2 `sigma`²)) at distance d: `peak` in the unit
/// of the port, `sigma` in that of the positions, which both populations must
/// have.
///
/// ```
/// use npbrain_connect::{gaussian_weight, within};
/// use npbrain_core::{Neurons, Projection};
/// # fn show(cells: Neurons) -> Projection {
/// // All within three standard deviations, the nearest most strongly.
/// Projection::new(cells, cells, within(6.0)).weight(gaussian_weight(0.4, 2.0))
/// # }
/// ```
pub fn gaussian_weight(peak: f64, sigma: f64) -> WeightBy<Gaussian> {
    weight_by(Gaussian { peak, sigma })
}

/// Weights of `peak` · exp(−d / `lambda`) at distance d, otherwise like
/// [`gaussian_weight`].
pub fn exponential_decay_weight(peak: f64, lambda: f64) -> WeightBy<ExponentialDecay> {
    weight_by(ExponentialDecay { peak, lambda })
}

/// Weights that are the difference of two Gaussian functions of distance, centre
/// − surround, each given as (peak, sigma): a Mexican hat if the surround is the
/// wider and the flatter. Otherwise like [`gaussian_weight`].
pub fn dog_weight(centre: (f64, f64), surround: (f64, f64)) -> WeightBy<DifferenceOfGaussians> {
    let [centre, surround] = [centre, surround].map(|(peak, sigma)| Gaussian { peak, sigma });
    weight_by(DifferenceOfGaussians { centre, surround })
}

impl<P> WeightBy<P> {
    /// Makes space repeat itself after these lengths, so that a distance is
    /// that of the nearest copies: `[10.0, 20.0]` on a grid of 10 by 20 whose
    /// opposite borders touch.
    #[must_use]
    pub fn period(mut self, lengths: impl Into<Period>) -> Self {
        self.period = lengths.into();
        self
    }
}

impl<P> fmt::Debug for WeightBy<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WeightBy").field("period", &self.period).finish_non_exhaustive()
    }
}

impl<P: Profile> Draw<SynapseSite> for WeightBy<P> {
    fn draw(&self, site: SynapseSite, _: &mut Stream) -> f64 {
        let [from, to] = site.positions;
        self.profile.at(self.period.distance(from, to))
    }

    fn check(&self, object: &str, name: &str) -> Result<()> {
        match self.profile.wrong(false) {
            None => self.period.check(object),
            Some((argument, value, expected)) => Err(Error::InvalidValue {
                object: object.into(),
                name: format!("{argument} of {name}"),
                value,
                expected,
            }),
        }
    }

    fn needs_positions(&self) -> bool {
        true
    }
}
