use npbrain_core::prelude::*;

use crate::gaba_b::activation;

vars! {
    /// The conductance of potassium channels that a G protein opens, whose
    /// concentrations at all synapses of the neuron add up first.
    ///
    /// ```text
    /// G = Σ w_j · G_j,   I = g_max G⁴ / (G⁴ + k_d) · (e_rev − v)
    /// ```
    ///
    /// For sources [`Pooled`](crate::Pooled); weights are pure numbers, 1 for a
    /// synapse as others. Where each synapse has channels of its own the sum
    /// is of conductances: that is [`GradedCond`](crate::GradedCond).
    ///
    /// Source: NumpyBrain 0.2.2 (`GABAb_Ch2`); the activation is that of
    /// Destexhe & Sejnowski (1995).
    pub struct GradedHill {
        /// Conductance with all channels open.
        g_max = 0.02 "µS",
        /// The fourth power of the concentration that opens half of them.
        k_d = 100.0 "µM⁴" > 0,
        /// Reversal potential.
        e_rev = -95.0 "mV",
    }
}

vars! {
    /// State of a [`GradedHill`] receptor.
    pub struct GradedHillState {
        /// Concentration of the G protein.
        protein = 0.0 "µM",
    }
}

impl ReceptorModel for GradedHill {
    const NAME: &'static str = "GradedHill";
    const WEIGHT_UNIT: &'static str = "1";
    const GRADED: bool = true;
    type Params<V: Copy> = GradedHill<V>;
    type State<V: Copy> = GradedHillState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> GradedHillState<Num<S>> {
        GradedHillState { protein: r.x.protein.lit(0.0) }
    }

    #[inline(always)]
    fn receive<S: Scalar>(
        _: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> GradedHillState<Num<S>> {
        GradedHillState { protein: arrived(0) }
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.p.g_max * activation(r.x.protein, r.p.k_d), r.p.e_rev)
    }
}

export_receptor!(GradedHill);
