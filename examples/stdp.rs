//! Competitive Hebbian learning after Song, Miller & Abbott (2000): a neuron with
//! a thousand synapses that learn by pairs of spikes, each from a Poisson source
//! of 15 Hz. Whatever their weights at the start, most end near one of the two
//! bounds. (Without the inhibition of the paper, and with amplitudes twice as
//! large, so that it takes less time.)

use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::core::random::{Key, Stream};

const SOURCES: usize = 1000;
const RATE: f64 = 15.0; // Hz
const DT: f64 = 0.1; // ms
const DURATION: f64 = 200_000.0; // ms
/// The largest weight, a conductance in units of the leak.
const LARGEST: f64 = 0.01;

/// Sources that fire at random times.
fn poisson() -> nn::Population {
    let chance = RATE * DT / 1000.0;
    let steps = (DURATION / DT) as u64;
    let trains = (0..SOURCES).flat_map(|source| {
        let mut stream = Stream::new(Key::new(1, "sources", "spikes"), source as u64);
        let next = move |step: &u64| Some(step + 1 + stream.skip(chance));
        let train = std::iter::successors(Some(0), next).skip(1).take_while(move |k| *k <= steps);
        train.map(move |step| (source, step as f64 / 10.0))
    });
    nn::spike_array(SOURCES, trains)
}

fn main() -> nn::Result<()> {
    let mut net = nn::Network::new();
    net.dt(DT)?.seed(1)?;
    let sources = net.add(poisson());
    let lif = nn::Lif { v_rest: -74.0, v_reset: -60.0, v_th: -54.0, ..nn::default() };
    let cell = net.add(nn::neurons(1, lif.with(nn::ExpCond { tau: 5.0, e_rev: 0.0 })));
    let rule = nn::PairStdp { a_plus: 0.01, a_minus: 0.0105, ..nn::default() };
    let plastic = net.add(
        nn::synapses(rule.scaled(LARGEST), sources, cell, nn::all_to_all())
            .port("exp_cond")
            .weight(nn::uniform(0.0, LARGEST)),
    );
    let before = net.synapses(plastic)?.weight;
    let weights = nn::StateMonitor::new(plastic, ["weight"]).neurons([100, 400, 700]);
    let weights = net.add(weights.every(200.0));
    let rate = net.add(nn::RateMonitor::new(cell).bin(1000.0));
    net.run(DURATION, [])?;

    let after = net.synapses(plastic)?.weight;
    let third = |k: f64| -> usize {
        let range = k / 3.0 * LARGEST..=(k + 1.0) / 3.0 * LARGEST;
        after.iter().filter(|weight| range.contains(weight)).count()
    };
    println!("weights in thirds of their range: {}, {}, {}", third(0.0), third(1.0), third(2.0));
    assert!(third(1.0) < SOURCES / 5);

    let apart: Vec<f64> = (-1000..1000).map(|k| 0.1 * f64::from(k)).collect();
    let change = apart.iter().map(|apart| match *apart {
        apart if apart >= 0.0 => rule.a_plus * (-apart / rule.tau_plus).exp(),
        apart => -rule.a_minus * (apart / rule.tau_minus).exp(),
    });
    nn::vis::figure(2, 2)
        .lines("target's spike after source's (ms)", "change of weight / largest")
        .series("", &apart, change)
        .title("the window")
        .value(net.get(weights)?, "weight")
        .title("three of the weights")
        .histogram_of("weight", [("at the start", before), ("after 200 s", after)])
        .bins(25)
        .title("a thousand weights")
        .rate(net.get(rate)?)
        .title("the neuron")
        .size(1000, 700)
        .save("stdp.png")
}
