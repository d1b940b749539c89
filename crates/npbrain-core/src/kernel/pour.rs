use std::ops::Range;

use fearless_simd::Simd;

use super::{Arithmetic, CHUNK};
use crate::number::Real;
use crate::number::at_level;
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
            Arithmetic::Plain => {
                for chunk in touched(&drops.slots) {
                    let words = words(drops.key, drops.chunk + chunk as u32, drops.step, 0);
                    add(&drops, chunk, &drops.poisson.counts(&words), sums);
                }
            }
            Arithmetic::Simd(level) => at_level!(level, simd => on_lanes(simd, drops, sums)),
        }
    }
}

#[inline(always)]
fn on_lanes<S: Simd, T: Real>(simd: S, drops: Drops<'_, T>, sums: &mut [T]) {
    for chunk in touched(&drops.slots) {
        let words = words(drops.key, drops.chunk + chunk as u32, drops.step, 0);
        add(&drops, chunk, &drops.poisson.counts_on(simd, &words), sums);
    }
}

/// The chunks that the slots lie in.
#[inline(always)]
fn touched(slots: &Range<usize>) -> Range<usize> {
    slots.start / CHUNK..slots.end.div_ceil(CHUNK)
}

/// Adds the numbers of one chunk.
#[inline(always)]
fn add<T: Real>(drops: &Drops<'_, T>, chunk: usize, counts: &[u32; CHUNK], sums: &mut [T]) {
    let start = drops.slots.start.max(chunk * CHUNK);
    let end = drops.slots.end.min((chunk + 1) * CHUNK);
    let counts = &counts[start - chunk * CHUNK..][..end - start];
    let sums = &mut sums[start..end];
    match drops.weights {
        [weight] => {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += *weight * number::<T>(*count);
            }
        }
        each => {
            let each = &each[start - drops.slots.start..][..end - start];
            for ((sum, count), weight) in sums.iter_mut().zip(counts).zip(each) {
                *sum += *weight * number::<T>(*count);
            }
        }
    }
}

/// SIMD turns signed integers into numbers quicker than unsigned ones.
#[inline(always)]
fn number<T: Real>(count: u32) -> T {
    T::of(f64::from(count.cast_signed()))
}
