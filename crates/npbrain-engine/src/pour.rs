use std::ops::Range;

use npbrain_core::random::{Key, Poisson};
use npbrain_core::{Arithmetic, CHUNK, Drops, Rate, Value};

use crate::Precision;
use crate::plan::{Arrival, Mean, PoissonPlan};

/// The part of a Poisson input that goes to the neurons of a stretch.
pub struct Pour<T> {
    pub(crate) name: String,
    arrival: Arrival,
    /// The first chunk of the stretch in its population.
    chunk: u32,
    /// Its neurons, counted from the first of the stretch.
    slots: Range<usize>,
    /// One, or one for each of `slots`.
    weights: Vec<T>,
    mean: Mean,
    poisson: Poisson,
    key: Key,
}

impl<T: Precision> Pour<T> {
    /// The part for the neurons `owned` of the population; `None` if it goes to
    /// none of them.
    pub(crate) fn new(plan: &PoissonPlan, owned: &Range<usize>) -> Option<Self> {
        let start = plan.neurons.start.max(owned.start);
        let end = plan.neurons.end.min(owned.end);
        if start >= end {
            return None;
        }
        let weights = match &plan.weights {
            Value::Same(weight) => vec![T::of(*weight)],
            Value::Each(each) => {
                let own = start - plan.neurons.start..end - plan.neurons.start;
                each[own].iter().map(|weight| T::of(*weight)).collect()
            }
        };
        let poisson = match plan.mean {
            Mean::Constant(mean) => {
                let mut poisson = Poisson::default();
                poisson.set_mean(mean);
                poisson
            }
            Mean::Course { .. } => Poisson::with_room(),
        };
        Some(Pour {
            name: plan.name.clone(),
            arrival: plan.arrival,
            chunk: (owned.start / CHUNK) as u32,
            slots: start - owned.start..end - owned.start,
            weights,
            mean: plan.mean.clone(),
            poisson,
            key: plan.key,
        })
    }

    /// The port it arrives at.
    pub fn arrival(&self) -> Arrival {
        self.arrival
    }

    /// Adds what arrives at the end of step `now` to `due`, one sum per neuron
    /// of the stretch.
    pub fn add(&mut self, arithmetic: Arithmetic, now: u64, due: &mut [T]) {
        if let Mean::Course { rate, per_hz } = &self.mean {
            let mean = Rate::at(rate, now) * per_hz;
            if !Poisson::allows(mean) {
                // There are no such numbers, and the run is to stop for it.
                due[self.slots.clone()].fill(T::of(f64::NAN));
                return;
            }
            self.poisson.set_mean(mean);
        }
        if self.poisson.mean() > 0.0 {
            let drops = Drops {
                poisson: &self.poisson,
                key: self.key,
                step: now,
                chunk: self.chunk,
                slots: self.slots.clone(),
                weights: &self.weights,
            };
            arithmetic.pour(drops, due);
        }
    }
}
