//! A model of one's own: the exponential integrate-and-fire neuron
//! (Fourcaud-Trocmé et al. 2003), and the same network on two engines.

use npbrain::all as nn;
use npbrain::all::*;

vars! {
    /// τ v' = −(v − e_l) + Δ e^((v − v_t)/Δ) + I; v ≥ v_peak: spike, v ← v_reset.
    pub struct Eif {
        /// Membrane time constant.
        tau = 10.0 "ms",
        /// Resting potential.
        e_l = -65.0 "mV",
        /// Soft threshold.
        v_t = -59.9 "mV",
        /// Sharpness of the spike's onset.
        delta = 3.48 "mV",
        /// Where a spike is cut.
        v_peak = -30.0 "mV",
        /// Potential after a spike.
        v_reset = -68.0 "mV",
    }
}
vars! { #[doc = "State of an `Eif`."] pub struct EifState { #[doc = "Potential."] v = -65.0 "mV" } }
impl NeuronModel for Eif {
    const NAME: &'static str = "Eif";
    const METHOD: Method = Method::Rk4;
    type Params<V: Copy> = Eif<V>;
    type State<V: Copy> = EifState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> EifState<Num<S>> {
        let (p, v) = (&n.p, n.x.v.min(n.p.v_peak));
        let onset = p.delta * ((v - p.v_t) / p.delta).exp();
        EifState { v: (p.e_l - v + onset + n.current()) / p.tau }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_peak)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> EifState<Num<S>> {
        EifState { v: n.p.v_reset }
    }
}
export_neuron!(Eif);

/// 200 neurons under rising currents (mV), each exciting a tenth of the others.
fn simulate(net: &mut nn::Network) -> nn::Result<nn::SpikeData> {
    let cells = net.add(nn::neurons(200, Eif::default()).t_ref(1.7));
    net.add(nn::VoltageJump::new(cells, cells, nn::fixed_prob(0.1)).weight(0.2).delay(1.5));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    let currents: Vec<f64> = (0..200).map(|i| 0.05 * f64::from(i)).collect();
    net.run(500.0, [nn::input(cells, currents)])?;
    net.get(spikes)
}

fn main() -> nn::Result<()> {
    let fast = simulate(nn::Network::new().on(nn::Cpu::new())?)?;
    let reference = simulate(nn::Network::new().on(nn::Reference)?)?;
    println!("on the CPU engine: {} spikes, {:.2} Hz", fast.t.len(), fast.mean_rate());
    println!("on the reference:  {} spikes, {:.2} Hz", reference.t.len(), reference.mean_rate());
    println!("the same spikes:   {}", fast == reference);
    Ok(())
}
