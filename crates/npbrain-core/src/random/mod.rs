//! Random numbers that depend on nothing but who asks and when.
//!
//! A number is a function of a [`Key`] (the seed, the object's name and what
//! the number is for) and of a counter (which neuron, which step). So a draw is
//! the same on any thread and at any SIMD level, whatever was drawn before and
//! whatever other objects there are.
//!
//! - [`uniforms`] and [`normals`] give one number per neuron and step, 64
//!   neurons at a time.
//! - [`Poisson`] makes whole numbers of such words.
//! - [`Stream`] gives one number after another, or a row of them, for building
//!   networks.

mod geometric;
mod jumps;
mod key;
mod normal;
mod philox;
mod poisson;
mod row;
mod stream;
mod uniform;
mod words;

pub use geometric::Geometric;
pub use jumps::Jumps;
pub use key::Key;
pub use normal::normals;
pub use philox::philox;
pub use poisson::Poisson;
pub use stream::Stream;
pub use uniform::uniforms;
pub use words::{CHUNK, words};
