use std::marker::PhantomData;

use super::events::{arrive, learn};
use super::flow::{Coupled, flow};
use super::observe::{Observed, observe};
use super::standing::stand;
use super::{Arithmetic, LiveSynapses, Spikes, SynapseTapes, SynapseTraits};
use crate::model::{SynapseModel, Values, Vars};

/// A synapse model with its type erased: what engines run. They call it once
/// per worker and step with all spikes, never per spike or synapse.
pub trait SynapseKernel: Send + Sync {
    /// What the model is.
    fn traits(&self) -> SynapseTraits;

    /// Why these parameters, in the order of the table, do not fit one another.
    fn misfit(&self, params: &[f64]) -> Option<&'static str>;

    /// Spikes labelled `fired` reach the synapses: what they deliver is added
    /// to `due`, one sum per target. `spikes` are sources, counted from the
    /// first of the projection.
    fn arrive_f32(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f32>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [f32],
    );

    /// The same in double precision.
    fn arrive_f64(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f64>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [f64],
    );

    /// Spikes of targets, labelled `fired`, reach the synapses.
    fn learn_f32(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f32>,
        fired: u64,
        spikes: Spikes<'_>,
    );

    /// The same in double precision.
    fn learn_f64(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f64>,
        fired: u64,
        spikes: Spikes<'_>,
    );

    /// Adds to `due`, one sum per target, the weights times the levels at which
    /// [graded](SynapseModel::GRADED) sources stand at label `now`.
    fn stand_f32(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f32>,
        now: u64,
        due: &mut [f32],
    );

    /// The same in double precision.
    fn stand_f64(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f64>,
        now: u64,
        due: &mut [f64],
    );

    /// Adds up what [flows](SynapseModel::FLOWS) at label `now`.
    fn flow_f32(&self, x: &LiveSynapses<f32>, now: u64, ends: Coupled<'_, f32>);

    /// The same in double precision.
    fn flow_f64(&self, x: &LiveSynapses<f64>, now: u64, ends: Coupled<'_, f64>);

    /// The value of a variable of a source or target at label `now`, as it is
    /// seen from the synapses.
    fn observe_f32(&self, x: &LiveSynapses<f32>, now: u64, what: Observed) -> f32;

    /// The same in double precision.
    fn observe_f64(&self, x: &LiveSynapses<f64>, now: u64, what: Observed) -> f64;

    /// All of this as lists of operations; `None` if the model is none.
    fn tapes(&self) -> Option<SynapseTapes> {
        None
    }
}

/// The kernel of synapse model `M`.
pub struct TypedSynapse<M>(PhantomData<fn() -> M>);

impl<M> TypedSynapse<M> {
    /// The kernel; it has no data.
    pub const NEW: Self = TypedSynapse(PhantomData);
}

impl<M: SynapseModel> SynapseKernel for TypedSynapse<M> {
    fn traits(&self) -> SynapseTraits {
        SynapseTraits::of::<M>()
    }

    fn misfit(&self, params: &[f64]) -> Option<&'static str> {
        M::misfit(&Vars::make(|k| params[k]))
    }

    fn arrive_f32(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f32>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [f32],
    ) {
        arrive::<f32, M>(arithmetic, x, fired, spikes, due);
    }

    fn arrive_f64(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f64>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [f64],
    ) {
        arrive::<f64, M>(arithmetic, x, fired, spikes, due);
    }

    fn learn_f32(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f32>,
        fired: u64,
        spikes: Spikes<'_>,
    ) {
        learn::<f32, M>(arithmetic, x, fired, spikes);
    }

    fn learn_f64(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f64>,
        fired: u64,
        spikes: Spikes<'_>,
    ) {
        learn::<f64, M>(arithmetic, x, fired, spikes);
    }

    fn stand_f32(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f32>,
        now: u64,
        due: &mut [f32],
    ) {
        stand::<f32, M>(arithmetic, x, now, due);
    }

    fn stand_f64(
        &self,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<f64>,
        now: u64,
        due: &mut [f64],
    ) {
        stand::<f64, M>(arithmetic, x, now, due);
    }

    fn flow_f32(&self, x: &LiveSynapses<f32>, now: u64, ends: Coupled<'_, f32>) {
        flow::<f32, M>(x, now, ends);
    }

    fn flow_f64(&self, x: &LiveSynapses<f64>, now: u64, ends: Coupled<'_, f64>) {
        flow::<f64, M>(x, now, ends);
    }

    fn observe_f32(&self, x: &LiveSynapses<f32>, now: u64, what: Observed) -> f32 {
        observe::<f32, M>(x, now, what)
    }

    fn observe_f64(&self, x: &LiveSynapses<f64>, now: u64, what: Observed) -> f64 {
        observe::<f64, M>(x, now, what)
    }

    fn tapes(&self) -> Option<SynapseTapes> {
        Some(SynapseTapes::of::<M>())
    }
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
