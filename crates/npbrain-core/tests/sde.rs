//! [`sde`] by itself, against closed forms along each path.
//!
//! All seeds are fixed. Orders are slopes of log error over log dt.

use std::cell::RefCell;

use npbrain_core::random::{Key, Stream};
use npbrain_core::sde;

type Step<'f> = sde::Step<'f, f64>;

/// Steps of 2⁻⁴ to 2⁻⁹ to t = 1.
const LEVELS: std::ops::RangeInclusive<u32> = 4..=9;
const FINEST: usize = 1 << *LEVELS.end();

/// The normal numbers of one path at the finest step.
fn path(number: u64) -> Vec<f64> {
    let mut stream = Stream::new(Key::new(60, "paths", "noise"), number);
    (0..FINEST).map(|_| stream.normal()).collect()
}

/// The same path in coarser steps: sums of increments.
fn coarse(path: &[f64], level: u32) -> Vec<f64> {
    let together = FINEST >> level;
    path.chunks(together).map(|xi| xi.iter().sum::<f64>() / (together as f64).sqrt()).collect()
}

/// An equation dX = f(t, X) dt + g(t, X) dW whose solution along a path is known.
struct Equation {
    start: f64,
    f: fn(f64, f64) -> f64,
    g: fn(f64, f64) -> f64,
    /// X(1) for W as normal numbers of the finest step.
    solution: fn(&[f64]) -> f64,
}

/// W(1).
fn w(path: &[f64]) -> f64 {
    path.iter().sum::<f64>() / (FINEST as f64).sqrt()
}

impl Equation {
    fn end(&self, step: &Step<'_>, normals: &[f64]) -> f64 {
        let dt = 1.0 / normals.len() as f64;
        let each = normals.iter().enumerate();
        each.fold(self.start, |x, (k, xi)| step(k as f64 * dt, x, *xi))
    }

    /// The root of the mean square error at t = 1, per level; and the slope of
    /// the line through its logarithms.
    fn strong_order(&self, name: &str, paths: u64) -> f64 {
        self.order_of(name, |dt| sde::by_name(name, self.f, self.g, dt).unwrap(), paths)
    }

    fn order_of<'f>(&self, name: &str, step: impl Fn(f64) -> Step<'f>, paths: u64) -> f64 {
        let steps: Vec<(u32, Step<'_>)> =
            LEVELS.map(|level| (level, step(0.5f64.powi(level as i32)))).collect();
        let mut squares = vec![0.0; steps.len()];
        for path in (0..paths).map(path) {
            let exact = (self.solution)(&path);
            for ((level, step), square) in steps.iter().zip(&mut squares) {
                *square += (self.end(step, &coarse(&path, *level)) - exact).powi(2);
            }
        }
        let points: Vec<(f64, f64)> = steps
            .iter()
            .zip(&squares)
            .map(|((level, _), square)| (-f64::from(*level), 0.5 * (square / paths as f64).log2()))
            .collect();
        let order = slope(&points);
        println!("{name}: order {order:.3}, log₂ errors {points:.2?}");
        order
    }
}

/// By least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
    let above: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    above / points.iter().map(|p| (p.0 - x).powi(2)).sum::<f64>()
}

const MU: f64 = 0.8;
const SIGMA: f64 = 0.6;

/// dX = μ X dt + σ X dW by Itô: X = e^{(μ − σ²/2) t + σ W} (Itô 1951).
const GEOMETRIC_ITO: Equation = Equation {
    start: 1.0,
    f: |_, x| MU * x,
    g: |_, x| SIGMA * x,
    solution: |path| f64::exp(MU - 0.5 * SIGMA * SIGMA + SIGMA * w(path)),
};

/// The same by Stratonovich: X = e^{μ t + σ W}.
const GEOMETRIC_STRATONOVICH: Equation =
    Equation { solution: |path| f64::exp(MU + SIGMA * w(path)), ..GEOMETRIC_ITO };

#[test]
fn strong_orders_on_geometric_brownian_motion() {
    for (name, equation, wanted) in [
        ("euler_maruyama", GEOMETRIC_ITO, 0.5),
        ("milstein_ito", GEOMETRIC_ITO, 1.0),
        ("milstein_stratonovich", GEOMETRIC_STRATONOVICH, 1.0),
        ("euler_heun", GEOMETRIC_STRATONOVICH, 1.0),
        ("heun", GEOMETRIC_STRATONOVICH, 1.0),
    ] {
        let order = equation.strong_order(name, 4000);
        assert!((order - wanted).abs() < 0.1, "{name}: order {order}");
    }
}

/// A g that is curved beside an f that is not zero: dX = √(1 + X²) (dt + ∘dW)
/// has X = sinh(t + W + arsinh X₀) (Kloeden & Platen 1992, 4.4).
const CURVED_STRATONOVICH: Equation = Equation {
    start: 0.5,
    f: |_, x| (1.0 + x * x).sqrt(),
    g: |_, x| (1.0 + x * x).sqrt(),
    solution: |path| f64::sinh(1.0 + w(path) + f64::asinh(0.5)),
};

/// The same equation by Itô.
const CURVED_ITO: Equation =
    Equation { f: |_, x| (1.0 + x * x).sqrt() + 0.5 * x, ..CURVED_STRATONOVICH };

#[test]
fn strong_orders_where_g_is_curved() {
    for (name, equation, wanted) in [
        ("euler_maruyama", CURVED_ITO, 0.5),
        ("milstein_ito", CURVED_ITO, 1.0),
        ("milstein_stratonovich", CURVED_STRATONOVICH, 1.0),
        ("euler_heun", CURVED_STRATONOVICH, 1.0),
        ("heun", CURVED_STRATONOVICH, 1.0),
    ] {
        let order = equation.strong_order(name, 4000);
        assert!((order - wanted).abs() < 0.1, "{name}: order {order}");
    }
}

/// Why [`sde::milstein_stratonovich`] takes a central difference: with that to
/// one side, as in NumpyBrain's `Milstein_dfree_Stra`, the order is ½.
#[test]
fn a_difference_to_one_side_would_lose_the_order() {
    let Equation { f, g, .. } = CURVED_STRATONOVICH;
    let one_sided = |dt: f64| -> Step<'static> {
        Box::new(move |t, x, xi| {
            let root = dt.sqrt();
            let (drift, noise) = (f(t, x) * dt, g(t, x));
            let slope = (g(t, x + drift + noise * root) - noise) / root;
            x + drift + noise * root * xi + 0.5 * slope * dt * xi * xi
        })
    };
    let order = CURVED_STRATONOVICH.order_of("one-sided", one_sided, 4000);
    assert!((order - 0.5).abs() < 0.2, "order {order}");
}

/// A g that depends on time: dX = (1 + t) X ∘ dW, whose solution is
/// e^{∫ (1 + t) dW}; by Itô, ∫ (1 + t)² dt / 2 less in the exponent. The
/// integral over W is taken at the finest step, whose own error has the order 1.
#[test]
fn strong_orders_where_g_depends_on_time() {
    fn integral(path: &[f64]) -> f64 {
        let dt = 1.0 / FINEST as f64;
        // By the middle of each step.
        let each = path.iter().enumerate();
        each.map(|(k, xi)| (1.0 + (k as f64 + 0.5) * dt) * dt.sqrt() * xi).sum()
    }
    let stratonovich = Equation {
        start: 1.0,
        f: |_, _| 0.0,
        g: |t, x| 0.4 * (1.0 + t) * x,
        solution: |path| f64::exp(0.4 * integral(path)),
    };
    let ito = Equation {
        solution: |path| f64::exp(0.4 * integral(path) - 0.5 * 0.16 * 7.0 / 3.0),
        ..stratonovich
    };
    for (name, equation, wanted) in [
        ("euler_maruyama", &ito, 0.5),
        ("milstein_ito", &ito, 1.0),
        ("milstein_stratonovich", &stratonovich, 1.0),
        ("euler_heun", &stratonovich, 1.0),
        ("heun", &stratonovich, 1.0),
    ] {
        let order = equation.strong_order(name, 4000);
        assert!((order - wanted).abs() < 0.1, "{name}: order {order}");
    }
}

/// The mean of X(1) for dX = X dW: 1 by Itô, e^{1/2} = 1.649 by Stratonovich.
/// Of 20,000 paths the mean is known up to √((e − 1)/20,000) = 0.0093 and
/// 0.0093 · e^{1/2}, four times which is allowed, plus the bias at
/// dt = 2⁻⁷: less than dt.
#[test]
fn means_are_those_of_ito_and_of_stratonovich() {
    let paths = 20_000;
    let error = ((1f64.exp() - 1.0) / paths as f64).sqrt();
    for (name, mean) in [
        ("euler_maruyama", 1.0),
        ("milstein_ito", 1.0),
        ("milstein_stratonovich", 0.5f64.exp()),
        ("euler_heun", 0.5f64.exp()),
        ("heun", 0.5f64.exp()),
    ] {
        let dt = 0.5f64.powi(7);
        let step = sde::by_name(name, |_, _| 0.0, |_, x: f64| x, dt).unwrap();
        let end = |number: u64| {
            let mut stream = Stream::new(Key::new(3, name, "noise"), number);
            (0..128).fold(1.0, |x, k| step(k as f64 * dt, x, stream.normal()))
        };
        let found = (0..paths).map(end).sum::<f64>() / paths as f64;
        println!("{name}: {found:.4}");
        assert!((found - mean).abs() < 4.0 * error * mean + dt, "{name}: {found} is not {mean}");
    }
}

/// Where the noise of each of two variables grows with the other, x' = y W₁',
/// y' = x W₂', both senses are the same, since no g depends on its own variable:
/// the mean of x(1) stays 1. Its variance is e − 1, so that 20,000 paths know it
/// up to 0.0093; four times that is allowed.
#[test]
fn noise_of_other_variables_moves_no_mean() {
    let (paths, dt) = (20_000, 1.0 / 32.0);
    for name in ["euler_maruyama", "milstein_ito", "milstein_stratonovich", "euler_heun", "heun"] {
        let step = sde::by_name(name, |_, _| [0.0, 0.0], |_, [x, y]: [f64; 2]| [y, x], dt).unwrap();
        let end = |number: u64| {
            let mut stream = Stream::new(Key::new(4, name, "noise"), number);
            let start = [1.0, 1.0];
            let end = (0..32)
                .fold(start, |y, k| step(k as f64 * dt, y, [stream.normal(), stream.normal()]));
            end[0]
        };
        let found = (0..paths).map(end).sum::<f64>() / paths as f64;
        println!("{name}: {found:.4}");
        assert!((found - 1.0).abs() < 4.0 * 0.0093, "{name}: {found}");
    }
}

/// Two variables have two processes.
#[test]
fn each_variable_has_its_own_noise() {
    let step = sde::heun(|_, y: [f64; 2]| [-y[0], 0.0], |_, _| [0.5, 2.0], 0.25);
    let [a, b] = step(0.0, [1.0, 3.0], [0.2, -0.1]);
    assert!((b - (3.0 - 0.5 * 2.0 * 0.1)).abs() < 1e-15, "{b}");
    let predicted = 1.0 - 0.25 + 0.5 * 0.5 * 0.2;
    assert!((a - (1.0 - 0.125 * (1.0 + predicted) + 0.5 * 0.5 * 0.2)).abs() < 1e-15, "{a}");
}

/// Mistake 58: a constant g breaks NumpyBrain's `Milstein_dfree_Ito`. With
/// additive noise Milstein's methods are Euler–Maruyama, to the bit.
#[test]
fn numpybrain_58_milstein_with_constant_noise_is_euler_maruyama() {
    let f = |t: f64, x: f64| t - x * x * x;
    let plain = sde::euler_maruyama(f, |_, _| 0.7, 0.01);
    let ito = sde::milstein_ito(f, |_, _| 0.7, 0.01);
    let stratonovich = sde::milstein_stratonovich(f, |_, _| 0.7, 0.01);
    let mut x = 0.3;
    for (k, xi) in path(0).into_iter().enumerate() {
        let t = 0.01 * k as f64;
        let wanted = plain(t, x, xi).to_bits();
        assert_eq!(ito(t, x, xi).to_bits(), wanted);
        assert_eq!(stratonovich(t, x, xi).to_bits(), wanted);
        x = plain(t, x, xi);
    }
}

/// Mistake 60: NumpyBrain's stochastic methods take f and g at t − dt and t.
/// They belong at t, and at t + dt where a step is corrected.
#[test]
fn numpybrain_60_times_are_t_and_t_plus_dt() {
    for (name, drift, diffusion) in [
        ("euler_maruyama", &[2.0][..], &[2.0][..]),
        ("milstein_ito", &[2.0], &[2.0, 2.0]),
        ("milstein_stratonovich", &[2.0], &[2.0, 2.0, 2.0]),
        ("euler_heun", &[2.0], &[2.0, 2.5]),
        ("heun", &[2.0, 2.5], &[2.0, 2.5]),
    ] {
        let (of_f, of_g) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
        let seen = |times: &RefCell<Vec<f64>>, t: f64, x: f64| {
            times.borrow_mut().push(t);
            x
        };
        let step = sde::by_name(name, |t, x| seen(&of_f, t, x), |t, x: f64| seen(&of_g, t, x), 0.5);
        step.unwrap()(2.0, 1.0, 0.3);
        assert_eq!(&*of_f.borrow(), drift, "{name}");
        assert_eq!(&*of_g.borrow(), diffusion, "{name}");
    }
}

/// Mistake 55, of stochastic methods: unknown ones are None in NumpyBrain, some
/// of its own among them, and its default `euler` is refused when set.
#[test]
fn numpybrain_55_an_unknown_method_is_an_error() {
    let by_name = |name| sde::by_name(name, |_, x: f64| x, |_, x| x, 0.1);
    for name in [
        "euler",
        "Euler",
        "Euler_method",
        "EM",
        "EM_method",
        "Euler_Maruyama_method",
        "Milstein_dfree_Ito",
        "Heun_method2",
        "Heun_method_2",
        "Heun",
        "Euler_Heun",
        "Euler_Heun_method",
        "Heun_method",
        "Milstein_dfree_Stra",
    ] {
        assert!(by_name(name).is_ok(), "{name}");
    }
    assert_eq!(
        by_name("milstein").err().unwrap().to_string(),
        "sde has no method `milstein`; it has `euler_maruyama`, `milstein_ito`, \
         `milstein_stratonovich`, `euler_heun`, `heun` (did you mean `milstein_ito`?)"
    );
    assert!(by_name("rk4").is_err());
}
