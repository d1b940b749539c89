//! The way a state takes.

use npbrain_core::integrate::{Integrator, Rk4};
use npbrain_core::{Detection, Error, NeuronModel, Num, Result, Vars, steps};

use crate::PhasePlane;

/// So many states are 160 MB.
const MOST_STEPS: u64 = 10_000_000;

impl<M: NeuronModel> PhasePlane<M> {
    /// The states that follow on `start` for `duration` ms, one every `dt` ms,
    /// by the classical Runge–Kutta method of order 4. A model that its spikes
    /// reset is reset. States may leave the plane; the last one is the last
    /// that is finite.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for a `dt` that is not above zero or too many
    /// steps, [`Error::OffGrid`] for a duration that is no multiple of `dt`.
    pub fn trajectory(&self, start: [f64; 2], duration: f64, dt: f64) -> Result<Vec<[f64; 2]>> {
        let object = format!("the trajectory of {}", M::NAME);
        let invalid = |name: &str, value, expected| Error::InvalidValue {
            object: object.clone(),
            name: name.to_owned(),
            value,
            expected,
        };
        if !(dt > 0.0 && dt.is_finite()) {
            return Err(invalid("dt", dt, "a finite number more than 0"));
        }
        let count = steps(&object, "duration", duration, dt)?;
        if count > MOST_STEPS {
            return Err(invalid("duration", duration, "at most ten million steps"));
        }
        let prepared = Rk4.prepare::<M>(&self.params(), dt);
        let held = Num(0.0).gt(0.0);
        let mut states = vec![start];
        let mut n = self.neuron(start);
        for _ in 0..count {
            n.x = Rk4::advance::<M, f64, false>(&n, held, |k| Num(prepared[k]), |_| Num(0.0));
            if M::DETECTION == Detection::Level && M::fires(&n).0 {
                states.push([n.x.get(0).0, n.x.get(1).0]);
                n.x = M::reset(&n);
            }
            let state = [n.x.get(0).0, n.x.get(1).0];
            if !state.iter().all(|x| x.is_finite()) {
                break;
            }
            states.push(state);
        }
        Ok(states)
    }
}
