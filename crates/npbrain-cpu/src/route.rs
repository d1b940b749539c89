//! The hot path of delivery.

use std::ops::Range;

use npbrain_core::{CHUNK, Connections, Real, Value, chunks, time_of};
use npbrain_engine::{Arrival, Delays, Share, place};

use crate::arrivals::{Arrivals, Ring};

/// The part of a projection that ends on one worker's neurons.
pub(crate) struct Route<T> {
    pub(crate) pre: usize,
    pub(crate) post: usize,
    pub(crate) arrival: Arrival,
    /// Whether its weights are added to the state of the targets.
    pub(crate) adds: bool,
    pub(crate) sources: Range<u32>,
    pub(crate) share: Share,
    pub(crate) targets: Targets,
    pub(crate) weights: Weights<T>,
    pub(crate) delays: Delays,
    /// The longest delay of the whole projection.
    pub(crate) longest: u32,
    pub(crate) places: Places,
    /// The step from which on spikes are carried.
    pub(crate) from: u64,
    /// Whether the targets of each source rise.
    pub(crate) rises: bool,
    /// What is left to deliver of the rows of the present spikes, when it is done
    /// in parts.
    pub(crate) rest: Vec<Range<usize>>,
}

/// The places of the targets; 16 bits where they do: half the memory to read per
/// synapse.
pub(crate) enum Targets {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

/// Where targets have their sums: among one sum per neuron, or as a variable of
/// the state of the worker's neurons.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    /// What is added to a target of the projection to count it from the
    /// worker's first neuron.
    pub(crate) shift: i64,
    pub(crate) variables: usize,
    pub(crate) variable: usize,
}

impl Places {
    /// The place of a target of the projection.
    pub(crate) fn of(self, target: u32) -> usize {
        place(self.variables, self.variable, (i64::from(target) + self.shift) as usize)
    }

    /// The target of the projection at a place.
    fn target(self, place: usize) -> u32 {
        let neuron = place / (CHUNK * self.variables) * CHUNK + place % CHUNK;
        (neuron as i64 - self.shift) as u32
    }

    /// Whether 16 bits hold the places of all of `neurons`.
    pub(crate) fn are_narrow(self, neurons: usize) -> bool {
        chunks(neurons) * CHUNK * self.variables <= 1 << 16
    }
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
                Targets::Narrow(targets) => targets[k].at(),
                Targets::Wide(targets) => targets[k].at(),
            };
            let weight = match &self.weights {
                Weights::Same(weight) => weight.to_f64(),
                Weights::Each(weights) => weights[k].to_f64(),
            };
            let delay = match &self.delays {
                Delays::Same(delay) => milliseconds(*delay),
                Delays::Each(delays) => milliseconds(delays[k]),
            };
            (self.places.target(target), weight, delay)
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
        match &self.delays {
            Delays::Same(_) => self.add(spikes, arrivals.due(now)),
            Delays::Each(delays) => match &self.targets {
                Targets::Narrow(targets) => {
                    self.sort_in(fired_at, spikes, targets, delays, arrivals);
                }
                Targets::Wide(targets) => {
                    self.sort_in(fired_at, spikes, targets, delays, arrivals);
                }
            },
        }
    }

    /// Adds the weights of the synapses of `spikes` to `sums`, where the targets
    /// have their places.
    pub(crate) fn add(&self, spikes: &[Vec<u32>], sums: &mut [T]) {
        match (&self.targets, &self.weights) {
            (Targets::Narrow(targets), Weights::Same(weight)) => {
                self.add_same(spikes, targets, *weight, sums);
            }
            (Targets::Wide(targets), Weights::Same(weight)) => {
                self.add_same(spikes, targets, *weight, sums);
            }
            (Targets::Narrow(targets), Weights::Each(weights)) => {
                self.add_each(spikes, targets, weights, sums);
            }
            (Targets::Wide(targets), Weights::Each(weights)) => {
                self.add_each(spikes, targets, weights, sums);
            }
        }
    }

    /// Whether it can deliver to some targets now and to later ones later.
    pub(crate) fn delivers_in_parts(&self) -> bool {
        self.rises && matches!(self.delays, Delays::Same(_))
    }

    /// Makes ready to deliver `spikes` in parts.
    pub(crate) fn begin_parts(&mut self, spikes: &[Vec<u32>]) {
        let mut rest = std::mem::take(&mut self.rest);
        rest.clear();
        rest.extend(self.rows(spikes));
        match &self.targets {
            Targets::Narrow(targets) => fetch(&rest, targets),
            Targets::Wide(targets) => fetch(&rest, targets),
        }
        if let Weights::Each(weights) = &self.weights {
            fetch(&rest, weights);
        }
        self.rest = rest;
    }

    /// Adds the weights of the next synapses of each row, as far as their targets
    /// are among the first `neurons`.
    pub(crate) fn add_part(&mut self, neurons: usize, sums: &mut [T]) {
        let rest = &mut self.rest;
        let bound = neurons * self.places.variables;
        match (&self.targets, &self.weights) {
            (Targets::Narrow(targets), Weights::Same(weight)) => {
                add_until(rest, targets, bound, sums, |_| *weight);
            }
            (Targets::Wide(targets), Weights::Same(weight)) => {
                add_until(rest, targets, bound, sums, |_| *weight);
            }
            (Targets::Narrow(targets), Weights::Each(weights)) => {
                add_until(rest, targets, bound, sums, |synapse| weights[synapse]);
            }
            (Targets::Wide(targets), Weights::Each(weights)) => {
                add_until(rest, targets, bound, sums, |synapse| weights[synapse]);
            }
        }
    }

    fn add_same<I: Index>(&self, spikes: &[Vec<u32>], targets: &[I], weight: T, sums: &mut [T]) {
        for row in self.rows(spikes) {
            for target in &targets[row] {
                sums[target.at()] += weight;
            }
        }
    }

    fn add_each<I: Index>(
        &self,
        spikes: &[Vec<u32>],
        targets: &[I],
        weights: &[T],
        sums: &mut [T],
    ) {
        for row in self.rows(spikes) {
            for (target, weight) in targets[row.clone()].iter().zip(&weights[row]) {
                sums[target.at()] += *weight;
            }
        }
    }

    fn sort_in<I: Index>(
        &self,
        fired_at: u64,
        spikes: &[Vec<u32>],
        targets: &[I],
        delays: &[u32],
        arrivals: &mut Arrivals<T>,
    ) {
        let Ring { sums, touched, stride, mask } = arrivals.ring();
        for synapse in self.rows(spikes).flatten() {
            let acts_at = fired_at + u64::from(delays[synapse]);
            let slot = (acts_at & mask) as usize;
            touched[slot] = true;
            let weight = match &self.weights {
                Weights::Same(weight) => *weight,
                Weights::Each(weights) => weights[synapse],
            };
            sums[slot * stride + targets[synapse].at()] += weight;
        }
    }

    /// The synapses of each of the sources among `spikes`.
    #[inline(always)]
    fn rows<'a>(&'a self, spikes: &'a [Vec<u32>]) -> impl Iterator<Item = Range<usize>> + 'a {
        let ours = spikes.iter().flatten().filter(|source| self.sources.contains(source));
        ours.map(|source| self.share.row((source - self.sources.start) as usize))
    }
}

/// Reads a number of each cache line of the rows, all at once: they lie anywhere
/// in memory, and each would be waited for by itself where it is needed.
fn fetch<V: Copy>(rows: &[Range<usize>], values: &[V]) {
    const LINE: usize = 64;
    for row in rows {
        for line in values[row.clone()].chunks(LINE / size_of::<V>()) {
            std::hint::black_box(line[0]);
        }
    }
}

/// Adds the weights of the synapses `rest` whose targets lie below `bound`, and
/// takes them off.
#[inline(always)]
fn add_until<T: Real, I: Index>(
    rest: &mut [Range<usize>],
    targets: &[I],
    bound: usize,
    sums: &mut [T],
    weight: impl Fn(usize) -> T,
) {
    for row in rest {
        let mut synapse = row.start;
        for target in &targets[row.clone()] {
            if target.at() >= bound {
                break;
            }
            sums[target.at()] += weight(synapse);
            synapse += 1;
        }
        row.start = synapse;
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
