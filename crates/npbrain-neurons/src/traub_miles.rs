use npbrain_core::prelude::*;

use crate::gate::Rates;

vars! {
    /// The neuron of Traub and Miles (1991) in one compartment, as in the
    /// networks that simulators are compared by (Brette et al. 2007, benchmark
    /// 3, COBAHH).
    ///
    /// ```text
    /// c_m v' = −g_na m³ h (v − e_na) − g_k n⁴ (v − e_k) − g_l (v − e_l) + I
    /// x' = α(u) (1 − x) − β(u) x        for x = m, h, n;  u = v − v_t
    /// ```
    ///
    /// | gate | α, 1/ms | β, 1/ms |
    /// |---|---|---|
    /// | m | 0.32 (13 − u) / (e^((13 − u)/4) − 1) | 0.28 (u − 40) / (e^((u − 40)/5) − 1) |
    /// | h | 0.128 e^((17 − u)/18) | 4 / (1 + e^((40 − u)/5)) |
    /// | n | 0.032 (15 − u) / (e^((15 − u)/5) − 1) | 0.5 e^((10 − u)/40) |
    ///
    /// The rates are those of a pyramidal cell of the hippocampus. `v_t` shifts
    /// all of them: spikes start some 10 mV above it. Where a quotient above is
    /// 0/0, at u = 13, 40 and 15 mV, its limit is taken.
    ///
    /// With these parameters there is **no rest**: without a current the neuron
    /// fires at 13.9 Hz, and it is silent below −0.1591 µA/cm². It starts at
    /// `e_l` with the gates steady there ([`TraubMiles::steady`]).
    ///
    /// The four equations are integrated together. The default method is
    /// exponential Euler, which is stable at steps of 0.1 ms and keeps gates in
    /// [0, 1]; for numbers to be compared with others' take
    /// [`Method::Rk4`](npbrain_core::Method::Rk4) and 0.01 ms.
    ///
    /// A **spike** is an upward crossing of `v_th`; the next one needs v to fall
    /// below it first. Nothing is reset, and `t_ref` only keeps crossings from
    /// being counted.
    ///
    /// **Units** are per area: the current I is in µA/cm², conductances that
    /// arrive are in mS/cm². The cell of Brette et al. has 20,000 µm²; for its
    /// synapses of 6 and 67 nS see
    /// [`HodgkinHuxley::per_area`](crate::HodgkinHuxley::per_area).
    ///
    /// Sources: R. D. Traub & R. Miles, *Neuronal Networks of the Hippocampus*
    /// (Cambridge 1991); R. Brette et al., *Simulation of networks of spiking
    /// neurons: a review of tools and strategies*, J. Comput. Neurosci. 23
    /// (2007).
    #[doc(alias = "COBAHH")]
    pub struct TraubMiles {
        /// Membrane capacitance.
        c_m = 1.0 "µF/cm²" > 0,
        /// Largest sodium conductance.
        g_na = 100.0 "mS/cm²" >= 0,
        /// Largest potassium conductance.
        g_k = 30.0 "mS/cm²" >= 0,
        /// Leak conductance.
        g_l = 0.05 "mS/cm²" >= 0,
        /// Reversal potential of sodium.
        e_na = 50.0 "mV",
        /// Reversal potential of potassium.
        e_k = -90.0 "mV",
        /// Reversal potential of the leak.
        e_l = -60.0 "mV",
        /// Where the rates have their zero of potential.
        v_t = -63.0 "mV",
        /// Where an upward crossing is a spike.
        v_th = -20.0 "mV",
    }
}

vars! {
    /// State of a [`TraubMiles`] neuron.
    pub struct TraubMilesState {
        /// Membrane potential.
        v = -60.0 "mV",
        /// Activation of sodium.
        m = 0.0269 "1",
        /// Inactivation of sodium: 1 is open.
        h = 0.9913 "1",
        /// Activation of potassium.
        n = 0.0604 "1",
    }
}

/// The rates of m, h and n at u = v − v_t.
///
/// All exponents but that of h are whole multiples of −u/40, so that one
/// exponential serves them, and two quotients have one division between them.
#[inline(always)]
fn rates<S: Scalar>(u: Num<S>) -> [Rates<S>; 3] {
    // So far below all that happens every rate is 0 or at its limit in effect,
    // and products of exponentials are still finite in single precision.
    let u = u.max(-150.0);
    let q = (-0.025 * u).exp();
    let (q2, q8) = (q * q, q.powi(8));
    let (y_m, x, y_n) = (u.mul_add(-0.25, 3.25), u.mul_add(-0.2, 8.0), u.mul_add(-0.2, 3.0));
    let e_x = 8.0_f64.exp() * q8;
    let (near_m, near_x, near_n) = (y_m.abs().lt(0.2), x.abs().lt(0.2), y_n.abs().lt(0.2));
    let d_m = near_m.select(1.0, (q8 * q2).mul_add(3.25_f64.exp(), -1.0));
    let d_x = near_x.select(1.0, e_x - 1.0);
    let d_n = near_n.select(1.0, q8.mul_add(3.0_f64.exp(), -1.0));
    let both = 1.0 / (d_m * d_n);
    let opening_m = near_m.select(bernoulli(y_m), y_m * (d_n * both));
    let opening_n = near_n.select(bernoulli(y_n), y_n * (d_m * both));
    let (plus, both) = (e_x + 1.0, 1.0 / (d_x * (e_x + 1.0)));
    let closing_m = near_x.select(bernoulli(x) + x, x * e_x * (plus * both));
    let closing_h = near_x.select(both, d_x * both);
    [
        Rates { opening: 1.28 * opening_m, closing: 1.4 * closing_m },
        Rates { opening: 0.128 * ((1.0 / 18.0) * (17.0 - u)).exp(), closing: 4.0 * closing_h },
        Rates { opening: 0.16 * opening_n, closing: 0.5 * 0.25_f64.exp() * q },
    ]
}

/// y / (eʸ − 1) for |y| < 0.2, by its series.
#[inline(always)]
fn bernoulli<S: Scalar>(y: Num<S>) -> Num<S> {
    let z = y * y;
    let even = z.mul_add(-1.0 / 1_209_600.0, 1.0 / 30_240.0).mul_add(z, -1.0 / 720.0);
    even.mul_add(z, 1.0 / 12.0).mul_add(z, y.mul_add(-0.5, 1.0))
}

impl TraubMiles {
    /// The gates where they stay if v, in mV, is held.
    ///
    /// ```
    /// use npbrain_core::neurons;
    /// use npbrain_neurons::TraubMiles;
    ///
    /// let model = TraubMiles::default();
    /// let x = model.steady(-65.0);
    /// let held = neurons(1, model)
    ///     .init("v", x.v)
    ///     .init("m", x.m)
    ///     .init("h", x.h)
    ///     .init("n", x.n);
    /// # let _ = held;
    /// assert!(0.0 < x.m && x.m < 1.0);
    /// ```
    pub fn steady(&self, v: f64) -> TraubMilesState {
        let [m, h, n] = rates(Num(v - self.v_t)).map(|rates| rates.steady().0);
        TraubMilesState { v, m, h, n }
    }
}

impl NeuronModel for TraubMiles {
    const NAME: &'static str = "TraubMiles";
    const DETECTION: Detection = Detection::Crossing;
    const METHOD: Method = Method::ExponentialEuler;
    type Params<V: Copy> = TraubMiles<V>;
    type State<V: Copy> = TraubMilesState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> TraubMilesState<Num<S>> {
        let (p, x) = (&n.p, &n.x);
        let [m, h, k] = rates(x.v - p.v_t);
        let n2 = x.n * x.n;
        let sodium = p.g_na * (x.m * x.m * x.m * x.h);
        let potassium = p.g_k * (n2 * n2);
        let leak = p.g_l * (p.e_l - x.v);
        let ionic = sodium.mul_add(p.e_na - x.v, potassium.mul_add(p.e_k - x.v, leak));
        TraubMilesState {
            v: (ionic + n.current()) / p.c_m,
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
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> TraubMilesState<Num<S>> {
        n.x
    }

    fn initial(p: &TraubMiles) -> TraubMilesState {
        p.steady(p.e_l)
    }
}

export_neuron!(TraubMiles);
