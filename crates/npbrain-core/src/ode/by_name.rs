use super::{State, Variable, Variables, explicit, smooth};
use crate::error::{Error, Result};
use crate::integrate::named::{ODE, Ode, find};
use crate::model::Vars;
use crate::number::{Dual, Num};

/// A step of whichever method: from t and y to y one dt later.
pub type Step<'f, Y> = Box<dyn Fn(f64, Y) -> Result<Y> + 'f>;

/// A step of the method called `name`, by its name here or in NumpyBrain
/// (`ode_generator`), capitals and `_` aside.
///
/// Some methods need slopes, so `f` is a function of [`Variable`]s for all of
/// them; the explicit ones compute none.
///
/// ```
/// use npbrain_core::ode;
///
/// # fn main() -> npbrain_core::Result<()> {
/// let step = ode::by_name("backward_Euler", |_, y: ode::Variable| -50.0 * y, 0.1)?;
/// assert!((step(0.0, 1.0)? - 1.0 / 6.0).abs() < 1e-15);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`Error::UnknownName`], with the nearest name. Of a step: those of
/// [`backward_euler`](super::backward_euler), for the methods that need slopes.
pub fn by_name<'f, D: Variables + 'f>(
    name: &str,
    f: impl Fn(f64, D) -> D + 'f,
    dt: f64,
) -> Result<Step<'f, D::Value>> {
    let Some(found) = find(&ODE, name) else {
        return Err(Error::UnknownName {
            object: "ode".into(),
            kind: "method",
            name: name.into(),
            known: ODE.iter().map(|method| method.name.into()).collect(),
        });
    };
    Ok(match found.method {
        Ode::Euler => boxed(explicit::euler(values(f), dt)),
        Ode::Rk2 => boxed(explicit::rk2(values(f), dt)),
        Ode::Midpoint => boxed(explicit::midpoint(values(f), dt)),
        Ode::Rk3 => boxed(explicit::rk3(values(f), dt)),
        Ode::Rk4 => boxed(explicit::rk4(values(f), dt)),
        Ode::ThreeEighths => boxed(explicit::three_eighths(values(f), dt)),
        Ode::ExponentialEuler => Box::new(smooth::exponential_euler(f, dt)),
        Ode::BackwardEuler => Box::new(smooth::backward_euler(f, dt)),
        Ode::Trapezoidal => Box::new(smooth::trapezoidal(f, dt)),
    })
}

fn boxed<'f, Y>(step: impl Fn(f64, Y) -> Y + 'f) -> Step<'f, Y> {
    Box::new(move |t, y| Ok(step(t, y)))
}

/// `f` without slopes.
fn values<D: Variables>(f: impl Fn(f64, D) -> D) -> impl Fn(f64, D::Value) -> D::Value {
    move |t, y: D::Value| {
        let y = y.numbers();
        let constants = Vars::make(|k| Num(Dual::constant(y.get(k).0)));
        let f = D::Value::of_variables(f(t, D::Value::variables(constants)));
        D::Value::from_numbers(Vars::make(|k| Num(Vars::<Variable>::get(&f, k).0.value)))
    }
}
