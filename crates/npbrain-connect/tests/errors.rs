//! What cannot be connected, and what is said about it.

use ndarray::Array2;
use npbrain_connect::{
    all_to_all, by, dense, fixed_indegree, fixed_outdegree, fixed_prob, fixed_total, one_to_one,
    pairs, poisson, sparse,
};
use npbrain_core::{Connect, Ends, Error, random::Key};

/// The error of connecting `pre` to `post` neurons, and its text.
fn refused(rule: &dyn Connect, pre: usize, post: usize) -> (Error, String) {
    let ends = Ends {
        object: "projection `a`",
        pre,
        post,
        same: None,
        geometry: Default::default(),
        key: Key::new(42, "a", "connect"),
    };
    let error = rule.connect(&ends).unwrap_err();
    let text = error.to_string();
    (error, text)
}

#[test]
fn one_to_one_needs_equal_sizes() {
    let (error, text) = refused(&one_to_one(), 3, 4);
    assert!(matches!(error, Error::Connection { pre: 3, post: 4, .. }));
    assert_eq!(
        text,
        "projection `a`: one_to_one cannot connect 3 to 4 neurons; \
         it needs as many sources as targets"
    );
}

#[test]
fn a_probability_is_0_to_1() {
    for (p, shown) in [
        (1.5, "1.5"),
        (-0.1, "-0.1"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (1.0 + f64::EPSILON, "1.0000000000000002"),
    ] {
        let (error, text) = refused(&fixed_prob(p), 3, 4);
        assert!(matches!(error, Error::InvalidValue { .. }));
        assert_eq!(text, format!("projection `a`: `p` is {shown}; expected a probability, 0 to 1"));
    }
}

#[test]
fn an_end_has_at_most_4294967295_neurons() {
    let many = 1 << 32;
    let rules: [(&str, &dyn Connect); 2] =
        [("all_to_all", &all_to_all()), ("fixed_prob", &fixed_prob(0.0))];
    for (name, rule) in rules {
        for (pre, post) in [(many, 1), (1, many)] {
            assert_eq!(
                refused(rule, pre, post).1,
                format!(
                    "projection `a`: {name} cannot connect {pre} to {post} neurons; \
                     each end may have at most 4294967295"
                )
            );
        }
    }
    assert_eq!(
        refused(&one_to_one(), many, many).1,
        "projection `a`: one_to_one cannot connect 4294967296 to 4294967296 neurons; \
         each end may have at most 4294967295"
    );
}

#[test]
fn more_synapses_than_memory_are_an_error_and_no_crash() {
    let most = u32::MAX as usize;
    assert_eq!(
        refused(&all_to_all(), most, most).1,
        "projection `a`: all_to_all cannot connect 4294967295 to 4294967295 neurons; \
         memory does not suffice for so many synapses"
    );
    assert_eq!(
        refused(&fixed_prob(0.9), most, most).1,
        "projection `a`: fixed_prob cannot connect 4294967295 to 4294967295 neurons; \
         memory does not suffice for so many synapses"
    );
}

/// The text for 3 sources and 4 targets, with what all of them begin with taken
/// off.
fn reason(rule: &dyn Connect, same: Option<isize>) -> String {
    let ends = Ends {
        object: "projection `a`",
        pre: 3,
        post: 4,
        same,
        geometry: Default::default(),
        key: Key::new(42, "a", "connect"),
    };
    let text = rule.connect(&ends).unwrap_err().to_string();
    text.strip_prefix("projection `a`: ").unwrap_or(&text).to_owned()
}

#[test]
fn a_degree_beyond_the_population_needs_multapses() {
    assert_eq!(
        reason(&fixed_indegree(4), None),
        "fixed_indegree cannot connect 3 to 4 neurons; \
         each target needs 4 different sources of 3; ask for fewer or allow multapses"
    );
    assert_eq!(
        reason(&fixed_indegree(3).autapses(false), Some(0)),
        "fixed_indegree cannot connect 3 to 4 neurons; \
         each target needs 3 different sources of 2; ask for fewer or allow multapses"
    );
    assert_eq!(
        reason(&fixed_outdegree(5), None),
        "fixed_outdegree cannot connect 3 to 4 neurons; \
         each source needs 5 different targets of 4; ask for fewer or allow multapses"
    );
    assert_eq!(
        reason(&fixed_total(13).multapses(false), None),
        "fixed_total cannot connect 3 to 4 neurons; \
         it needs 13 different pairs of 12; ask for fewer or allow multapses"
    );
}

#[test]
fn where_there_is_nobody_to_connect_to_multapses_do_not_help() {
    let one = Ends {
        object: "projection `a`",
        pre: 1,
        post: 1,
        same: Some(0),
        geometry: Default::default(),
        key: Key::new(42, "a", "connect"),
    };
    let rules: [(&dyn Connect, &str); 3] = [
        (
            &fixed_indegree(2).multapses(true).autapses(false),
            "fixed_indegree cannot connect 1 to 1 neurons; each target needs 2 sources and may have none",
        ),
        (
            &fixed_outdegree(2).multapses(true).autapses(false),
            "fixed_outdegree cannot connect 1 to 1 neurons; each source needs 2 targets and may have none",
        ),
        (
            &fixed_total(2).autapses(false),
            "fixed_total cannot connect 1 to 1 neurons; it needs 2 pairs and may have none",
        ),
    ];
    for (rule, expected) in rules {
        let text = rule.connect(&one).unwrap_err().to_string();
        assert_eq!(text, format!("projection `a`: {expected}"));
    }
}

#[test]
fn a_pair_must_exist() {
    assert_eq!(
        reason(&pairs([(0, 0), (3, 0)]), None),
        "the sources of projection `a`: index 3 is out of range; it has 3 neurons (0..3)"
    );
    assert_eq!(
        reason(&pairs([(0, 0), (2, usize::MAX)]), None),
        "the targets of projection `a`: index 18446744073709551615 is out of range; \
         it has 4 neurons (0..4)"
    );
}

#[test]
fn a_matrix_has_a_row_per_source_and_a_column_per_target() {
    assert_eq!(
        reason(&dense(&Array2::zeros((4, 3))), None),
        "dense cannot connect 3 to 4 neurons; its matrix is 4 by 3"
    );
    assert_eq!(
        reason(&sparse(&sprs::CsMat::zero((3, 5))), None),
        "sparse cannot connect 3 to 4 neurons; its matrix is 3 by 5"
    );
}

#[test]
fn a_mean_number_of_synapses_is_not_negative() {
    for (mean, shown) in [(-0.5, "-0.5"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        assert_eq!(
            reason(&poisson(mean), None),
            format!("`mean` is {shown}; expected a finite number, not negative")
        );
    }
}

#[test]
fn new_rules_too_refuse_what_is_too_large() {
    let many = 1 << 32;
    let rules: [(&str, &dyn Connect); 6] = [
        ("fixed_indegree", &fixed_indegree(1)),
        ("fixed_outdegree", &fixed_outdegree(1)),
        ("fixed_total", &fixed_total(1)),
        ("poisson", &poisson(0.0)),
        ("pairs", &pairs([])),
        ("by", &by(|_, _| false)),
    ];
    for (name, rule) in rules {
        assert_eq!(
            refused(rule, many, 1).1,
            format!(
                "projection `a`: {name} cannot connect 4294967296 to 1 neurons; \
                 each end may have at most 4294967295"
            )
        );
    }
    let most = usize::MAX / 2;
    assert_eq!(
        refused(&fixed_total(most), 10, 10).1,
        "projection `a`: fixed_total cannot connect 10 to 10 neurons; \
         memory does not suffice for so many synapses"
    );
    assert_eq!(
        refused(&fixed_indegree(most).multapses(true), 10, 10).1,
        "projection `a`: fixed_indegree cannot connect 10 to 10 neurons; \
         memory does not suffice for so many synapses"
    );
}
