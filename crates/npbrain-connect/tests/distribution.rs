//! Whether random rules connect with the probabilities they say.
//!
//! The seeds are fixed, so that a test passes always or never. A right rule
//! would fail a chi-squared test of these for one seed in 1000, and a bound of
//! five standard deviations for one in two million.

mod statistics;

use npbrain_connect::{fixed_indegree, fixed_outdegree, fixed_prob, fixed_total, poisson};
use npbrain_core::{Connect, Csr, Ends, random::Key};
use statistics::{chi_squared_of, critical, in_degrees, out_degrees};

fn connected(pre: usize, post: usize, p: f64, seed: u64) -> Csr {
    made(&fixed_prob(p), pre, post, seed)
}

fn made(rule: &dyn Connect, pre: usize, post: usize, seed: u64) -> Csr {
    let ends = Ends {
        object: "projection `a`",
        pre,
        post,
        same: None,
        geometry: Default::default(),
        key: Key::new(seed, "a", "connect"),
    };
    rule.connect(&ends).unwrap()
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
    chi_squared_of(degrees, &binomial(n, p))
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

#[test]
fn sources_of_a_fixed_indegree_are_uniform() {
    // Each target has a given source with probability k / n on its own, so
    // that the number of targets of a source is binomial; with multapses each
    // of all synapses has it with probability 1 / n.
    let (pre, post) = (5000, 400);
    for (seed, degree) in [(1, 50), (2, 2000), (3, 4600)] {
        let csr = made(&fixed_indegree(degree), pre, post, seed);
        let (statistic, critical) =
            chi_squared(&out_degrees(&csr), post, degree as f64 / pre as f64);
        assert!(statistic < critical, "{degree}: {statistic} ≥ {critical}");
        assert!(in_degrees(&csr).iter().all(|d| *d == degree));

        let csr = made(&fixed_indegree(degree).multapses(true), pre, post, seed);
        let (statistic, critical) =
            chi_squared(&out_degrees(&csr), post * degree, 1.0 / pre as f64);
        assert!(statistic < critical, "{degree}, multapses: {statistic} ≥ {critical}");
    }
}

#[test]
fn targets_of_a_fixed_outdegree_are_uniform() {
    let (pre, post) = (400, 5000);
    for (seed, degree) in [(1, 50), (2, 2000), (3, 4600)] {
        let csr = made(&fixed_outdegree(degree), pre, post, seed);
        let (statistic, critical) =
            chi_squared(&in_degrees(&csr), pre, degree as f64 / post as f64);
        assert!(statistic < critical, "{degree}: {statistic} ≥ {critical}");

        let csr = made(&fixed_outdegree(degree).multapses(true), pre, post, seed);
        let (statistic, critical) = chi_squared(&in_degrees(&csr), pre * degree, 1.0 / post as f64);
        assert!(statistic < critical, "{degree}, multapses: {statistic} ≥ {critical}");
    }
}

/// The probabilities of k marked ones among `drawn` of `all`, `marked` of which
/// are marked: hypergeometric.
fn hypergeometric(all: usize, marked: usize, drawn: usize) -> Vec<f64> {
    let factorials: Vec<f64> = std::iter::once(0.0)
        .chain((1..=all).scan(0.0, |sum, k| {
            *sum += (k as f64).ln();
            Some(*sum)
        }))
        .collect();
    let choose = |n: usize, k: usize| factorials[n] - factorials[k] - factorials[n - k];
    (0..=marked.min(drawn))
        .map(|k| match drawn - k <= all - marked {
            true => {
                (choose(marked, k) + choose(all - marked, drawn - k) - choose(all, drawn)).exp()
            }
            false => 0.0,
        })
        .collect()
}

#[test]
fn degrees_of_a_fixed_total_are_those_of_drawn_pairs() {
    let (pre, post) = (4000, 60);
    let pairs = pre * post;
    for (seed, total) in [(1, 30_000), (2, 110_000), (3, 200_000)] {
        let csr = made(&fixed_total(total), pre, post, seed);
        let (statistic, critical) = chi_squared(&out_degrees(&csr), total, 1.0 / pre as f64);
        assert!(statistic < critical, "{total}: {statistic} ≥ {critical}");

        let csr = made(&fixed_total(total).multapses(false), pre, post, seed);
        let expected = hypergeometric(pairs, post, total);
        let (statistic, critical) = chi_squared_of(&out_degrees(&csr), &expected);
        assert!(statistic < critical, "{total}, no multapses: {statistic} ≥ {critical}");

        // The same seen from the targets.
        let csr = made(&fixed_total(total).multapses(false), post, pre, seed);
        let (statistic, critical) = chi_squared_of(&in_degrees(&csr), &expected);
        assert!(statistic < critical, "{total}, no multapses, in: {statistic} ≥ {critical}");
    }
}

/// The probabilities of 0 to `most` of a Poisson number.
fn poisson_probabilities(mean: f64, most: usize) -> Vec<f64> {
    let mut probability = (-mean).exp();
    (0..=most)
        .map(|k| {
            let this = probability;
            probability *= mean / (k + 1) as f64;
            this
        })
        .collect()
}

#[test]
fn poisson_numbers_are_poisson_per_pair_and_per_neuron() {
    let csr = made(&poisson(0.02), 5000, 1000, 1);
    let expected = poisson_probabilities(20.0, 100);
    let (statistic, critical) = chi_squared_of(&out_degrees(&csr), &expected);
    assert!(statistic < critical, "out: {statistic} ≥ {critical}");

    let csr = made(&poisson(0.02), 1000, 5000, 2);
    let (statistic, critical) = chi_squared_of(&in_degrees(&csr), &expected);
    assert!(statistic < critical, "in: {statistic} ≥ {critical}");

    let csr = made(&poisson(3.0), 100, 200, 3);
    let mut counts = vec![0; 100 * 200];
    csr.pairs().for_each(|(i, j)| counts[i * 200 + j] += 1);
    let expected = poisson_probabilities(3.0, 30);
    let (statistic, critical) = chi_squared_of(&counts, &expected);
    assert!(statistic < critical, "pairs: {statistic} ≥ {critical}");
}
