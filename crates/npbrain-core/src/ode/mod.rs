//! The methods of [`integrate`](crate::integrate) for any ordinary differential
//! equation dy/dt = f(t, y).
//!
//! A method turns a function and dt into a step, which takes t and y and gives
//! y at t + dt. y is an `f64` or an array.
//!
//! ```
//! use npbrain_core::ode;
//!
//! // A pendulum, for one period of its small swings.
//! let dt = 0.01 * std::f64::consts::TAU;
//! let step = ode::rk4(|_, [angle, speed]: [f64; 2]| [speed, -angle.sin()], dt);
//! let mut y = [0.01, 0.0];
//! for k in 0..100 {
//!     y = step(k as f64 * dt, y);
//! }
//! assert!((y[0] - 0.01).abs() < 1e-8);
//! ```
//!
//! Methods that need the Jacobian take a function of [`Variable`]s, which carry
//! their derivative, and their steps return a `Result`:
//!
//! ```
//! use npbrain_core::ode::{self, Variable};
//!
//! # fn main() -> npbrain_core::Result<()> {
//! // Robertson's reaction, with rates from 0.04 to 3 · 10⁷.
//! let f = |_, [a, b, c]: [Variable; 3]| {
//!     let (slow, fast, forth) = (0.04 * a, 3e7 * b * b, 1e4 * b * c);
//!     [forth - slow, slow - forth - fast, fast]
//! };
//! let step = ode::backward_euler(f, 0.1);
//! let mut y = [1.0, 0.0, 0.0];
//! for k in 0..400 {
//!     y = step(0.1 * k as f64, y)?;
//! }
//! // At t = 40: Hairer & Wanner 1996, IV.1.
//! assert!((y[0] - 0.7158).abs() < 1e-3);
//! # Ok(())
//! # }
//! ```
//!
//! | here | NumpyBrain | needs slopes |
//! |---|---|---|
//! | [`euler`] | `forward_Euler`, `explicit_Euler` | |
//! | [`rk2`], [`rk2_with_beta`] | `rk2` | |
//! | [`midpoint`] | `explicit_midpoint_Euler`, `modified_Euler` | |
//! | [`rk3`] | `rk3` | |
//! | [`rk4`] | `rk4` | |
//! | [`three_eighths`] | `rk4_alternative` | |
//! | [`exponential_euler`] | `exp_euler_o2` | yes |
//! | [`backward_euler`] | `backward_Euler`, `implicit_Euler` | yes |
//! | [`trapezoidal`] | `trapezoidal_rule` | yes |
//! | [`by_name`] | `ode_generator` | any |
//!
//! Orders, stability and sources: [`integrate`](crate::integrate).

mod by_name;
mod explicit;
mod function;
mod smooth;
mod state;

pub use by_name::{Step, by_name};
pub use explicit::{euler, midpoint, rk2, rk2_with_beta, rk3, rk4, three_eighths};
pub(crate) use function::Function;
pub use smooth::{backward_euler, exponential_euler, trapezoidal};
#[doc(hidden)]
pub use state::{Array, Shape};
pub use state::{State, Variable, Variables};
