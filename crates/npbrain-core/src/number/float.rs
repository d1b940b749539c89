use super::Scalar;

/// A [`Scalar`] that holds machine floats, and so has bits to work on.
///
/// The elementary functions are written once over this trait, per precision
/// (see [`Real`]), and run unchanged on one number or on a SIMD vector.
pub trait Float: Scalar {
    /// The machine float held: `f32` or `f64`.
    type Element: Real;

    /// The larger of `self` and a `bound` other than 0; NaN stays.
    #[inline(always)]
    fn at_least(self, bound: f64) -> Self {
        Self::select(self.lt(self.lit(bound)), self.lit(bound), self)
    }

    /// The smaller of `self` and a `bound` other than 0; NaN stays.
    #[inline(always)]
    fn at_most(self, bound: f64) -> Self {
        Self::select(self.gt(self.lit(bound)), self.lit(bound), self)
    }

    /// 2ⁿ⁺ᵐ for a whole `self` = n and m = `more`, within the exponents of normal
    /// numbers.
    fn exp2_whole(self, more: i16) -> Self;

    /// `(m, e)` with `self` = m · 2ᵉ and √½ ≤ m < √2, for positive normal
    /// `self`; e is whole. Other values give an unspecified pair.
    fn split(self) -> (Self, Self);

    /// Replaces the numbers where `mask` holds by `f` of them, one at a time:
    /// the way out for arguments so rare that they may be slow.
    fn map_where(self, mask: Self::Mask, f: fn(Self::Element) -> Self::Element) -> Self;
}

/// `f32` or `f64`, with the elementary functions at its precision.
///
/// Each function is one sequence of operations, the same for every [`Float`].
pub trait Real:
    fearless_simd::SimdFloatElement + Float<Element = Self, Mask = bool> + Send + Sync + 'static
{
    /// The name used in records and messages.
    const NAME: &'static str;

    /// Rounds `value` to this precision.
    fn of(value: f64) -> Self;
    /// The value in double precision, unchanged.
    fn to_f64(self) -> f64;

    /// eˣ; see [`Scalar::exp`].
    fn exp_of<F: Float<Element = Self>>(x: F) -> F;
    /// ln x; see [`Scalar::ln`].
    fn ln_of<F: Float<Element = Self>>(x: F) -> F;
    /// (eˣ − 1) / x; see [`Scalar::exprel`].
    fn exprel_of<F: Float<Element = Self>>(x: F) -> F;
    /// tanh x; see [`Scalar::tanh`].
    fn tanh_of<F: Float<Element = Self>>(x: F) -> F;
    /// sin x; see [`Scalar::sin`].
    fn sin_of<F: Float<Element = Self>>(x: F) -> F;
    /// cos x; see [`Scalar::cos`].
    fn cos_of<F: Float<Element = Self>>(x: F) -> F;
    /// (sin πx, cos πx) for −1 ≤ x < 1, the range of a random angle.
    fn sin_cos_pi_of<F: Float<Element = Self>>(x: F) -> (F, F);

    /// [`Float::exp2_whole`] on a SIMD vector.
    fn exp2_whole_native<S: fearless_simd::Simd>(n: Self::Native<S>, more: i16) -> Self::Native<S>;
    /// [`Float::split`] on a SIMD vector.
    fn split_native<S: fearless_simd::Simd>(
        x: Self::Native<S>,
    ) -> (Self::Native<S>, Self::Native<S>);
}
