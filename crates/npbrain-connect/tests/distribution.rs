//! Whether `fixed_prob` connects every pair with its probability, independently.
//!
//! The seeds are fixed, so that a test passes always or never. A right rule
//! would fail a chi-squared test of these for one seed in 1000, and a bound of
//! five standard deviations for one in two million.

use npbrain_connect::fixed_prob;
use npbrain_core::{Connect, Csr, Ends, random::Key};

fn connected(pre: usize, post: usize, p: f64, seed: u64) -> Csr {
    let ends = Ends {
        object: "projection `a`",
        pre,
        post,
        same: None,
        key: Key::new(seed, "a", "connect"),
    };
    fixed_prob(p).connect(&ends).unwrap()
}

/// How many targets each source has.
fn out_degrees(csr: &Csr) -> Vec<usize> {
    (0..csr.pre()).map(|i| csr.row(i).len()).collect()
}

/// How many sources each target has.
fn in_degrees(csr: &Csr) -> Vec<usize> {
    let mut degrees = vec![0; csr.post()];
    for target in csr.targets() {
        degrees[*target as usize] += 1;
    }
    degrees
}

/// The probabilities of 0 to `n` successes in `n` trials.
fn binomial(n: usize, p: f64) -> Vec<f64> {
    let mut log_of = (n as f64) * (-p).ln_1p();
    (0..=n)
        .map(|k| {
            let probability = log_of.exp();
            log_of += ((n - k) as f64 / (k + 1) as f64 * p / (1.0 - p)).ln();
            probability
        })
        .collect()
}

/// Chi-squared of the degrees against the binomial, and what it exceeds with
/// probability 0.001. Neighbouring degrees are pooled until 10 are expected.
fn chi_squared(degrees: &[usize], n: usize, p: f64) -> (f64, f64) {
    let mut counts = vec![0.0; n + 1];
    for degree in degrees {
        counts[*degree] += 1.0;
    }
    let mut bins = vec![(0.0, 0.0)];
    let total = degrees.len() as f64;
    let mut left = 1.0;
    for (count, probability) in counts.iter().zip(binomial(n, p)) {
        let last = bins.last_mut().expect("there is a bin");
        last.0 += count;
        last.1 += probability * total;
        left -= probability;
        if last.1 >= 10.0 && left * total >= 10.0 {
            bins.push((0.0, 0.0));
        }
    }
    let statistic = bins.iter().map(|(o, e)| (o - e) * (o - e) / e).sum();
    (statistic, critical(bins.len() - 1))
}

/// What chi-squared of `freedom` degrees exceeds with probability 0.001, after
/// Wilson and Hilferty (1931): to within two percent from 5 degrees on.
fn critical(freedom: usize) -> f64 {
    assert!(freedom >= 5, "too few bins to tell");
    let spread = 2.0 / (9.0 * freedom as f64);
    freedom as f64 * (1.0 - spread + 3.090 * spread.sqrt()).powi(3)
}

#[test]
fn the_critical_values_are_those_of_the_tables() {
    for (freedom, table) in [(5, 20.515), (20, 45.315), (50, 86.661)] {
        assert!((critical(freedom) / table - 1.0).abs() < 0.02);
    }
}

#[test]
fn degrees_are_binomial() {
    for (seed, (n, p)) in [(1000, 0.003), (400, 0.1), (50, 0.5), (60, 0.9)].into_iter().enumerate()
    {
        let seed = seed as u64 + 1;
        let degrees = out_degrees(&connected(5000, n, p, seed));
        let (statistic, critical) = chi_squared(&degrees, n, p);
        assert!(statistic < critical, "out, p = {p}: {statistic} ≥ {critical}");

        let degrees = in_degrees(&connected(n, 5000, p, seed + 100));
        let (statistic, critical) = chi_squared(&degrees, n, p);
        assert!(statistic < critical, "in, p = {p}: {statistic} ≥ {critical}");
    }
}

#[test]
fn the_test_of_degrees_can_tell() {
    let degrees = out_degrees(&connected(5000, 400, 0.102, 1));
    let (statistic, critical) = chi_squared(&degrees, 400, 0.1);
    assert!(statistic > critical);
}

/// How far `found` lies from `mean`, in standard deviations.
fn deviations(found: usize, mean: f64, variance: f64) -> f64 {
    (found as f64 - mean).abs() / variance.sqrt()
}

#[test]
fn the_number_of_synapses_is_as_expected() {
    for (seed, p) in (1..).zip([1e-6, 1e-4, 0.02, 0.3, 0.5, 0.8, 0.999]) {
        let pairs = 2000.0 * 3000.0;
        let found = connected(2000, 3000, p, seed).synapses();
        let far = deviations(found, pairs * p, pairs * p * (1.0 - p));
        assert!(far < 5.0, "p = {p}: {far} standard deviations");
    }
}

#[test]
fn neighbouring_pairs_are_independent() {
    let (pre, post, p) = (2000, 2000, 0.2);
    let csr = connected(pre, post, p, 1);
    let row = |i| &csr.targets()[csr.row(i)];

    let along_rows =
        (0..pre).map(|i| row(i).windows(2).filter(|w| w[1] == w[0] + 1).count()).sum::<usize>();
    let across_rows = (1..pre)
        .map(|i| {
            let shared = |j: &&u32| row(i - 1).binary_search(j).is_ok();
            row(i).iter().filter(shared).count()
        })
        .sum::<usize>();

    // Two neighbours are both connected with probability p²; neighbouring
    // twos share a pair, hence the second term.
    let twos = (pre * (post - 1)) as f64;
    let (mean, variance) =
        (twos * p * p, twos * (p * p * (1.0 - p * p) + 2.0 * p * p * p * (1.0 - p)));
    for found in [along_rows, across_rows] {
        let far = deviations(found, mean, variance);
        assert!(far < 5.0, "{far} standard deviations");
    }
}
