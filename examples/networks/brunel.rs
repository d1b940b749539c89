//! Leaky neurons that jump at each spike, under Poisson input from outside.
//! Inhibition is stronger than excitation by g = 5, and the input is twice what
//! would bring a neuron to its threshold.
//!
//! ```text
//! τ v' = −v         v ≥ 20 mV: v ← 0 mV, for 2 ms
//! a spike, 1.5 ms later:  v += 0.1 mV,  or v −= 0.5 mV from an inhibitory neuron
//! ```
//!
//! Each neuron has a tenth of all as its sources, on average, and as many from
//! outside as excite it from within. Between spikes the integration is exact.
//!
//! Source: N. Brunel, J. Comput. Neurosci. 8 (2000), as in NEST's example
//! `brunel_delta_nest`, which resets to 0 where Brunel resets to 10 mV.

use npbrain::all as nn;

/// The jump of an excitatory spike, in mV.
const J: f64 = 0.1;

/// `n` neurons; and their synapses, those that excite and those that inhibit.
pub fn brunel(net: &mut nn::Network, n: usize) -> (nn::Neurons, [nn::Synapses; 2]) {
    let lif = nn::Lif { tau: 20.0, v_th: 20.0, ..nn::default() };
    let cells = net.add(nn::neurons(n, lif).named("cells").t_ref(2.0));
    let n_exc = n * 4 / 5;
    let connect = |from| nn::VoltageJump::new(from, cells, nn::fixed_prob(0.1)).delay(1.5);
    let excite = net.add(connect(cells.slice(0..n_exc)).weight(J));
    let inhibit = net.add(connect(cells.slice(n_exc..n)).weight(-5.0 * J));

    let sources = n_exc / 10;
    let to_threshold = lif.v_th / (J * sources as f64 * lif.tau); // kHz
    net.add(nn::poisson_input(cells, sources, 2.0 * to_threshold * 1000.0).weight(J));
    (cells, [excite, inhibit])
}
