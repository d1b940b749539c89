//! Plain `f32` and `f64`: the reference engine, tests, teaching.

use super::{Float, Real, Scalar};

macro_rules! plain {
    ($float:ident, $bits:ident, $mantissa_bits:literal, $bias:literal) => {
        impl Scalar for $float {
            type Mask = bool;

            #[inline(always)]
            fn lit(self, value: f64) -> Self {
                value as $float
            }

            #[inline(always)]
            fn lt(self, other: Self) -> bool {
                self < other
            }
            #[inline(always)]
            fn le(self, other: Self) -> bool {
                self <= other
            }
            #[inline(always)]
            fn gt(self, other: Self) -> bool {
                self > other
            }
            #[inline(always)]
            fn ge(self, other: Self) -> bool {
                self >= other
            }
            #[inline(always)]
            fn eq(self, other: Self) -> bool {
                self == other
            }

            #[inline(always)]
            fn select(mask: bool, yes: Self, no: Self) -> Self {
                if mask { yes } else { no }
            }

            #[inline(always)]
            fn mul_add(self, factor: Self, term: Self) -> Self {
                $float::mul_add(self, factor, term)
            }

            #[inline(always)]
            fn abs(self) -> Self {
                $float::abs(self)
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                $float::sqrt(self)
            }
            #[inline(always)]
            fn exp(self) -> Self {
                <$float as Real>::exp_of(self)
            }
            #[inline(always)]
            fn ln(self) -> Self {
                <$float as Real>::ln_of(self)
            }
            #[inline(always)]
            fn exprel(self) -> Self {
                <$float as Real>::exprel_of(self)
            }
            #[inline(always)]
            fn tanh(self) -> Self {
                <$float as Real>::tanh_of(self)
            }
            #[inline(always)]
            fn sin(self) -> Self {
                <$float as Real>::sin_of(self)
            }
            #[inline(always)]
            fn cos(self) -> Self {
                <$float as Real>::cos_of(self)
            }
        }

        impl Float for $float {
            type Element = $float;

            #[inline(always)]
            fn exp2_whole(self, more: i16) -> Self {
                let exponent = self as i32 + i32::from(more) + $bias;
                $float::from_bits((exponent as $bits) << $mantissa_bits)
            }

            #[inline(always)]
            fn split(self) -> (Self, Self) {
                // Subtracting √½ moves the boundary of the mantissa from 1 to √½.
                const HALF_ROOT: $bits = std::$float::consts::FRAC_1_SQRT_2.to_bits();
                let moved = self.to_bits().wrapping_sub(HALF_ROOT);
                let mantissa = (moved & ((1 << $mantissa_bits) - 1)).wrapping_add(HALF_ROOT);
                // Biased again, so that the shift is of an unsigned number on every machine.
                let exponent =
                    (moved.wrapping_add($bias << $mantissa_bits) >> $mantissa_bits) as $float;
                ($float::from_bits(mantissa), exponent - $bias as $float)
            }

            #[inline(always)]
            fn map_where(self, mask: bool, f: fn(Self) -> Self) -> Self {
                if mask { f(self) } else { self }
            }
        }
    };
}
plain!(f32, u32, 23, 127);
plain!(f64, u64, 52, 1023);
