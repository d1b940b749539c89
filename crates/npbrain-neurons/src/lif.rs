use npbrain_core::prelude::*;

vars! {
    /// The leaky integrate-and-fire neuron (Lapicque 1907; Tuckwell 1988).
    ///
    /// ```text
    /// dv = (−(v − v_rest) + r · I) / tau · dt + noise / tau · dW
    /// v ≥ v_th:  spike,  v ← v_reset,  held there for t_ref
    /// ```
    ///
    /// The defaults are NumpyBrain's. The default method is
    /// [`Exact`](npbrain_core::integrate::Exact): the step size changes
    /// nothing but when a threshold is noticed. A population that receives
    /// conductances uses exponential Euler, which is exact for conductances
    /// constant during a step.
    ///
    /// `v_rest`, where the leak leads, and `v_reset`, where a spike leads, are
    /// two things, which in NumpyBrain were one, `Vr`. It had no r either: with
    /// r = 1 the input is the potential, in mV, that it adds in the end. With r
    /// in MΩ it is a current in nA, with r in GΩ one in pA.
    ///
    /// **Noise** has NumpyBrain's meaning: `noise` is multiplied by a Wiener
    /// process per √ms and divided by `tau`. Far from threshold v is then an
    /// Ornstein–Uhlenbeck process around v_rest + r·I with the stationary
    /// standard deviation noise / √(2 tau). For a standard deviation σ choose
    /// noise = σ √(2 tau); see [`Lif::noise_for_std`].
    ///
    /// v starts at `v_reset`, unless the population says otherwise
    /// (`.init("v", …)`).
    ///
    /// A spike holds v at `v_reset` for the population's refractory period
    /// `t_ref` (0 by default).
    ///
    /// Source: NumpyBrain 0.2.2, with its resting potential and resistance made
    /// explicit; exact solution after Rotter & Diesmann (1999).
    pub struct Lif {
        /// Membrane time constant.
        tau = 10.0 "ms" > 0,
        /// Membrane resistance: the potential that a current of 1 adds.
        r = 1.0 "MΩ",
        /// Resting potential.
        v_rest = 0.0 "mV",
        /// Potential after a spike.
        v_reset = 0.0 "mV",
        /// Threshold.
        v_th = 10.0 "mV",
        /// Amplitude of the white noise.
        noise = 0.0 "mV·√ms" >= 0,
    }
}

vars! {
    /// State of a [`Lif`] neuron.
    pub struct LifState {
        /// Membrane potential.
        v = 0.0 "mV",
    }
}

impl Lif {
    /// The `noise` that gives v the stationary standard deviation `std`, in
    /// mV, for the time constant `tau`, in ms: std · √(2 tau).
    ///
    /// ```
    /// use npbrain_neurons::Lif;
    ///
    /// let lif = Lif { noise: Lif::noise_for_std(2.0, 10.0), ..Default::default() };
    /// assert!((lif.noise / (2.0 * lif.tau).sqrt() - 2.0).abs() < 1e-12);
    /// ```
    pub fn noise_for_std(std: f64, tau: f64) -> f64 {
        std * (2.0 * tau).sqrt()
    }
}

impl NeuronModel for Lif {
    const NAME: &'static str = "Lif";
    const METHOD: Method = Method::Exact;
    const LINEAR: bool = true;
    const NOISE: &'static [&'static str] = &["v"];
    type Params<V: Copy> = Lif<V>;
    type State<V: Copy> = LifState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> LifState<Num<S>> {
        LifState { v: (n.p.v_rest - n.x.v + n.p.r * n.current()) / n.p.tau }
    }

    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_th)
    }

    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> LifState<Num<S>> {
        LifState { v: n.p.v_reset }
    }

    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> LifState<Num<S>> {
        LifState { v: n.p.noise / n.p.tau }
    }

    fn is_noisy(p: &Lif) -> bool {
        p.noise != 0.0
    }

    fn initial(p: &Lif) -> LifState {
        LifState { v: p.v_reset }
    }
}

export_neuron!(Lif);
