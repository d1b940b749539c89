use fearless_simd::{Simd, SimdMask};

use super::{Float, Lanes, Real};

/// A [`Float`] that can be loaded from columns of numbers and stored to them.
///
/// Kernels are written once over `P: Pack<T>`: with [`Lanes`] they are the fast
/// engine, with plain `f32` or `f64` the reference one, whose
/// [`WIDTH`](Self::WIDTH) is 1.
pub trait Pack<T: Real>: Float<Element = T> {
    /// How many numbers one value holds: a power of two, at most 16.
    const WIDTH: usize;

    /// The proof that the instruction set is there; `()` for plain numbers.
    type Proof: Copy;

    /// The numbers of a slice of [`WIDTH`](Self::WIDTH) elements.
    fn load(proof: Self::Proof, from: &[T]) -> Self;

    /// Writes the numbers to a slice of [`WIDTH`](Self::WIDTH) elements.
    fn store(self, to: &mut [T]);

    /// The same number everywhere.
    fn splat(proof: Self::Proof, value: T) -> Self;

    /// One bit per number held, the first in the lowest bit; higher bits are 0.
    fn mask_bits(mask: Self::Mask) -> u64;

    /// The truth values in the lowest bits, as [`mask_bits`](Self::mask_bits)
    /// gives them; higher bits do not matter.
    fn mask_of(proof: Self::Proof, bits: u64) -> Self::Mask;
}

impl<T: Real> Pack<T> for T {
    const WIDTH: usize = 1;
    type Proof = ();

    #[inline(always)]
    fn load((): (), from: &[T]) -> T {
        from[0]
    }

    #[inline(always)]
    fn store(self, to: &mut [T]) {
        to[0] = self;
    }

    #[inline(always)]
    fn splat((): (), value: T) -> T {
        value
    }

    #[inline(always)]
    fn mask_bits(mask: bool) -> u64 {
        u64::from(mask)
    }

    #[inline(always)]
    fn mask_of((): (), bits: u64) -> bool {
        bits & 1 != 0
    }
}

impl<S: Simd, T: Real> Pack<T> for Lanes<S, T> {
    const WIDTH: usize = Lanes::<S, T>::WIDTH;
    type Proof = S;

    #[inline(always)]
    fn load(simd: S, from: &[T]) -> Self {
        Lanes::load(simd, from)
    }

    #[inline(always)]
    fn store(self, to: &mut [T]) {
        Lanes::store(self, to);
    }

    #[inline(always)]
    fn splat(simd: S, value: T) -> Self {
        Lanes::splat(simd, value)
    }

    #[inline(always)]
    fn mask_bits(mask: Self::Mask) -> u64 {
        mask.to_bitmask()
    }

    #[inline(always)]
    fn mask_of(simd: S, bits: u64) -> Self::Mask {
        Self::Mask::from_bitmask(simd, bits)
    }
}
