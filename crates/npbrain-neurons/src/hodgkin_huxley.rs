use npbrain_core::prelude::*;

use crate::gate::Rates;

vars! {
    /// The squid giant axon of Hodgkin and Huxley (1952), one compartment.
    ///
    /// ```text
    /// c_m dv = (−g_na m³ h (v − e_na) − g_k n⁴ (v − e_k) − g_l (v − e_l) + I) dt + noise dW
    /// x' = α(v) (1 − x) − β(v) x        for x = m, h, n
    /// ```
    ///
    /// | gate | α, 1/ms | β, 1/ms |
    /// |---|---|---|
    /// | m | 0.1 (v + 40) / (1 − e^(−(v + 40)/10)) | 4 e^(−(v + 65)/18) |
    /// | h | 0.07 e^(−(v + 65)/20) | 1 / (1 + e^(−(v + 35)/10)) |
    /// | n | 0.01 (v + 55) / (1 − e^(−(v + 55)/10)) | 0.125 e^(−(v + 65)/80) |
    ///
    /// The rates are those of 1952 at 6.3 °C with today's sign of v and rest
    /// near −65 mV; where a quotient above is 0/0, at −40 and −55 mV, its limit
    /// is taken. The leak is that of the paper, 0.3 mS/cm² (NumpyBrain's 0.03
    /// is not the squid's axon).
    ///
    /// The four equations are integrated together. The default method is
    /// exponential Euler, which is stable at steps of 0.1 ms and keeps gates in
    /// [0, 1]; for numbers to be compared with others' take
    /// [`Method::Rk4`](npbrain_core::Method::Rk4) and 0.01 ms. (At 0.1 ms, Euler
    /// and RK4 overflow.) The start is the fixed point without current,
    /// −64.9964 mV with these parameters.
    ///
    /// A **spike** is an upward crossing of `v_th`; the next one needs v to fall
    /// below it first. The default, 0 mV, is what most published times of spikes
    /// are of; NumpyBrain's is 20 mV, which spikes no longer reach at 30 µA/cm².
    /// Nothing is reset, and `t_ref` only keeps crossings from being counted.
    ///
    /// **Units** are per area: the current I is in µA/cm², conductances that
    /// arrive are in mS/cm², noise is that of the current density (with
    /// c_m = 1 µF/cm² as NumpyBrain's). For a cell of known area
    /// see [`HodgkinHuxley::per_area`].
    ///
    /// Source: A. L. Hodgkin & A. F. Huxley, *A quantitative description of
    /// membrane current and its application to conduction and excitation in
    /// nerve*, J. Physiol. 117 (1952).
    pub struct HodgkinHuxley {
        /// Membrane capacitance.
        c_m = 1.0 "µF/cm²" > 0,
        /// Largest sodium conductance.
        g_na = 120.0 "mS/cm²" >= 0,
        /// Largest potassium conductance.
        g_k = 36.0 "mS/cm²" >= 0,
        /// Leak conductance.
        g_l = 0.3 "mS/cm²" >= 0,
        /// Reversal potential of sodium.
        e_na = 50.0 "mV",
        /// Reversal potential of potassium.
        e_k = -77.0 "mV",
        /// Reversal potential of the leak.
        e_l = -54.387 "mV",
        /// Where an upward crossing is a spike.
        v_th = 0.0 "mV",
        /// Amplitude of the white noise of the current.
        noise = 0.0 "µA·√ms/cm²" >= 0,
    }
}

vars! {
    /// State of a [`HodgkinHuxley`] neuron.
    pub struct HodgkinHuxleyState {
        /// Membrane potential.
        v = -65.0 "mV",
        /// Activation of sodium.
        m = 0.0529 "1",
        /// Inactivation of sodium: 1 is open.
        h = 0.5961 "1",
        /// Activation of potassium.
        n = 0.3177 "1",
    }
}

/// The rates of m, h and n. x / (1 − e⁻ˣ) is 1 / exprel(−x).
#[inline(always)]
fn rates<S: Scalar>(v: Num<S>) -> [Rates<S>; 3] {
    let from_rest = -65.0 - v;
    let sodium = Rates {
        opening: 1.0 / ((-40.0 - v) / 10.0).exprel(),
        closing: 4.0 * (from_rest / 18.0).exp(),
    };
    let inactivation = Rates {
        opening: 0.07 * (from_rest / 20.0).exp(),
        closing: 1.0 / (1.0 + ((-35.0 - v) / 10.0).exp()),
    };
    let potassium = Rates {
        opening: 0.1 / ((-55.0 - v) / 10.0).exprel(),
        closing: 0.125 * (from_rest / 80.0).exp(),
    };
    [sodium, inactivation, potassium]
}

/// The current into the membrane, in µA/cm².
#[inline(always)]
fn ionic<S: Scalar>(p: &HodgkinHuxley<Num<S>>, x: &HodgkinHuxleyState<Num<S>>) -> Num<S> {
    let n2 = x.n * x.n;
    let sodium = p.g_na * (x.m * x.m * x.m * x.h);
    let potassium = p.g_k * (n2 * n2);
    sodium * (p.e_na - x.v) + potassium * (p.e_k - x.v) + p.g_l * (p.e_l - x.v)
}

impl HodgkinHuxley {
    /// The gates where they stay if v, in mV, is held.
    ///
    /// ```
    /// use npbrain_core::neurons;
    /// use npbrain_neurons::HodgkinHuxley;
    ///
    /// let x = HodgkinHuxley::steady(-40.0);
    /// let held = neurons(1, HodgkinHuxley::default())
    ///     .init("v", x.v)
    ///     .init("m", x.m)
    ///     .init("h", x.h)
    ///     .init("n", x.n);
    /// # let _ = held;
    /// assert!(0.0 < x.m && x.m < 1.0);
    /// ```
    pub fn steady(v: f64) -> HodgkinHuxleyState {
        let [m, h, n] = rates(Num(v)).map(|rates| rates.steady().0);
        HodgkinHuxleyState { v, m, h, n }
    }

    /// A conductance in nS or a current in pA, spread over a cell of `area`
    /// µm²: in mS/cm² or µA/cm², 100 · amount / area. (Of a weight in µS or nA,
    /// give a thousand times the number.)
    ///
    /// ```
    /// use npbrain_neurons::HodgkinHuxley;
    ///
    /// // A synapse of 6 nS on a cell of 20,000 µm².
    /// let weight = HodgkinHuxley::per_area(6.0, 20_000.0);
    /// assert_eq!(weight, 0.03); // mS/cm²
    /// ```
    pub fn per_area(amount: f64, area: f64) -> f64 {
        100.0 * amount / area
    }

    /// A fixed point without current. At the highest reversal potential no
    /// current flows in, at the lowest none flows out: between them it changes
    /// sign.
    fn rest(&self) -> HodgkinHuxleyState {
        let p = HodgkinHuxley::make(|k| Num(self.get(k)));
        let inward =
            |x: HodgkinHuxleyState| ionic(&p, &HodgkinHuxleyState::make(|k| Num(x.get(k)))).0;
        let reversals = [self.e_na, self.e_k, self.e_l];
        let mut low = reversals.into_iter().fold(f64::INFINITY, f64::min);
        let mut high = reversals.into_iter().fold(f64::NEG_INFINITY, f64::max);
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                return HodgkinHuxley::steady(low);
            }
            let x = HodgkinHuxley::steady(middle);
            if inward(x) > 0.0 { low = middle } else { high = middle }
        }
    }
}

impl NeuronModel for HodgkinHuxley {
    const NAME: &'static str = "HodgkinHuxley";
    const DETECTION: Detection = Detection::Crossing;
    const METHOD: Method = Method::ExponentialEuler;
    const NOISE: &'static [&'static str] = &["v"];
    type Params<V: Copy> = HodgkinHuxley<V>;
    type State<V: Copy> = HodgkinHuxleyState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> HodgkinHuxleyState<Num<S>> {
        let (p, x) = (&n.p, &n.x);
        let [m, h, k] = rates(x.v);
        HodgkinHuxleyState {
            v: (ionic(p, x) + n.current()) / p.c_m,
            m: m.slope(x.m),
            h: h.slope(x.h),
            n: k.slope(x.n),
        }
    }

    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_th)
    }

    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> HodgkinHuxleyState<Num<S>> {
        n.x
    }

    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> HodgkinHuxleyState<Num<S>> {
        let zero = n.x.v.lit(0.0);
        HodgkinHuxleyState { v: n.p.noise / n.p.c_m, m: zero, h: zero, n: zero }
    }

    fn is_noisy(p: &HodgkinHuxley) -> bool {
        p.noise != 0.0
    }

    fn initial(p: &HodgkinHuxley) -> HodgkinHuxleyState {
        p.rest()
    }
}

export_neuron!(HodgkinHuxley);
