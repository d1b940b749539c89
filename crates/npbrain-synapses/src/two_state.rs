use npbrain_core::prelude::*;

vars! {
    /// Channels that open while transmitter is there and close again: the
    /// two-state kinetics of AMPA and GABA_A receptors.
    ///
    /// ```text
    /// r' = alpha · T · (1 − r) − beta · r
    /// T = transmitter for `duration` ms from each spike on, else 0
    /// level = r
    /// ```
    ///
    /// A spike during a pulse prolongs it to `duration` from then on. The
    /// fraction r of each source is known in closed form, so it is exact at any
    /// step; a pulse need not be a multiple of the step and has the same length
    /// at all times.
    ///
    /// | preset | alpha | beta | T | duration |
    /// | --- | --- | --- | --- | --- |
    /// | [`ampa`](TwoState::ampa), the default | 1.1 | 0.19 | 1 | 1 |
    /// | [`gaba_a`](TwoState::gaba_a) | 5 | 0.18 | 1 | 1 |
    /// | [`vijayan_kopell_2012`](TwoState::vijayan_kopell_2012) | 0.98 | 0.18 | 0.5 | 0.5 |
    /// | [`gaba_a_numpybrain`](TwoState::gaba_a_numpybrain) | 0.53 | 0.18 | 1 | 1 |
    ///
    /// Source: Destexhe, Mainen & Sejnowski (1994, 1998).
    #[doc(alias = "kinetic")]
    pub struct TwoState {
        /// Rate of opening.
        alpha = 1.1 "1/(mM·ms)" >= 0,
        /// Rate of closing.
        beta = 0.19 "1/ms" > 0,
        /// Concentration of transmitter in a pulse.
        transmitter = 1.0 "mM" >= 0,
        /// Length of a pulse.
        duration = 1.0 "ms" >= 0,
    }
}

vars! {
    /// State of a source of [`TwoState`] channels.
    pub struct TwoStateSource {
        /// Fraction of open channels.
        r = 0.0 "1",
        /// How long the transmitter stays from now on.
        remaining = 0.0 "ms",
    }
}

impl TwoState {
    /// AMPA receptors of Destexhe, Mainen & Sejnowski (1998).
    pub fn ampa() -> Self {
        TwoState::default()
    }

    /// GABA_A receptors of Destexhe, Mainen & Sejnowski (1998).
    pub fn gaba_a() -> Self {
        TwoState { alpha: 5.0, beta: 0.18, transmitter: 1.0, duration: 1.0 }
    }

    /// NumpyBrain's `AMPA_Ch2`, whose rates are those of Vijayan & Kopell (2012).
    pub fn vijayan_kopell_2012() -> Self {
        TwoState { alpha: 0.98, beta: 0.18, transmitter: 0.5, duration: 0.5 }
    }

    /// NumpyBrain's `GABAa_Ch2`.
    pub fn gaba_a_numpybrain() -> Self {
        TwoState { alpha: 0.53, beta: 0.18, transmitter: 1.0, duration: 1.0 }
    }
}

impl SynapseModel for TwoState {
    const NAME: &'static str = "TwoState";
    const GRADED: bool = true;
    type Params<V: Copy> = TwoState<V>;
    type Source<V: Copy> = TwoStateSource<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> TwoStateSource<Num<S>> {
        let open = elapsed.min(s.x.remaining);
        let opening = s.p.alpha * s.p.transmitter;
        let rate = opening + s.p.beta;
        let limit = opening / rate;
        let risen = limit + (s.x.r - limit) * (-rate * open).exp();
        TwoStateSource {
            r: risen * (-s.p.beta * (elapsed - open)).exp(),
            remaining: s.x.remaining - open,
        }
    }

    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (TwoStateSource<Num<S>>, Num<S>) {
        (TwoStateSource { r: s.x.r, remaining: s.p.duration }, s.one)
    }

    #[inline(always)]
    fn level<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        s.x.r
    }

    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, _: Num<S>) -> Num<S> {
        s.weight.lit(0.0)
    }
}

export_synapse!(TwoState);
