//! How a model is moved one step in time.
//!
//! A population chooses a method that is compiled in by
//! [`method`](crate::Population::method), any other by its type, with
//! [`neurons_by`](crate::neurons_by)`(size, model, Rk2 { beta: 0.6 })`. The same
//! schemes move any function of your own: [`ode`](crate::ode) and
//! [`sde`](crate::sde). Those marked ● are compiled in for every exported model
//! that they fit.
//!
//! | method | | order | stable for | when | source |
//! |---|---|---|---|---|---|
//! | [`Exact`] | ● | no error | all dt | linear models, with noise | Rotter & Diesmann 1999 |
//! | [`ExponentialEuler`] | ● | 1 | relaxation at any dt | gates, conductances, noise: the default | Rush & Larsen 1978; Minchev & Wright 2005 |
//! | [`Euler`] | ● | 1 | dt ∣λ∣ < 2 | to compare with others | Euler 1768 |
//! | [`SequentialEuler`] | | 1 | dt ∣λ∣ < 2 | to repeat scripts that move one variable after the other | Izhikevich 2003 |
//! | [`Midpoint`] | | 2 | dt ∣λ∣ < 2 | two stages suffice | Runge 1895 |
//! | [`Rk2`] | | 2 | dt ∣λ∣ < 2 | the same; β to choose | Heun 1900; Ralston 1962 |
//! | [`Rk3`] | | 3 | dt ∣λ∣ < 2.51 | between | Kutta 1901 |
//! | [`Rk4`] | ● | 4 | dt ∣λ∣ < 2.78 | smooth models, small errors | Kutta 1901 |
//! | [`ThreeEighths`] | | 4 | dt ∣λ∣ < 2.78 | the same | Kutta 1901 |
//! | [`BackwardEuler`] | | 1 | all dt, damping | stiff in more than single variables | Dahlquist 1963 |
//! | [`Trapezoidal`] | | 2 | all dt, not damping | stiff and smooth | Dahlquist 1963 |
//!
//! Stability is that for decay at the rate ∣λ∣; coupled variables have the
//! eigenvalues of their Jacobian.
//!
//! With noise (strong order for diagonal noise, see [`Noisy`]; in parentheses
//! where g is constant):
//!
//! | method | | order | sense | when | source |
//! |---|---|---|---|---|---|
//! | [`EulerMaruyama`] | ● | ½ (1) | Itô | additive noise | Maruyama 1955 |
//! | [`MilsteinIto`] | | 1 | Itô | multiplicative noise | Milstein 1974; Kloeden & Platen 1992 |
//! | [`MilsteinStratonovich`] | | 1 | Stratonovich | multiplicative noise | Milstein 1974; Kloeden & Platen 1992 |
//! | [`EulerHeun`] | | 1 | Stratonovich | multiplicative noise, one drift a step | Gard 1988; Gilsing & Shardlow 2007 |
//! | [`Heun`] | ● | 1 | Stratonovich | multiplicative noise, smooth drift | Rümelin 1982; Kloeden & Platen 1992 |
//!
//! [`Exact`] and [`ExponentialEuler`] integrate additive noise, too, the first
//! without error. Where g depends on no noisy variable, the senses are one.
//!
//! While the membrane is held by refractoriness, it does not move in any stage of
//! any method; the other variables go on.
//!
//! A method of your own implements [`Integrator`] over [`NeuronSystem`].

pub(crate) mod backward_euler;
pub(crate) mod euler;
pub(crate) mod euler_heun;
pub(crate) mod euler_maruyama;
mod exact;
pub(crate) mod exponential_euler;
pub(crate) mod heun;
mod integrator;
mod linear;
pub(crate) mod matrix;
mod method;
pub(crate) mod midpoint;
pub(crate) mod milstein;
pub(crate) mod named;
mod neuron_system;
pub(crate) mod newton;
pub(crate) mod rk2;
pub(crate) mod rk3;
pub(crate) mod rk4;
mod sequential_euler;
mod system;
pub(crate) mod three_eighths;
pub(crate) mod trapezoidal;

pub use backward_euler::BackwardEuler;
pub use euler::Euler;
pub use euler_heun::EulerHeun;
pub use euler_maruyama::EulerMaruyama;
pub use exact::Exact;
pub use exponential_euler::ExponentialEuler;
pub use heun::Heun;
pub use integrator::Integrator;
pub use method::Method;
pub use midpoint::Midpoint;
pub use milstein::{MilsteinIto, MilsteinStratonovich};
pub use neuron_system::NeuronSystem;
pub use rk2::Rk2;
pub use rk3::Rk3;
pub use rk4::Rk4;
pub use sequential_euler::SequentialEuler;
pub use system::{Differentiable, Noisy, System};
pub use three_eighths::ThreeEighths;
pub use trapezoidal::Trapezoidal;
