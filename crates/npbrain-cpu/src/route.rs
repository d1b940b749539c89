//! The hot path of delivery.

use std::ops::Range;

use npbrain_core::{Connections, Real, Value, time_of};
use npbrain_engine::{Arrival, Delays, Share};

use crate::arrivals::{Arrivals, Ring};

/// The part of a projection that ends on one worker's neurons.
pub(crate) struct Route<T> {
    pub(crate) pre: usize,
    pub(crate) post: usize,
    pub(crate) arrival: Arrival,
    pub(crate) sources: Range<u32>,
    pub(crate) share: Share,
    pub(crate) targets: Targets,
    pub(crate) weights: Weights<T>,
    pub(crate) delays: Delays,
    /// The longest delay of the whole projection.
    pub(crate) longest: u32,
    /// What is added to a target of the projection to count it from the
    /// worker's first neuron.
    pub(crate) shift: i64,
    /// The step from which on spikes are carried.
    pub(crate) from: u64,
}

/// Targets counted from the worker's first neuron; 16 bits where they do:
/// half the memory to read per synapse.
pub(crate) enum Targets {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

/// Weights, one for all or one each.
pub(crate) enum Weights<T> {
    Same(T),
    Each(Vec<T>),
}

impl<T: Real> Weights<T> {
    /// Those of the synapses of `share` among the projection's.
    pub(crate) fn new(weights: &Value, share: &Share) -> Self {
        match weights {
            Value::Same(weight) => Weights::Same(T::of(*weight)),
            Value::Each(_) => Weights::Each(share.weights(weights)),
        }
    }
}

impl<T: Real> Route<T> {
    /// Enters its synapses where they stand in the projection.
    pub(crate) fn report(&self, dt: f64, connections: &mut Connections) {
        // Times are computed once, since each takes a tenth of a microsecond.
        let mut times = vec![None; self.longest as usize + 1];
        let mut milliseconds = |steps: u32| {
            *times[steps as usize].get_or_insert_with(|| time_of(u64::from(steps), dt))
        };
        self.share.report(connections, |k| {
            let target = match &self.targets {
                Targets::Narrow(targets) => i64::from(targets[k]),
                Targets::Wide(targets) => i64::from(targets[k]),
            };
            let weight = match &self.weights {
                Weights::Same(weight) => weight.to_f64(),
                Weights::Each(weights) => weights[k].to_f64(),
            };
            let delay = match &self.delays {
                Delays::Same(delay) => milliseconds(*delay),
                Delays::Each(delays) => milliseconds(delays[k]),
            };
            ((target - self.shift) as u32, weight, delay)
        });
    }

    /// The step whose spikes are to be delivered in step `now`.
    pub(crate) fn fired_at(&self, now: u64) -> Option<u64> {
        self.delays.fired_at(now, self.from)
    }

    /// Adds the weights of the synapses of `spikes`, fired in step `fired_at`,
    /// to what is to arrive.
    pub(crate) fn deliver(
        &self,
        fired_at: u64,
        now: u64,
        spikes: &[Vec<u32>],
        arrivals: &mut Arrivals<T>,
    ) {
        if spikes.iter().all(Vec::is_empty) || self.share.synapses() == 0 {
            return;
        }
        match &self.targets {
            Targets::Narrow(targets) => self.rows(fired_at, now, spikes, targets, arrivals),
            Targets::Wide(targets) => self.rows(fired_at, now, spikes, targets, arrivals),
        }
    }

    fn rows<I: Index>(
        &self,
        fired_at: u64,
        now: u64,
        spikes: &[Vec<u32>],
        targets: &[I],
        arrivals: &mut Arrivals<T>,
    ) {
        let rows =
            spikes.iter().flatten().filter(|source| self.sources.contains(source)).map(|source| {
                let row = (source - self.sources.start) as usize;
                self.share.row(row)
            });
        match (&self.delays, &self.weights) {
            (Delays::Same(_), Weights::Same(weight)) => {
                let due = arrivals.due(now);
                for row in rows {
                    for target in &targets[row] {
                        due[target.at()] += *weight;
                    }
                }
            }
            (Delays::Same(_), Weights::Each(weights)) => {
                let due = arrivals.due(now);
                for row in rows {
                    for (target, weight) in targets[row.clone()].iter().zip(&weights[row]) {
                        due[target.at()] += *weight;
                    }
                }
            }
            (Delays::Each(delays), weights) => {
                let Ring { sums, touched, stride, mask } = arrivals.ring();
                for row in rows {
                    for synapse in row {
                        let acts_at = fired_at + u64::from(delays[synapse]);
                        let slot = (acts_at & mask) as usize;
                        touched[slot] = true;
                        let weight = match weights {
                            Weights::Same(weight) => *weight,
                            Weights::Each(weights) => weights[synapse],
                        };
                        sums[slot * stride + targets[synapse].at()] += weight;
                    }
                }
            }
        }
    }
}

trait Index: Copy {
    fn at(self) -> usize;
}

impl Index for u16 {
    #[inline(always)]
    fn at(self) -> usize {
        usize::from(self)
    }
}

impl Index for u32 {
    #[inline(always)]
    fn at(self) -> usize {
        self as usize
    }
}
