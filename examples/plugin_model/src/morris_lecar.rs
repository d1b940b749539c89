use npbrain_core::prelude::*;

vars! {
    /// c v' = I − g_l (v − v_l) − g_ca m (v − v_ca) − g_k w (v − v_k),
    /// w' = phi (w∞ − w) cosh((v − v3)/(2 v4)), where m = (1 + tanh((v − v1)/v2))/2
    /// and w∞ = (1 + tanh((v − v3)/v4))/2; a spike is an upward crossing of 0 mV
    /// (Morris & Lecar 1981). The current is in µA/cm². By default it begins to
    /// fire through a Hopf bifurcation (Rinzel & Ermentrout 1998).
    pub struct MorrisLecar {
        /// Capacitance.
        c = 20.0 "µF/cm²" > 0,
        /// Conductance of the leak.
        g_l = 2.0 "mS/cm²" >= 0,
        /// Reversal potential of the leak.
        v_l = -60.0 "mV",
        /// Largest conductance of calcium.
        g_ca = 4.4 "mS/cm²" >= 0,
        /// Reversal potential of calcium.
        v_ca = 120.0 "mV",
        /// Largest conductance of potassium.
        g_k = 8.0 "mS/cm²" >= 0,
        /// Reversal potential of potassium.
        v_k = -84.0 "mV",
        /// Where calcium channels are half open.
        v1 = -1.2 "mV",
        /// Width of their opening.
        v2 = 18.0 "mV" > 0,
        /// Where potassium channels are half open.
        v3 = 2.0 "mV",
        /// Width of their opening.
        v4 = 30.0 "mV" > 0,
        /// Rate of their opening at `v3`.
        phi = 0.04 "1/ms" >= 0,
    }
}
vars! {
    /// State of a [`MorrisLecar`] neuron, at rest without a current.
    pub struct MorrisLecarState {
        /// Membrane potential.
        v = -60.85539 "mV",
        /// Open part of the potassium channels.
        w = 0.014915 "1",
    }
}
impl NeuronModel for MorrisLecar {
    const NAME: &'static str = "MorrisLecar";
    const METHOD: Method = Method::Rk4;
    const DETECTION: Detection = Detection::Crossing;
    type Params<V: Copy> = MorrisLecar<V>;
    type State<V: Copy> = MorrisLecarState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> MorrisLecarState<Num<S>> {
        let (p, v, w) = (&n.p, n.x.v, n.x.w);
        let m = 0.5 * (1.0 + ((v - p.v1) / p.v2).tanh());
        let w_inf = 0.5 * (1.0 + ((v - p.v3) / p.v4).tanh());
        let e = ((v - p.v3) / (2.0 * p.v4)).exp();
        let ionic = p.g_l * (v - p.v_l) + p.g_ca * m * (v - p.v_ca) + p.g_k * w * (v - p.v_k);
        MorrisLecarState {
            v: (n.current() - ionic) / p.c,
            w: p.phi * (w_inf - w) * 0.5 * (e + 1.0 / e),
        }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(0.0)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> MorrisLecarState<Num<S>> {
        n.x
    }
}
export_neuron!(MorrisLecar);
