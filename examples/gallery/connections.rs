//! Rules that connect: as a matrix, as a graph, or as the targets of one neuron.

use std::f64::consts::TAU;

use nn::vis::figure;
use npbrain::all as nn;
use npbrain::core::{Connect, PerSynapse, Positions};

use crate::Gallery;

/// Neurons of matrices, and of the side of squares.
const SIZE: usize = 30;
const SIDE: usize = 21;

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
    matrix(gallery, "dense", "dense: weights of a matrix", nn::dense(&dense))?;
    use nn::ToSprs;
    let stored = connections(places(SIZE), nn::fixed_total(60), nn::normal(0.0, 1.0))?.to_sprs();
    matrix(gallery, "sparse", "sparse: weights of a matrix", nn::sparse(&stored))?;

    square(gallery, "grid_four", "grid_four()", nn::grid_four())?;
    square(gallery, "grid_eight", "grid_eight()", nn::grid_eight())?;
    square(gallery, "grid_n", "grid_n(2), of the middle", nn::grid_n(2))?;
    square(gallery, "within", "within(6.0)", nn::within(6.0))?;
    square(gallery, "gaussian", "gaussian(0.9, 4.0)", nn::gaussian(0.9, 4.0))?;
    let decay = nn::exponential_decay(0.9, 4.0);
    square(gallery, "exponential_decay", "exponential_decay(0.9, 4.0)", decay)?;
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
    population: nn::Population,
    rule: impl Connect + 'static,
    weight: impl Into<PerSynapse>,
) -> nn::Result<nn::Connections> {
    let mut net = nn::Network::new();
    net.seed(4)?;
    let cells = net.add(population);
    let synapses = net.add(nn::VoltageJump::new(cells, cells, rule).weight(weight));
    net.synapses(synapses)
}

fn matrix(
    gallery: &mut Gallery,
    name: &str,
    title: &str,
    rule: impl Connect + 'static,
) -> nn::Result<()> {
    let mut net = nn::Network::new();
    let cells = net.add(places(SIZE));
    let synapses = net.add(nn::VoltageJump::new(cells, cells, rule));
    let picture = figure(1, 1).size(340, 300).matrix(net.synapses(synapses)?);
    gallery.save(name, picture.title(title).label_colours("weight (mV)"))
}

/// The targets of the neuron in the middle of a square.
fn square(
    gallery: &mut Gallery,
    name: &str,
    title: &str,
    rule: impl Connect + 'static,
) -> nn::Result<()> {
    let all = connections(places(SIDE * SIDE).grid([SIDE, SIDE]), rule, 1.0)?;
    let picture = figure(1, 1).size(320, 320).graph(of_the_middle(&all), points());
    gallery.save(name, picture.title(title))
}

fn points() -> Positions {
    let points = (0..SIDE * SIDE).map(|k| [(k / SIDE) as f64, (k % SIDE) as f64]);
    points.collect::<Vec<_>>().into()
}

fn of_the_middle(all: &nn::Connections) -> nn::Connections {
    let middle = (SIDE * SIDE / 2) as u32;
    let own: Vec<usize> = (0..all.len()).filter(|k| all.i[*k] == middle).collect();
    let mut kept = nn::Connections::zero(all.pre, all.post, own.len());
    for (to, from) in own.into_iter().enumerate() {
        (kept.i[to], kept.j[to]) = (all.i[from], all.j[from]);
        kept.weight[to] = all.weight[from];
    }
    kept
}

fn circle(
    gallery: &mut Gallery,
    name: &str,
    title: &str,
    rule: impl Connect + 'static,
) -> nn::Result<()> {
    let angle = |k: usize| TAU * k as f64 / SIZE as f64;
    let points: Vec<[f64; 2]> = (0..SIZE).map(|k| [angle(k).cos(), angle(k).sin()]).collect();
    let all = connections(places(SIZE), rule, 1.0)?;
    let picture = figure(1, 1).size(320, 320).graph(all, points);
    gallery.save(name, picture.title(title))
}

/// Weights that follow the distance, those of synapses that begin in the middle.
fn weights(gallery: &mut Gallery, name: &str, weight: impl Into<PerSynapse>) -> nn::Result<()> {
    let rule = nn::all_to_all().autapses(false);
    let all = connections(places(SIDE * SIDE).grid([SIDE, SIDE]), rule, weight)?;
    let own = of_the_middle(&all);
    let middle = (SIDE / 2) as f64;
    let length = |j: &u32| {
        let (row, column) = (*j as usize / SIDE, *j as usize % SIDE);
        f64::hypot(row as f64 - middle, column as f64 - middle)
    };
    let lengths: Vec<f64> = own.j.iter().map(length).collect();
    let picture = figure(1, 1).size(420, 220).lines("distance", "weight (mV)");
    gallery.save(name, picture.points(name, lengths, own.weight))
}
