//! The hot path of delivery.

use std::ops::Range;

use npbrain_core::{Connections, Real, time_of};
use npbrain_engine::{Arrival, Share};

use crate::arrivals::{Arrivals, Ring};
use crate::fetch::fetch;
use crate::remake::Remake;
use crate::synapses::{Index, Steps, Synapses, Targets, Weights};

/// The part of a projection that ends on one worker's neurons.
pub(crate) struct Route<T> {
    pub(crate) pre: usize,
    pub(crate) post: usize,
    pub(crate) arrival: Arrival,
    /// Whether its weights are added to the state of the targets.
    pub(crate) adds: bool,
    pub(crate) sources: Range<u32>,
    /// The step from which on spikes are carried.
    pub(crate) from: u64,
    /// The longest delay of the whole projection.
    pub(crate) longest: u32,
    /// Whether the targets of each source rise.
    pub(crate) rises: bool,
    pub(crate) rows: Rows,
    pub(crate) synapses: Synapses<T>,
    /// What is to be delivered, or left to deliver, of the rows of present spikes.
    pub(crate) rest: Vec<Range<usize>>,
}

/// Where the rows of sources come from.
pub(crate) enum Rows {
    /// They are kept.
    Kept(Share),
    /// They are made anew: the synapses are those of the present spikes.
    Remade {
        /// The number of the projection among those that are.
        number: usize,
        /// The targets of the projection that are the worker's.
        ours: Range<u32>,
    },
}

impl<T: Real> Route<T> {
    /// Enters its synapses where they stand in the projection.
    pub(crate) fn report(&self, dt: f64, connections: &mut Connections) {
        // Times are computed once, since each takes a tenth of a microsecond.
        let mut times = vec![None; self.longest as usize + 1];
        let mut milliseconds = |steps: u32| {
            *times[steps as usize].get_or_insert_with(|| time_of(u64::from(steps), dt))
        };
        let Synapses { places, targets, weights, delays } = &self.synapses;
        if let Rows::Kept(share) = &self.rows {
            share.report(connections, |k| {
                let target = places.target(targets.of(k));
                (target, weights.of(k).to_f64(), milliseconds(delays.of(k)))
            });
        }
    }

    /// How many bytes its synapses have, with what finds their rows.
    pub(crate) fn bytes(&self) -> usize {
        match &self.rows {
            Rows::Kept(share) => share.bytes() + self.synapses.bytes(),
            Rows::Remade { .. } => self.synapses.bytes(),
        }
    }

    /// The step whose spikes are to be delivered in step `now`.
    pub(crate) fn fired_at(&self, now: u64) -> Option<u64> {
        let wait = match self.synapses.delays {
            Steps::Same(steps) => u64::from(steps),
            Steps::Short(_) | Steps::Long(_) => 1,
        };
        now.checked_sub(wait).filter(|step| *step >= self.from)
    }

    /// Whether it sorts what it delivers into the steps to come.
    pub(crate) fn sorts(&self) -> bool {
        !matches!(self.synapses.delays, Steps::Same(_))
    }

    /// Adds the weights of the synapses of the spikes that it has
    /// [taken up](Self::begin) to what is to arrive.
    pub(crate) fn deliver(&self, now: u64, arrivals: &mut Arrivals<T>) {
        let Some(fired_at) = self.fired_at(now) else { return };
        if let Steps::Same(_) = self.synapses.delays {
            self.add_rest(arrivals.due(now));
            return;
        }
        let Synapses { targets, weights, .. } = &self.synapses;
        match (targets, weights) {
            (Targets::Narrow(targets), Weights::Same(weight)) => {
                self.sort_in(fired_at, targets, |_| *weight, |_| {}, arrivals);
            }
            (Targets::Wide(targets), Weights::Same(weight)) => {
                self.sort_in(fired_at, targets, |_| *weight, |_| {}, arrivals);
            }
            (Targets::Narrow(targets), Weights::Each(weights)) => {
                let ahead = |row: Range<usize>| fetch(row, weights);
                self.sort_in(fired_at, targets, |k| weights[k], ahead, arrivals);
            }
            (Targets::Wide(targets), Weights::Each(weights)) => {
                let ahead = |row: Range<usize>| fetch(row, weights);
                self.sort_in(fired_at, targets, |k| weights[k], ahead, arrivals);
            }
        }
    }

    /// Adds the weights of the synapses of the spikes that it has taken up to `sums`,
    /// where the targets have their places.
    pub(crate) fn add_rest(&self, sums: &mut [T]) {
        let rows = &self.rest;
        match (&self.synapses.targets, &self.synapses.weights) {
            (Targets::Narrow(targets), Weights::Same(weight)) => {
                add_same(rows, targets, *weight, sums);
            }
            (Targets::Wide(targets), Weights::Same(weight)) => {
                add_same(rows, targets, *weight, sums);
            }
            (Targets::Narrow(targets), Weights::Each(weights)) => {
                add_each(rows, targets, weights, sums);
            }
            (Targets::Wide(targets), Weights::Each(weights)) => {
                add_each(rows, targets, weights, sums);
            }
        }
    }

    /// Whether it can deliver to some targets now and to later ones later.
    pub(crate) fn delivers_in_parts(&self) -> bool {
        self.rises && !self.sorts()
    }

    /// Takes up the rows of the sources among `spikes`.
    pub(crate) fn begin(&mut self, spikes: &[Vec<u32>], remade: &[Vec<Remake>]) {
        let Route { rest, rows, sources, synapses, .. } = self;
        rest.clear();
        let ours = spikes.iter().flatten().filter(|source| sources.contains(source));
        let ours = ours.map(|source| (source - sources.start) as usize);
        match rows {
            Rows::Kept(share) => {
                rest.extend(ours.map(|source| share.row(source)).filter(|row| !row.is_empty()));
            }
            Rows::Remade { number, ours } => {
                synapses.clear();
                for of_worker in remade {
                    of_worker[*number].take(ours, synapses, rest);
                }
            }
        }
    }

    /// Makes ready to deliver `spikes` in parts.
    pub(crate) fn begin_parts(&mut self, spikes: &[Vec<u32>], remade: &[Vec<Remake>]) {
        self.begin(spikes, remade);
        self.rest.iter().for_each(|row| self.fetch(row));
    }

    /// Brings the first row that it has taken up into the cache.
    pub(crate) fn fetch_first(&self) {
        self.rest.iter().take(1).for_each(|row| self.fetch(row));
    }

    fn fetch(&self, row: &Range<usize>) {
        match &self.synapses.targets {
            Targets::Narrow(targets) => fetch(row.clone(), targets),
            Targets::Wide(targets) => fetch(row.clone(), targets),
        }
        if let Weights::Each(weights) = &self.synapses.weights {
            fetch(row.clone(), weights);
        }
        match &self.synapses.delays {
            Steps::Same(_) => {}
            Steps::Short(delays) => fetch(row.clone(), delays),
            Steps::Long(delays) => fetch(row.clone(), delays),
        }
    }

    /// Adds what is left for targets whose places are below `bound`.
    pub(crate) fn add_part(&mut self, bound: usize, sums: &mut [T]) {
        let bound = bound * self.synapses.places.variables;
        let rest = &mut self.rest;
        match (&self.synapses.targets, &self.synapses.weights) {
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

    #[inline(always)]
    fn sort_in<I: Index>(
        &self,
        fired_at: u64,
        targets: &[I],
        weight: impl Fn(usize) -> T,
        ahead: impl Fn(Range<usize>),
        arrivals: &mut Arrivals<T>,
    ) {
        let ring = arrivals.ring();
        match &self.synapses.delays {
            Steps::Same(_) => {}
            Steps::Short(delays) => {
                sort_in(&self.rest, fired_at, (targets, delays), weight, ahead, ring);
            }
            Steps::Long(delays) => {
                sort_in(&self.rest, fired_at, (targets, delays), weight, ahead, ring);
            }
        }
    }
}

/// Calls `each` for the rows one after another, while the next is fetched: rows lie
/// anywhere in memory, and each would be waited for. The first row has been fetched.
#[inline(always)]
fn for_each_row(
    rows: &[Range<usize>],
    ahead: impl Fn(Range<usize>),
    mut each: impl FnMut(Range<usize>),
) {
    for (k, row) in rows.iter().enumerate() {
        if let Some(next) = rows.get(k + 1) {
            ahead(next.clone());
        }
        each(row.clone());
    }
}

fn add_same<T: Real, I: Index>(rows: &[Range<usize>], targets: &[I], weight: T, sums: &mut [T]) {
    for_each_row(
        rows,
        |next| fetch(next, targets),
        |row| {
            for target in &targets[row] {
                sums[target.at()] += weight;
            }
        },
    );
}

fn add_each<T: Real, I: Index>(
    rows: &[Range<usize>],
    targets: &[I],
    weights: &[T],
    sums: &mut [T],
) {
    let ahead = |next: Range<usize>| {
        fetch(next.clone(), targets);
        fetch(next, weights);
    };
    for_each_row(rows, ahead, |row| {
        for (target, weight) in targets[row.clone()].iter().zip(&weights[row]) {
            sums[target.at()] += *weight;
        }
    });
}

#[inline(always)]
fn sort_in<T: Real, I: Index, D: Index>(
    rows: &[Range<usize>],
    fired_at: u64,
    (targets, delays): (&[I], &[D]),
    weight: impl Fn(usize) -> T,
    ahead: impl Fn(Range<usize>),
    Ring { sums, touched, stride, mask }: Ring<'_, T>,
) {
    let ahead = |next: Range<usize>| {
        fetch(next.clone(), targets);
        fetch(next.clone(), delays);
        ahead(next);
    };
    for_each_row(rows, ahead, |row| {
        let pairs = targets[row.clone()].iter().zip(&delays[row.clone()]);
        for (synapse, (target, delay)) in row.zip(pairs) {
            let slot = ((fired_at + delay.at() as u64) & mask) as usize;
            touched[slot] = true;
            sums[slot * stride + target.at()] += weight(synapse);
        }
    });
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
