use npbrain_core::prelude::*;

vars! {
    /// Short-term plasticity: a synapse that facilitates and is depleted.
    ///
    /// ```text
    /// between spikes:  u' = −u / tau_f,   x' = (1 − x) / tau_d
    /// at a spike:      u ← u + utilisation · (1 − u)
    ///                  weight · u · x is delivered, then x ← x − u · x
    /// ```
    ///
    /// One state per source; what arrives goes where any spike would, onto a
    /// receptor or the membrane. Without facilitation `tau_f` is 0.
    ///
    /// | preset | utilisation | tau_d | tau_f |
    /// | --- | --- | --- | --- |
    /// | [`depressing`](TsodyksMarkram::depressing), the default | 0.5 | 800 | 0 |
    /// | [`facilitating`](TsodyksMarkram::facilitating) | 0.04 | 100 | 1000 |
    /// | [`numpybrain`](TsodyksMarkram::numpybrain) | 0.15 | 200 | 1500 |
    ///
    /// Source: Tsodyks & Markram (1997); Tsodyks, Pawelzik & Markram (1998);
    /// presets of Tsodyks, Uziel & Markram (2000).
    #[doc(alias = "STP")]
    pub struct TsodyksMarkram {
        /// What a spike uses of the resources at rest, U.
        utilisation = 0.5 "1" >= 0,
        /// Time constant of recovery.
        tau_d = 800.0 "ms" > 0,
        /// Time constant of facilitation.
        tau_f = 0.0 "ms" >= 0,
    }
}

vars! {
    /// State of a source of [`TsodyksMarkram`].
    pub struct Resources {
        /// Fraction of the available resources that a spike would use.
        u = 0.0 "1",
        /// Fraction of the resources that is available.
        x = 1.0 "1",
    }
}

impl TsodyksMarkram {
    /// Depressing, as between pyramidal cells.
    pub fn depressing() -> Self {
        TsodyksMarkram::default()
    }

    /// Facilitating, as from pyramidal cells onto interneurons.
    pub fn facilitating() -> Self {
        TsodyksMarkram { utilisation: 0.04, tau_d: 100.0, tau_f: 1000.0 }
    }

    /// The defaults of NumpyBrain's `STP`.
    pub fn numpybrain() -> Self {
        TsodyksMarkram { utilisation: 0.15, tau_d: 200.0, tau_f: 1500.0 }
    }
}

impl SynapseModel for TsodyksMarkram {
    const NAME: &'static str = "TsodyksMarkram";
    type Params<V: Copy> = TsodyksMarkram<V>;
    type Source<V: Copy> = Resources<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    fn misfit(p: &TsodyksMarkram) -> Option<&'static str> {
        (p.utilisation > 1.0)
            .then_some("uses a fraction of its resources: utilisation is at most 1")
    }

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Resources<Num<S>> {
        // No time at all is no division 0/0, whatever tau_f.
        Resources {
            u: s.x.u * (-elapsed / s.p.tau_f.max(1e-30)).exp(),
            x: 1.0 - (1.0 - s.x.x) * (-elapsed / s.p.tau_d).exp(),
        }
    }

    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Resources<Num<S>>, Num<S>) {
        let u = s.x.u + s.p.utilisation * (1.0 - s.x.u);
        (Resources { u, x: s.x.x - u * s.x.x }, u * s.x.x)
    }
}

export_synapse!(TsodyksMarkram);
