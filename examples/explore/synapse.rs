//! `synapse`: one synapse between two clamped neurons.

use npbrain::all as nn;
use npbrain::core::{Given, MEMBRANE_PORT, Monitor, Place, ReceptorChoice, steps, time_of};
use npbrain::registry::Asked;
use serde_json::{Map, Value};

use super::arguments::{Arguments, borrowed};
use super::clamped::{flowing, through_receptor, weight};
use super::present::{object, short, table};
use super::{Mistake, Result};

/// What is run.
struct Experiment<'a> {
    asked: Asked<'a, nn::SynapseEntry>,
    values: Vec<(String, f64)>,
    /// A receptor to attach.
    onto: Option<ReceptorChoice>,
    spikes: Vec<f64>,
    /// From each spike to what it does, in steps.
    delay: u64,
    dt: f64,
    v: f64,
    v_pre: f64,
}

/// How long after the last spike a level is followed, in ms.
const FOLLOWED: f64 = 1000.0;

pub(super) fn synapse(registry: &nn::Registry, arguments: &Arguments) -> Result<String> {
    let asked = registry.synapse(arguments.model()?)?;
    let dt = arguments.time("dt")?.unwrap_or(0.1);
    let mut values = arguments.pairs("set")?;
    for name in ["weight", "delay"] {
        values.extend(arguments.number(name)?.map(|value| (name.into(), value)));
    }
    let onto = match arguments.get("onto") {
        Some(name) => Some(receptor(registry, &asked, name, &mut values)?),
        None => None,
    };
    let spikes = arguments.spikes()?;
    let mut experiment = Experiment {
        asked,
        values,
        onto,
        spikes: spikes.clone().unwrap_or_default(),
        delay: 1,
        dt,
        v: arguments.number("v")?.unwrap_or(-65.0),
        v_pre: arguments.number("v-pre")?.unwrap_or(-65.0),
    };
    let name = experiment.asked.asked();

    // Wrong names and values are told before anything else that is missing.
    let projection = experiment.projection(nowhere(), nowhere())?;
    let flows = projection.synapse.as_ref().is_some_and(|s| s.kernel.traits().flow.is_some());
    if spikes.is_none() && !flows {
        return Err(Mistake(format!(
            "`synapse {name}` needs the labels of presynaptic spikes, as in --spikes 10,60,110"
        )));
    }
    if let Some(Given::Values(delay)) = &projection.delay {
        experiment.delay = steps(name, "delay", delay.of(0), dt)?;
    }
    for spike in &experiment.spikes {
        steps(name, "spikes", *spike, dt)?;
    }
    let last = experiment.spikes.last().copied().unwrap_or(0.0);
    let duration = match arguments.time("duration")? {
        Some(duration) if duration < last => {
            return Err(Mistake(format!(
                "--spikes: {last} lies after the end, --duration {duration}"
            )));
        }
        Some(duration) => duration,
        None => {
            let after = steps(name, "spikes", last, dt)?.saturating_add(experiment.delay);
            time_of(after.saturating_add((100.0 / dt).round() as u64), dt)
        }
    };
    let shown = experiment.run(duration)?;
    let delivered = experiment.delivered(&projection)?;
    let current = match (&projection.receptor, &projection.synapse) {
        (Some(receptor), _) => through_receptor(receptor, &shown.receptor, experiment.v),
        (None, Some(synapse)) if flows => {
            let one = flowing(synapse, weight(&projection), experiment.v_pre, experiment.v);
            vec![one; shown.t.len()]
        }
        _ => experiment.jumps(&delivered, shown.t.len())?,
    };
    let all = shown.state.iter().flat_map(|(_, _, values)| values);
    if let Some(lost) = all.chain(&current).chain(&delivered).find(|value| !value.is_finite()) {
        return Err(Mistake(format!("{name} does not stay finite with these values: {lost}")));
    }
    if let Some(file) = arguments.get("plot") {
        plot(name, &shown, &current, file)?;
    }
    if arguments.has("json") {
        let state: Map<String, Value> =
            shown.state.into_iter().map(|(name, _, values)| (name, Value::from(values))).collect();
        return Ok(object(&[
            ("model", name.into()),
            ("delivered", delivered.into()),
            ("t", shown.t.into()),
            ("current", current.into()),
            ("state", Value::Object(state)),
        ]));
    }
    Ok(written(name, &experiment, &delivered, &shown, &current))
}

/// A receptor by name. It takes those values that the synapse has no name for.
fn receptor(
    registry: &nn::Registry,
    synapse: &Asked<'_, nn::SynapseEntry>,
    name: &str,
    values: &mut Vec<(String, f64)>,
) -> Result<ReceptorChoice> {
    let asked = registry.synapse(name)?;
    let is_its = |name: &str| synapse.parameter(name).is_err() && asked.parameter(name).is_ok();
    let (its, rest): (Vec<_>, Vec<_>) = values.drain(..).partition(|(name, _)| is_its(name));
    *values = rest;
    let made = asked.make(nowhere(), nowhere(), nn::one_to_one(), &borrowed(&its))?;
    match (made.synapse, made.receptor) {
        (None, Some(receptor)) => Ok(receptor),
        _ => Err(Mistake(format!(
            "{name} is no receptor; attach ExpCond, ExpCurrent, DualExpCond or DualExpCurrent"
        ))),
    }
}

/// Neurons of no network, for synapses that are not run.
fn nowhere() -> nn::Neurons {
    nn::Neurons::all(Place { network: 0, index: 0, size: 1 })
}

/// What was recorded, at each label.
struct Shown {
    t: Vec<f64>,
    /// Variables with their units.
    state: Vec<(String, &'static str, Vec<f64>)>,
    /// Those of the receptor, in its order.
    receptor: Vec<Vec<f64>>,
}

impl Experiment<'_> {
    fn projection(&self, pre: nn::Neurons, post: nn::Neurons) -> Result<nn::Projection> {
        let values = borrowed(&self.values);
        let mut projection = self.asked.make(pre, post, nn::one_to_one(), &values)?;
        if let Some(onto) = &self.onto {
            if projection.receptor.is_some() {
                let name = self.asked.asked();
                return Err(Mistake(format!("{name} has a receptor; --onto is for those without")));
            }
            projection.receptor = Some(onto.clone());
            projection.port = None;
        }
        Ok(projection)
    }

    /// A network with the source.
    fn network(&self) -> Result<(nn::Network, nn::Neurons)> {
        let mut net = nn::Network::new();
        net.dt(self.dt)?.on(nn::Cpu::new().threads(1))?;
        let spikes: Vec<(usize, f64)> = self.spikes.iter().map(|t| (0, *t)).collect();
        let source = net.add(nn::fake_neurons(1, self.v_pre, spikes).named("source"));
        Ok((net, source))
    }

    fn run(&self, duration: f64) -> Result<Shown> {
        let (mut net, source) = self.network()?;
        let target = net.add(nn::fake_neurons(1, self.v, []).named("target"));
        let projection = self.projection(source, target)?.named(self.asked.asked());
        let receptor = projection.receptor.as_ref().map(|r| r.kernel.traits().state);
        let handle = net.add(projection);
        let clock = net.add(nn::StateMonitor::new(target, ["v"]));
        let variables = net.available_monitors(handle)?;
        let monitors: Vec<(String, &'static str, Monitor<nn::StateData>)> = variables
            .into_iter()
            .filter(|(name, _)| name != "weight")
            .map(|(name, unit)| {
                let monitor = net.add(nn::StateMonitor::new(handle, [name.as_str()]));
                (name, unit, monitor)
            })
            .collect();
        net.run(duration, [])?;
        let mut state = Vec::new();
        for (name, unit, monitor) in monitors {
            let values = net.get(monitor)?.trace(&name, 0)?.to_vec();
            state.push((name, unit, values));
        }
        let of_receptor = receptor.into_iter().flat_map(|table| table.iter());
        let receptor = of_receptor
            .filter_map(|var| {
                let qualified = format!("receptor.{}", var.name);
                let is = |name: &String| *name == qualified || name == var.name;
                state.iter().rfind(|(name, ..)| is(name)).map(|(.., values)| values.clone())
            })
            .collect();
        Ok(Shown { t: net.get(clock)?.t.to_vec(), state, receptor })
    }

    /// The step at the end of which each spike acts.
    fn arrivals(&self) -> Result<Vec<u64>> {
        let name = self.asked.asked();
        let step = |t: &f64| Ok(steps(name, "spikes", *t, self.dt)? + self.delay);
        self.spikes.iter().map(step).collect()
    }

    /// What each spike brings.
    fn delivered(&self, projection: &nn::Projection) -> Result<Vec<f64>> {
        let graded = projection.synapse.as_ref().is_some_and(|s| s.kernel.traits().graded);
        if graded { self.peaks() } else { self.jumped() }
    }

    /// By what the spikes move a membrane that nothing else moves.
    fn jumped(&self) -> Result<Vec<f64>> {
        let (mut net, source) = self.network()?;
        let inert = nn::Lif { tau: 1e300, r: 0.0, v_th: 1e300, ..nn::default() };
        let probe = net.add(nn::neurons(1, inert).named("probe"));
        let made = self.projection(source, probe)?;
        let onto_membrane = nn::Projection { receptor: None, mutual: false, ..made };
        net.add(onto_membrane.port(MEMBRANE_PORT));
        let mut now = 0;
        let mut delivered = Vec::new();
        for arrival in self.arrivals()? {
            net.run(time_of(arrival - now, self.dt), [])?;
            now = arrival;
            delivered.push(net.state(probe, "v")?[0]);
            net.set_state(probe, "v", 0.0)?;
        }
        Ok(delivered)
    }

    /// The largest sums of weights times levels, from each arrival to the next.
    fn peaks(&self) -> Result<Vec<f64>> {
        let (mut net, source) = self.network()?;
        let target = net.add(nn::fake_neurons(1, self.v, []));
        let made = self.projection(source, target)?;
        let levels = nn::Projection { receptor: None, port: None, ..made };
        let handle = net.add(levels.onto(nn::GradedCond::default()));
        // The receptor's, where the source has a `g` of its own.
        let names = net.available_monitors(handle)?;
        let is_its = |name: &str| name == "receptor.g" || name == "g";
        let its = names.iter().map(|(name, _)| name.as_str()).rfind(|name| is_its(name));
        let g = its.unwrap_or("receptor.g");
        let level = net.add(nn::StateMonitor::new(handle, [g]));
        let arrivals = self.arrivals()?;
        let followed = (FOLLOWED / self.dt).round() as u64;
        let end = arrivals.last().map_or(0, |last| last.saturating_add(followed));
        net.run(time_of(end, self.dt), [])?;
        let level = net.get(level)?.trace(g, 0)?.to_vec();
        let until = arrivals.iter().skip(1).copied().chain([end]);
        let largest = |(from, to): (&u64, u64)| {
            let levels = &level[*from as usize..=to as usize];
            levels.iter().fold(0.0, |most: f64, x| if x.abs() > most.abs() { *x } else { most })
        };
        Ok(arrivals.iter().zip(until).map(largest).collect())
    }

    /// What jumps onto a membrane, at each label.
    fn jumps(&self, delivered: &[f64], labels: usize) -> Result<Vec<f64>> {
        let mut jumps = vec![0.0; labels];
        for (arrival, amount) in self.arrivals()?.into_iter().zip(delivered) {
            if let Some(jump) = jumps.get_mut(arrival as usize) {
                *jump += amount;
            }
        }
        Ok(jumps)
    }
}

fn plot(name: &str, shown: &Shown, current: &[f64], file: &str) -> Result<()> {
    let mut figure = nn::vis::figure(1 + usize::from(!shown.state.is_empty()), 1)
        .lines("t (ms)", "current")
        .series("current", &shown.t, current)
        .title(name);
    if !shown.state.is_empty() {
        figure = figure.lines("t (ms)", "state");
        for (name, unit, values) in &shown.state {
            figure = figure.series(with_unit(name, unit), &shown.t, values);
        }
    }
    Ok(figure.save(file)?)
}

/// A variable with its unit, if it has one.
fn with_unit(name: &str, unit: &str) -> String {
    if unit == "1" { name.into() } else { format!("{name} ({unit})") }
}

/// How many samples a table shows at most.
const SAMPLES: usize = 25;

fn written(
    name: &str,
    experiment: &Experiment<'_>,
    delivered: &[f64],
    shown: &Shown,
    current: &[f64],
) -> String {
    let spikes: Vec<Vec<String>> = experiment
        .spikes
        .iter()
        .zip(delivered)
        .map(|(t, amount)| vec![short(*t), short(*amount)])
        .collect();
    let mut headings = vec!["t (ms)".to_string(), "current".into()];
    headings.extend(shown.state.iter().map(|(name, unit, _)| with_unit(name, unit)));
    let every = shown.t.len().div_ceil(SAMPLES).max(1);
    let rows: Vec<Vec<String>> = (0..shown.t.len())
        .step_by(every)
        .map(|k| {
            let state = shown.state.iter().map(|(.., values)| values[k]);
            [shown.t[k], current[k]].into_iter().chain(state).map(short).collect()
        })
        .collect();
    format!(
        "{name} onto {} mV\n\n{}\n\n{}",
        experiment.v,
        table(&["spike (ms)".into(), "delivered".into()], &spikes),
        table(&headings, &rows)
    )
}
