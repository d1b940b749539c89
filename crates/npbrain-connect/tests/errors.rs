//! What cannot be connected, and what is said about it.

use npbrain_connect::{all_to_all, fixed_prob, one_to_one};
use npbrain_core::{Connect, Ends, Error, random::Key};

/// The error of connecting `pre` to `post` neurons, and its text.
fn refused(rule: &dyn Connect, pre: usize, post: usize) -> (Error, String) {
    let ends =
        Ends { object: "projection `a`", pre, post, same: None, key: Key::new(42, "a", "connect") };
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
