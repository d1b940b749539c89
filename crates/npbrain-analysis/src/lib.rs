//! What a model does, found without a simulation.
//!
//! A [`PhasePlane`] looks at any neuron model of two variables: the field of
//! its derivative, the nullclines, the fixed points and what is stable. All of
//! it comes from the model's one definition, its slopes by dual numbers.
//!
//! ```
//! use npbrain_analysis::{PhasePlane, Stability};
//! use plugin_model::FitzHughNagumo;
//!
//! // Without a current the neuron rests; with 0.5 it fires for ever.
//! let plane = |current| PhasePlane::new(FitzHughNagumo::default(), current, (-2.5, 2.5), (-1.5, 2.5));
//! let rest = plane(0.0)?.fixed_points();
//! assert_eq!(rest.len(), 1);
//! assert_eq!(rest[0].stability(), Stability::StableFocus);
//! assert!((rest[0].at[0] + 1.19941).abs() < 1e-5);
//! assert_eq!(plane(0.5)?.fixed_points()[0].stability(), Stability::UnstableFocus);
//! # Ok::<(), npbrain_core::Error>(())
//! ```
#![forbid(unsafe_code)]

mod contour;
mod fixed_point;
mod plane;
mod trajectory;

pub use fixed_point::{FixedPoint, Stability};
pub use plane::{Axis, PhasePlane};
