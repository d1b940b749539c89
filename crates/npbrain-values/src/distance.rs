use std::fmt;

use npbrain_core::random::Stream;
use npbrain_core::{Draw, SynapseSite};

/// The values made by [`distance`].
#[derive(Clone, Copy)]
pub struct Distance<F>(F);

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
    Distance(function)
}

impl<F> fmt::Debug for Distance<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Distance(..)")
    }
}

impl<F: Fn(f64) -> f64 + Send + Sync> Draw<SynapseSite> for Distance<F> {
    fn draw(&self, site: SynapseSite, _: &mut Stream) -> f64 {
        let [from, to] = site.positions;
        let square = |axis: usize| (to[axis] - from[axis]) * (to[axis] - from[axis]);
        (self.0)((square(0) + square(1) + square(2)).sqrt())
    }

    fn needs_positions(&self) -> bool {
        true
    }
}
