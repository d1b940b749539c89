//! Neuron models under a constant current.

use nn::IzhikevichMode as Mode;
use nn::vis::figure;
use npbrain::all as nn;

use crate::Gallery;

pub(crate) fn show(gallery: &mut Gallery) -> nn::Result<()> {
    let lif = nn::neurons(1, nn::Lif::default()).t_ref(3.0);
    let (v, spikes) = run(lif, ["v"], 15.0, 80.0)?;
    let picture = figure(1, 1).size(420, 220).potential(&v).threshold(10.0).spikes(&spikes);
    gallery.save("lif", picture.title("15 mV, t_ref = 3 ms"))?;

    let noise = nn::Lif::noise_for_std(1.5, 10.0);
    let noisy = nn::neurons(2, nn::Lif { noise, ..nn::default() });
    let (v, spikes) = run(noisy, ["v"], 9.0, 80.0)?;
    let picture = figure(1, 1).size(420, 220).potential(&v).threshold(10.0).spikes(&spikes);
    gallery.save("lif_noise", picture.title("9 mV and noise of 1.5 mV"))?;

    let (state, spikes) = run(nn::neurons(1, nn::Izhikevich::default()), ["v", "u"], 10.0, 200.0)?;
    let picture = figure(2, 1).size(420, 320).heights([1.5, 1.0]);
    let picture = picture.potential(&state).spikes(&spikes).title("regular spiking, I = 10");
    gallery.save("izhikevich", picture.value(&state, "u"))?;

    let mut picture = figure(4, 2).size(760, 560);
    for (name, model) in [
        ("RS, regular spiking", nn::Izhikevich::RS),
        ("IB, intrinsically bursting", nn::Izhikevich::IB),
        ("CH, chattering", nn::Izhikevich::CH),
        ("FS, fast spiking", nn::Izhikevich::FS),
        ("TC, thalamocortical", nn::Izhikevich::TC),
        ("RZ, resonator", nn::Izhikevich::RZ),
        ("LTS, low-threshold spiking", nn::Izhikevich::LTS),
    ] {
        let (v, spikes) = run(nn::neurons(1, model), ["v"], 10.0, 200.0)?;
        picture = picture.potential(&v).spikes(&spikes).title(name);
    }
    gallery.save("izhikevich_cells", picture)?;

    let mut picture = figure(5, 4).size(1200, 900);
    for mode in Mode::ALL {
        let (v, spikes) = run_mode(mode)?;
        picture = picture.potential(&v).spikes(&spikes);
        picture = picture.title(format!("{} {mode}", mode.letter()));
    }
    gallery.save("izhikevich_modes", picture)?;

    let mut picture = figure(3, 1).size(420, 480);
    for (name, model, current) in [
        ("RS, 100 pA", nn::Izhikevich2007::RS, 100.0),
        ("IB, 500 pA", nn::Izhikevich2007::IB, 500.0),
        ("CH, 200 pA", nn::Izhikevich2007::CH, 200.0),
    ] {
        let (v, spikes) = run(nn::neurons(1, model), ["v"], current, 400.0)?;
        picture = picture.potential(&v).spikes(&spikes).title(name);
    }
    gallery.save("izhikevich_2007", picture)?;

    let hh = nn::neurons(1, nn::HodgkinHuxley::default());
    let (state, _) = run(hh, ["v", "m", "h", "n"], 10.0, 60.0)?;
    let picture = figure(2, 1).size(420, 360).potential(&state).title("I = 10 µA/cm²");
    let mut picture = picture.lines("time (ms)", "gate");
    for gate in ["m", "h", "n"] {
        picture = picture.series(gate, &state.t, state.trace(gate, 0)?);
    }
    gallery.save("hodgkin_huxley", picture)?;

    let cell = nn::neurons(1, nn::TraubMiles::default());
    let (state, _) = run(cell, ["v", "m", "h", "n"], 5.0, 60.0)?;
    let picture = figure(2, 1).size(420, 360).potential(&state).title("I = 5 µA/cm²");
    let mut picture = picture.lines("time (ms)", "gate");
    for gate in ["m", "h", "n"] {
        picture = picture.series(gate, &state.t, state.trace(gate, 0)?);
    }
    gallery.save("traub_miles", picture)?;

    let train = |i: usize| (1..100 / (5 + 3 * i)).map(move |k| (i, (k * (5 + 3 * i)) as f64));
    let source = nn::spike_array(6, (0..6).flat_map(train));
    let mut net = nn::Network::new();
    let source = net.add(source);
    let spikes = net.add(nn::SpikeMonitor::new(source));
    net.run(100.0, [])?;
    gallery.save("spike_array", figure(1, 1).size(420, 200).raster(net.get(spikes)?))?;

    let mut net = nn::Network::new();
    let swinging = |t: f64| 40.0 + 40.0 * (t / 50.0 * std::f64::consts::TAU).sin();
    let groups = [nn::poisson_group(20, 40.0), nn::poisson_group(20, swinging)];
    let monitors = groups.map(|group| {
        let group = net.add(group);
        net.add(nn::SpikeMonitor::new(group))
    });
    net.run(200.0, [])?;
    let [even, waves] = monitors.map(|monitor| net.get(monitor));
    let picture = figure(1, 1).size(420, 280).raster_of([&even?, &waves?]);
    gallery.save("poisson_group", picture.names(["40 Hz", "0 to 80 Hz"]))?;

    let clamped = nn::fake_neurons(3, [-70.0, -60.0, -50.0], [(0, 10.0), (1, 20.0), (2, 30.0)]);
    let (v, spikes) = run(clamped, ["v"], 10.0, 50.0)?;
    let picture = figure(2, 1).size(420, 320).potential(&v);
    gallery.save("fake_neurons", picture.raster(&spikes))
}

fn run<const N: usize>(
    population: nn::Population,
    variables: [&str; N],
    current: f64,
    duration: f64,
) -> nn::Result<(nn::StateData, nn::SpikeData)> {
    let mut net = nn::Network::new();
    let cells = net.add(population.named("cells"));
    let state = net.add(nn::StateMonitor::new(cells, variables));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(duration, [nn::input(cells, current)])?;
    Ok((net.get(state)?, net.get(spikes)?))
}

fn run_mode(mode: Mode) -> nn::Result<(nn::StateData, nn::SpikeData)> {
    let mut net = nn::Network::new();
    net.dt(mode.dt())?;
    let cell = net.add(mode.population(1));
    let state = net.add(nn::StateMonitor::new(cell, ["v"]));
    let spikes = net.add(nn::SpikeMonitor::new(cell));
    net.run(mode.duration(), [mode.input(cell)])?;
    Ok((net.get(state)?, net.get(spikes)?))
}
