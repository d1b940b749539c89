//! npbrain-cpu
mod arrivals;
mod backend;
mod engine;
mod history;
mod route;
mod worker;

pub use backend::Cpu;
