//! Leaky neurons with exponential currents in a random network. Their rest is
//! above the threshold, so they fire by themselves, and the network makes them
//! irregular.
//!
//! ```text
//! τ v'  = (E_l − v) + I_e + I_i           v ≥ −50 mV: v ← −60 mV, for 5 ms
//! τ_e I_e' = −I_e,   τ_i I_i' = −I_i      a spike: I_e += 1.62 mV or I_i −= 9 mV
//! ```
//!
//! The equations are linear, so the integration is exact.
//!
//! Source: T. P. Vogels & L. F. Abbott, J. Neurosci. 25 (2005), as benchmark 2
//! (CUBA) of R. Brette et al., J. Comput. Neurosci. 23 (2007).

use npbrain::all as nn;
use npbrain::all::NeuronModel;

/// The neurons alone.
pub fn population(n: usize) -> nn::Population {
    let lif = nn::Lif { tau: 20.0, v_rest: -49.0, v_reset: -60.0, v_th: -50.0, ..nn::default() };
    let model = lif.with((nn::ExpCurrent { tau: 5.0 }, nn::ExpCurrent { tau: 10.0 }));
    nn::neurons_by(n, model, nn::integrate::Exact)
        .named("cells")
        .ports(["excitation", "inhibition"])
        .t_ref(5.0)
        .init("v", nn::uniform(-60.0, -50.0))
}

/// `n` neurons, each with `indegree` sources on average; and their synapses,
/// those that excite and those that inhibit.
pub fn cuba(net: &mut nn::Network, n: usize, indegree: f64) -> (nn::Neurons, [nn::Synapses; 2]) {
    let cells = net.add(population(n));
    let (exc, inh) = (cells.slice(0..n * 4 / 5), cells.slice(n * 4 / 5..n));
    let connect = |from| nn::Projection::new(from, cells, nn::fixed_prob(indegree / n as f64));
    let excite = net.add(connect(exc).port("excitation").weight(1.62));
    let inhibit = net.add(connect(inh).port("inhibition").weight(-9.0));
    (cells, [excite, inhibit])
}
