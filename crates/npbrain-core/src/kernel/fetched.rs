use super::EndStates;
use super::block::CHUNK;
use super::gather::gather;
use crate::number::Real;

/// How many variables each of source, synapse and target may have.
pub(super) const MOST: usize = 8;

/// A chunk of synapses that a kernel works on, and of the neurons at their other
/// end; it holds nothing between two calls. [`LiveSynapses`](super::LiveSynapses) keep it, since to
/// fill it with zeros in every step would cost as much as the work.
#[derive(Clone, Debug)]
pub struct Fetched<T> {
    pub(super) weight: [T; CHUNK],
    pub(super) own: [[T; CHUNK]; MOST],
    /// The neurons as they were at their last spikes.
    pub(super) state: [[T; CHUNK]; MOST],
    marks: [u32; CHUNK],
    /// How long ago that is.
    pub(super) elapsed: [T; CHUNK],
    /// What goes to the targets.
    pub(super) sent: [T; CHUNK],
}

impl<T: Real> Default for Fetched<T> {
    fn default() -> Self {
        let zeros = [T::of(0.0); CHUNK];
        Fetched {
            weight: zeros,
            own: [zeros; MOST],
            state: [zeros; MOST],
            marks: [0; CHUNK],
            elapsed: zeros,
            sent: zeros,
        }
    }
}

impl<T: Real> Fetched<T> {
    /// Fetches neurons of `ends`, with `variables` variables each, to be seen
    /// at label `at`, up to which the ends are [renewed](EndStates::renew).
    #[inline(always)]
    pub(super) fn neurons(
        &mut self,
        ends: &EndStates<T>,
        variables: usize,
        indices: &[u32],
        at: u64,
        dt: f64,
    ) {
        if variables == 0 {
            return;
        }
        gather(&mut self.marks, ends.marks(), indices);
        for k in 0..variables {
            gather(&mut self.state[k], ends.variable(k), indices);
        }
        ends.ages(&self.marks[..indices.len()], at, dt, &mut self.elapsed);
    }
}
