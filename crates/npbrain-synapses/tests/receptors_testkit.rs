//! The receptors of this crate, held to what every engine relies on.

use npbrain_synapses::{
    DualExpCond, DualExpCurrent, ExpCond, ExpCurrent, GradedCond, GradedHill, GradedNmda, Nmda,
    Normalise,
};
use npbrain_testkit::assert_receptor;

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
