//! The elementary functions, held to correctly rounded results (`core-math`:
//! Sibidanov, Zimmermann and Glondu 2022), whose code shares nothing with ours;
//! and to one another, at every SIMD level this machine has.

use fearless_simd::{Level, Simd, dispatch};
use npbrain_core::{Float, Lanes, Real};

/// A function under test, of every kind of number.
trait Function {
    const NAME: &'static str;
    fn of<T: Real, F: Float<Element = T>>(x: F) -> F;
    /// Correctly rounded, except [`Exprel`]'s, which is within one unit in the
    /// last place.
    fn exact(x: f64) -> f64;
}

macro_rules! functions {
    ($($name:ident = $of:expr, $exact:expr;)*) => {$(
        struct $name;
        impl Function for $name {
            const NAME: &'static str = stringify!($name);
            #[inline(always)]
            fn of<T: Real, F: Float<Element = T>>(x: F) -> F {
                $of(x)
            }
            fn exact(x: f64) -> f64 {
                $exact(x)
            }
        }
    )*};
}
functions! {
    Exp = F::exp, core_math::exp;
    Ln = F::ln, core_math::log;
    Exprel = F::exprel, exprel;
    Tanh = F::tanh, core_math::tanh;
    Sin = F::sin, core_math::sin;
    Cos = F::cos, core_math::cos;
    SinTurn = |x| T::sin_cos_pi_of(x).0, core_math::sinpi;
    CosTurn = |x| T::sin_cos_pi_of(x).1, core_math::cospi;
}

fn exprel(x: f64) -> f64 {
    if x == 0.0 {
        1.0
    } else if x == f64::INFINITY {
        x
    } else if x > 700.0 {
        // eˣ overflows before the quotient does.
        core_math::exp(x - 64.0) / x * core_math::exp(64.0)
    } else {
        core_math::expm1(x) / x
    }
}

/// Every level this machine has, lowest first.
fn levels() -> Vec<Level> {
    let best = Level::new();
    #[cfg(target_arch = "x86_64")]
    let all = [
        best.as_sse2().map(Level::Sse2),
        best.as_sse4_2().map(Level::Sse4_2),
        best.as_avx2().map(Level::Avx2),
        best.as_avx512().map(Level::Avx512),
    ];
    #[cfg(not(target_arch = "x86_64"))]
    let all = [Some(best)];
    all.into_iter().flatten().collect()
}

/// The distance of `y` from `exact`, in units in the last place of `exact` at
/// single precision.
fn ulps_single(y: f32, exact: f64) -> f64 {
    if y.is_nan() && exact.is_nan() || y.is_infinite() && y == exact as f32 {
        return 0.0;
    }
    if !y.is_finite() || exact.is_nan() {
        return f64::INFINITY;
    }
    let exponent = ((exact.to_bits() >> 52) & 0x7ff) as i32 - 1023;
    let unit = 2.0f64.powi(exponent.clamp(-126, 127) - 23);
    (f64::from(y) - exact).abs() / unit
}

/// How many doubles `y` is away from `exact`.
fn ulps_double(y: f64, exact: f64) -> f64 {
    match (y.is_nan(), exact.is_nan()) {
        (true, true) => return 0.0,
        (false, false) => {}
        _ => return f64::INFINITY,
    }
    let line = |x: f64| {
        let bits = x.to_bits() as i64;
        if bits < 0 { i64::MIN - bits } else { bits }
    };
    line(y).abs_diff(line(exact)) as f64
}

/// Singles spread evenly over all bit patterns.
fn singles(step: usize) -> impl Iterator<Item = f32> {
    (0..=u32::MAX).step_by(step).map(f32::from_bits)
}

/// Doubles spread over all exponents and, denser, over moderate arguments, by
/// the additive recurrence of the golden ratio.
fn doubles(count: u64) -> impl Iterator<Item = f64> {
    (0..count).map(|k| {
        let word = k.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let centred = word.wrapping_mul(0xd134_2543_de82_ef95) as i64 as f64 / 2.0f64.powi(63);
        match k % 4 {
            0 => f64::from_bits(word),
            1 => centred * 2.0,
            2 => centred * 40.0,
            _ => centred * 750.0,
        }
    })
}

/// Where things go wrong: zeros, the ends of the range, where the methods
/// change.
fn edges() -> Vec<f64> {
    let mut edges = vec![
        0.0,
        f64::INFINITY,
        f64::NAN,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        f64::from(f32::MAX),
        f64::from(f32::MIN_POSITIVE),
        1e-45,
        f64::EPSILON,
    ];
    for near in [
        0.17328,
        0.34,
        0.34657359,
        0.5,
        std::f64::consts::FRAC_1_SQRT_2,
        1.0,
        1.0397,
        std::f64::consts::SQRT_2,
        9.0,
        10.0,
        20.0,
        40.0,
        50.0,
        87.33654,
        88.72284,
        93.3,
        96.0,
        103.97,
        105.0,
        708.3964,
        709.782712893384,
        716.35,
        720.0,
        745.1332,
        746.0,
        3216.0,
        102943.0,
        1e22,
    ] {
        for step in -3..4 {
            edges.push(near * (1.0 + f64::from(step) * f64::EPSILON));
            edges.push(near * (1.0 + f64::from(step) * f64::from(f32::EPSILON)));
        }
    }
    // Next to multiples of π/2, where the sine or the cosine nearly vanishes.
    for k in 1..3000 {
        let zero = f64::from(k) * std::f64::consts::FRAC_PI_2;
        edges.extend([zero, f64::from(zero as f32), zero * 16.0]);
    }
    let negative: Vec<f64> = edges.iter().map(|x| -x).collect();
    edges.extend(negative);
    edges
}

/// The largest error in single precision, which must not exceed `bound`.
fn single<M: Function>(xs: impl Iterator<Item = f32>, bound: f64) {
    let mut worst = (0.0, 0.0);
    for x in xs {
        let error = ulps_single(M::of(x), M::exact(f64::from(x)));
        if error > worst.0 {
            worst = (error, x);
        }
    }
    println!("f32 {}: {:.3} ulp at {:e}", M::NAME, worst.0, worst.1);
    assert!(worst.0 <= bound, "f32 {}: {worst:?}", M::NAME);
}

/// The largest error in double precision, which must not exceed `bound`.
fn double<M: Function>(xs: impl Iterator<Item = f64>, bound: f64) {
    let (mut worst, mut off, mut count) = ((0.0, 0.0), 0, 0);
    for x in xs {
        let error = ulps_double(M::of(x), M::exact(x));
        count += 1;
        off += i32::from(error > 0.0);
        if error > worst.0 {
            worst = (error, x);
        }
    }
    let off = 100.0 * f64::from(off) / f64::from(count);
    println!("f64 {}: {} ulp at {:e}, {off:.2} % not correctly rounded", M::NAME, worst.0, worst.1);
    assert!(worst.0 <= bound, "f64 {}: {worst:?}", M::NAME);
}

fn all_single(step: usize) {
    let xs = || singles(step).chain(edges().into_iter().map(|x| x as f32));
    let turns = || xs().filter(|x| x.abs() <= 1.0);
    single::<Exp>(xs(), 1.0);
    single::<Ln>(xs(), 1.0);
    single::<Exprel>(xs(), 2.5);
    single::<Tanh>(xs(), 2.75);
    single::<Sin>(xs(), 2.25);
    single::<Cos>(xs(), 2.25);
    single::<SinTurn>(turns(), 2.0);
    single::<CosTurn>(turns(), 2.0);
}

/// Errors in units in the last place of the exact value, over single precision
/// numbers spread evenly over all bit patterns. The oracle is independent.
#[test]
fn single_precision_is_accurate() {
    all_single(997);
}

/// The same, over every single precision number.
#[test]
#[ignore = "takes a quarter of an hour"]
fn single_precision_is_accurate_everywhere() {
    all_single(1);
}

/// The distance from the correctly rounded result, in doubles: the error in
/// units in the last place is at most half more (for `exprel`, one more). The
/// oracle is independent.
#[test]
fn double_precision_is_accurate() {
    let xs = || doubles(2_000_000).chain(edges());
    let turns = || xs().map(|x| if x.abs() > 1.0 { 1.0 / x } else { x });
    double::<Exp>(xs(), 1.0);
    double::<Ln>(xs(), 1.0);
    double::<Exprel>(xs(), 3.0);
    double::<Tanh>(xs(), 3.0);
    double::<Sin>(xs(), 2.0);
    double::<Cos>(xs(), 2.0);
    double::<SinTurn>(turns(), 2.0);
    double::<CosTurn>(turns(), 2.0);
}

/// IEEE 754 and Annex F of C99.
#[test]
fn special_values() {
    fn check<T: Real + PartialEq + std::fmt::Debug>() {
        let of = T::of;
        let (zero, infinity, nan) = (of(0.0), of(f64::INFINITY), of(f64::NAN));
        for f in [T::exp, T::ln, T::exprel, T::tanh, T::sin, T::cos] {
            assert!(f(nan).to_f64().is_nan());
        }
        assert_eq!(T::exp(infinity), infinity);
        assert_eq!(T::exp(-infinity), zero);
        assert_eq!(T::exp(zero), of(1.0));
        assert_eq!(T::ln(infinity), infinity);
        assert_eq!(T::ln(zero), -infinity);
        assert_eq!(T::ln(-zero), -infinity);
        assert_eq!(T::ln(of(1.0)), zero);
        assert!(T::ln(of(-1.0)).to_f64().is_nan());
        assert!(T::ln(-infinity).to_f64().is_nan());
        assert_eq!(T::exprel(zero), of(1.0));
        assert_eq!(T::exprel(-zero), of(1.0));
        assert_eq!(T::exprel(infinity), infinity);
        assert_eq!(T::exprel(-infinity), zero);
        assert_eq!(T::exprel(of(-1e30)), of(1.0) / of(1e30));
        assert_eq!(T::tanh(infinity), of(1.0));
        assert_eq!(T::tanh(-infinity), of(-1.0));
        for zero in [zero, -zero] {
            let sign = |x: T| x.to_f64().is_sign_negative();
            assert_eq!(sign(T::tanh(zero)), sign(zero));
        }
        assert_eq!(T::sin(zero), zero);
        assert_eq!(T::cos(zero), of(1.0));
        for f in [T::sin, T::cos] {
            assert!(f(infinity).to_f64().is_nan());
            assert!(f(-infinity).to_f64().is_nan());
        }
        for (x, sin, cos) in
            [(-1.0, 0.0, -1.0), (-0.5, -1.0, 0.0), (0.0, 0.0, 1.0), (0.5, 1.0, 0.0)]
        {
            assert_eq!(T::sin_cos_pi_of(of(x)), (of(sin), of(cos)));
        }
    }
    check::<f32>();
    check::<f64>();
}

/// Lanes give the bits of plain numbers at every level, NaN for NaN.
#[test]
fn the_same_bits_at_every_level() {
    #[inline(always)]
    fn lanes<S: Simd, T: Real, M: Function>(simd: S, xs: &[T]) -> Vec<T> {
        let mut ys = xs.to_vec();
        for chunk in ys.chunks_exact_mut(Lanes::<S, T>::WIDTH) {
            M::of(Lanes::<S, T>::load(simd, chunk)).store(chunk);
        }
        ys
    }
    fn check<T: Real, M: Function>(xs: &[T], bits: fn(T) -> u64) {
        for level in levels() {
            let ys = dispatch!(level, simd => lanes::<_, T, M>(simd, xs));
            for (&x, &y) in xs.iter().zip(&ys) {
                let plain = M::of(x);
                let both_nan = plain.to_f64().is_nan() && y.to_f64().is_nan();
                assert!(
                    bits(plain) == bits(y) || both_nan,
                    "{level:?}: {} of {} {:e}: {:e} and {:e}",
                    M::NAME,
                    T::NAME,
                    x.to_f64(),
                    plain.to_f64(),
                    y.to_f64()
                );
            }
        }
    }
    let mut of_double: Vec<f64> = doubles(400_000).chain(edges()).collect();
    let mut of_single: Vec<f32> = singles(9973).collect();
    of_single.extend(of_double.iter().map(|&x| x as f32));
    // A multiple of every width.
    of_double.resize(of_double.len().next_multiple_of(16), 1.0);
    of_single.resize(of_single.len().next_multiple_of(16), 1.0);
    macro_rules! all {
        ($($function:ident)*) => {$(
            check::<f32, $function>(&of_single, |x| u64::from(x.to_bits()));
            check::<f64, $function>(&of_double, f64::to_bits);
        )*};
    }
    all!(Exp Ln Exprel Tanh Sin Cos SinTurn CosTurn);
}
