use npbrain_core::Arithmetic;
use npbrain_engine::PopulationPlan;

use crate::cells::{Cells, Felt};

/// How many currents are tried, one a neuron.
pub(crate) const TRIED: usize = 70;

/// For how long, in ms.
const TIME: f64 = 100.0;

/// The current number `k` of those tried: 0, then sizes from 10⁻³ to 10⁵, the
/// positive ones first.
pub(crate) fn current(k: usize) -> f64 {
    // Six a decade upwards; inhibition is tried more coarsely.
    const POSITIVE: usize = 49;
    match k {
        0 => 0.0,
        1..=POSITIVE => 10f64.powf(-3.0 + (k - 1) as f64 / 6.0),
        _ => -10f64.powf(-3.0 + (k - 1 - POSITIVE) as f64 * 8.0 / 19.0),
    }
}

/// The weakest current tried under which a neuron of this population, moved by
/// steps of `dt` ms, fires at least twice; it and others under up to twice that
/// current stay finite.
pub(crate) fn that_fires(plan: &PopulationPlan, dt: f64) -> Option<f64> {
    let size = plan.size;
    let felt = Felt {
        current: (0..size).map(current).collect(),
        conductance: vec![0.0; size],
        jump: vec![0.0; size],
        arrived: vec![vec![0.0; size]; plan.traits.ports()],
    };
    let mut cells = Cells::<f64>::new(plan);
    let mut spikes = vec![0; size];
    for _ in 0..(TIME / dt).round() as usize {
        cells.advance(&*plan.kernel, Arithmetic::best(), &felt);
        for (i, spikes) in spikes.iter_mut().enumerate() {
            *spikes += u32::from(cells.fired(i));
        }
    }
    let stays_finite = |i: usize| cells.all_of(i).all(f64::is_finite);
    let is_safe = |weakest: &f64| {
        let near = |x: f64| (1.0..2.5).contains(&(x / weakest));
        (0..size).filter(|k| near(current(*k))).all(stays_finite)
    };
    (0..size)
        .filter(|i| spikes[*i] >= 2 && stays_finite(*i))
        .map(current)
        .filter(is_safe)
        .min_by(|a, b| a.abs().total_cmp(&b.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currents_of_both_signs_and_all_sizes_are_tried() {
        let tried: Vec<f64> = (0..TRIED).map(current).collect();
        assert_eq!((tried[0], tried[1]), (0.0, 1e-3));
        assert!((tried[49] / 1e5 - 1.0).abs() < 1e-9);
        assert_eq!(tried[50], -1e-3);
        assert!((tried[69] / -1e5 - 1.0).abs() < 1e-9);
    }
}
