use std::marker::PhantomData;

use super::{LiveSynapses, Spikes};
use crate::model::{End, Source, Synapse, SynapseModel, Table, Target, Values, Vars};
use crate::number::{Num, Real};
use crate::tape::{NumberId, Recorder, Sym, Tape};

/// A synapse model with its type erased: what engines run. They call it once
/// per worker and step with all spikes, never per spike or synapse.
pub trait SynapseKernel: Send + Sync {
    /// What the model is.
    fn traits(&self) -> SynapseTraits;

    /// Spikes labelled `fired` reach the synapses: what they deliver is added
    /// to `due`, one sum per target. `spikes` are sources, counted from the
    /// first of the projection.
    fn arrive_f32(
        &self,
        x: &mut LiveSynapses<f32>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [f32],
    );

    /// The same in double precision.
    fn arrive_f64(
        &self,
        x: &mut LiveSynapses<f64>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [f64],
    );

    /// Spikes of targets, labelled `fired`, reach the synapses.
    fn learn_f32(&self, x: &mut LiveSynapses<f32>, fired: u64, spikes: Spikes<'_>);

    /// The same in double precision.
    fn learn_f64(&self, x: &mut LiveSynapses<f64>, fired: u64, spikes: Spikes<'_>);
}

/// What a [`SynapseKernel`] is.
#[derive(Clone, Copy, Debug)]
pub struct SynapseTraits {
    /// The name of the model.
    pub model: &'static str,
    /// The parameters.
    pub params: &'static Table,
    /// State of a source.
    pub source: &'static Table,
    /// State of a synapse.
    pub synapse: &'static Table,
    /// State of a target.
    pub target: &'static Table,
    /// Whether it acts without spikes.
    pub flows: bool,
    /// Whether spikes of targets change anything.
    pub learns: bool,
}

/// The kernel of synapse model `M`.
pub struct TypedSynapse<M>(PhantomData<fn() -> M>);

impl<M> TypedSynapse<M> {
    /// The kernel; it has no data.
    pub const NEW: Self = TypedSynapse(PhantomData);
}

impl<M: SynapseModel> SynapseKernel for TypedSynapse<M> {
    fn traits(&self) -> SynapseTraits {
        SynapseTraits {
            model: M::NAME,
            params: <M::Params<f64> as Vars<f64>>::TABLE,
            source: <M::Source<f64> as Vars<f64>>::TABLE,
            synapse: <M::Synapse<f64> as Vars<f64>>::TABLE,
            target: <M::Target<f64> as Vars<f64>>::TABLE,
            flows: M::FLOWS,
            learns: learns::<M>(),
        }
    }

    fn arrive_f32(
        &self,
        x: &mut LiveSynapses<f32>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [f32],
    ) {
        arrive::<f32, M>(x, fired, spikes, due);
    }

    fn arrive_f64(
        &self,
        x: &mut LiveSynapses<f64>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [f64],
    ) {
        arrive::<f64, M>(x, fired, spikes, due);
    }

    fn learn_f32(&self, x: &mut LiveSynapses<f32>, fired: u64, spikes: Spikes<'_>) {
        learn::<f32, M>(x, fired, spikes);
    }

    fn learn_f64(&self, x: &mut LiveSynapses<f64>, fired: u64, spikes: Spikes<'_>) {
        learn::<f64, M>(x, fired, spikes);
    }
}

/// Whether spikes of targets change the weight, the synapse or the target:
/// found by recording what they do, so that no model has to say it.
fn learns<M: SynapseModel>() -> bool {
    fn inputs<X: Vars<Num<Sym>>>(recorder: &Recorder, set: &str) -> X {
        X::make(|k| Num(recorder.input(format!("{set}.{k}"))))
    }
    fn outputs<X: Vars<Num<Sym>>>(recorder: &Recorder, set: &str, x: &X) {
        (0..X::LEN).for_each(|k| recorder.number(format!("{set}.{k}"), x.get(k).0));
    }
    let record = |changed: bool| {
        Tape::record("on_post", |recorder| {
            let weight = Num(recorder.input("weight"));
            let s = Synapse::<M, Sym> {
                p: inputs(recorder, "p"),
                weight,
                own: inputs(recorder, "own"),
                source: inputs(recorder, "source"),
                target: inputs(recorder, "target"),
            };
            let (mut weight, mut own, mut target) = (s.weight, s.own, s.target);
            if changed {
                let after = M::on_post(&s);
                let end: Target<M, Sym> = End { p: s.p, x: s.target, one: s.weight.lit(1.0) };
                (weight, own, target) = (after.weight, after.own, M::target_spike(&end));
            }
            recorder.number("weight", weight.0);
            outputs(recorder, "own", &own);
            outputs(recorder, "target", &target);
        })
    };
    let ids = |tape: &Tape| -> Vec<NumberId> { tape.numbers().iter().map(|n| n.id).collect() };
    let (with, without) = (record(true), record(false));
    with.ops() != without.ops() || ids(&with) != ids(&without)
}

/// The functions of a model in one place, with their states fetched.
struct View<T: Real, M: SynapseModel> {
    p: M::Params<Num<T>>,
    one: Num<T>,
}

impl<T: Real, M: SynapseModel> View<T, M> {
    #[inline(always)]
    fn new(x: &LiveSynapses<T>) -> Self {
        View { p: Vars::make(|k| Num(x.params[k])), one: Num(T::of(1.0)) }
    }

    #[inline(always)]
    fn end<X>(&self, x: X) -> End<M, T, X> {
        End { p: self.p, x, one: self.one }
    }

    /// A source as it is seen at label `at`.
    #[inline(always)]
    fn source(&self, x: &LiveSynapses<T>, index: usize, at: u64) -> M::Source<Num<T>> {
        let state: Source<M, T> = self.end(x.sources.get(index));
        M::source_after(&state, elapsed(x, x.sources.last(index), at))
    }

    /// A target likewise.
    #[inline(always)]
    fn target(&self, x: &LiveSynapses<T>, index: usize, at: u64) -> M::Target<Num<T>> {
        let state: Target<M, T> = self.end(x.ends.get(index));
        M::target_after(&state, elapsed(x, x.ends.last(index), at))
    }

    #[inline(always)]
    fn synapse(
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

fn arrive<T: Real, M: SynapseModel>(
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
        for index in x.offsets[source]..x.offsets[source + 1] {
            let target = x.targets[index] as usize;
            let s = view.synapse(x, index, before, view.target(x, target, seen));
            due[target] += M::transmit(&s, released).0;
            let changed = M::on_pre(&s);
            change::<T, M>(x, index, changed.weight, &changed.own);
        }
        x.sources.set(source, &after, fired);
    }
}

fn learn<T: Real, M: SynapseModel>(x: &mut LiveSynapses<T>, fired: u64, spikes: Spikes<'_>) {
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

/// A synapse model whose kernel is compiled in the model's own crate.
/// Implemented by [`export_synapse!`](crate::export_synapse).
#[diagnostic::on_unimplemented(
    message = "the kernel of `{Self}` is not exported",
    note = "write `export_synapse!({Self});` beside the model"
)]
pub trait ExportedSynapse: SynapseModel + Values {
    /// The kernel.
    fn kernel() -> &'static dyn SynapseKernel;
}

/// Compiles the kernel of a synapse model in the crate where it stands.
#[macro_export]
macro_rules! export_synapse {
    ($model:ty) => {
        impl $crate::ExportedSynapse for $model {
            // Not inlined, so that no crate that uses the model compiles its
            // kernel again.
            #[inline(never)]
            fn kernel() -> &'static dyn $crate::SynapseKernel {
                const { &$crate::TypedSynapse::<$model>::NEW }
            }
        }
    };
}
