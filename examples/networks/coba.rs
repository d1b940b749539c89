//! Leaky neurons with conductances in a random network that, once kicked, keeps
//! itself firing irregularly.
//!
//! ```text
//! τ v'  = (E_l − v) + g_e (E_e − v) + g_i (E_i − v)    v ≥ −50 mV: v ← −60 mV, for 5 ms
//! τ_e g_e' = −g_e,   τ_i g_i' = −g_i                  a spike: g_e += 0.6 or g_i += 6.7
//! ```
//!
//! Conductances count in units of the leak, 10 nS. Of the neurons 80 % excite,
//! 20 % inhibit. The initial conductances are the kick.
//!
//! Source: T. P. Vogels & L. F. Abbott, J. Neurosci. 25 (2005), as benchmark 1
//! (COBA) of R. Brette et al., J. Comput. Neurosci. 23 (2007).

use npbrain::all as nn;
use npbrain::all::NeuronModel;

/// `n` neurons, each with `indegree` sources on average, by exponential Euler; and
/// their synapses, those that excite and those that inhibit.
pub fn coba(net: &mut nn::Network, n: usize, indegree: f64) -> (nn::Neurons, [nn::Synapses; 2]) {
    coba_by(net, n, indegree, nn::integrate::ExponentialEuler)
}

/// The same by Euler's method.
pub fn coba_by_euler(
    net: &mut nn::Network,
    n: usize,
    indegree: f64,
) -> (nn::Neurons, [nn::Synapses; 2]) {
    coba_by(net, n, indegree, nn::integrate::Euler)
}

fn coba_by(
    net: &mut nn::Network,
    n: usize,
    indegree: f64,
    integrator: impl nn::integrate::Integrator,
) -> (nn::Neurons, [nn::Synapses; 2]) {
    let lif = nn::Lif { tau: 20.0, v_rest: -60.0, v_reset: -60.0, v_th: -50.0, ..nn::default() };
    let model =
        lif.with((nn::ExpCond { tau: 5.0, e_rev: 0.0 }, nn::ExpCond { tau: 10.0, e_rev: -80.0 }));
    let cells = net.add(
        nn::neurons_by(n, model, integrator)
            .named("cells")
            .ports(["excitation", "inhibition"])
            .t_ref(5.0)
            .init("v", nn::normal(-65.0, 5.0))
            .init("excitation.g", nn::normal(4.0, 1.5))
            .init("inhibition.g", nn::normal(20.0, 12.0)),
    );
    let (exc, inh) = (cells.slice(0..n * 4 / 5), cells.slice(n * 4 / 5..n));
    let connect = |from| nn::Projection::new(from, cells, nn::fixed_prob(indegree / n as f64));
    let excite = net.add(connect(exc).port("excitation").weight(0.6));
    let inhibit = net.add(connect(inh).port("inhibition").weight(6.7));
    (cells, [excite, inhibit])
}
