//! A graded source and a graded receptor to examine others with.

use npbrain_core::prelude::*;

vars! {
    /// A graded receptor: a current that is the level that arrives.
    pub struct Held;
}

vars! {
    /// State of [`Held`].
    pub struct HeldState {
        /// Current.
        i = 0.0 "nA",
    }
}

impl ReceptorModel for Held {
    const NAME: &'static str = "Held";
    const WEIGHT_UNIT: &'static str = "nA";
    const LINEAR: bool = true;
    const GRADED: bool = true;
    type Params<V: Copy> = Held;
    type State<V: Copy> = HeldState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> HeldState<Num<S>> {
        HeldState { i: r.x.i.lit(0.0) }
    }
    #[inline(always)]
    fn receive<S: Scalar>(
        _: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> HeldState<Num<S>> {
        HeldState { i: arrived(0) }
    }
    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::current(r.x.i)
    }
}

export_receptor!(Held);

vars! {
    /// A graded source: its level jumps to 1 at a spike and decays.
    pub struct Fading {
        /// Decay time constant.
        tau = 5.0 "ms",
    }
}

vars! {
    /// State of a source.
    pub struct FadingSource {
        /// The level.
        r = 0.0 "1",
    }
}

impl SynapseModel for Fading {
    const NAME: &'static str = "Fading";
    const GRADED: bool = true;
    type Params<V: Copy> = Fading<V>;
    type Source<V: Copy> = FadingSource<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> FadingSource<Num<S>> {
        FadingSource { r: s.x.r * (-elapsed / s.p.tau).exp() }
    }
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (FadingSource<Num<S>>, Num<S>) {
        (FadingSource { r: s.one }, s.one)
    }
    #[inline(always)]
    fn level<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        s.x.r
    }
}

export_synapse!(Fading);

#[cfg(test)]
mod tests {
    use super::*;

    /// They are what others are examined with.
    #[test]
    fn they_pass_their_own_examination() {
        crate::assert_receptor(Held);
        let report = crate::assert_synapse(Fading::default());
        assert!(report.passed.iter().any(|line| line.contains("Interpreter")), "{report:?}");
    }
}
