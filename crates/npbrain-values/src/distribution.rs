use std::fmt;

use npbrain_core::random::Stream;
use npbrain_core::{Draw, Error, Result};

use crate::Bounds;

/// A distribution of numbers, with bounds if it was given some.
#[derive(Clone, Copy)]
pub struct Distribution<D> {
    law: D,
    bounds: Bounds,
}

impl<D: Law> Distribution<D> {
    pub(crate) fn of(law: D) -> Self {
        Distribution { law, bounds: Bounds::None }
    }

    /// Moves values below `low` to `low` and values above `high` to `high`.
    #[must_use]
    pub fn clipped(mut self, low: f64, high: f64) -> Self {
        self.bounds = Bounds::Clipped(low, high);
        self
    }

    /// Draws again until a value lies from `low` to `high`: the distribution
    /// under the condition that it does.
    #[must_use]
    pub fn redrawn(mut self, low: f64, high: f64) -> Self {
        self.bounds = Bounds::Redrawn(low, high);
        self
    }
}

impl<D> fmt::Debug for Distribution<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Distribution").field("bounds", &self.bounds).finish_non_exhaustive()
    }
}

impl<S, D: Law> Draw<S> for Distribution<D> {
    fn draw(&self, _: S, stream: &mut Stream) -> f64 {
        self.bounds.keep(stream, |stream| self.law.sample(stream))
    }

    fn draw_row(
        &self,
        count: usize,
        _: &dyn Fn(usize) -> S,
        stream: &mut Stream,
        values: &mut Vec<f64>,
    ) {
        let draw = |count, values: &mut Vec<f64>| self.law.sample_row(count, stream, values);
        self.bounds.keep_row(count, values, draw);
    }

    fn check(&self, object: &str, name: &str) -> Result<()> {
        let wrong =
            self.law.wrong().or_else(|| self.bounds.wrong(|stream| self.law.sample(stream)));
        match wrong {
            None => Ok(()),
            Some((argument, value, expected)) => Err(Error::InvalidValue {
                object: object.into(),
                name: format!("{argument} of {name}"),
                value,
                expected,
            }),
        }
    }
}

/// How numbers are distributed.
pub trait Law: Send + Sync {
    /// One of them.
    fn sample(&self, stream: &mut Stream) -> f64;

    /// Appends `count` of them: what [`sample`](Self::sample) gives one after another,
    /// which a law may know to do faster for many.
    fn sample_row(&self, count: usize, stream: &mut Stream, values: &mut Vec<f64>) {
        values.extend((0..count).map(|_| self.sample(stream)));
    }

    /// A parameter that is wrong: its name, its value, what is expected.
    fn wrong(&self) -> Option<(&'static str, f64, &'static str)> {
        None
    }
}
