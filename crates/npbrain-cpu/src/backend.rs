use std::num::NonZero;

use npbrain_core::{Arithmetic, Result};
use npbrain_engine::{Backend, Engine, Settings};

use crate::engine::CpuEngine;

/// The backend that runs networks on the processor's SIMD units and threads.
///
/// It computes in `f64` unless told otherwise; in `f64` it gives the bits of
/// the [reference](npbrain_engine::Reference). The number of threads and the
/// instruction set change the time a run takes and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Cpu {
    single: bool,
    threads: Option<usize>,
    workers: Option<usize>,
    arithmetic: Option<Arithmetic>,
}

impl Default for Cpu {
    fn default() -> Self {
        Cpu::new()
    }
}

impl Cpu {
    /// The whole processor, in `f64`.
    pub fn new() -> Self {
        Cpu { single: false, threads: None, workers: None, arithmetic: None }
    }

    /// Computes in `f32`: about twice as many neurons per SIMD instruction
    /// and half the memory, with seven digits.
    #[must_use]
    pub fn f32(mut self) -> Self {
        self.single = true;
        self
    }

    /// Uses at most this many threads; 0 means as many as there are. A network
    /// whose steps are too short to be worth splitting runs on fewer.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = NonZero::new(threads).map(NonZero::get);
        self
    }

    /// Splits the network among exactly this many threads, however small it
    /// is: for measurements and tests.
    #[must_use]
    pub fn workers(mut self, workers: usize) -> Self {
        self.workers = NonZero::new(workers).map(NonZero::get);
        self
    }

    /// Computes with these instructions instead of the widest there are: for
    /// measurements and tests.
    #[must_use]
    pub fn arithmetic(mut self, arithmetic: Arithmetic) -> Self {
        self.arithmetic = Some(arithmetic);
        self
    }
}

impl Backend for Cpu {
    fn name(&self) -> &'static str {
        "cpu"
    }

    fn engine(&self, settings: &Settings) -> Result<Box<dyn Engine>> {
        let arithmetic = self.arithmetic.unwrap_or_else(Arithmetic::best);
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let most = self.threads.unwrap_or(cores).min(cores);
        Ok(if self.single {
            Box::new(CpuEngine::<f32>::new(settings, arithmetic, cores, most, self.workers))
        } else {
            Box::new(CpuEngine::<f64>::new(settings, arithmetic, cores, most, self.workers))
        })
    }
}
