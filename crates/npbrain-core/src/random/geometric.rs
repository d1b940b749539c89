use super::Stream;
use crate::number::Scalar;

/// The number of failures before the next success, when each trial succeeds
/// with probability p on its own: k with probability p (1 − p)ᵏ.
///
/// Drawing it jumps over the failures at once, so that connecting each pair of
/// neurons with probability p costs time for the synapses only, not the pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometric {
    /// ln (1 − p), computed so as to be exact for small p.
    log_failure: f64,
}

impl Geometric {
    /// Success with probability `p`, from 0 (never: the number is then
    /// [`u64::MAX`]) to 1 (always: the number is 0).
    pub fn new(p: f64) -> Self {
        Geometric { log_failure: libm::log1p(-p) }
    }

    pub(super) fn log_failure(self) -> f64 {
        self.log_failure
    }

    /// Draws the number: ⌊ln u / ln (1 − p)⌋ with u uniform in (0, 1) (Devroye
    /// 1986, X.2), at most [`u64::MAX`].
    ///
    /// u has 52 bits, so that the number is at most 36.7 / p or so.
    #[inline]
    pub fn draw(self, stream: &mut Stream) -> u64 {
        // The conversion rounds down and saturates.
        (Scalar::ln(stream.uniform()) / self.log_failure) as u64
    }
}
