//! Whether distributions are what they say.
//!
//! Seeds are fixed, so that a test passes always or never. A right distribution
//! would exceed the bound of the Kolmogorov–Smirnov test for one seed in 1000,
//! and five standard errors of a moment for one in two million.

use npbrain_core::random::{Key, Stream};
use npbrain_core::{Draw, NeuronSite};
use npbrain_values::{exponential, gamma, lognormal, normal, sampled, uniform};

const COUNT: usize = 100_000;

/// Values for many neurons, as a plan draws them.
fn values(rule: &dyn Draw<NeuronSite>) -> Vec<f64> {
    rule.check("population `a`", "tau").unwrap();
    let key = Key::new(1, "a", "vary tau");
    (0..COUNT)
        .map(|index| {
            let site = NeuronSite { index, position: [0.0; 3] };
            rule.draw(site, &mut Stream::new(key, index as u64))
        })
        .collect()
}

/// The largest distance of the empirical distribution from `cdf`, in units of
/// what it exceeds with probability 0.001 (Kolmogorov 1933): 1.9495 / √n.
fn kolmogorov_smirnov(mut values: Vec<f64>, cdf: impl Fn(f64) -> f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let far = values.iter().enumerate().map(|(k, x)| {
        let below = cdf(*x) - k as f64 / n;
        below.abs().max((1.0 / n - below).abs())
    });
    far.fold(0.0, f64::max) * n.sqrt() / 1.9495
}

/// How far the mean of `values` lies from `mean`, in standard errors.
fn errors_of_mean(values: &[f64], mean: f64, variance: f64) -> f64 {
    let n = values.len() as f64;
    (values.iter().sum::<f64>() / n - mean).abs() / (variance / n).sqrt()
}

/// Checks mean and variance; `kurtosis` is the fourth central moment over the
/// squared variance.
fn check_moments(values: &[f64], mean: f64, variance: f64, kurtosis: f64) {
    let far = errors_of_mean(values, mean, variance);
    assert!(far < 5.0, "mean: {far}");
    let squares: Vec<f64> = values.iter().map(|x| (x - mean) * (x - mean)).collect();
    let far = errors_of_mean(&squares, variance, (kurtosis - 1.0) * variance * variance);
    assert!(far < 5.0, "variance: {far}");
}

/// The standard normal distribution function, by Simpson's rule on the density.
fn phi(x: f64) -> f64 {
    let density = |t: f64| (-0.5 * t * t).exp() / std::f64::consts::TAU.sqrt();
    let (steps, h) = (200, x / 200.0);
    let sum: f64 = (0..=steps)
        .map(|k| {
            let weight = if k == 0 || k == steps {
                1.0
            } else if k % 2 == 1 {
                4.0
            } else {
                2.0
            };
            weight * density(k as f64 * h)
        })
        .sum();
    0.5 + sum * h / 3.0
}

#[test]
fn uniform_is_uniform() {
    let values = values(&uniform(-2.0, 6.0));
    assert!(values.iter().all(|x| (-2.0..=6.0).contains(x)));
    check_moments(&values, 2.0, 64.0 / 12.0, 1.8);
    assert!(kolmogorov_smirnov(values, |x| (x + 2.0) / 8.0) < 1.0);
}

#[test]
fn normal_is_normal() {
    let values = values(&normal(3.0, 2.0));
    check_moments(&values, 3.0, 4.0, 3.0);
    assert!(kolmogorov_smirnov(values, |x| phi((x - 3.0) / 2.0)) < 1.0);
}

/// From a mean of 3.06 the distance is 0.03 φ(0) = 0.012, twice the bound.
#[test]
fn the_test_can_tell() {
    let values = values(&normal(3.0, 2.0));
    assert!(kolmogorov_smirnov(values, |x| phi((x - 3.06) / 2.0)) > 1.0);
}

#[test]
fn lognormal_is_the_exponential_of_normal() {
    let (mu, sigma) = (-1.0_f64, 0.5_f64);
    let drawn = values(&lognormal(mu, sigma));
    let spread = (sigma * sigma).exp();
    let mean = (mu + sigma * sigma / 2.0).exp();
    let kurtosis = spread.powi(4) + 2.0 * spread.powi(3) + 3.0 * spread.powi(2) - 3.0;
    check_moments(&drawn, mean, (spread - 1.0) * mean * mean, kurtosis);
    assert!(kolmogorov_smirnov(drawn, |x| phi((x.ln() - mu) / sigma)) < 1.0);
}

#[test]
fn exponential_is_exponential() {
    let values = values(&exponential(4.0));
    check_moments(&values, 4.0, 16.0, 9.0);
    assert!(kolmogorov_smirnov(values, |x| 1.0 - (-x / 4.0).exp()) < 1.0);
}

#[test]
fn gamma_is_gamma() {
    // With a whole shape, here 3, the distribution function is elementary.
    let drawn = values(&gamma(3.0, 2.0));
    check_moments(&drawn, 6.0, 12.0, 3.0 + 6.0 / 3.0);
    let cdf = |x: f64| {
        let x = x / 2.0;
        1.0 - (-x).exp() * (1.0 + x + x * x / 2.0)
    };
    assert!(kolmogorov_smirnov(drawn, cdf) < 1.0);
    check_moments(&values(&gamma(0.4, 2.0)), 0.8, 1.6, 3.0 + 6.0 / 0.4);
}

#[test]
fn any_distribution_of_rand_distr_will_do() {
    let drawn = values(&sampled(rand_distr::Weibull::new(2.0, 1.5).unwrap()));
    assert!(kolmogorov_smirnov(drawn, |x| 1.0 - (-(x / 2.0).powf(1.5)).exp()) < 1.0);
}

#[test]
fn clipping_moves_and_redrawing_conditions() {
    let clipped = values(&normal(0.0, 1.0).clipped(-1.0, 0.5));
    let share = |at: f64| {
        let found = clipped.iter().filter(|x| **x == at).count() as f64;
        found / COUNT as f64
    };
    assert!((share(-1.0) - phi(-1.0)).abs() < 0.006);
    assert!((share(0.5) - (1.0 - phi(0.5))).abs() < 0.008);

    let redrawn = values(&normal(0.0, 1.0).redrawn(-1.0, 0.5));
    let inside = phi(0.5) - phi(-1.0);
    assert!(kolmogorov_smirnov(redrawn, |x| (phi(x) - phi(-1.0)) / inside) < 1.0);
}

/// Rows against values one by one, bit for bit, for every law and bound, from streams
/// that have been used and go on.
#[test]
fn rows_are_what_is_drawn_one_by_one() {
    type Rule = Box<dyn Draw<NeuronSite>>;
    /// A law without bounds, clipped, redrawn from little and from much.
    macro_rules! bounded {
        ($($law:expr),* $(,)?) => {
            [$(
                Box::new($law) as Rule,
                Box::new($law.clipped(0.3, 0.8)) as Rule,
                Box::new($law.redrawn(0.05, f64::MAX)) as Rule,
                Box::new($law.redrawn(0.3, 0.4)) as Rule,
            )*]
        };
    }
    let weibull = rand_distr::Weibull::new(2.0, 1.5).unwrap();
    let rules = bounded![
        uniform(-0.5, 1.5),
        normal(0.5, 0.25),
        lognormal(-1.0, 0.5),
        exponential(0.5),
        gamma(2.0, 0.3),
        sampled(weibull),
    ];
    let site = |index: usize| NeuronSite { index, position: [0.0; 3] };
    for (k, rule) in rules.iter().enumerate() {
        for count in [0, 1, 2, 3, 31, 32, 33, 64, 65, 400] {
            for used in 0..5 {
                let mut serial = Stream::new(Key::new(1, "a", "weight"), count as u64);
                for _ in 0..used {
                    serial.word();
                }
                let mut stream = serial.clone();
                let mut row = vec![7.0];
                let mut expected = vec![7.0];
                for _ in 0..2 {
                    rule.draw_row(count, &site, &mut stream, &mut row);
                    expected.extend((0..count).map(|k| rule.draw(site(k), &mut serial)));
                    assert_eq!(row, expected, "rule {k}, {count} after {used} words");
                }
                assert_eq!(stream.word(), serial.word(), "rule {k}, {count} after {used} words");
            }
        }
    }
}

/// What is no number is passed on, to be reported.
#[test]
fn a_row_keeps_what_is_no_number() {
    struct Holes;
    impl rand_distr::Distribution<f64> for Holes {
        fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> f64 {
            [f64::NAN, 1.0, 5.0][(rng.next_u32() % 3) as usize]
        }
    }
    let rules: [&dyn Draw<NeuronSite>; 2] =
        [&sampled(Holes).clipped(0.0, 2.0), &sampled(Holes).redrawn(0.0, 2.0)];
    for rule in rules {
        let site = |index: usize| NeuronSite { index, position: [0.0; 3] };
        let mut serial = Stream::new(Key::new(1, "a", "weight"), 0);
        let (mut stream, mut row) = (serial.clone(), Vec::new());
        rule.draw_row(100, &site, &mut stream, &mut row);
        let expected: Vec<f64> = (0..100).map(|k| rule.draw(site(k), &mut serial)).collect();
        assert!(row.iter().any(|value| value.is_nan()));
        assert!(row.iter().map(|x| x.to_bits()).eq(expected.iter().map(|x| x.to_bits())));
    }
}

#[test]
fn a_value_depends_on_its_neuron_alone() {
    let rule = normal(0.0, 1.0);
    let value = |seed, index| {
        let site = NeuronSite { index, position: [0.0; 3] };
        rule.draw(site, &mut Stream::new(Key::new(seed, "a", "vary tau"), index as u64))
    };
    assert_eq!(value(1, 7), value(1, 7));
    assert_ne!(value(1, 7), value(1, 8));
    assert_ne!(value(1, 7), value(2, 7));
}

/// A change of these is a change to every network that draws.
#[test]
fn the_values_of_a_seed_never_change() {
    let rules: [&dyn Draw<NeuronSite>; 5] = [
        &uniform(0.0, 1.0),
        &normal(0.0, 1.0),
        &lognormal(0.0, 1.0),
        &exponential(1.0),
        &gamma(2.0, 1.0),
    ];
    let first = rules.map(|rule| {
        let site = NeuronSite { index: 0, position: [0.0; 3] };
        rule.draw(site, &mut Stream::new(Key::new(1, "a", "vary tau"), 0))
    });
    assert_eq!(first, PINNED);
}

/// The text of what is wrong.
fn wrong(rule: &dyn Draw<NeuronSite>) -> String {
    rule.check("population `a`", "tau").unwrap_err().to_string()
}

#[test]
fn wrong_parameters_are_named() {
    assert_eq!(
        wrong(&normal(1.0, -1.0)),
        "population `a`: `std of tau` is -1; expected a finite number, not negative"
    );
    assert_eq!(
        wrong(&normal(f64::NAN, 1.0)),
        "population `a`: `mean of tau` is NaN; expected a finite number"
    );
    assert_eq!(
        wrong(&uniform(2.0, 1.0)),
        "population `a`: `high of tau` is 1; expected a finite number, not below the lower bound"
    );
    assert_eq!(
        wrong(&lognormal(0.0, f64::INFINITY)),
        "population `a`: `sigma of tau` is inf; expected a finite number, not negative"
    );
    assert_eq!(
        wrong(&exponential(-3.0)),
        "population `a`: `mean of tau` is -3; expected a finite number, not negative"
    );
    assert_eq!(
        wrong(&gamma(0.0, 1.0)),
        "population `a`: `shape of tau` is 0; expected a finite number, more than 0"
    );
    assert_eq!(
        wrong(&gamma(1.0, -2.0)),
        "population `a`: `scale of tau` is -2; expected a finite number, more than 0"
    );
    assert_eq!(
        wrong(&normal(0.0, 1.0).clipped(1.0, 0.0)),
        "population `a`: `high of tau` is 0; expected a bound not below the lower one"
    );
    assert_eq!(
        wrong(&normal(0.0, 1.0).redrawn(f64::NAN, 0.0)),
        "population `a`: `low of tau` is NaN; expected a number"
    );
    assert_eq!(
        wrong(&normal(0.0, 1.0).redrawn(50.0, 60.0)),
        "population `a`: `low of tau` is 50; \
         expected bounds that more than about one value in 10000 lies within"
    );
}

const PINNED: [f64; 5] = [
    0.45645596992591553,
    -0.5850676454406635,
    0.5570681774152586,
    0.22657928677685454,
    1.5851291101354088,
];
