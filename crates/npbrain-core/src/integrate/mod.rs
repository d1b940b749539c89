//! How a model is moved one step in time.

mod euler;
mod exact;
mod exponential_euler;
mod integrator;
pub(crate) mod matrix;
mod method;
mod rk4;
mod sequential_euler;

pub use euler::{Euler, EulerMaruyama};
pub use exact::Exact;
pub use exponential_euler::ExponentialEuler;
pub use integrator::Integrator;
pub use method::Method;
pub use rk4::Rk4;
pub use sequential_euler::SequentialEuler;
