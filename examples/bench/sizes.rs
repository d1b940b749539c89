//! A network at several sizes: what it costs, and what that goes by.

use npbrain::all as nn;

use super::arguments::Options;
use super::present::{backend, json, median, precision, threads};
use super::timed::{DT, Times, timed};
use super::{Result, memory};

const MIB: f64 = 1048576.0;

/// A size and what it took.
struct Size<'a> {
    options: &'a Options,
    times: Times,
    /// What was resident before the first network, in MiB.
    before: Option<f64>,
}

impl Size<'_> {
    fn neurons(&self) -> f64 {
        self.options.n as f64
    }

    fn synapses(&self) -> f64 {
        self.times.synapses as f64
    }

    fn build(&self) -> f64 {
        median(&self.times.builds)
    }

    /// The timed run, in s.
    fn run(&self) -> f64 {
        median(&self.times.runs)
    }

    /// Seconds per second of the network.
    fn factor(&self) -> f64 {
        self.run() / self.options.duration * 1000.0
    }

    /// How many spikes reach a synapse in a second of the network.
    fn events(&self) -> f64 {
        self.times.events as f64 / self.options.duration * 1000.0
    }

    /// The whole run over its events, in ns: neurons, inputs and recording are in it.
    fn per_event(&self) -> f64 {
        self.run() * 1e9 / self.times.events as f64
    }

    /// The whole run over neurons and steps, in ns.
    fn per_update(&self) -> f64 {
        self.run() * 1e9 / self.neurons() / (self.options.duration / DT)
    }

    /// What a synapse adds to the process, in bytes, of a memory in MiB; no number where the
    /// system tells none, or where the network fits into what the process had anyway.
    fn per_synapse(&self, memory: Option<f64>) -> f64 {
        let added = memory.zip(self.before).map(|(memory, before)| memory - before);
        let added = added.filter(|added| *added > 0.0).unwrap_or(f64::NAN);
        added * MIB / self.synapses()
    }
}

/// Times all sizes, of which there is one at least: from the least on, so that the peak of
/// memory is each one's own.
pub(super) fn run(sizes: &[Options], picture: Option<&str>) -> Result<String> {
    if let Some(path) = picture {
        // A picture that cannot be written is told before hours are spent on it.
        nn::vis::figure(1, 1).save(path)?;
    }
    let before = memory::resident();
    let run = |options| Ok(Size { options, times: timed(options)?, before });
    let sizes = sizes.iter().map(run).collect::<Result<Vec<Size>>>()?;
    if let Some(path) = picture {
        draw(&sizes).save(path)?;
    }
    let is_json = sizes.iter().all(|size| size.options.json);
    Ok(match is_json {
        true => {
            let lines = sizes.iter().map(|size| json(size.options, &size.times));
            lines.collect::<Vec<_>>().join("\n")
        }
        false => table(&sizes),
    })
}

/// In Markdown.
fn table(sizes: &[Size]) -> String {
    let Options { benchmark, duration, .. } = sizes[0].options;
    let mut text = format!(
        "\
{}: {duration} ms in steps of {DT} ms; npbrain {}, {}, {}, {}
An event is a spike at a synapse.

| scale | neurons | synapses | build_s | sim_s | s per s | events per s of the network | ns per event | ns per neuron and step | peak, MiB | bytes per synapse: peak | once built |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        benchmark.name,
        env!("CARGO_PKG_VERSION"),
        backend(sizes[0].options),
        precision(sizes[0].options),
        threads(sizes[0].options),
    );
    for size in sizes {
        let Size { options, times, .. } = size;
        text.push_str(&format!(
            "\n| {} | {} | {} | {:.3} | {:.3} | {:.4} | {:.3e} | {:.2} | {:.2} | {:.0} | {:.1} | {:.1} |",
            options.scale,
            options.n,
            times.synapses,
            size.build(),
            size.run(),
            size.factor(),
            size.events(),
            size.per_event(),
            size.per_update(),
            times.memory.unwrap_or(f64::NAN),
            size.per_synapse(times.memory),
            size.per_synapse(times.built),
        ));
    }
    text
}

/// Time and memory against the number of synapses, and what they are per event and synapse.
fn draw(sizes: &[Size]) -> nn::vis::Figure {
    let synapses = each(sizes, Size::synapses);
    let ends = [synapses[0], synapses[synapses.len() - 1]];
    let memory = each(sizes, |size| size.times.memory.unwrap_or(f64::NAN));
    let built = each(sizes, |size| size.times.built.unwrap_or(f64::NAN));
    // What it would be if it went by neurons alone, as at the smallest size, or by synapses, as
    // at the largest.
    let (least, most) = (&sizes[0], &sizes[sizes.len() - 1]);
    let by_neurons =
        |values: &[f64]| [1.0, most.neurons() / least.neurons()].map(|x| values[0] * x);
    let by_synapses =
        |values: &[f64]| [ends[0] / ends[1], 1.0].map(|x| values[values.len() - 1] * x);
    let factor = each(sizes, Size::factor);
    let options = least.options;
    let title = [options.benchmark.name, precision(options), &threads(options)].join(", ");
    nn::vis::figure(2, 2)
        .title(title)
        .size(1000, 700)
        .lines("synapses", "seconds per second of the network")
        .points("measured", &synapses, &factor)
        .series("∝ neurons", ends, by_neurons(&factor))
        .series("∝ synapses", ends, by_synapses(&factor))
        .series("real time", ends, [1.0, 1.0])
        .log_across()
        .log_upwards()
        .lines("synapses", "memory (MiB)")
        .points("peak", &synapses, &memory)
        .points("once built", &synapses, &built)
        .series("∝ synapses", ends, by_synapses(&memory))
        .log_across()
        .log_upwards()
        .lines("synapses", "ns per event")
        .points("the whole run over its events", &synapses, each(sizes, Size::per_event))
        .log_across()
        .log_upwards()
        .lines("synapses", "bytes per synapse")
        .points("peak", &synapses, each(sizes, |size| size.per_synapse(size.times.memory)))
        .points("once built", &synapses, each(sizes, |size| size.per_synapse(size.times.built)))
        .log_across()
        .log_upwards()
}

fn each<'a>(sizes: &[Size<'a>], value: impl Fn(&Size<'a>) -> f64) -> Vec<f64> {
    sizes.iter().map(value).collect()
}
