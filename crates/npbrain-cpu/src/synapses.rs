//! How synapses lie in memory.

use std::ops::Range;

use npbrain_core::{CHUNK, Real, Value, chunks};
use npbrain_engine::{Delays, Share, place};

/// The synapses that a worker keeps of a projection: lists in one order.
pub(crate) struct Synapses<T> {
    pub(crate) places: Places,
    pub(crate) targets: Targets,
    pub(crate) weights: Weights<T>,
    pub(crate) delays: Steps,
}

impl<T: Real> Synapses<T> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match &self.targets {
            Targets::Narrow(targets) => targets.len(),
            Targets::Wide(targets) => targets.len(),
        }
    }

    /// Takes all away.
    pub(crate) fn clear(&mut self) {
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

    /// Appends those of the synapses of a row that end on the targets `ours`, and tells
    /// how many come before them. Weights and delays are empty where all are the same.
    pub(crate) fn append(
        &mut self,
        targets: &[u32],
        weights: &[f64],
        delays: &[u32],
        ours: &Range<u32>,
    ) -> usize {
        let first = targets.partition_point(|target| *target < ours.start);
        let last = targets.partition_point(|target| *target < ours.end);
        let places = targets[first..last].iter().map(|target| self.places.of(*target));
        match &mut self.targets {
            Targets::Narrow(list) => list.extend(places.map(|place| place as u16)),
            Targets::Wide(list) => list.extend(places.map(|place| place as u32)),
        }
        if let Weights::Each(list) = &mut self.weights {
            list.extend(weights[first..last].iter().map(|weight| T::of(*weight)));
        }
        match &mut self.delays {
            Steps::Same(_) => {}
            Steps::Short(list) => list.extend(delays[first..last].iter().map(|d| *d as u8)),
            Steps::Long(list) => list.extend_from_slice(&delays[first..last]),
        }
        first
    }

    /// How many bytes they have.
    pub(crate) fn bytes(&self) -> usize {
        let targets = match &self.targets {
            Targets::Narrow(targets) => size_of_val(&**targets),
            Targets::Wide(targets) => size_of_val(&**targets),
        };
        let weights = match &self.weights {
            Weights::Same(_) => 0,
            Weights::Each(weights) => size_of_val(&**weights),
        };
        let delays = match &self.delays {
            Steps::Same(_) => 0,
            Steps::Short(delays) => size_of_val(&**delays),
            Steps::Long(delays) => size_of_val(&**delays),
        };
        targets + weights + delays
    }
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
    pub(crate) fn target(self, place: usize) -> u32 {
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
    pub(crate) fn of(&self, synapse: usize) -> T {
        match self {
            Weights::Same(weight) => *weight,
            Weights::Each(weights) => weights[synapse],
        }
    }

    /// Those of the synapses of `share` among the projection's.
    pub(crate) fn new(weights: &Value, share: &Share) -> Self {
        match weights {
            Value::Same(weight) => Weights::Same(T::of(*weight)),
            Value::Each(_) => Weights::Each(share.weights(weights)),
        }
    }
}

/// Delays in steps, one for all or one each; 8 bits where they do.
pub(crate) enum Steps {
    Same(u32),
    Short(Vec<u8>),
    Long(Vec<u32>),
}

impl Steps {
    /// Those of the synapses of `share` among the projection's.
    pub(crate) fn new(delays: &Delays, share: &Share) -> Self {
        match delays {
            Delays::Same(steps) => Steps::Same(*steps),
            Delays::Each(each) if delays.longest() <= u32::from(u8::MAX) => {
                Steps::Short(share.gather(each, |steps| steps as u8))
            }
            Delays::Each(each) => Steps::Long(share.gather(each, |steps| steps)),
        }
    }

    pub(crate) fn of(&self, synapse: usize) -> u32 {
        match self {
            Steps::Same(steps) => *steps,
            Steps::Short(steps) => u32::from(steps[synapse]),
            Steps::Long(steps) => steps[synapse],
        }
    }
}

impl Targets {
    pub(crate) fn of(&self, synapse: usize) -> usize {
        match self {
            Targets::Narrow(targets) => targets[synapse].at(),
            Targets::Wide(targets) => targets[synapse].at(),
        }
    }
}

/// What counts places or steps.
pub(crate) trait Index: Copy {
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

impl Index for u8 {
    #[inline(always)]
    fn at(self) -> usize {
        usize::from(self)
    }
}
