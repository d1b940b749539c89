use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

/// A number a model can be written in.
///
/// Implemented by plain `f64` and `f32`, by SIMD [`Lanes`](crate::Lanes), by
/// [`Dual`](crate::Dual) (value and derivative) and by [`Sym`](crate::Sym)
/// (records the operations). Model authors meet it only as a bound: they
/// compute with [`Num`](crate::Num) and [`When`](crate::When).
///
/// Every implementation rounds each operation once, in the order written, and
/// fuses a multiplication with an addition in [`mul_add`](Scalar::mul_add)
/// alone, so that all of them give the same bits. NaN and infinities propagate as in IEEE 754.
pub trait Scalar:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The outcome of a comparison, one truth value per number held.
    type Mask: Copy
        + BitAnd<Output = Self::Mask>
        + BitOr<Output = Self::Mask>
        + Not<Output = Self::Mask>;

    /// The constant `value` as a number of this kind.
    ///
    /// It is made beside an existing number because a SIMD value carries the
    /// proof that its instruction set is there.
    fn lit(self, value: f64) -> Self;

    /// `self < other`; false where either is NaN.
    fn lt(self, other: Self) -> Self::Mask;
    /// `self <= other`; false where either is NaN.
    fn le(self, other: Self) -> Self::Mask;
    /// `self > other`; false where either is NaN.
    fn gt(self, other: Self) -> Self::Mask;
    /// `self >= other`; false where either is NaN.
    fn ge(self, other: Self) -> Self::Mask;
    /// `self == other`; false where either is NaN.
    fn eq(self, other: Self) -> Self::Mask;

    /// `yes` where `mask` holds, `no` elsewhere. Both have been computed.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;

    /// `self` · `factor` + `term`, rounded once. Operators never fuse; this says
    /// where to.
    ///
    /// Machines without such an instruction take many for it: they get the same
    /// bits, slowly.
    fn mul_add(self, factor: Self, term: Self) -> Self;

    /// The magnitude.
    fn abs(self) -> Self;
    /// The square root, correctly rounded; NaN below zero.
    fn sqrt(self) -> Self;
    /// eˣ.
    fn exp(self) -> Self;
    /// The natural logarithm; −∞ at zero, NaN below.
    fn ln(self) -> Self;
    /// (eˣ − 1) / x, which is 1 at x = 0.
    fn exprel(self) -> Self;
    /// The hyperbolic tangent.
    fn tanh(self) -> Self;
    /// The sine of an angle in radians.
    fn sin(self) -> Self;
    /// The cosine of an angle in radians.
    fn cos(self) -> Self;

    /// The smaller of the two; NaN if either is.
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        let smaller = Self::select(self.lt(other), self, other);
        Self::select(self.eq(self), smaller, self)
    }

    /// The larger of the two; NaN if either is.
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        let larger = Self::select(self.gt(other), self, other);
        Self::select(self.eq(self), larger, self)
    }
}
