//! Models of another crate, `plugin_model`, in a network: excitable neurons
//! with a receptor composed into them, on every engine.

use npbrain::all as nn;
use npbrain::all::NeuronModel;
use plugin_model::{AlphaCurrent, FitzHughNagumo};

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

fn main() -> nn::Result<()> {
    let fast = simulate(nn::Network::new().on(nn::Cpu::new())?)?;
    let reference = simulate(nn::Network::new().on(nn::Reference)?)?;
    let tapes = simulate(nn::Network::new().on(nn::Interpreter)?)?;
    let last = fast.i.iter().filter(|i| **i == 63).count();
    println!("{} spikes, {last} of them at the end of the chain", fast.t.len());
    println!("the same on the reference: {}, and from tapes: {}", fast == reference, fast == tapes);
    assert!(last > 0 && fast == reference && fast == tapes);
    Ok(())
}
