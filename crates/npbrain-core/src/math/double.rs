use fearless_simd::{Simd, prelude::*};

use crate::number::{Float, Real};

/// log₂ e, to turn a power of e into a power of two.
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2, and what its rounding leaves.
const LN_2: f64 = std::f64::consts::LN_2;
const LN_2_REST: f64 = 2.3190468138462996e-17;
/// ln 2 to 40 bits, so that its whole multiples up to 2¹³ are exact, and the
/// rest.
const LN_2_HIGH: f64 = 0.6931471805601177;
const LN_2_LOW: f64 = -1.7239444525614835e-13;
/// Adding then subtracting 3·2⁵¹ rounds to the nearest whole number.
const ROUND: f64 = 6755399441055744.0;

/// (eʳ − 1 − r) / r² for |r| ≤ ½ ln 2, by Remez exchange: relative error of eʳ
/// below 2⁻⁵⁷.
#[inline(always)]
fn exp_tail<F: Float<Element = f64>>(r: F) -> F {
    // By pairs (Estrin 1960): a chain a third as long as Horner's.
    let z = r * r;
    let a = r.lit(0.1666666666666641).mul_add(r, r.lit(0.5000000000000011));
    let b = r.lit(0.008333333333495209).mul_add(r, r.lit(0.04166666666652957));
    let c = r.lit(0.00019841269505382168).mul_add(r, r.lit(0.001388888894380727));
    let d = r.lit(2.7557587051420207e-6).mul_add(r, r.lit(2.480149289489148e-5));
    let e = r.lit(2.499997366092611e-8).mul_add(r, r.lit(2.763032755660637e-7));
    let w = z * z;
    w.mul_add(w.mul_add(e, z.mul_add(d, c)), z.mul_add(b, a))
}

/// The nearest whole number.
#[inline(always)]
fn round<F: Float<Element = f64>>(x: F) -> F {
    (x + x.lit(ROUND)) - x.lit(ROUND)
}

/// `x` = n ln 2 + r, with n whole and |r| ≤ ½ ln 2.
#[inline(always)]
fn reduce<F: Float<Element = f64>>(x: F) -> (F, F) {
    let n = x.mul_add(x.lit(LOG2_E), x.lit(ROUND)) - x.lit(ROUND);
    // The first difference is exact: a multiple of 2⁻⁵⁴ below ½.
    let r = n.mul_add(x.lit(-LN_2), x);
    (n, n.mul_add(x.lit(-LN_2_REST), r))
}

/// eʳ − 1 for |r| ≤ ½ ln 2, of the tail of eʳ.
#[inline(always)]
fn exp_less_one_near<F: Float<Element = f64>>(r: F, tail: F) -> F {
    (r * r).mul_add(tail, r)
}

/// (eˣ − 1) · 2⁻ᵇⁱᵃˢ where x = n ln 2 + r, and the tail of eʳ.
#[inline(always)]
fn exp_less_one<F: Float<Element = f64>>((n, r): (F, F), bias: i16) -> (F, F) {
    let tail = exp_tail(r);
    let power = n.exp2_whole(-bias);
    let unit = n.lit(2.0f64.powi(-i32::from(bias)));
    (power.mul_add(exp_less_one_near(r, tail), power - unit), tail)
}

/// sin r for |r| ≤ π/2, by Remez exchange: relative error below 2⁻⁶¹.
#[inline(always)]
fn sin_near<F: Float<Element = f64>>(r: F) -> F {
    let z = r * r;
    let p = z.lit(2.7210852455646417e-15).mul_add(z, z.lit(-7.642983144967007e-13));
    let p = p.mul_add(z, z.lit(1.6058939392353872e-10));
    let p = p.mul_add(z, z.lit(-2.5052106866713234e-8));
    let p = p.mul_add(z, z.lit(2.7557319211072486e-6));
    let p = p.mul_add(z, z.lit(-0.00019841269841208852));
    let p = p.mul_add(z, z.lit(0.008333333333333193));
    let p = p.mul_add(z, z.lit(-0.16666666666666666));
    (r * z).mul_add(p, r)
}

/// (sin πx, cos πx) for |x| ≤ ¼, by Remez exchange: relative errors below
/// 2⁻⁵⁸ and 2⁻⁶⁴.
#[inline(always)]
fn sin_cos_pi_near<F: Float<Element = f64>>(x: F) -> (F, F) {
    let z = x * x;
    let p = z.lit(0.0004615143528857884).mul_add(z, z.lit(-0.007370018300707674));
    let p = p.mul_add(z, z.lit(0.08214586894854402));
    let p = p.mul_add(z, z.lit(-0.5992645289321276));
    let p = p.mul_add(z, z.lit(2.5501640398732657));
    let p = p.mul_add(z, z.lit(-5.167712780049954));
    let sin = x * p.mul_add(z, z.lit(std::f64::consts::PI));
    let p = z.lit(-0.00010356654962532829).mul_add(z, z.lit(0.0019294657153118286));
    let p = p.mul_add(z, z.lit(-0.0258068856707798));
    let p = p.mul_add(z, z.lit(0.2353306301928962));
    let p = p.mul_add(z, z.lit(-1.335262768852004));
    let p = p.mul_add(z, z.lit(4.058712126416749));
    let p = p.mul_add(z, z.lit(-4.934802200544679));
    (sin, p.mul_add(z, z.lit(1.0)))
}

/// sin (x − nπ), with the sign of (−1)ⁿ, for |n| ≤ 2¹⁵.
///
/// π is in three parts (Cody and Waite 1980), the first two of 38 bits, so that
/// their multiples are exact and the remainder keeps its precision next to a
/// zero of the sine.
#[inline(always)]
fn sin_less_turns<F: Float<Element = f64>>(x: F, n: F, odd: F::Mask) -> F {
    let r = n.mul_add(x.lit(-3.1415926535846666), x);
    let r = n.mul_add(x.lit(-5.126688303194381e-12), r);
    let r = n.mul_add(x.lit(5.343781467722031e-24), r);
    let y = sin_near(r);
    F::select(odd, -y, y)
}

/// The arguments up to which the sine and cosine reduce in double precision.
/// Those beyond are rare, and go to `libm` one by one.
const FAR: f64 = 102943.0;

impl Real for f64 {
    const NAME: &'static str = "f64";

    #[inline(always)]
    fn of(value: f64) -> Self {
        value
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self
    }

    #[inline(always)]
    fn exp_of<F: Float<Element = Self>>(x: F) -> F {
        // Beyond, the result is 0 or ∞ all the same. A NaN passes.
        let (n, r) = reduce(x.at_least(-746.0).at_most(710.0));
        let y = exp_less_one_near(r, exp_tail(r)) + x.lit(1.0);
        // 2ⁿ in two factors: n reaches 1024, and a subnormal result must be
        // rounded once.
        let small = n.lt(n.lit(-500.0));
        let first = (n + F::select(small, n.lit(500.0), n.lit(-1.0))).exp2_whole(0);
        y * first * F::select(small, n.lit(2.0f64.powi(-500)), n.lit(2.0))
    }

    #[inline(always)]
    fn ln_of<F: Float<Element = Self>>(x: F) -> F {
        let subnormal = x.lt(x.lit(f64::MIN_POSITIVE));
        let (m, e) = F::select(subnormal, x * x.lit(2.0f64.powi(54)), x).split();
        let e = F::select(subnormal, e - e.lit(54.0), e);
        let f = m - m.lit(1.0);
        // ln (1 + f) = 2 artanh s, and with h = f²/2: 2s = f − s f, so that
        // ln (1 + f) = f − (h − s (h + s²(⅔ + …))).
        let s = f / (f + f.lit(2.0));
        let z = s * s;
        let p = z.lit(0.14796096722841615).mul_add(z, z.lit(0.15314036688451518));
        let p = p.mul_add(z, z.lit(0.1818356483349969));
        let p = p.mul_add(z, z.lit(0.22222198564140422));
        let p = p.mul_add(z, z.lit(0.2857142874246796));
        let p = p.mul_add(z, z.lit(0.3999999999941436));
        let p = p.mul_add(z, z.lit(0.6666666666666734));
        let h = f * f * f.lit(0.5);
        let y = s.mul_add(z.mul_add(p, h), e * e.lit(LN_2_LOW));
        let y = e.mul_add(e.lit(LN_2_HIGH), f - (h - y));
        let y = F::select(x.gt(x.lit(0.0)), y, x.lit(f64::NAN));
        let y = F::select(x.eq(x.lit(0.0)), x.lit(f64::NEG_INFINITY), y);
        F::select(x.lt(x.lit(f64::INFINITY)), y, x + y)
    }

    #[inline(always)]
    fn exprel_of<F: Float<Element = Self>>(x: F) -> F {
        // The quotient is ∞ from 720 on; e⁻⁵⁰ is nothing beside 1.
        let x = x.at_most(720.0);
        let parts = reduce(x.at_least(-50.0));
        // Scaled by 2⁻³²: eˣ overflows before the quotient does.
        let (above, tail) = exp_less_one(parts, 32);
        let far = above / (x * x.lit(2.0f64.powi(-32)));
        // So near to 0, x is its own remainder r.
        let near = x.mul_add(tail, x.lit(1.0));
        F::select(x.abs().lt(x.lit(0.34)), near, far)
    }

    #[inline(always)]
    fn tanh_of<F: Float<Element = Self>>(x: F) -> F {
        // 1 − tanh 20 is below half a unit in the last place of 1.
        let a = x.abs();
        let a = a.at_most(20.0);
        let (e, _) = exp_less_one(reduce(a + a), 0);
        let y = e / (e + e.lit(2.0));
        let y = F::select(x.lt(x.lit(0.0)), -y, y);
        // Also keeps the sign of zero.
        F::select(a.lt(a.lit(2.0f64.powi(-28))), x, y)
    }

    #[inline(always)]
    fn sin_of<F: Float<Element = Self>>(x: F) -> F {
        let n = round(x * x.lit(std::f64::consts::FRAC_1_PI));
        let half = n * n.lit(0.5);
        let y = sin_less_turns(x, n, !round(half).eq(half));
        let far = x.abs().gt(x.lit(FAR));
        F::select(far, x, y).map_where(far, libm::sin)
    }

    #[inline(always)]
    fn cos_of<F: Float<Element = Self>>(x: F) -> F {
        // cos x = sin (x + π/2) = (−1)ⁿ sin (x − (n − ½)π); n − ½ is exact.
        let n = round(x * x.lit(std::f64::consts::FRAC_1_PI) + x.lit(0.5));
        let half = n * n.lit(0.5);
        let y = sin_less_turns(x, n - n.lit(0.5), !round(half).eq(half));
        let far = x.abs().gt(x.lit(FAR));
        F::select(far, x, y).map_where(far, libm::cos)
    }

    #[inline(always)]
    fn sin_cos_pi_of<F: Float<Element = Self>>(x: F) -> (F, F) {
        // Mirrored at ½, then at ¼, where sine and cosine change places; the
        // differences are exact.
        let a = x.abs();
        let beyond = a.gt(a.lit(0.5));
        let a = F::select(beyond, a.lit(1.0) - a, a);
        let swap = a.gt(a.lit(0.25));
        let (sin, cos) = sin_cos_pi_near(F::select(swap, a.lit(0.5) - a, a));
        let (sin, cos) = (F::select(swap, cos, sin), F::select(swap, sin, cos));
        let sin = F::select(x.lt(x.lit(0.0)), -sin, sin);
        (sin, F::select(beyond, -cos, cos))
    }

    #[inline(always)]
    fn exp2_whole_native<S: Simd>(n: Self::Native<S>, more: i16) -> Self::Native<S> {
        // The sum has n + more + 1023 in its lowest bits; the shift drops all others.
        let n: S::u64s = (n + (ROUND + 1023.0 + f64::from(more))).bitcast();
        (n << 52).bitcast()
    }

    #[inline(always)]
    fn split_native<S: Simd>(x: Self::Native<S>) -> (Self::Native<S>, Self::Native<S>) {
        // Subtracting √½ moves the boundary of the mantissa from 1 to √½.
        const HALF_ROOT: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
        // A number below 2⁵² in the mantissa of 2⁵² makes that number + 2⁵²:
        // SSE2 and AVX2 have no conversion from 64-bit whole numbers.
        const WHOLE: f64 = 4503599627370496.0;
        let bits: S::u64s = x.bitcast();
        let moved = bits - HALF_ROOT;
        let mantissa = (moved & 0x000f_ffff_ffff_ffff) + HALF_ROOT;
        // Biased again, so that the shift is of an unsigned number.
        let exponent = (moved + (1023 << 52)) >> 52;
        let exponent: S::f64s = (exponent | WHOLE.to_bits()).bitcast();
        (mantissa.bitcast(), exponent - (WHOLE + 1023.0))
    }
}
