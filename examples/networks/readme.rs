//! NumpyBrain's first page: 500 leaky neurons, driven by a current, drive 1000
//! others; all have noise. `examples/getting_started.rs` draws it.
//!
//! ```text
//! dv = (−v + I) / τ · dt + 1.1 / τ · dW        v ≥ 10 mV: v ← 0 mV
//! a spike of the first:  v += 0.2 mV
//! ```

use npbrain::all as nn;

/// `n` neurons, a third of them in the first population; and the synapses. As on
/// that page, the potential of all is recorded.
pub fn readme(net: &mut nn::Network, n: usize) -> ([nn::Neurons; 2], nn::Synapses) {
    let lif = nn::Lif { noise: 1.1, ..nn::default() };
    let [first, second] = [n / 3, n - n / 3]
        .map(|size| net.add(nn::neurons(size, lif).method(nn::Method::EulerMaruyama)));
    net.add(nn::input(first, 15.0));
    let jump = net.add(nn::VoltageJump::new(first, second, nn::fixed_prob(0.1)).weight(0.2));
    for cells in [first, second] {
        net.add(nn::StateMonitor::new(cells, ["v"]));
    }
    ([first, second], jump)
}
