//! Connections that are given: lists, matrices, functions; and exact degrees.

use ndarray::{Array2, array};
use npbrain_connect::{
    ToSprs, all_to_all, by, dense, fixed_indegree, fixed_outdegree, fixed_total, pairs, poisson,
    sparse,
};
use npbrain_core::{Connect, Csr, Ends, random::Key};

fn ends(pre: usize, post: usize, same: Option<isize>) -> Ends<'static> {
    Ends {
        object: "projection `a`",
        pre,
        post,
        same,
        geometry: Default::default(),
        key: Key::new(42, "a", "connect"),
    }
}

fn list(csr: &Csr) -> Vec<(usize, usize)> {
    csr.pairs().collect()
}

#[test]
fn pairs_keep_their_order_within_a_source() {
    let given = [(1, 3), (0, 2), (1, 0), (1, 3), (0, 0), (1, 1)];
    let rule = pairs(given).weights([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let csr = rule.connect(&ends(3, 4, Some(0))).unwrap();
    assert_eq!(list(&csr), [(0, 2), (0, 0), (1, 3), (1, 0), (1, 3), (1, 1)]);
    assert_eq!(csr.offsets(), [0, 2, 6, 6]);
    assert_eq!(Connect::weights(&rule), Some(vec![2.0, 5.0, 1.0, 3.0, 4.0, 6.0]));
    assert_eq!(Connect::weights(&pairs(given)), None);
}

#[test]
fn a_matrix_gives_connections_and_weights_and_comes_back() {
    let matrix = array![[0.0, -0.5, 0.0, 2.0], [0.0; 4], [1.5, 0.0, 0.0, f64::MIN_POSITIVE]];
    let rule = dense(&matrix);
    let csr = rule.connect(&ends(3, 4, None)).unwrap();
    assert_eq!(list(&csr), [(0, 1), (0, 3), (2, 0), (2, 3)]);
    assert_eq!(rule.weights(), Some(vec![-0.5, 2.0, 1.5, f64::MIN_POSITIVE]));

    let pattern = csr.to_sprs();
    assert_eq!(pattern.nnz(), 4);
    let there = |(i, j): (usize, usize)| pattern.get(i, j) == Some(&1.0);
    assert!(list(&csr).into_iter().all(there));

    // Rows or columns compressed, and a view of another layout.
    let compressed = sprs::CsMat::csr_from_dense(matrix.view(), 0.0);
    for matrix in [compressed.clone(), compressed.to_csc()] {
        let from_sparse = sparse(&matrix);
        assert_eq!(from_sparse.connect(&ends(3, 4, None)).unwrap(), csr);
        assert_eq!(from_sparse.weights(), rule.weights());
    }
    let transposed: Array2<f64> = matrix.t().to_owned();
    assert_eq!(dense(transposed.t()).connect(&ends(3, 4, None)).unwrap(), csr);
}

#[test]
fn a_zero_that_is_stored_is_a_synapse_and_no_number_is_no_zero() {
    let stored = sprs::CsMat::new((1, 2), vec![0, 1], vec![1], vec![0.0]);
    let csr = sparse(&stored).connect(&ends(1, 2, None)).unwrap();
    assert_eq!(list(&csr), [(0, 1)]);
    assert_eq!(dense(&array![[f64::NAN, 0.0]]).weights().map(|w| w.len()), Some(1));
}

#[test]
fn a_function_is_asked_for_every_pair() {
    let csr = by(|i, j| (i + j) % 2 == 0).connect(&ends(2, 3, None)).unwrap();
    assert_eq!(list(&csr), [(0, 0), (0, 2), (1, 1)]);
    let csr = by(|_, _| true).autapses(false).connect(&ends(3, 3, Some(0))).unwrap();
    assert_eq!(csr, all_to_all().autapses(false).connect(&ends(3, 3, Some(0))).unwrap());
}

fn in_degrees(csr: &Csr) -> Vec<usize> {
    let mut degrees = vec![0; csr.post()];
    csr.targets().iter().for_each(|j| degrees[*j as usize] += 1);
    degrees
}

fn out_degrees(csr: &Csr) -> Vec<usize> {
    (0..csr.pre()).map(|i| csr.row(i).len()).collect()
}

fn has_multapses(csr: &Csr) -> bool {
    let mut list = list(csr);
    list.sort_unstable();
    list.windows(2).any(|w| w[0] == w[1])
}

fn has_autapses(csr: &Csr, shift: isize) -> bool {
    csr.pairs().any(|(i, j)| i.checked_add_signed(shift) == Some(j))
}

fn ascends(csr: &Csr) -> bool {
    (0..csr.pre()).all(|i| csr.targets()[csr.row(i)].is_sorted())
}

#[test]
fn degrees_are_exact_whatever_is_allowed() {
    // Whole populations, and slices that overlap by some neurons.
    for (pre, post, shift) in [(40, 40, 0), (30, 40, 5), (40, 30, -5), (20, 20, 100)] {
        for (multapses, autapses) in [(false, false), (false, true), (true, false), (true, true)] {
            for degree in [0, 1, 7, 15, 19] {
                let ends = ends(pre, post, Some(shift));
                let name = format!("{pre}-{post}, {shift}, {multapses}, {autapses}, {degree}");

                let rule = fixed_indegree(degree).multapses(multapses).autapses(autapses);
                let csr = rule.connect(&ends).unwrap();
                assert!(in_degrees(&csr).iter().all(|d| *d == degree), "in {name}");
                assert!(ascends(&csr));
                assert!(multapses || !has_multapses(&csr), "in {name}");
                assert!(autapses || !has_autapses(&csr, shift), "in {name}");

                let rule = fixed_outdegree(degree).multapses(multapses).autapses(autapses);
                let csr = rule.connect(&ends).unwrap();
                assert!(out_degrees(&csr).iter().all(|d| *d == degree), "out {name}");
                assert!(ascends(&csr));
                assert!(multapses || !has_multapses(&csr), "out {name}");
                assert!(autapses || !has_autapses(&csr, shift), "out {name}");

                let total = degree * 17;
                let rule = fixed_total(total).multapses(multapses).autapses(autapses);
                let csr = rule.connect(&ends).unwrap();
                assert_eq!(csr.synapses(), total, "total {name}");
                assert!(ascends(&csr));
                assert!(multapses || !has_multapses(&csr), "total {name}");
                assert!(autapses || !has_autapses(&csr, shift), "total {name}");
            }
        }
    }
}

#[test]
fn all_there_are_is_all_to_all() {
    let ends = ends(12, 12, Some(0));
    for autapses in [true, false] {
        let all = all_to_all().autapses(autapses).connect(&ends).unwrap();
        let degree = if autapses { 12 } else { 11 };
        let rules: [&dyn Connect; 3] = [
            &fixed_indegree(degree).autapses(autapses),
            &fixed_outdegree(degree).autapses(autapses),
            &fixed_total(12 * degree).multapses(false).autapses(autapses),
        ];
        for rule in rules {
            assert_eq!(rule.connect(&ends).unwrap(), all, "{rule:?}");
        }
    }
}

#[test]
fn poisson_makes_multapses_and_leaves_out_every_autapse() {
    let ends = ends(20, 20, Some(0));
    let with = poisson(2.0).connect(&ends).unwrap();
    let without = poisson(2.0).autapses(false).connect(&ends).unwrap();
    assert!(has_multapses(&with) && has_autapses(&with, 0) && ascends(&with));
    let but_itself: Vec<_> = with.pairs().filter(|(i, j)| i != j).collect();
    assert_eq!(list(&without), but_itself);
    for zero in [0.0, -0.0] {
        assert_eq!(poisson(zero).connect(&ends).unwrap().synapses(), 0);
    }
}

#[test]
fn the_key_decides() {
    let first = ends(30, 30, None);
    let second = Ends { key: Key::new(43, "a", "connect"), ..first };
    let rules: [&dyn Connect; 4] =
        [&fixed_indegree(5), &fixed_outdegree(5), &fixed_total(100), &poisson(0.2)];
    for rule in rules {
        assert_eq!(rule.connect(&first).unwrap(), rule.connect(&first).unwrap());
        assert_ne!(rule.connect(&first).unwrap(), rule.connect(&second).unwrap());
    }
}

/// A change of these is a change to every network.
#[test]
fn the_connections_of_a_seed_never_change() {
    let ends = ends(4, 30, None);
    let row = |rule: &dyn Connect| {
        let csr = rule.connect(&ends).unwrap();
        csr.targets()[csr.row(1)].to_vec()
    };
    let rules: [&dyn Connect; 6] = [
        &fixed_outdegree(5),
        &fixed_outdegree(5).multapses(true),
        &fixed_indegree(1),
        &fixed_total(20),
        &fixed_total(20).multapses(false),
        &poisson(0.2),
    ];
    let rows: Vec<_> = rules.into_iter().map(row).collect();
    assert_eq!(rows, PINNED);
}

const PINNED: [&[u32]; 6] = [
    &[2, 4, 5, 16, 20],
    &[2, 4, 5, 16, 20],
    &[5, 13, 17, 23, 27, 29],
    &[2, 4, 4, 5, 7, 16, 20, 29],
    &[2, 4, 5, 16, 20, 29],
    &[1, 13, 13, 22, 26, 27],
];
