use fearless_simd::{Level, Simd};

use super::row::units;
use super::words::words_from;
use super::{CHUNK, Geometric, Key};
use crate::number::{Lanes, Scalar, at_level};

/// How many numbers are drawn at once: each takes two words.
const BATCH: usize = CHUNK / 2;

/// Numbers of one [`Geometric`], one after another: those that
/// [`draw`](Geometric::draw) gives from a fresh [`Stream`](super::Stream), drawn
/// on vectors.
#[derive(Clone, Debug)]
pub struct Jumps {
    geometric: Geometric,
    key: Key,
    prefix: u64,
    /// How many batches have been drawn.
    batches: u64,
    batch: [u64; BATCH],
    /// How many numbers of the batch are used up.
    used: usize,
}

impl Geometric {
    /// The numbers drawn from the stream of `prefix` under `key`.
    ///
    /// ```
    /// use npbrain_core::random::{Geometric, Key, Stream};
    ///
    /// let (geometric, key) = (Geometric::new(0.1), Key::new(1, "lif1", "rows"));
    /// let (mut jumps, mut stream) = (geometric.jumps(key, 7), Stream::new(key, 7));
    /// assert_eq!(jumps.draw(), geometric.draw(&mut stream));
    /// ```
    pub fn jumps(self, key: Key, prefix: u64) -> Jumps {
        Jumps { geometric: self, key, prefix, batches: 0, batch: [0; BATCH], used: BATCH }
    }
}

impl Jumps {
    /// The next number.
    #[inline]
    pub fn draw(&mut self) -> u64 {
        if self.used == BATCH {
            self.refill();
        }
        let number = self.batch[self.used];
        self.used += 1;
        number
    }

    fn refill(&mut self) {
        let level = Level::new();
        at_level!(level, simd => self.refill_on(simd));
        self.batches += 1;
        self.used = 0;
    }

    #[inline(always)]
    fn refill_on<S: Simd>(&mut self, simd: S) {
        let words = words_from(self.key, self.batches * 16, self.prefix);
        let failures = Lanes::splat(simd, self.geometric.log_failure());
        let mut numbers = [0.0; BATCH];
        units(
            simd,
            &words,
            &mut numbers,
            #[inline(always)]
            |unit: Lanes<S, f64>| unit.ln() / failures,
        );
        for (drawn, number) in self.batch.iter_mut().zip(numbers) {
            // The conversion rounds down and saturates.
            *drawn = number as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Geometric, Key, Stream};

    #[test]
    fn jumps_are_what_a_stream_draws() {
        for (p, prefix) in [(0.1, 0), (1e-9, 3), (0.999, u64::MAX), (0.0, 5), (1.0, 5)] {
            let (geometric, key) = (Geometric::new(p), Key::new(1, "lif1", "rows"));
            let (mut jumps, mut stream) = (geometric.jumps(key, prefix), Stream::new(key, prefix));
            for _ in 0..1000 {
                assert_eq!(jumps.draw(), geometric.draw(&mut stream));
            }
        }
    }
}
