use std::fmt;
use std::str::FromStr;

/// The integration methods that are compiled in for every exported model.
///
/// Any other is chosen by its type: see [`Integrator`](super::Integrator).
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
    /// [`EulerMaruyama`](super::EulerMaruyama).
    EulerMaruyama,
    /// An integrator of the user's own, by its name.
    Other(&'static str),
}

impl Method {
    /// The methods compiled in.
    pub const ALL: [Method; 5] = [
        Method::Exact,
        Method::ExponentialEuler,
        Method::Euler,
        Method::Rk4,
        Method::EulerMaruyama,
    ];

    /// The name users type.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::ExponentialEuler => "exponential_euler",
            Method::Euler => "euler",
            Method::Rk4 => "rk4",
            Method::EulerMaruyama => "euler_maruyama",
            Method::Other(name) => name,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Method {
    type Err = crate::Error;

    fn from_str(name: &str) -> crate::Result<Self> {
        Method::ALL.into_iter().find(|m| m.name() == name).ok_or_else(|| {
            crate::Error::UnknownName {
                object: "npbrain".into(),
                kind: "integration method",
                name: name.into(),
                known: Method::ALL.iter().map(|m| m.name().into()).collect(),
            }
        })
    }
}
