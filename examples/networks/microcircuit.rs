//! The cortical microcircuit under 1 mm² of early sensory cortex: four layers, each
//! with excitatory and inhibitory neurons, connected as measured.
//!
//! ```text
//! τ v' = (E_l − v) + r (I + I_dc)       v ≥ −50 mV: v ← −65 mV, for 2 ms
//! τ_s I' = −I                          a spike: I += w, drawn, after a drawn delay
//! ```
//!
//! At `scale` s there are s times as many neurons with s times as many sources, whose
//! weights are larger by 1/√s; a current replaces the mean input lost. So mean and
//! variance of what a neuron gets stay, and rates stay near those of the full circuit:
//! a little lower, in NEST as here, and half as high where they are lowest.
//!
//! Source: T. C. Potjans & M. Diesmann, Cereb. Cortex 24 (2014), as in NEST's example
//! `cortical_microcircuit`.

use npbrain::all as nn;
use npbrain::all::NeuronModel;

/// The populations, of layers 2/3 to 6, excitatory and inhibitory.
pub const POPULATIONS: [&str; 8] = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];

/// How many neurons there are at full scale.
pub const SIZES: [usize; 8] = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948];

/// The mean rates of the circuit at full scale in NEST 3.8, in Hz.
pub const RATES: [f64; 8] = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829];

/// The probability that a neuron of a row's population has one of a column's as a
/// source, by one or more synapses.
const CONNECTED: [[f64; 8]; 8] = [
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
    [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
];

/// How many sources outside the circuit a neuron has, each firing at 8 Hz.
const OUTSIDE: [usize; 8] = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100];
const OUTSIDE_RATE: f64 = 8.0;

/// Mean and standard deviation of the initial potentials, in mV.
const INITIAL: [(f64, f64); 8] = [
    (-68.28, 5.36),
    (-63.16, 4.57),
    (-63.33, 4.74),
    (-63.45, 4.94),
    (-63.11, 4.94),
    (-61.66, 4.55),
    (-66.72, 5.46),
    (-61.43, 4.48),
];

/// What an excitatory spike adds to the current, in nA, and how much more an
/// inhibitory one takes off.
const WEIGHT: f64 = 0.0878;
const INHIBITION: f64 = 4.0;

/// The time constant of currents, in ms.
const TAU_SYN: f64 = 0.5;

/// The mean delays of excitatory and inhibitory spikes, in ms; their standard
/// deviations are half as large.
const DELAYS: [f64; 2] = [1.5, 0.75];

/// How many neurons the populations have at a `scale`.
pub fn sizes(scale: f64) -> [usize; 8] {
    SIZES.map(|size| ((size as f64 * scale).round_ties_even() as usize).max(1))
}

/// How many synapses lead from one population to another, at full scale: each is
/// drawn on its own, so that two neurons can have several.
fn total(post: usize, pre: usize) -> f64 {
    let pairs = SIZES[post] as f64 * SIZES[pre] as f64;
    (-CONNECTED[post][pre]).ln_1p() / (-1.0 / pairs).ln_1p()
}

/// What a spike of population `pre` adds to the current of one of `post`, in nA.
fn weight(post: usize, pre: usize) -> f64 {
    match (post, pre) {
        // From layer 4 to layer 2/3, between excitatory neurons, it is twice as much.
        (0, 2) => 2.0 * WEIGHT,
        (_, pre) if pre % 2 == 0 => WEIGHT,
        _ => -INHIBITION * WEIGHT,
    }
}

/// The circuit at a `scale` up to 1: its populations, in the order of
/// [`POPULATIONS`], and all synapses in it, with the number of the population they are from.
pub fn microcircuit(net: &mut nn::Network, scale: f64) -> Circuit {
    circuit(net, scale, false)
}

/// The same circuit, whose synapses are made anew at each spike and take no memory.
pub fn procedural(net: &mut nn::Network, scale: f64) -> Circuit {
    circuit(net, scale, true)
}

type Circuit = (Vec<nn::Neurons>, Vec<(usize, nn::Synapses)>);

fn circuit(net: &mut nn::Network, scale: f64, procedural: bool) -> Circuit {
    let stronger = 1.0 / scale.sqrt();
    let sizes = sizes(scale);
    let lif = nn::Lif {
        tau: 10.0,
        r: 40.0, // MΩ, of 250 pF
        v_rest: -65.0,
        v_reset: -65.0,
        v_th: -50.0,
        ..nn::default()
    };
    // One receptor takes both kinds of spikes, since their time constants are equal.
    let model = lif.with(nn::ExpCurrent { tau: TAU_SYN });
    let cells: Vec<nn::Neurons> = (0..8)
        .map(|k| {
            let (mean, std) = INITIAL[k];
            let population = nn::neurons_by(sizes[k], model, nn::integrate::Exact);
            let population = population.named(POPULATIONS[k]).ports(["current"]).t_ref(2.0);
            net.add(population.init("v", nn::normal(mean, std)))
        })
        .collect();

    for post in 0..8 {
        let outside = OUTSIDE[post] as f64 * scale;
        let input = nn::poisson_input(cells[post], 1, OUTSIDE_RATE * outside);
        net.add(input.port("current").weight(WEIGHT * stronger));
        if scale < 1.0 {
            let within =
                |pre: usize| weight(post, pre) * total(post, pre) / SIZES[post] as f64 * RATES[pre];
            let all = (0..8).map(within).sum::<f64>();
            let all = all + WEIGHT * OUTSIDE[post] as f64 * OUTSIDE_RATE;
            let lost = 1e-3 * TAU_SYN * (1.0 - scale.sqrt()) * all;
            net.add(nn::input(cells[post], lost));
        }
    }

    let mut synapses = Vec::new();
    for post in 0..8 {
        for pre in 0..8 {
            let indegree = total(post, pre) / SIZES[post] as f64 * scale;
            let count = (indegree * sizes[post] as f64).round() as usize;
            if count == 0 {
                continue;
            }
            let (w, d) = (weight(post, pre) * stronger, DELAYS[pre % 2]);
            // No spike changes its sign.
            let (least, most) = if w > 0.0 { (0.0, f64::MAX) } else { (f64::MIN, 0.0) };
            let connect = nn::Projection::new(cells[pre], cells[post], nn::fixed_total(count));
            let connect = connect
                .port("current")
                .weight(nn::normal(w, 0.1 * w.abs()).clipped(least, most))
                .delay(nn::normal(d, 0.5 * d).redrawn(0.05, f64::MAX));
            synapses.push((pre, net.add(nn::Projection { procedural, ..connect })));
        }
    }
    (cells, synapses)
}
