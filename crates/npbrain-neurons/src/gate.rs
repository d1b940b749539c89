use npbrain_core::prelude::*;

/// Rates of opening and closing of a gate, in 1/ms.
pub(crate) struct Rates<S> {
    pub(crate) opening: Num<S>,
    pub(crate) closing: Num<S>,
}

impl<S: Scalar> Rates<S> {
    #[inline(always)]
    pub(crate) fn slope(&self, gate: Num<S>) -> Num<S> {
        // α (1 − x) − β x
        (self.opening + self.closing).mul_add(-gate, self.opening)
    }

    /// Where the gate stays.
    #[inline(always)]
    pub(crate) fn steady(&self) -> Num<S> {
        self.opening / (self.opening + self.closing)
    }
}
