//! Currents as neurons feel them.

use nn::vis::figure;
use npbrain::all as nn;
use npbrain::inputs::Current;

use crate::Gallery;

pub(crate) fn show(gallery: &mut Gallery) -> nn::Result<()> {
    felt(gallery, "input", "input(cells, [1.0, 2.0])", [1.0, 2.0])?;
    let steps = nn::steps([(0.0, 20.0), (1.0, 40.0), (2.0, 20.0)]);
    felt(gallery, "steps", "steps([(0.0, 20.0), (1.0, 40.0), (2.0, 20.0)])", steps)?;
    let steps_at = nn::steps_at([(10.0, 1.0), (30.0, 3.0), (80.0, 0.0)]);
    felt(gallery, "steps_at", "steps_at([(10.0, 1.0), (30.0, 3.0), (80.0, 0.0)])", steps_at)?;
    let pulses = nn::pulses([10.0, 30.0, 70.0], 5.0, 2.0);
    felt(gallery, "pulses", "pulses([10.0, 30.0, 70.0], 5.0, 2.0)", pulses)?;
    felt(gallery, "ramp", "ramp(1.0, 4.0, 20.0, 80.0)", nn::ramp(1.0, 4.0, 20.0, 80.0))?;
    felt(gallery, "sine", "sine(2.0, 40.0).offset(3.0)", nn::sine(2.0, 40.0).offset(3.0))?;
    let chirp = nn::chirp(1.0, [0.0, 100.0], 0.0, 100.0);
    felt(gallery, "chirp", "chirp(1.0, [0.0, 100.0], 0.0, 100.0)", chirp)?;
    let function = nn::function(|t| 4.0 * (-t / 30.0).exp());
    felt(gallery, "function", "|t| 4.0 * (-t / 30.0).exp()", function)?;
    let series = nn::series([1.0, 3.0, 2.0, 4.0], 20.0, nn::After::Zero);
    felt(gallery, "series", "series([1.0, 3.0, 2.0, 4.0], 20.0, After::Zero)", series)?;
    let rows = [[1.0, 3.0, 2.0], [4.0, 2.0, 3.0]];
    let array = nn::series_array(rows, nn::Rows::Neurons, 30.0, nn::After::Hold);
    felt(gallery, "series_array", "series_array, two neurons, After::Hold", array)?;
    let ou = nn::ornstein_uhlenbeck(3.0, 1.0, 10.0);
    felt(gallery, "ornstein_uhlenbeck", "ornstein_uhlenbeck(3.0, 1.0, 10.0)", ou)?;
    let noise = nn::white_noise(3.0, 1.0, 2.0);
    felt(gallery, "white_noise", "white_noise(3.0, 1.0, 2.0)", noise)?;
    let noise = nn::white_noise_of_intensity(3.0, 0.3);
    felt(gallery, "white_noise_of_intensity", "white_noise_of_intensity(3.0, 0.3)", noise)?;
    let form = nn::format_current((0, 5, 100, 20, 60));
    felt(gallery, "format_current", "format_current((0, 5, 100, 20, 60))", form)?;
    bombarded(gallery)
}

/// Membranes under spikes from outside, at a constant rate and at one that
/// swings.
fn bombarded(gallery: &mut Gallery) -> nn::Result<()> {
    let mut picture = figure(2, 1).size(420, 360);
    let swinging = |t: f64| 20.0 + 20.0 * (t / 50.0 * std::f64::consts::TAU).sin();
    for (title, rate) in [
        ("poisson_input(cells, 1000, 20.0).weight(0.05)", nn::Rate::from(20.0)),
        ("the rate swings from 0 to 40 Hz", nn::Rate::from(swinging)),
    ] {
        let mut net = nn::Network::new();
        let membrane = nn::Lif { v_th: f64::MAX, ..nn::default() };
        let cells = net.add(nn::neurons(3, membrane).named("cells"));
        net.add(nn::poisson_input(cells, 1000, rate).weight(0.05));
        let v = net.add(nn::StateMonitor::new(cells, ["v"]));
        net.run(200.0, [])?;
        picture = picture.potential(net.get(v)?).title(title);
    }
    gallery.save("poisson_input", picture)
}

/// The current that neurons feel: the potential, one step later, of a membrane
/// with tau = dt that Euler's method moves. One neuron stands for all that feel
/// the same.
fn felt(
    gallery: &mut Gallery,
    name: &str,
    title: &str,
    current: impl Into<Current>,
) -> nn::Result<()> {
    let mut net = nn::Network::new();
    let membrane = nn::Lif { tau: 0.1, v_th: f64::MAX, ..nn::default() };
    let cells = net.add(nn::neurons(2, membrane).method(nn::Method::Euler));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(100.0, [nn::input(cells, current)])?;
    let v = net.get(v)?;
    let felt =
        |neuron: usize| Ok(v.trace("v", neuron)?.iter().skip(1).copied().collect::<Vec<_>>());
    let currents: [nn::Result<Vec<f64>>; 2] = [felt(0), felt(1)];
    let [first, second] = currents;
    let (first, second) = (first?, second?);
    let times = &v.t.to_vec()[..first.len()];
    let mut picture = figure(1, 1).size(420, 200).lines("time (ms)", "current (mV)").title(title);
    let differ = first != second;
    picture = picture.series(if differ { "neuron 0" } else { "current" }, times, first);
    if differ {
        picture = picture.series("neuron 1", times, second);
    }
    gallery.save(name, picture)
}
