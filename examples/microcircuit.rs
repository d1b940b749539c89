//! The cortical microcircuit of Potjans and Diesmann (2014): who fires when in its four
//! layers, and how often, beside NEST at full size.
//!
//! ```sh
//! cargo run --release --example microcircuit           # a tenth of it
//! cargo run --release --example microcircuit -- 0.5    # half; 1 is all of it
//! ```
//!
//! All of it has 77,169 neurons and 299 million synapses.

use benchmark_networks::irregularity;
use benchmark_networks::microcircuit::{POPULATIONS, RATES, SIZES, microcircuit, sizes};
use npbrain::all as nn;

/// How many neurons of all are drawn.
const DRAWN: usize = 1500;

fn main() -> nn::Result<()> {
    let asked = std::env::args().nth(1);
    let scale = asked.as_deref().map_or(Ok(0.1), str::parse);
    let Some(scale) = scale.ok().filter(|scale| *scale > 0.0 && *scale <= 1.0) else {
        eprintln!("microcircuit: expected a share of the full size, up to 1");
        std::process::exit(2);
    };
    let mut net = nn::Network::new();
    net.dt(0.1)?.seed(1)?.on(nn::Cpu::new().f32())?;
    let (cells, _) = microcircuit(&mut net, scale);
    // What the initial potentials did is over by then.
    net.run(500.0, [])?;

    let all: Vec<_> = cells.iter().map(|cells| net.add(nn::SpikeMonitor::new(*cells))).collect();
    let of_all: usize = SIZES.iter().sum();
    let some: Vec<_> = (0..8)
        .map(|k| {
            let drawn = (SIZES[k] * DRAWN / of_all).min(sizes(scale)[k]);
            net.add(nn::SpikeMonitor::new(cells[k].slice(0..drawn)))
        })
        .collect();
    net.run(1000.0, [])?;

    println!("population  rate, Hz  NEST, all of it  CV of the intervals");
    let mut rates = Vec::new();
    for (k, monitor) in all.into_iter().enumerate() {
        let spikes = net.get(monitor)?;
        let rate = spikes.t.len() as f64 / spikes.size as f64;
        let cv = irregularity::cv(&spikes);
        // Where all fire rarely, no neuron has intervals enough.
        let cv = if cv.is_nan() { "-".into() } else { format!("{cv:.2}") };
        println!("{:<10}  {rate:8.2}  {:15.2}  {cv:>19}", POPULATIONS[k], RATES[k]);
        rates.push(rate);
    }
    let drawn = some.into_iter().map(|monitor| net.get(monitor)).collect::<nn::Result<Vec<_>>>()?;
    let places: Vec<f64> = (1..=8).map(f64::from).collect();
    nn::vis::figure(2, 1)
        .raster_of(&drawn)
        .names(POPULATIONS)
        .lines(format!("population, 1 to 8: {}", POPULATIONS.join(", ")), "rate (Hz)")
        .points("here", &places, &rates)
        .points("NEST, all of it", &places, RATES)
        .heights([2.0, 1.0])
        .size(900, 900)
        .save("microcircuit.png")?;
    println!("see microcircuit.png");
    Ok(())
}
