//! The models that are integrated, and the reference.

use npbrain_core::prelude::*;

vars! {
    /// Hodgkin & Huxley (1952), with today's signs.
    pub struct HodgkinHuxley {
        /// Capacitance.
        c = 1.0 "µF/cm²" > 0,
        /// Sodium conductance.
        g_na = 120.0 "mS/cm²",
        /// Potassium conductance.
        g_k = 36.0 "mS/cm²",
        /// Leak conductance.
        g_l = 0.3 "mS/cm²",
        /// Sodium reversal potential.
        e_na = 50.0 "mV",
        /// Potassium reversal potential.
        e_k = -77.0 "mV",
        /// Leak reversal potential.
        e_l = -54.387 "mV",
    }
}

vars! {
    /// State of [`HodgkinHuxley`].
    pub struct Gates {
        /// Membrane potential.
        v = -65.0 "mV",
        /// Sodium activation.
        m = 0.0529 "1",
        /// Sodium inactivation.
        h = 0.5961 "1",
        /// Potassium activation.
        n = 0.3177 "1",
    }
}

impl NeuronModel for HodgkinHuxley {
    const NAME: &'static str = "HodgkinHuxley";
    type Params<V: Copy> = HodgkinHuxley<V>;
    type State<V: Copy> = Gates<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(neuron: &Neuron<Self, S>) -> Gates<Num<S>> {
        let (p, Gates { v, m, h, n }) = (&neuron.p, neuron.x);
        let alpha_m = 1.0 / (-(v + 40.0) / 10.0).exprel();
        let beta_m = 4.0 * (-(v + 65.0) / 18.0).exp();
        let alpha_h = 0.07 * (-(v + 65.0) / 20.0).exp();
        let beta_h = 1.0 / (1.0 + (-(v + 35.0) / 10.0).exp());
        let alpha_n = 0.1 / (-(v + 55.0) / 10.0).exprel();
        let beta_n = 0.125 * (-(v + 65.0) / 80.0).exp();
        let sodium = p.g_na * m * m * m * h * (v - p.e_na);
        let potassium = p.g_k * (n * n) * (n * n) * (v - p.e_k);
        let leak = p.g_l * (v - p.e_l);
        Gates {
            v: (neuron.current() - sodium - potassium - leak) / p.c,
            m: alpha_m * (1.0 - m) - beta_m * m,
            h: alpha_h * (1.0 - h) - beta_h * h,
            n: alpha_n * (1.0 - n) - beta_n * n,
        }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(0.0)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> Gates<Num<S>> {
        n.x
    }
}

vars! {
    /// A leaky membrane.
    pub struct Leaky {
        /// Time constant.
        tau = 10.0 "ms" > 0,
    }
}

vars! {
    /// State of [`Leaky`].
    pub struct Potential {
        /// Membrane potential.
        v = -60.0 "mV",
    }
}

impl NeuronModel for Leaky {
    const NAME: &'static str = "Leaky";
    type Params<V: Copy> = Leaky<V>;
    type State<V: Copy> = Potential<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> Potential<Num<S>> {
        Potential { v: (-65.0 - n.x.v + n.current()) / n.p.tau }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(0.0)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> Potential<Num<S>> {
        n.x
    }
}

vars! {
    /// g' = −g/tau; I = g (e_rev − v).
    pub struct Conductance {
        /// Decay time constant.
        tau = 2.0 "ms" > 0,
        /// Reversal potential.
        e_rev = 0.0 "mV",
    }
}

vars! {
    /// State of [`Conductance`].
    pub struct Opened {
        /// Conductance.
        g = 0.0 "mS/cm²",
    }
}

impl ReceptorModel for Conductance {
    const NAME: &'static str = "Conductance";
    const WEIGHT_UNIT: &'static str = "mS/cm²";
    type Params<V: Copy> = Conductance<V>;
    type State<V: Copy> = Opened<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> Opened<Num<S>> {
        Opened { g: -r.x.g / r.p.tau }
    }
    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> Opened<Num<S>> {
        Opened { g: r.x.g + arrived(0) }
    }
    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.x.g, r.p.e_rev)
    }
}

/// dx/dt of the Hodgkin–Huxley neuron with a conductance of 2 ms and 0 mV
/// beside it, in plain `f64` and written as in textbooks.
pub(super) fn by_hand([v, m, h, n, g]: [f64; 5], current: f64) -> [f64; 5] {
    let alpha_m = 0.1 * (v + 40.0) / (1.0 - f64::exp(-(v + 40.0) / 10.0));
    let beta_m = 4.0 * f64::exp(-(v + 65.0) / 18.0);
    let alpha_h = 0.07 * f64::exp(-(v + 65.0) / 20.0);
    let beta_h = 1.0 / (1.0 + f64::exp(-(v + 35.0) / 10.0));
    let alpha_n = 0.01 * (v + 55.0) / (1.0 - f64::exp(-(v + 55.0) / 10.0));
    let beta_n = 0.125 * f64::exp(-(v + 65.0) / 80.0);
    let ionic =
        120.0 * m.powi(3) * h * (v - 50.0) + 36.0 * n.powi(4) * (v + 77.0) + 0.3 * (v + 54.387);
    [
        current - ionic + g * (0.0 - v),
        alpha_m * (1.0 - m) - beta_m * m,
        alpha_h * (1.0 - h) - beta_h * h,
        alpha_n * (1.0 - n) - beta_n * n,
        -g / 2.0,
    ]
}

/// The solution of x' = f(x) after `t`: the Taylor-free way, Richardson's
/// extrapolation of the midpoint rule of Gragg, in steps of 1/16 (Hairer,
/// Nørsett & Wanner 1993, II.9). It shares no scheme with the crate.
pub(super) fn reference<const N: usize>(
    f: impl Fn([f64; N]) -> [f64; N],
    start: [f64; N],
    t: f64,
) -> [f64; N] {
    const PARTS: [usize; 8] = [2, 4, 6, 8, 10, 12, 14, 16];
    let steps = (t * 16.0).ceil() as usize;
    let h = t / steps as f64;
    let add = |x: [f64; N], c: f64, y: [f64; N]| std::array::from_fn(|k| x[k] + c * y[k]);
    let mut x = start;
    for _ in 0..steps {
        let mut table: Vec<[f64; N]> = Vec::new();
        for (row, parts) in PARTS.into_iter().enumerate() {
            let small = h / parts as f64;
            let (mut before, mut now) = (x, add(x, small, f(x)));
            for _ in 1..parts {
                (before, now) = (now, add(before, 2.0 * small, f(now)));
            }
            let smoothed = add(before, small, f(now));
            let mut entry: [f64; N] = std::array::from_fn(|k| 0.5 * (now[k] + smoothed[k]));
            for column in 1..=row {
                let ratio = (parts as f64 / PARTS[row - column] as f64).powi(2);
                let left = std::mem::replace(&mut table[column - 1], entry);
                entry = std::array::from_fn(|k| entry[k] + (entry[k] - left[k]) / (ratio - 1.0));
            }
            table.push(entry);
        }
        x = *table.last().unwrap();
    }
    x
}
