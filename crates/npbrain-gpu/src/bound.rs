use npbrain_core::{Error, Result};
use npbrain_engine::ProjectionPlan;

use crate::gpu::NAME;

/// How coarse the whole numbers of a port may be beside the largest weight of a
/// projection.
const COARSEST: f64 = 1e-4;

/// How much arrives at a port at most in one step, and what delivers it.
#[derive(Default)]
pub(crate) struct Bound {
    /// For each neuron the sum of all that can arrive.
    sums: Vec<f64>,
    /// The largest of each projection.
    largest: Vec<(String, f64)>,
}

impl Bound {
    /// Adds a projection, each of whose sources fires at most once in a step: the
    /// synapses deliver their weights, or at most `each`.
    pub(crate) fn add(&mut self, plan: &ProjectionPlan, each: Option<f64>, size: usize) {
        self.sums.resize(size, 0.0);
        let first = plan.post_neurons.start;
        let mut largest = 0.0_f64;
        for (synapse, target) in plan.csr.targets().iter().enumerate() {
            let most = each.unwrap_or_else(|| plan.weights.of(synapse).abs());
            largest = largest.max(most);
            self.sums[first + *target as usize] += most;
        }
        self.largest.push((plan.name.clone(), largest));
    }

    /// The unit of the whole numbers that hold twice as much: a power of two.
    ///
    /// # Errors
    /// [`Error::Unsupported`] if it is too coarse for the weights of a projection.
    pub(crate) fn unit(&self) -> Result<f64> {
        let most = self.sums.iter().copied().fold(0.0, f64::max);
        if most == 0.0 {
            return Ok(1.0);
        }
        // Numbers of 32 bits reach to 2³¹. Units stay normal numbers of f32.
        let exponent = (most.log2().ceil() as i32 - 30).clamp(-120, 97);
        let unit = 2.0_f64.powi(exponent);
        let coarse = |(_, largest): &&(String, f64)| *largest > 0.0 && unit > COARSEST * largest;
        match self.largest.iter().find(coarse) {
            None => Ok(unit),
            Some((name, largest)) => Err(Error::Unsupported {
                backend: NAME,
                object: format!("projection `{name}`"),
                reason: format!(
                    "what arrives is added up in whole numbers of 32 bits, which must hold \
                     {most:e} at the neuron that gets most, and the unit of {unit:e} is then too \
                     coarse for its weights of up to {largest:e}"
                ),
            }),
        }
    }
}
