use std::ops::Range;

use npbrain_core::{Columns, EndStates, LiveSynapses, SynapseKernel};

use crate::Precision;
use crate::plan::{Delays, ProjectionPlan};

/// The part of a projection with a synapse model that ends on some neurons:
/// consecutive ones, owned by one worker of an engine.
///
/// What a source goes through follows from its own spikes alone, so every
/// worker keeps the states of all sources, and none has to be shared.
pub struct Live<T> {
    kernel: &'static dyn SynapseKernel,
    sources: Range<u32>,
    /// The targets of the projection among the owned neurons.
    targets: Range<u32>,
    owned: u32,
    /// The step from which on spikes reach the synapses.
    from: u64,
    synapses: LiveSynapses<T>,
}

impl<T: Precision> Live<T> {
    /// The synapses of `plan` that end on the neurons `owned` of its target
    /// population, from step `now` on; `None` if it has no synapse model.
    pub fn new(plan: &ProjectionPlan, owned: &Range<usize>, dt: f64, now: u64) -> Option<Self> {
        let (choice, Delays::Same(axonal)) = (plan.synapse.as_ref()?, &plan.delays) else {
            return None;
        };
        let traits = choice.kernel.traits();
        let first = plan.post_neurons.start;
        let mut offsets = vec![0];
        let (mut targets, mut weights) = (Vec::new(), Vec::new());
        for source in 0..plan.csr.pre() {
            for synapse in plan.csr.row(source) {
                let target = first + plan.csr.targets()[synapse] as usize;
                if owned.contains(&target) {
                    targets.push((target - owned.start) as u32);
                    weights.push(T::of(plan.weights.of(synapse)));
                }
            }
            offsets.push(targets.len());
        }
        let own = traits.synapse.iter();
        let own = own.flat_map(|v| std::iter::repeat_n(T::of(v.default), targets.len()));
        let synapses = LiveSynapses {
            dt,
            axonal: u64::from(*axonal),
            dendritic: u64::from(plan.dendritic),
            params: choice.params.iter().map(|p| T::of(*p)).collect(),
            own: own.collect(),
            sources: EndStates::new(traits.source, plan.csr.pre(), now),
            ends: EndStates::new(traits.target, owned.len(), now),
            columns: traits.learns.then(|| Columns::new(&offsets, &targets, owned.len())),
            offsets,
            targets,
            weights,
        };
        let ours = plan.post_neurons.start.max(owned.start)..plan.post_neurons.end.min(owned.end);
        Some(Live {
            kernel: choice.kernel,
            sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
            targets: ours.start as u32..ours.end as u32,
            owned: owned.start as u32,
            from: now,
            synapses,
        })
    }

    /// The step whose spikes of sources reach the synapses in step `now`.
    pub fn fired_at(&self, now: u64) -> Option<u64> {
        now.checked_sub(self.synapses.axonal).filter(|step| *step >= self.from)
    }

    /// The step in which the soma feels what reaches the synapses in `now`.
    pub fn felt_at(&self, now: u64) -> u64 {
        now + self.synapses.dendritic
    }

    /// The step whose spikes of targets reach the synapses in step `now`.
    pub fn returned_from(&self, now: u64) -> Option<u64> {
        self.synapses.columns.as_ref()?;
        now.checked_sub(self.synapses.dendritic).filter(|step| *step >= self.from)
    }

    /// Spikes made in step `fired_at` reach the synapses; what they deliver is
    /// added to `due`, one sum per owned neuron.
    pub fn arrive(&mut self, fired_at: u64, spikes: impl Iterator<Item = u32>, due: &mut [T]) {
        let mut ours = spikes
            .filter(|neuron| self.sources.contains(neuron))
            .map(|neuron| neuron - self.sources.start);
        // The spike carries the end of the step it was made in.
        T::arrive(self.kernel, &mut self.synapses, fired_at + 1, &mut ours, due);
    }

    /// Spikes of targets made in step `fired_at` reach the synapses.
    pub fn learn(&mut self, fired_at: u64, spikes: impl Iterator<Item = u32>) {
        let mut ours =
            spikes.filter(|neuron| self.targets.contains(neuron)).map(|neuron| neuron - self.owned);
        T::learn(self.kernel, &mut self.synapses, fired_at + 1, &mut ours);
    }

    /// The weights, in order of the sources.
    pub fn weights(&self) -> &[T] {
        &self.synapses.weights
    }

    /// The weights, to be set.
    pub fn weights_mut(&mut self) -> &mut [T] {
        &mut self.synapses.weights
    }
}
