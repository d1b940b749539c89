//! Pictures of what npbrain's monitors recorded, of connections and of models,
//! as PNG or SVG, and animations as GIF.
//!
//! | | |
//! | --- | --- |
//! | recordings over time | [`potential`](Figure::potential), [`value`](Figure::value), [`raster`](Figure::raster), [`rate`](Figure::rate) |
//! | connections | [`matrix`](Figure::matrix), [`graph`](Figure::graph) |
//! | populations in a plane | [`image`](Figure::image), [`animation`] |
//! | models of two variables | [`phase_plane`](Figure::phase_plane) |
//! | anything else | [`lines`](Figure::lines), [`histogram`](Figure::histogram) |
//!
//! A [`Figure`] is a grid of panels, filled row by row. Panels of one column
//! share their time axis. Nothing of the system is needed, no fonts either,
//! and the same data give the same picture everywhere.
//!
//! ```
//! # use ndarray::{Array1, Array2, array};
//! use npbrain_monitors::{SpikeData, StateData, Variable};
//!
//! // A neuron that drifts upwards and is reset every 20 ms. Monitors of a
//! // network hand out the same two structs.
//! let t = Array1::from_iter((0..=1000).map(|k| f64::from(k) * 0.1));
//! let v = Array2::from_shape_fn((t.len(), 1), |(k, _)| 10.0 * (1.0 - (-t[k] % 20.0 / 10.0).exp()));
//! let potential = StateData {
//!     population: "lif1".into(),
//!     each: Default::default(),
//!     t,
//!     neurons: vec![0],
//!     variables: vec![Variable { name: "v".into(), unit: "mV", values: v }],
//! };
//! let spikes = SpikeData {
//!     population: "lif1".into(),
//!     first: 0,
//!     size: 1,
//!     span: (0.0, 100.0),
//!     t: array![20.0, 40.0, 60.0, 80.0, 100.0],
//!     i: array![0, 0, 0, 0, 0],
//! };
//!
//! let path = std::env::temp_dir().join("npbrain_viz_front_page.png");
//! npbrain_viz::figure(2, 1)
//!     .potential(&potential)
//!     .threshold(10.0) // mV
//!     .spikes(&spikes) // strokes in place of spikes that a reset cuts off
//!     .raster(&spikes)
//!     .save(&path)?;
//! # assert!(std::fs::metadata(&path).unwrap().len() > 1000);
//! # std::fs::remove_file(path).unwrap();
//! # Ok::<(), npbrain_core::Error>(())
//! ```
//!
//! What a picture keeps: however many samples fall onto one pixel, the lowest
//! and the highest are drawn, so no spike is lost; samples that are NaN or
//! infinite leave a gap; a raster's dots shrink as spikes grow many. Marks that
//! [`Figure::spikes`] draws are not recorded, so they stand where the axis has
//! no numbers. Colours of lines are those of Okabe and Ito (2008), those of values
//! viridis (van der Walt and Smith 2015), which colour-blind readers can tell
//! apart, too. Rows of cells and neurons are counted from below, as positions
//! are.
#![forbid(unsafe_code)]

mod animation;
mod area;
mod axis;
mod bar;
mod clip;
mod colours;
mod coverage;
mod decimate;
mod drawing;
mod embed;
mod figure;
mod font;
mod frame;
mod gif;
mod header;
mod layout;
mod numpybrain;
mod palette;
mod panel;
mod pixels;
mod range;
mod stroke;
mod svg;

pub use animation::{Animation, animation};
pub use figure::{Figure, figure};
pub use numpybrain::{
    animate_potential, animate_potential as animation_potential, get_figure, plot_neuron,
    plot_potential, plot_raster, plot_synapse, plot_value, vector_field_2d_system,
};
pub use pixels::Pixels;
