//! Small worlds and scale-free networks against what was published of them.

mod statistics;

use std::collections::VecDeque;

use npbrain_connect::{scale_free, small_world};
use npbrain_core::{Connect, Csr, Ends, random::Key};
use statistics::{chi_squared_of, in_degrees, out_degrees};

fn made(rule: &dyn Connect, n: usize, seed: u64) -> Csr {
    let ends = Ends {
        object: "projection `a`",
        pre: n,
        post: n,
        same: Some(0),
        geometry: Default::default(),
        key: Key::new(seed, "a", "connect"),
    };
    rule.connect(&ends).unwrap()
}

/// No autapse, no double, and every connection in both directions.
fn check_simple(csr: &Csr, both_ways: bool) {
    for i in 0..csr.pre() {
        let row = &csr.targets()[csr.row(i)];
        assert!(row.is_sorted_by(|a, b| a < b), "row {i}: {row:?}");
        for j in row {
            assert_ne!(*j as usize, i);
            let back = &csr.targets()[csr.row(*j as usize)];
            assert_eq!(back.binary_search(&(i as u32)).is_ok(), both_ways, "{i} and {j}");
        }
    }
}

/// The mean length of the shortest paths between all pairs.
fn path_length(csr: &Csr) -> f64 {
    let n = csr.pre();
    let mut sum = 0u64;
    for start in 0..n {
        let mut distance = vec![u64::MAX; n];
        let mut queue = VecDeque::from([start]);
        distance[start] = 0;
        while let Some(i) = queue.pop_front() {
            for j in &csr.targets()[csr.row(i)] {
                let j = *j as usize;
                if distance[j] == u64::MAX {
                    distance[j] = distance[i] + 1;
                    queue.push_back(j);
                }
            }
        }
        assert!(distance.iter().all(|d| *d < u64::MAX), "not connected");
        sum += distance.iter().sum::<u64>();
    }
    sum as f64 / (n * (n - 1)) as f64
}

/// Connections among the neighbours of a neuron, over pairs of its neighbours:
/// both summed over all neurons (Barrat and Weigt's C′) and the mean of their
/// ratio (Watts and Strogatz's C).
fn clustering(csr: &Csr) -> [f64; 2] {
    let (mut closed, mut triples, mut ratios) = (0.0, 0.0, 0.0);
    for i in 0..csr.pre() {
        let row = &csr.targets()[csr.row(i)];
        let within: usize = row
            .iter()
            .map(|j| {
                let theirs = &csr.targets()[csr.row(*j as usize)];
                theirs.iter().filter(|k| row.binary_search(k).is_ok()).count()
            })
            .sum();
        let pairs = row.len() * row.len().saturating_sub(1);
        closed += within as f64;
        triples += pairs as f64;
        ratios += if pairs > 0 { within as f64 / pairs as f64 } else { 0.0 };
    }
    [closed / triples, ratios / csr.pre() as f64]
}

/// Mean and standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

#[test]
fn every_small_world_has_n_k_synapses() {
    for (seed, (n, k, p)) in
        [(10, 0, 0.5), (3, 2, 1.0), (20, 4, 0.3), (50, 48, 0.9), (51, 50, 1.0), (1000, 10, 1.0)]
            .into_iter()
            .enumerate()
    {
        let csr = made(&small_world(k, p), n, seed as u64);
        assert_eq!(csr.synapses(), n * k, "{n} {k} {p}");
        check_simple(&csr, true);
    }
}

/// Exactly: the clustering of Barrat and Weigt (2000), and the mean of
/// ⌈d / (k / 2)⌉ over the distances d on the ring, which is Watts and Strogatz's
/// n / (2 k) for large n.
#[test]
fn without_rewiring_it_is_the_ring() {
    for (n, k) in [(100, 4), (1000, 10), (501, 6)] {
        let csr = made(&small_world(k, 0.0), n, 1);
        let expected = 3.0 * (k - 2) as f64 / (4.0 * (k - 1) as f64);
        for c in clustering(&csr) {
            assert!((c - expected).abs() < 1e-12, "{c} for {expected}");
        }
        let steps: usize = (1..n).map(|d| d.min(n - d).div_ceil(k / 2)).sum();
        let expected = steps as f64 / (n - 1) as f64;
        let length = path_length(&csr);
        assert!((length - expected).abs() < 1e-12, "{length} for {expected}");
        assert!((length / (n as f64 / (2 * k) as f64) - 1.0).abs() < 0.05, "{length}");
    }
}

/// C′(p) = C(0) (1 − p)³ up to terms of order 1 / n (Barrat and Weigt 2000, *On
/// the properties of small-world network models*, eq. 7): a connection made at
/// random closes a triangle with probability about k / n.
#[test]
fn clustering_falls_with_the_cube() {
    let (n, k) = (3000, 10);
    for p in [0.01, 0.05, 0.1, 0.3, 0.6, 1.0] {
        let found: Vec<f64> =
            (1..=10).map(|seed| clustering(&made(&small_world(k, p), n, seed))[0]).collect();
        let (mean, error) = mean(&found);
        let expected = 2.0 / 3.0 * f64::powi(1.0 - p, 3);
        println!("p = {p}: C′ = {mean:.5} ± {error:.5}, theory {expected:.5}");
        let tolerance = 4.0 * error + k as f64 / n as f64;
        assert!((mean - expected).abs() < tolerance, "p = {p}: {mean} for {expected}");
    }
}

/// Between order and chance: Watts and Strogatz's (1998) figure 2, n = 1000 and
/// k = 10, where at p = 0.01 paths are short and clustering is still high; and
/// at p = 1 a random graph, with ln n / ln k in their words and, more closely,
/// (ln n − 0.5772) / ln k + 1/2 (Fronczak, Fronczak and Hołyst 2004).
#[test]
fn a_few_moved_connections_make_paths_short() {
    let (n, k) = (1000, 10);
    let at = |p: f64| {
        let of = |seed| {
            let csr = made(&small_world(k, p), n, seed);
            (path_length(&csr), clustering(&csr)[1])
        };
        let (lengths, clusterings): (Vec<_>, Vec<_>) = (1..=5).map(of).unzip();
        (mean(&lengths).0, mean(&clusterings).0)
    };
    let (ring, ring_clustering) = at(0.0);
    let (few, few_clustering) = at(0.01);
    let (random, random_clustering) = at(1.0);
    println!(
        "L {ring:.2} {few:.2} {random:.3}, C {ring_clustering:.3} {few_clustering:.3} {random_clustering:.4}"
    );
    assert!(few / ring < 0.25 && few_clustering / ring_clustering > 0.95);
    let theory = ((n as f64).ln() - 0.577_215_7) / (k as f64).ln() + 0.5;
    assert!((random / theory - 1.0).abs() < 0.05, "{random} for {theory}");
    // Without correlations (Newman 2003, eq. 30) it is (⟨d²⟩ − ⟨d⟩)² / (n ⟨d⟩³), where
    // degrees d are k / 2 and a Poisson number of that mean: ⟨d²⟩ = k² + k / 2. Of some
    // 700 triangles 0.15 is four standard deviations.
    let k = k as f64;
    let theory = (k * k - k / 2.0).powi(2) / (n as f64 * k.powi(3));
    assert!((random_clustering / theory - 1.0).abs() < 0.15, "{random_clustering}");
}

/// Barrat and Weigt's (2000) degrees: k / 2 connections that keep this end, and
/// of the others a binomial number that were not moved plus a Poisson number
/// that were moved here.
#[test]
fn degrees_of_a_small_world() {
    let (n, k) = (6000, 12);
    let half = k / 2;
    for (seed, p) in [(1, 0.1), (2, 0.4), (3, 1.0)] {
        let mut stayed = vec![1.0];
        for _ in 0..half {
            let more = |i: usize| if i > 0 { stayed[i - 1] * (1.0 - p) } else { 0.0 };
            let same = |i: usize| stayed.get(i).map_or(0.0, |s| s * p);
            stayed = (0..=stayed.len()).map(|i| more(i) + same(i)).collect();
        }
        let mean = p * half as f64;
        let mut expected = vec![0.0; 60];
        for (i, stayed) in stayed.iter().enumerate() {
            let mut moved = f64::exp(-mean);
            for j in 0..60 - half - i {
                expected[half + i + j] += stayed * moved;
                moved *= mean / (j + 1) as f64;
            }
        }
        let csr = made(&small_world(k, p), n, seed);
        let (statistic, critical) = chi_squared_of(&out_degrees(&csr), &expected);
        println!("p = {p}: χ² = {statistic:.1}, critical {critical:.1}");
        assert!(statistic < critical, "p = {p}: {statistic} ≥ {critical}");
        assert_eq!(in_degrees(&csr), out_degrees(&csr));
    }
}

/// How many connections are moved is binomial, n k / 2 of them with probability
/// p; and a moved one lands anywhere.
#[test]
fn the_share_of_moved_connections_is_p() {
    let (n, k, p) = (4000, 6, 0.2);
    let csr = made(&small_world(k, p), n, 5);
    let far = |(i, j): &(usize, usize)| i < j && (j - i).min(n - (j - i)) > k / 2;
    let moved: Vec<_> = csr.pairs().filter(far).collect();
    let all = (n * k / 2) as f64;
    // A moved connection lands on the ring's with probability k / n or less.
    let z = (moved.len() as f64 - all * p) / (all * p * (1.0 - p)).sqrt();
    assert!(z.abs() < 3.29 + 0.1, "{z} standard deviations");
    let mut tenths = [0; 10];
    moved.iter().for_each(|(i, j)| tenths[(j - i) * 10 / n] += 1);
    // Distances j − i with i < j have density 2 (1 − x).
    let statistic: f64 = tenths
        .iter()
        .enumerate()
        .map(|(t, found)| {
            let (a, b) = (t as f64 / 10.0, (t + 1) as f64 / 10.0);
            let expected = moved.len() as f64 * (2.0 * (b - a) - (b * b - a * a));
            (f64::from(*found) - expected).powi(2) / expected
        })
        .sum();
    assert!(statistic < 27.877, "{statistic}: chi-squared of 9 at 0.001");
}

#[test]
fn a_scale_free_network_has_exactly_its_connections() {
    for (n, m) in [(2, 1), (10, 1), (10, 9), (500, 4), (3000, 20)] {
        let csr = made(&scale_free(m), n, 1);
        assert_eq!(csr.synapses(), 2 * (n - m) * m, "{n} {m}");
        check_simple(&csr, true);
        path_length(&csr);
        let directed = made(&scale_free(m).directed(true), n, 1);
        assert_eq!(directed.synapses(), (n - m) * m);
        check_simple(&directed, false);
        // Each newer one onto m older ones, the same as without direction.
        assert!((0..n).all(|i| directed.row(i).len() == if i < m { 0 } else { m }));
        assert!(directed.pairs().eq(csr.pairs().filter(|(i, j)| j < i)));
    }
}

/// P(k) = 2 m (m + 1) / (k (k + 1) (k + 2)): Dorogovtsev, Mendes and Samukhin
/// (2000), Krapivsky, Redner and Leyvraz (2000).
#[test]
fn degrees_of_a_scale_free_network() {
    for (seed, m) in [(1, 1), (2, 3), (3, 8)] {
        let csr = made(&scale_free(m), 20_000, seed);
        let degrees = out_degrees(&csr);
        let most = *degrees.iter().max().unwrap();
        let p = |k: usize| match k < m {
            true => 0.0,
            false => (2 * m * (m + 1)) as f64 / (k * (k + 1) * (k + 2)) as f64,
        };
        let expected: Vec<f64> = (0..=most).map(p).collect();
        let (statistic, critical) = chi_squared_of(&degrees, &expected);
        println!("m = {m}: χ² = {statistic:.1}, critical {critical:.1}");
        assert!(statistic < critical, "m = {m}: {statistic} ≥ {critical}");
    }
}

/// The exponent of the tail is 3, by maximum likelihood over degrees of at least
/// `least` (Clauset, Shalizi and Newman 2009, eq. 3.7): γ = 1 + N / Σ ln (k /
/// (least − ½)), with a standard error of (γ − 1) / √N. That formula takes
/// P(≥ k) for (k − ½)⁻²; here it is (k (k + 1))⁻¹, about (k + ½)⁻², so that
/// degrees are counted from one more.
#[test]
fn the_exponent_is_three() {
    let (m, least) = (3, 20);
    let degrees = out_degrees(&made(&scale_free(m), 200_000, 1));
    let tail: Vec<f64> = degrees.iter().filter(|k| **k >= least).map(|k| (*k + 1) as f64).collect();
    let logs: f64 = tail.iter().map(|k| (k / (least as f64 + 0.5)).ln()).sum();
    let gamma = 1.0 + tail.len() as f64 / logs;
    let error = (gamma - 1.0) / (tail.len() as f64).sqrt();
    println!("γ = {gamma:.3} ± {error:.3} from {} neurons", tail.len());
    assert!((gamma - 3.0).abs() < 3.29 * error, "{gamma} ± {error}");
    assert!((2.9..3.1).contains(&gamma), "{gamma}");
}

#[test]
fn a_seed_decides_which_graph() {
    for rule in [&small_world(6, 0.3) as &dyn Connect, &scale_free(3)] {
        let first = made(rule, 500, 1);
        assert_eq!(made(rule, 500, 1), first);
        assert_ne!(made(rule, 500, 2), first);
    }
}

/// A change of these is a change to every network.
#[test]
fn the_connections_of_a_seed_never_change() {
    let csr = made(&small_world(6, 0.3), 500, 42);
    assert_eq!(csr.targets()[csr.row(7)], [5, 6, 8, 298, 353, 367]);
    let csr = made(&scale_free(3), 500, 42);
    assert_eq!(csr.targets()[csr.row(400)], [66, 89, 185]);
}
