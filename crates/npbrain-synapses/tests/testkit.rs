//! The receptors of this crate, held to what every engine relies on.

use npbrain_synapses::{ExpCond, ExpCurrent};
use npbrain_testkit::assert_receptor;

#[test]
fn exponential_conductances_keep_the_rules() {
    assert_receptor(ExpCond::default());
    assert_receptor(ExpCond { tau: 10.0, e_rev: -80.0 });
    assert_receptor((ExpCond::default(), ExpCond { tau: 10.0, e_rev: -80.0 }));
}

#[test]
fn exponential_currents_keep_the_rules() {
    let report = assert_receptor(ExpCurrent::default());
    assert!(report.passed.contains(&"it is as linear as it says".into()), "{report}");
}
