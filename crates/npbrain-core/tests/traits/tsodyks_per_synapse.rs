//! Model 3b: short-term plasticity with a state per synapse, for resources that
//! differ from synapse to synapse: an interval is all that a synapse must know,
//! and its source remembers that.

use npbrain_core::prelude::*;
use npbrain_core::{Changed, Dual, End, Num};

use super::events::Projection;
use super::phases::assert_same_everywhere;
use super::tsodyks_markram::{Resources, TsodyksMarkram};

vars! {
    /// The equations of [`TsodyksMarkram`], whose parameters may then be given
    /// per synapse (Markram, Wang & Tsodyks 1998).
    pub struct PerSynapse {
        /// Utilisation of a spike, U.
        utilisation = 0.04 "1",
        /// Time constant of recovery.
        tau_d = 100.0 "ms",
        /// Time constant of facilitation.
        tau_f = 1000.0 "ms",
    }
}

vars! {
    /// State of a source.
    pub struct Interval {
        /// The time since its last spike.
        since = 0.0 "ms",
    }
}

impl PerSynapse {
    /// The resources after a spike, and what it released.
    #[inline(always)]
    fn used<S: Scalar>(s: &Synapse<Self, S>) -> (Resources<Num<S>>, Num<S>) {
        let p = TsodyksMarkram { utilisation: s.p.utilisation, tau_d: s.p.tau_d, tau_f: s.p.tau_f };
        let one = s.weight.lit(1.0);
        let before = TsodyksMarkram::source_after(&End { p, x: s.own, one }, s.source.since);
        TsodyksMarkram::release(&End { p, x: before, one })
    }
}

impl SynapseModel for PerSynapse {
    const NAME: &'static str = "PerSynapse";
    type Params<V: Copy> = PerSynapse<V>;
    type Source<V: Copy> = Interval<V>;
    type Synapse<V: Copy> = Resources<V>;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Interval<Num<S>> {
        Interval { since: s.x.since + elapsed }
    }
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Interval<Num<S>>, Num<S>) {
        let since = s.one.lit(0.0);
        (Interval { since }, s.one)
    }
    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, released: Num<S>) -> Num<S> {
        s.weight * released * PerSynapse::used(s).1
    }
    #[inline(always)]
    fn on_pre<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        Changed { weight: s.weight, own: PerSynapse::used(s).0 }
    }
}

/// (a), (c).
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    assert_same_everywhere(&PerSynapse::default());
}

/// (b) Closed form: ∂(w u⁺ x)/∂w = u⁺ x, here of a rested synapse: U.
#[test]
fn dual_numbers_give_the_slope_of_what_is_transmitted() {
    let still = |x| Num(Dual::constant(x));
    let values = PerSynapse::default().values();
    let s = Synapse::<PerSynapse, Dual<f64>> {
        p: Vars::make(|k| still(values[k])),
        weight: Num(Dual::variable(2.0)),
        own: Resources { u: still(0.0), x: still(1.0) },
        source: Interval { since: still(10.0) },
        target: Nothing,
    };
    let slope = PerSynapse::transmit(&s, still(1.0)).0.derivative();
    assert!((slope - 0.04).abs() < 1e-15);
}

/// (d) The table of validation.md e.4, with a delay longer than the interval:
/// two spikes are on their way at once.
#[test]
fn the_first_six_amplitudes_at_20_hz() {
    let mut projection = Projection::new(&PerSynapse::default(), 1.0, [120, 0]);
    projection.connect(0, 0, 1.0);
    let mut arrived = Vec::new();
    for now in 1..=50 * 6 + 120 {
        arrived.extend(projection.deliver(now).into_iter().map(|(_, w)| w));
        if now % 50 == 0 && now <= 300 {
            projection.fire(0, now);
        }
    }
    let wanted = [0.04, 0.074671, 0.103290, 0.126443, 0.145160, 0.160461];
    assert_eq!(arrived.len(), 6);
    for (got, wanted) in arrived.iter().zip(wanted) {
        assert!((got - wanted).abs() < 1e-6, "{got} is not {wanted}");
    }
}
