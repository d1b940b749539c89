use fearless_simd::Simd;

use super::{Arithmetic, CHUNK};
use crate::number::Real;
use crate::number::at_level;
use crate::random::{Key, words};

impl Arithmetic {
    /// A bit for each of the 64 neurons from 64 · `chunk` on: whether its random
    /// word (see [`words`], block 0) is below its threshold, which is so with
    /// probability threshold / 2³².
    ///
    /// A threshold of 2³² is above all words. A fraction of one counts as one:
    /// words are whole.
    pub fn chances<T: Real>(self, key: Key, chunk: u32, step: u64, thresholds: &[T; CHUNK]) -> u64 {
        let mut bits = 0;
        match self {
            Arithmetic::Plain => bits = below(key, chunk, step, thresholds),
            Arithmetic::Simd(level) => {
                at_level!(level, simd => on_lanes(simd, key, chunk, step, thresholds, &mut bits));
            }
        }
        bits
    }
}

/// The token is not looked at: where it is, the compiler has its instructions.
#[inline(always)]
fn on_lanes<S: Simd, T: Real>(
    _: S,
    key: Key,
    chunk: u32,
    step: u64,
    thresholds: &[T; CHUNK],
    bits: &mut u64,
) {
    *bits = below(key, chunk, step, thresholds);
}

#[inline(always)]
fn below<T: Real>(key: Key, chunk: u32, step: u64, thresholds: &[T; CHUNK]) -> u64 {
    let words = words(key, chunk, step, 0);
    let mut all = 0;
    for (k, (words, thresholds)) in words.iter().zip(thresholds.chunks_exact(16)).enumerate() {
        // A bit of its own for each lane, so that all lanes are compared at once.
        let mut bits = [0_u32; 16];
        for lane in 0..16 {
            let is_below = f64::from(words[lane]) < thresholds[lane].to_f64();
            bits[lane] = if is_below { 1 << lane } else { 0 };
        }
        let bits = bits.iter().fold(0, |all, bit| all | bit);
        all |= u64::from(bits) << (16 * k);
    }
    all
}
