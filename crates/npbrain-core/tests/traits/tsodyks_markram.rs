//! Model 3: short-term plasticity after Tsodyks and Markram.

use npbrain_core::prelude::*;
use npbrain_core::{Dual, End, Num};

use super::events::Projection;
use super::phases::assert_same_everywhere;

vars! {
    /// Between spikes u' = −u/tau_f, x' = (1 − x)/tau_d; at a spike
    /// u⁺ = u + U (1 − u), then u⁺ x is released and leaves x (Tsodyks & Markram
    /// 1997; Tsodyks, Pawelzik & Markram 1998). `tau_f` = 0: no facilitation.
    pub struct TsodyksMarkram {
        /// Utilisation of a spike, U.
        utilisation = 0.5 "1",
        /// Time constant of recovery.
        tau_d = 800.0 "ms",
        /// Time constant of facilitation.
        tau_f = 0.0 "ms",
    }
}

vars! {
    /// State of a source.
    pub struct Resources {
        /// Fraction of the available resources that is used.
        u = 0.0 "1",
        /// Fraction of the resources that is available.
        x = 1.0 "1",
    }
}

impl SynapseModel for TsodyksMarkram {
    const NAME: &'static str = "TsodyksMarkram";
    type Params<V: Copy> = TsodyksMarkram<V>;
    type Source<V: Copy> = Resources<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Resources<Num<S>> {
        // No time at all is no division 0/0, whatever tau_f.
        Resources {
            u: s.x.u * (-elapsed / s.p.tau_f.max(1e-30)).exp(),
            x: 1.0 - (1.0 - s.x.x) * (-elapsed / s.p.tau_d).exp(),
        }
    }
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Resources<Num<S>>, Num<S>) {
        let u = s.x.u + s.p.utilisation * (1.0 - s.x.u);
        (Resources { u, x: s.x.x - u * s.x.x }, u * s.x.x)
    }
}

const DEPRESSING: TsodyksMarkram = TsodyksMarkram { utilisation: 0.5, tau_d: 800.0, tau_f: 0.0 };
const FACILITATING: TsodyksMarkram =
    TsodyksMarkram { utilisation: 0.04, tau_d: 100.0, tau_f: 1000.0 };

/// (a), (c).
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    assert_same_everywhere(&DEPRESSING);
    assert_same_everywhere(&FACILITATING);
}

/// (b) Closed forms: ∂(u⁺x)/∂u = (1 − U) x, ∂(u⁺x)/∂x = u⁺, and the decay of a
/// difference in u.
#[test]
fn dual_numbers_give_the_slopes_of_a_release() {
    let p = TsodyksMarkram {
        utilisation: Num(Dual::constant(0.04)),
        tau_d: Num(Dual::constant(100.0)),
        tau_f: Num(Dual::constant(1000.0)),
    };
    let one = Num(Dual::constant(1.0));
    let (moving, still) = (|x| Num(Dual::variable(x)), |x| Num(Dual::constant(x)));
    let by_u = Resources { u: moving(0.3), x: still(0.6) };
    let by_x = Resources { u: still(0.3), x: moving(0.6) };
    let slope = |r| TsodyksMarkram::release(&End { p, x: r, one }).1.0.derivative();
    assert!((slope(by_u) - 0.96 * 0.6).abs() < 1e-15);
    assert!((slope(by_x) - (0.3 + 0.04 * 0.7)).abs() < 1e-15);
    let later = TsodyksMarkram::source_after(&End { p, x: by_u, one }, still(50.0));
    assert!((later.u.0.derivative() - (-0.05f64).exp()).abs() < 1e-15);
}

/// What arrives for a regular train, `interval` steps of 1 ms apart, with
/// weight 2 and a delay of 3 steps.
fn amplitudes(model: TsodyksMarkram, interval: usize, spikes: usize) -> Vec<f64> {
    let mut projection = Projection::new(&model, 1.0, [3, 0]);
    projection.connect(0, 0, 2.0);
    let mut arrived = Vec::new();
    for now in 1..=interval * spikes + 3 {
        arrived.extend(projection.deliver(now).into_iter().map(|(_, w)| w / 2.0));
        if now % interval == 0 {
            projection.fire(0, now);
        }
    }
    arrived
}

/// (d) The table of validation.md e.4, and a loop over `f64` by hand.
#[test]
fn the_first_six_amplitudes_at_20_hz() {
    let table = [
        (DEPRESSING, [0.5, 0.265147, 0.154835, 0.103020, 0.078683, 0.067251]),
        (FACILITATING, [0.04, 0.074671, 0.103290, 0.126443, 0.145160, 0.160461]),
    ];
    for (model, wanted) in table {
        let got = amplitudes(model, 50, 6);
        assert_eq!(got.len(), 6);
        let decay = if model.tau_f == 0.0 { 0.0 } else { (-50.0 / model.tau_f).exp() };
        let recovery = (-50.0 / model.tau_d).exp();
        let (mut u, mut x) = (0.0, 1.0);
        for (got, wanted) in got.iter().zip(wanted) {
            u *= decay;
            u += model.utilisation * (1.0 - u);
            assert!((got - u * x).abs() < 1e-12, "{got} is not {}", u * x);
            assert!((got - wanted).abs() < 1e-6, "{got} is not {wanted}");
            x = 1.0 - (1.0 - x * (1.0 - u)) * recovery;
        }
    }
}

/// (d) Closed form: u⁺ = U/(1 − (1 − U) e^{−D/τ_f}), x⁻ = (1 − e^{−D/τ_d}) /
/// (1 − (1 − u⁺) e^{−D/τ_d}); its values from the table of validation.md e.4.
#[test]
fn the_steady_states_from_5_to_100_hz() {
    let intervals = [200, 100, 50, 20, 10];
    let table = [
        (DEPRESSING, [0.181133, 0.105148, 0.057126, 0.024095, 0.012270]),
        (FACILITATING, [0.181588, 0.258673, 0.269397, 0.166892, 0.093048]),
    ];
    for (model, wanted) in table {
        for (interval, wanted) in intervals.into_iter().zip(wanted) {
            let got = *amplitudes(model, interval, 1000).last().unwrap();
            let d = interval as f64;
            let u =
                model.utilisation / (1.0 - (1.0 - model.utilisation) * (-d / model.tau_f).exp());
            let recovery = (-d / model.tau_d).exp();
            let x = (1.0 - recovery) / (1.0 - (1.0 - u) * recovery);
            assert!((got - u * x).abs() < 1e-12, "{got} is not {}", u * x);
            assert!((got - wanted).abs() < 1e-6, "{got} is not {wanted}");
        }
    }
}
