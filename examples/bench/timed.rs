//! The measurement.

use std::time::Instant;

use npbrain::all as nn;

use super::arguments::{Backend, Options};
use super::benchmark::Filled;
use super::memory;

/// The step, in ms.
pub(super) const DT: f64 = 0.1;

/// What was measured.
pub(super) struct Times {
    pub(super) synapses: usize,
    /// Spikes per neuron and second.
    pub(super) rate: f64,
    /// The same of each population, where they have names.
    pub(super) rates: Vec<(&'static str, f64)>,
    /// Before the first step, in s, one for each repeat: planning, connecting
    /// and building the engine.
    pub(super) builds: Vec<f64>,
    /// The run alone, in s.
    pub(super) runs: Vec<f64>,
    /// The largest memory of the process, in MiB.
    pub(super) memory: Option<f64>,
    /// What a GPU has to tell of the last run.
    pub(super) explained: String,
}

/// Builds and runs a network as often as asked, anew each time.
pub(super) fn timed(options: &Options) -> nn::Result<Times> {
    let mut times = Times {
        synapses: 0,
        rate: 0.0,
        rates: Vec::new(),
        builds: Vec::new(),
        runs: Vec::new(),
        memory: None,
        explained: String::new(),
    };
    for _ in 0..options.repeats {
        let start = Instant::now();
        let mut net = nn::Network::new();
        net.dt(DT)?.seed(options.seed)?;
        let cpu = nn::Cpu::new().threads(options.threads);
        match (options.backend, options.single) {
            (Backend::Reference, _) => net.on(nn::Reference)?,
            #[cfg(feature = "gpu")]
            (Backend::Gpu, _) => net.on(nn::Gpu::new()?)?,
            (Backend::Cpu, true) => net.on(cpu.f32())?,
            (Backend::Cpu, false) => net.on(cpu)?,
        };
        let Filled { populations, synapses } = (options.benchmark.fill)(&mut net, options);
        let monitors: Vec<_> =
            populations.iter().map(|cells| net.add(nn::SpikeMonitor::new(*cells))).collect();
        net.run(0.0, [])?;
        times.builds.push(start.elapsed().as_secs_f64());

        let before = options.benchmark.before;
        net.run(before, [])?;
        let start = Instant::now();
        net.run(options.duration, [])?;
        times.runs.push(start.elapsed().as_secs_f64());

        // Counting copies what is counted; it comes after.
        times.memory = times.memory.or_else(memory::peak);
        #[cfg(feature = "gpu")]
        if options.backend == Backend::Gpu {
            times.explained = format!("\n\n{}", net.explain()?.trim_end());
        }
        if times.runs.len() == options.repeats {
            let seconds = options.duration / 1000.0;
            let mut spikes = 0;
            for (k, monitor) in monitors.into_iter().enumerate() {
                let data = net.get(monitor)?;
                let counted = data.t.iter().filter(|t| **t > before).count();
                spikes += counted;
                if let Some(name) = options.benchmark.populations.get(k) {
                    times.rates.push((name, counted as f64 / data.size as f64 / seconds));
                }
            }
            times.rate = spikes as f64 / options.n as f64 / seconds;
            for synapses in synapses {
                times.synapses += net.synapses(synapses)?.len();
            }
        }
    }
    Ok(times)
}
