use npbrain_core::prelude::*;

vars! {
    /// Izhikevich's model with units (Izhikevich 2007).
    ///
    /// ```text
    /// c_m dv = (k (v − v_r) (v − v_t) − u + I) dt + noise dW
    /// u' = a (b (v − v_r) − u)
    /// v ≥ v_peak:  spike,  v ← c,  u ← u + d
    /// ```
    ///
    /// I and u are in pA, conductances in nS. The start is rest: v_r and
    /// u = 0. The defaults are regular spiking; other cells of the book are
    /// constants such as [`Izhikevich2007::IB`]. The default method is forward
    /// Euler, as in the book; with noise it is Euler–Maruyama. With `t_ref`, a
    /// spike holds v at c for that time, while u goes on moving.
    ///
    /// Source: E. M. Izhikevich, *Dynamical Systems in Neuroscience*, chapter
    /// 8, MIT Press 2007.
    pub struct Izhikevich2007 {
        /// Membrane capacitance.
        c_m = 100.0 "pF" > 0,
        /// Steepness of the quadratic.
        k = 0.7 "nS/mV",
        /// Resting potential.
        v_r = -60.0 "mV",
        /// Threshold potential: the upper zero of the quadratic.
        v_t = -40.0 "mV",
        /// Rate of recovery.
        a = 0.03 "1/ms",
        /// Pull of v on recovery.
        b = -2.0 "nS",
        /// Potential after a spike.
        c = -50.0 "mV",
        /// Jump of recovery after a spike.
        d = 100.0 "pA",
        /// Peak at which a spike is cut.
        v_peak = 35.0 "mV",
        /// Amplitude of the white noise.
        noise = 0.0 "pA·√ms" >= 0,
    }
}

vars! {
    /// State of an [`Izhikevich2007`] neuron.
    pub struct Izhikevich2007State {
        /// Membrane potential.
        v = -60.0 "mV",
        /// Recovery current.
        u = 0.0 "pA",
    }
}

impl NeuronModel for Izhikevich2007 {
    const NAME: &'static str = "Izhikevich2007";
    const METHOD: Method = Method::Euler;
    const NOISE: &'static [&'static str] = &["v"];
    type Params<V: Copy> = Izhikevich2007<V>;
    type State<V: Copy> = Izhikevich2007State<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> Izhikevich2007State<Num<S>> {
        let (p, x) = (&n.p, &n.x);
        let above_rest = x.v - p.v_r;
        Izhikevich2007State {
            v: (p.k * above_rest * (x.v - p.v_t) - x.u + n.current()) / p.c_m,
            u: p.a * (p.b * above_rest - x.u),
        }
    }

    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_peak)
    }

    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> Izhikevich2007State<Num<S>> {
        Izhikevich2007State { v: n.p.c, u: n.x.u + n.p.d }
    }

    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> Izhikevich2007State<Num<S>> {
        Izhikevich2007State { v: n.p.noise / n.p.c_m, u: n.x.u.lit(0.0) }
    }

    fn is_noisy(p: &Izhikevich2007) -> bool {
        p.noise != 0.0
    }

    fn initial(p: &Izhikevich2007) -> Izhikevich2007State {
        Izhikevich2007State { v: p.v_r, u: 0.0 }
    }
}

export_neuron!(Izhikevich2007);
