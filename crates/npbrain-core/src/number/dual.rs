use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Scalar;

/// A value and its derivative with respect to one variable.
///
/// Running a model on `Dual` numbers differentiates it exactly (forward mode):
/// seed one variable with [`Dual::variable`], all else with
/// [`Dual::constant`]. A derivative known to be zero is `None`, so that what
/// does not depend on the variable costs nothing once compiled.
///
/// ```
/// use npbrain_core::{Dual, Num};
///
/// let v = Num(Dual::variable(3.0));
/// let f = 0.5 * v * v;
/// assert_eq!(f.0.derivative(), 3.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Dual<S> {
    /// The value.
    pub value: S,
    /// The derivative; `None` where it is zero whatever the values.
    pub slope: Option<S>,
}

impl<S: Scalar> Dual<S> {
    /// What is differentiated by: slope 1.
    #[inline(always)]
    pub fn variable(value: S) -> Self {
        Dual { value, slope: Some(value.lit(1.0)) }
    }

    /// What does not depend on the variable.
    #[inline(always)]
    pub fn constant(value: S) -> Self {
        Dual { value, slope: None }
    }

    /// The derivative, zero included.
    #[inline(always)]
    pub fn derivative(self) -> S {
        match self.slope {
            Some(slope) => slope,
            None => self.value.lit(0.0),
        }
    }

    /// `value`, with the slope scaled by `rate` (the chain rule).
    #[inline(always)]
    fn chain(self, value: S, rate: S) -> Self {
        Dual {
            value,
            slope: self.slope.map(
                #[inline(always)]
                |slope| rate * slope,
            ),
        }
    }
}

macro_rules! both {
    ($left:expr, $right:expr, $l:ident, $r:ident => $both:expr, $only_left:expr, $only_right:expr) => {
        match ($left, $right) {
            (Some($l), Some($r)) => Some($both),
            (Some($l), None) => Some($only_left),
            (None, Some($r)) => Some($only_right),
            (None, None) => None,
        }
    };
}

/// `slope` · `factor` beside what is there.
#[inline(always)]
fn with<S: Scalar>(there: Option<S>, slope: Option<S>, factor: S) -> Option<S> {
    both!(there, slope, t, s => s.mul_add(factor, t), t, s * factor)
}

impl<S: Scalar> Add for Dual<S> {
    type Output = Self;
    #[inline(always)]
    fn add(self, o: Self) -> Self {
        Dual { value: self.value + o.value, slope: both!(self.slope, o.slope, a, b => a + b, a, b) }
    }
}

impl<S: Scalar> Sub for Dual<S> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, o: Self) -> Self {
        Dual {
            value: self.value - o.value,
            slope: both!(self.slope, o.slope, a, b => a - b, a, -b),
        }
    }
}

impl<S: Scalar> Mul for Dual<S> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, o: Self) -> Self {
        Dual {
            value: self.value * o.value,
            slope: both!(self.slope, o.slope, a, b =>
                a.mul_add(o.value, self.value * b), a * o.value, self.value * b),
        }
    }
}

impl<S: Scalar> Div for Dual<S> {
    type Output = Self;
    #[inline(always)]
    fn div(self, o: Self) -> Self {
        let value = self.value / o.value;
        // Where `self` is 1, as in every division of `Num`s, this is `value`.
        let reciprocal = o.value.lit(1.0) / o.value;
        Dual {
            value,
            slope: both!(self.slope, o.slope, a, b =>
                value.mul_add(-b, a) * reciprocal, a * reciprocal, -(value * b) * reciprocal),
        }
    }
}

impl<S: Scalar> Neg for Dual<S> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Dual {
            value: -self.value,
            slope: self.slope.map(
                #[inline(always)]
                |slope| -slope,
            ),
        }
    }
}

impl<S: Scalar> Scalar for Dual<S> {
    type Mask = S::Mask;

    #[inline(always)]
    fn lit(self, value: f64) -> Self {
        Dual::constant(self.value.lit(value))
    }

    #[inline(always)]
    fn lt(self, other: Self) -> S::Mask {
        self.value.lt(other.value)
    }
    #[inline(always)]
    fn le(self, other: Self) -> S::Mask {
        self.value.le(other.value)
    }
    #[inline(always)]
    fn gt(self, other: Self) -> S::Mask {
        self.value.gt(other.value)
    }
    #[inline(always)]
    fn ge(self, other: Self) -> S::Mask {
        self.value.ge(other.value)
    }
    #[inline(always)]
    fn eq(self, other: Self) -> S::Mask {
        self.value.eq(other.value)
    }

    #[inline(always)]
    fn select(mask: S::Mask, yes: Self, no: Self) -> Self {
        let value = S::select(mask, yes.value, no.value);
        let zero = value.lit(0.0);
        Dual {
            value,
            slope: both!(yes.slope, no.slope, a, b =>
                S::select(mask, a, b), S::select(mask, a, zero), S::select(mask, zero, b)),
        }
    }

    #[inline(always)]
    fn mul_add(self, factor: Self, term: Self) -> Self {
        let slope = with(term.slope, factor.slope, self.value);
        Dual {
            value: self.value.mul_add(factor.value, term.value),
            slope: with(slope, self.slope, factor.value),
        }
    }

    #[inline(always)]
    fn abs(self) -> Self {
        let one = self.value.lit(1.0);
        let sign = S::select(self.value.lt(self.value.lit(0.0)), -one, one);
        self.chain(self.value.abs(), sign)
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        self.chain(root, root.lit(0.5) / root)
    }

    #[inline(always)]
    fn exp(self) -> Self {
        let e = self.value.exp();
        self.chain(e, e)
    }

    #[inline(always)]
    fn ln(self) -> Self {
        self.chain(self.value.ln(), self.value.lit(1.0) / self.value)
    }

    /// d/dx (eˣ − 1)/x = (eˣ − exprel x)/x; its Taylor series near 0, where
    /// that difference cancels.
    #[inline(always)]
    fn exprel(self) -> Self {
        let x = self.value;
        let value = x.exprel();
        let far = (x.exp() - value) / x;
        // ∑ xᵏ / (k! (k + 2)), to the precision of f64 for |x| < 0.3.
        let mut near = x.lit(1.0 / (12.0 * 479_001_600.0 + 2.0 * 479_001_600.0));
        for (k, factorial) in [
            (11.0, 39_916_800.0),
            (10.0, 3_628_800.0),
            (9.0, 362_880.0),
            (8.0, 40_320.0),
            (7.0, 5_040.0),
            (6.0, 720.0),
            (5.0, 120.0),
            (4.0, 24.0),
            (3.0, 6.0),
            (2.0, 2.0),
            (1.0, 1.0),
            (0.0, 1.0),
        ] {
            near = near.mul_add(x, x.lit(1.0 / (factorial * (k + 2.0))));
        }
        let rate = S::select(x.abs().lt(x.lit(0.3)), near, far);
        self.chain(value, rate)
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        let t = self.value.tanh();
        self.chain(t, t.lit(1.0) - t * t)
    }

    #[inline(always)]
    fn sin(self) -> Self {
        self.chain(self.value.sin(), self.value.cos())
    }

    #[inline(always)]
    fn cos(self) -> Self {
        self.chain(self.value.cos(), -self.value.sin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against central differences of the same function, whose error at this
    /// step is about 1e-10 relative.
    #[test]
    fn slopes_equal_central_differences() {
        fn f<S: Scalar>(x: S) -> S {
            let one = x.lit(1.0);
            (x.exp() + x.abs().sqrt()) / x.mul_add(x, one) - x.tanh() * x.sin() + x.cos()
                - x.exprel() * x.mul_add(x.sin(), x * x + x.mul_add(one, one)).abs().ln()
        }
        for x in [-3.0, -0.7, -0.29, -1e-3, 1e-3, 0.2, 0.31, 1.0, 2.5] {
            let h = 1e-6 * f64::max(1e-2, f64::abs(x));
            let numeric = (f(x + h) - f(x - h)) / (2.0 * h);
            let exact = f(Dual::variable(x)).derivative();
            assert!(
                (exact - numeric).abs() <= 1e-6 * exact.abs().max(1.0),
                "at {x}: {exact} and {numeric}"
            );
        }
    }

    #[test]
    fn what_does_not_depend_on_the_variable_has_no_slope() {
        let x = Dual::variable(2.0);
        let c = Dual::constant(3.0);
        assert!((c * c + c.exp()).slope.is_none());
        assert_eq!((c * x).derivative(), 3.0);
        assert_eq!((c / x).derivative(), -0.75);
    }
}
