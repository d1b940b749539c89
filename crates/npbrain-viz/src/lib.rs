//! Pictures of what npbrain's monitors recorded: potentials and other
//! variables, spike rasters and rates, as PNG or SVG.
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
//! no numbers. Colours are those of Okabe and Ito (2008), which colour-blind
//! readers can tell apart, too.
#![forbid(unsafe_code)]

mod area;
mod axis;
mod coverage;
mod decimate;
mod drawing;
mod figure;
mod font;
mod frame;
mod header;
mod layout;
mod palette;
mod panel;
mod pixels;
mod range;
mod stroke;
mod svg;

pub use figure::{Figure, figure};
pub use pixels::Pixels;
