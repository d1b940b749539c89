//! Two receptors that rise before they decay, and how they are normalised.

use npbrain_core::prelude::*;

/// What a weight w means for a response that rises before it decays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Normalise {
    /// The response peaks at w. NEST's convention.
    #[default]
    Peak,
    /// The integral of the response is w · 1 ms.
    Area,
    /// w jumps onto a gate x that the response follows, g' = x/tau_rise −
    /// g/tau_decay: what `dg/dt = (x - g)/tau` is in Brian2, for equal time
    /// constants.
    None,
}

impl Normalise {
    /// What a weight of 1 adds to the slope.
    fn slope(self, tau_rise: f64, tau_decay: f64) -> f64 {
        match self {
            // The slope vanishes at the peak, where x = g/tau_decay; and
            // ln(1 + u)/u, at u = tau_decay/tau_rise − 1, has no 0/0 as 1/exprel.
            Normalise::Peak => {
                let to_peak = tau_decay / Num(tau_decay / tau_rise).ln().exprel().0;
                Num(to_peak / tau_rise).exp().0 / tau_decay
            }
            Normalise::Area => 1.0 / (tau_rise * tau_decay),
            Normalise::None => 1.0 / tau_rise,
        }
    }
}

vars! {
    /// A conductance that rises and decays exponentially; with equal time
    /// constants an alpha function.
    ///
    /// ```text
    /// x' = −x / tau_rise,  g' = x − g / tau_decay,  I = g · (e_rev − v)
    /// a weight w that arrives: x ← x + slope · w
    /// ```
    ///
    /// [`DualExpCond::new`] and [`DualExpCond::alpha`] set `slope` after a
    /// [`Normalise`]; the default is that of the peak.
    ///
    /// Source: Roth & van Rossum (2009).
    #[doc(alias = "beta")]
    #[doc(alias = "alpha")]
    pub struct DualExpCond {
        /// Time constant of rise.
        tau_rise = 0.5 "ms" > 0,
        /// Time constant of decay.
        tau_decay = 5.0 "ms" > 0,
        /// What a weight of 1 adds to the slope.
        slope = 2.583_099_330_029_767_8 "1/ms",
        /// Reversal potential.
        e_rev = 0.0 "mV",
    }
}

vars! {
    /// State of a [`DualExpCond`] receptor.
    pub struct DualExpCondState {
        /// What makes the conductance rise.
        x = 0.0 "µS/ms",
        /// Conductance.
        g = 0.0 "µS",
    }
}

impl DualExpCond {
    /// One that rises with `tau_rise` and decays with `tau_decay` (ms) and
    /// reverses at `e_rev` (mV).
    ///
    /// ```
    /// use npbrain_synapses::{DualExpCond, Normalise};
    ///
    /// let by_peak = DualExpCond::new(0.5, 5.0, 0.0, Normalise::Peak);
    /// assert_eq!(by_peak, DualExpCond::default());
    /// ```
    pub fn new(tau_rise: f64, tau_decay: f64, e_rev: f64, normalise: Normalise) -> Self {
        let slope = normalise.slope(tau_rise, tau_decay);
        DualExpCond { tau_rise, tau_decay, slope, e_rev }
    }

    /// An alpha function: it rises for `tau` ms, and reverses at `e_rev` (mV).
    pub fn alpha(tau: f64, e_rev: f64, normalise: Normalise) -> Self {
        DualExpCond::new(tau, tau, e_rev, normalise)
    }
}

impl ReceptorModel for DualExpCond {
    const NAME: &'static str = "DualExpCond";
    const WEIGHT_UNIT: &'static str = "µS";
    type Params<V: Copy> = DualExpCond<V>;
    type State<V: Copy> = DualExpCondState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> DualExpCondState<Num<S>> {
        DualExpCondState { x: -r.x.x / r.p.tau_rise, g: r.x.x - r.x.g / r.p.tau_decay }
    }

    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> DualExpCondState<Num<S>> {
        DualExpCondState { x: r.x.x + r.p.slope * arrived(0), g: r.x.g }
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.x.g, r.p.e_rev)
    }
}

export_receptor!(DualExpCond);

vars! {
    /// A current that rises and decays exponentially; with equal time constants
    /// an alpha function.
    ///
    /// ```text
    /// x' = −x / tau_rise,  i' = x − i / tau_decay,  I = i
    /// a weight w that arrives: x ← x + slope · w
    /// ```
    ///
    /// [`DualExpCurrent::new`] and [`DualExpCurrent::alpha`] set `slope` after a
    /// [`Normalise`]; the default is that of the peak. Like
    /// [`ExpCurrent`](crate::ExpCurrent) it is linear.
    ///
    /// Source: Rotter & Diesmann (1999); Roth & van Rossum (2009).
    #[doc(alias = "alpha")]
    pub struct DualExpCurrent {
        /// Time constant of rise.
        tau_rise = 0.5 "ms" > 0,
        /// Time constant of decay.
        tau_decay = 5.0 "ms" > 0,
        /// What a weight of 1 adds to the slope.
        slope = 2.583_099_330_029_767_8 "1/ms",
    }
}

vars! {
    /// State of a [`DualExpCurrent`] receptor.
    pub struct DualExpCurrentState {
        /// What makes the current rise.
        x = 0.0 "nA/ms",
        /// Current.
        i = 0.0 "nA",
    }
}

impl DualExpCurrent {
    /// One that rises with `tau_rise` and decays with `tau_decay` (ms).
    pub fn new(tau_rise: f64, tau_decay: f64, normalise: Normalise) -> Self {
        let slope = normalise.slope(tau_rise, tau_decay);
        DualExpCurrent { tau_rise, tau_decay, slope }
    }

    /// An alpha function: it rises for `tau` ms.
    pub fn alpha(tau: f64, normalise: Normalise) -> Self {
        DualExpCurrent::new(tau, tau, normalise)
    }
}

impl ReceptorModel for DualExpCurrent {
    const NAME: &'static str = "DualExpCurrent";
    const WEIGHT_UNIT: &'static str = "nA";
    const LINEAR: bool = true;
    type Params<V: Copy> = DualExpCurrent<V>;
    type State<V: Copy> = DualExpCurrentState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> DualExpCurrentState<Num<S>> {
        DualExpCurrentState { x: -r.x.x / r.p.tau_rise, i: r.x.x - r.x.i / r.p.tau_decay }
    }

    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> DualExpCurrentState<Num<S>> {
        DualExpCurrentState { x: r.x.x + r.p.slope * arrived(0), i: r.x.i }
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::current(r.x.i)
    }
}

export_receptor!(DualExpCurrent);
