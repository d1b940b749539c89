//! NumpyBrain's first page: two populations of leaky integrate-and-fire
//! neurons, the first driven by a current and noise, the second by the first.

use std::time::Instant;

use npbrain::all as nn;

fn main() -> nn::Result<()> {
    let start = Instant::now();
    let mut net = nn::Network::new();
    let lif1 = net.add(nn::neurons(500, nn::Lif { noise: 1.1, ..nn::default() }));
    let lif2 = net.add(nn::neurons(1000, nn::Lif { noise: 1.1, ..nn::default() }));
    net.add(nn::VoltageJump::new(lif1, lif2, nn::fixed_prob(0.1)).weight(0.2));
    let potential = net.add(nn::StateMonitor::new(lif1, ["v"]));
    let spikes1 = net.add(nn::SpikeMonitor::new(lif1));
    let spikes2 = net.add(nn::SpikeMonitor::new(lif2));

    net.plan()?;
    let built = start.elapsed();
    net.run(100.0, [nn::input(lif1, 15.0)])?; // ms, mV
    let ran = start.elapsed() - built;

    let (first, second) = (net.get(spikes1)?, net.get(spikes2)?);
    println!("mean rates: {:.1} Hz and {:.1} Hz", first.mean_rate(), second.mean_rate());
    println!("built in {:.1} ms, 100 ms simulated in {:.1} ms", ms(built), ms(ran));

    nn::vis::figure(2, 1)
        .potential(net.get(potential)?)
        .threshold(10.0)
        .spikes(&first)
        .raster_of([&first, &second])
        .names(["lif1", "lif2"])
        .save("getting_started.png")?;
    println!("see getting_started.png");
    Ok(())
}

fn ms(duration: std::time::Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
