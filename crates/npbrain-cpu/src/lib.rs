//! npbrain-cpu
#![allow(missing_docs, reason = "first draft")]
mod arrivals;
mod backend;
mod engine;
mod history;
mod route;
mod worker;

pub use backend::Cpu;
