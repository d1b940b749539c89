use super::{Input, Values, Vars};
use crate::number::{Num, Scalar};

/// A model of a synapse: what a spike delivers and what it changes.
///
/// It owns state in three places, and where state lives decides what it
/// costs: per *source* neuron (short-term plasticity, saturating kinetics that
/// depend on the source's history alone), per *synapse* (weights that learn)
/// and per *target* neuron (postsynaptic traces). State moves only at events:
/// between two of them it is carried on analytically by [`source_after`] and
/// [`target_after`]. Each of the three has at most 8 variables. What happens between events in the target belongs to a
/// [`ReceptorModel`](super::ReceptorModel).
///
/// Three kinds of action, from the cheapest to the dearest:
///
/// - A spike delivers [`transmit`]: work per spike. Where a law of the source
///   allows, as in short-term plasticity, this is all it takes.
/// - A [`GRADED`](Self::GRADED) source stands at a [`level`](Self::level), say
///   of channels that saturate, and its targets feel weight × level at all
///   times: work per synapse and step, but none of the model's own.
/// - Synapses that couple two potentials, [`FLOWS`](Self::FLOWS): the model's
///   [`flow`](Self::flow) for each synapse in each step.
///
/// The order of events, which engines keep:
///
/// - [`release`] happens when the source fires, on its state just before.
/// - The spike reaches the synapse after the axonal delay: first [`transmit`],
///   then [`on_pre`], so that weights and traces are those of that moment.
/// - A spike of the target reaches the synapse after the dendritic delay:
///   [`on_post`].
/// - From the synapse both ends are seen through those delays, and *just before
///   the spike itself*: [`on_pre`] does not see what this spike did to its
///   source, nor [`on_post`] what it did to its target. Triplet rules need that.
/// - Where spikes of both ends reach a synapse in the same step, the source's
///   comes first: it may have been what made the target fire. So a pair without
///   distance potentiates.
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
    /// Whether potentials act on each other, through [`flow`](Self::flow).
    const FLOWS: bool = false;
    /// Whether a source acts on its targets at all times, through its
    /// [`level`](Self::level). Its spikes then deliver nothing themselves, and
    /// its synapses do not learn; it arrives at a
    /// [`GRADED`](super::ReceptorModel::GRADED) receptor.
    const GRADED: bool = false;
    /// Its parameters, with values of type `V`.
    type Params<V: Copy>: Vars<V>;
    /// State of each source neuron.
    type Source<V: Copy>: Vars<V>;
    /// State of each synapse, beside its weight.
    type Synapse<V: Copy>: Vars<V>;
    /// State of each target neuron.
    type Target<V: Copy>: Vars<V>;

    /// Why these parameters, each of them in its domain, do not fit one another;
    /// `None` if they do. What is said is reported when the network is planned.
    fn misfit(p: &Self::Params<f64>) -> Option<&'static str> {
        let _ = p;
        None
    }

    /// The state of a source `elapsed` ms after it was `x`, without spikes.
    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Self::Source<Num<S>> {
        let _ = elapsed;
        s.x
    }

    /// The state of a target `elapsed` ms after it was `x`, without spikes.
    #[inline(always)]
    fn target_after<S: Scalar>(s: &Target<Self, S>, elapsed: Num<S>) -> Self::Target<Num<S>> {
        let _ = elapsed;
        s.x
    }

    /// A spike of a source whose state is brought up to date: its state after,
    /// and how much it releases (1 is a full weight).
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Self::Source<Num<S>>, Num<S>) {
        (s.x, s.one)
    }

    /// The level at which a [`GRADED`](Self::GRADED) source stands: its targets
    /// feel the sum of weights times levels.
    #[inline(always)]
    fn level<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        s.one.lit(0.0)
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
    fn target_spike<S: Scalar>(s: &Target<Self, S>) -> Self::Target<Num<S>> {
        s.x
    }

    /// What flows into the target of one synapse that [`FLOWS`](Self::FLOWS),
    /// given the membrane potentials of source and target at the step's start.
    /// There is no delay in it.
    #[inline(always)]
    fn flow<S: Scalar>(s: &Synapse<Self, S>, v_pre: Num<S>, v_post: Num<S>) -> Input<Num<S>> {
        let _ = (s, v_post);
        Input::none(v_pre)
    }
}

/// The source of synapses, or their target, at one instant, apart from any one
/// synapse: a [`Source`] or a [`Target`].
pub struct End<M: SynapseModel, S: Scalar, X> {
    /// Parameters.
    pub p: M::Params<Num<S>>,
    /// State.
    pub x: X,
    /// The number 1, to make constants beside.
    pub one: Num<S>,
}

/// A source neuron, as [`SynapseModel::source_after`] and
/// [`SynapseModel::release`] see it.
pub type Source<M, S> = End<M, S, <M as SynapseModel>::Source<Num<S>>>;

/// A target neuron, as [`SynapseModel::target_after`] and
/// [`SynapseModel::target_spike`] see it.
pub type Target<M, S> = End<M, S, <M as SynapseModel>::Target<Num<S>>>;

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

impl<M: SynapseModel, S: Scalar> Synapse<M, S> {
    /// The same synapse with another weight.
    #[inline(always)]
    pub fn reweighted(&self, weight: Num<S>) -> Changed<M, S> {
        Changed { weight, own: self.own }
    }
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
