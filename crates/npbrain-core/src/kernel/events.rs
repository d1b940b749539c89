//! What events do to synapses: the functions of a model, with states fetched
//! and put back.

use super::{LiveSynapses, Spikes};
use crate::model::{End, Source, Synapse, SynapseModel, Target, Vars};
use crate::number::{Num, Real};

/// The functions of a model in one place, with their states fetched.
pub(super) struct View<T: Real, M: SynapseModel> {
    p: M::Params<Num<T>>,
    one: Num<T>,
}

impl<T: Real, M: SynapseModel> View<T, M> {
    #[inline(always)]
    pub(super) fn new(x: &LiveSynapses<T>) -> Self {
        View { p: Vars::make(|k| Num(x.params[k])), one: Num(T::of(1.0)) }
    }

    #[inline(always)]
    pub(super) fn end<X>(&self, x: X) -> End<M, T, X> {
        End { p: self.p, x, one: self.one }
    }

    /// A source as it is seen at label `at`.
    #[inline(always)]
    pub(super) fn source(&self, x: &LiveSynapses<T>, index: usize, at: u64) -> M::Source<Num<T>> {
        let state: Source<M, T> = self.end(x.sources.get(index));
        M::source_after(&state, elapsed(x, x.sources.last(index), at))
    }

    /// A target likewise.
    #[inline(always)]
    pub(super) fn target(&self, x: &LiveSynapses<T>, index: usize, at: u64) -> M::Target<Num<T>> {
        let state: Target<M, T> = self.end(x.ends.get(index));
        M::target_after(&state, elapsed(x, x.ends.last(index), at))
    }

    #[inline(always)]
    pub(super) fn synapse(
        &self,
        x: &LiveSynapses<T>,
        index: usize,
        source: M::Source<Num<T>>,
        target: M::Target<Num<T>>,
    ) -> Synapse<M, T> {
        let count = x.targets.len();
        Synapse {
            p: self.p,
            weight: Num(x.weights[index]),
            own: Vars::make(
                #[inline(always)]
                |k| Num(x.own[k * count + index]),
            ),
            source,
            target,
        }
    }
}

#[inline(always)]
fn elapsed<T: Real>(x: &LiveSynapses<T>, from: u64, to: u64) -> Num<T> {
    Num(T::of(to.saturating_sub(from) as f64 * x.dt))
}

#[inline(always)]
fn change<T: Real, M: SynapseModel>(
    x: &mut LiveSynapses<T>,
    index: usize,
    weight: Num<T>,
    own: &M::Synapse<Num<T>>,
) {
    let count = x.targets.len();
    x.weights[index] = weight.0;
    for k in 0..<M::Synapse<T> as Vars<T>>::LEN {
        x.own[k * count + index] = own.get(k).0;
    }
}

pub(super) fn arrive<T: Real, M: SynapseModel>(
    x: &mut LiveSynapses<T>,
    fired: u64,
    spikes: Spikes<'_>,
    due: &mut [T],
) {
    let view = View::<T, M>::new(x);
    let seen = (fired + x.axonal).saturating_sub(x.dendritic);
    for source in spikes.iter() {
        let before = view.source(x, source, fired);
        let (after, released) = M::release(&view.end(before));
        x.sources.set(source, &after, fired);
        if M::GRADED {
            continue;
        }
        for index in x.offsets[source]..x.offsets[source + 1] {
            let target = x.targets[index] as usize;
            let s = view.synapse(x, index, before, view.target(x, target, seen));
            due[target] += M::transmit(&s, released).0;
            let changed = M::on_pre(&s);
            change::<T, M>(x, index, changed.weight, &changed.own);
        }
    }
}

pub(super) fn learn<T: Real, M: SynapseModel>(
    x: &mut LiveSynapses<T>,
    fired: u64,
    spikes: Spikes<'_>,
) {
    let Some(columns) = x.columns.take() else { return };
    let view = View::<T, M>::new(x);
    let seen = (fired + x.dendritic).saturating_sub(x.axonal);
    for target in spikes.iter() {
        let before = view.target(x, target, fired);
        for (index, source) in columns.of(target) {
            let index = *index as usize;
            let source = view.source(x, *source as usize, seen);
            let changed = M::on_post(&view.synapse(x, index, source, before));
            change::<T, M>(x, index, changed.weight, &changed.own);
        }
        let after = M::target_spike(&view.end(before));
        x.ends.set(target, &after, fired);
    }
    x.columns = Some(columns);
}
