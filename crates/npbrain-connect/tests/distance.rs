//! Whether rules of distance connect with the probabilities they say.
//!
//! Expected values come from a search through all pairs with the textbook's
//! formulae. The seeds are fixed; a right rule would fail a chi-squared test for
//! one seed in 1000.

mod statistics;

use npbrain_connect::{
    Profile, by_distance, dog, dog_weight, exponential_decay, exponential_decay_weight, fixed_prob,
    gaussian, gaussian_weight, within,
};
use npbrain_core::random::{Key, Stream};
use npbrain_core::{Connect, Csr, Draw, Ends, Geometry, SynapseSite};
use statistics::{chi_squared_of, critical, in_degrees, out_degrees};

type Point = [f64; 3];

fn ends<'a>(geometry: [Geometry<'a>; 2], same: Option<isize>, seed: u64) -> Ends<'a> {
    let [pre, post] = geometry.map(|g| g.points.map_or(0, <[_]>::len));
    let key = Key::new(seed, "a", "connect");
    Ends { object: "projection `a`", pre, post, same, geometry, key }
}

/// Connects two populations.
fn made(rule: &dyn Connect, from: &[Point], onto: &[Point], seed: u64) -> Csr {
    let geometry =
        [from, onto].map(|points| Geometry { points: Some(points), grid: None, first: 0 });
    rule.connect(&ends(geometry, None, seed)).unwrap()
}

/// The points of a grid.
fn lattice(h: usize, w: usize) -> Vec<Point> {
    (0..h * w).map(|k| [(k / w) as f64, (k % w) as f64, 0.0]).collect()
}

/// Connects a grid with itself.
fn on_grid(rule: &dyn Connect, [h, w]: [usize; 2], seed: u64) -> Csr {
    let points = lattice(h, w);
    let place = Geometry { points: Some(&points), grid: Some([h, w].into()), first: 0 };
    rule.connect(&ends([place; 2], Some(0), seed)).unwrap()
}

/// Points anywhere in a box.
fn scattered(count: usize, sides: Point, seed: u64) -> Vec<Point> {
    let mut stream = Stream::new(Key::new(seed, "points", "at"), 0);
    (0..count).map(|_| sides.map(|side| side * stream.uniform())).collect()
}

fn distance(a: Point, b: Point, lengths: [f64; 3]) -> f64 {
    let along = |d: usize| {
        let apart = (a[d] - b[d]).abs();
        if lengths[d] > 0.0 { apart.min(lengths[d] - apart) } else { apart }
    };
    (0..3).map(|d| along(d).powi(2)).sum::<f64>().sqrt()
}

/// Chi-squared of the numbers of connections by distance: per bin the sum of
/// independent pairs of known probabilities. Bins are pooled to a variance of 10.
fn by_bins(
    csr: &Csr,
    [from, onto]: [&[Point]; 2],
    lengths: [f64; 3],
    width: f64,
    p: impl Fn(f64) -> f64,
) {
    let mut bins: Vec<[f64; 3]> = Vec::new();
    assert_eq!((csr.pre(), csr.post()), (from.len(), onto.len()));
    for (i, source) in from.iter().enumerate() {
        let row = &csr.targets()[csr.row(i)];
        assert!(row.is_sorted_by(|a, b| a < b));
        for (j, to) in onto.iter().enumerate() {
            let d = distance(*source, *to, lengths);
            let (bin, p) = ((d / width) as usize, p(d).clamp(0.0, 1.0));
            bins.resize(bins.len().max(bin + 1), [0.0; 3]);
            let there = row.binary_search(&(j as u32)).is_ok();
            assert!(!there || p > 0.0, "a connection of probability 0 at {d}");
            assert!(there || p < 1.0, "no connection of probability 1 at {d}");
            bins[bin][0] += f64::from(there);
            bins[bin][1] += p;
            bins[bin][2] += p * (1.0 - p);
        }
    }
    let mut pooled = vec![[0.0; 3]];
    for bin in bins {
        let last = pooled.last_mut().unwrap();
        (0..3).for_each(|k| last[k] += bin[k]);
        if last[2] >= 10.0 {
            pooled.push([0.0; 3]);
        }
    }
    pooled.pop();
    let statistic: f64 =
        pooled.iter().map(|[found, mean, variance]| (found - mean).powi(2) / variance).sum();
    let critical = critical(pooled.len());
    println!("χ² = {statistic:.1} of {} bins, critical {critical:.1}", pooled.len());
    assert!(statistic < critical, "{statistic} ≥ {critical}");
}

const OPEN: [f64; 3] = [0.0; 3];

#[test]
fn gaussian_probabilities_by_distance() {
    for (seed, peak, sigma) in [(1, 0.8, 3.0), (2, 0.1, 6.0), (3, 1.0, 1.0)] {
        let (from, onto) =
            (scattered(900, [40.0, 30.0, 0.0], seed), scattered(1100, [30.0, 40.0, 0.0], seed + 9));
        let p = |d: f64| peak * (-d * d / (2.0 * sigma * sigma)).exp();
        let csr = made(&gaussian(peak, sigma), &from, &onto, seed);
        by_bins(&csr, [&from, &onto], OPEN, 0.25 * sigma, p);

        let cut = move |d: f64| if d <= 1.5 * sigma { p(d) } else { 0.0 };
        let csr = made(&gaussian(peak, sigma).cutoff(1.5 * sigma), &from, &onto, seed);
        by_bins(&csr, [&from, &onto], OPEN, 0.1 * sigma, cut);
    }
}

#[test]
fn gaussian_probabilities_on_a_line_and_in_space() {
    let line = scattered(1500, [200.0, 0.0, 0.0], 4);
    let p = |sigma: f64| move |d: f64| 0.5 * (-d * d / (2.0 * sigma * sigma)).exp();
    by_bins(&made(&gaussian(0.5, 8.0), &line, &line, 4), [&line, &line], OPEN, 1.0, p(8.0));
    let space = scattered(1500, [10.0, 12.0, 9.0], 5);
    by_bins(&made(&gaussian(0.5, 2.0), &space, &space, 5), [&space, &space], OPEN, 0.25, p(2.0));
}

#[test]
fn exponential_probabilities_by_distance() {
    for (seed, peak, lambda) in [(1, 0.6, 4.0), (2, 0.05, 15.0)] {
        let points = scattered(1200, [50.0, 50.0, 0.0], seed);
        let p = |d: f64| peak * (-d / lambda).exp();
        let csr = made(&exponential_decay(peak, lambda), &points, &points, seed);
        by_bins(&csr, [&points, &points], OPEN, 0.25 * lambda, p);
    }
}

/// The surround is the narrower one, which leaves a ring; or the wider one,
/// which cuts the centre off.
#[test]
fn the_difference_of_gaussians_where_it_is_positive() {
    for (seed, centre, surround) in [(1, (0.9, 5.0), (0.9, 2.0)), (2, (0.7, 3.0), (0.3, 8.0))] {
        let points = scattered(1200, [40.0, 40.0, 0.0], seed);
        let bell = |(peak, sigma): (f64, f64), d: f64| peak * (-(d / sigma).powi(2) / 2.0).exp();
        let p = |d: f64| bell(centre, d) - bell(surround, d);
        let csr = made(&dog(centre, surround), &points, &points, seed);
        by_bins(&csr, [&points, &points], OPEN, 0.25, p);
    }
}

#[test]
fn any_function_of_distance() {
    let points = scattered(1200, [20.0, 20.0, 0.0], 1);
    let p = |d: f64| 0.4 - 0.05 * d;
    by_bins(&made(&by_distance(p), &points, &points, 1), [&points, &points], OPEN, 0.5, p);
    let ring = |d: f64| if (4.0..6.0).contains(&d) { 1.0 } else { 0.0 };
    let csr = made(&by_distance(ring), &points, &points, 1);
    for (i, j) in csr.pairs() {
        assert!((4.0..6.0).contains(&distance(points[i], points[j], OPEN)));
    }
}

/// Gauss's circle problem: the points of a grid within r of one of them.
#[test]
fn all_within_a_radius() {
    for (radius, inside) in [(0.0, 1), (0.9, 1), (1.0, 5), (2.0, 13), (3.0, 29), (5.0, 81)] {
        let csr = on_grid(&within(radius), [15, 16], 1);
        // Neuron 7, 8, which is far from all borders.
        assert_eq!(csr.row(7 * 16 + 8).len(), inside, "radius {radius}");
        let round = on_grid(&within(radius).periodic(true), [15, 16], 1);
        assert!((0..240).all(|i| round.row(i).len() == inside), "radius {radius}, periodic");
        let others = on_grid(&within(radius).periodic(true).autapses(false), [15, 16], 1);
        assert_eq!(others.synapses(), 240 * (inside - 1));
    }
    let points = lattice(12, 9);
    let csr = made(&within(3.5), &points, &points, 1);
    let expected: usize = points
        .iter()
        .map(|a| points.iter().filter(|b| distance(*a, **b, OPEN) <= 3.5).count())
        .sum();
    assert_eq!(csr.synapses(), expected);
}

#[test]
fn opposite_borders_of_a_periodic_grid_touch() {
    let (h, w, sigma) = (40, 30, 4.0);
    let points = lattice(h, w);
    let p = |d: f64| 0.6 * (-d * d / (2.0 * sigma * sigma)).exp();
    let lengths = [h as f64, w as f64, 0.0];
    let rule = gaussian(0.6, sigma).periodic(true);
    let csr = on_grid(&rule, [h, w], 1);
    by_bins(&csr, [&points, &points], lengths, 0.5, p);

    // The same by lengths, also for points moved by whole lengths.
    let lengths_given = gaussian(0.6, sigma).period([h as f64, w as f64]);
    assert_eq!(made(&lengths_given, &points, &points, 1), csr);
    let moved: Vec<Point> = points.iter().map(|[x, y, z]| [x - 80.0, y + 30.0, *z]).collect();
    assert_eq!(made(&lengths_given, &moved, &points, 1), csr);

    // The short way round is never more than half of a side.
    let near = on_grid(&gaussian(1.0, 5.0).cutoff(12.0).periodic(true), [h, w], 2);
    let p = |d: f64| if d <= 12.0 { (-d * d / 50.0).exp() } else { 0.0 };
    by_bins(&near, [&points, &points], lengths, 0.5, p);
}

/// On a periodic grid every neuron has the same pairs, so that its numbers of
/// targets and of sources are distributed as sums of independent ones, by convolution.
#[test]
fn degrees_on_a_periodic_grid() {
    let (h, w) = (60, 60);
    let csr = on_grid(&gaussian(0.7, 2.5).periodic(true), [h, w], 3);
    let mut expected = vec![1.0];
    for to in lattice(h, w) {
        let d = distance([0.0; 3], to, [h as f64, w as f64, 0.0]);
        let p = 0.7 * (-d * d / 12.5).exp();
        let more = |k: usize| if k > 0 { expected[k - 1] * p } else { 0.0 };
        let same = |k: usize| expected.get(k).map_or(0.0, |e| e * (1.0 - p));
        expected = (0..=expected.len()).map(|k| more(k) + same(k)).collect();
    }
    for degrees in [out_degrees(&csr), in_degrees(&csr)] {
        let (statistic, critical) = chi_squared_of(&degrees, &expected);
        println!("χ² = {statistic:.1}, critical {critical:.1}");
        assert!(statistic < critical, "{statistic} ≥ {critical}");
    }
    // The mean is that of the surface: 2π σ² peak.
    let mean = csr.synapses() as f64 / 3600.0;
    assert!((mean / (2.0 * std::f64::consts::PI * 6.25 * 0.7) - 1.0).abs() < 0.02, "{mean}");
}

/// A constant probability is the rule that knows no distances.
#[test]
fn a_constant_is_a_fixed_probability() {
    let points = scattered(2000, [1.0, 1.0, 0.0], 1);
    let csr = made(&by_distance(|_| 0.05), &points, &points, 1);
    let fixed = made(&fixed_prob(0.05), &points, &points, 1);
    let (mean, variance) = (2000.0 * 2000.0 * 0.05, 2000.0 * 2000.0 * 0.05 * 0.95);
    for found in [csr, fixed] {
        let z = (found.synapses() as f64 - mean) / f64::sqrt(variance);
        assert!(z.abs() < 3.29, "{z} standard deviations");
    }
}

/// More than a million synapses, which are made on all cores, against rows made
/// alone.
#[test]
fn rows_are_independent_and_the_same_on_any_number_of_threads() {
    let points = scattered(3000, [10.0, 10.0, 10.0], 1);
    for rule in [gaussian(0.9, 5.0), gaussian(0.3, 5.0).cutoff(7.0)] {
        let all = made(&rule, &points, &points, 7);
        assert!(all.synapses() > 1 << 19, "{}", all.synapses());
        assert_eq!(made(&rule, &points, &points, 7), all);
        assert_ne!(made(&rule, &points, &points, 8), all);
        let few = made(&rule, &points[..20], &points, 7);
        for i in 0..20 {
            assert_eq!(few.targets()[few.row(i)], all.targets()[all.row(i)]);
        }
    }
}

#[test]
fn without_autapses_exactly_the_diagonal_is_missing() {
    let rule = |autapses| gaussian(0.8, 2.0).autapses(autapses);
    let [with, without] = [true, false].map(|a| on_grid(&rule(a), [12, 12], 1));
    let expected: Vec<_> = with.pairs().filter(|(i, j)| i != j).collect();
    assert!(with.synapses() > expected.len());
    assert!(without.pairs().eq(expected));
}

/// Against the formulae.
#[test]
fn weights_are_functions_of_distance() {
    let site =
        |x: f64, y: f64| SynapseSite { i: 0, j: 1, positions: [[1.0, 2.0, 0.0], [x, y, 0.0]] };
    let mut stream = Stream::new(Key::new(1, "a", "weight"), 0);
    let mut weight = |rule: &dyn Draw<SynapseSite>, x, y| rule.draw(site(x, y), &mut stream);
    let close = |found: f64, expected: f64| {
        assert!((found - expected).abs() < 1e-14, "{found} for {expected}");
    };
    close(weight(&gaussian_weight(-3.0, 2.0), 4.0, 6.0), -3.0 * (-25.0f64 / 8.0).exp());
    close(weight(&exponential_decay_weight(2.0, 10.0), 4.0, 6.0), 2.0 * (-0.5f64).exp());
    let hat = dog_weight((1.0, 3.0), (0.5, 6.0));
    close(weight(&hat, 4.0, 6.0), (-25.0f64 / 18.0).exp() - 0.5 * (-25.0f64 / 72.0).exp());
    assert!(weight(&hat, 1.0, 2.0) == 0.5 && weight(&hat, 9.0, 8.0) < 0.0);
    // Round a side of 10 it is 2 along x.
    let round = gaussian_weight(1.0, 2.0).period([10.0, 20.0]);
    close(weight(&round, 9.0, 2.0), (-0.5f64).exp());
}

/// A profile of somebody else, which says where it ends.
#[test]
fn a_profile_of_ones_own() {
    struct Cone;
    impl Profile for Cone {
        fn at(&self, distance: f64) -> f64 {
            0.5 - 0.1 * distance
        }
        fn beyond(&self, distance: f64) -> f64 {
            self.at(distance)
        }
        fn reach(&self) -> f64 {
            5.0
        }
    }
    let points = scattered(1500, [30.0, 30.0, 0.0], 1);
    let csr = made(&by_distance(Cone), &points, &points, 1);
    by_bins(&csr, [&points, &points], OPEN, 0.25, |d| 0.5 - 0.1 * d);
}

/// A change of these is a change to every network.
#[test]
fn the_connections_of_a_seed_never_change() {
    let csr = on_grid(&gaussian(0.5, 2.0), [20, 20], 42);
    let row = |source| &csr.targets()[csr.row(source)];
    assert_eq!(row(0), [1, 2, 20, 21, 22, 23, 40, 43, 60, 61]);
    assert_eq!(
        (csr.synapses(), row(210)),
        (4240, &[168, 169, 170, 172, 173, 175, 211, 228, 229, 231, 232, 250][..])
    );
}
