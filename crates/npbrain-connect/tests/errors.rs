//! What cannot be connected, and what is said about it.

use ndarray::Array2;
use npbrain_connect::{
    all_to_all, by, by_distance, dense, dog, dog_weight, exponential_decay, fixed_indegree,
    fixed_outdegree, fixed_prob, fixed_total, gaussian, gaussian_weight, grid_eight, grid_four,
    grid_n, one_to_one, pairs, poisson, scale_free, small_world, sparse, within,
};
use npbrain_core::{Connect, Draw, Ends, Error, Geometry, Grid, SynapseSite, random::Key};

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
         a source may have 2147483647 synapses at most, on average"
    );
    assert_eq!(
        refused(&fixed_total(1 << 50), 1 << 20, 10).1,
        "projection `a`: fixed_total cannot connect 1048576 to 10 neurons; \
         memory does not suffice for so many synapses"
    );
    assert_eq!(
        refused(&fixed_indegree(most).multapses(true), 10, 10).1,
        "projection `a`: fixed_indegree cannot connect 10 to 10 neurons; \
         memory does not suffice for so many synapses"
    );
}

/// The text for 6 neurons and themselves, placed like this.
fn of_places(rule: &dyn Connect, geometry: [Geometry<'_>; 2]) -> String {
    let key = Key::new(42, "a", "connect");
    let ends = Ends { object: "projection `a`", pre: 6, post: 6, same: None, geometry, key };
    let text = rule.connect(&ends).unwrap_err().to_string();
    text.strip_prefix("projection `a`: ").unwrap_or(&text).to_owned()
}

fn on_grid(grid: impl Into<Grid>) -> Geometry<'static> {
    Geometry { points: Some(&[[0.0; 3]; 6]), grid: Some(grid.into()), first: 0 }
}

#[test]
fn grid_rules_need_the_same_grid_twice() {
    let nowhere = Geometry::default();
    for (name, rule) in
        [("grid_four", grid_four()), ("grid_eight", grid_eight()), ("grid_n", grid_n(3))]
    {
        for (geometry, reason) in [
            ([nowhere; 2], "the sources have no grid; give it with `grid`"),
            ([on_grid([2, 3]), nowhere], "the targets have no grid; give it with `grid`"),
            (
                [on_grid([2, 3]), on_grid([3, 2])],
                "the sources are on a grid of [2, 3] and the targets on one of [3, 2]; \
                 it needs the same",
            ),
            (
                [on_grid([2, 3]), on_grid([2, 3, 1])],
                "the sources are on a grid of [2, 3] and the targets on one of [2, 3, 1]; \
                 it needs the same",
            ),
            ([on_grid(5), on_grid(5)], "the sources are no part of a grid of [5]"),
        ] {
            assert_eq!(
                of_places(&rule, geometry),
                format!("{name} cannot connect 6 to 6 neurons; {reason}")
            );
        }
    }
}

#[test]
fn rules_of_distance_need_positions() {
    let nowhere = Geometry::default();
    assert_eq!(
        of_places(&gaussian(0.5, 1.0), [nowhere, on_grid(6)]),
        "gaussian cannot connect 6 to 6 neurons; \
         the sources have no positions; give them with `at` or `grid`"
    );
    assert_eq!(
        of_places(&by_distance(|_| 0.5), [on_grid(6), nowhere]),
        "by_distance cannot connect 6 to 6 neurons; \
         the targets have no positions; give them with `at` or `grid`"
    );
    let five = Geometry { points: Some(&[[0.0; 3]; 5]), ..nowhere };
    assert_eq!(
        of_places(&within(1.0), [five, five]),
        "within cannot connect 6 to 6 neurons; the sources have 5 positions"
    );
    for geometry in [[on_grid([2, 3]), on_grid(6)], [Geometry { grid: None, ..on_grid(6) }; 2]] {
        assert_eq!(
            of_places(&gaussian(0.5, 1.0).periodic(true), geometry),
            "gaussian cannot connect 6 to 6 neurons; `periodic` needs both populations on the \
             same grid; without one give the lengths with `period`"
        );
    }
}

#[test]
fn parameters_of_distance_make_sense() {
    let here = [on_grid(6); 2];
    let peak = "expected a probability, 0 to 1";
    let length = "expected a finite length, more than 0";
    let rules: [(&dyn Connect, String); 12] = [
        (&gaussian(1.5, 1.0), format!("`peak` is 1.5; {peak}")),
        (&gaussian(-0.5, 1.0), format!("`peak` is -0.5; {peak}")),
        (&gaussian(f64::NAN, 1.0), format!("`peak` is NaN; {peak}")),
        (&gaussian(0.5, 0.0), format!("`sigma` is 0; {length}")),
        (&gaussian(0.5, f64::INFINITY), format!("`sigma` is inf; {length}")),
        (&exponential_decay(0.5, -1.0), format!("`lambda` is -1; {length}")),
        (&dog((1.5, 1.0), (0.1, 1.0)), format!("`peak of the centre` is 1.5; {peak}")),
        (
            &dog((0.5, 1.0), (-0.1, 1.0)),
            "`peak of the surround` is -0.1; expected a finite number, not negative".into(),
        ),
        (&dog((0.5, 1.0), (2.0, 0.0)), format!("`sigma of the surround` is 0; {length}")),
        (&within(-1.0), "`radius` is -1; expected a length, not negative".into()),
        (
            &gaussian(0.5, 1.0).cutoff(f64::NAN),
            "`cutoff` is NaN; expected a length, not negative".into(),
        ),
        (
            &gaussian(0.5, 1.0).period([3.0, 0.0]),
            "`period` is 0; expected a length, more than 0".into(),
        ),
    ];
    for (rule, expected) in rules {
        assert_eq!(of_places(rule, here), expected);
    }
    // What a function gives is seen only when it is asked.
    for (value, shown) in [(1.25, "1.25"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        assert_eq!(
            of_places(&by_distance(move |_| value), here),
            format!("`probability` is {shown}; expected at most 1")
        );
    }
}

#[test]
fn parameters_of_weights_by_distance_make_sense() {
    let told = |rule: &dyn Draw<SynapseSite>| {
        rule.check("projection `a`", "weight").unwrap_err().to_string()
    };
    assert_eq!(
        told(&gaussian_weight(f64::NAN, 1.0)),
        "projection `a`: `peak of weight` is NaN; expected a finite number"
    );
    assert_eq!(
        told(&dog_weight((1.0, 1.0), (1.0, -2.0))),
        "projection `a`: `sigma of the surround of weight` is -2; \
         expected a finite length, more than 0"
    );
    assert_eq!(
        told(&gaussian_weight(-7.0, 1.0).period(-3.0)),
        "projection `a`: `period` is -3; expected a length, more than 0"
    );
    assert!(gaussian_weight(-7.0, 1.0).check("projection `a`", "weight").is_ok());
}

#[test]
fn graphs_need_one_set_of_neurons_that_is_large_enough() {
    for (name, rule) in [
        ("small_world", &small_world(2, 0.1) as &dyn Connect),
        ("scale_free", &scale_free(2) as &dyn Connect),
    ] {
        assert_eq!(
            reason(rule, None),
            format!(
                "{name} cannot connect 3 to 4 neurons; \
                 it needs one population, or two of equal size"
            )
        );
        let ends = Ends {
            object: "projection `a`",
            pre: 9,
            post: 9,
            same: Some(8),
            geometry: Default::default(),
            key: Key::new(42, "a", "connect"),
        };
        assert_eq!(
            rule.connect(&ends).unwrap_err().to_string(),
            format!(
                "projection `a`: {name} cannot connect 9 to 9 neurons; \
                 both ends share neurons and begin at different ones"
            )
        );
        assert!(rule.connect(&Ends { same: Some(9), ..ends }).is_ok());
        assert!(rule.connect(&Ends { same: None, ..ends }).is_ok());
    }
    assert_eq!(
        refused(&small_world(4, 0.1), 4, 4).1,
        "projection `a`: small_world cannot connect 4 to 4 neurons; each needs 4 others"
    );
    assert_eq!(
        refused(&scale_free(4), 4, 4).1,
        "projection `a`: scale_free cannot connect 4 to 4 neurons; each new neuron needs 4 others"
    );
    assert_eq!(
        refused(&small_world(3, 0.1), 9, 9).1,
        "projection `a`: `k` is 3; expected an even number, half on either side"
    );
    assert_eq!(
        refused(&small_world(4, -0.1), 9, 9).1,
        "projection `a`: `p` is -0.1; expected a probability, 0 to 1"
    );
    assert_eq!(
        refused(&scale_free(0), 9, 9).1,
        "projection `a`: `m` is 0; expected at least one connection of each new neuron"
    );
}

#[test]
fn rules_of_place_and_graphs_too_refuse_what_is_too_large() {
    let many = 1 << 32;
    let rules: [(&str, &dyn Connect); 4] = [
        ("gaussian", &gaussian(0.5, 1.0)),
        ("grid_four", &grid_four()),
        ("small_world", &small_world(2, 0.1)),
        ("scale_free", &scale_free(2)),
    ];
    for (name, rule) in rules {
        assert_eq!(
            refused(rule, many, many).1,
            format!(
                "projection `a`: {name} cannot connect 4294967296 to 4294967296 neurons; \
                 each end may have at most 4294967295"
            )
        );
    }
    let most = u32::MAX as usize;
    for (name, rule) in [
        ("small_world", &small_world(most - 1, 0.1) as &dyn Connect),
        ("scale_free", &scale_free(most / 2) as &dyn Connect),
    ] {
        assert_eq!(
            refused(rule, most, most).1,
            format!(
                "projection `a`: {name} cannot connect 4294967295 to 4294967295 neurons; \
                 memory does not suffice for so many synapses"
            )
        );
    }
}
