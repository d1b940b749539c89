//! How irregularly neurons fire.

use npbrain::all as nn;

/// Spikes a neuron needs to be counted.
const ENOUGH: usize = 10;

/// The coefficient of variation of the intervals between the spikes of a neuron,
/// their standard deviation over their mean, averaged over all neurons that
/// fired ten times or more: 0 for a clock, 1 for a Poisson process; no number
/// if none fired so often.
pub fn cv(spikes: &nn::SpikeData) -> f64 {
    let mut times = vec![Vec::new(); spikes.size];
    for (i, t) in spikes.i.iter().zip(&spikes.t) {
        times[i - spikes.first].push(*t);
    }
    let each: Vec<f64> = times.iter().filter(|t| t.len() >= ENOUGH).map(|t| of(t)).collect();
    each.iter().sum::<f64>() / each.len() as f64
}

fn of(times: &[f64]) -> f64 {
    let intervals: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let n = intervals.len() as f64;
    let mean = intervals.iter().sum::<f64>() / n;
    let variance = intervals.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    variance.sqrt() / mean
}
