use npbrain_core::integrate::{Exact, ExponentialEuler};
use npbrain_core::prelude::*;
use npbrain_core::{Exported, NeuronKernel, Typed};

vars! {
    /// The neuron that receptors and synapses are examined with: leaky integrate-and-fire.
    pub struct Carrier {
        /// Membrane time constant.
        tau = 10.0 "ms",
        /// Membrane resistance.
        r = 1.0 "MΩ",
        /// Resting potential, and that after a spike.
        v_rest = -65.0 "mV",
        /// Threshold.
        v_th = -50.0 "mV",
    }
}

vars! {
    /// State of a [`Carrier`].
    pub struct CarrierState {
        /// Membrane potential.
        v = -65.0 "mV",
    }
}

impl NeuronModel for Carrier {
    const NAME: &'static str = "Carrier";
    const METHOD: Method = Method::Exact;
    const LINEAR: bool = true;
    type Params<V: Copy> = Carrier<V>;
    type State<V: Copy> = CarrierState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> CarrierState<Num<S>> {
        CarrierState { v: (n.p.v_rest - n.x.v + n.p.r * n.current()) / n.p.tau }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_th)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> CarrierState<Num<S>> {
        CarrierState { v: n.p.v_rest }
    }
}

/// The methods without and with conductances from outside are enough:
/// compositions compile their own.
impl Exported for Carrier {
    fn kernel(method: Method) -> Option<&'static dyn NeuronKernel> {
        match method {
            Method::Exact => Some(const { &Typed::<Carrier, Exact>::new(Exact) }),
            Method::ExponentialEuler => {
                Some(const { &Typed::<Carrier, ExponentialEuler>::new(ExponentialEuler) })
            }
            _ => None,
        }
    }
}
