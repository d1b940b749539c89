//! The models of this crate, held to what every engine relies on.

use npbrain_core::integrate::{ExponentialEuler, Heun, Rk4};
use npbrain_core::{NeuronModel, With};
use npbrain_neurons::{HodgkinHuxley, Izhikevich, Izhikevich2007, IzhikevichMode, Lif, TraubMiles};
use npbrain_synapses::{ExpCond, ExpCurrent};
use npbrain_testkit::{assert_neuron, assert_neuron_by};

/// With a resting potential that is not 0.
fn lif() -> Lif {
    Lif { tau: 20.0, v_rest: -60.0, v_reset: -62.0, v_th: -50.0, ..Lif::default() }
}

#[test]
fn lif_keeps_the_rules() {
    assert_neuron(Lif::default());
    let report = assert_neuron(lif());
    assert!(report.passed.contains(&"it is as linear as it says".into()), "{report}");
}

#[test]
fn noisy_lif_keeps_the_rules() {
    assert_neuron(Lif { noise: 1.1, ..lif() });
}

#[test]
fn izhikevich_keeps_the_rules() {
    assert_neuron(Izhikevich::default());
    assert_neuron(Izhikevich::FS);
    assert_neuron(Izhikevich { noise: 1.5, ..Izhikevich::RS });
}

/// The modes with other equations than the rest.
#[test]
fn modes_keep_the_rules() {
    assert_neuron(IzhikevichMode::Integrator.model());
    assert_neuron(IzhikevichMode::Accommodation.model());
}

#[test]
fn izhikevich_2007_keeps_the_rules() {
    assert_neuron(Izhikevich2007::RS);
    assert_neuron(Izhikevich2007 { noise: 50.0, ..Izhikevich2007::CH });
}

#[test]
fn hodgkin_huxley_keeps_the_rules() {
    assert_neuron(HodgkinHuxley::default());
    assert_neuron(HodgkinHuxley { noise: 2.0, v_th: 0.0, ..HodgkinHuxley::default() });
}

#[test]
fn traub_miles_keeps_the_rules() {
    assert_neuron(TraubMiles::default());
    assert_neuron(TraubMiles { v_t: -55.0, ..TraubMiles::default() });
}

#[test]
fn compositions_keep_the_rules() {
    let conductances = (ExpCond::default(), ExpCond { tau: 10.0, e_rev: -80.0 });
    // All methods of one, since each is compiled here.
    let report = assert_neuron(lif().with(ExpCurrent { tau: 0.5 }));
    assert!(report.passed.iter().any(|check| check.contains("exact")), "{report}");
    let noisy = Lif { noise: 0.5, ..lif() }.with(conductances);
    assert_neuron_by(noisy, ExponentialEuler);
    assert_neuron_by(noisy, Heun);
    let nested: With<With<Izhikevich, ExpCond>, ExpCurrent> =
        Izhikevich::default().with(ExpCond::default()).with(ExpCurrent::default());
    assert_neuron_by(nested, Rk4);
    let large = HodgkinHuxley::default().with(ExpCond { tau: 3.0, e_rev: 0.0 });
    assert_neuron_by(large, ExponentialEuler);
}
