use super::{Input, Values, Vars};
use crate::number::{Num, Scalar};

/// A model of a synapse: what a spike delivers and what it changes.
///
/// It owns state in three places, and where state lives decides what it
/// costs: per *source* neuron (short-term plasticity, saturating kinetics that
/// depend on the source's history alone), per *synapse* (weights that learn)
/// and per *target* neuron (postsynaptic traces). State moves only at events:
/// between two of them it is carried on analytically by [`source_after`] and
/// [`target_after`]. What happens between events in the target belongs to a
/// [`ReceptorModel`](super::ReceptorModel).
///
/// A spike arrives `delay` after it was fired; [`release`] happens at the
/// firing, [`transmit`] and [`on_pre`] at the arrival, so that weights and
/// traces are those of that moment. [`on_post`] happens when the target's
/// spike has travelled back to the synapse.
///
/// [`source_after`]: Self::source_after
/// [`target_after`]: Self::target_after
/// [`release`]: Self::release
/// [`transmit`]: Self::transmit
/// [`on_pre`]: Self::on_pre
/// [`on_post`]: Self::on_post
pub trait SynapseModel: Values + Send + Sync + Sized + 'static {
    /// The name of the model.
    const NAME: &'static str;
    /// Whether it acts without spikes, through [`flow`](Self::flow).
    const FLOWS: bool = false;
    /// Its parameters, with values of type `V`.
    type Params<V: Copy>: Vars<V>;
    /// State of each source neuron.
    type Source<V: Copy>: Vars<V>;
    /// State of each synapse, beside its weight.
    type Synapse<V: Copy>: Vars<V>;
    /// State of each target neuron.
    type Target<V: Copy>: Vars<V>;

    /// The state of a source `elapsed` ms after it was `x`, without spikes.
    #[inline(always)]
    fn source_after<S: Scalar>(
        p: &Self::Params<Num<S>>,
        x: &Self::Source<Num<S>>,
        elapsed: Num<S>,
    ) -> Self::Source<Num<S>> {
        let _ = (p, elapsed);
        *x
    }

    /// The state of a target `elapsed` ms after it was `x`, without spikes.
    #[inline(always)]
    fn target_after<S: Scalar>(
        p: &Self::Params<Num<S>>,
        x: &Self::Target<Num<S>>,
        elapsed: Num<S>,
    ) -> Self::Target<Num<S>> {
        let _ = (p, elapsed);
        *x
    }

    /// A spike of a source whose state, brought up to date, is `x`: its state
    /// after, and how much it releases (1 is a full weight).
    #[inline(always)]
    fn release<S: Scalar>(
        p: &Self::Params<Num<S>>,
        x: &Self::Source<Num<S>>,
        one: Num<S>,
    ) -> (Self::Source<Num<S>>, Num<S>) {
        let _ = p;
        (*x, one)
    }

    /// What arrives at the target of one synapse.
    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, released: Num<S>) -> Num<S> {
        s.weight * released
    }

    /// The weight and state of a synapse after a spike of its source arrived.
    #[inline(always)]
    fn on_pre<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        Changed { weight: s.weight, own: s.own }
    }

    /// The weight and state of a synapse after a spike of its target arrived.
    #[inline(always)]
    fn on_post<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        Changed { weight: s.weight, own: s.own }
    }

    /// The state of a target after a spike of its own.
    #[inline(always)]
    fn target_spike<S: Scalar>(
        p: &Self::Params<Num<S>>,
        x: &Self::Target<Num<S>>,
    ) -> Self::Target<Num<S>> {
        let _ = p;
        *x
    }

    /// What flows into the target without any spike, given the membrane
    /// potentials of source and target at the step's start.
    #[inline(always)]
    fn flow<S: Scalar>(s: &Synapse<Self, S>, v_pre: Num<S>, v_post: Num<S>) -> Input<Num<S>> {
        let _ = (s, v_post);
        Input::none(v_pre)
    }
}

/// One synapse at one instant: what the functions of a [`SynapseModel`] see.
pub struct Synapse<M: SynapseModel, S: Scalar> {
    /// Parameters.
    pub p: M::Params<Num<S>>,
    /// The weight.
    pub weight: Num<S>,
    /// State of this synapse.
    pub own: M::Synapse<Num<S>>,
    /// State of its source.
    pub source: M::Source<Num<S>>,
    /// State of its target.
    pub target: M::Target<Num<S>>,
}

impl<M: SynapseModel, S: Scalar> Clone for Synapse<M, S> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<M: SynapseModel, S: Scalar> Copy for Synapse<M, S> {}

/// What an event made of a synapse.
pub struct Changed<M: SynapseModel, S: Scalar> {
    /// Its weight.
    pub weight: Num<S>,
    /// Its state.
    pub own: M::Synapse<Num<S>>,
}
