//! What tests of random rules compare with.

use npbrain_core::Csr;

/// How many targets each source has.
pub(crate) fn out_degrees(csr: &Csr) -> Vec<usize> {
    (0..csr.pre()).map(|i| csr.row(i).len()).collect()
}

/// How many sources each target has.
pub(crate) fn in_degrees(csr: &Csr) -> Vec<usize> {
    let mut degrees = vec![0; csr.post()];
    for target in csr.targets() {
        degrees[*target as usize] += 1;
    }
    degrees
}

/// Chi-squared of degrees against the probabilities of 0, 1, 2 and so on, and
/// what it exceeds with probability 0.001. Neighbouring degrees are pooled until
/// 10 are expected.
pub(crate) fn chi_squared_of(degrees: &[usize], probabilities: &[f64]) -> (f64, f64) {
    let mut counts = vec![0.0; probabilities.len()];
    for degree in degrees {
        counts[*degree] += 1.0;
    }
    let mut bins = vec![(0.0, 0.0)];
    let total = degrees.len() as f64;
    let mut left = 1.0;
    for (count, probability) in counts.iter().zip(probabilities) {
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
pub(crate) fn critical(freedom: usize) -> f64 {
    assert!(freedom >= 5, "too few bins to tell");
    let spread = 2.0 / (9.0 * freedom as f64);
    freedom as f64 * (1.0 - spread + 3.090 * spread.sqrt()).powi(3)
}
