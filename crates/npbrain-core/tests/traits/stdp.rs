//! Model 4: spike-timing-dependent plasticity of pairs, additive, all to all.

use npbrain_core::prelude::*;
use npbrain_core::{Changed, Dual, Num};

use super::events::{Projection, train};
use super::phases::assert_same_everywhere;

vars! {
    /// Traces of source and target jump by 1 at their spikes and decay. A spike
    /// of the source takes a_minus · (target's trace) from the weight, one of
    /// the target adds a_plus · (source's trace); 0 ≤ weight ≤ w_max (Song,
    /// Miller & Abbott 2000; Morrison, Diesmann & Gerstner 2008).
    pub struct Stdp {
        /// Potentiation by a pair without distance.
        a_plus = 0.01 "1",
        /// Depression by a pair without distance.
        a_minus = 0.0105 "1",
        /// Time constant of potentiation.
        tau_plus = 20.0 "ms",
        /// Time constant of depression.
        tau_minus = 20.0 "ms",
        /// The largest weight.
        w_max = 1.0 "1",
    }
}

vars! {
    /// State of a source, and of a target.
    pub struct Trace {
        /// The past spikes, each decayed.
        trace = 0.0 "1",
    }
}

impl SynapseModel for Stdp {
    const NAME: &'static str = "Stdp";
    type Params<V: Copy> = Stdp<V>;
    type Source<V: Copy> = Trace<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Trace<V>;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace * (-elapsed / s.p.tau_plus).exp() }
    }
    #[inline(always)]
    fn target_after<S: Scalar>(s: &Target<Self, S>, elapsed: Num<S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace * (-elapsed / s.p.tau_minus).exp() }
    }
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Trace<Num<S>>, Num<S>) {
        (Trace { trace: s.x.trace + 1.0 }, s.one)
    }
    #[inline(always)]
    fn target_spike<S: Scalar>(s: &Target<Self, S>) -> Trace<Num<S>> {
        Trace { trace: s.x.trace + 1.0 }
    }
    #[inline(always)]
    fn on_pre<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        Changed { weight: (s.weight - s.p.a_minus * s.target.trace).max(0.0), own: s.own }
    }
    #[inline(always)]
    fn on_post<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        Changed { weight: (s.weight + s.p.a_plus * s.source.trace).min(s.p.w_max), own: s.own }
    }
}

/// (a), (c).
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    assert_same_everywhere(&Stdp::default());
}

/// (b) Closed form: ∂w⁺/∂trace is a_plus inside the bounds and 0 at them.
#[test]
fn dual_numbers_give_the_slope_of_a_change() {
    let still = |x| Num(Dual::constant(x));
    let values = Stdp::default().values();
    for (weight, slope) in [(0.5, 0.01), (0.999, 0.0)] {
        let s = Synapse::<Stdp, Dual<f64>> {
            p: Vars::make(|k| still(values[k])),
            weight: still(weight),
            own: Nothing,
            source: Trace { trace: Num(Dual::variable(0.8)) },
            target: Trace { trace: still(0.0) },
        };
        assert_eq!(Stdp::on_post(&s).weight.0.derivative(), slope);
    }
}

/// The weight after the given spikes, in steps of 0.1 ms, and what arrived,
/// when.
fn run(
    model: &Stdp,
    weight: f64,
    delays: [usize; 2],
    pre: &[usize],
    post: &[usize],
) -> (f64, Vec<(usize, f64)>) {
    let mut projection = Projection::new(model, 0.1, delays);
    projection.connect(0, 0, weight);
    let end = pre.iter().chain(post).max().unwrap() + delays[0] + delays[1];
    let mut arrived = Vec::new();
    for now in 1..=end {
        arrived.extend(projection.deliver(now).iter().map(|(_, w)| (now, *w)));
        if pre.binary_search(&now).is_ok() {
            projection.fire(0, now);
        }
        if post.binary_search(&now).is_ok() {
            projection.target_fires(0, now);
        }
        projection.learn(now);
    }
    (projection.connections[0].weight, arrived)
}

/// (d) The table of validation.md e.4 and closed form: A₊ e^{−Δ/τ}, −A₋ e^{Δ/τ}
/// with Δ between the *arrivals at the synapse*; Δ = 0 counts as pre before
/// post.
#[test]
fn the_window_of_single_pairs_with_delays() {
    let table = [
        (1.0, 9.5122942e-3),
        (10.0, 6.0653066e-3),
        (20.0, 3.6787944e-3),
        (-1.0, -9.987909e-3),
        (-10.0, -6.3685719e-3),
        (0.0, 0.01),
    ];
    for delays in [[1, 0], [15, 0], [15, 40], [1, 150]] {
        for (distance, wanted) in table {
            let (arrival, steps) = (1000_usize, (distance * 10.0) as isize);
            let pre = [arrival - delays[0]];
            let post = [arrival.checked_add_signed(steps).unwrap() - delays[1]];
            let change = run(&Stdp::default(), 0.5, delays, &pre, &post).0 - 0.5;
            let exact = if distance < 0.0 {
                -0.0105 * (distance / 20.0).exp()
            } else {
                0.01 * (-distance / 20.0).exp()
            };
            assert!((change - exact).abs() < 1e-15, "{distance}: {change}");
            assert!((change - wanted).abs() < 5e-10, "{distance}: {change}");
        }
    }
}

/// (d) The sum over all pairs of 1,000 and 1,000 spikes, in plain `f64`.
#[test]
fn a_random_train_equals_the_sum_over_all_pairs() {
    // No bound is met, so that the sum is the whole law.
    let model = Stdp { w_max: 1e9, ..Stdp::default() };
    let (pre, post) = (train(1, 1000, 200_000), train(2, 1000, 200_000));
    for delays in [[1, 0], [23, 0], [15, 40]] {
        let mut sum = 0.0;
        for i in &pre {
            for j in &post {
                let distance = (*j + delays[1]) as f64 - (*i + delays[0]) as f64;
                sum += if distance < 0.0 {
                    -0.0105 * (distance * 0.1 / 20.0).exp()
                } else {
                    0.01 * (-distance * 0.1 / 20.0).exp()
                };
            }
        }
        let change = run(&model, 1e3, delays, &pre, &post).0 - 1e3;
        println!("{delays:?}: {change} and {sum}");
        assert!((change / sum - 1.0).abs() < 1e-10, "{change} is not {sum}");
    }
}

/// (d) By hand: an axonal delay of 5 ms. The weight is the one of the arrival:
/// a pair that forms while the spike is on its way changes what it delivers.
#[test]
fn the_weight_is_read_when_the_spike_arrives() {
    // Spikes of the source reach the synapse at 150, 250; the target fires at
    // 200, while the second is on its way.
    let (weight, arrived) = run(&Stdp::default(), 0.5, [50, 0], &[100, 200], &[200]);
    let potentiated = 0.5 + 0.01 * (-5.0f64 / 20.0).exp();
    assert_eq!(arrived[0], (150, 0.5));
    assert_eq!(arrived[1].0, 250);
    assert!((arrived[1].1 - potentiated).abs() < 1e-15);
    assert!((weight - (potentiated - 0.0105 * (-5.0f64 / 20.0).exp())).abs() < 1e-15);
}

/// (d) By hand: a weight meets its bounds, stays there, and can leave.
#[test]
fn weights_stay_within_their_bounds() {
    let model = Stdp { a_plus: 0.3, a_minus: 0.3, ..Stdp::default() };
    // The targets' spikes follow, or precede, arrivals by 1 ms, 100 ms apart.
    let arrivals: Vec<usize> = (1..60).map(|k| 1000 * k).collect();
    let pre: Vec<usize> = arrivals.iter().map(|t| t - 1).collect();
    let after: Vec<usize> = arrivals.iter().map(|t| t + 10).collect();
    let before: Vec<usize> = arrivals.iter().map(|t| t - 10).collect();
    assert_eq!(run(&model, 0.9, [1, 0], &pre, &after).0, 1.0);
    assert_eq!(run(&model, 0.1, [1, 0], &pre[..1], &before[..1]).0, 0.0);
    // The last spike of the target comes 10 ms after an arrival.
    let mut last = before.clone();
    last.push(59_100);
    let weight = run(&model, 0.1, [1, 0], &pre, &last).0;
    let source: f64 = (0..59).map(|k| (-(10.0 + 100.0 * f64::from(k)) / 20.0).exp()).sum();
    assert!((weight - 0.3 * source).abs() < 1e-12, "{weight}");
}
