use std::ops::Deref;
use std::sync::Arc;

use npbrain_core::{
    Domain, KernelChoice, Method, NeuronKernel, NeuronModel, Part, Population, Result, Table,
    Traits, Value, Var,
};

use crate::Respelling;
use crate::entry::{Asked, Entry};
use crate::on_tape::{self, Found};
use crate::parameter::{Meaning, Parameter};

/// A neuron model by name.
///
/// Beside the model's parameters an entry has `t_ref`, the refractory period,
/// and where the model offers it `v_0`, the potential at the start.
pub struct NeuronEntry {
    entry: Entry,
    prototype: Population,
    start: Option<Start>,
    by_name: Option<ByName>,
}

/// The initial values, by name, that follow from a potential at the start and
/// the model's parameters.
pub type Start = fn(&[f64], f64) -> Vec<(&'static str, f64)>;

/// The kernel for an integrator, as one writes it.
type ByName = fn(&'static str) -> Option<Arc<dyn NeuronKernel>>;

const T_REF: &str = "t_ref";
const V_0: &str = "v_0";

impl Deref for NeuronEntry {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        &self.entry
    }
}

impl NeuronEntry {
    /// An entry for the model of `population`, whose values are the defaults; its
    /// size does not matter. Of a composition the parameters of receptor k are
    /// called as `ExpCond1.tau`.
    pub fn new(name: &str, population: Population) -> Self {
        let mut entry = Entry::new(name);
        if let Some(traits) = traits(&population) {
            let parameters = named(traits.params, &traits.parts, |part| part.params);
            entry.parameters = parameters
                .into_iter()
                .zip(&population.params)
                .map(|((name, var), value)| Parameter::of_model(name, var, value.of(0)))
                .collect();
            entry.state = named(traits.state, &traits.parts, |part| part.state);
        }
        entry.parameters.push(Parameter::of_description(
            T_REF,
            "ms",
            Some(0.0),
            "Refractory period.",
            Domain::NotNegative,
        ));
        NeuronEntry { entry, prototype: population, start: None, by_name: None }
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
    /// [`Error::UnknownName`](npbrain_core::Error::UnknownName) if there is no
    /// such parameter.
    pub fn alias(mut self, parameter: &str, alias: &str) -> Result<Self> {
        self.entry.alias(parameter, alias)?;
        Ok(self)
    }

    /// Lets `name` mean something else where the model is called `under`.
    #[must_use]
    pub fn respell(mut self, under: &str, name: &'static str, meaning: Meaning) -> Self {
        self.entry.respelled.push(Respelling { under: under.into(), name, meaning });
        self
    }

    /// Offers the parameter `v_0`, the potential at the start: `start` gives the
    /// initial values, by name, for the model's parameters and that potential.
    #[must_use]
    pub fn start(mut self, doc: &str, start: Start) -> Self {
        let params: Vec<Value> = self.prototype.params.clone();
        let default = kernel(&self.prototype, |kernel| {
            let at = kernel.traits().membrane?;
            kernel.initial(&params).get(at).map(|v| v.of(0))
        });
        let parameter = Parameter::of_description(V_0, "mV", default.flatten(), doc, Domain::Any);
        self.entry.parameters.push(parameter);
        self.start = Some(start);
        self
    }

    /// Lets [`make_by`](Asked::make_by) use every method of
    /// [`integrate`](npbrain_core::integrate) for this entry's model, `M`. Those
    /// that are not compiled in run from tapes: with the same bits, more slowly,
    /// but without minutes of compiling them for SIMD.
    #[must_use]
    pub fn by_any_method<M: NeuronModel>(mut self) -> Self {
        self.by_name = Some(on_tape::by_name::<M>);
        self
    }

    /// The methods compiled in for it.
    pub fn methods(&self) -> Vec<Method> {
        match &self.prototype.kernel {
            KernelChoice::Exported { kernels, .. } => {
                Method::ALL.into_iter().filter(|method| kernels(*method).is_some()).collect()
            }
            KernelChoice::Own { kernel, .. } => vec![kernel.traits().method],
        }
    }

    /// The method it runs with if none is chosen and there is no noise.
    pub fn preferred(&self) -> Method {
        match &self.prototype.kernel {
            KernelChoice::Exported { preferred, .. } => *preferred,
            KernelChoice::Own { kernel, .. } => kernel.traits().method,
        }
    }
}

impl Asked<'_, NeuronEntry> {
    /// `size` neurons with these values, given by name.
    ///
    /// # Errors
    /// [`Error::UnknownName`](npbrain_core::Error::UnknownName) with the nearest,
    /// [`Error::InvalidValue`](npbrain_core::Error::InvalidValue) for one that
    /// makes no sense.
    pub fn make(&self, size: usize, values: &[(&str, f64)]) -> Result<Population> {
        let population = Population { size, ..self.entry.prototype.clone() };
        self.set(population, values)
    }

    /// The same, integrated by a method given by name: any of
    /// [`integrate`](npbrain_core::integrate), where the entry offers them.
    ///
    /// # Errors
    /// As [`make`](Self::make), and for a method that there is not or that is not
    /// compiled in.
    pub fn make_by(&self, size: usize, values: &[(&str, f64)], method: &str) -> Result<Population> {
        let population = self.make(size, values)?;
        self.integrate(population, method)
    }

    /// Sets values of a population of this model by name.
    ///
    /// # Errors
    /// As [`make`](Self::make).
    pub fn set(&self, mut population: Population, values: &[(&str, f64)]) -> Result<Population> {
        let values = self.values(values)?;
        let mut start = None;
        for (k, value) in values.into_iter().enumerate() {
            let Some(value) = value else { continue };
            match self.parameters()[k].name.as_str() {
                _ if k < population.params.len() => population.params[k] = Value::Same(value),
                T_REF => population = population.t_ref(value),
                _ => start = Some(value),
            }
        }
        if let (Some(v), Some(rule)) = (start, self.entry.start) {
            let params: Vec<f64> = population.params.iter().map(|value| value.of(0)).collect();
            for (variable, value) in rule(&params, v) {
                population = population.init(variable, value);
            }
        }
        Ok(population)
    }

    /// Lets a population of this model be integrated by a method given by name.
    ///
    /// # Errors
    /// As [`make_by`](Self::make_by).
    pub fn integrate(&self, mut population: Population, method: &str) -> Result<Population> {
        match on_tape::find(method)? {
            Found::CompiledIn(method) => {
                // A kernel that the population has of its own gives way.
                population.kernel = self.entry.prototype.kernel.clone();
                Ok(population.method(method))
            }
            Found::ByType { integrator, told } => {
                let kernel = self.entry.by_name.and_then(|by_name| by_name(integrator));
                let kernel = kernel.ok_or(told)?;
                population.kernel = KernelChoice::Own { kernel, method: None };
                Ok(population)
            }
        }
    }
}

/// What the kernel of a population says, by its preferred method.
fn kernel<T>(population: &Population, says: impl FnOnce(&dyn NeuronKernel) -> T) -> Option<T> {
    match &population.kernel {
        KernelChoice::Exported { preferred, kernels, .. } => kernels(*preferred).map(says),
        KernelChoice::Own { kernel, .. } => Some(says(kernel.as_ref())),
    }
}

fn traits(population: &Population) -> Option<Traits> {
    kernel(population, |kernel| kernel.traits())
}

/// The variables of a table under names of their own.
fn named(
    table: &'static Table,
    parts: &[Part],
    count: fn(&Part) -> usize,
) -> Vec<(String, &'static Var)> {
    let mut variables = (0..table.len()).map(|k| table.get(k));
    let mut named = Vec::with_capacity(table.len());
    for (k, part) in parts.iter().enumerate() {
        for var in variables.by_ref().take(count(part)) {
            named.push(match k {
                0 => (var.name.into(), var),
                _ => (format!("{}{k}.{}", part.name, var.name), var),
            });
        }
    }
    // A kernel written by hand may have no parts.
    named.extend(variables.map(|var| (var.name.into(), var)));
    named
}
