//! What each rule connects, exactly.

use npbrain_connect::{all_to_all, fixed_prob, one_to_one};
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

fn pairs(csr: &Csr) -> Vec<(usize, usize)> {
    csr.pairs().collect()
}

#[test]
fn one_to_one_connects_each_to_its_own() {
    let csr = one_to_one().connect(&ends(4, 4, None)).unwrap();
    assert_eq!((csr.pre(), csr.post()), (4, 4));
    assert_eq!(pairs(&csr), [(0, 0), (1, 1), (2, 2), (3, 3)]);
}

#[test]
fn all_to_all_connects_every_pair() {
    let csr = all_to_all().connect(&ends(2, 3, None)).unwrap();
    assert_eq!((csr.pre(), csr.post()), (2, 3));
    assert_eq!(csr.offsets(), [0, 3, 6]);
    assert_eq!(csr.targets(), [0, 1, 2, 0, 1, 2]);
}

#[test]
fn probability_zero_connects_none_and_one_connects_all() {
    let ends = ends(50, 70, None);
    let all = all_to_all().connect(&ends).unwrap();
    assert_eq!(fixed_prob(1.0).connect(&ends).unwrap(), all);
    for zero in [0.0, -0.0] {
        let none = fixed_prob(zero).connect(&ends).unwrap();
        assert_eq!((none.pre(), none.post(), none.synapses()), (50, 70, 0));
    }
}

#[test]
fn a_probability_next_to_zero_or_one_is_no_trouble() {
    let ends = ends(50, 70, None);
    let rare = fixed_prob(f64::MIN_POSITIVE).connect(&ends).unwrap();
    assert_eq!(rare.synapses(), 0);
    let common = fixed_prob(1.0 - f64::EPSILON / 2.0).connect(&ends).unwrap();
    assert_eq!(common.synapses(), 50 * 70);
}

#[test]
fn an_end_may_be_a_single_neuron() {
    for (pre, post) in [(1, 1), (1, 9), (9, 1)] {
        for rule in [fixed_prob(0.0), fixed_prob(1.0)] {
            let csr = rule.connect(&ends(pre, post, None)).unwrap();
            assert_eq!((csr.pre(), csr.post()), (pre, post));
        }
    }
}

#[test]
fn targets_ascend_and_none_is_double() {
    for p in [0.001, 0.1, 0.5, 0.99] {
        let csr = fixed_prob(p).connect(&ends(200, 300, None)).unwrap();
        for source in 0..csr.pre() {
            let row = &csr.targets()[csr.row(source)];
            assert!(row.is_sorted_by(|a, b| a < b), "p = {p}: {row:?}");
            assert!(row.last().is_none_or(|last| *last < 300));
        }
    }
}

#[test]
fn the_key_decides() {
    let first = ends(100, 100, None);
    let second = Ends { key: Key::new(43, "a", "connect"), ..first };
    let connect = |ends: &Ends<'_>| fixed_prob(0.2).connect(ends).unwrap();
    assert_eq!(connect(&first), connect(&first));
    assert_ne!(connect(&first), connect(&second));
}

#[test]
fn a_row_does_not_depend_on_the_others() {
    let few = fixed_prob(0.2).connect(&ends(10, 100, None)).unwrap();
    let many = fixed_prob(0.2).connect(&ends(90, 100, None)).unwrap();
    for source in 0..few.pre() {
        assert_eq!(few.targets()[few.row(source)], many.targets()[many.row(source)]);
    }
}

/// Also computed apart, in Python, from the published algorithms: a change of
/// these is a change to every network.
#[test]
fn the_connections_of_a_seed_never_change() {
    let csr = fixed_prob(0.1).connect(&ends(1000, 50, None)).unwrap();
    let row = |source| &csr.targets()[csr.row(source)];
    assert_eq!(row(0), [9, 16, 21, 26, 35, 40, 41]);
    assert_eq!(row(999), [8, 42, 44, 45]);
    assert_eq!(csr.synapses(), 5083);
}

/// The rule with autapses and without, between `pre` and `post` neurons of one
/// population, target k + `shift` being source k.
fn with_and_without<R: Connect>(
    rule: impl Fn(bool) -> R,
    (pre, post): (usize, usize),
    shift: isize,
) -> [Vec<(usize, usize)>; 2] {
    let ends = ends(pre, post, Some(shift));
    [true, false].map(|allowed| pairs(&rule(allowed).connect(&ends).unwrap()))
}

#[test]
fn without_autapses_exactly_the_diagonal_is_missing() {
    // (targets, shift, neurons in both ends) for 20 sources: the whole
    // population, slices that begin before or after the targets do, and
    // slices that share no neuron.
    let slices = [
        (20, 0, 20),
        (20, 6, 14),
        (30, 6, 20),
        (30, -6, 14),
        (30, -18, 2),
        (30, 40, 0),
        (30, -40, 0),
    ];
    for (post, shift, shared) in slices {
        let but_itself = |mut pairs: Vec<(usize, usize)>| {
            pairs.retain(|(i, j)| i.checked_add_signed(shift) != Some(*j));
            pairs
        };
        let [with, without] = with_and_without(|a| all_to_all().autapses(a), (20, post), shift);
        assert_eq!(with.len() - without.len(), shared, "shift {shift}");
        assert_eq!(without, but_itself(with), "all_to_all, shift {shift}");

        let rule = |a| fixed_prob(0.5).autapses(a);
        let [with, without] = with_and_without(rule, (20, post), shift);
        assert_eq!(with.len() > without.len(), shared > 0, "shift {shift}");
        assert_eq!(without, but_itself(with), "fixed_prob, shift {shift}");
    }
}

#[test]
fn one_to_one_within_a_population_is_all_autapses_or_none() {
    let [with, without] = with_and_without(|a| one_to_one().autapses(a), (5, 5), 0);
    assert_eq!((with.len(), without.len()), (5, 0));
    for shift in [-2, 2] {
        let [with, without] = with_and_without(|a| one_to_one().autapses(a), (5, 5), shift);
        assert_eq!(with, without);
    }
}

#[test]
fn between_two_populations_there_are_no_autapses() {
    let ends = ends(5, 5, None);
    let with = all_to_all().connect(&ends).unwrap();
    let without = all_to_all().autapses(false).connect(&ends).unwrap();
    assert_eq!(with, without);
}
