use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use npbrain_core::random::Key;
use npbrain_core::{
    Domain, Error, KernelChoice, Method, NeuronKernel, Population, Result, Traits, Value, steps,
};

use super::Settings;
use super::names::{labels, qualified};

/// A population, checked.
#[derive(Clone, Debug)]
pub struct PopulationPlan {
    /// Its name.
    pub name: String,
    /// How many neurons.
    pub size: usize,
    /// What moves them.
    pub kernel: Kernel,
    /// What the kernel is.
    pub traits: Traits,
    /// Parameters, in the order of the kernel's table.
    pub params: Vec<Value>,
    /// Constants of the integrator.
    pub prepared: Vec<Value>,
    /// Initial state, in the order of the kernel's table.
    pub initial: Vec<Value>,
    /// How many steps a spike makes refractory.
    pub hold: Value,
    /// The stream of the noise, if there is any.
    pub noise: Option<Key>,
    /// Names of the state variables.
    pub variables: Vec<String>,
    /// Names of the parameters.
    pub parameters: Vec<String>,
    /// The ports, the membrane's own not among them.
    pub ports: Vec<PortPlan>,
}

/// A port of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortPlan {
    /// Its name.
    pub name: String,
    /// The unit of what arrives.
    pub unit: &'static str,
}

/// A kernel, static or owned.
#[derive(Clone)]
pub enum Kernel {
    /// One that its model's crate exports.
    Exported(&'static dyn NeuronKernel),
    /// One of its own.
    Own(Arc<dyn NeuronKernel>),
}

impl Deref for Kernel {
    type Target = dyn NeuronKernel;

    fn deref(&self) -> &(dyn NeuronKernel + 'static) {
        match self {
            Kernel::Exported(kernel) => *kernel,
            Kernel::Own(kernel) => &**kernel,
        }
    }
}

impl fmt::Debug for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let traits = self.traits();
        write!(f, "Kernel({}, {})", traits.model, traits.method)
    }
}

/// Steps are counted down in the precision of the engine; f32 counts to 2²⁴.
const MOST_HOLD: u64 = 1 << 24;

impl PopulationPlan {
    pub(super) fn new(from: &Population, name: String, settings: &Settings) -> Result<Self> {
        let object = format!("population `{name}`");
        if from.size == 0 {
            return Err(Error::EmptyPopulation { object });
        }
        if from.size > u32::MAX as usize {
            return Err(Error::InvalidValue {
                object,
                name: "size".into(),
                value: from.size as f64,
                expected: "at most 4294967295 neurons",
            });
        }
        let (mut kernel, asked) = chosen(&object, &from.kernel)?;
        if let Some(bound) = kernel.bind(&object, from.size, settings.dt)? {
            kernel = Kernel::Own(bound);
        }
        let mut traits = kernel.traits();
        let labels = labels(&object, &traits.parts, &from.ports)?;
        let parameters = qualified(traits.params, &traits.parts, &labels, |p| p.params);
        let variables = qualified(traits.state, &traits.parts, &labels, |p| p.state);

        let mut params = from.params.clone();
        let mut hold = from.t_ref.clone();
        for (parameter, value) in &from.varied {
            match position(&parameters, parameter) {
                Some(k) => params[k] = value.clone(),
                None if parameter == "t_ref" => hold = value.clone(),
                None => {
                    let mut known = parameters.clone();
                    known.push("t_ref".into());
                    return Err(unknown(&object, "parameter", parameter, known));
                }
            }
        }
        for ((name, var), value) in parameters.iter().zip(traits.params.iter()).zip(&params) {
            check(&object, name, value, from.size)?;
            check_domain(&object, name, value, var.domain)?;
        }

        let noisy = kernel.is_noisy(&params);
        if noisy && !traits.integrates_noise {
            kernel = with_noise(&object, &from.kernel, &traits, asked)?;
            traits = kernel.traits();
        }

        let mut initial = kernel.initial(&params);
        for (variable, value) in &from.initial {
            match position(&variables, variable) {
                Some(k) => initial[k] = value.clone(),
                None => return Err(unknown(&object, "variable", variable, variables)),
            }
        }
        for (name, value) in variables.iter().zip(&initial) {
            check(&object, name, value, from.size)?;
        }

        let hold = hold_steps(&object, &hold, from.size, settings.dt)?;
        if traits.membrane.is_none() && hold.as_slice().iter().any(|steps| *steps > 0.0) {
            return Err(Error::Unsupported {
                backend: "npbrain",
                object,
                reason: format!("{} has no membrane to hold, so no `t_ref`", traits.model),
            });
        }

        let mut receptors = labels.into_iter();
        let own = traits
            .own_ports
            .iter()
            .map(|port| PortPlan { name: port.name.into(), unit: port.unit });
        let composed = traits
            .parts
            .iter()
            .filter_map(|part| Some(PortPlan { unit: part.weight_unit?, name: receptors.next()? }));
        Ok(PopulationPlan {
            ports: own.chain(composed).collect(),
            hold,
            noise: noisy.then(|| Key::new(settings.seed, &name, "noise")),
            prepared: kernel.prepare(&params, settings.dt)?,
            size: from.size,
            name,
            kernel,
            traits,
            params,
            initial,
            variables,
            parameters,
        })
    }

    /// How messages call it.
    pub fn object(&self) -> String {
        format!("population `{}`", self.name)
    }

    /// Checks values for the variable `name` of `size` of the neurons.
    ///
    /// # Errors
    /// [`Error::WrongLength`] or [`Error::InvalidValue`].
    pub fn check(&self, name: &str, values: &Value, size: usize) -> Result<()> {
        check(&self.object(), name, values, size)
    }

    /// The index of the state variable `name`.
    ///
    /// # Errors
    /// [`Error::UnknownName`].
    pub fn variable(&self, name: &str) -> Result<usize> {
        position(&self.variables, name)
            .ok_or_else(|| unknown(&self.object(), "variable", name, self.variables.clone()))
    }
}

fn position(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|n| n == name)
}

pub(super) fn unknown(object: &str, kind: &'static str, name: &str, known: Vec<String>) -> Error {
    Error::UnknownName { object: object.into(), kind, name: name.into(), known }
}

/// Checks that values are finite and as many as needed.
pub(super) fn check(object: &str, name: &str, value: &Value, size: usize) -> Result<()> {
    if let Some(found) = value.per_neuron()
        && found != size
    {
        return Err(Error::WrongLength {
            object: object.into(),
            name: name.into(),
            found,
            expected: size,
        });
    }
    match value.as_slice().iter().find(|v| !v.is_finite()) {
        Some(value) => Err(Error::InvalidValue {
            object: object.into(),
            name: name.into(),
            value: *value,
            expected: "a finite number",
        }),
        None => Ok(()),
    }
}

/// Checks that values make sense for a parameter.
pub(super) fn check_domain(object: &str, name: &str, value: &Value, domain: Domain) -> Result<()> {
    match value.as_slice().iter().find(|v| !domain.contains(**v)) {
        Some(value) => Err(Error::InvalidValue {
            object: object.into(),
            name: name.into(),
            value: *value,
            expected: domain.expected(),
        }),
        None => Ok(()),
    }
}

/// The kernel, and the method if the user asked for one.
fn chosen(object: &str, choice: &KernelChoice) -> Result<(Kernel, Option<Method>)> {
    match choice {
        KernelChoice::Own { kernel, method: None } => Ok((Kernel::Own(kernel.clone()), None)),
        KernelChoice::Own { kernel, method: Some(method) } => Err(Error::Method {
            object: object.into(),
            model: kernel.traits().model,
            method: method.to_string(),
            reason: "it brings its own method",
            available: Vec::new(),
        }),
        KernelChoice::Exported { method, preferred, kernels } => {
            match kernels(method.unwrap_or(*preferred)) {
                Some(kernel) => Ok((Kernel::Exported(kernel), *method)),
                None => {
                    let asked = method.unwrap_or(*preferred);
                    let model = Method::ALL
                        .into_iter()
                        .find_map(kernels)
                        .map_or("this model", |kernel| kernel.traits().model);
                    let reason = match asked {
                        Method::Exact => "only linear models have an exact solution",
                        Method::EulerMaruyama => "it has no noise",
                        _ => "it is not compiled in; give the integrator by its type",
                    };
                    Err(Error::Method {
                        object: object.into(),
                        model,
                        method: asked.to_string(),
                        reason,
                        available: available(*kernels, |_| true),
                    })
                }
            }
        }
    }
}

fn available(
    kernels: fn(Method) -> Option<&'static dyn NeuronKernel>,
    fits: impl Fn(&Traits) -> bool,
) -> Vec<String> {
    Method::ALL
        .into_iter()
        .filter(|m| kernels(*m).is_some_and(|k| fits(&k.traits())))
        .map(|m| m.to_string())
        .collect()
}

/// Another kernel, which integrates noise; if the user left the choice.
fn with_noise(
    object: &str,
    choice: &KernelChoice,
    traits: &Traits,
    asked: Option<Method>,
) -> Result<Kernel> {
    let refused = |available| {
        Err(Error::Method {
            object: object.into(),
            model: traits.model,
            method: traits.method.to_string(),
            reason: "these parameters make it noisy, and this method integrates no noise",
            available,
        })
    };
    match choice {
        KernelChoice::Own { .. } => refused(Vec::new()),
        KernelChoice::Exported { kernels, .. } => match kernels(Method::EulerMaruyama) {
            Some(kernel) if asked.is_none() => Ok(Kernel::Exported(kernel)),
            _ => refused(available(*kernels, |traits| traits.integrates_noise)),
        },
    }
}

fn hold_steps(object: &str, t_ref: &Value, size: usize, dt: f64) -> Result<Value> {
    check(object, "t_ref", t_ref, size)?;
    let hold = |period: f64| {
        let hold = steps(object, "t_ref", period, dt)?;
        if hold > MOST_HOLD {
            return Err(Error::InvalidValue {
                object: object.into(),
                name: "t_ref".into(),
                value: period,
                expected: "at most 16777216 steps",
            });
        }
        Ok(hold as f64)
    };
    Ok(match t_ref {
        Value::Same(period) => Value::Same(hold(*period)?),
        Value::Each(periods) => {
            Value::Each(periods.iter().map(|p| hold(*p)).collect::<Result<_>>()?)
        }
    })
}
