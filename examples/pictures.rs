//! A picture of each kind: curves, histograms, connections as a matrix and
//! between neurons in a plane, all variables of a neuron, synapses that learn.

use npbrain::all as nn;
use npbrain::all::vis;
use plugin_model::PairStdp;

fn main() -> nn::Result<()> {
    curves()?;
    connections()?;
    neuron()?;
    synapses()?;
    println!("see pictures_curves.png, _connections.png, _neuron.png and _synapses.png");
    Ok(())
}

/// The rate of a leaky neuron over the current, and what noise makes of its
/// intervals.
fn curves() -> nn::Result<()> {
    let currents: Vec<f64> = (0..=40).map(|k| 5.25 + 0.5 * f64::from(k)).collect();
    let theory =
        currents.iter().map(|i| if *i <= 10.0 { 0.0 } else { 100.0 / (i / (i - 10.0)).ln() });
    let theory: Vec<f64> = theory.collect();
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(currents.len(), nn::Lif { v_th: 10.0, ..nn::default() }));
    let noisy = net.add(nn::neurons(400, nn::Lif { v_th: 10.0, noise: 1.0, ..nn::default() }));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    let noisy_spikes = net.add(nn::SpikeMonitor::new(noisy));
    net.run(1000.0, [nn::input(cells, currents.clone()), nn::input(noisy, 12.0)])?;

    let spikes = net.get(spikes)?;
    let simulated = (0..currents.len()).map(|k| spikes.times_of(k).len() as f64);
    let simulated: Vec<f64> = simulated.collect();
    let noisy_spikes = net.get(noisy_spikes)?;
    let intervals = (0..400).flat_map(|k| {
        let times = noisy_spikes.times_of(k);
        times.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
    });
    vis::figure(1, 2)
        .size(1000, 360)
        .lines("current (mV)", "rate (Hz)")
        .series("theory", &currents, &theory)
        .points("simulation", &currents, &simulated)
        .histogram("interval between spikes (ms)", intervals.collect::<Vec<_>>())
        .title("12 mV and noise")
        .save("pictures_curves.png")
}

/// Neurons on a grid, connected the more likely the nearer they are; and many
/// at random.
fn connections() -> nn::Result<()> {
    let place = |k: usize| [(k % 14) as f64, (k / 14) as f64];
    let positions: Vec<[f64; 2]> = (0..196).map(place).collect();
    let near = move |i: usize, j: usize| {
        let ([a, b], [c, d]) = (place(i), place(j));
        let hash = (i * 7919 + j * 104_729) % 1000;
        i != j && (hash as f64) < 1000.0 * (-f64::hypot(a - c, b - d) / 1.5).exp()
    };
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(196, nn::Lif::default()).at(positions.clone()));
    let local = net
        .add(nn::VoltageJump::new(cells, cells, nn::conn::by(near)).weight(nn::normal(0.2, 0.1)));
    let large = net.add(nn::neurons(4000, nn::Lif::default()));
    let dense = net.add(nn::VoltageJump::new(large, large, nn::fixed_prob(0.02)).weight(0.1));
    net.plan()?;
    let (local, dense) = (net.synapses(local)?, net.synapses(dense)?);
    vis::figure(1, 3)
        .size(1500, 430)
        .graph(&local, positions)
        .title("where they are")
        .matrix(&local)
        .label_colours("weight (mV)")
        .title("their weights")
        .matrix(&dense)
        .title("4000 neurons at random")
        .save("pictures_connections.png")
}

/// Izhikevich's neuron with both of its variables.
fn neuron() -> nn::Result<()> {
    let mut net = nn::Network::new();
    let cell = net.add(nn::neurons(1, nn::Izhikevich::default()));
    let state = net.add(nn::StateMonitor::new(cell, ["v", "u"]));
    let spikes = net.add(nn::SpikeMonitor::new(cell));
    net.run(300.0, [nn::input(cell, 10.0)])?;
    vis::plot_neuron(&net.get(state)?, &net.get(spikes)?).save("pictures_neuron.png")
}

/// Synapses from 200 sources onto one target that they make fire, learning.
fn synapses() -> nn::Result<()> {
    let mut net = nn::Network::new();
    let step = |i: usize| 37 + (i * 29) % 60;
    let trains =
        (0..200).flat_map(|i| (0..2000 / step(i)).map(move |k| (i, (1 + k * step(i)) as f64)));
    let sources = net.add(nn::spike_array(200, trains));
    let target = net.add(nn::neurons(1, nn::Lif { v_th: 10.0, ..nn::default() }));
    let model = PairStdp { w_max: 1.0, ..nn::default() };
    let plastic = net.add(nn::synapses(model, sources, target, nn::all_to_all()).weight(0.5));
    let weights = net.add(nn::StateMonitor::new(plastic, ["weight"]).every(5.0));
    net.run(2000.0, [])?;
    vis::plot_synapse(&net.get(weights)?).save("pictures_synapses.png")
}
