use std::sync::Arc;

use npbrain_core::{Course, InputSite, Result, Signal};

/// The course made by [`pulses`].
#[derive(Clone, Debug, PartialEq)]
pub struct Pulses {
    points: Vec<f64>,
    width: f64,
    size: f64,
}

/// Pulses of one width, in ms, and one size, which begin at these points, in ms
/// and in any order. They may touch and must not overlap.
///
/// ```
/// use npbrain_inputs::{input, pulses};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let shocks = input(lif, pulses([10.0, 20.0, 30.0, 200.0], 1.0, 0.5));
///
/// let train: Vec<f64> = (0..100).map(|k| 50.0 * k as f64).collect();
/// let at_20_hz = input(lif, pulses(train, 5.0, 2.0));
/// ```
#[doc(alias = "shock_current")]
#[doc(alias = "pulse_current")]
#[doc(alias = "shocks")]
pub fn pulses(points: impl Into<Vec<f64>>, width: f64, size: f64) -> Pulses {
    Pulses { points: points.into(), width, size }
}

impl Course for Pulses {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        let width = site.some_steps("width", self.width)?;
        let size = site.finite("size", self.size)?;
        let mut points = Vec::with_capacity(self.points.len());
        for (k, point) in self.points.iter().enumerate() {
            points.push((site.steps(&format!("point {}", k + 1), *point)?, k));
        }
        points.sort_unstable();
        let mut changes: Vec<(u64, f64)> = Vec::with_capacity(2 * points.len());
        for (step, k) in points {
            match changes.last() {
                Some((end, _)) if *end > step => {
                    let name = format!("point {}", k + 1);
                    let expected = "a time not within another pulse";
                    return Err(site.invalid(&name, self.points[k], expected));
                }
                // It goes on where the last one ends.
                Some((end, _)) if *end == step => _ = changes.pop(),
                _ => changes.push((step, size)),
            }
            changes.push((step.saturating_add(width), 0.0));
        }
        Ok(Signal::Steps(changes))
    }
}
