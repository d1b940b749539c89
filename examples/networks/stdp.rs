//! CUBA whose excitatory synapses learn by the timing of pairs of spikes.
//!
//! ```text
//! τ x' = −x,  τ y' = −y          weights within 0 and 3.24 mV, at first 1.62 mV
//! spike of the source:  w −= 0.01701 mV · y,  x += 1
//! spike of the target:  w += 0.0162 mV · x,   y += 1
//! ```
//!
//! Source: S. Song, K. D. Miller & L. F. Abbott, Nature Neurosci. 3 (2000), on
//! the network of `cuba.rs`.

use npbrain::all as nn;

use crate::cuba;

/// The weight of an excitatory synapse at first, in mV.
const W: f64 = 1.62;

/// `n` neurons, each with `indegree` sources on average; and their synapses,
/// those that excite, and learn, and those that inhibit.
pub fn stdp(net: &mut nn::Network, n: usize, indegree: f64) -> (nn::Neurons, [nn::Synapses; 2]) {
    let rule =
        nn::PairStdp { a_plus: 0.01 * W, a_minus: 0.0105 * W, w_max: 2.0 * W, ..nn::default() };
    let cells = net.add(cuba::population(n));
    let (exc, inh) = (cells.slice(0..n * 4 / 5), cells.slice(n * 4 / 5..n));
    let some = || nn::fixed_prob(indegree / n as f64);
    let learn = nn::synapses(rule, exc, cells, some());
    let excite = net.add(learn.port("excitation").weight(W));
    let inhibit = nn::Projection::new(inh, cells, some());
    let inhibit = net.add(inhibit.port("inhibition").weight(-9.0));
    (cells, [excite, inhibit])
}
