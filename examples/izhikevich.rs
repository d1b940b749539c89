//! The twenty patterns of Izhikevich's paper of 2004, each with its published
//! stimulus, start and step.

use nn::IzhikevichMode as Mode;
use npbrain::all as nn;

fn main() -> nn::Result<()> {
    let mut figure = nn::vis::figure(5, 4).size(1600, 1250);
    for mode in Mode::ALL {
        let (v, spikes) = run(mode)?;
        let title = format!("{} {mode}", mode.letter());
        println!("{:2} spikes in {title}", spikes.t.len());
        figure = figure.potential(&v).spikes(&spikes).title(title);
    }
    figure.save("izhikevich.png")?;
    println!("see izhikevich.png");
    Ok(())
}

fn run(mode: Mode) -> nn::Result<(nn::StateData, nn::SpikeData)> {
    let mut net = nn::Network::new();
    net.dt(mode.dt())?;
    let cell = net.add(mode.population(1));
    let v = net.add(nn::StateMonitor::new(cell, ["v"]));
    let spikes = net.add(nn::SpikeMonitor::new(cell));
    net.run(mode.duration(), [mode.input(cell)])?;
    Ok((net.get(v)?, net.get(spikes)?))
}
