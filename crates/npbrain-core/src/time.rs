//! Durations become whole steps once, at the border.

use std::io::Write;

use crate::error::{Error, Result};

/// The number of steps of `dt` ms in `duration` ms.
///
/// A duration counts as a multiple of `dt` if it is one to within 10⁻⁹ steps,
/// or 8 roundings of the number of steps where that is more, so that 0.07 ms
/// are 7 steps of 0.01 ms.
///
/// # Errors
/// [`Error::InvalidValue`] if `duration` is negative or not finite,
/// [`Error::OffGrid`] if it lies between two multiples. `object` and `name`
/// say whose duration it is.
///
/// ```
/// use npbrain_core::steps;
///
/// assert_eq!(steps("population `lif1`", "delay", 0.07, 0.01), Ok(7));
/// let error = steps("population `lif1`", "delay", 0.25, 0.1).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "population `lif1`: `delay` = 0.25 ms is not a multiple of dt = 0.1 ms; \
///      the nearest are 0.2 and 0.3 ms"
/// );
/// ```
pub fn steps(object: &str, name: &str, duration: f64, dt: f64) -> Result<u64> {
    // Beyond 2⁵³ steps neighbouring steps cannot be told apart.
    const MOST_STEPS: f64 = 9.0e15;
    let invalid = |expected| {
        Err(Error::InvalidValue {
            object: object.into(),
            name: name.into(),
            value: duration,
            expected,
        })
    };
    if !duration.is_finite() || duration < 0.0 {
        return invalid("a time in ms, not negative");
    }
    let exact = duration / dt;
    if exact > MOST_STEPS {
        return invalid("less than 9e15 steps");
    }
    let whole = exact.round_ties_even();
    let tolerance = f64::max(1e-9, 8.0 * f64::EPSILON * whole);
    if (exact - whole).abs() > tolerance {
        return Err(Error::OffGrid {
            object: object.into(),
            name: name.into(),
            value: duration,
            dt,
            below: tidy(exact.floor() * dt),
            above: tidy(exact.ceil() * dt),
        });
    }
    Ok(whole as u64)
}

/// The time of step `step` in ms, `step` · `dt`, rounded once.
pub fn time_of(step: u64, dt: f64) -> f64 {
    tidy(step as f64 * dt)
}

/// Takes the last rounding off a product, so that 3 · 0.1 reads 0.3.
fn tidy(value: f64) -> f64 {
    // On the stack: time is told in a step, which allocates nothing.
    let mut text = [0; 32];
    let mut rest = &mut text[..];
    let length = write!(rest, "{value:.12e}").map(|()| 32 - rest.len());
    let read = |length: usize| std::str::from_utf8(&text[..length]).ok()?.parse::<f64>().ok();
    match length.ok().and_then(read) {
        Some(tidied) if (tidied - value).abs() <= 2.0 * f64::EPSILON * value.abs() => tidied,
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_multiple_is_found_and_its_neighbours_are_not() {
        for dt in [0.01, 0.1, 0.025, 1.0 / 3.0, 0.125, 1.0] {
            for n in (0..5000).chain([1_000_000, 12_345_678, 4_000_000_000]) {
                assert_eq!(steps("x", "t", n as f64 * dt, dt), Ok(n), "{n} of {dt}");
                let between = (n as f64 + 0.5) * dt;
                assert!(matches!(steps("x", "t", between, dt), Err(Error::OffGrid { .. })));
            }
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for bad in [-0.1, f64::NAN, f64::INFINITY, 1e300] {
            assert!(matches!(steps("x", "t", bad, 0.1), Err(Error::InvalidValue { .. })));
        }
    }

    #[test]
    fn times_read_as_one_writes_them() {
        assert_eq!(time_of(3, 0.1), 0.3);
        assert_eq!(time_of(12_345, 0.01), 123.45);
    }
}
