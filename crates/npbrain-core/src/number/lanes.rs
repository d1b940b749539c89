use std::ops::{Add, Div, Mul, Neg, Sub};

use fearless_simd::{Simd, SimdBase, SimdFloat, prelude::*};

use super::{Float, Real, Scalar};

/// As many numbers at once as one SIMD register of the machine holds.
///
/// `S` is the instruction set, chosen at run time; `T` is `f32` or `f64`.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct Lanes<S: Simd, T: Real>(pub T::Native<S>);

impl<S: Simd, T: Real> Lanes<S, T> {
    /// How many numbers one value holds.
    pub const WIDTH: usize = <T::Native<S> as SimdBase<S>>::LEN;

    /// The same number in every lane.
    #[inline(always)]
    pub fn splat(simd: S, value: T) -> Self {
        Lanes(T::Native::<S>::splat(simd, value))
    }

    /// The numbers of a slice of [`WIDTH`](Self::WIDTH) elements.
    #[inline(always)]
    pub fn load(simd: S, from: &[T]) -> Self {
        Lanes(T::Native::<S>::from_slice(simd, from))
    }

    /// Writes the numbers to a slice of [`WIDTH`](Self::WIDTH) elements.
    #[inline(always)]
    pub fn store(self, to: &mut [T]) {
        self.0.store_slice(to);
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident),*) => {$(
        impl<S: Simd, T: Real> $operator for Lanes<S, T> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Lanes($operator::$method(self.0, other.0))
            }
        }
    )*};
}
operators!(Add add, Sub sub, Mul mul, Div div);

impl<S: Simd, T: Real> Neg for Lanes<S, T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Lanes(-self.0)
    }
}

macro_rules! functions {
    ($($method:ident $of:ident),*) => {$(
        #[inline(always)]
        fn $method(self) -> Self {
            T::$of(self)
        }
    )*};
}

impl<S: Simd, T: Real> Scalar for Lanes<S, T> {
    type Mask = <T::Native<S> as SimdBase<S>>::Mask;

    #[inline(always)]
    fn lit(self, value: f64) -> Self {
        Lanes(T::Native::<S>::splat(self.0.token(), T::of(value)))
    }

    #[inline(always)]
    fn lt(self, other: Self) -> Self::Mask {
        self.0.simd_lt(other.0)
    }
    #[inline(always)]
    fn le(self, other: Self) -> Self::Mask {
        self.0.simd_le(other.0)
    }
    #[inline(always)]
    fn gt(self, other: Self) -> Self::Mask {
        self.0.simd_gt(other.0)
    }
    #[inline(always)]
    fn ge(self, other: Self) -> Self::Mask {
        self.0.simd_ge(other.0)
    }
    #[inline(always)]
    fn eq(self, other: Self) -> Self::Mask {
        self.0.simd_eq(other.0)
    }

    #[inline(always)]
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self {
        Lanes(mask.select(yes.0, no.0))
    }

    #[inline(always)]
    fn mul_add(self, factor: Self, term: Self) -> Self {
        match fuses(self.0.token()) {
            // Where it fuses this is one instruction; elsewhere it is not called, and
            // cheaper to compile than the precise one.
            true => Lanes(self.0.mul_add(factor.0, term.0)),
            false => fused_slowly(self, factor, term),
        }
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Lanes(SimdBase::abs(self.0))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Lanes(SimdFloat::sqrt(self.0))
    }

    functions!(exp exp_of, ln ln_of, exprel exprel_of, tanh tanh_of, sin sin_of, cos cos_of);
}

impl<S: Simd, T: Real> Float for Lanes<S, T> {
    type Element = T;

    // NaN stays as the second of the two; elsewhere it may not.
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    #[inline(always)]
    fn at_least(self, bound: f64) -> Self {
        Lanes(self.lit(bound).0.max(self.0))
    }

    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    #[inline(always)]
    fn at_most(self, bound: f64) -> Self {
        Lanes(self.lit(bound).0.min(self.0))
    }

    #[inline(always)]
    fn exp2_whole(self, more: i16) -> Self {
        Lanes(T::exp2_whole_native(self.0, more))
    }

    #[inline(always)]
    fn split(self) -> (Self, Self) {
        let (mantissa, exponent) = T::split_native(self.0);
        (Lanes(mantissa), Lanes(exponent))
    }

    #[inline(always)]
    fn map_where(self, mask: Self::Mask, f: fn(T) -> T) -> Self {
        let mut out = self;
        let mut bits = mask.to_bitmask();
        while bits != 0 {
            let lane = bits.trailing_zeros() as usize;
            out.0[lane] = f(self.0[lane]);
            bits &= bits - 1;
        }
        out
    }
}

/// Whether an instruction set multiplies and adds at once; known to the compiler.
#[inline(always)]
fn fuses<S: Simd>(simd: S) -> bool {
    let level = simd.level();
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    return level.as_avx2().is_some();
    #[cfg(target_arch = "aarch64")]
    return level.as_neon().is_some();
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64")))]
    return false;
}

/// A multiplication and an addition rounded once, by many instructions: called,
/// lest every kernel be made of copies of it.
#[inline(never)]
fn fused_slowly<S: Simd, T: Real>(
    a: Lanes<S, T>,
    factor: Lanes<S, T>,
    term: Lanes<S, T>,
) -> Lanes<S, T> {
    Lanes(a.0.mul_add_precise(factor.0, term.0))
}
