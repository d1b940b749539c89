//! A random network of 4,000 leaky neurons with conductances that keeps itself
//! firing: benchmark COBA.

use benchmark_networks::{coba::coba, irregularity};
use npbrain::all as nn;

fn main() -> nn::Result<()> {
    let mut net = nn::Network::new();
    net.dt(0.1)?.seed(1)?.on(nn::Cpu::new().f32())?;
    let (cells, _) = coba(&mut net, 4000, 80.0);

    // All are counted, 200 of them drawn.
    let (exc, inh) = (cells.slice(0..3200), cells.slice(3200..4000));
    let all = [exc, inh].map(|part| net.add(nn::SpikeMonitor::new(part)));
    let some = [exc.slice(0..160), inh.slice(0..40)];
    let some = some.map(|part| net.add(nn::SpikeMonitor::new(part)));
    let potential = net.add(nn::StateMonitor::new(cells, ["v"]).neurons([86]));
    let rate = net.add(nn::RateMonitor::new(cells).bin(2.0));
    net.run(1000.0, [])?;

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
        .threshold(-50.0)
        .spikes(&e)
        .heights([2.0, 1.0, 1.0])
        .span(0.0, 300.0)
        .size(900, 800)
        .save("coba.png")?;
    println!("see coba.png");
    Ok(())
}
