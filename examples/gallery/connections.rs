//! Rules that connect: as a matrix, as a graph, or as what the neuron in the
//! middle of a square does to the others.

use std::f64::consts::TAU;

use nn::ToSprs;
use nn::vis::figure;
use npbrain::all as nn;
use npbrain::core::{Connect, PerSynapse};

use crate::Gallery;

/// Neurons of matrices, and of the side of squares.
const SIZE: usize = 30;
const SIDE: usize = 21;
const MIDDLE: usize = SIDE * SIDE / 2;

pub(crate) fn show(gallery: &mut Gallery) -> nn::Result<()> {
    matrix(gallery, "one_to_one", "one_to_one()", nn::one_to_one())?;
    matrix(
        gallery,
        "all_to_all",
        "all_to_all().autapses(false)",
        nn::all_to_all().autapses(false),
    )?;
    matrix(gallery, "fixed_prob", "fixed_prob(0.2)", nn::fixed_prob(0.2))?;
    matrix(gallery, "fixed_indegree", "fixed_indegree(4)", nn::fixed_indegree(4))?;
    matrix(gallery, "fixed_outdegree", "fixed_outdegree(4)", nn::fixed_outdegree(4))?;
    matrix(gallery, "fixed_total", "fixed_total(100)", nn::fixed_total(100))?;
    matrix(gallery, "poisson", "poisson(0.5)", nn::poisson(0.5))?;
    let pairs = (0..SIZE).map(|i| (i, (i * i) % SIZE));
    matrix(gallery, "pairs", "pairs: i to i² modulo 30", nn::pairs(pairs))?;
    let by = nn::by(|i, j| (i + 2 * j) % 5 == 0);
    matrix(gallery, "by", "by: 5 divides i + 2 j", by)?;
    let wave = |(i, j): (usize, usize)| (0.4 * i as f64).sin() * (0.3 * j as f64).cos();
    let dense = ndarray::Array2::from_shape_fn((SIZE, SIZE), wave);
    matrix(gallery, "dense", "dense(&matrix)", nn::dense(&dense))?;
    let stored = connections(nn::fixed_total(60), nn::normal(0.0, 1.0))?.to_sprs();
    matrix(gallery, "sparse", "sparse(&matrix)", nn::sparse(&stored))?;

    square(gallery, "grid_four", "grid_four()", nn::grid_four())?;
    square(gallery, "grid_eight", "grid_eight()", nn::grid_eight())?;
    square(gallery, "grid_n", "grid_n(2)", nn::grid_n(2))?;
    square(gallery, "within", "within(6.0)", nn::within(6.0))?;
    square(gallery, "gaussian", "gaussian(0.9, 4.0)", nn::gaussian(0.9, 4.0))?;
    let decay = nn::exponential_decay(0.9, 4.0);
    square(gallery, "exponential_decay", "exponential_decay", decay)?;
    let dog = nn::dog((1.0, 5.0), (1.0, 2.5));
    square(gallery, "dog", "dog((1.0, 5.0), (1.0, 2.5))", dog)?;
    let ring = nn::by_distance(|d: f64| f64::from((5.0..8.0).contains(&d)));
    square(gallery, "by_distance", "by_distance: from 5 to 8", ring)?;

    circle(gallery, "small_world", "small_world(4, 0.1)", nn::small_world(4, 0.1))?;
    circle(gallery, "scale_free", "scale_free(2)", nn::scale_free(2))?;

    weights(gallery, "gaussian_weight", nn::gaussian_weight(1.0, 4.0))?;
    weights(gallery, "exponential_decay_weight", nn::exponential_decay_weight(1.0, 4.0))?;
    weights(gallery, "dog_weight", nn::dog_weight((2.0, 2.5), (1.0, 5.0)))?;
    weights(gallery, "weight_by", nn::weight_by(|d: f64| (0.8 * d).cos()))
}

/// A population without places.
fn places(size: usize) -> nn::Population {
    nn::neurons(size, nn::Lif::default())
}

fn connections(
    rule: impl Connect + 'static,
    weight: impl Into<PerSynapse>,
) -> nn::Result<nn::Connections> {
    let mut net = nn::Network::new();
    net.seed(4)?;
    let cells = net.add(places(SIZE));
    let synapses = net.add(nn::VoltageJump::new(cells, cells, rule).weight(weight));
    net.synapses(synapses)
}

fn matrix(
    gallery: &mut Gallery,
    name: &str,
    title: &str,
    rule: impl Connect + 'static,
) -> nn::Result<()> {
    // Those of `dense` and `sparse` bring their own weights.
    let mut net = nn::Network::new();
    let cells = net.add(places(SIZE));
    let synapses = net.add(nn::VoltageJump::new(cells, cells, rule));
    let picture = figure(1, 1).size(340, 300).matrix(net.synapses(synapses)?);
    gallery.save(name, picture.title(title).label_colours("weight (mV)"))
}

/// The potentials of a square right after a spike of the neuron in its middle:
/// each synapse has added its weight.
fn square(
    gallery: &mut Gallery,
    name: &str,
    title: &str,
    rule: impl Connect + 'static,
) -> nn::Result<()> {
    let v = after_a_spike(rule, 1.0)?;
    let picture = figure(1, 1).size(330, 280).image(&v, "v", (SIDE, SIDE), 0.2).title(title);
    gallery.save(name, picture.colours(0.0, 1.0))
}

fn after_a_spike(
    rule: impl Connect + 'static,
    weight: impl Into<PerSynapse>,
) -> nn::Result<nn::StateData> {
    let mut net = nn::Network::new();
    net.seed(4)?;
    let cells = net.add(places(SIDE * SIDE).grid([SIDE, SIDE]).t_ref(1.0));
    net.add(nn::VoltageJump::new(cells, cells, rule).weight(weight));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.set_state(cells.slice(MIDDLE..MIDDLE + 1), "v", 15.0)?;
    net.run(0.2, [])?;
    net.get(v)
}

fn circle(
    gallery: &mut Gallery,
    name: &str,
    title: &str,
    rule: impl Connect + 'static,
) -> nn::Result<()> {
    let angle = |k: usize| TAU * k as f64 / SIZE as f64;
    let points: Vec<[f64; 2]> = (0..SIZE).map(|k| [angle(k).cos(), angle(k).sin()]).collect();
    let all = connections(rule, 1.0)?;
    let picture = figure(1, 1).size(340, 300).graph(all, points);
    gallery.save(name, picture.title(title))
}

/// Weights that follow the distance, felt in the same way.
fn weights(gallery: &mut Gallery, name: &str, weight: impl Into<PerSynapse>) -> nn::Result<()> {
    let v = after_a_spike(nn::all_to_all().autapses(false), weight)?;
    let row = v.get("v")?.row(v.t.len() - 1).to_vec();
    let place = |k: usize| ((k / SIDE) as f64, (k % SIDE) as f64);
    let (x, y) = place(MIDDLE);
    let length = |k: usize| f64::hypot(place(k).0 - x, place(k).1 - y);
    let others = || (0..SIDE * SIDE).filter(|k| *k != MIDDLE);
    let picture = figure(1, 2)
        .size(640, 260)
        .image(&v, "v", (SIDE, SIDE), 0.2)
        .title(name)
        .lines("distance", "v (mV)")
        .points("one neuron each", others().map(length), others().map(|k| row[k]));
    gallery.save(name, picture)
}
