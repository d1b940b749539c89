use super::steps::{euler_heun, euler_maruyama, heun, milstein_ito, milstein_stratonovich};
use crate::error::{Error, Result};
use crate::integrate::named::{SDE, Sde, find, plain};
use crate::ode::State;

/// A step of whichever method: from t, y and ξ to y one dt later.
pub type Step<'f, Y> = Box<dyn Fn(f64, Y, Y) -> Y + 'f>;

/// A step of the method called `name`, by its name here or in NumpyBrain
/// (`sde_generator`), capitals and `_` aside. `euler` is Euler–Maruyama.
///
/// # Errors
/// [`Error::UnknownName`], with the nearest name.
pub fn by_name<'f, Y: State + 'f>(
    name: &str,
    f: impl Fn(f64, Y) -> Y + 'f,
    g: impl Fn(f64, Y) -> Y + 'f,
    dt: f64,
) -> Result<Step<'f, Y>> {
    let method = match find(&SDE, name) {
        Some(found) => found.method,
        None if plain(name) == "euler" => Sde::EulerMaruyama,
        None => {
            return Err(Error::UnknownName {
                object: "sde".into(),
                kind: "method",
                name: name.into(),
                known: SDE.iter().map(|method| method.name.into()).collect(),
            });
        }
    };
    Ok(match method {
        Sde::EulerMaruyama => Box::new(euler_maruyama(f, g, dt)),
        Sde::MilsteinIto => Box::new(milstein_ito(f, g, dt)),
        Sde::MilsteinStratonovich => Box::new(milstein_stratonovich(f, g, dt)),
        Sde::EulerHeun => Box::new(euler_heun(f, g, dt)),
        Sde::Heun => Box::new(heun(f, g, dt)),
    })
}
