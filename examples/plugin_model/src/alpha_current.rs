use npbrain_core::{export_receptor, prelude::*};

vars! {
    /// A spike of weight w makes the current w (t/tau) e^(1 − t/tau), which
    /// peaks at w after tau (Rall 1967).
    pub struct AlphaCurrent {
        /// From a spike to the peak.
        tau = 2.0 "ms" > 0,
    }
}
vars! {
    /// State of an [`AlphaCurrent`].
    pub struct AlphaCurrentState {
        /// Slope at which the current rises.
        rise = 0.0 "nA/ms",
        /// Current.
        i = 0.0 "nA",
    }
}
impl ReceptorModel for AlphaCurrent {
    const NAME: &'static str = "AlphaCurrent";
    const WEIGHT_UNIT: &'static str = "nA";
    const LINEAR: bool = true;
    type Params<V: Copy> = AlphaCurrent<V>;
    type State<V: Copy> = AlphaCurrentState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> AlphaCurrentState<Num<S>> {
        AlphaCurrentState { rise: -r.x.rise / r.p.tau, i: r.x.rise - r.x.i / r.p.tau }
    }
    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> AlphaCurrentState<Num<S>> {
        AlphaCurrentState { rise: r.x.rise + std::f64::consts::E * arrived(0) / r.p.tau, i: r.x.i }
    }
    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::current(r.x.i)
    }
}
export_receptor!(AlphaCurrent);
