//! Rows that are made anew at each spike.

use std::ops::Range;
use std::sync::Arc;

use npbrain_core::{Connections, Real};
use npbrain_engine::{RowMaker, RowsPlan};

use crate::history::History;
use crate::synapses::Synapses;

/// Makes one worker's share of the rows of a projection that are needed in a step: for
/// all workers, each of which then takes what ends on its neurons.
pub(crate) struct Remake {
    maker: RowMaker,
    plan: Arc<RowsPlan>,
    /// Where each row ends in the lists below.
    ends: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    delays: Vec<u32>,
}

impl Remake {
    pub(crate) fn new(plan: &Arc<RowsPlan>) -> Self {
        Remake {
            maker: plan.rows(),
            plan: plan.clone(),
            ends: Vec::new(),
            targets: Vec::new(),
            weights: Vec::new(),
            delays: Vec::new(),
        }
    }

    /// Makes the `share`-th of `of` parts of the rows of the spikes that are delivered
    /// in step `now`.
    pub(crate) fn make(&mut self, share: usize, of: usize, now: u64, history: &[History]) {
        self.ends.clear();
        self.targets.clear();
        self.weights.clear();
        self.delays.clear();
        let plan = &self.plan;
        let wait = plan.delay().map_or(1, u64::from);
        let Some(fired_at) = now.checked_sub(wait).filter(|step| *step >= plan.from) else {
            return;
        };
        let first = plan.pre_neurons.start;
        let spikes = history[plan.pre].at(fired_at).iter().flatten();
        let sources = spikes.map(|source| *source as usize);
        let sources = sources.filter(|source| plan.pre_neurons.contains(source));
        let count = sources.clone().count();
        let (skipped, last) = (count * share / of, count * (share + 1) / of);
        for source in sources.take(last).skip(skipped) {
            // Each row was made once when it was counted, and nothing was wrong.
            let Ok(row) = self.maker.make(source - first) else { continue };
            self.targets.extend_from_slice(row.targets);
            self.weights.extend_from_slice(row.weights);
            self.delays.extend_from_slice(row.delays);
            self.ends.push(self.targets.len());
        }
    }

    /// Appends what ends on the targets `ours` of each row that was made to `synapses`,
    /// and where that is to `rows`.
    pub(crate) fn take<T: Real>(
        &self,
        ours: &Range<u32>,
        synapses: &mut Synapses<T>,
        rows: &mut Vec<Range<usize>>,
    ) {
        let mut start = 0;
        for end in &self.ends {
            let row = start..*end;
            start = *end;
            let of = |list: usize| if list == 0 { 0..0 } else { row.clone() };
            let first = synapses.len();
            synapses.append(
                &self.targets[row.clone()],
                &self.weights[of(self.weights.len())],
                &self.delays[of(self.delays.len())],
                ours,
            );
            if synapses.len() > first {
                rows.push(first..synapses.len());
            }
        }
    }

    /// About how many bytes it has, with the lengths of rows that a maker may keep.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.targets)
            + size_of_val(&*self.weights)
            + size_of_val(&*self.delays)
            + self.plan.pre_neurons.len() * size_of::<u32>()
    }
}

/// All synapses of a projection whose rows are made anew, of which there are so many.
pub(crate) fn all<T: Real>(
    plan: &Arc<RowsPlan>,
    synapses: usize,
    milliseconds: impl Fn(u32) -> f64,
) -> Connections {
    let (pre, post) = (plan.pre_neurons.len(), plan.post_neurons.len());
    let mut connections = Connections::zero(pre, post, synapses);
    let mut maker = plan.rows();
    let mut synapse = 0;
    for source in 0..pre {
        let Ok(row) = maker.make(source) else { continue };
        for (k, target) in row.targets.iter().enumerate() {
            connections.i[synapse] = source as u32;
            connections.j[synapse] = *target;
            connections.weight[synapse] = T::of(row.weight(k)).to_f64();
            connections.delay[synapse] = milliseconds(row.delay(k));
            synapse += 1;
        }
    }
    connections
}
