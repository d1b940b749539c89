use npbrain_core::prelude::*;

vars! {
    /// An electrical synapse between two membranes.
    ///
    /// ```text
    /// I_j = w · (v_i − v_j),  I_i = w · (v_j − v_i)
    /// a spike of i:  v_j ← v_j + w · spikelet  after the delay, and vice versa
    /// ```
    ///
    /// The potentials are those at the start of each step; there is no delay in
    /// the current. So the step must be short beside the time in which the
    /// junctions of a neuron would level it with its neighbours, C / Σw (for
    /// [`Lif`](https://docs.rs/npbrain-neurons), tau / (r Σw)): from about that
    /// on, potentials swing ever further. An integrate-and-fire neuron has no upstroke of its own that
    /// its neighbours could feel: the spikelet stands for it. A neuron held in
    /// its refractory period takes no spikelet.
    ///
    /// Both halves are made by [`mutual`](npbrain_core::Projection::mutual), as
    /// [`gap_junction`](fn@crate::gap_junction) does.
    ///
    /// Source: Lewis & Rinzel (2003); Hahne et al. (2015).
    #[doc(alias = "electrical synapse")]
    pub struct GapJunction {
        /// What a spike adds to v, for a weight of 1.
        spikelet = 0.0 "mV/µS",
    }
}

impl SynapseModel for GapJunction {
    const NAME: &'static str = "GapJunction";
    const FLOWS: bool = true;
    type Params<V: Copy> = GapJunction<V>;
    type Source<V: Copy> = Nothing;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, released: Num<S>) -> Num<S> {
        s.weight * s.p.spikelet * released
    }

    #[inline(always)]
    fn flow<S: Scalar>(s: &Synapse<Self, S>, v_pre: Num<S>, v_post: Num<S>) -> Input<Num<S>> {
        Input::current(s.weight * (v_pre - v_post))
    }
}

export_synapse!(GapJunction);
