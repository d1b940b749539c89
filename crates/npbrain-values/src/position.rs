use std::fmt;

use npbrain_core::random::Stream;
use npbrain_core::{Draw, NeuronSite};

/// The values made by [`position`].
#[derive(Clone, Copy)]
pub struct Position<F>(F);

/// A function of where a neuron is; its population must have positions.
///
/// ```
/// use npbrain_core::Population;
/// use npbrain_values::position;
/// # fn show(population: Population) {
/// population.vary("tau", position(|[x, y, _]| 10.0 + x + y));
/// # }
/// ```
pub fn position<F: Fn([f64; 3]) -> f64 + Send + Sync>(function: F) -> Position<F> {
    Position(function)
}

impl<F> fmt::Debug for Position<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Position(..)")
    }
}

impl<F: Fn([f64; 3]) -> f64 + Send + Sync> Draw<NeuronSite> for Position<F> {
    fn draw(&self, site: NeuronSite, _: &mut Stream) -> f64 {
        (self.0)(site.position)
    }

    fn needs_positions(&self) -> bool {
        true
    }
}
