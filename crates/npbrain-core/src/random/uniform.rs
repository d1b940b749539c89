use super::{CHUNK, Key, words};
use crate::number::{Pack, Real};

/// (`word` + ½) · 2⁻³², rounded to the precision: between 0 and 1, but 1 itself
/// in single precision for the largest words.
#[inline(always)]
pub(super) fn unit<T: Real>(word: u32) -> T {
    T::of(f64::from(word)) * T::of(1.0 / 4_294_967_296.0) + T::of(0.5 / 4_294_967_296.0)
}

/// One number uniform in (0, 1) for each of the 64 neurons from 64 · `chunk` on.
///
/// Each is (w + ½) · 2⁻³² of the neuron's random word w (see [`words`]), rounded
/// to the precision but never to 1. Both precisions draw the same number, up to
/// rounding.
#[inline(always)]
pub fn uniforms<T: Real, P: Pack<T>>(
    proof: P::Proof,
    key: Key,
    chunk: u32,
    step: u64,
    block: u32,
    out: &mut [T; CHUNK],
) {
    let words = words(key, chunk, step, block);
    // The largest single below 1. In double precision nothing rounds to 1.
    let most = P::splat(proof, T::of(1.0 - f64::from(f32::EPSILON) / 2.0));
    let one = P::splat(proof, T::of(1.0));
    for (out, words) in out.chunks_exact_mut(16).zip(&words) {
        let mut units = [T::of(0.0); 16];
        for lane in 0..16 {
            units[lane] = unit(words[lane]);
        }
        for start in (0..16).step_by(P::WIDTH) {
            let lanes = start..start + P::WIDTH;
            let unit = P::load(proof, &units[lanes.clone()]);
            P::select(unit.lt(one), unit, most).store(&mut out[lanes]);
        }
    }
}
