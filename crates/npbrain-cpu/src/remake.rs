//! Rows that are made anew at each spike.

use std::ops::Range;

use npbrain_core::{Connections, Real};
use npbrain_engine::{Row, RowMaker};

use crate::synapses::{Places, Steps, Synapses, Targets, Weights};

/// Makes the rows of a projection onto one worker's neurons.
pub(crate) struct Remake {
    pub(crate) maker: RowMaker,
    /// How many sources there are.
    pub(crate) sources: usize,
    /// The targets of the projection that are the worker's.
    pub(crate) ours: Range<u32>,
    pub(crate) places: Places,
}

impl Remake {
    /// Puts the synapses of some sources in place of `synapses`, one row after
    /// another, of which `rows` are the places.
    pub(crate) fn make<T: Real>(
        &mut self,
        sources: impl Iterator<Item = usize>,
        synapses: &mut Synapses<T>,
        rows: &mut Vec<Range<usize>>,
    ) {
        synapses.clear();
        for source in sources {
            // Each row was made once when it was counted, and nothing was wrong.
            let Ok(row) = self.maker.make(source) else { continue };
            let start = synapses.len();
            synapses.append(row, &self.ours, self.places);
            let end = synapses.len();
            if end > start {
                rows.push(start..end);
            }
        }
    }

    /// About how many bytes what makes the rows has.
    pub(crate) fn bytes(&self) -> usize {
        self.sources * size_of::<u32>()
    }

    /// Enters the worker's synapses where they stand in the projection.
    pub(crate) fn report<T: Real>(
        &self,
        connections: &mut Connections,
        mut milliseconds: impl FnMut(u32) -> f64,
    ) {
        let mut maker = self.maker.another();
        let mut first = 0;
        for source in 0..self.sources {
            let Ok(row) = maker.make(source) else { continue };
            for (k, target) in row.targets.iter().enumerate() {
                if self.ours.contains(target) {
                    connections.i[first + k] = source as u32;
                    connections.j[first + k] = *target;
                    connections.weight[first + k] = T::of(row.weight(k)).to_f64();
                    connections.delay[first + k] = milliseconds(row.delay(k));
                }
            }
            first += row.targets.len();
        }
    }
}

impl<T: Real> Synapses<T> {
    fn clear(&mut self) {
        match &mut self.targets {
            Targets::Narrow(targets) => targets.clear(),
            Targets::Wide(targets) => targets.clear(),
        }
        if let Weights::Each(weights) = &mut self.weights {
            weights.clear();
        }
        match &mut self.delays {
            Steps::Same(_) => {}
            Steps::Short(delays) => delays.clear(),
            Steps::Long(delays) => delays.clear(),
        }
    }

    /// Appends the synapses of a row onto the targets `ours`, and tells how many of
    /// the row come before them.
    pub(crate) fn append(&mut self, row: Row<'_>, ours: &Range<u32>, places: Places) -> usize {
        let first = row.targets.partition_point(|target| *target < ours.start);
        let last = row.targets.partition_point(|target| *target < ours.end);
        let targets = row.targets[first..last].iter().map(|target| places.of(*target));
        match &mut self.targets {
            Targets::Narrow(list) => list.extend(targets.map(|place| place as u16)),
            Targets::Wide(list) => list.extend(targets.map(|place| place as u32)),
        }
        if let Weights::Each(list) = &mut self.weights {
            list.extend(row.weights[first..last].iter().map(|weight| T::of(*weight)));
        }
        match &mut self.delays {
            Steps::Same(_) => {}
            Steps::Short(list) => list.extend(row.delays[first..last].iter().map(|d| *d as u8)),
            Steps::Long(list) => list.extend_from_slice(&row.delays[first..last]),
        }
        first
    }
}
