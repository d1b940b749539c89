//! The synapses of the literature, ready made: a model, a receptor and a weight.

use npbrain_core::{Connect, MEMBRANE_PORT, Neurons, Projection, synapses};

use crate::{
    ExpCond, GabaB, GabaBDesensitising, GapJunction, GradedCond, GradedNmda, Nmda, NmdaFast,
    NmdaKinetics, PairStdp, TsodyksMarkram, TwoState,
};

/// AMPA as a conductance that decays exponentially: [`ExpCond::ampa`], weight
/// 0.1. NumpyBrain's `AMPA_Ch1`.
pub fn ampa(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    let jumps = Projection { kind: "Ampa", ..Projection::new(pre, post, rule) };
    jumps.onto(ExpCond::ampa()).weight(0.1)
}

/// AMPA with two-state kinetics: [`TwoState::ampa`] onto a [`GradedCond`] that
/// reverses at 0 mV, weight 0.42. NumpyBrain's `AMPA_Ch2`.
///
/// ```
/// # use npbrain_connect::all_to_all;
/// # use npbrain_core::{Neurons, Place, synapses};
/// # let cells = Neurons::all(Place { network: 0, index: 0, size: 100 });
/// use npbrain_synapses::{GradedCond, TwoState, ampa_kinetic};
///
/// ampa_kinetic(cells, cells, all_to_all());
/// // The same with the rates of NumpyBrain:
/// synapses(TwoState::vijayan_kopell_2012(), cells, cells, all_to_all())
///     .onto(GradedCond { e_rev: 0.0 })
///     .weight(0.42);
/// ```
pub fn ampa_kinetic(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(TwoState::ampa(), pre, post, rule).onto(GradedCond { e_rev: 0.0 }).weight(0.42)
}

/// GABA_A as a conductance that decays exponentially: [`ExpCond::gaba_a`],
/// weight 0.04. NumpyBrain's `GABAa_Ch1`.
pub fn gaba_a(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    let jumps = Projection { kind: "GabaA", ..Projection::new(pre, post, rule) };
    jumps.onto(ExpCond::gaba_a()).weight(0.04)
}

/// GABA_A with two-state kinetics: [`TwoState::gaba_a`] onto a [`GradedCond`]
/// that reverses at −80 mV, weight 0.04. NumpyBrain's `GABAa_Ch2`.
pub fn gaba_a_kinetic(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(TwoState::gaba_a(), pre, post, rule).onto(GradedCond { e_rev: -80.0 }).weight(0.04)
}

/// GABA_B: [`GabaB`] onto a [`GradedCond`] that reverses at −95 mV, weight 0.02.
/// NumpyBrain's `GABAb_Ch1`.
pub fn gaba_b(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(GabaB::default(), pre, post, rule).onto(GradedCond { e_rev: -95.0 }).weight(0.02)
}

/// GABA_B whose receptors desensitise: [`GabaBDesensitising`] onto a
/// [`GradedCond`] that reverses at −95 mV, weight 0.2. NumpyBrain's
/// `GABAb_Ch2`, whose G protein however was [`Pooled`](crate::Pooled).
pub fn gaba_b_desensitising(
    pre: Neurons,
    post: Neurons,
    rule: impl Connect + 'static,
) -> Projection {
    synapses(GabaBDesensitising::default(), pre, post, rule)
        .onto(GradedCond { e_rev: -95.0 })
        .weight(0.2)
}

/// NMDA with its full kinetics: [`NmdaKinetics`] onto [`GradedNmda`], weight
/// 1.5. NumpyBrain's `NMDA_Ch`.
pub fn nmda(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(NmdaKinetics::default(), pre, post, rule).onto(GradedNmda::default()).weight(1.5)
}

/// NMDA by increments that saturate, for many neurons that fire slowly:
/// [`NmdaFast`] onto [`Nmda`], weight 1.5.
pub fn nmda_fast(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(NmdaFast::default(), pre, post, rule).onto(Nmda::default()).weight(1.5)
}

/// Short-term plasticity: [`TsodyksMarkram`], depressing, onto the membrane
/// unless attached to a receptor. NumpyBrain's `STP`.
///
/// ```
/// # use npbrain_connect::all_to_all;
/// # use npbrain_core::{Neurons, Place, synapses};
/// # let cells = Neurons::all(Place { network: 0, index: 0, size: 100 });
/// use npbrain_synapses::{ExpCond, TsodyksMarkram, stp};
///
/// stp(cells, cells, all_to_all()).onto(ExpCond::ampa()).weight(0.1);
/// synapses(TsodyksMarkram::facilitating(), cells, cells, all_to_all())
///     .onto(ExpCond::ampa())
///     .weight(0.1);
/// ```
pub fn stp(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(TsodyksMarkram::default(), pre, post, rule)
}

/// Synapses that learn by pairs of spikes: [`PairStdp`], weights between 0 and 1,
/// onto the membrane unless given a port or attached to a receptor.
///
/// ```
/// # use npbrain_connect::all_to_all;
/// # use npbrain_core::{Neurons, Place, synapses};
/// # let cells = Neurons::all(Place { network: 0, index: 0, size: 100 });
/// use npbrain_synapses::{PairStdp, stdp};
///
/// // Between 0 and 1 mV, from the middle, onto the membrane.
/// stdp(cells, cells, all_to_all()).weight(0.5);
/// // Between 0 and 0.4, onto the port `exc` of the targets.
/// synapses(PairStdp::default().scaled(0.4), cells, cells, all_to_all())
///     .port("exc")
///     .weight(0.2);
/// ```
pub fn stdp(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(PairStdp::default(), pre, post, rule)
}

/// Gap junctions between membranes: [`GapJunction`], both ways, weight 1.
/// NumpyBrain's `GapJunction`.
///
/// ```
/// # use npbrain_connect::fixed_prob;
/// # use npbrain_core::{Neurons, Place};
/// # let cells = Neurons::all(Place { network: 0, index: 0, size: 100 });
/// use npbrain_synapses::gap_junction;
///
/// gap_junction(cells, cells, fixed_prob(0.1)).weight(0.02); // µS
/// ```
pub fn gap_junction(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(GapJunction::default(), pre, post, rule).mutual().port(MEMBRANE_PORT)
}

/// Gap junctions between integrate-and-fire neurons, where a spike adds a tenth
/// of the weight, in mV, to the v of the neurons coupled to it: both ways,
/// weight 1. NumpyBrain's `GapJunction_LIF`.
///
/// ```
/// # use npbrain_connect::fixed_prob;
/// # use npbrain_core::{Neurons, Place, synapses};
/// # let cells = Neurons::all(Place { network: 0, index: 0, size: 100 });
/// use npbrain_synapses::{GapJunction, gap_junction_lif};
///
/// gap_junction_lif(cells, cells, fixed_prob(0.1)).weight(0.02);
/// // With a stronger spikelet:
/// synapses(GapJunction { spikelet: 5.0 }, cells, cells, fixed_prob(0.1)).mutual().weight(0.02);
/// ```
pub fn gap_junction_lif(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
    synapses(GapJunction { spikelet: 0.1 }, pre, post, rule).mutual().port(MEMBRANE_PORT)
}
