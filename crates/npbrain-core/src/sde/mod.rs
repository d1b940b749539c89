//! The methods of [`integrate`](crate::integrate) for any stochastic differential
//! equation dy = f(t, y) dt + g(t, y) dW with diagonal noise.
//!
//! A method turns drift, diffusion and dt into a step, which takes t, y and ξ and
//! gives y at t + dt. y is an `f64` or an array; ξ has its shape and holds
//! independent standard normal numbers, new ones for each step: where they come
//! from is yours to say. dt must be more than 0.
//!
//! Each variable has a Wiener process of its own. The g of a variable may depend
//! on that variable and on t; where it depends on other variables that have
//! noise, the methods of strong order 1 keep order ½.
//!
//! ```
//! use npbrain_core::random::{Key, Stream};
//! use npbrain_core::sde;
//!
//! // Geometric Brownian motion, dy = 0.5 y dt + y dW, in the sense of Itô.
//! let (dt, steps) = (1e-3, 1000);
//! let step = sde::milstein_ito(|_, y: f64| 0.5 * y, |_, y| y, dt);
//! let mut normals = Stream::new(Key::new(1, "motion", "noise"), 0);
//! let (mut y, mut w) = (1.0, 0.0);
//! for k in 0..steps {
//!     let xi = normals.normal();
//!     y = step(k as f64 * dt, y, xi);
//!     w += dt.sqrt() * xi;
//! }
//! // Its closed form is e^W.
//! assert!((y / f64::exp(w) - 1.0).abs() < 0.01);
//! ```
//!
//! | here | sense | NumpyBrain |
//! |---|---|---|
//! | [`euler_maruyama`] | Itô | `Euler_method`, `EM`, `Euler_Maruyama_method` |
//! | [`milstein_ito`] | Itô | `Milstein_dfree_Ito` |
//! | [`milstein_stratonovich`] | Stratonovich | `Milstein_dfree_Stra` |
//! | [`euler_heun`] | Stratonovich | `Euler_Heun`, `Euler_Heun_method` |
//! | [`heun`] | Stratonovich | `Heun_method2` |
//! | [`by_name`] | | `sde_generator` |
//!
//! NumpyBrain's `Heun` and `Heun_method` are its `Euler_Heun`, whose drift is
//! Euler's; by these names [`by_name`] gives [`heun`], which agrees in the noise
//! and is of second order in the drift.
//!
//! Orders and sources: [`integrate`](crate::integrate).

mod by_name;
mod noisy;
mod steps;

pub use by_name::{Step, by_name};
pub use steps::{euler_heun, euler_maruyama, heun, milstein_ito, milstein_stratonovich};
