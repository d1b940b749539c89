use std::ops::Deref;
use std::sync::Arc;

use npbrain_core::{
    Connect, Csr, Domain, Ends, Error, Given, Neurons, PerSynapse, Place, Projection, Result,
    Table, Value, Var,
};

use crate::Respelling;
use crate::entry::{Asked, Entry, Rule};
use crate::parameter::{Meaning, Parameter};

/// A synapse by name: a synapse model, a receptor, or both, with a weight.
///
/// All parameters are addressed together: those of the synapse model, then those
/// of the receptor, then `weight` and `delay`. Where both have one of the same
/// name they are called `synapse.k_d` and `receptor.k_d`.
pub struct SynapseEntry {
    entry: Entry,
    prototype: Projection,
}

/// The rule that stands in an entry until it is told how to connect.
#[derive(Clone, Copy, Debug)]
pub struct Unconnected;

impl Connect for Unconnected {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        Err(Error::Connection {
            object: ends.object.into(),
            rule: "no rule".into(),
            pre: ends.pre,
            post: ends.post,
            reason: "it has not been told how to connect".into(),
        })
    }
}

const WEIGHT: &str = "weight";
const DELAY: &str = "delay";

impl Deref for SynapseEntry {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        &self.entry
    }
}

impl SynapseEntry {
    /// An entry for what `describe` makes of two ends and a rule; its values are
    /// the defaults.
    pub fn new(
        name: &str,
        describe: impl FnOnce(Neurons, Neurons, Unconnected) -> Projection,
    ) -> Self {
        let nowhere = Neurons::all(Place { network: 0, index: 0, size: 1 });
        let prototype = describe(nowhere, nowhere, Unconnected);
        let mut entry = Entry::new(name);
        let none = &Table::Set(&[]);
        let synapse = prototype.synapse.as_ref().map(|s| (s.kernel.traits(), &s.params));
        let receptor = prototype.receptor.as_ref().map(|r| (r.kernel.traits(), &r.params));

        let of_synapse = synapse.as_ref().map_or(none, |(traits, _)| traits.params);
        let of_receptor = receptor.as_ref().map_or(none, |(traits, _)| traits.params);
        let tables = [("synapse", of_synapse), ("receptor", of_receptor)];
        let values = synapse.iter().map(|s| s.1).chain(receptor.iter().map(|r| r.1)).flatten();
        let models = unique(&tables).into_iter().zip(values);
        entry.parameters =
            models.map(|((name, var), value)| Parameter::of_model(name, var, *value)).collect();

        let flows = synapse.as_ref().is_some_and(|(traits, _)| traits.flow.is_some());
        let unit = match &receptor {
            Some((traits, _)) => traits.weight_unit,
            None if flows => "µS",
            None => "mV",
        };
        let weight = match &prototype.weight {
            Some(Given::Values(Value::Same(weight))) => Some(*weight),
            Some(_) => None,
            None => Some(1.0),
        };
        entry.parameters.push(Parameter::of_description(
            WEIGHT,
            unit,
            weight,
            "Weight of a synapse.",
            Domain::Any,
        ));
        entry.parameters.push(Parameter::of_description(
            DELAY,
            "ms",
            None,
            "From a spike to what it does. Unless given: one step.",
            Domain::Positive,
        ));

        let state = |table: fn(&npbrain_core::SynapseTraits) -> &'static Table| {
            synapse.as_ref().map_or(none, |(traits, _)| table(traits))
        };
        entry.state = unique(&[
            ("synapse", state(|traits| traits.synapse)),
            ("source", state(|traits| traits.source)),
            ("target", state(|traits| traits.target)),
            ("receptor", receptor.as_ref().map_or(none, |(traits, _)| traits.state)),
        ]);
        SynapseEntry { entry, prototype }
    }

    /// Says what it is, in one line.
    #[must_use]
    pub fn about(mut self, summary: &str) -> Self {
        self.entry.summary = summary.into();
        self
    }

    /// Gives it another name.
    #[must_use]
    pub fn also(mut self, name: &str) -> Self {
        self.entry.aliases.push(name.into());
        self
    }

    /// Gives a parameter another name.
    ///
    /// # Errors
    /// [`Error::UnknownName`] if there is no such parameter.
    pub fn alias(mut self, parameter: &str, alias: &str) -> Result<Self> {
        self.entry.alias(parameter, alias)?;
        Ok(self)
    }

    /// Lets `name` mean something else where the synapse is called `under`.
    #[must_use]
    pub fn respell(mut self, under: &str, name: &'static str, meaning: Meaning) -> Self {
        self.entry.respelled.push(Respelling { under: under.into(), name, meaning });
        self
    }

    /// Lets a parameter that is not given follow from others by `rule`, which
    /// asks for them by name; `how` says it in words.
    ///
    /// # Errors
    /// [`Error::UnknownName`] if there is no such parameter.
    pub fn follows(mut self, parameter: &str, how: &str, rule: Rule) -> Result<Self> {
        self.entry.follow(parameter, how, rule)?;
        Ok(self)
    }
}

impl Asked<'_, SynapseEntry> {
    /// The synapses from `pre` to `post`, connected by `rule`, with these
    /// values, given by name.
    ///
    /// # Errors
    /// [`Error::UnknownName`] with the nearest, [`Error::InvalidValue`] for one
    /// that makes no sense.
    pub fn make(
        &self,
        pre: Neurons,
        post: Neurons,
        rule: impl Connect + 'static,
        values: &[(&str, f64)],
    ) -> Result<Projection> {
        let mut values = self.values(values)?.into_iter();
        let prototype = self.entry.prototype.clone();
        let mut made = Projection { pre, post, rule: Arc::new(rule), ..prototype };
        let synapse = made.synapse.as_mut().map(|synapse| &mut synapse.params);
        let receptor = made.receptor.as_mut().map(|receptor| &mut receptor.params);
        for param in [synapse, receptor].into_iter().flatten().flatten() {
            if let Some(Some(value)) = values.next() {
                *param = value;
            }
        }
        if let Some(Some(weight)) = values.next() {
            made.weight = Some(PerSynapse::from(weight));
        }
        if let Some(Some(delay)) = values.next() {
            made.delay = Some(PerSynapse::from(delay));
        }
        Ok(made)
    }
}

/// The variables of several tables; a name that several have carries that of its
/// table.
fn unique(tables: &[(&str, &'static Table)]) -> Vec<(String, &'static Var)> {
    let count = |name| tables.iter().filter(|(_, table)| table.find(name).is_some()).count();
    tables
        .iter()
        .flat_map(|(part, table)| {
            let table: &'static Table = table;
            (0..table.len()).map(move |k| (part, table.get(k)))
        })
        .map(|(part, var)| match count(var.name) {
            1 => (var.name.into(), var),
            _ => (format!("{part}.{}", var.name), var),
        })
        .collect()
}
