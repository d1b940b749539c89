use super::State;
use super::function::Function;
use crate::error::Result;
use crate::integrate::{Rk2, euler, midpoint, rk2, rk3, rk4, three_eighths};
use crate::number::Num;

/// A step of [`Euler`](crate::integrate::Euler)'s method for dy/dt = `f`(t, y).
///
/// NumpyBrain: `forward_Euler`, `explicit_Euler`.
pub fn euler<Y: State>(f: impl Fn(f64, Y) -> Y, dt: f64) -> impl Fn(f64, Y) -> Y {
    explicit(f, euler::constants(dt), |system, y, c| euler::euler(system, y, c))
}

/// A step of Ralston's method: [`Rk2`] with β = 2/3.
///
/// NumpyBrain: `rk2`.
pub fn rk2<Y: State>(f: impl Fn(f64, Y) -> Y, dt: f64) -> impl Fn(f64, Y) -> Y {
    explicit(f, Rk2::default().constants(dt), |system, y, c| rk2::rk2(system, y, c))
}

/// A step of [`Rk2`] with any `beta`.
///
/// # Errors
/// A `beta` that is not finite or not more than 0.
pub fn rk2_with_beta<Y: State>(
    f: impl Fn(f64, Y) -> Y,
    dt: f64,
    beta: f64,
) -> Result<impl Fn(f64, Y) -> Y> {
    let method = Rk2 { beta };
    method.checked("ode::rk2_with_beta")?;
    Ok(explicit(f, method.constants(dt), |system, y, c| rk2::rk2(system, y, c)))
}

/// A step of the explicit [`Midpoint`](crate::integrate::Midpoint) method.
///
/// NumpyBrain: `explicit_midpoint_Euler`, `modified_Euler`.
pub fn midpoint<Y: State>(f: impl Fn(f64, Y) -> Y, dt: f64) -> impl Fn(f64, Y) -> Y {
    explicit(f, midpoint::constants(dt), |system, y, c| midpoint::midpoint(system, y, c))
}

/// A step of Kutta's method of order 3, [`Rk3`](crate::integrate::Rk3).
pub fn rk3<Y: State>(f: impl Fn(f64, Y) -> Y, dt: f64) -> impl Fn(f64, Y) -> Y {
    explicit(f, rk3::constants(dt), |system, y, c| rk3::rk3(system, y, c))
}

/// A step of the classical Runge–Kutta method, [`Rk4`](crate::integrate::Rk4).
pub fn rk4<Y: State>(f: impl Fn(f64, Y) -> Y, dt: f64) -> impl Fn(f64, Y) -> Y {
    explicit(f, rk4::constants(dt), |system, y, c| rk4::rk4(system, y, c))
}

/// A step of the 3/8-rule, [`ThreeEighths`](crate::integrate::ThreeEighths).
///
/// NumpyBrain: `rk4_alternative`.
pub fn three_eighths<Y: State>(f: impl Fn(f64, Y) -> Y, dt: f64) -> impl Fn(f64, Y) -> Y {
    explicit(f, three_eighths::constants(dt), |system, y, c| {
        three_eighths::three_eighths(system, y, c)
    })
}

/// The step of `scheme`, which takes the constants `c`.
fn explicit<F: Fn(f64, Y) -> Y, Y: State, const N: usize>(
    f: F,
    c: [f64; N],
    scheme: impl Fn(&Function<'_, F, Y>, &Y::Of<Num<f64>>, [Num<f64>; N]) -> Y::Of<Num<f64>>,
) -> impl Fn(f64, Y) -> Y {
    let c = c.map(Num);
    move |t, y| Y::from_numbers(scheme(&Function::new(&f, t), &y.numbers(), c))
}
