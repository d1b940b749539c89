//! Tapes in WGSL, the language of WebGPU.

mod function;
mod helpers;
mod names;

pub use function::WgslFunction;
