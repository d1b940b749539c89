//! What NumpyBrain 0.2.2 gets wrong about connections, each by its number in the
//! list of its known mistakes, and what is right.

use npbrain::all as nn;
use npbrain::core::{Connect, Csr, Ends};

/// `size` neurons that never fire.
fn cells(size: usize) -> nn::Population {
    nn::neurons(size, nn::Lif::default())
}

/// The synapses of `rule` within `population`.
fn within(population: nn::Population, rule: impl Connect + 'static) -> nn::Result<nn::Connections> {
    let mut net = nn::Network::new();
    let all = net.add(population);
    let handle = net.add(nn::VoltageJump::new(all, all, rule).named("p"));
    net.synapses(handle)
}

/// `grid_N` looks at the offsets −N, 0 and N only: 96 synapses on 5 by 5. The
/// clipped windows of 5 by 5 have 336 places but their own.
#[test]
fn numpybrain_61_grid_n_is_the_whole_window() {
    let count = |rule| within(cells(25).grid([5, 5]), rule).unwrap().len();
    assert_eq!(count(nn::conn::grid_N(2)), 336);
    assert_eq!(count(nn::conn::grid_N(2).periodic(true)), 25 * 24);
    assert_eq!(count(nn::conn::grid_N(2).autapses(true)), 336 + 25);
}

/// `g[post] += w` with a repeated index adds once. Two synapses of 3 mV make a
/// jump of 6 mV.
#[test]
fn numpybrain_62_multapses_add_up() {
    let mut net = nn::Network::new();
    let source = net.add(nn::spike_array(1, [(0, 0.5)]));
    let target = net.add(cells(1).init("v", 0.0));
    let both = nn::conn::from_ij([(0, 0), (0, 0)]);
    net.add(nn::VoltageJump::new(source, target, both).weight(3.0));
    let monitor = net.add(nn::StateMonitor::new(target, ["v"]));
    net.run(1.0, []).unwrap();
    let data = net.get(monitor).unwrap();
    let highest = data.get("v").unwrap().iter().copied().fold(0.0, f64::max);
    assert_eq!(highest, 6.0);
}

/// The description of a connection is emptied by its first use. A rule is a
/// value that nothing changes (`Connect::connect` takes `&self`).
#[test]
fn numpybrain_63_a_rule_is_used_twice() {
    let rule = nn::conn::fixed_prob(0.5);
    let mut net = nn::Network::new();
    let all = net.add(cells(30));
    let handles = [0, 1].map(|_| net.add(nn::VoltageJump::new(all, all, rule)));
    for handle in handles {
        assert!(net.synapses(handle).unwrap().len() > 300);
    }
}

/// A function given as a method is not told how many neurons there are. A rule
/// is told both numbers: it could not be called without.
#[test]
fn numpybrain_64_a_rule_of_ones_own_knows_the_sizes() {
    #[derive(Debug)]
    struct LastToFirst;
    impl Connect for LastToFirst {
        fn connect(&self, ends: &Ends<'_>) -> nn::Result<Csr> {
            nn::pairs([(ends.pre - 1, 0), (0, ends.post - 1)]).connect(ends)
        }
    }
    let mut net = nn::Network::new();
    let (a, b) = (net.add(cells(7)), net.add(cells(9)));
    let handle = net.add(nn::VoltageJump::new(a, b, LastToFirst));
    assert!(net.synapses(handle).unwrap().pairs().eq([(0, 8), (6, 0)]));
}

/// `gaussian`, `dog`, `scale_free` and `small_world` are empty there, and no
/// name leads to them. What they make is held to theory by the tests of
/// `npbrain-connect`.
#[test]
fn numpybrain_65_rules_that_were_empty_connect() {
    let on_grid = || cells(400).grid([20, 20]);
    let gaussian = within(on_grid(), nn::conn::gaussian(0.5, 2.0)).unwrap().len();
    let dog = within(on_grid(), nn::conn::dog((0.8, 3.0), (0.4, 1.0))).unwrap().len();
    assert!(gaussian > 3000 && dog > 3000, "{gaussian} {dog}");
    assert_eq!(within(on_grid(), nn::conn::scale_free(2)).unwrap().len(), 2 * 398 * 2);
    assert_eq!(within(on_grid(), nn::conn::small_world(6, 0.1)).unwrap().len(), 400 * 6);
}

/// Without autapses it removes what it has drawn: in-degrees of 3 for 4.
#[test]
fn numpybrain_66_degrees_are_exact_without_autapses() {
    for seed in 1..20 {
        let mut net = nn::Network::new();
        net.seed(seed).unwrap();
        let all = net.add(cells(5));
        let (onto, from) = (nn::conn::fixed_prenum(4), nn::conn::fixed_postnum(4));
        let onto = net.add(nn::VoltageJump::new(all, all, onto.autapses(false)));
        let from = net.add(nn::VoltageJump::new(all, all, from.autapses(false)));
        let (onto, from) = (net.synapses(onto).unwrap(), net.synapses(from).unwrap());
        for k in 0..5 {
            assert_eq!(onto.j.iter().filter(|j| **j == k).count(), 4);
            assert_eq!(from.i.iter().filter(|i| **i == k).count(), 4);
        }
        assert!(onto.pairs().chain(from.pairs()).all(|(i, j)| i != j));
    }
}

/// Between parts of a population it compares an index in the part with one in
/// the whole: connections with itself survive, others are lost.
#[test]
fn numpybrain_67_autapses_go_by_the_neuron_in_parts_too() {
    let mut net = nn::Network::new();
    let all = net.add(cells(20));
    let rule = nn::conn::fixed_prob(1.0).autapses(false);
    let handle = net.add(nn::VoltageJump::new(all.slice(2..8), all.slice(5..20), rule));
    let found: Vec<_> =
        net.synapses(handle).unwrap().pairs().map(|(i, j)| (i + 2, j + 5)).collect();
    let each = (2..8).flat_map(|i| (5..20).map(move |j| (i, j)));
    assert_eq!(found, each.filter(|(i, j)| i != j).collect::<Vec<_>>());
}

/// Only weights above 0 are kept there: inhibition vanishes.
#[test]
fn numpybrain_68_negative_weights_of_a_matrix_are_kept() {
    let matrix = ndarray::array![[0.0, -0.5, 2.0], [-1.5, 0.0, 0.0], [0.0, 0.0, 0.25]];
    let synapses = within(cells(3), nn::conn::from_conn_mat(&matrix)).unwrap();
    assert!(synapses.pairs().eq([(0, 1), (0, 2), (1, 0), (2, 2)]));
    assert_eq!(synapses.weight, [-0.5, 2.0, -1.5, 0.25]);
}

/// Weights for each synapse fail there with a broadcast error.
#[test]
fn numpybrain_69_each_synapse_has_a_weight() {
    let mut net = nn::Network::new();
    let all = net.add(cells(2));
    let project = || nn::VoltageJump::new(all, all, nn::conn::all2all());
    let handle = net.add(project().weight([1.0, 2.0, -3.0, 4.0]));
    assert_eq!(net.synapses(handle).unwrap().weight, [1.0, 2.0, -3.0, 4.0]);
    net.add(project().named("p").weight([1.0, 2.0]));
    assert_eq!(
        net.run(1.0, []).unwrap_err().to_string(),
        "projection `p`: `weight` has 2 values; expected 4"
    );
}

/// A grid of other size than the population is taken there all the same.
#[test]
fn numpybrain_70_a_grid_must_fit() {
    let told = |population, rule| within(population, rule).unwrap_err().to_string();
    assert_eq!(
        told(cells(24).named("a").grid([5, 5]), nn::conn::grid_four()),
        "population `a`: `grid([5, 5])` has 25 values; expected 24"
    );
    assert_eq!(
        told(cells(24).named("a").grid([usize::MAX, 2, 3]), nn::conn::grid_four()),
        "population `a`: `grid([18446744073709551615, 2, 3])` has 18446744073709551615 values; \
         expected 24"
    );
    assert_eq!(
        told(cells(24).named("a").grid([0, 5]), nn::conn::grid_four()),
        "population `a`: `grid([0, 5])` has 0 values; expected 24"
    );
    assert_eq!(
        told(cells(24), nn::conn::grid_eight()),
        "projection `p`: grid_eight cannot connect 24 to 24 neurons; \
         the sources have no grid; give it with `grid`"
    );
    let mut net = nn::Network::new();
    let (a, b) = (net.add(cells(24).grid([4, 6])), net.add(cells(24).grid([6, 4])));
    net.add(nn::VoltageJump::new(a, b, nn::conn::grid_four()).named("p"));
    assert_eq!(
        net.run(1.0, []).unwrap_err().to_string(),
        "projection `p`: grid_four cannot connect 24 to 24 neurons; the sources are on a grid \
         of [4, 6] and the targets on one of [6, 4]; it needs the same"
    );
}

/// Nothing can be seeded there, and no weights are drawn.
#[test]
fn numpybrain_71_seeds_decide_connections_and_weights() {
    let made = |seed| {
        let mut net = nn::Network::new();
        net.seed(seed).unwrap();
        let all = net.add(cells(100).grid([10, 10]));
        let rule = nn::conn::gaussian(0.5, 2.0);
        let handle = net.add(nn::VoltageJump::new(all, all, rule).weight(nn::normal(1.0, 0.1)));
        net.synapses(handle).unwrap()
    };
    assert_eq!(made(1), made(1));
    assert_ne!(made(1).j, made(2).j);
    assert_ne!(made(1).weight[..50], made(2).weight[..50]);
}

/// The grid, its parts and weights by distance, as a network sees them.
#[test]
fn a_part_of_a_grid_knows_its_place() {
    let mut net = nn::Network::new();
    let all = net.add(cells(200).grid([10, 20]));
    // Rows 4 to 7 onto row 5.
    let (pre, post) = (all.slice(80..160), all.slice(100..120));
    let neighbours = net.add(nn::VoltageJump::new(pre, post, nn::grid_four()));
    let found = net.synapses(neighbours).unwrap();
    let expected = (0..20).map(|c| (c, c));
    assert!(found.pairs().filter(|(i, _)| *i < 20).eq(expected), "row 4 is above row 5");
    assert_eq!(found.len(), 20 + 2 * 19 + 20);

    let near = nn::within(1.5);
    let weighted = nn::VoltageJump::new(pre, post, near).weight(nn::gaussian_weight(2.0, 1.0));
    let handle = net.add(weighted);
    let found = net.synapses(handle).unwrap();
    for ((i, j), weight) in found.pairs().zip(&found.weight) {
        let (i, j) = (i + 80, j + 100);
        let squares = (i / 20).abs_diff(j / 20).pow(2) + (i % 20).abs_diff(j % 20).pow(2);
        assert!(squares <= 2);
        let expected = 2.0 * (-(squares as f64) / 2.0).exp();
        assert!((weight - expected).abs() < 1e-14, "{weight} for {expected}");
    }
    // Itself and above and below, the four at the corners and the two beside.
    assert_eq!(found.len(), 20 * 3 + 19 * 4 + 19 * 2);
}
