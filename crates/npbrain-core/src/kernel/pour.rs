use std::ops::Range;

use fearless_simd::Simd;

use super::level::at_level;
use super::{Arithmetic, CHUNK};
use crate::number::Real;
use crate::random::{Key, Poisson, words};

/// Poisson numbers of one step, for consecutive neurons.
#[derive(Clone, Debug)]
pub struct Drops<'a, T> {
    /// Their law.
    pub poisson: &'a Poisson,
    /// The stream they are drawn from.
    pub key: Key,
    /// The step.
    pub step: u64,
    /// Which 64 neurons of the population the sums begin with: those from
    /// 64 · `chunk` on.
    pub chunk: u32,
    /// The neurons they are for, counted from the first of the sums.
    pub slots: Range<usize>,
    /// What each number is multiplied by: one for all, or one for each of
    /// `slots`.
    pub weights: &'a [T],
}

impl Arithmetic {
    /// Adds weight times number to the `sums`, one per neuron. The numbers are
    /// drawn with the [`words`] of block 0.
    ///
    /// # Panics
    /// If the neurons are not among the sums, or have too few weights.
    pub fn pour<T: Real>(self, drops: Drops<'_, T>, sums: &mut [T]) {
        match self {
            Arithmetic::Plain => poured(drops, sums),
            Arithmetic::Simd(level) => at_level!(level, simd => on_lanes(simd, drops, sums)),
        }
    }
}

/// The token is not looked at: where it is, the compiler has its instructions.
#[inline(always)]
fn on_lanes<S: Simd, T: Real>(_: S, drops: Drops<'_, T>, sums: &mut [T]) {
    poured(drops, sums);
}

#[inline(always)]
fn poured<T: Real>(drops: Drops<'_, T>, sums: &mut [T]) {
    let Drops { poisson, key, step, chunk, slots, weights } = drops;
    let mut start = slots.start;
    while start < slots.end {
        let index = start / CHUNK;
        let end = slots.end.min((index + 1) * CHUNK);
        let counts = poisson.counts(&words(key, chunk + index as u32, step, 0));
        let counts = &counts[start % CHUNK..][..end - start];
        let sums = &mut sums[start..end];
        match weights {
            [weight] => {
                for (sum, count) in sums.iter_mut().zip(counts) {
                    *sum += *weight * number::<T>(*count);
                }
            }
            each => {
                let each = &each[start - slots.start..][..end - start];
                for ((sum, count), weight) in sums.iter_mut().zip(counts).zip(each) {
                    *sum += *weight * number::<T>(*count);
                }
            }
        }
        start = end;
    }
}

/// SIMD turns signed integers into numbers quicker than unsigned ones.
#[inline(always)]
fn number<T: Real>(count: u32) -> T {
    T::of(f64::from(count.cast_signed()))
}
