use std::fmt;
use std::str::FromStr;

use super::named::{ODE, Ode, SDE, Sde, find, plain};
use crate::error::Error;

/// The integration methods that are compiled in for every exported model.
///
/// Any other is chosen by its type: see [`neurons_by`](crate::neurons_by), and
/// [`integrate`](crate::integrate) for all there are.
///
/// ```
/// use npbrain_core::Method;
///
/// assert_eq!("forward_Euler".parse(), Ok(Method::Euler));
/// assert_eq!(
///     "rk3".parse::<Method>().unwrap_err().to_string(),
///     "method `rk3` is not compiled in; give it by its type, \
///      `neurons_by(size, model, Rk3)`, or take `exact`, `exponential_euler`, `euler`, `rk4`, \
///      `euler_maruyama`, `heun`"
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// The exact solution of a linear model: [`Exact`](super::Exact).
    Exact,
    /// [`ExponentialEuler`](super::ExponentialEuler).
    ExponentialEuler,
    /// [`Euler`](super::Euler).
    Euler,
    /// [`Rk4`](super::Rk4).
    Rk4,
    /// [`EulerMaruyama`](super::EulerMaruyama), for models with noise.
    EulerMaruyama,
    /// [`Heun`](super::Heun), for models with noise.
    Heun,
    /// An integrator given by its type, by its name.
    Other(&'static str),
}

impl Method {
    /// The methods compiled in.
    pub const ALL: [Method; 6] = [
        Method::Exact,
        Method::ExponentialEuler,
        Method::Euler,
        Method::Rk4,
        Method::EulerMaruyama,
        Method::Heun,
    ];

    /// The name users type.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::ExponentialEuler => "exponential_euler",
            Method::Euler => "euler",
            Method::Rk4 => "rk4",
            Method::EulerMaruyama => "euler_maruyama",
            Method::Heun => "heun",
            Method::Other(name) => name,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A method of neurons only: of a function, all variables are moved at once.
const SEQUENTIAL: &str = "sequential_euler";

/// The method by its name or one of NumpyBrain's names, capitals and `_` aside.
impl FromStr for Method {
    type Err = Error;

    fn from_str(name: &str) -> crate::Result<Self> {
        let by_type = |name: &str, integrator| Error::NotCompiledIn {
            method: name.into(),
            integrator,
            available: Method::ALL.map(|m| m.name().into()).into(),
        };
        if plain(name) == Method::Exact.name() {
            return Ok(Method::Exact);
        }
        if let Some(found) = find(&ODE, name) {
            return match found.method {
                Ode::Euler => Ok(Method::Euler),
                Ode::Rk4 => Ok(Method::Rk4),
                Ode::ExponentialEuler => Ok(Method::ExponentialEuler),
                _ => Err(by_type(name, found.integrator)),
            };
        }
        if let Some(found) = find(&SDE, name) {
            return match found.method {
                Sde::EulerMaruyama => Ok(Method::EulerMaruyama),
                Sde::Heun => Ok(Method::Heun),
                _ => Err(by_type(name, found.integrator)),
            };
        }
        if plain(name) == plain(SEQUENTIAL) {
            return Err(by_type(name, "SequentialEuler"));
        }
        let compiled = Method::ALL.map(Method::name);
        let others = ODE.iter().map(|m| m.name).chain(SDE.iter().map(|m| m.name));
        let others = others.chain([SEQUENTIAL]);
        let others = others.filter(|name| !compiled.contains(name));
        Err(Error::UnknownName {
            object: "npbrain".into(),
            kind: "integration method",
            name: name.into(),
            // Of names as near, the last is proposed.
            known: others.chain(compiled).map(String::from).collect(),
        })
    }
}
