use npbrain_core::random::{Key, Stream};

/// Random points to try a model at; the same for the same model and purpose.
pub(crate) struct Points(Stream);

impl Points {
    pub(crate) fn new(model: &str, purpose: &str) -> Self {
        Points(Stream::new(Key::new(0, model, purpose), 0))
    }

    /// Uniform between two numbers.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.uniform()
    }

    /// Near `center`: within a quarter of its size, or of 1 where that is more.
    pub(crate) fn near(&mut self, center: f64) -> f64 {
        let size = center.abs().max(1.0);
        center + self.between(-0.25, 0.25) * size
    }

    /// Anywhere a variable that is normally about `center` could be.
    pub(crate) fn around(&mut self, center: f64) -> f64 {
        let size = 10.0 + 2.0 * center.abs();
        center + self.between(-size, size)
    }

    /// Of any size from 10⁻² to 10², and either sign.
    pub(crate) fn of_any_size(&mut self) -> f64 {
        let size = 10f64.powf(self.between(-2.0, 2.0));
        if self.below(2) == 0 { size } else { -size }
    }

    /// One of the whole numbers below `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0.below(n)
    }
}
