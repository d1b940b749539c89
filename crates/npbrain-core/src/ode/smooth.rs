use super::function::Smooth;
use super::{Shape, State, Variables};
use crate::error::{Error, Result};
use crate::integrate::newton::{Newton, SETTLED};
use crate::integrate::{backward_euler, exponential_euler, trapezoidal};
use crate::model::Vars;
use crate::number::{Num, When};

/// How many iterations of Newton's are made at most.
const ITERATIONS: usize = 50;

/// The state of `Y` as schemes see it.
type Numbers<Y> = <Y as Shape>::Of<Num<f64>>;

/// A step of exponential Euler,
/// [`ExponentialEuler`](crate::integrate::ExponentialEuler), for dy/dt =
/// `f`(t, y): y + dt φ(J dt) f(t, y), φ(z) = (eᶻ − 1)/z, with J the diagonal of
/// the Jacobian, as for neurons; for one variable that is the whole Jacobian.
///
/// NumpyBrain: `exp_euler_o2`, which computed something else.
///
/// # Errors
/// Of a step: a state or time that is not finite, given or made.
pub fn exponential_euler<D: Variables>(
    f: impl Fn(f64, D) -> D,
    dt: f64,
) -> impl Fn(f64, D::Value) -> Result<D::Value> {
    let c = exponential_euler::constants(dt).map(Num);
    move |t, y: D::Value| {
        let object = "ode::exponential_euler";
        check(object, t, y)?;
        let system = Smooth::<_, D>::new(&f, t);
        made(object, exponential_euler::exponential_euler(&system, &y.numbers(), c))
    }
}

/// A step of backward Euler, [`BackwardEuler`](crate::integrate::BackwardEuler),
/// for dy/dt = `f`(t, y).
///
/// NumpyBrain: `backward_Euler`, `implicit_Euler`.
///
/// # Errors
/// Of a step: a state or time that is not finite, given or made;
/// [`Error::NotConverged`] where 50 iterations of Newton's do not suffice.
pub fn backward_euler<D: Variables>(
    f: impl Fn(f64, D) -> D,
    dt: f64,
) -> impl Fn(f64, D::Value) -> Result<D::Value> {
    implicit("ode::backward_euler", f, dt, backward_euler::constants(dt), |system, y, c| {
        backward_euler::backward_euler(system, y, c, newton())
    })
}

/// A step of the trapezoidal rule, [`Trapezoidal`](crate::integrate::Trapezoidal),
/// for dy/dt = `f`(t, y).
///
/// NumpyBrain: `trapezoidal_rule`.
///
/// # Errors
/// As for [`backward_euler`].
pub fn trapezoidal<D: Variables>(
    f: impl Fn(f64, D) -> D,
    dt: f64,
) -> impl Fn(f64, D::Value) -> Result<D::Value> {
    implicit("ode::trapezoidal", f, dt, trapezoidal::constants(dt), |system, y, c| {
        trapezoidal::trapezoidal(system, y, c, newton())
    })
}

fn newton() -> Newton<impl Fn(When<f64>) -> bool> {
    Newton { iterations: ITERATIONS, tolerance: SETTLED, enough: |settled: When<f64>| settled.0 }
}

/// The step of `scheme`, which takes the constants `c`.
fn implicit<F: Fn(f64, D) -> D, D: Variables, const N: usize>(
    object: &'static str,
    f: F,
    dt: f64,
    c: [f64; N],
    scheme: impl Fn(
        &Smooth<'_, F, D>,
        &Numbers<D::Value>,
        [Num<f64>; N],
    ) -> (Numbers<D::Value>, When<f64>),
) -> impl Fn(f64, D::Value) -> Result<D::Value> {
    let c = c.map(Num);
    move |t, y: D::Value| {
        check(object, t, y)?;
        let (y, found) = scheme(&Smooth::new(&f, t), &y.numbers(), c);
        if !found.0 {
            return Err(Error::NotConverged {
                object: object.into(),
                iterations: ITERATIONS,
                t,
                dt,
            });
        }
        made::<D::Value>(object, y)
    }
}

/// Checks what is given.
fn check<Y: State>(object: &str, t: f64, y: Y) -> Result<()> {
    let y = y.numbers();
    let given = (0..Y::Of::<Num<f64>>::LEN).map(|k| ("y", y.get(k).0));
    finite(object, given.chain([("t", t)]))
}

/// Checks what has become of it.
fn made<Y: State>(object: &str, y: Numbers<Y>) -> Result<Y> {
    finite(object, (0..Y::Of::<Num<f64>>::LEN).map(|k| ("y after the step", y.get(k).0)))?;
    Ok(Y::from_numbers(y))
}

fn finite<'n>(object: &str, mut values: impl Iterator<Item = (&'n str, f64)>) -> Result<()> {
    match values.find(|(_, value)| !value.is_finite()) {
        None => Ok(()),
        Some((name, value)) => Err(Error::InvalidValue {
            object: object.into(),
            name: name.into(),
            value,
            expected: "a finite number",
        }),
    }
}
