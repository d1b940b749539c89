//! The models, held to what every engine relies on, and to their closed forms.

use npbrain_core::End;
use npbrain_core::prelude::*;
use npbrain_testkit::{assert_neuron, assert_receptor, assert_synapse};
use plugin_model::{
    AlphaCurrent, AlphaCurrentState, FitzHughNagumo, FitzHughNagumoState, MorrisLecar,
    MorrisLecarState, PairStdp, Trace,
};

#[test]
fn the_neuron_keeps_the_rules() {
    let report = assert_neuron(FitzHughNagumo::default());
    assert!(report.notes.iter().any(|note| note.contains("it fires")), "{report}");
}

#[test]
fn the_membrane_keeps_the_rules() {
    assert_neuron(MorrisLecar::default());
}

/// The equations as printed in Rinzel & Ermentrout 1998, with numbers put in, at
/// some states; and the start, where they stand still.
#[test]
fn the_membrane_moves_as_published() {
    let derivative = |v: f64, w: f64, i: f64| {
        let values = npbrain_core::Values::values(&MorrisLecar::default());
        let f = MorrisLecar::derivative(&Neuron::<MorrisLecar, f64> {
            p: npbrain_core::Vars::make(|k| Num(values[k])),
            x: MorrisLecarState { v: Num(v), w: Num(w) },
            input: Input::current(Num(i)),
        });
        (f.v.0, f.w.0)
    };
    for (v, w, i) in [(-60.0, 0.0, 0.0), (-20.0, 0.3, 90.0), (0.0, 0.5, 150.0), (35.0, 0.1, 40.0)] {
        let m = 0.5 * (1.0 + f64::tanh((v + 1.2) / 18.0));
        let w_inf = 0.5 * (1.0 + f64::tanh((v - 2.0) / 30.0));
        let ionic = 4.4 * m * (v - 120.0) + 8.0 * w * (v + 84.0) + 2.0 * (v + 60.0);
        let dw = 0.04 * (w_inf - w) * f64::cosh((v - 2.0) / 60.0);
        let found = derivative(v, w, i);
        assert!((found.0 - (i - ionic) / 20.0).abs() < 1e-12, "{v}, {w}: {found:?}");
        assert!((found.1 - dw).abs() < 1e-14, "{v}, {w}: {found:?}");
    }
    let MorrisLecarState { v, w } = MorrisLecarState::default();
    let (dv, dw) = derivative(v, w, 0.0);
    assert!(dv.abs() < 1e-5 && dw.abs() < 1e-7, "{dv}, {dw}");
}

#[test]
fn the_receptor_keeps_the_rules() {
    let report = assert_receptor(AlphaCurrent::default());
    assert!(report.passed.iter().any(|check| check.contains("exact")), "{report}");
}

#[test]
fn the_composition_keeps_the_rules() {
    assert_neuron(FitzHughNagumo::default().with(AlphaCurrent::default()));
}

#[test]
fn the_synapse_keeps_the_rules() {
    assert_synapse(PairStdp::default());
}

/// Without a current the neuron rests where it starts.
#[test]
fn the_initial_state_is_the_fixed_point() {
    let FitzHughNagumo { a, b, tau, v_th } = FitzHughNagumo::default();
    let FitzHughNagumoState { v, w } = FitzHughNagumoState::default();
    let derivative = FitzHughNagumo::derivative(&Neuron::<FitzHughNagumo, f64> {
        p: FitzHughNagumo { a: Num(a), b: Num(b), tau: Num(tau), v_th: Num(v_th) },
        x: FitzHughNagumoState { v: Num(v), w: Num(w) },
        input: Input::none(Num(0.0)),
    });
    assert!(derivative.v.0.abs() < 1e-5 && derivative.w.0.abs() < 1e-5);
}

/// i(t) = w (t/tau) e^(1 − t/tau): what arrives and the derivative satisfy it.
#[test]
fn the_current_peaks_at_the_weight() {
    let (tau, weight) = (2.0, 0.7);
    let p = AlphaCurrent { tau: Num(tau) };
    let at = |rise, i| Receptor::<AlphaCurrent, f64> {
        p,
        x: AlphaCurrentState { rise: Num(rise), i: Num(i) },
    };
    let begin = AlphaCurrent::receive(&at(0.0, 0.0), |_| Num(weight)).rise.0;
    for t in [0.0, 0.5, 2.0, 7.0] {
        let decay = (-t / tau).exp();
        let i = weight * (t / tau) * (1.0 - t / tau).exp();
        let slope = AlphaCurrent::derivative(&at(begin * decay, i)).i.0;
        let expected = weight / tau * (1.0 - t / tau) * (1.0 - t / tau).exp();
        assert!((slope - expected).abs() < 1e-14, "{t}: {slope}, {expected}");
        let rise = AlphaCurrent::derivative(&at(begin * decay, i)).rise.0;
        assert!((rise + begin * decay / tau).abs() < 1e-14);
    }
}

/// One spike of the source, `distance` ms before one of the target or after.
#[test]
fn the_learning_window_is_exponential() {
    let PairStdp { a_plus, a_minus, tau, w_max } = PairStdp::default();
    let p =
        PairStdp { a_plus: Num(a_plus), a_minus: Num(a_minus), tau: Num(tau), w_max: Num(w_max) };
    let one = Num(1.0);
    let silent = Trace { trace: Num(0.0) };
    for distance in [1.0, 10.0, 40.0] {
        let later = |trace| {
            PairStdp::source_after::<f64>(&End { p, x: Trace { trace }, one }, Num(distance))
        };
        let synapse = |source, target| Synapse::<PairStdp, f64> {
            p,
            weight: Num(0.5),
            own: Nothing,
            source,
            target,
        };
        let (spiked, _) = PairStdp::release::<f64>(&End { p, x: silent, one });
        let gain = PairStdp::on_post(&synapse(later(spiked.trace), silent)).weight.0 - 0.5;
        let loss = PairStdp::on_pre(&synapse(silent, later(spiked.trace))).weight.0 - 0.5;
        let decay = (-distance / 20.0_f64).exp();
        assert!((gain - 0.01 * decay).abs() < 1e-15, "{distance}: {gain}");
        assert!((loss + 0.0105 * decay).abs() < 1e-15, "{distance}: {loss}");
    }
}
