use npbrain_core::prelude::*;

vars! {
    /// Spike-timing-dependent plasticity by pairs: each spike is paired with all
    /// spikes of the other end before it, the changes add up, and the weight is
    /// kept between hard bounds.
    ///
    /// ```text
    /// between spikes:      x' = −x / tau_plus,   y' = −y / tau_minus
    /// spike of the source: w ← clip(w − a_minus · y),  then x ← x + 1
    /// spike of the target: w ← clip(w + a_plus · x),   then y ← y + 1
    /// ```
    ///
    /// So one pair changes w by a_plus e^(−Δ/tau_plus) where the target fires Δ
    /// after the source, and by −a_minus e^(−Δ/tau_minus) where it fires Δ before
    /// it, as seen at the synapse: through the axonal and the dendritic delay.
    /// Spikes that get there in the same step potentiate. A spike delivers the
    /// weight it finds, before it changes it.
    ///
    /// The **sign** is in the equations: both amplitudes are positive for the
    /// usual Hebbian rule, in the unit of the weight; negative ones make an
    /// anti-Hebbian rule. Weights set outside the bounds are brought inside by
    /// their first spike.
    ///
    /// ```
    /// # use npbrain_connect::all_to_all;
    /// # use npbrain_core::{Neurons, Place, synapses};
    /// # let cells = Neurons::all(Place { network: 0, index: 0, size: 100 });
    /// use npbrain_synapses::{ExpCond, PairStdp};
    ///
    /// // Song, Miller & Abbott (2000), in units of a largest weight of 0.015.
    /// let rule = PairStdp::default().scaled(0.015);
    /// synapses(rule, cells, cells, all_to_all())
    ///     .onto(ExpCond { tau: 5.0, e_rev: 0.0 })
    ///     .weight(0.01);
    /// ```
    ///
    /// Source: S. Song, K. D. Miller & L. F. Abbott, *Competitive Hebbian
    /// learning through spike-timing-dependent synaptic plasticity*, Nature
    /// Neurosci. 3 (2000), whose amplitudes, time constants and bounds are the
    /// defaults; on pairing and delays: A. Morrison, M. Diesmann & W. Gerstner,
    /// *Phenomenological models of synaptic plasticity based on spike timing*,
    /// Biol. Cybern. 98 (2008).
    #[doc(alias = "STDP")]
    pub struct PairStdp {
        /// Time constant of potentiation.
        tau_plus = 20.0 "ms" > 0,
        /// Time constant of depression.
        tau_minus = 20.0 "ms" > 0,
        /// Potentiation by a pair without distance.
        a_plus = 0.005 "1",
        /// Depression by a pair without distance; positive.
        a_minus = 0.00525 "1",
        /// The smallest weight.
        w_min = 0.0 "1",
        /// The largest weight.
        w_max = 1.0 "1",
    }
}

vars! {
    /// What one end of [`PairStdp`] synapses remembers.
    pub struct Trace {
        /// Its past spikes, each decayed.
        trace = 0.0 "1",
    }
}

impl PairStdp {
    /// The same rule for weights that are `factor` times as large: amplitudes and
    /// bounds are multiplied.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        PairStdp {
            a_plus: self.a_plus * factor,
            a_minus: self.a_minus * factor,
            w_min: self.w_min * factor,
            w_max: self.w_max * factor,
            ..self
        }
    }
}

#[inline(always)]
fn clipped<S: Scalar>(s: &Synapse<PairStdp, S>, weight: Num<S>) -> Changed<PairStdp, S> {
    s.reweighted(weight.max(s.p.w_min).min(s.p.w_max))
}

impl SynapseModel for PairStdp {
    const NAME: &'static str = "PairStdp";
    type Params<V: Copy> = PairStdp<V>;
    type Source<V: Copy> = Trace<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Trace<V>;

    fn misfit(p: &PairStdp) -> Option<&'static str> {
        (p.w_min > p.w_max).then_some("keeps weights between bounds: w_min is at most w_max")
    }

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace * (-elapsed / s.p.tau_plus).exp() }
    }

    #[inline(always)]
    fn target_after<S: Scalar>(s: &Target<Self, S>, elapsed: Num<S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace * (-elapsed / s.p.tau_minus).exp() }
    }

    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Trace<Num<S>>, Num<S>) {
        (Trace { trace: s.x.trace + 1.0 }, s.one)
    }

    #[inline(always)]
    fn target_spike<S: Scalar>(s: &Target<Self, S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace + 1.0 }
    }

    #[inline(always)]
    fn on_pre<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        clipped(s, s.weight - s.p.a_minus * s.target.trace)
    }

    #[inline(always)]
    fn on_post<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        clipped(s, s.weight + s.p.a_plus * s.source.trace)
    }
}

export_synapse!(PairStdp);
