//! Neurons of Hodgkin and Huxley's kind with conductances in a random network
//! that, once kicked, keeps itself firing.
//!
//! ```text
//! c v'  = g_l (E_l − v) + g_Na m³ h (E_Na − v) + g_K n⁴ (E_K − v) + g_e (E_e − v) + g_i (E_i − v)
//! x'    = α_x(v) (1 − x) − β_x(v) x      for x = m, h, n      v rises over −20 mV: a spike
//! τ_e g_e' = −g_e,   τ_i g_i' = −g_i                          a spike: g_e += 6 nS or g_i += 67 nS
//! ```
//!
//! Exponential Euler keeps a step of 0.1 ms stable. The gates begin at 0. In the 3 ms
//! after a spike no other is counted.
//!
//! Source: benchmark 3 (COBAHH) of R. Brette et al., J. Comput. Neurosci. 23
//! (2007), with the cell of R. D. Traub & R. Miles (1991).

use npbrain::all as nn;
use npbrain::all::NeuronModel;

/// A conductance in nS as one per area, in mS/cm²: a cell has 20,000 µm².
fn ns(conductance: f64) -> f64 {
    nn::HodgkinHuxley::per_area(conductance, 20_000.0)
}

/// `n` neurons, each with `indegree` sources on average; and their synapses,
/// those that excite and those that inhibit.
pub fn cobahh(net: &mut nn::Network, n: usize, indegree: f64) -> (nn::Neurons, [nn::Synapses; 2]) {
    let model = nn::TraubMiles::default()
        .with((nn::ExpCond { tau: 5.0, e_rev: 0.0 }, nn::ExpCond { tau: 10.0, e_rev: -80.0 }));
    let population = nn::neurons_by(n, model, nn::integrate::ExponentialEuler)
        .named("cells")
        .ports(["excitation", "inhibition"])
        .t_ref(3.0)
        .init("m", 0.0)
        .init("h", 0.0)
        .init("n", 0.0)
        .init("v", nn::normal(-65.0, 5.0))
        .init("excitation.g", nn::normal(ns(40.0), ns(15.0)))
        .init("inhibition.g", nn::normal(ns(200.0), ns(120.0)));
    let cells = net.add(population);
    let (exc, inh) = (cells.slice(0..n * 4 / 5), cells.slice(n * 4 / 5..n));
    let connect = |from| nn::Projection::new(from, cells, nn::fixed_prob(indegree / n as f64));
    let excite = net.add(connect(exc).port("excitation").weight(ns(6.0)));
    let inhibit = net.add(connect(inh).port("inhibition").weight(ns(67.0)));
    (cells, [excite, inhibit])
}
