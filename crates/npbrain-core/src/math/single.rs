use fearless_simd::{Simd, prelude::*};

use crate::number::{Float, Real};

/// log₂ e, to turn a power of e into a power of two.
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2 in single precision, and what its rounding leaves.
const LN_2: f64 = std::f32::consts::LN_2 as f64;
const LN_2_REST: f64 = std::f64::consts::LN_2 - LN_2;
/// ln 2 to ten bits, so that its whole multiples up to 2¹³ are exact, and the
/// rest.
const LN_2_HIGH: f64 = 0.693359375;
const LN_2_LOW: f64 = -0.00021219444005469057;
/// Adding then subtracting 3·2²² rounds to the nearest whole number.
const ROUND: f64 = 12582912.0;

/// (eʳ − 1 − r) / r² for |r| ≤ ½ ln 2, by Remez exchange: relative error of eʳ
/// below 2⁻²⁸.
#[inline(always)]
fn exp_tail<F: Float<Element = f32>>(r: F) -> F {
    // By pairs (Estrin 1960): a chain half as long as Horner's.
    let z = r * r;
    let low = r.lit(0.1666652).mul_add(r, r.lit(0.49999994));
    let high = r.lit(0.008368756).mul_add(r, r.lit(0.041668393));
    z.mul_add(z.mul_add(r.lit(0.0013814509), high), low)
}

/// The nearest whole number.
#[inline(always)]
fn round<F: Float<Element = f32>>(x: F) -> F {
    (x + x.lit(ROUND)) - x.lit(ROUND)
}

/// `x` = n ln 2 + r, with n whole and |r| ≤ ½ ln 2.
#[inline(always)]
fn reduce<F: Float<Element = f32>>(x: F) -> (F, F) {
    let n = x.mul_add(x.lit(LOG2_E), x.lit(ROUND)) - x.lit(ROUND);
    // The first difference is exact: a multiple of 2⁻²⁵ below ½.
    let r = n.mul_add(x.lit(-LN_2), x);
    (n, n.mul_add(x.lit(-LN_2_REST), r))
}

/// eʳ − 1 for |r| ≤ ½ ln 2, of the tail of eʳ.
#[inline(always)]
fn exp_less_one_near<F: Float<Element = f32>>(r: F, tail: F) -> F {
    (r * r).mul_add(tail, r)
}

/// (eˣ − 1) · 2⁻ᵇⁱᵃˢ where x = n ln 2 + r, and the tail of eʳ.
#[inline(always)]
fn exp_less_one<F: Float<Element = f32>>((n, r): (F, F), bias: i16) -> (F, F) {
    let tail = exp_tail(r);
    let power = n.exp2_whole(-bias);
    let unit = n.lit(2.0f64.powi(-i32::from(bias)));
    (power.mul_add(exp_less_one_near(r, tail), power - unit), tail)
}

/// sin r for |r| ≤ π/2, by Remez exchange: relative error below 2⁻²⁷.
#[inline(always)]
fn sin_near<F: Float<Element = f32>>(r: F) -> F {
    let z = r * r;
    let p = z.lit(2.6056323e-6).mul_add(z, z.lit(-0.0001980954));
    let p = p.mul_add(z, z.lit(0.008333066));
    let p = p.mul_add(z, z.lit(-0.1666666));
    (r * z).mul_add(p, r)
}

/// (sin πx, cos πx) for |x| ≤ ¼, by Remez exchange: relative errors below
/// 2⁻²⁷ and 2⁻³³.
#[inline(always)]
fn sin_cos_pi_near<F: Float<Element = f32>>(x: F) -> (F, F) {
    let z = x * x;
    let p = z.lit(-0.589012).mul_add(z, z.lit(2.549761));
    let p = p.mul_add(z, z.lit(-5.1677074));
    let sin = x * p.mul_add(z, z.lit(std::f64::consts::PI));
    let p = z.lit(0.23136422).mul_add(z, z.lit(-1.3350506));
    let p = p.mul_add(z, z.lit(4.0587077));
    let p = p.mul_add(z, z.lit(-4.934802));
    (sin, p.mul_add(z, z.lit(1.0)))
}

/// sin (x − nπ), with the sign of (−1)ⁿ, for |n| ≤ 2¹⁰.
///
/// π is in four parts (Cody and Waite 1980), the first three of 14 bits, so
/// that their multiples are exact and the remainder keeps its precision next to
/// a zero of the sine. What the second difference rounds off goes into the
/// third.
#[inline(always)]
fn sin_less_turns<F: Float<Element = f32>>(x: F, n: F, odd: F::Mask) -> F {
    let first = n.mul_add(x.lit(-3.1416015625), x);
    let part = n * x.lit(-8.909031748771667e-6);
    let second = first - part;
    let lost = (first - second) - part;
    let third = second - (n * x.lit(1.2154544037912274e-10) - lost);
    let y = sin_near(n.mul_add(x.lit(3.4302490200117637e-15), third));
    F::select(odd, -y, y)
}

/// The arguments up to which the sine and cosine reduce in single precision.
/// Those beyond are rare, and go to `libm` one by one.
const FAR: f64 = 3216.0;

impl Real for f32 {
    const NAME: &'static str = "f32";

    #[inline(always)]
    fn of(value: f64) -> Self {
        value as f32
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }

    #[inline(always)]
    fn exp_of<F: Float<Element = Self>>(x: F) -> F {
        // Beyond, the result is 0 or ∞ all the same. A NaN passes.
        let (n, r) = reduce(x.at_least(-105.0).at_most(89.0));
        let y = exp_less_one_near(r, exp_tail(r)) + x.lit(1.0);
        // 2ⁿ in two factors: n reaches 128, and a subnormal result must be
        // rounded once.
        let small = n.lt(n.lit(-60.0));
        let first = (n + F::select(small, n.lit(63.0), n.lit(-1.0))).exp2_whole(0);
        y * first * F::select(small, n.lit(2.0f64.powi(-63)), n.lit(2.0))
    }

    #[inline(always)]
    fn ln_of<F: Float<Element = Self>>(x: F) -> F {
        let subnormal = x.lt(x.lit(f64::from(f32::MIN_POSITIVE)));
        let (m, e) = F::select(subnormal, x * x.lit(2.0f64.powi(25)), x).split();
        let e = F::select(subnormal, e - e.lit(25.0), e);
        let f = m - m.lit(1.0);
        let z = f * f;
        let p = f.lit(-0.07634456).mul_add(f, f.lit(0.12761542));
        let p = p.mul_add(f, f.lit(-0.13160183));
        let p = p.mul_add(f, f.lit(0.14201763));
        let p = p.mul_add(f, f.lit(-0.16623358));
        let p = p.mul_add(f, f.lit(0.20001227));
        let p = p.mul_add(f, f.lit(-0.2500082));
        let p = p.mul_add(f, f.lit(0.3333333));
        let y = (f * z).mul_add(p, e * f.lit(LN_2_LOW));
        let y = z.mul_add(f.lit(-0.5), y);
        let y = e.mul_add(f.lit(LN_2_HIGH), y + f);
        let y = F::select(x.gt(x.lit(0.0)), y, x.lit(f64::NAN));
        let y = F::select(x.eq(x.lit(0.0)), x.lit(f64::NEG_INFINITY), y);
        F::select(x.lt(x.lit(f64::INFINITY)), y, x + y)
    }

    #[inline(always)]
    fn exprel_of<F: Float<Element = Self>>(x: F) -> F {
        // The quotient is ∞ from 96 on; e⁻⁴⁰ is nothing beside 1.
        let x = x.at_most(96.0);
        let parts = reduce(x.at_least(-40.0));
        // Scaled by 2⁻¹⁶: eˣ overflows before the quotient does.
        let (above, tail) = exp_less_one(parts, 16);
        let far = above / (x * x.lit(2.0f64.powi(-16)));
        // So near to 0, x is its own remainder r.
        let near = x.mul_add(tail, x.lit(1.0));
        F::select(x.abs().lt(x.lit(0.34)), near, far)
    }

    #[inline(always)]
    fn tanh_of<F: Float<Element = Self>>(x: F) -> F {
        // 1 − tanh 10 is below half a unit in the last place of 1.
        let a = x.abs();
        let a = a.at_most(10.0);
        let (e, _) = exp_less_one(reduce(a + a), 0);
        let y = e / (e + e.lit(2.0));
        let y = F::select(x.lt(x.lit(0.0)), -y, y);
        // Also keeps the sign of zero.
        F::select(a.lt(a.lit(2.0f64.powi(-13))), x, y)
    }

    #[inline(always)]
    fn sin_of<F: Float<Element = Self>>(x: F) -> F {
        let n = round(x * x.lit(std::f64::consts::FRAC_1_PI));
        let half = n * n.lit(0.5);
        let y = sin_less_turns(x, n, !round(half).eq(half));
        let far = x.abs().gt(x.lit(FAR));
        F::select(far, x, y).map_where(far, |x| libm::sin(f64::from(x)) as f32)
    }

    #[inline(always)]
    fn cos_of<F: Float<Element = Self>>(x: F) -> F {
        // cos x = sin (x + π/2) = (−1)ⁿ sin (x − (n − ½)π); n − ½ is exact.
        let n = round(x * x.lit(std::f64::consts::FRAC_1_PI) + x.lit(0.5));
        let half = n * n.lit(0.5);
        let y = sin_less_turns(x, n - n.lit(0.5), !round(half).eq(half));
        let far = x.abs().gt(x.lit(FAR));
        F::select(far, x, y).map_where(far, |x| libm::cos(f64::from(x)) as f32)
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
        // The sum has n + more + 127 in its lowest bits; the shift drops all others.
        let n: S::u32s = (n + (ROUND + 127.0 + f64::from(more)) as f32).bitcast();
        (n << 23).bitcast()
    }

    #[inline(always)]
    fn split_native<S: Simd>(x: Self::Native<S>) -> (Self::Native<S>, Self::Native<S>) {
        // Subtracting √½ moves the boundary of the mantissa from 1 to √½.
        const HALF_ROOT: u32 = std::f32::consts::FRAC_1_SQRT_2.to_bits();
        let bits: S::u32s = x.bitcast();
        let moved = bits - HALF_ROOT;
        let mantissa = (moved & 0x007f_ffff) + HALF_ROOT;
        // Biased again, so that the shift is of an unsigned number.
        let exponent: S::i32s = ((moved + (127 << 23)) >> 23).bitcast();
        let exponent: S::f32s = exponent.to_float();
        (mantissa.bitcast(), exponent - 127.0)
    }
}
