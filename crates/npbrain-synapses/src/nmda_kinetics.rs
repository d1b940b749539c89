//! The two forms of the saturating kinetics of NMDA receptors.

use npbrain_core::prelude::*;

/// Where the series of an incomplete gamma function hands over to its continued
/// fraction. Below, the terms that cancel are at most e³ times the result.
const HANDOVER: f64 = 3.0;

/// What is said where the closed form, whose gamma function has a pole at
/// ρ = 1, does not hold.
fn rises_too_slowly(tau_rise: f64, tau_decay: f64) -> Option<&'static str> {
    (tau_rise >= tau_decay).then_some("needs tau_rise less than tau_decay")
}

/// The integral of (q + w)^−ρ e^−w over all w, that is e^q Γ(1 − ρ, q), for any
/// q ≥ 0 and 0 ≤ ρ < 1.
#[derive(Clone, Copy)]
struct Tail<S> {
    rho: Num<S>,
    /// That at q = 0, Γ(1 − ρ).
    at_zero: Num<S>,
}

impl<S: Scalar> Tail<S> {
    #[inline(always)]
    fn new(rho: Num<S>) -> Self {
        let q = rho.lit(HANDOVER);
        let far = Self::fraction(rho, q);
        let at_zero = (-q).exp() * far + (-q).exp() * Self::series(rho, q);
        Tail { rho, at_zero }
    }

    /// q^(1 − ρ), which is 0 at 0.
    #[inline(always)]
    fn power(rho: Num<S>, q: Num<S>) -> Num<S> {
        ((1.0 - rho) * q.ln()).exp()
    }

    /// e^q γ(1 − ρ, q) = q^(1 − ρ) Σ qᵏ / ((1 − ρ) (2 − ρ) … (k + 1 − ρ)), for q
    /// up to the handover.
    #[inline(always)]
    fn series(rho: Num<S>, q: Num<S>) -> Num<S> {
        let mut sum = rho.lit(1.0);
        for k in (1..=24).rev() {
            sum = 1.0 + sum * (q * (1.0 / (f64::from(k + 1) - rho)));
        }
        Self::power(rho, q) * sum / (1.0 - rho)
    }

    /// The same integral for q from the handover on, by Legendre's continued
    /// fraction, whose error is about e^(−4 √(20 q)).
    #[inline(always)]
    fn fraction(rho: Num<S>, q: Num<S>) -> Num<S> {
        let mut below = q + 40.0 + rho;
        for k in (1..=20).rev() {
            let k = f64::from(k);
            below = q + (2.0 * k - 2.0) + rho - k * (k - 1.0 + rho) / below;
        }
        Self::power(rho, q) / below
    }

    #[inline(always)]
    fn at(&self, q: Num<S>) -> Num<S> {
        let near = q.min(HANDOVER);
        let by_series = near.exp() * self.at_zero - Self::series(self.rho, near);
        let by_fraction = Self::fraction(self.rho, q.max(HANDOVER));
        q.lt(HANDOVER).select(by_series, by_fraction)
    }
}

vars! {
    /// The kinetics of NMDA receptors, which saturate: full and exact.
    ///
    /// ```text
    /// s' = −s / tau_decay + alpha x (1 − s),   x' = −x / tau_rise
    /// a spike: x ← x + 1,   level = s
    /// ```
    ///
    /// Both are known in closed form, for each source: with y = alpha tau_rise x,
    /// z = y e^(−t/tau_rise), ρ = tau_rise/tau_decay and the upper incomplete
    /// gamma function U(q) = e^q Γ(1 − ρ, q),
    ///
    /// ```text
    /// s(t) = e^(−t/tau_decay) [ e^(z − y) s + y^ρ (U(z) − e^(z − y) U(y)) ]
    /// ```
    ///
    /// It holds for trains of any rate. `tau_rise` must be less than
    /// `tau_decay`. [`GradedNmda`](crate::GradedNmda) takes the level.
    ///
    /// Source: Wang (1999); Brunel & Wang (2001).
    pub struct NmdaKinetics {
        /// Rate of opening.
        alpha = 0.5 "1/ms" >= 0,
        /// Time constant of rise.
        tau_rise = 2.0 "ms" > 0,
        /// Time constant of decay.
        tau_decay = 100.0 "ms" > 0,
    }
}

vars! {
    /// State of a source of [`NmdaKinetics`].
    pub struct NmdaSource {
        /// Fraction of open channels.
        s = 0.0 "1",
        /// What opens them: spikes, each decayed.
        x = 0.0 "1",
    }
}

impl SynapseModel for NmdaKinetics {
    const NAME: &'static str = "NmdaKinetics";
    const GRADED: bool = true;
    type Params<V: Copy> = NmdaKinetics<V>;
    type Source<V: Copy> = NmdaSource<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    fn misfit(p: &NmdaKinetics) -> Option<&'static str> {
        rises_too_slowly(p.tau_rise, p.tau_decay)
    }

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> NmdaSource<Num<S>> {
        let rho = s.p.tau_rise / s.p.tau_decay;
        let tail = Tail::new(rho);
        let x = s.x.x * (-elapsed / s.p.tau_rise).exp();
        let (y, z) = (s.p.alpha * s.p.tau_rise * s.x.x, s.p.alpha * s.p.tau_rise * x);
        let shut = (z - y).exp();
        let opened = (rho * y.ln()).exp() * (tail.at(z) - shut * tail.at(y));
        NmdaSource { s: (-elapsed / s.p.tau_decay).exp() * (shut * s.x.s + opened), x }
    }

    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (NmdaSource<Num<S>>, Num<S>) {
        (NmdaSource { s: s.x.s, x: s.x.x + 1.0 }, s.one)
    }

    #[inline(always)]
    fn level<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        s.x.s
    }

    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, _: Num<S>) -> Num<S> {
        s.weight.lit(0.0)
    }
}

export_synapse!(NmdaKinetics);

vars! {
    /// The kinetics of NMDA receptors in a form that costs work per spike alone:
    /// what a spike will have added to s once x has decayed is added at once,
    /// carried back to the spike.
    ///
    /// ```text
    /// between spikes:  s' = −s / tau_decay
    /// at a spike:      Δ = k0 + k1 s,  weight · Δ is delivered, s ← s + Δ
    /// k1 = e^(−y) − 1,  k0 = y^ρ γ(1 − ρ, y),  y = alpha tau_rise,  ρ = tau_rise/tau_decay
    /// ```
    ///
    /// Beside [`NmdaKinetics`] it lacks the rise, of about `tau_rise`, and takes
    /// each spike as over before the next, which is so for intervals long beside
    /// `tau_rise`. With the defaults the mean of s in a regular train is too
    /// large by 1.7 % at 20 Hz, 2.0 % at 100 Hz and 2.4 % at 500 Hz.
    /// [`Nmda`](crate::Nmda) takes what it delivers; its `tau` must be
    /// `tau_decay`.
    ///
    /// Source: NEST's `iaf_bw_2001`; the kinetics are those of Brunel & Wang
    /// (2001).
    pub struct NmdaFast {
        /// Rate of opening.
        alpha = 0.5 "1/ms" >= 0,
        /// Time constant of rise.
        tau_rise = 2.0 "ms" > 0,
        /// Time constant of decay, that of the receptor.
        tau_decay = 100.0 "ms" > 0,
    }
}

vars! {
    /// State of a source of [`NmdaFast`].
    pub struct NmdaFastSource {
        /// Fraction of open channels.
        s = 0.0 "1",
    }
}

impl SynapseModel for NmdaFast {
    const NAME: &'static str = "NmdaFast";
    type Params<V: Copy> = NmdaFast<V>;
    type Source<V: Copy> = NmdaFastSource<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    fn misfit(p: &NmdaFast) -> Option<&'static str> {
        rises_too_slowly(p.tau_rise, p.tau_decay)
    }

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> NmdaFastSource<Num<S>> {
        NmdaFastSource { s: s.x.s * (-elapsed / s.p.tau_decay).exp() }
    }

    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (NmdaFastSource<Num<S>>, Num<S>) {
        let (y, rho) = (s.p.alpha * s.p.tau_rise, s.p.tau_rise / s.p.tau_decay);
        let tail = Tail::new(rho);
        let k0 = (rho * y.ln()).exp() * (tail.at_zero - (-y).exp() * tail.at(y));
        let added = k0 - y * (-y).exprel() * s.x.s;
        (NmdaFastSource { s: s.x.s + added }, added)
    }
}

export_synapse!(NmdaFast);
