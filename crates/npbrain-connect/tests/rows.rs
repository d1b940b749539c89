//! Rows made one at a time against those of `connect`, which are made on all cores.

use ndarray::Array2;
use npbrain_connect::{
    all_to_all, by, dense, fixed_indegree, fixed_outdegree, fixed_prob, fixed_total, gaussian,
    grid_eight, grid_four, one_to_one, pairs, poisson, scale_free, small_world,
};
use npbrain_core::random::{Key, Stream};
use npbrain_core::{Connect, Csr, Ends, Geometry};

/// Those whose rows follow from their source alone.
fn rules() -> Vec<Box<dyn Connect>> {
    vec![
        Box::new(all_to_all()),
        Box::new(all_to_all().autapses(false)),
        Box::new(one_to_one()),
        Box::new(one_to_one().autapses(false)),
        Box::new(fixed_prob(0.3)),
        Box::new(fixed_prob(0.3).autapses(false)),
        Box::new(poisson(2.5)),
        Box::new(poisson(2.5).autapses(false)),
        Box::new(fixed_outdegree(9)),
        Box::new(fixed_outdegree(32).autapses(false)),
        Box::new(fixed_outdegree(70).multapses(true)),
        Box::new(fixed_outdegree(9).multapses(true).autapses(false)),
        Box::new(fixed_total(500)),
        Box::new(fixed_total(500).autapses(false)),
        Box::new(fixed_total(300).multapses(false)),
        Box::new(fixed_total(1200).multapses(false).autapses(false)),
        Box::new(grid_four()),
        Box::new(grid_eight().periodic(true).autapses(true)),
    ]
}

/// `pre` neurons and as many, of one population of 48 on a grid, that begin
/// `shift` before.
fn ends(pre: usize, shift: usize) -> Ends<'static> {
    let place = |first| Geometry { points: None, grid: Some([6, 8].into()), first };
    Ends {
        object: "projection `a`",
        pre,
        post: pre,
        same: Some(shift.cast_signed()),
        geometry: [place(shift), place(0)],
        key: Key::new(5, "a", "connect"),
    }
}

fn row(csr: &Csr, source: usize) -> &[u32] {
    &csr.targets()[csr.row(source)]
}

/// All numbers below `count`, in an order of no order.
fn shuffled(count: usize) -> Vec<usize> {
    let mut stream = Stream::new(Key::new(1, "order", "rows"), 0);
    let mut order: Vec<usize> = (0..count).collect();
    for k in (1..count).rev() {
        order.swap(k, stream.below(k as u64 + 1) as usize);
    }
    order
}

#[test]
fn rows_made_in_any_order_are_those_of_connect() {
    for rule in rules() {
        for ends in [ends(48, 0), ends(40, 5)] {
            let whole = rule.connect(&ends).unwrap();
            let mut first = rule.rows(&ends).expect("it has rows").unwrap();
            let mut targets = Vec::new();
            first.make(3, &mut targets);
            // One that others were made of goes on, and so does what it was made to.
            let mut second = first.another();
            for (k, source) in shuffled(ends.pre).into_iter().chain([3, 3]).enumerate() {
                let maker = if k % 3 == 0 { &mut first } else { &mut second };
                targets.clear();
                targets.push(77);
                maker.make(source, &mut targets);
                assert_eq!(targets[0], 77, "{rule:?}: what is there stays");
                assert_eq!(&targets[1..], row(&whole, source), "{rule:?}, source {source}");
            }
            assert!(first.expected() >= whole.synapses(), "{rule:?}");
            assert_eq!(first.expected(), second.expected(), "{rule:?}");
        }
    }
}

/// So many synapses that `connect` makes them on several threads.
#[test]
fn rows_are_those_that_threads_make() {
    let ends = Ends { pre: 600, post: 3000, geometry: Default::default(), ..ends(0, 0) };
    for rule in [&fixed_total(1_200_000) as &dyn Connect, &fixed_prob(0.6), &fixed_outdegree(2000)]
    {
        let whole = rule.connect(&ends).unwrap();
        assert!(whole.synapses() > 1 << 20);
        let mut maker = rule.rows(&ends).expect("it has rows").unwrap();
        for source in shuffled(ends.pre) {
            let mut targets = Vec::new();
            maker.make(source, &mut targets);
            assert_eq!(targets, row(&whole, source), "{rule:?}, source {source}");
        }
    }
}

#[test]
fn rules_whose_rows_depend_on_more_than_their_source_have_none() {
    let matrix = Array2::from_elem((48, 48), 1.0);
    let rules: [&dyn Connect; 7] = [
        &fixed_indegree(5),
        &small_world(4, 0.1),
        &scale_free(3),
        &pairs([(0, 1)]),
        &by(|i, j| i == j),
        &dense(&matrix),
        &gaussian(0.5, 2.0),
    ];
    for rule in rules {
        assert!(rule.rows(&ends(48, 0)).is_none(), "{rule:?}");
    }
}

#[test]
fn what_connect_refuses_is_refused() {
    let uneven = Ends { post: 47, ..ends(48, 0) };
    let nowhere = Ends { geometry: Default::default(), ..ends(48, 0) };
    let huge = Ends { pre: 1 << 33, ..ends(48, 0) };
    let cases: [(&dyn Connect, Ends<'_>); 11] = [
        (&one_to_one(), uneven),
        (&all_to_all(), huge),
        (&fixed_prob(1.5), ends(48, 0)),
        (&fixed_prob(f64::NAN), ends(48, 0)),
        (&fixed_prob(0.1), huge),
        (&poisson(-1.0), ends(48, 0)),
        (&poisson(0.1), huge),
        (&fixed_outdegree(49), ends(48, 0)),
        (&fixed_total(48 * 48 + 1).multapses(false), ends(48, 0)),
        (&fixed_total(usize::MAX), ends(48, 0)),
        (&grid_four(), nowhere),
    ];
    for (rule, ends) in cases {
        let refused = rule.connect(&ends).unwrap_err().to_string();
        let Some(Err(error)) = rule.rows(&ends) else {
            panic!("{rule:?} makes rows of {ends:?}");
        };
        assert_eq!(error.to_string(), refused);
    }
}
