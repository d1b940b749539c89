//! Gap junctions synchronise: 40 leaky neurons with currents of their own,
//! uncoupled at first, then coupled all to all from 200 ms on.

use npbrain::all as nn;

fn main() -> nn::Result<()> {
    let mut net = nn::Network::new();
    let lif = nn::Lif { tau: 10.0, v_th: 10.0, noise: 0.3, ..nn::default() };
    let cells =
        net.add(nn::neurons(40, lif).named("cells").t_ref(2.0).init("v", nn::uniform(0.0, 10.0)));
    let model = nn::GapJunction { spikelet: 20.0 }; // mV per unit of weight
    let junctions =
        net.add(nn::synapses(model, cells, cells, nn::all_to_all()).mutual().weight(0.0));
    let potential = net.add(nn::StateMonitor::new(cells, ["v"]));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    let rate = net.add(nn::RateMonitor::new(cells).bin(1.0));
    net.add(nn::input(cells, (0..40).map(|i| 12.0 + 0.02 * f64::from(i)).collect::<Vec<_>>()));

    net.run(200.0, [])?;
    net.set_weights(junctions, 0.01)?;
    net.run(300.0, [])?;

    let (potential, spikes) = (net.get(potential)?, net.get(spikes)?);
    let highest = potential.get("v")?.iter().fold(f64::MIN, |a, b| a.max(*b));
    println!("{:.1} Hz; the highest potential sampled is {highest:.2} mV", spikes.mean_rate());
    assert!(highest < 10.0, "whoever reaches threshold has fired and been reset");
    for (from, to) in [(100.0, 200.0), (400.0, 500.0)] {
        println!("synchrony from {from} to {to} ms: {:.2}", synchrony(&potential, from, to)?);
    }
    nn::vis::figure(3, 1)
        .title("40 leaky neurons, coupled by gap junctions from 200 ms on")
        .potential_of(&potential, [0, 20, 39])
        .threshold(10.0)
        .spikes(&spikes)
        .raster(&spikes)
        .rate(net.get(rate)?)
        .heights([1.5, 1.5, 1.0])
        .span(100.0, 400.0)
        .size(900, 800)
        .save("gap_junction.png")
}

/// The variance of the mean potential over the mean variance: 1 where all move
/// as one, 1/n where each moves by itself (Golomb & Rinzel 1994).
fn synchrony(data: &nn::StateData, from: f64, to: f64) -> nn::Result<f64> {
    let rows = data.t.iter().zip(data.get("v")?.rows().into_iter().map(|row| row.to_vec()));
    let rows: Vec<Vec<f64>> =
        rows.filter(|(t, _)| (from..to).contains(*t)).map(|(_, row)| row).collect();
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let variance = |x: &[f64]| {
        let m = mean(x);
        x.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / x.len() as f64
    };
    let together: Vec<f64> = rows.iter().map(|row| mean(row)).collect();
    let each = |i: usize| variance(&rows.iter().map(|row| row[i]).collect::<Vec<_>>());
    let cells = rows[0].len();
    Ok(variance(&together) / ((0..cells).map(each).sum::<f64>() / cells as f64))
}
