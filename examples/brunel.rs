//! Brunel's network of 12,500 leaky neurons, with 15.6 million synapses and Poisson
//! input from outside. Inhibition keeps it from firing all at once.

use benchmark_networks::{brunel::brunel, irregularity};
use npbrain::all as nn;

fn main() -> nn::Result<()> {
    let mut net = nn::Network::new();
    net.dt(0.1)?.seed(1)?.on(nn::Cpu::new().f32())?;
    let (cells, _) = brunel(&mut net, 12_500);

    // All are counted, 200 of them drawn.
    let (exc, inh) = (cells.slice(0..10_000), cells.slice(10_000..12_500));
    let all = [exc, inh].map(|part| net.add(nn::SpikeMonitor::new(part)));
    let some = [exc.slice(0..160), inh.slice(0..40)];
    let some = some.map(|part| net.add(nn::SpikeMonitor::new(part)));
    let potential = net.add(nn::StateMonitor::new(cells, ["v"]).neurons([0]));
    let rate = net.add(nn::RateMonitor::new(cells).bin(2.0));
    net.run(500.0, [])?;

    for (name, spikes) in ["excitatory", "inhibitory"].iter().zip(all) {
        let spikes = net.get(spikes)?;
        let (rate, cv) = (spikes.mean_rate(), irregularity::cv(&spikes));
        println!("{name}: {rate:.1} Hz, CV of the intervals {cv:.2}");
    }
    let [e, i] = [net.get(some[0])?, net.get(some[1])?];
    nn::vis::figure(3, 1)
        .raster_of([&e, &i])
        .names(["excitatory", "inhibitory"])
        .rate(net.get(rate)?)
        .potential(net.get(potential)?)
        .threshold(20.0)
        .spikes(&e)
        .heights([2.0, 1.0, 1.0])
        .span(100.0, 400.0)
        .size(900, 800)
        .save("brunel.png")?;
    println!("see brunel.png");
    Ok(())
}
