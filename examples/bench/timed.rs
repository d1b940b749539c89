//! The measurement.

use std::time::Instant;

use npbrain::all as nn;

use super::arguments::{Backend, Options};
use super::benchmark::{Bundle, Filled};
use super::spikes::SpikeFile;
use super::{Result, memory};

/// The step, in ms.
pub(super) const DT: f64 = 0.1;

/// What was measured.
pub(super) struct Times {
    pub(super) synapses: usize,
    /// How often a spike of the timed run reached a synapse.
    pub(super) events: u64,
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
    /// What was resident when the network had been built.
    pub(super) built: Option<f64>,
    /// What a GPU has to tell of the last run.
    pub(super) explained: String,
}

/// Builds and runs a network as often as asked, anew each time.
pub(super) fn timed(options: &Options) -> Result<Times> {
    // A file that cannot be written is told before the run.
    let mut file = options.spikes.as_deref().map(SpikeFile::create).transpose()?;
    let mut times = Times {
        synapses: 0,
        events: 0,
        rate: 0.0,
        rates: Vec::new(),
        builds: Vec::new(),
        runs: Vec::new(),
        memory: None,
        built: None,
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
        times.built = times.built.or_else(memory::resident);

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
            let all: Vec<_> =
                monitors.into_iter().map(|monitor| net.get(monitor)).collect::<nn::Result<_>>()?;
            if let Some(file) = file.take() {
                file.write(&all, before)?;
            }
            let fired: Vec<Vec<u64>> = all.iter().map(|data| counts(data, before)).collect();
            for (name, fired) in options.benchmark.populations.iter().zip(&fired) {
                let rate = fired.iter().sum::<u64>() as f64 / fired.len() as f64 / seconds;
                times.rates.push((name, rate));
            }
            let spikes: u64 = fired.iter().flatten().sum();
            times.rate = spikes as f64 / options.n as f64 / seconds;
            for Bundle { population, first, synapses } in synapses {
                let connections = net.synapses(synapses)?;
                times.synapses += connections.len();
                let fired = &fired[population][first..];
                times.events += connections.i.iter().map(|i| fired[*i as usize]).sum::<u64>();
            }
        }
    }
    Ok(times)
}

/// How often each neuron fired after a time, in ms.
fn counts(spikes: &nn::SpikeData, after: f64) -> Vec<u64> {
    let mut counts = vec![0; spikes.size];
    for (i, t) in spikes.i.iter().zip(&spikes.t) {
        counts[i - spikes.first] += u64::from(*t > after);
    }
    counts
}
