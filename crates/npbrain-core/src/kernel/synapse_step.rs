//! What one event does to one neuron or synapse: the functions of a model put
//! together, on any number. The loops over rows and columns run these, and
//! [`SynapseTapes`](super::SynapseTapes) are recordings of them.
//!
//! Where a state is that of a neuron's last spike, `elapsed` ms have passed
//! since.

use crate::model::{Changed, End, Input, Source, Synapse, SynapseModel, Target};
use crate::number::{Num, Scalar};

/// A neuron at one end of synapses, which fires.
pub(super) struct Fires<X> {
    /// Its state just before the spike.
    pub(super) before: X,
    /// Its state right after.
    pub(super) after: X,
}

/// A spike of a source, given as it was at its last one; and how much it
/// releases.
#[inline(always)]
pub(super) fn release<M: SynapseModel, S: Scalar>(
    source: &Source<M, S>,
    elapsed: Num<S>,
) -> (Fires<M::Source<Num<S>>>, Num<S>) {
    let before = M::source_after(source, elapsed);
    let (after, released) = M::release(&End { x: before, ..*source });
    (Fires { before, after }, released)
}

/// A spike of a target, given as it was at its last one.
#[inline(always)]
pub(super) fn target_spike<M: SynapseModel, S: Scalar>(
    target: &Target<M, S>,
    elapsed: Num<S>,
) -> Fires<M::Target<Num<S>>> {
    let before = M::target_after(target, elapsed);
    Fires { before, after: M::target_spike(&End { x: before, ..*target }) }
}

/// A spike that `released` so much reaches a synapse, whose target is given as
/// it was at its last spike: what is sent on, and the synapse after it.
#[inline(always)]
pub(super) fn arrive<M: SynapseModel, S: Scalar>(
    s: &Synapse<M, S>,
    released: Num<S>,
    elapsed: Num<S>,
) -> (Num<S>, Changed<M, S>) {
    let s = target_seen(s, elapsed);
    (M::transmit(&s, released), M::on_pre(&s))
}

/// A spike of its target reaches a synapse, whose source is given as it was at
/// its last spike: the synapse after it.
#[inline(always)]
pub(super) fn learn<M: SynapseModel, S: Scalar>(
    s: &Synapse<M, S>,
    elapsed: Num<S>,
) -> Changed<M, S> {
    let source = End { p: s.p, x: s.source, one: s.weight.lit(1.0) };
    M::on_post(&Synapse { source: M::source_after(&source, elapsed), ..*s })
}

/// The level of a source that is given as it was at its last spike.
#[inline(always)]
pub(super) fn level<M: SynapseModel, S: Scalar>(source: &Source<M, S>, elapsed: Num<S>) -> Num<S> {
    M::level(&End { x: M::source_after(source, elapsed), ..*source })
}

/// What flows through a synapse, whose target is given as it was at its last
/// spike.
#[inline(always)]
pub(super) fn flow<M: SynapseModel, S: Scalar>(
    s: &Synapse<M, S>,
    elapsed: Num<S>,
    v_pre: Num<S>,
    v_post: Num<S>,
) -> Input<Num<S>> {
    M::flow(&target_seen(s, elapsed), v_pre, v_post)
}

/// The synapse with its target as it is now.
#[inline(always)]
fn target_seen<M: SynapseModel, S: Scalar>(s: &Synapse<M, S>, elapsed: Num<S>) -> Synapse<M, S> {
    let target = End { p: s.p, x: s.target, one: s.weight.lit(1.0) };
    Synapse { target: M::target_after(&target, elapsed), ..*s }
}
