use npbrain_core::{export_synapse, prelude::*};

vars! {
    /// Traces of both ends jump by 1 at their spikes and decay; a spike of the
    /// source takes a_minus · (target's trace) from the weight, one of the
    /// target adds a_plus · (source's trace) (Song, Miller & Abbott 2000).
    pub struct PairStdp {
        /// Potentiation by a pair without distance.
        a_plus = 0.01 "1",
        /// Depression by a pair without distance.
        a_minus = 0.0105 "1",
        /// Time constant of both traces.
        tau = 20.0 "ms" > 0,
        /// The largest weight; the smallest is 0.
        w_max = 1.0 "1",
    }
}
vars! {
    /// What both ends of a [`PairStdp`] remember.
    pub struct Trace {
        /// Past spikes, each decayed.
        trace = 0.0 "1",
    }
}
impl SynapseModel for PairStdp {
    const NAME: &'static str = "PairStdp";
    type Params<V: Copy> = PairStdp<V>;
    type Source<V: Copy> = Trace<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Trace<V>;

    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace * (-elapsed / s.p.tau).exp() }
    }
    fn target_after<S: Scalar>(s: &Target<Self, S>, elapsed: Num<S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace * (-elapsed / s.p.tau).exp() }
    }
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Trace<Num<S>>, Num<S>) {
        (Trace { trace: s.x.trace + 1.0 }, s.one)
    }
    fn target_spike<S: Scalar>(s: &Target<Self, S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace + 1.0 }
    }
    fn on_pre<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        s.reweighted((s.weight - s.p.a_minus * s.target.trace).max(0.0))
    }
    fn on_post<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        s.reweighted((s.weight + s.p.a_plus * s.source.trace).min(s.p.w_max))
    }
}
export_synapse!(PairStdp);
