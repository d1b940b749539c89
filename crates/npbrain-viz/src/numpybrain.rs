//! What NumpyBrain's `vis` has, by its names: figures of one kind, to be saved
//! as they are or to be described further.

use npbrain_analysis::PhasePlane;
use npbrain_core::{Each, NeuronModel};
use npbrain_monitors::{SpikeData, StateData};

use crate::animation::{Animation, animation};
use crate::figure::{Figure, figure};

/// Pixels per inch, which lengths were given in.
const INCH: f64 = 100.0;

/// Pixels of the rows and columns of figures made here.
const WIDTH: u32 = 800;
const BESIDE: u32 = 320;
const ROW: u32 = 200;

/// From so many synapses on, lines of a few do not show what the others do.
const MANY: usize = 10;

/// An empty figure of `n_row` times `n_col` panels, each `len_row` inches high
/// and `len_col` inches wide, at 100 pixels per inch. The same as
/// [`figure`] and [`Figure::size`].
///
/// ```
/// let mut fig = npbrain_viz::get_figure(2, 1, 3.0, 8.0);
/// fig = fig.title("two panels of 800 by 300 pixels");
/// # assert!(fig.svg()?.contains("width=\"800\" height=\"600\""));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn get_figure(n_row: usize, n_col: usize, len_row: f64, len_col: f64) -> Figure {
    let pixels = |count: usize, length: f64| (count as f64 * length * INCH).round() as u32;
    figure(n_row, n_col).size(pixels(n_col, len_col), pixels(n_row, len_row))
}

/// A figure of one recorded variable; in a figure of several panels,
/// [`Figure::value`].
pub fn plot_value(data: &StateData, key: &str) -> Figure {
    figure(1, 1).value(data, key)
}

/// A figure of the recorded potential; in a figure of several panels,
/// [`Figure::potential`].
pub fn plot_potential(data: &StateData) -> Figure {
    figure(1, 1).potential(data)
}

/// A figure with a mark for every spike; in a figure of several panels,
/// [`Figure::raster`].
pub fn plot_raster(data: &SpikeData) -> Figure {
    figure(1, 1).raster(data)
}

/// A figure of all that was recorded of a population: its potential with marks
/// of its spikes, then each other variable.
///
/// The spikes must be those of the same population. For a model that makes its
/// own spikes, such as Hodgkin and Huxley's, the marks stand above them.
///
/// ```
/// # use ndarray::{Array1, Array2, array};
/// # use npbrain_monitors::{SpikeData, StateData, Variable};
/// # let t = Array1::from_iter((0..=100).map(f64::from));
/// # let variable = |name: &str, unit| Variable { name: name.into(), unit, values: Array2::zeros((101, 1)) };
/// # let variables = vec![variable("v", "mV"), variable("u", "mV/ms")];
/// # let state = StateData { population: "cells".into(), each: Default::default(), t, neurons: vec![0], variables };
/// # let spikes = SpikeData { population: "cells".into(), first: 0, size: 1, span: (0.0, 100.0), t: array![50.0], i: array![0] };
/// // `state`: what a monitor of `v` and `u` recorded.
/// let svg = npbrain_viz::plot_neuron(&state, &spikes).svg()?;
/// assert!(svg.contains(">v (mV)<") && svg.contains(">u (mV/ms)<"));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn plot_neuron(state: &StateData, spikes: &SpikeData) -> Figure {
    let names = || state.variables.iter().map(|variable| variable.name.as_str());
    let rows = state.variables.len().max(1);
    let has_potential = names().any(|name| name == "v");
    let first = if has_potential { 2.0 } else { 1.0 };
    let heights = (0..rows).map(|row| if row == 0 { first } else { 1.2 });
    let mut fig = figure(rows, 1).size(WIDTH, ROW * rows as u32 + ROW / 2).heights(heights);
    if has_potential {
        fig = fig.potential(state).spikes(spikes);
    }
    for name in names().filter(|name| *name != "v") {
        fig = fig.value(state, name);
    }
    fig
}

/// A figure of all that was recorded of a projection: each variable over time,
/// and, where ten or more synapses, sources or targets were recorded, how its
/// values are distributed at the start and at the end.
///
/// ```
/// # use ndarray::{Array1, Array2};
/// # use npbrain_core::Each;
/// # use npbrain_monitors::{StateData, Variable};
/// # let t = Array1::from_iter((0..=100).map(f64::from));
/// # let values = Array2::from_shape_fn((101, 50), |(k, j)| 0.5 + 0.0001 * (k * j) as f64);
/// # let variables = vec![Variable { name: "weight".into(), unit: "nS", values }];
/// # let weights = StateData { population: "learning".into(), each: Each::Synapse, t, neurons: (0..50).collect(), variables };
/// // `weights`: what a monitor of a projection's `weight` recorded.
/// let svg = npbrain_viz::plot_synapse(&weights).svg()?;
/// assert!(svg.contains(">weight (nS)<") && svg.contains(">at the end<"));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn plot_synapse(state: &StateData) -> Figure {
    let rows = state.variables.len().max(1);
    let is_many = state.each != Each::Neuron && state.neurons.len() >= MANY && state.t.len() > 1;
    let columns = if is_many { 2 } else { 1 };
    let width = if is_many { WIDTH + BESIDE } else { WIDTH };
    let mut fig = figure(rows, columns).size(width, (ROW + ROW / 4) * rows as u32);
    if is_many {
        fig = fig.widths([1.7, 1.0]);
    }
    for variable in &state.variables {
        fig = fig.value(state, &variable.name);
        if is_many {
            let sample = |k: usize| variable.values.row(k).to_vec();
            let label = crate::axis::quantity(&variable.name, variable.unit);
            let samples = [("at the start", sample(0)), ("at the end", sample(state.t.len() - 1))];
            fig = fig.histogram_of(label, samples);
        }
    }
    fig
}

/// A figure of the phase plane of `model` under `current`, its first variable
/// within `x` and its second within `y`: field, nullclines, fixed points; in a
/// figure of several panels, [`Figure::phase_plane`].
///
/// ```
/// use npbrain_viz::vector_field_2d_system;
/// use plugin_model::FitzHughNagumo;
///
/// let figure = vector_field_2d_system(FitzHughNagumo::default(), 0.5, (-2.5, 2.5), (-1.0, 2.0));
/// assert!(figure.svg()?.contains(">w′ = 0<"));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn vector_field_2d_system<M: NeuronModel>(
    model: M,
    current: f64,
    x: (f64, f64),
    y: (f64, f64),
) -> Figure {
    let mut fig = figure(1, 1).size(720, 540);
    match PhasePlane::new(model, current, x, y) {
        Ok(plane) => fig.phase_plane(&plane),
        Err(error) => {
            fig.keep(error);
            fig
        }
    }
}

/// The animation of the recorded potential of a population that fills a
/// rectangle of `size` = (rows, columns). The same as [`animation`] with the
/// variable `v`.
pub fn animate_potential(data: &StateData, size: (usize, usize)) -> Animation<'_> {
    animation(data, "v", size)
}
