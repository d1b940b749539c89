//! The models of this crate, held to what every engine relies on.

use npbrain_synapses::{
    DualExpCond, DualExpCurrent, ExpCond, ExpCurrent, GabaB, GabaBDesensitising, GapJunction,
    GradedCond, GradedHill, GradedNmda, Nmda, NmdaFast, NmdaKinetics, Normalise, PairStdp, Pooled,
    TsodyksMarkram, TwoState,
};
use npbrain_testkit::{assert_receptor, assert_synapse};

#[test]
fn exponential_conductances_keep_the_rules() {
    assert_receptor(ExpCond::default());
    assert_receptor(ExpCond { tau: 10.0, e_rev: -80.0 });
    assert_receptor((ExpCond::ampa(), ExpCond::gaba_a()));
}

#[test]
fn exponential_currents_keep_the_rules() {
    let report = assert_receptor(ExpCurrent::default());
    assert!(report.passed.contains(&"it is as linear as it says".into()), "{report}");
}

#[test]
fn receptors_that_rise_keep_the_rules() {
    assert_receptor(DualExpCond::default());
    assert_receptor(DualExpCond::alpha(2.0, -80.0, Normalise::Area));
    let report = assert_receptor(DualExpCurrent::alpha(2.0, Normalise::Peak));
    assert!(report.passed.contains(&"it is as linear as it says".into()), "{report}");
}

#[test]
fn nmda_receptors_keep_the_rules() {
    assert_receptor(Nmda::default());
    assert_receptor((ExpCond::ampa(), Nmda::default()));
}

#[test]
fn graded_receptors_keep_the_rules() {
    assert_receptor(GradedCond::default());
    assert_receptor(GradedNmda::default());
    assert_receptor(GradedHill::default());
}

#[test]
fn synapses_that_learn_keep_the_rules() {
    assert_synapse(PairStdp::default());
    assert_synapse(PairStdp {
        tau_plus: 17.0,
        tau_minus: 34.0,
        w_min: -1.0,
        ..PairStdp::default()
    });
}

#[test]
fn synapses_with_work_per_spike_keep_the_rules() {
    assert_synapse(TsodyksMarkram::depressing());
    assert_synapse(TsodyksMarkram::facilitating());
    assert_synapse(NmdaFast::default());
}

#[test]
fn gap_junctions_keep_the_rules() {
    assert_synapse(GapJunction::default());
    assert_synapse(GapJunction { spikelet: 0.1 });
}

#[test]
fn graded_synapses_keep_the_rules() {
    assert_synapse(TwoState::ampa());
    assert_synapse(TwoState::vijayan_kopell_2012());
    assert_synapse(GabaB::default());
    assert_synapse(Pooled(GabaB::default()));
    assert_synapse(GabaBDesensitising::default());
    assert_synapse(Pooled(GabaBDesensitising::default()));
    assert_synapse(NmdaKinetics::default());
}
