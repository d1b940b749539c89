//! What events do to synapses: the functions of a model on the synapses of a
//! row or a column, as many at once as a SIMD vector holds, with states fetched
//! and put back.

use fearless_simd::Simd;

use super::block::CHUNK;
use super::fetched::MOST;
use super::gather::{gather, scatter};
use super::level::at_level;
use super::synapse_step::{Fires, arrive as arrive_at, learn as learn_at, release, target_spike};
use super::{Arithmetic, Columns, EndStates, LiveSynapses, Spikes};
use crate::model::{End, Source, Synapse, SynapseModel, Target, Vars};
use crate::number::{Lanes, Num, Pack, Real};

/// The functions of a model in one place, with the states of one synapse or
/// neuron fetched.
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
    fn end<X>(&self, x: X) -> End<M, T, X> {
        End { p: self.p, x, one: self.one }
    }

    /// A source as it is seen at label `at`.
    #[inline(always)]
    pub(super) fn source(
        &self,
        sources: &EndStates<T>,
        dt: f64,
        index: usize,
        at: u64,
    ) -> M::Source<Num<T>> {
        let state: Source<M, T> = self.end(sources.get(index));
        M::source_after(&state, elapsed(dt, sources.last(index), at))
    }

    /// A target likewise.
    #[inline(always)]
    pub(super) fn target(
        &self,
        ends: &EndStates<T>,
        dt: f64,
        index: usize,
        at: u64,
    ) -> M::Target<Num<T>> {
        let state: Target<M, T> = self.end(ends.get(index));
        M::target_after(&state, elapsed(dt, ends.last(index), at))
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

    /// [Renews](EndStates::renew) the sources, to be seen at label `at`.
    pub(super) fn renew_sources(&self, x: &mut LiveSynapses<T>, at: u64) {
        let dt = x.dt;
        x.sources
            .renew(at, |state, from, to| M::source_after(&self.end(state), elapsed(dt, from, to)));
    }

    /// [Renews](EndStates::renew) the targets likewise.
    fn renew_targets(&self, x: &mut LiveSynapses<T>, at: u64) {
        let dt = x.dt;
        x.ends
            .renew(at, |state, from, to| M::target_after(&self.end(state), elapsed(dt, from, to)));
    }
}

/// The ms between two labels; none if the second is the earlier.
#[inline(always)]
pub(super) fn elapsed<T: Real>(dt: f64, from: u64, to: u64) -> Num<T> {
    Num(T::of(to.saturating_sub(from) as f64) * T::of(dt))
}

/// The parameters on vectors.
#[inline(always)]
fn parameters<T: Real, P: Pack<T>, M: SynapseModel>(
    proof: P::Proof,
    x: &LiveSynapses<T>,
) -> M::Params<Num<P>> {
    const {
        assert!(<M::Source<T> as Vars<T>>::LEN <= MOST);
        assert!(<M::Synapse<T> as Vars<T>>::LEN <= MOST);
        assert!(<M::Target<T> as Vars<T>>::LEN <= MOST);
    }
    Vars::make(
        #[inline(always)]
        |k| Num(P::splat(proof, x.params[k])),
    )
}

/// The vector at `at` of a chunk.
#[inline(always)]
fn load<T: Real, P: Pack<T>>(proof: P::Proof, from: &[T; CHUNK], at: usize) -> Num<P> {
    Num(P::load(proof, &from[at..at + P::WIDTH]))
}

/// The vectors at `at` of the chunks of some variables.
#[inline(always)]
fn load_all<T: Real, P: Pack<T>, X: Vars<Num<P>>>(
    proof: P::Proof,
    from: &[[T; CHUNK]; MOST],
    at: usize,
) -> X {
    X::make(
        #[inline(always)]
        |k| load::<T, P>(proof, &from[k], at),
    )
}

/// The same everywhere.
#[inline(always)]
fn spread<T: Real, P: Pack<T>, X: Vars<Num<T>>, Y: Vars<Num<P>>>(proof: P::Proof, x: &X) -> Y {
    Y::make(
        #[inline(always)]
        |k| Num(P::splat(proof, x.get(k).0)),
    )
}

pub(super) fn arrive<T: Real, M: SynapseModel>(
    arithmetic: Arithmetic,
    x: &mut LiveSynapses<T>,
    fired: u64,
    spikes: Spikes<'_>,
    due: &mut [T],
) {
    let seen = (fired + x.axonal).saturating_sub(x.dendritic);
    let view = View::<T, M>::new(x);
    view.renew_sources(x, fired);
    view.renew_targets(x, seen);
    match arithmetic {
        Arithmetic::Plain => along_rows::<T, T, M>((), x, fired, seen, spikes, due),
        Arithmetic::Simd(level) => at_level!(
            level,
            simd => rows_on_lanes::<_, T, M>(simd, x, fired, seen, spikes, due)
        ),
    }
}

#[inline(always)]
fn rows_on_lanes<S: Simd, T: Real, M: SynapseModel>(
    simd: S,
    x: &mut LiveSynapses<T>,
    fired: u64,
    seen: u64,
    spikes: Spikes<'_>,
    due: &mut [T],
) {
    along_rows::<T, Lanes<S, T>, M>(simd, x, fired, seen, spikes, due);
}

/// Spikes reach the rows of their sources; targets are seen at label `seen`.
#[inline(always)]
fn along_rows<T: Real, P: Pack<T>, M: SynapseModel>(
    proof: P::Proof,
    x: &mut LiveSynapses<T>,
    fired: u64,
    seen: u64,
    spikes: Spikes<'_>,
    due: &mut [T],
) {
    let view = View::<T, M>::new(x);
    let p = parameters::<T, P, M>(proof, x);
    let (variables, target_variables) =
        (<M::Synapse<T> as Vars<T>>::LEN, <M::Target<T> as Vars<T>>::LEN);
    let LiveSynapses { dt, offsets, targets, weights, own, sources, ends, fetched, .. } = x;
    let count = targets.len();
    for source in spikes.iter() {
        let at_last = view.end(sources.get(source));
        let elapsed = elapsed(*dt, sources.last(source), fired);
        let (Fires { before, after }, released) = release::<M, T>(&at_last, elapsed);
        sources.set(source, &after, fired);
        if M::GRADED {
            continue;
        }
        let before: M::Source<Num<P>> = spread::<T, P, _, _>(proof, &before);
        let released = Num(P::splat(proof, released.0));
        let (mut start, end) = (offsets[source], offsets[source + 1]);
        while start < end {
            let here = start..end.min(start + CHUNK);
            start = here.end;
            let length = here.len();
            let (targets, weights) = (&targets[here.clone()], &mut weights[here.clone()]);
            fetched.neurons(ends, target_variables, targets, seen, *dt);
            fetched.weight[..length].copy_from_slice(weights);
            for k in 0..variables {
                let values = &own[k * count..][here.clone()];
                fetched.own[k][..length].copy_from_slice(values);
            }
            for vector in 0..length.div_ceil(P::WIDTH) {
                // The mask tells the compiler that the vector lies in the chunk.
                let at = (vector * P::WIDTH) & (CHUNK - P::WIDTH);
                let s = Synapse {
                    p,
                    weight: load(proof, &fetched.weight, at),
                    own: load_all(proof, &fetched.own, at),
                    source: before,
                    target: load_all(proof, &fetched.state, at),
                };
                let elapsed = load(proof, &fetched.elapsed, at);
                let (sent, changed) = arrive_at::<M, P>(&s, released, elapsed);
                sent.0.store(&mut fetched.sent[at..at + P::WIDTH]);
                changed.weight.0.store(&mut fetched.weight[at..at + P::WIDTH]);
                for k in 0..variables {
                    changed.own.get(k).0.store(&mut fetched.own[k][at..at + P::WIDTH]);
                }
            }
            scatter(
                due,
                &fetched.sent,
                targets,
                #[inline(always)]
                |due, sent| *due += sent,
            );
            weights.copy_from_slice(&fetched.weight[..length]);
            for k in 0..variables {
                let values = &mut own[k * count..][here.clone()];
                values.copy_from_slice(&fetched.own[k][..length]);
            }
        }
    }
}

pub(super) fn learn<T: Real, M: SynapseModel>(
    arithmetic: Arithmetic,
    x: &mut LiveSynapses<T>,
    fired: u64,
    spikes: Spikes<'_>,
) {
    let Some(columns) = x.columns.take() else { return };
    let seen = (fired + x.dendritic).saturating_sub(x.axonal);
    let view = View::<T, M>::new(x);
    view.renew_sources(x, seen);
    view.renew_targets(x, fired);
    match arithmetic {
        Arithmetic::Plain => along_columns::<T, T, M>((), x, &columns, fired, seen, spikes),
        Arithmetic::Simd(level) => at_level!(
            level,
            simd => columns_on_lanes::<_, T, M>(simd, x, &columns, fired, seen, spikes)
        ),
    }
    x.columns = Some(columns);
}

#[inline(always)]
fn columns_on_lanes<S: Simd, T: Real, M: SynapseModel>(
    simd: S,
    x: &mut LiveSynapses<T>,
    columns: &Columns,
    fired: u64,
    seen: u64,
    spikes: Spikes<'_>,
) {
    along_columns::<T, Lanes<S, T>, M>(simd, x, columns, fired, seen, spikes);
}

/// Spikes reach the columns of their targets; sources are seen at label `seen`.
#[inline(always)]
fn along_columns<T: Real, P: Pack<T>, M: SynapseModel>(
    proof: P::Proof,
    x: &mut LiveSynapses<T>,
    columns: &Columns,
    fired: u64,
    seen: u64,
    spikes: Spikes<'_>,
) {
    let view = View::<T, M>::new(x);
    let p = parameters::<T, P, M>(proof, x);
    let (variables, source_variables) =
        (<M::Synapse<T> as Vars<T>>::LEN, <M::Source<T> as Vars<T>>::LEN);
    let LiveSynapses { dt, weights, own, sources, ends, fetched, .. } = x;
    let count = weights.len();
    for target in spikes.iter() {
        let at_last = view.end(ends.get(target));
        let elapsed = elapsed(*dt, ends.last(target), fired);
        let Fires { before, after } = target_spike::<M, T>(&at_last, elapsed);
        ends.set(target, &after, fired);
        let before: M::Target<Num<P>> = spread::<T, P, _, _>(proof, &before);
        for (synapses, from) in columns.of(target) {
            fetched.neurons(sources, source_variables, from, seen, *dt);
            gather(&mut fetched.weight, weights, synapses);
            for k in 0..variables {
                gather(&mut fetched.own[k], &own[k * count..][..count], synapses);
            }
            for vector in 0..synapses.len().div_ceil(P::WIDTH) {
                let at = (vector * P::WIDTH) & (CHUNK - P::WIDTH);
                let s = Synapse {
                    p,
                    weight: load(proof, &fetched.weight, at),
                    own: load_all(proof, &fetched.own, at),
                    source: load_all(proof, &fetched.state, at),
                    target: before,
                };
                let changed = learn_at::<M, P>(&s, load(proof, &fetched.elapsed, at));
                changed.weight.0.store(&mut fetched.weight[at..at + P::WIDTH]);
                for k in 0..variables {
                    changed.own.get(k).0.store(&mut fetched.own[k][at..at + P::WIDTH]);
                }
            }
            scatter(weights, &fetched.weight, synapses, put);
            for k in 0..variables {
                scatter(&mut own[k * count..][..count], &fetched.own[k], synapses, put);
            }
        }
    }
}

#[inline(always)]
fn put<T>(to: &mut T, value: T) {
    *to = value;
}
