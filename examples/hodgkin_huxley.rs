//! The squid's axon under constant currents: repetitive firing at 10 µA/cm²,
//! depolarisation block at 200, and its rate in between.

use npbrain::all as nn;

fn main() -> nn::Result<()> {
    let mut net = nn::Network::new();
    net.dt(0.01)?;
    // Spikes are crossings of 0 mV.
    let model = nn::HodgkinHuxley::default();
    let axons = |size| nn::neurons(size, model).method(nn::Method::Rk4);

    // Two to look at, and one for each current of the table.
    let [firing, blocked] = [net.add(axons(1)), net.add(axons(1))];
    net.add(nn::input(firing, 10.0).during(20.0, 180.0)); // µA/cm²
    net.add(nn::input(blocked, 200.0).during(20.0, 180.0));
    let currents: Vec<f64> = (0..=16).map(|k| 10.0 * f64::from(k)).collect();
    let many = net.add(axons(currents.len()));
    net.add(nn::input(many, currents.clone()));

    let v =
        [firing, blocked].map(|axon| net.add(nn::StateMonitor::new(axon, ["v", "m", "h", "n"])));
    net.run(200.0, [])?;
    // From here on they fire regularly or not at all.
    let spikes = net.add(nn::SpikeMonitor::new(many));
    let swing = net.add(nn::StateMonitor::new(many, ["v"]));
    net.run(1000.0, [])?;

    println!("µA/cm²   spikes/s   v between, mV");
    let (spikes, swing) = (net.get(spikes)?, net.get(swing)?);
    for (i, current) in currents.iter().enumerate() {
        let v = swing.trace("v", i)?;
        let lowest = v.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = v.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let rate = spikes.times_of(i).len();
        println!("{current:6.0} {rate:10} {lowest:8.1} and {highest:.1}");
    }

    let [firing, blocked] = [net.get(v[0])?, net.get(v[1])?];
    nn::vis::figure(3, 1)
        .potential(&firing)
        .title("10 µA/cm² from 20 to 180 ms: repetitive firing")
        .value(&firing, "n")
        .title("activation of potassium")
        .potential(&blocked)
        .title("200 µA/cm² from 20 to 180 ms: depolarisation block")
        .span(0.0, 200.0)
        .size(900, 800)
        .save("hodgkin_huxley.png")?;
    println!("see hodgkin_huxley.png");
    Ok(())
}
