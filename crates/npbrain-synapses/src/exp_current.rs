use npbrain_core::prelude::*;

vars! {
    /// A current that jumps when spikes arrive and decays exponentially.
    ///
    /// ```text
    /// i' = −i / tau,   I = i,   a weight w that arrives: i ← i + w
    /// ```
    ///
    /// It is linear: composed into a linear neuron, `lif.with(ExpCurrent { … })`,
    /// the two are solved exactly together, equal time constants included.
    ///
    /// Source: Rotter & Diesmann (1999).
    pub struct ExpCurrent {
        /// Decay time constant.
        tau = 5.0 "ms" > 0,
    }
}

vars! {
    /// State of an [`ExpCurrent`] receptor.
    pub struct ExpCurrentState {
        /// Current.
        i = 0.0 "nA",
    }
}

impl ReceptorModel for ExpCurrent {
    const NAME: &'static str = "ExpCurrent";
    const WEIGHT_UNIT: &'static str = "nA";
    const LINEAR: bool = true;
    type Params<V: Copy> = ExpCurrent<V>;
    type State<V: Copy> = ExpCurrentState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> ExpCurrentState<Num<S>> {
        ExpCurrentState { i: -r.x.i / r.p.tau }
    }

    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> ExpCurrentState<Num<S>> {
        ExpCurrentState { i: r.x.i + arrived(0) }
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::current(r.x.i)
    }
}

export_receptor!(ExpCurrent);
