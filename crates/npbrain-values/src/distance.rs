use std::fmt;

use npbrain_core::random::Stream;
use npbrain_core::{Draw, Period, Result, SynapseSite};

/// The values made by [`distance`].
#[derive(Clone, Copy)]
pub struct Distance<F> {
    function: F,
    period: Period,
}

/// A function of the Euclidean distance of the two neurons of a synapse, in the
/// unit of the positions that both populations must have.
///
/// ```
/// use npbrain_core::Projection;
/// use npbrain_values::distance;
/// # fn show(projection: Projection) {
/// // Positions in mm, 0.3 mm/ms along the axon and 0.5 ms at the synapse.
/// projection.delay(distance(|d| 0.5 + d / 0.3));
/// # }
/// ```
pub fn distance<F: Fn(f64) -> f64 + Send + Sync>(function: F) -> Distance<F> {
    Distance { function, period: Period::default() }
}

impl<F> Distance<F> {
    /// Makes space repeat itself after these lengths, so that a distance is
    /// that of the nearest copies: `[10.0, 20.0]` on a grid of 10 by 20 whose
    /// opposite borders touch.
    #[must_use]
    pub fn period(mut self, lengths: impl Into<Period>) -> Self {
        self.period = lengths.into();
        self
    }
}

impl<F> fmt::Debug for Distance<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Distance(..)")
    }
}

impl<F: Fn(f64) -> f64 + Send + Sync> Draw<SynapseSite> for Distance<F> {
    fn draw(&self, site: SynapseSite, _: &mut Stream) -> f64 {
        let [from, to] = site.positions;
        (self.function)(self.period.distance(from, to))
    }

    fn check(&self, object: &str, _: &str) -> Result<()> {
        self.period.check(object)
    }

    fn needs_positions(&self) -> bool {
        true
    }
}
