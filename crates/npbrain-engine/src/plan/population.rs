use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use npbrain_core::random::Key;
use npbrain_core::{
    Domain, Error, KernelChoice, MEMBRANE_PORT, Method, NeuronKernel, Population, Positions,
    Result, Traits, Value, simple_ports,
};

use super::Settings;
use super::given::{Cells, Purpose};
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
    /// Where the neurons are, if that was said.
    pub positions: Option<Positions>,
}

/// A port of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortPlan {
    /// Its name.
    pub name: String,
    /// The unit of what arrives.
    pub unit: &'static str,
    /// Whether levels arrive, not jumps.
    pub graded: bool,
    /// The state variable that what arrives is added to, if nothing else becomes
    /// of it.
    pub variable: Option<usize>,
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

impl PopulationPlan {
    pub(super) fn new(
        from: &Population,
        name: String,
        settings: &Settings,
        conducted: bool,
    ) -> Result<Self> {
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
        if conducted && kernel.traits().needs_linear {
            kernel = with_conductances(&object, &from.kernel, &kernel, asked)?;
        }
        if let Some(bound) = kernel.bind(&object, from.size, settings.dt)? {
            kernel = Kernel::Own(bound);
        }
        let mut traits = kernel.traits();
        let labels = labels(&object, &traits.parts, &from.ports)?;
        let parameters = qualified(traits.params, &traits.parts, &labels, |p| p.params);
        let variables = qualified(traits.state, &traits.parts, &labels, |p| p.state);

        let positions = from.positions.clone();
        if let Some(positions) = &positions {
            check_positions(&object, positions, from.size)?;
        }
        let cells = Cells { size: from.size, points: positions.as_ref().map(Positions::points) };
        // What comes before the name keeps these keys apart from that of the
        // noise, which may be a parameter's name.
        let purpose = |kind: &str, variable| Purpose {
            object: &object,
            name: variable,
            key: Key::new(settings.seed, &name, &format!("{kind} {variable}")),
        };

        let mut params = from.params.clone();
        let mut t_ref = &from.t_ref;
        for (parameter, given) in &from.varied {
            match position(&parameters, parameter) {
                Some(k) => params[k] = purpose("vary", parameter).values(given, cells)?,
                None if parameter == "t_ref" => t_ref = given,
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
        if initial.len() != variables.len() {
            return Err(Error::WrongLength {
                object,
                name: "initial".into(),
                found: initial.len(),
                expected: variables.len(),
            });
        }
        for (variable, given) in &from.initial {
            match position(&variables, variable) {
                Some(k) => initial[k] = purpose("init", variable).values(given, cells)?,
                None => return Err(unknown(&object, "variable", variable, variables)),
            }
        }
        for (name, value) in variables.iter().zip(&initial) {
            check(&object, name, value, from.size)?;
        }

        let hold = purpose("vary", "t_ref").hold(t_ref, cells, settings)?;
        if !kernel.may_be_refractory() && hold.as_slice().iter().any(|steps| *steps > 0.0) {
            return Err(Error::Impossible {
                object,
                reason: format!("{} has no membrane to hold, so no `t_ref`", traits.model),
            });
        }

        let mut variables_of_ports =
            kernel.tape(noisy).map_or_else(Vec::new, |tape| simple_ports(&tape)).into_iter();
        let mut receptors = labels.into_iter();
        let own = traits.own_ports.iter().map(|port| PortPlan {
            name: port.name.into(),
            unit: port.unit,
            graded: false,
            variable: None,
        });
        let composed = traits.parts.iter().filter_map(|part| {
            let (unit, graded) = (part.weight_unit?, part.graded);
            Some(PortPlan { unit, graded, name: receptors.next()?, variable: None })
        });
        let mut ports: Vec<PortPlan> = own.chain(composed).collect();
        for port in &mut ports {
            port.variable = variables_of_ports.next().flatten();
        }
        check_ports(&object, &ports)?;
        let prepared = kernel.prepare(&params, settings.dt)?;
        for value in &prepared {
            check(&object, "a constant of the method", value, from.size)?;
        }
        Ok(PopulationPlan {
            ports,
            hold,
            noise: noisy.then(|| Key::new(settings.seed, &name, "noise")),
            prepared,
            size: from.size,
            name,
            kernel,
            traits,
            params,
            initial,
            variables,
            parameters,
            positions,
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

/// Checks that ports can be told apart, also from the membrane's own.
fn check_ports(object: &str, ports: &[PortPlan]) -> Result<()> {
    for (k, port) in ports.iter().enumerate() {
        let reason = if port.name == MEMBRANE_PORT {
            "that is the membrane's own"
        } else if ports[..k].iter().any(|other| other.name == port.name) {
            "another one is called so"
        } else {
            continue;
        };
        return Err(Error::PortName { object: object.into(), name: port.name.clone(), reason });
    }
    Ok(())
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

/// Checks that every neuron has one position, and a finite one.
fn check_positions(object: &str, positions: &Positions, size: usize) -> Result<()> {
    if positions.count() != size {
        return Err(Error::WrongLength {
            object: object.into(),
            name: positions.given_by(),
            found: positions.count(),
            expected: size,
        });
    }
    match positions.points().as_flattened().iter().find(|x| !x.is_finite()) {
        Some(coordinate) => Err(Error::InvalidValue {
            object: object.into(),
            name: "at".into(),
            value: *coordinate,
            expected: "a finite number",
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
                        Method::EulerMaruyama | Method::Heun => "it has no noise",
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

/// Another kernel, which takes conductances; if the user left the choice.
fn with_conductances(
    object: &str,
    choice: &KernelChoice,
    kernel: &Kernel,
    asked: Option<Method>,
) -> Result<Kernel> {
    let traits = kernel.traits();
    let refused = |available| {
        Err(Error::Method {
            object: object.into(),
            model: traits.model,
            method: traits.method.to_string(),
            reason: "conductances arrive at it, and with them it is not linear",
            available,
        })
    };
    match choice {
        KernelChoice::Own { .. } => refused(Vec::new()),
        KernelChoice::Exported { kernels, .. } => match kernels(Method::ExponentialEuler) {
            Some(kernel) if asked.is_none() => Ok(Kernel::Exported(kernel)),
            _ => refused(available(*kernels, |traits| !traits.needs_linear)),
        },
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
