use npbrain_core::prelude::*;

vars! {
    /// v' = v − v³/3 − w + I, w' = (v + a − b w)/tau; a spike is an upward
    /// crossing of `v_th` (FitzHugh 1961; Nagumo et al. 1962). Time is in ms.
    pub struct FitzHughNagumo {
        /// Where w rests, on v.
        a = 0.7 "1",
        /// Pull of w on itself.
        b = 0.8 "1",
        /// Time constant of recovery.
        tau = 12.5 "ms" > 0,
        /// Where v is taken for a spike.
        v_th = 1.0 "1",
    }
}
vars! {
    /// State of a [`FitzHughNagumo`] neuron, at rest without a current.
    pub struct FitzHughNagumoState {
        /// Membrane potential.
        v = -1.19941 "1",
        /// Recovery.
        w = -0.62426 "1",
    }
}
impl NeuronModel for FitzHughNagumo {
    const NAME: &'static str = "FitzHughNagumo";
    const METHOD: Method = Method::Rk4;
    const DETECTION: Detection = Detection::Crossing;
    type Params<V: Copy> = FitzHughNagumo<V>;
    type State<V: Copy> = FitzHughNagumoState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> FitzHughNagumoState<Num<S>> {
        let (p, x) = (&n.p, &n.x);
        FitzHughNagumoState {
            v: x.v - x.v.powi(3) / 3.0 - x.w + n.current(),
            w: (x.v + p.a - p.b * x.w) / p.tau,
        }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_th)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> FitzHughNagumoState<Num<S>> {
        n.x
    }
}
export_neuron!(FitzHughNagumo);
