use npbrain_core::prelude::*;

vars! {
    /// A conductance that is at all times the sum of weights times levels of
    /// its [graded](npbrain_core::SynapseModel::GRADED) sources.
    ///
    /// ```text
    /// g = Σ w_j · level_j,   I = g · (e_rev − v)
    /// ```
    ///
    /// The level is that of the start of each step.
    ///
    /// Source: Destexhe, Mainen & Sejnowski (1994).
    pub struct GradedCond {
        /// Reversal potential.
        e_rev = 0.0 "mV",
    }
}

vars! {
    /// State of a [`GradedCond`] receptor.
    pub struct GradedCondState {
        /// Conductance.
        g = 0.0 "µS",
    }
}

impl ReceptorModel for GradedCond {
    const NAME: &'static str = "GradedCond";
    const WEIGHT_UNIT: &'static str = "µS";
    const GRADED: bool = true;
    type Params<V: Copy> = GradedCond<V>;
    type State<V: Copy> = GradedCondState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> GradedCondState<Num<S>> {
        GradedCondState { g: r.x.g.lit(0.0) }
    }

    #[inline(always)]
    fn receive<S: Scalar>(
        _: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> GradedCondState<Num<S>> {
        GradedCondState { g: arrived(0) }
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.x.g, r.p.e_rev)
    }
}

export_receptor!(GradedCond);
