//! The synapses of this crate, held to what every engine relies on.

use npbrain_synapses::{
    GabaB, GabaBDesensitising, GapJunction, NmdaFast, NmdaKinetics, PairStdp, Pooled,
    TsodyksMarkram, TwoState,
};
use npbrain_testkit::assert_synapse;

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
