use std::ops::Range;

use fearless_simd::{Select, Simd, SimdBase};

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
            Arithmetic::Plain => poured(drops, sums, Poisson::counts),
            Arithmetic::Simd(level) => at_level!(level, simd => on_lanes(simd, drops, sums)),
        }
    }
}

#[inline(always)]
fn on_lanes<S: Simd, T: Real>(simd: S, drops: Drops<'_, T>, sums: &mut [T]) {
    poured(
        drops,
        sums,
        #[inline(always)]
        |poisson, words| match poisson.is_searched() {
            true => poisson.counts(words),
            false => compared(simd, poisson, words),
        },
    );
}

/// [`Poisson::counts`] of a table without a search: left to itself, the compiler
/// puts thresholds side by side and not neurons.
#[inline(always)]
fn compared<S: Simd>(simd: S, poisson: &Poisson, words: &[[u32; 16]; 4]) -> [u32; CHUNK] {
    const TOGETHER: usize = 4;
    let width = <S::u32s as SimdBase<S>>::LEN;
    let one = S::u32s::splat(simd, 1);
    let mut counts = [0; CHUNK];
    let groups = words.as_flattened().chunks_exact(TOGETHER * width);
    for (counts, words) in counts.chunks_exact_mut(TOGETHER * width).zip(groups) {
        let words: [S::u32s; TOGETHER] = std::array::from_fn(
            #[inline(always)]
            |k| S::u32s::from_slice(simd, &words[k * width..][..width]),
        );
        let mut reached = [S::u32s::splat(simd, poisson.least()); TOGETHER];
        for threshold in poisson.thresholds() {
            let threshold = S::u32s::splat(simd, *threshold);
            for k in 0..TOGETHER {
                let more = reached[k] + one;
                reached[k] = words[k].simd_ge(threshold).select(more, reached[k]);
            }
        }
        for k in 0..TOGETHER {
            reached[k].store_slice(&mut counts[k * width..][..width]);
        }
    }
    counts
}

#[inline(always)]
fn poured<T: Real>(
    drops: Drops<'_, T>,
    sums: &mut [T],
    counts: impl Fn(&Poisson, &[[u32; 16]; 4]) -> [u32; CHUNK],
) {
    let Drops { poisson, key, step, chunk, slots, weights } = drops;
    let mut start = slots.start;
    while start < slots.end {
        let index = start / CHUNK;
        let end = slots.end.min((index + 1) * CHUNK);
        let counts = counts(poisson, &words(key, chunk + index as u32, step, 0));
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
