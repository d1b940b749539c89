use npbrain_core::prelude::*;

vars! {
    /// Izhikevich's simple model of a spiking neuron (Izhikevich 2003, 2004).
    ///
    /// ```text
    /// dv = (k2 v² + k1 v + k0 − u + I) dt + noise dW
    /// u' = a (b v − u)                 or, with accommodation = 1,
    /// u' = a b (v + 65)
    /// v ≥ v_th:  spike,  v ← c,  u ← u + d
    /// ```
    ///
    /// Time is in ms and v in mV; the numbers in the equation carry the units.
    /// u starts at b · v. The defaults are regular spiking, as those of
    /// NumpyBrain; the other cells of the paper of 2003 are constants such as
    /// [`Izhikevich::FS`], and the twenty patterns of the paper of 2004, which
    /// need start values and a step of their own, are an
    /// [`IzhikevichMode`](crate::IzhikevichMode).
    ///
    /// The default method is forward Euler, as in the papers. Their scripts
    /// move u with the new v: that is
    /// [`SequentialEuler`](npbrain_core::integrate::SequentialEuler), and what
    /// NumpyBrain does. With **noise** the default is Euler–Maruyama.
    ///
    /// With `t_ref`, a spike holds v at c for that time, while u goes on
    /// moving; the papers have none.
    ///
    /// Sources: E. M. Izhikevich, *Simple model of spiking neurons*, IEEE
    /// Trans. Neural Networks 14 (2003); *Which model to use for cortical
    /// spiking neurons?*, 15 (2004), whose classes of excitability and
    /// integrator have k1 = 4.1 and k0 = 108, and whose accommodation has the
    /// other u'.
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
        /// Constant of v'.
        k0 = 140.0 "mV/ms",
        /// Factor of v in v'.
        k1 = 5.0 "1/ms",
        /// Factor of v² in v'.
        k2 = 0.04 "1/(mV·ms)",
        /// 1 for u' = a b (v + 65), 0 for u' = a (b v − u).
        accommodation = 0.0 "1" >= 0,
        /// Amplitude of the white noise of v.
        noise = 0.0 "mV/√ms" >= 0,
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
    const NOISE: &'static [&'static str] = &["v"];
    type Params<V: Copy> = Izhikevich<V>;
    type State<V: Copy> = IzhikevichState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> IzhikevichState<Num<S>> {
        let (p, x) = (&n.p, &n.x);
        let accommodates = p.accommodation.gt(0.5);
        let pull = accommodates.select(p.b * (x.v + 65.0), p.b * x.v - x.u);
        IzhikevichState {
            v: p.k2 * x.v * x.v + p.k1 * x.v + p.k0 - x.u + n.current(),
            u: p.a * pull,
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

    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> IzhikevichState<Num<S>> {
        IzhikevichState { v: n.p.noise, u: n.x.u.lit(0.0) }
    }

    fn is_noisy(p: &Izhikevich) -> bool {
        p.noise != 0.0
    }

    fn initial(p: &Izhikevich) -> IzhikevichState {
        let v = IzhikevichState::default().v;
        IzhikevichState { v, u: p.b * v }
    }
}

export_neuron!(Izhikevich);
