//! The two receptors of NMDA, which share the block by magnesium.

use npbrain_core::prelude::*;

/// The fraction of channels that magnesium leaves open at potential `v`:
/// 1 / (1 + mg/3.57 e^(−0.062 v)) (Jahr & Stevens 1990).
#[inline(always)]
fn open<S: Scalar>(mg: Num<S>, v: Num<S>) -> Num<S> {
    1.0 / (1.0 + mg / 3.57 * (-0.062 * v).exp())
}

vars! {
    /// A conductance that jumps when spikes arrive, decays exponentially and is
    /// blocked by magnesium.
    ///
    /// ```text
    /// g' = −g / tau,   a weight w that arrives: g ← g + w
    /// I = g · B(v) · (e_rev − v),   B(v) = 1 / (1 + mg/3.57 e^(−0.062 v))
    /// ```
    ///
    /// B follows the target's v of each instant. For the release of
    /// [`NmdaFast`](crate::NmdaFast), or for plain spikes.
    ///
    /// Source: Jahr & Stevens (1990); Brunel & Wang (2001).
    pub struct Nmda {
        /// Decay time constant.
        tau = 100.0 "ms" > 0,
        /// Reversal potential.
        e_rev = 0.0 "mV",
        /// Concentration of magnesium.
        mg = 1.0 "mM" >= 0,
    }
}

vars! {
    /// State of an [`Nmda`] receptor.
    pub struct NmdaState {
        /// Conductance without the block.
        g = 0.0 "µS",
    }
}

impl ReceptorModel for Nmda {
    const NAME: &'static str = "Nmda";
    const WEIGHT_UNIT: &'static str = "µS";
    type Params<V: Copy> = Nmda<V>;
    type State<V: Copy> = NmdaState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> NmdaState<Num<S>> {
        NmdaState { g: -r.x.g / r.p.tau }
    }

    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> NmdaState<Num<S>> {
        NmdaState { g: r.x.g + arrived(0) }
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, v: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.x.g * open(r.p.mg, v), r.p.e_rev)
    }
}

export_receptor!(Nmda);

vars! {
    /// A conductance that is at all times the sum of weights times levels, and
    /// is blocked by magnesium.
    ///
    /// ```text
    /// g = Σ w_j · level_j,   I = g · B(v) · (e_rev − v)
    /// ```
    ///
    /// B is that of [`Nmda`]. For sources that follow
    /// [`NmdaKinetics`](crate::NmdaKinetics).
    ///
    /// Source: Jahr & Stevens (1990); Brunel & Wang (2001).
    pub struct GradedNmda {
        /// Reversal potential.
        e_rev = 0.0 "mV",
        /// Concentration of magnesium.
        mg = 1.0 "mM" >= 0,
    }
}

vars! {
    /// State of a [`GradedNmda`] receptor.
    pub struct GradedNmdaState {
        /// Conductance without the block.
        g = 0.0 "µS",
    }
}

impl ReceptorModel for GradedNmda {
    const NAME: &'static str = "GradedNmda";
    const WEIGHT_UNIT: &'static str = "µS";
    const GRADED: bool = true;
    type Params<V: Copy> = GradedNmda<V>;
    type State<V: Copy> = GradedNmdaState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> GradedNmdaState<Num<S>> {
        GradedNmdaState { g: r.x.g.lit(0.0) }
    }

    #[inline(always)]
    fn receive<S: Scalar>(
        _: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> GradedNmdaState<Num<S>> {
        GradedNmdaState { g: arrived(0) }
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, v: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.x.g * open(r.p.mg, v), r.p.e_rev)
    }
}

export_receptor!(GradedNmda);
