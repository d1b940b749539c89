use std::sync::Arc;

use npbrain_core::{Course, InputSite, Result, Signal};

use crate::{Pulses, Ramp, Steps, pulses, ramp, steps};

/// A current protocol with its duration, as NumpyBrain's `format_current`
/// tells them apart: here by type, when the program is compiled.
///
/// | made from | is |
/// |---|---|
/// | an array or `Vec` of (amplitude, duration) | [`steps`] |
/// | (from, to, duration) | [`ramp`] from 0 to the duration |
/// | (from, to, duration, start, end) | [`ramp`] from start to end |
/// | (points, width, size, duration) | [`pulses`] |
///
/// ```
/// use npbrain_inputs::{Stimulus, input};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let rising = Stimulus::from((0, 1, 100));
/// assert_eq!(rising.duration(), 100.0);
/// let drive = input(lif, rising);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Stimulus {
    /// One amplitude after another.
    Steps(Steps, f64),
    /// A straight line.
    Ramp(Ramp, f64),
    /// Pulses of one width and size.
    Pulses(Pulses, f64),
}

impl Stimulus {
    /// How long it lasts, in ms: what `format_current` returns beside the
    /// current.
    pub fn duration(&self) -> f64 {
        let (Stimulus::Steps(_, duration)
        | Stimulus::Ramp(_, duration)
        | Stimulus::Pulses(_, duration)) = self;
        *duration
    }
}

/// A current protocol in any of the forms of a [`Stimulus`].
pub fn format_current(form: impl Into<Stimulus>) -> Stimulus {
    form.into()
}

impl From<Vec<(f64, f64)>> for Stimulus {
    fn from(list: Vec<(f64, f64)>) -> Self {
        let duration = list.iter().map(|(_, duration)| duration).sum();
        Stimulus::Steps(steps(list), duration)
    }
}

impl<const N: usize> From<[(f64, f64); N]> for Stimulus {
    fn from(list: [(f64, f64); N]) -> Self {
        Stimulus::from(list.to_vec())
    }
}

impl<A: Into<f64>, B: Into<f64>, C: Into<f64>> From<(A, B, C)> for Stimulus {
    fn from((from, to, duration): (A, B, C)) -> Self {
        let duration = duration.into();
        Stimulus::Ramp(ramp(from.into(), to.into(), 0.0, duration), duration)
    }
}

impl<A, B, C, D, E> From<(A, B, C, D, E)> for Stimulus
where
    A: Into<f64>,
    B: Into<f64>,
    C: Into<f64>,
    D: Into<f64>,
    E: Into<f64>,
{
    fn from((from, to, duration, start, end): (A, B, C, D, E)) -> Self {
        Stimulus::Ramp(ramp(from.into(), to.into(), start.into(), end.into()), duration.into())
    }
}

impl<P: Into<Vec<f64>>, B: Into<f64>, C: Into<f64>, D: Into<f64>> From<(P, B, C, D)> for Stimulus {
    fn from((points, width, size, duration): (P, B, C, D)) -> Self {
        Stimulus::Pulses(pulses(points, width.into(), size.into()), duration.into())
    }
}

impl Course for Stimulus {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        match Arc::unwrap_or_clone(self) {
            Stimulus::Steps(steps, _) => Arc::new(steps).plan(site),
            Stimulus::Ramp(ramp, _) => Arc::new(ramp).plan(site),
            Stimulus::Pulses(pulses, _) => Arc::new(pulses).plan(site),
        }
    }
}
