//! The CPU engine: SIMD, event-driven, parallel and deterministic.
//!
//! Kernels run at the widest level of SIMD instructions that the machine has.
//! Each worker thread owns some neurons of every population, all that arrives
//! at them and the synapses that end on them: a step needs no lock and no
//! atomic, and every sum is taken in the same order whatever the number of
//! threads. Spikes are delivered along rows of targets; where a projection has
//! one delay, they wait as spikes and cost nothing until they act.
//!
//! ```
//! use npbrain_cpu::Cpu;
//! use npbrain_engine::{Backend, Settings};
//!
//! let cpu = Cpu::new().f32().threads(2);
//! let engine = cpu.engine(&Settings { dt: 0.1, seed: 0 })?;
//! assert_eq!(engine.step(), 0);
//! # Ok::<(), npbrain_core::Error>(())
//! ```
//!
//! # Unsafe code
//!
//! One instruction: rows of synapses lie anywhere in memory, and the processor is asked
//! to fetch the next while one is delivered (`fetch.rs`). It reads and writes nothing,
//! and Rust has no safe way to say it. A quarter of the time of Brunel's network hangs
//! on it.

mod arrivals;
mod backend;
mod engine;
mod explain;
mod fetch;
mod history;
mod lay;
mod meeting;
mod remake;
mod route;
mod split;
mod synapses;
mod worker;

pub use backend::Cpu;
