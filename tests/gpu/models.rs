//! Every model that is shipped, one by one, beside the CPU in f32.

use npbrain::all as nn;
use npbrain::engine::{Backend, Engine, Settings};

/// The most that a variable may differ by, in units of its range.
const CLOSE: f64 = 1e-4;

/// How many times further than f32 is from f64 on the CPU the GPU may be, where that is
/// more: near a threshold or in a spike, what was rounded grows.
const AS_FAR: f64 = 4.0;

/// What is recorded of a network.
struct Seen {
    spikes: (Vec<f64>, Vec<usize>),
    states: Vec<nn::StateData>,
    weights: Vec<f64>,
}

/// A variable: its name, and its values, those of each sample together.
struct Trace {
    name: String,
    samples: Vec<Vec<f64>>,
}

impl Seen {
    fn traces(&self) -> Vec<Trace> {
        let mut traces = Vec::new();
        for state in &self.states {
            for variable in &state.variables {
                let samples = variable.values.outer_iter().map(|row| row.to_vec()).collect();
                traces.push(Trace { name: variable.name.clone(), samples });
            }
        }
        traces.push(Trace { name: "weight".into(), samples: vec![self.weights.clone()] });
        traces
    }
}

/// The variable that differs most from the CPU in f32, in units of its range; and what
/// differs more than it may.
fn differences(double: &Seen, single: &Seen, gpu: &Seen) -> (f64, Option<String>) {
    let (mut worst, mut wrong) = (0.0_f64, None);
    let both = double.traces().into_iter().zip(single.traces());
    for ((double, single), gpu) in both.zip(gpu.traces()) {
        let all = || single.samples.iter().flatten().copied();
        let (least, most) =
            (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        // What stays where it is has no range; it is held to its size.
        let range = if most > least { most - least } else { most.abs().max(1e-30) };
        let apart = |a: &[f64], b: &[f64]| {
            let pairs = a.iter().zip(b).map(|(a, b)| (a - b).abs() / range);
            // A NaN is no small difference.
            pairs.fold(0.0, |most: f64, x| if x <= most { most } else { x })
        };
        let mut rounding = 0.0_f64;
        for (k, sample) in gpu.samples.iter().enumerate() {
            rounding = rounding.max(apart(&double.samples[k], &single.samples[k]));
            let by = apart(&single.samples[k], sample);
            worst = if by <= worst { worst } else { by };
            let close = by <= CLOSE.max(AS_FAR * rounding);
            if wrong.is_none() && !close {
                wrong =
                    Some(format!("`{}` differs by {by:e} of its range in sample {k}", gpu.name));
            }
        }
    }
    (worst, wrong)
}

struct Boxed(Box<dyn Backend>);

impl Backend for Boxed {
    fn name(&self) -> &'static str {
        self.0.name()
    }
    fn engine(&self, settings: &Settings) -> nn::Result<Box<dyn Engine>> {
        self.0.engine(settings)
    }
}

fn on(backend: Box<dyn Backend>) -> nn::Result<nn::Network> {
    let mut net = nn::Network::new();
    net.seed(3)?.on(Boxed(backend))?;
    Ok(net)
}

/// A population of each model by each method, driven so that it fires a few times in
/// 1,000 steps.
fn neurons(backend: Box<dyn Backend>, model: &str, method: &str) -> nn::Result<Seen> {
    let registry = nn::Registry::shipped();
    let mut net = on(backend)?;
    // By explicit methods these are stable in small steps only.
    if matches!(model, "HodgkinHuxley" | "TraubMiles") && method != "exponential_euler" {
        net.dt(0.02)?;
    }
    let steps = 1000.0;
    let cells = net.add(registry.neuron(model)?.make_by(5, &[], method)?.named("cells"));
    let current = match model {
        "Lif" => 25.0,
        "Izhikevich" => 10.0,
        "Izhikevich2007" => 200.0,
        "TraubMiles" => 3.0,
        _ => 10.0,
    };
    let each: Vec<f64> = (0..5).map(|i| current * (1.0 + 0.2 * f64::from(i))).collect();
    net.add(nn::input(cells, each));
    let variables: Vec<String> =
        net.available_monitors(cells)?.into_iter().map(|(name, _)| name).collect();
    let states = net.add(nn::StateMonitor::new(cells, variables));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(steps * net.settings().dt, [])?;
    let spikes = net.get(spikes)?;
    Ok(Seen {
        spikes: (spikes.t.to_vec(), spikes.i.to_vec()),
        states: vec![net.get(states)?],
        weights: Vec::new(),
    })
}

/// A projection of each kind of synapse onto neurons that fire, from sources that
/// do.
fn synapses(backend: Box<dyn Backend>, model: &str) -> nn::Result<Seen> {
    let registry = nn::Registry::shipped();
    let mut net = on(backend)?;
    let times =
        (0..20).flat_map(|i| (0..12).map(move |k| (i, 1.0 + 0.3 * i as f64 + 7.9 * k as f64)));
    let times: Vec<(usize, f64)> =
        times.map(|(i, t)| (i, (t * 10.0_f64).round() / 10.0)).filter(|(_, t)| *t < 99.0).collect();
    let pre = net.add(nn::fake_neurons(20, -60.0, times).named("sources"));
    let post = net.add(nn::neurons(7, nn::Lif::default()).named("cells"));
    let mut synapses = registry.synapse(model)?.make(pre, post, nn::fixed_prob(0.6), &[])?;
    synapses.name = Some("synapses".into());
    let synapses = net.add(synapses.delay(1.3));
    net.add(nn::input(post, 25.0));
    let mut states = vec![net.add(nn::StateMonitor::new(post, ["v"]))];
    for (name, _) in net.available_monitors(synapses)? {
        states.push(net.add(nn::StateMonitor::new(synapses, [name])));
    }
    let spikes = net.add(nn::SpikeMonitor::new(post));
    net.run(100.0, [])?;
    let spikes = net.get(spikes)?;
    Ok(Seen {
        spikes: (spikes.t.to_vec(), spikes.i.to_vec()),
        states: states.into_iter().map(|m| net.get(m)).collect::<nn::Result<_>>()?,
        weights: net.synapses(synapses)?.weight,
    })
}

/// What is wrong with a model, if anything, as `run` runs it.
macro_rules! compared {
    ($what:expr, $run:expr) => {{
        let what = $what;
        let seen = || -> nn::Result<[Seen; 3]> {
            Ok([
                $run(Box::new(nn::Cpu::new()) as Box<dyn Backend>)?,
                $run(Box::new(nn::Cpu::new().f32()))?,
                $run(Box::new(nn::Gpu::new()?))?,
            ])
        };
        match seen() {
            Err(error) => Some(format!("{what}: {error}")),
            Ok([double, single, gpu]) => {
                let (worst, wrong) = differences(&double, &single, &gpu);
                println!("{what}: {} spikes, at most {worst:.1e}", gpu.spikes.0.len());
                let rounded = double.spikes == single.spikes;
                match (wrong, rounded && single.spikes != gpu.spikes) {
                    (Some(wrong), _) => Some(format!("{what}: {wrong}")),
                    (None, true) => Some(format!("{what}: other spikes")),
                    (None, false) => None,
                }
            }
        }
    }};
}

#[test]
fn every_neuron_by_every_method() {
    let registry = nn::Registry::shipped();
    let mut wrong = Vec::new();
    for entry in registry.neurons() {
        for method in entry.methods() {
            let (model, method) = (entry.name(), method.to_string());
            let run = |backend| neurons(backend, model, &method);
            wrong.extend(compared!(format!("{model} by {method}"), run));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_synapse() {
    let registry = nn::Registry::shipped();
    let mut wrong = Vec::new();
    for entry in registry.synapses() {
        let model = entry.name();
        let run = |backend| synapses(backend, model);
        wrong.extend(compared!(model, run));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
