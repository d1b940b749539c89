//! The slow inhibition of GABA_B receptors, which act through a G protein.

use npbrain_core::End;
use npbrain_core::prelude::*;

use crate::exponentials::{through_three, through_two};

/// The fraction of channels that a concentration opens.
#[inline(always)]
pub(crate) fn activation<S: Scalar>(protein: Num<S>, k_d: Num<S>) -> Num<S> {
    let fourth = protein.powi(4);
    fourth / (fourth + k_d)
}

/// A synapse that makes a G protein at its target.
pub trait GProtein: SynapseModel {
    /// The name of its [`Pooled`] form.
    const POOLED: &'static str;

    /// The concentration, in µM.
    fn protein<S: Scalar>(s: &Source<Self, S>) -> Num<S>;
}

/// The same synapse, whose G protein adds up with that of all other synapses
/// before it opens channels: its level is the concentration itself, and
/// [`GradedHill`](crate::GradedHill) takes it.
///
/// ```
/// # use npbrain_connect::all_to_all;
/// # use npbrain_core::{Neurons, Place, synapses};
/// # let cells = Neurons::all(Place { network: 0, index: 0, size: 100 });
/// use npbrain_synapses::{GabaBDesensitising, GradedHill, Pooled};
///
/// let model = Pooled(GabaBDesensitising::default());
/// synapses(model, cells, cells, all_to_all()).onto(GradedHill::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pooled<M>(pub M);

impl<M: Values> Values for Pooled<M> {
    fn values(&self) -> Vec<f64> {
        self.0.values()
    }
}

/// The source as the model inside sees it.
#[inline(always)]
fn inside<M: GProtein, S: Scalar>(s: &Source<Pooled<M>, S>) -> Source<M, S> {
    End { p: s.p, x: s.x, one: s.one }
}

impl<M: GProtein> SynapseModel for Pooled<M> {
    const NAME: &'static str = M::POOLED;
    const GRADED: bool = true;
    type Params<V: Copy> = M::Params<V>;
    type Source<V: Copy> = M::Source<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    fn misfit(p: &M::Params<f64>) -> Option<&'static str> {
        M::misfit(p)
    }

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> M::Source<Num<S>> {
        M::source_after(&inside(s), elapsed)
    }

    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (M::Source<Num<S>>, Num<S>) {
        M::release(&inside(s))
    }

    #[inline(always)]
    fn level<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        M::protein(&inside(s))
    }

    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, _: Num<S>) -> Num<S> {
        s.weight.lit(0.0)
    }
}

vars! {
    /// GABA_B receptors without desensitisation.
    ///
    /// ```text
    /// r' = k1 T (1 − r) − k2 r,   s' = k3 r − k4 s
    /// T = transmitter for `duration` ms from each spike on, else 0
    /// level = s⁴ / (s⁴ + k_d)
    /// ```
    ///
    /// r is the fraction of activated receptors, s the concentration of the G
    /// protein. Both are known in closed form, for each source. [`Pooled`]
    /// adds s up over the synapses of a target in place of the levels. One spike
    /// opens next to nothing, a burst much: that is what the fourth power does.
    ///
    /// Source: Destexhe, Mainen & Sejnowski (1998). NumpyBrain numbers the two
    /// stages the other way round: its k1 and k2 are k3 and k4 here.
    pub struct GabaB {
        /// Rate at which transmitter activates receptors.
        k1 = 0.09 "1/(mM·ms)" >= 0,
        /// Rate at which receptors are deactivated.
        k2 = 0.0012 "1/ms" >= 0,
        /// Rate at which an activated receptor makes G protein.
        k3 = 0.18 "µM/ms" >= 0,
        /// Rate at which G protein is lost.
        k4 = 0.034 "1/ms" > 0,
        /// The fourth power of the concentration that opens half of the channels.
        k_d = 100.0 "µM⁴" > 0,
        /// Concentration of transmitter in a pulse.
        transmitter = 1.0 "mM" >= 0,
        /// Length of a pulse.
        duration = 1.0 "ms" >= 0,
    }
}

vars! {
    /// State of a source of [`GabaB`].
    pub struct GabaBSource {
        /// Fraction of activated receptors.
        r = 0.0 "1",
        /// Concentration of the G protein.
        s = 0.0 "µM",
        /// How long the transmitter stays from now on.
        remaining = 0.0 "ms",
    }
}

impl GabaB {
    /// The pulse of NumpyBrain's `GABAb_Ch1`, of 0.5 mM and 0.3 ms, a seventh of
    /// the transmitter; six spikes at 50 Hz then open 0.016 % of the channels.
    pub fn numpybrain() -> Self {
        GabaB { transmitter: 0.5, duration: 0.3, ..GabaB::default() }
    }
}

/// r and s after `t` ms in which receptors are activated at the rate `opening`.
#[inline(always)]
fn activated<S: Scalar>(
    p: &GabaB<Num<S>>,
    [r, s]: [Num<S>; 2],
    opening: Num<S>,
    t: Num<S>,
) -> [Num<S>; 2] {
    let rate = opening + p.k2;
    // All rates may be 0: then nothing changes.
    let limit = opening / rate.max(1e-30);
    let beyond = r - limit;
    let zero = t.lit(0.0);
    let made = limit * through_two(-p.k4, zero, t) + beyond * through_two(-p.k4, -rate, t);
    [limit + beyond * (-rate * t).exp(), s * (-p.k4 * t).exp() + p.k3 * made]
}

impl SynapseModel for GabaB {
    const NAME: &'static str = "GabaB";
    const GRADED: bool = true;
    type Params<V: Copy> = GabaB<V>;
    type Source<V: Copy> = GabaBSource<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> GabaBSource<Num<S>> {
        let open = elapsed.min(s.x.remaining);
        let risen = activated(&s.p, [s.x.r, s.x.s], s.p.k1 * s.p.transmitter, open);
        let [r, protein] = activated(&s.p, risen, s.one.lit(0.0), elapsed - open);
        GabaBSource { r, s: protein, remaining: s.x.remaining - open }
    }

    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (GabaBSource<Num<S>>, Num<S>) {
        (GabaBSource { remaining: s.p.duration, ..s.x }, s.one)
    }

    #[inline(always)]
    fn level<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        activation(s.x.s, s.p.k_d)
    }

    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, _: Num<S>) -> Num<S> {
        s.weight.lit(0.0)
    }
}

impl GProtein for GabaB {
    const POOLED: &'static str = "PooledGabaB";

    #[inline(always)]
    fn protein<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        s.x.s
    }
}

export_synapse!(GabaB);
export_synapse!(Pooled<GabaB>);

vars! {
    /// GABA_B receptors that desensitise.
    ///
    /// ```text
    /// r' = k1 T (1 − r − d) − k2 r + k3 d,   d' = k4 r − k3 d
    /// g' = k5 r − k6 g
    /// T = transmitter for `duration` ms from each spike on, else 0
    /// level = g⁴ / (g⁴ + k_d)
    /// ```
    ///
    /// r and d are the fractions of activated and of desensitised receptors, g
    /// the concentration of the G protein: as published, where k4 r is not taken
    /// from r; so k4 must be less than k2, or the receptors grow without bound.
    /// All three are known in closed form, for each source. [`Pooled`] adds g up
    /// over the synapses of a target in place of the levels.
    ///
    /// NumpyBrain's k5 was a thousand times smaller, M/s taken for µM/ms, so that
    /// its synapse never conducted.
    ///
    /// Source: Destexhe & Sejnowski (1995); Destexhe, Mainen & Sejnowski (1998).
    pub struct GabaBDesensitising {
        /// Rate at which transmitter activates receptors.
        k1 = 0.66 "1/(mM·ms)" >= 0,
        /// Rate at which receptors are deactivated.
        k2 = 0.02 "1/ms" > 0,
        /// Rate at which desensitised receptors recover.
        k3 = 0.0053 "1/ms" > 0,
        /// Rate at which activated receptors desensitise.
        k4 = 0.017 "1/ms" >= 0,
        /// Rate at which an activated receptor makes G protein.
        k5 = 0.083 "µM/ms" >= 0,
        /// Rate at which G protein is lost.
        k6 = 0.0079 "1/ms" >= 0,
        /// The fourth power of the concentration that opens half of the channels.
        k_d = 100.0 "µM⁴" > 0,
        /// Concentration of transmitter in a pulse.
        transmitter = 0.5 "mM" >= 0,
        /// Length of a pulse.
        duration = 0.5 "ms" >= 0,
    }
}

vars! {
    /// State of a source of [`GabaBDesensitising`].
    pub struct GabaBDesensitisingSource {
        /// Fraction of activated receptors.
        r = 0.0 "1",
        /// Fraction of desensitised receptors.
        d = 0.0 "1",
        /// Concentration of the G protein.
        g = 0.0 "µM",
        /// How long the transmitter stays from now on.
        remaining = 0.0 "ms",
    }
}

/// r, d and g after `t` ms in which receptors are activated at the rate
/// `opening`. With y = (r, d) − (r, d)∞ and y' = M y, whose eigenvalues are
/// m ± q: y = e^(λt) y₀ + [(e^(λt) − e^(μt)) / (λ − μ)] (M − λ) y₀, and g follows
/// r through one more stage. While transmitter is there m ± q may be complex.
#[inline(always)]
fn desensitised<S: Scalar>(
    p: &GabaBDesensitising<Num<S>>,
    [r, d, g]: [Num<S>; 3],
    opening: Num<S>,
    t: Num<S>,
) -> [Num<S>; 3] {
    // M = (a b; k4 −k3).
    let (a, b) = (-(opening + p.k2), p.k3 - opening);
    let determinant = p.k3 * (opening + p.k2 - p.k4) + opening * p.k4;
    // Without transmitter all goes to 0, also where the determinant does.
    let limit = opening.gt(0.0).select(opening / determinant, t.lit(0.0));
    let (r_limit, d_limit) = (limit * p.k3, limit * p.k4);
    let (r, d) = (r - r_limit, d - d_limit);
    let (mean, half) = ((a - p.k3) * 0.5, (a + p.k3) * 0.5);
    let square = half * half + b * p.k4;
    let loss = -p.k6;
    let by_limit = r_limit * through_two(loss, t.lit(0.0), t);
    let kept = g * (loss * t).exp();

    // Real eigenvalues; the slow one by their product, so that it is accurate.
    let fast = mean - square.max(0.0).sqrt();
    let slow = determinant / fast;
    let (by_fast, through) = ((fast * t).exp(), through_two(fast, slow, t));
    let (r_rest, d_rest) = ((a - fast) * r + b * d, p.k4 * r - (p.k3 + fast) * d);
    let g_real = r * through_two(loss, fast, t) + r_rest * through_three(loss, fast, slow, t);

    // Complex ones, mean ± i·omega.
    let omega = (-square).max(1e-30).sqrt();
    let envelope = (mean * t).exp();
    let cosine = envelope * (omega * t).cos();
    let sine = envelope * (omega * t).sin() / omega;
    let (r_turned, d_turned) = (half * r + b * d, p.k4 * r - half * d);
    let (shift, size) = (mean + p.k6, (mean + p.k6) * (mean + p.k6) + omega * omega);
    let sine_through = oscillating(shift, size, t, [(loss * t).exp(), cosine, sine]);
    let cosine_through = sine - shift * sine_through;
    let g_complex = r * cosine_through + r_turned * sine_through;

    let real = square.ge(0.0);
    [
        r_limit + real.select(by_fast * r + through * r_rest, cosine * r + sine * r_turned),
        d_limit + real.select(by_fast * d + through * d_rest, cosine * d + sine * d_turned),
        kept + p.k5 * (by_limit + real.select(g_real, g_complex)),
    ]
}

/// The integral of e^(κ (t − u)) e^(m u) sin(ωu)/ω over u from 0 to t, where `shift` = m − κ
/// and `size` = shift² + ω²; `now` are e^(κ t), e^(m t) cos(ωt) and
/// e^(m t) sin(ωt)/ω.
#[inline(always)]
fn oscillating<S: Scalar>(shift: Num<S>, size: Num<S>, t: Num<S>, now: [Num<S>; 3]) -> Num<S> {
    let [decayed, cosine, sine] = now;
    let far = (decayed - cosine + shift * sine) / size;
    // The series of the integrand, where the difference above cancels.
    let (turn, square) = (2.0 * shift * t, size * t * t);
    let (mut before, mut term, mut factorial) = (t.lit(0.0), t.lit(1.0), 2.0);
    let mut sum = t.lit(0.5);
    for n in 2..=16 {
        (before, term) = (term, turn * term - square * before);
        factorial *= f64::from(n + 1);
        sum += term * (1.0 / factorial);
    }
    square.lt(0.25).select(t * t * decayed * sum, far)
}

impl SynapseModel for GabaBDesensitising {
    const NAME: &'static str = "GabaBDesensitising";
    const GRADED: bool = true;
    type Params<V: Copy> = GabaBDesensitising<V>;
    type Source<V: Copy> = GabaBDesensitisingSource<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    fn misfit(p: &GabaBDesensitising) -> Option<&'static str> {
        (p.k4 >= p.k2).then_some("needs k4 less than k2, or its receptors grow without bound")
    }

    #[inline(always)]
    fn source_after<S: Scalar>(
        s: &Source<Self, S>,
        elapsed: Num<S>,
    ) -> GabaBDesensitisingSource<Num<S>> {
        let open = elapsed.min(s.x.remaining);
        let now = [s.x.r, s.x.d, s.x.g];
        let risen = desensitised(&s.p, now, s.p.k1 * s.p.transmitter, open);
        let [r, d, g] = desensitised(&s.p, risen, s.one.lit(0.0), elapsed - open);
        GabaBDesensitisingSource { r, d, g, remaining: s.x.remaining - open }
    }

    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (GabaBDesensitisingSource<Num<S>>, Num<S>) {
        (GabaBDesensitisingSource { remaining: s.p.duration, ..s.x }, s.one)
    }

    #[inline(always)]
    fn level<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        activation(s.x.g, s.p.k_d)
    }

    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, _: Num<S>) -> Num<S> {
        s.weight.lit(0.0)
    }
}

impl GProtein for GabaBDesensitising {
    const POOLED: &'static str = "PooledGabaBDesensitising";

    #[inline(always)]
    fn protein<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        s.x.g
    }
}

export_synapse!(GabaBDesensitising);
export_synapse!(Pooled<GabaBDesensitising>);
