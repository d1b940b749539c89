//! The hot path of delivery.

use std::ops::Range;

use npbrain_core::{Real, Value};
use npbrain_engine::{Arrival, Delays, ProjectionPlan};

use crate::arrivals::Arrivals;

/// The part of a projection that ends on one worker's neurons.
pub(crate) struct Route<T> {
    pub(crate) pre: usize,
    pub(crate) post: usize,
    pub(crate) arrival: Arrival,
    sources: Range<u32>,
    offsets: Vec<usize>,
    targets: Targets,
    weights: Weights<T>,
    delays: Delays,
    longest: u32,
    from: u64,
}

/// Targets counted from the worker's first neuron; 16 bits where they do:
/// half the memory to read per synapse.
enum Targets {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

enum Weights<T> {
    Same(T),
    Each(Vec<T>),
}

impl<T: Real> Route<T> {
    /// The synapses of `plan` that end on `owned`, neurons of its target.
    pub(crate) fn new(plan: &ProjectionPlan, owned: &Range<usize>) -> Self {
        let first = plan.post_neurons.start;
        let everything = owned.start <= first && plan.post_neurons.end <= owned.end;
        let ours = |target: u32| owned.contains(&(first + target as usize));
        let csr = &plan.csr;

        let mut offsets = Vec::with_capacity(csr.pre() + 1);
        offsets.push(0);
        let mut count = 0;
        for source in 0..csr.pre() {
            let row = csr.row(source);
            count += if everything {
                row.len()
            } else {
                csr.targets()[row].iter().filter(|t| ours(**t)).count()
            };
            offsets.push(count);
        }

        let kept =
            || csr.targets().iter().enumerate().filter(move |(_, t)| everything || ours(**t));
        let local = |target: u32| first + target as usize - owned.start;
        let targets = if owned.len() <= 1 << 16 {
            let mut narrow = Vec::with_capacity(count);
            narrow.extend(kept().map(|(_, t)| local(*t) as u16));
            Targets::Narrow(narrow)
        } else {
            let mut wide = Vec::with_capacity(count);
            wide.extend(kept().map(|(_, t)| local(*t) as u32));
            Targets::Wide(wide)
        };
        let weights = match &plan.weights {
            Value::Same(weight) => Weights::Same(T::of(*weight)),
            Value::Each(weights) => {
                let mut each = Vec::with_capacity(count);
                each.extend(kept().map(|(synapse, _)| T::of(weights[synapse])));
                Weights::Each(each)
            }
        };
        let delays = match &plan.delays {
            Delays::Same(delay) => Delays::Same(*delay),
            Delays::Each(delays) => {
                let mut each = Vec::with_capacity(count);
                each.extend(kept().map(|(synapse, _)| delays[synapse]));
                Delays::Each(each)
            }
        };
        Route {
            pre: plan.pre,
            post: plan.post,
            arrival: plan.arrival,
            sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
            offsets,
            targets,
            weights,
            longest: plan.delays.longest(),
            from: plan.from,
            delays,
        }
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
        if spikes.iter().all(Vec::is_empty) || self.offsets.last() == Some(&0) {
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
                self.offsets[row]..self.offsets[row + 1]
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
                let (sums, stride, mask) = arrivals.ring(fired_at, self.longest);
                for row in rows {
                    for synapse in row {
                        let acts_at = fired_at + u64::from(delays[synapse]);
                        let slot = (acts_at & mask) as usize;
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
