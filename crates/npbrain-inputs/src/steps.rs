use std::sync::Arc;

use npbrain_core::{Course, InputSite, Result, Signal};

/// The course made by [`steps`] and [`steps_at`].
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// Amplitudes with their durations or times.
    list: Vec<(f64, f64)>,
    /// Whether the list is of times.
    at: bool,
}

/// One amplitude after another: (amplitude, duration in ms), the first from
/// time 0, and 0 after the last.
///
/// Each duration becomes a whole number of steps by itself.
///
/// ```
/// use npbrain_inputs::{input, steps};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let protocol = steps([(0.0, 100.0), (1.0, 300.0), (0.0, 100.0)]);
/// assert_eq!(protocol.duration(), Some(500.0));
/// let drive = input(lif, protocol);
/// ```
#[doc(alias = "step_current")]
#[doc(alias = "constant_current")]
pub fn steps(amplitudes: impl Into<Vec<(f64, f64)>>) -> Steps {
    Steps { list: amplitudes.into(), at: false }
}

/// Amplitudes by the times from which they hold: (time in ms, amplitude), in
/// the order of time. It is 0 before the first; the last holds on.
///
/// ```
/// use npbrain_inputs::{input, steps_at};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// // On from 100 to 400 ms, and stronger from 200 ms on.
/// let drive = input(lif, steps_at([(100.0, 1.0), (200.0, 2.0), (400.0, 0.0)]));
/// ```
#[doc(alias = "step_current_generator")]
pub fn steps_at(amplitudes: impl Into<Vec<(f64, f64)>>) -> Steps {
    Steps { list: amplitudes.into(), at: true }
}

impl Steps {
    /// How long they last, in ms; `None` if the last holds on.
    pub fn duration(&self) -> Option<f64> {
        (!self.at).then(|| self.list.iter().map(|(_, duration)| duration).sum())
    }

    /// The step of each change, with what the current is from then on.
    fn changes(&self, site: &InputSite<'_>) -> Result<Vec<(u64, f64)>> {
        let mut changes = Vec::with_capacity(self.list.len() + 1);
        if self.at {
            for (k, (time, amplitude)) in self.list.iter().enumerate() {
                let name = format!("time of step {}", k + 1);
                let step = site.steps(&name, *time)?;
                if changes.last().is_some_and(|(before, _)| *before >= step) {
                    return Err(site.invalid(&name, *time, "a time after that of the step before"));
                }
                let name = format!("amplitude of step {}", k + 1);
                changes.push((step, site.finite(&name, *amplitude)?));
            }
            return Ok(changes);
        }
        let mut now = 0_u64;
        for (k, (amplitude, duration)) in self.list.iter().enumerate() {
            let length = site.steps(&format!("duration of step {}", k + 1), *duration)?;
            let amplitude = site.finite(&format!("amplitude of step {}", k + 1), *amplitude)?;
            if length > 0 {
                changes.push((now, amplitude));
            }
            now = now.saturating_add(length);
        }
        changes.push((now, 0.0));
        Ok(changes)
    }
}

impl Course for Steps {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        Ok(Signal::Steps(self.changes(site)?))
    }
}
