use npbrain_core::prelude::*;

vars! {
    /// A conductance that jumps when spikes arrive and decays exponentially.
    ///
    /// ```text
    /// g' = −g / tau,   I = g · (e_rev − v),   a weight w that arrives: g ← g + w
    /// ```
    ///
    /// Composed into a neuron it is integrated jointly with it:
    /// `lif.with((ExpCond { … }, ExpCond { … }))`. Weights are conductances, in
    /// µS for currents in nA; with [`Lif`], whose input is r · I with r = 1 MΩ
    /// by default, they are also the fraction of the leak.
    ///
    /// Source: Meffin, Burkitt & Grayden (2004); Vogels & Abbott (2005).
    ///
    /// [`Lif`]: https://docs.rs/npbrain-neurons
    pub struct ExpCond {
        /// Decay time constant.
        tau = 5.0 "ms" > 0,
        /// Reversal potential.
        e_rev = 0.0 "mV",
    }
}

vars! {
    /// State of an [`ExpCond`] receptor.
    pub struct ExpCondState {
        /// Conductance.
        g = 0.0 "µS",
    }
}

impl ExpCond {
    /// AMPA: 2 ms and 0 mV (Brunel & Wang 2001).
    pub fn ampa() -> Self {
        ExpCond { tau: 2.0, e_rev: 0.0 }
    }

    /// GABA_A: 6 ms and −80 mV, NumpyBrain's; the closing rate of Destexhe,
    /// Mainen & Sejnowski (1998) makes 5.6 ms.
    pub fn gaba_a() -> Self {
        ExpCond { tau: 6.0, e_rev: -80.0 }
    }
}

impl ReceptorModel for ExpCond {
    const NAME: &'static str = "ExpCond";
    const WEIGHT_UNIT: &'static str = "µS";
    type Params<V: Copy> = ExpCond<V>;
    type State<V: Copy> = ExpCondState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> ExpCondState<Num<S>> {
        ExpCondState { g: -r.x.g / r.p.tau }
    }

    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> ExpCondState<Num<S>> {
        ExpCondState { g: r.x.g + arrived(0) }
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.x.g, r.p.e_rev)
    }
}

export_receptor!(ExpCond);
