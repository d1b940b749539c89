//! Kinds of figures, each of a network that suits it.

use nn::vis::figure;
use npbrain::all as nn;
use plugin_model::PairStdp;

use crate::Gallery;

pub(crate) fn show(gallery: &mut Gallery) -> nn::Result<()> {
    network(gallery)?;
    wave(gallery)?;
    learning(gallery)?;
    phase_plane(gallery)
}

/// Excitation and inhibition: raster, rates, and intervals between spikes.
fn network(gallery: &mut Gallery) -> nn::Result<()> {
    let mut net = nn::Network::new();
    let lif = nn::Lif { noise: nn::Lif::noise_for_std(2.0, 10.0), ..nn::default() };
    let cells = net.add(nn::neurons(250, lif).t_ref(2.0).init("v", nn::uniform(0.0, 10.0)));
    let (exc, inh) = (cells.slice(0..200), cells.slice(200..250));
    net.add(nn::VoltageJump::new(exc, cells, nn::fixed_prob(0.2)).weight(0.15).delay(1.5));
    net.add(nn::VoltageJump::new(inh, cells, nn::fixed_prob(0.2)).weight(-0.9).delay(1.5));
    let spikes = [exc, inh].map(|part| net.add(nn::SpikeMonitor::new(part)));
    let rates = [exc, inh].map(|part| net.add(nn::RateMonitor::new(part).bin(5.0)));
    net.run(200.0, [nn::input(cells, 11.0)])?;
    let names = ["excitatory", "inhibitory"];
    let spikes = [net.get(spikes[0])?, net.get(spikes[1])?];
    let rates = [net.get(rates[0])?, net.get(rates[1])?];
    let picture = figure(2, 1).size(480, 360).heights([1.6, 1.0]);
    gallery.save(
        "raster_and_rate",
        picture.raster_of(&spikes).names(names).rate_of(&rates).names(names),
    )?;

    let intervals = |data: &nn::SpikeData, first: usize, size: usize| {
        let of = |k: usize| {
            let times = data.times_of(first + k);
            times.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
        };
        (0..size).flat_map(of).collect::<Vec<f64>>()
    };
    let samples = [
        (names[0], intervals(&spikes[0], spikes[0].first, 200)),
        (names[1], intervals(&spikes[1], spikes[1].first, 50)),
    ];
    let picture = figure(1, 1).size(420, 260).histogram_of("interval (ms)", samples).bins(25);
    gallery.save("histogram", picture)
}

/// A square of neurons in which excitation spreads.
fn wave(gallery: &mut Gallery) -> nn::Result<()> {
    const SIDE: usize = 40;
    let mut net = nn::Network::new();
    let lif = nn::Lif { v_reset: -5.0, ..nn::default() };
    let sheet =
        net.add(nn::neurons(SIDE * SIDE, lif).grid([SIDE, SIDE]).init("v", 0.0).t_ref(30.0));
    net.add(nn::VoltageJump::new(sheet, sheet, nn::within(2.5)).weight(6.0).delay(1.0));
    let v = net.add(nn::StateMonitor::new(sheet, ["v"]).every(1.0));
    let corner = sheet.slice(0..5);
    net.run(30.0, [nn::input(corner, 200.0).during(0.0, 2.0)])?;
    let v = net.get(v)?;
    let mut picture = figure(1, 3).size(960, 280);
    for t in [6.0, 12.0, 18.0] {
        picture = picture.image(&v, "v", (SIDE, SIDE), t).colours(-5.0, 10.0);
    }
    gallery.save("image", picture)
}

/// Weights that learn from spikes of both ends.
fn learning(gallery: &mut Gallery) -> nn::Result<()> {
    let mut net = nn::Network::new();
    let step = |i: usize| 37 + (i * 29) % 60;
    let train = |i: usize| (0..1000 / step(i)).map(move |k| (i, (1 + k * step(i)) as f64));
    let sources = net.add(nn::spike_array(100, (0..100).flat_map(train)));
    let target = net.add(nn::neurons(1, nn::Lif::default()));
    let model = PairStdp { w_max: 2.0, a_plus: 0.02, a_minus: 0.021, ..nn::default() };
    let plastic = net.add(nn::synapses(model, sources, target, nn::all_to_all()).weight(1.0));
    let weights = net.add(nn::StateMonitor::new(plastic, ["weight"]).every(5.0));
    net.run(1000.0, [])?;
    gallery.save("plot_synapse", nn::vis::plot_synapse(&net.get(weights)?).size(840, 260))
}

/// Nullclines, fixed points and a trajectory of Izhikevich's neuron.
fn phase_plane(gallery: &mut Gallery) -> nn::Result<()> {
    let plane = nn::PhasePlane::new(nn::Izhikevich::default(), 0.0, (-85.0, -40.0), (-25.0, 5.0))?;
    let trajectory = plane.trajectory([-45.0, 3.0], 200.0, 0.1)?;
    let picture = figure(1, 1).size(560, 400).phase_plane(&plane).trajectory(trajectory);
    gallery.save("phase_plane", picture.title("Izhikevich, without a current"))
}
