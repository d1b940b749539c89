use std::ops::Range;

use npbrain_core::{
    Arithmetic, CHUNK, Columns, Connections, Coupled, EndStates, Fetched, LiveSynapses, Observed,
    Spikes, SynapseKernel, Value, chunks, time_of,
};

use crate::plan::{Delays, ProjectionPlan};
use crate::{Precision, Share};

/// The part of a projection with a synapse model that ends on some neurons:
/// consecutive ones, owned by one worker of an engine.
///
/// What a source goes through follows from its own spikes alone, so every
/// worker keeps the states of all sources, and none has to be shared.
pub struct Live<T> {
    kernel: &'static dyn SynapseKernel,
    graded: bool,
    flows: bool,
    sources: Range<u32>,
    /// The targets of the projection among the owned neurons.
    targets: Range<u32>,
    owned: u32,
    /// The step from which on spikes reach the synapses.
    from: u64,
    share: Share,
    /// What turns a target of the projection into one counted from the first
    /// owned neuron.
    shift: i64,
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
        let share = Share::of(&plan.csr, plan.targets_among(owned));
        let shift = plan.post_neurons.start as i64 - owned.start as i64;
        let targets = share.gather(plan.csr.targets(), |target| (i64::from(target) + shift) as u32);
        let offsets = share.offsets().to_vec();
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
            levels: match traits.graded {
                true => vec![T::of(0.0); chunks(plan.csr.pre()) * CHUNK],
                false => Vec::new(),
            },
            consecutive: (0..plan.csr.pre())
                .all(|source| is_consecutive(&targets[share.row(source)])),
            offsets,
            targets,
            weights: share.weights(&plan.weights),
            fetched: Fetched::default(),
        };
        let ours = plan.post_neurons.start.max(owned.start)..plan.post_neurons.end.min(owned.end);
        Some(Live {
            kernel: choice.kernel,
            graded: traits.graded,
            flows: traits.flow.is_some(),
            sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
            targets: ours.start as u32..ours.end as u32,
            owned: owned.start as u32,
            from: now,
            share,
            shift,
            synapses,
        })
    }

    /// About how many bytes the synapses have.
    pub fn bytes(&self) -> usize {
        let LiveSynapses { offsets, targets, weights, own, columns, .. } = &self.synapses;
        let column = 2 * size_of::<u32>() * usize::from(columns.is_some());
        self.share.bytes()
            + size_of_val(&**offsets)
            + targets.len() * (size_of::<u32>() + column)
            + size_of_val(&**weights)
            + size_of_val(&**own)
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

    /// Whether its sources stand at levels, so that [`stand`](Self::stand) has
    /// something to do in every step.
    pub fn is_graded(&self) -> bool {
        self.graded
    }

    /// Whether potentials act on each other, through [`flow`](Self::flow).
    pub fn flows(&self) -> bool {
        self.flows
    }

    /// Adds to `due`, one sum per owned neuron, what the levels of the sources
    /// at the end of step `now` do to them.
    pub fn stand(&mut self, arithmetic: Arithmetic, now: u64, due: &mut [T]) {
        T::stand(self.kernel, arithmetic, &mut self.synapses, now + 1, due);
    }

    /// Adds what flows at the start of step `now`: `v_pre` are the potentials of
    /// the source population, `v_post` those of the target population; `felt`
    /// the currents and conductances, one per owned neuron.
    pub fn flow(&self, now: u64, v_pre: &[T], v_post: &[T], felt: [&mut [T]; 2]) {
        let [current, conductance] = felt;
        let ends = Coupled {
            v_pre: &v_pre[self.sources.start as usize..self.sources.end as usize],
            v_post: &v_post[self.owned as usize..],
            current,
            conductance,
        };
        T::flow(self.kernel, &self.synapses, now, ends);
    }

    /// Spikes made in step `fired_at` reach the synapses; what they deliver is
    /// added to `due`, one sum per owned neuron.
    pub fn arrive(
        &mut self,
        arithmetic: Arithmetic,
        fired_at: u64,
        spikes: &[Vec<u32>],
        due: &mut [T],
    ) {
        let ours = Spikes::new(spikes, self.sources.clone(), self.sources.start);
        // The spike carries the end of the step it was made in.
        T::arrive(self.kernel, arithmetic, &mut self.synapses, fired_at + 1, ours, due);
    }

    /// Spikes of targets made in step `fired_at` reach the synapses.
    pub fn learn(&mut self, arithmetic: Arithmetic, fired_at: u64, spikes: &[Vec<u32>]) {
        let ours = Spikes::new(spikes, self.targets.clone(), self.owned);
        T::learn(self.kernel, arithmetic, &mut self.synapses, fired_at + 1, ours);
    }

    /// The value of a variable of a source, counted from the first, at label
    /// `now`.
    pub fn source(&self, variable: usize, neuron: usize, now: u64) -> f64 {
        T::observe(self.kernel, &self.synapses, now, Observed::Source { neuron, variable }).to_f64()
    }

    /// The value of a variable of a target, by its index in the population, at
    /// label `now`; it must be among the owned ones.
    pub fn target(&self, variable: usize, neuron: usize, now: u64) -> f64 {
        let neuron = neuron - self.owned as usize;
        T::observe(self.kernel, &self.synapses, now, Observed::Target { neuron, variable }).to_f64()
    }

    /// The value of a variable of a synapse, or its weight; `None` if it is not
    /// one of these.
    pub fn synapse(&self, variable: Option<usize>, synapse: usize) -> Option<f64> {
        let index = self.share.local(synapse)?;
        let LiveSynapses { weights, own, targets, .. } = &self.synapses;
        Some(match variable {
            None => weights[index].to_f64(),
            Some(k) => own[k * targets.len() + index].to_f64(),
        })
    }

    /// Enters the synapses where they stand in the projection.
    pub fn report(&self, connections: &mut Connections) {
        let LiveSynapses { dt, axonal, dendritic, targets, weights, .. } = &self.synapses;
        let delay = time_of(axonal + dendritic, *dt);
        self.share.report(connections, |k| {
            ((i64::from(targets[k]) - self.shift) as u32, weights[k].to_f64(), delay)
        });
    }

    /// Sets the weights: one for all, or one per synapse of the projection.
    pub fn set_weights(&mut self, weights: &Value) {
        self.synapses.weights = self.share.weights(weights);
    }
}

fn is_consecutive(targets: &[u32]) -> bool {
    targets.windows(2).all(|pair| pair[1] == pair[0] + 1)
}
