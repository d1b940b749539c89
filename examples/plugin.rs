//! Models of another crate, `plugin_model`, in networks: excitable neurons with
//! a receptor composed into them, on every engine, and synapses that learn.

use npbrain::all as nn;
use npbrain::all::NeuronModel;
use plugin_model::{AlphaCurrent, FitzHughNagumo, PairStdp};

/// A chain of neurons: the first is driven, each excites the next.
fn simulate(net: &mut nn::Network) -> nn::Result<nn::SpikeData> {
    let model = FitzHughNagumo::default().with(AlphaCurrent { tau: 1.0 });
    let cells = net.add(nn::neurons(64, model).ports(["excitation"]));
    net.add(
        nn::Projection::new(cells.slice(0..63), cells.slice(1..64), nn::one_to_one())
            .port("excitation")
            .weight(1.0)
            .delay(0.5),
    );
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(300.0, [nn::input(cells.slice(0..1), 0.5)])?;
    net.get(spikes)
}

/// Two sources, 10 ms before and after each spike of a target that a third one
/// makes fire: the weights after 50 pairings.
fn learn() -> nn::Result<Vec<f64>> {
    let mut net = nn::Network::new();
    let pairings = (1..=50).flat_map(|k| {
        let t = 100.0 * f64::from(k);
        [(0, t - 10.0), (1, t + 10.0), (2, t)]
    });
    let sources = net.add(nn::spike_array(3, pairings));
    let target = net.add(nn::neurons(1, nn::Lif { v_th: 10.0, ..nn::default() }));
    net.add(nn::VoltageJump::new(sources.slice(2..3), target, nn::all_to_all()).weight(20.0));
    let plastic = net.add(
        nn::synapses(PairStdp::default(), sources.slice(0..2), target, nn::all_to_all())
            .weight(0.5),
    );
    net.run(5200.0, [])?;
    Ok(net.synapses(plastic)?.weight)
}

fn main() -> nn::Result<()> {
    let fast = simulate(nn::Network::new().on(nn::Cpu::new())?)?;
    let reference = simulate(nn::Network::new().on(nn::Reference)?)?;
    let tapes = simulate(nn::Network::new().on(nn::Interpreter)?)?;
    let last = fast.i.iter().filter(|i| **i == 63).count();
    println!("{} spikes, {last} of them at the end of the chain", fast.t.len());
    println!("the same on the reference: {}, and from tapes: {}", fast == reference, fast == tapes);
    assert!(last > 0 && fast == reference && fast == tapes);
    let weights = learn()?;
    println!(
        "after 50 pairings a weight of 0.5 is {:.3} where the source fires first, {:.3} where it fires last",
        weights[0], weights[1]
    );
    assert!(weights[0] > 0.5 && weights[1] < 0.5);
    Ok(())
}
