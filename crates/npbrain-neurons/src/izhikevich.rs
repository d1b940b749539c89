use npbrain_core::prelude::*;

vars! {
    /// Izhikevich's simple model of a spiking neuron (Izhikevich 2003).
    ///
    /// ```text
    /// v' = 0.04 v² + 5 v + 140 − u + I
    /// u' = a (b v − u)
    /// v ≥ v_th:  spike,  v ← c,  u ← u + d
    /// ```
    ///
    /// Time is in ms and v in mV; the numbers in the equation carry the units.
    /// u starts at b · v. The defaults are regular spiking ("RS"). The default
    /// method is forward Euler, as in the paper.
    ///
    /// Source: E. M. Izhikevich, *Simple model of spiking neurons*, IEEE Trans.
    /// Neural Networks 14 (2003).
    pub struct Izhikevich {
        /// Rate of recovery.
        a = 0.02 "1/ms",
        /// Pull of v on recovery.
        b = 0.2 "1/ms",
        /// Potential after a spike.
        c = -65.0 "mV",
        /// Jump of recovery after a spike.
        d = 8.0 "mV/ms",
        /// Peak at which a spike is cut.
        v_th = 30.0 "mV",
    }
}

vars! {
    /// State of an [`Izhikevich`] neuron.
    pub struct IzhikevichState {
        /// Membrane potential.
        v = -65.0 "mV",
        /// Recovery.
        u = -13.0 "mV/ms",
    }
}

impl NeuronModel for Izhikevich {
    const NAME: &'static str = "Izhikevich";
    const METHOD: Method = Method::Euler;
    type Params<V: Copy> = Izhikevich<V>;
    type State<V: Copy> = IzhikevichState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> IzhikevichState<Num<S>> {
        let (p, x) = (&n.p, &n.x);
        IzhikevichState {
            v: 0.04 * x.v * x.v + 5.0 * x.v + 140.0 - x.u + n.current(),
            u: p.a * (p.b * x.v - x.u),
        }
    }

    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_th)
    }

    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> IzhikevichState<Num<S>> {
        IzhikevichState { v: n.p.c, u: n.x.u + n.p.d }
    }

    fn initial(p: &Izhikevich) -> IzhikevichState {
        let v = IzhikevichState::default().v;
        IzhikevichState { v, u: p.b * v }
    }
}

export_neuron!(Izhikevich);
