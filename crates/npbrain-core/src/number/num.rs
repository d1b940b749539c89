use std::ops::{Add, AddAssign, BitAnd, BitOr, Div, Mul, MulAssign, Neg, Not, Sub, SubAssign};

use super::Scalar;

/// A number in a model: any [`Scalar`], with `f64` literals allowed on either
/// side of an operator.
///
/// `a / b` is computed as `a · (1/b)`, rounded twice: within 1.5 units in the
/// last place of the quotient, and overflowing where 1/b does. All engines do
/// so.
///
/// ```
/// use npbrain_core::{Num, Scalar};
///
/// fn cube<S: Scalar>(v: Num<S>) -> Num<S> {
///     0.04 * v * v + 5.0 * v + 140.0
/// }
/// assert_eq!(cube(Num(-65.0)).0, 0.04 * -65.0 * -65.0 + 5.0 * -65.0 + 140.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(transparent)]
pub struct Num<S>(pub S);

/// The outcome of a comparison of [`Num`]s. Models do not branch: they compute
/// both sides and [`select`](When::select).
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct When<S: Scalar>(pub S::Mask);

macro_rules! operators {
    ($($operator:ident $method:ident),*) => {$(
        impl<S: Scalar> $operator for Num<S> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Num(S::$method(self.0, other.0))
            }
        }
        impl<S: Scalar> $operator<f64> for Num<S> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                Num(S::$method(self.0, self.0.lit(other)))
            }
        }
        impl<S: Scalar> $operator<Num<S>> for f64 {
            type Output = Num<S>;
            #[inline(always)]
            fn $method(self, other: Num<S>) -> Num<S> {
                Num(S::$method(other.0.lit(self), other.0))
            }
        }
    )*};
}
operators!(Add add, Sub sub, Mul mul);

/// a / b is a · (1/b): a division costs several multiplications, and the
/// reciprocal of what stays the same, such as a time constant, is taken once
/// for all neurons and outside their loop.
impl<S: Scalar> Div for Num<S> {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Num(self.0 * (other.0.lit(1.0) / other.0))
    }
}

impl<S: Scalar> Div<f64> for Num<S> {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: f64) -> Self {
        Num(self.0 * self.0.lit(1.0 / other))
    }
}

impl<S: Scalar> Div<Num<S>> for f64 {
    type Output = Num<S>;
    #[inline(always)]
    fn div(self, other: Num<S>) -> Num<S> {
        let reciprocal = other.0.lit(1.0) / other.0;
        // So that 1/x is recorded as what it is; the bits are the same.
        Num(if self == 1.0 { reciprocal } else { other.0.lit(self) * reciprocal })
    }
}

macro_rules! assignments {
    ($($assign:ident $assign_method:ident $operator:ident $method:ident),*) => {$(
        impl<S: Scalar, T> $assign<T> for Num<S>
        where
            Num<S>: $operator<T, Output = Num<S>>,
        {
            #[inline(always)]
            fn $assign_method(&mut self, other: T) {
                *self = $operator::$method(*self, other);
            }
        }
    )*};
}
assignments!(AddAssign add_assign Add add, SubAssign sub_assign Sub sub, MulAssign mul_assign Mul mul);

impl<S: Scalar> Neg for Num<S> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Num(-self.0)
    }
}

/// A literal or a [`Num`]: what a `Num` can be compared with.
pub trait Operand<S: Scalar> {
    /// The operand as a number of the kind of `beside`.
    fn near(self, beside: S) -> S;
}

impl<S: Scalar> Operand<S> for f64 {
    #[inline(always)]
    fn near(self, beside: S) -> S {
        beside.lit(self)
    }
}

impl<S: Scalar> Operand<S> for Num<S> {
    #[inline(always)]
    fn near(self, _: S) -> S {
        self.0
    }
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $method:ident),*) => {$(
        $(#[$doc])*
        #[inline(always)]
        pub fn $method(self, other: impl Operand<S>) -> When<S> {
            When(self.0.$method(other.near(self.0)))
        }
    )*};
}

macro_rules! functions {
    ($($(#[$doc:meta])* $method:ident),*) => {$(
        $(#[$doc])*
        #[inline(always)]
        pub fn $method(self) -> Self {
            Num(self.0.$method())
        }
    )*};
}

impl<S: Scalar> Num<S> {
    /// The constant `value`, made beside this number.
    #[inline(always)]
    pub fn lit(self, value: f64) -> Self {
        Num(self.0.lit(value))
    }

    comparisons! {
        /// `self < other`; false where either is NaN.
        lt,
        /// `self <= other`; false where either is NaN.
        le,
        /// `self > other`; false where either is NaN.
        gt,
        /// `self >= other`; false where either is NaN.
        ge,
        /// `self == other`; false where either is NaN.
        eq
    }

    functions! {
        /// The magnitude.
        abs,
        /// The square root.
        sqrt,
        /// eˣ.
        exp,
        /// The natural logarithm.
        ln,
        /// (eˣ − 1) / x, which is 1 at x = 0: the safe form of rates such as
        /// x / (1 − e⁻ˣ), which is `1.0 / (-x).exprel()`.
        exprel,
        /// The hyperbolic tangent.
        tanh,
        /// The sine of an angle in radians.
        sin,
        /// The cosine of an angle in radians.
        cos
    }

    /// `self` · `factor` + `term`, rounded once and, on most machines, one
    /// instruction. Operators never do that by themselves.
    #[inline(always)]
    pub fn mul_add(self, factor: impl Operand<S>, term: impl Operand<S>) -> Self {
        Num(self.0.mul_add(factor.near(self.0), term.near(self.0)))
    }

    /// The smaller of the two; NaN if either is.
    #[inline(always)]
    pub fn min(self, other: impl Operand<S>) -> Self {
        Num(self.0.min(other.near(self.0)))
    }

    /// The larger of the two; NaN if either is.
    #[inline(always)]
    pub fn max(self, other: impl Operand<S>) -> Self {
        Num(self.0.max(other.near(self.0)))
    }

    /// `self` raised to a whole power, by repeated squaring.
    #[inline(always)]
    pub fn powi(self, power: u32) -> Self {
        let (mut result, mut base, mut rest) = (None, self, power);
        while rest > 0 {
            if rest & 1 == 1 {
                result = Some(match result {
                    None => base,
                    Some(r) => r * base,
                });
            }
            rest >>= 1;
            if rest > 0 {
                base = base * base;
            }
        }
        result.unwrap_or(self.lit(1.0))
    }
}

impl<S: Scalar> When<S> {
    /// `yes` where this holds, `no` elsewhere. Both are computed.
    #[inline(always)]
    pub fn select(self, yes: impl Operand<S>, no: Num<S>) -> Num<S> {
        Num(S::select(self.0, yes.near(no.0), no.0))
    }
}

impl<S: Scalar> Not for When<S> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        When(!self.0)
    }
}

impl<S: Scalar> BitAnd for When<S> {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        When(self.0 & other.0)
    }
}

impl<S: Scalar> BitOr for When<S> {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        When(self.0 | other.0)
    }
}
