use std::fmt;
use std::ops::Deref;

use npbrain_core::{Error, Result};

use crate::entry::{Asked, Entry};
use crate::names::{plain, position};
use crate::{NeuronEntry, SynapseEntry, shipped};

/// Models by name.
#[derive(Default)]
pub struct Registry {
    neurons: Vec<NeuronEntry>,
    synapses: Vec<SynapseEntry>,
}

/// What can be registered.
pub enum Model {
    /// A neuron.
    Neuron(NeuronEntry),
    /// A synapse.
    Synapse(SynapseEntry),
}

impl From<NeuronEntry> for Model {
    fn from(entry: NeuronEntry) -> Self {
        Model::Neuron(entry)
    }
}

impl From<SynapseEntry> for Model {
    fn from(entry: SynapseEntry) -> Self {
        Model::Synapse(entry)
    }
}

impl Registry {
    /// One without entries.
    pub fn new() -> Self {
        Registry::default()
    }

    /// All models that npbrain ships.
    ///
    /// # Panics
    /// Never: that its entries fit together is tested.
    pub fn shipped() -> Self {
        shipped::registry().expect("the entries shipped fit together")
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`Error::DuplicateName`] if an entry of its kind has one of its names.
    pub fn register(&mut self, model: impl Into<Model>) -> Result<&mut Self> {
        match model.into() {
            Model::Neuron(entry) => add(&mut self.neurons, entry)?,
            Model::Synapse(entry) => add(&mut self.synapses, entry)?,
        }
        Ok(self)
    }

    /// The neurons, in the order in which they were registered.
    pub fn neurons(&self) -> &[NeuronEntry] {
        &self.neurons
    }

    /// The synapses, in the order in which they were registered.
    pub fn synapses(&self) -> &[SynapseEntry] {
        &self.synapses
    }

    /// A neuron by one of its names.
    ///
    /// # Errors
    /// [`Error::UnknownName`] with the nearest.
    pub fn neuron(&self, name: &str) -> Result<Asked<'_, NeuronEntry>> {
        find(&self.neurons, "neuron", name)
    }

    /// A synapse by one of its names.
    ///
    /// # Errors
    /// [`Error::UnknownName`] with the nearest.
    pub fn synapse(&self, name: &str) -> Result<Asked<'_, SynapseEntry>> {
        find(&self.synapses, "synapse", name)
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let neurons = self.neurons.iter().map(|entry| entry.name());
        f.debug_list().entries(neurons.chain(self.synapses.iter().map(|s| s.name()))).finish()
    }
}

fn add<E: Deref<Target = Entry>>(entries: &mut Vec<E>, entry: E) -> Result<()> {
    let taken = |name: &&str| {
        entries.iter().flat_map(|other| other.names()).any(|other| plain(other) == plain(name))
    };
    if let Some(name) = entry.names().find(taken) {
        return Err(Error::DuplicateName { name: name.into() });
    }
    entries.push(entry);
    Ok(())
}

fn find<'a, E: Deref<Target = Entry>>(
    entries: &'a [E],
    kind: &'static str,
    name: &str,
) -> Result<Asked<'a, E>> {
    let names = || entries.iter().flat_map(|entry| entry.names().map(move |name| (entry, name)));
    match position(names().map(|(_, name)| name), name).and_then(|k| names().nth(k)) {
        Some((entry, name)) => Ok(Asked { entry, name }),
        None => Err(Error::UnknownName {
            object: "the registry".into(),
            kind,
            name: name.into(),
            known: names().map(|(_, name)| name.into()).collect(),
        }),
    }
}
