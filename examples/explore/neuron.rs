//! `neuron`: one neuron under a current.

use npbrain::all as nn;
use npbrain::core::{steps, time_of};
use npbrain::registry::Asked;
use serde_json::{Map, Value};

use super::arguments::{Arguments, borrowed};
use super::present::{object, short};
use super::{Mistake, Result};

pub(super) fn neuron(registry: &nn::Registry, arguments: &Arguments) -> Result<String> {
    let asked = registry.neuron(arguments.model()?)?;
    let mode = arguments.get("mode").map(|name| mode(&asked, name)).transpose()?;
    let (duration, dt) = mode.map_or((1000.0, 0.1), |mode| (mode.duration(), mode.dt()));
    let duration = arguments.time("duration")?.unwrap_or(duration);
    let dt = arguments.time("dt")?.unwrap_or(dt);
    let current = arguments.number("current")?;
    let population = population(&asked, mode, arguments)?;

    let mut net = nn::Network::new();
    net.dt(dt)?.seed(arguments.seed()?)?.on(nn::Cpu::new().threads(1))?;
    let cell = net.add(population.named(asked.asked()));
    let spikes = net.add(nn::SpikeMonitor::new(cell));
    let trace = arguments.get("plot").map(|_| net.add(nn::StateMonitor::new(cell, ["v"])));
    let input = match (mode, current) {
        (Some(mode), None) => mode.input(cell),
        (_, current) => nn::input(cell, current.unwrap_or(0.0)),
    };
    let whole = steps(asked.asked(), "duration", duration, dt)?;
    // The script makes a step at each time from 0 to the duration.
    let whole = whole + u64::from(mode.is_some());
    net.run(time_of(whole, dt), [input])?;

    let spikes = net.get(spikes)?;
    let mut state = Vec::new();
    for (name, var) in asked.state() {
        let value = net.state(cell, name)?[0];
        if !value.is_finite() {
            return Err(Mistake(format!(
                "`{name}` of {} is {value} at the end; try a smaller --dt or another --method",
                asked.asked()
            )));
        }
        state.push((name, var.unit, value));
    }
    if let (Some(file), Some(trace)) = (arguments.get("plot"), trace) {
        let title = mode.map_or(asked.asked().into(), |mode| format!("{} {mode}", mode.letter()));
        let trace = net.get(trace)?;
        nn::vis::figure(1, 1).potential(&trace).spikes(&spikes).title(title).save(file)?;
    }

    let labels = match mode {
        Some(_) => by_script(spikes.t.iter().copied(), dt)?,
        None => spikes.t.to_vec(),
    };
    let rate = labels.len() as f64 / duration * 1e3;
    if arguments.has("json") {
        let state: Map<String, Value> =
            state.iter().map(|(name, _, value)| ((*name).into(), (*value).into())).collect();
        return Ok(object(&[
            ("model", asked.asked().into()),
            ("spikes", labels.into()),
            ("rate_hz", rate.into()),
            ("state", Value::Object(state)),
        ]));
    }
    let mut text = match mode {
        Some(mode) => format!("{}, {mode} ({})\n", asked.asked(), mode.letter()),
        None => format!("{}\n", asked.asked()),
    };
    let listed: Vec<String> = labels.iter().map(|t| short(*t)).collect();
    text.push_str(&format!("{} spikes in {duration} ms, {} Hz\n", labels.len(), short(rate)));
    text.push_str(&format!("spikes (ms)  {}\n", listed.join(" ")));
    let state: Vec<String> = state
        .iter()
        .map(|(name, unit, value)| match *unit {
            "1" => format!("{name} = {}", short(*value)),
            unit => format!("{name} = {} {unit}", short(*value)),
        })
        .collect();
    text.push_str(&format!("state at the end  {}", state.join(", ")));
    Ok(text)
}

fn population(
    asked: &Asked<'_, nn::NeuronEntry>,
    mode: Option<nn::IzhikevichMode>,
    arguments: &Arguments,
) -> Result<nn::Population> {
    let mut values = arguments.pairs("set")?;
    for (option, name) in [("t-ref", "t_ref"), ("noise", "noise")] {
        values.extend(arguments.number(option)?.map(|value| (name.into(), value)));
    }
    let values = borrowed(&values);
    let mut population = match mode {
        Some(mode) => asked.set(mode.population(1), &values)?,
        None => asked.make(1, &values)?,
    };
    if let Some(method) = arguments.get("method") {
        population = asked.integrate(population, method)?;
    }
    let initial = arguments.pairs("init")?;
    for (name, value) in initial {
        // A variable in other capitals is found; any other is told by the plan.
        let own = asked.state().map(|(own, _)| own).find(|own| own.eq_ignore_ascii_case(&name));
        population = population.init(own.unwrap_or(&name), value);
    }
    Ok(population)
}

/// A mode by any spelling: letters and digits are compared.
fn mode(asked: &Asked<'_, nn::NeuronEntry>, name: &str) -> Result<nn::IzhikevichMode> {
    if asked.name() != "Izhikevich" {
        let name = asked.asked();
        return Err(Mistake(format!("{name} has no modes; those are of Izhikevich")));
    }
    let plain = |name: &str| -> String {
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let modes = nn::IzhikevichMode::ALL;
    match modes.iter().find(|mode| plain(mode.name()) == plain(name)) {
        Some(mode) => Ok(*mode),
        None => Ok(name.parse()?),
    }
}

/// Labels as the script has them: the starts of steps.
fn by_script(labels: impl Iterator<Item = f64>, dt: f64) -> Result<Vec<f64>> {
    labels.map(|t| Ok(time_of(steps("spike", "label", t, dt)?.saturating_sub(1), dt))).collect()
}
