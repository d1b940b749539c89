//! `list`: what there is.

use npbrain::all as nn;
use npbrain::registry::{Entry, Meaning, Parameter};
use serde_json::{Value, json};

use super::Result;
use super::arguments::Arguments;
use super::present::{object, short, table};

pub(super) fn list(registry: &nn::Registry, arguments: &Arguments) -> Result<String> {
    let mut neurons: Vec<&nn::NeuronEntry> = registry.neurons().iter().collect();
    let mut synapses: Vec<&nn::SynapseEntry> = registry.synapses().iter().collect();
    if let Some(name) = &arguments.model {
        match (registry.neuron(name), registry.synapse(name)) {
            (Ok(neuron), _) => {
                neurons.retain(|entry| entry.name() == neuron.name());
                synapses.clear();
            }
            (_, Ok(synapse)) => {
                synapses.retain(|entry| entry.name() == synapse.name());
                neurons.clear();
            }
            (Err(nn::Error::UnknownName { mut known, .. }), Err(told)) => {
                if let nn::Error::UnknownName { known: others, .. } = &told {
                    known.extend(others.iter().cloned());
                }
                let (object, name) = ("the registry".into(), name.clone());
                return Err(nn::Error::UnknownName { object, kind: "model", name, known }.into());
            }
            (Err(told), _) => return Err(told.into()),
        }
    }
    if arguments.has("json") {
        return Ok(object(&[
            ("neurons", neurons.iter().map(|entry| neuron_json(entry)).collect()),
            ("synapses", synapses.iter().map(|entry| Value::Object(described(entry))).collect()),
        ]));
    }
    let mut parts = Vec::new();
    for entry in neurons {
        let methods: Vec<&str> = entry.methods().iter().map(|method| method.name()).collect();
        let methods = format!(
            "  methods: {}; {} if none is chosen; any other by name, more slowly",
            methods.join(", "),
            entry.preferred()
        );
        parts.push(format!("{}\n{methods}", shown("neuron", entry)));
    }
    parts.extend(synapses.iter().map(|entry| shown("synapse", entry)));
    Ok(parts.join("\n\n"))
}

fn shown(kind: &str, entry: &Entry) -> String {
    let headings = ["  parameter", "default", "unit", "also", "what it is"].map(String::from);
    let default = |p: &Parameter| p.default.map_or("-".into(), short);
    let rows: Vec<Vec<String>> = entry
        .parameters()
        .iter()
        .map(|p| {
            let also = p.aliases.join(", ");
            vec![format!("  {}", p.name), default(p), p.unit.into(), also, p.doc.clone()]
        })
        .collect();
    let names: Vec<&str> =
        std::iter::once(entry.name()).chain(entry.aliases().iter().map(String::as_str)).collect();
    let state: Vec<String> =
        entry.state().map(|(name, var)| format!("{name} ({})", var.unit)).collect();
    let state = if state.is_empty() { "none".into() } else { state.join(", ") };
    let mut text = format!(
        "{kind} {}: {}\n{}\n  state: {state}",
        names.join(", "),
        entry.summary(),
        table(&headings, &rows)
    );
    for respelling in entry.respelled() {
        let means = match respelling.meaning {
            Meaning::Parameter(own) => format!("is {own}"),
            Meaning::Constant { value, .. } => format!("is the constant {value}"),
        };
        text.push_str(&format!("\n  as {}, {} {means}", respelling.under, respelling.name));
    }
    text
}

fn described(entry: &Entry) -> serde_json::Map<String, Value> {
    let parameters: Vec<Value> = entry
        .parameters()
        .iter()
        .map(|p| {
            json!({
                "name": p.name, "unit": p.unit, "default": p.default, "doc": p.doc,
                "expected": p.domain.expected(), "aliases": p.aliases,
            })
        })
        .collect();
    let state: Vec<Value> = entry
        .state()
        .map(|(name, var)| json!({ "name": name, "unit": var.unit, "doc": var.doc.trim() }))
        .collect();
    let mut map = serde_json::Map::new();
    map.insert("name".into(), entry.name().into());
    map.insert("aliases".into(), entry.aliases().into());
    map.insert("summary".into(), entry.summary().into());
    map.insert("parameters".into(), parameters.into());
    map.insert("state".into(), state.into());
    map
}

fn neuron_json(entry: &nn::NeuronEntry) -> Value {
    let mut map = described(entry);
    let methods: Vec<&str> = entry.methods().iter().map(|method| method.name()).collect();
    map.insert("methods".into(), methods.into());
    map.insert("preferred".into(), entry.preferred().name().into());
    if entry.name() == "Izhikevich" {
        let modes: Vec<&str> = nn::IzhikevichMode::ALL.iter().map(|mode| mode.name()).collect();
        map.insert("modes".into(), modes.into());
    }
    Value::Object(map)
}
