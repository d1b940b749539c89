use super::synapse_tapes::{flow_tape, learning};
use crate::model::{Synapse, SynapseModel, Table, Vars};
use crate::number::{Dual, Num};
use crate::tape::Op;

/// What a [`SynapseKernel`](super::SynapseKernel) is.
#[derive(Clone, Copy, Debug)]
pub struct SynapseTraits {
    /// The name of the model.
    pub model: &'static str,
    /// The parameters.
    pub params: &'static Table,
    /// State of a source.
    pub source: &'static Table,
    /// State of a synapse.
    pub synapse: &'static Table,
    /// State of a target.
    pub target: &'static Table,
    /// Whether spikes of targets change anything.
    pub learns: bool,
    /// Whether its sources stand at levels.
    pub graded: bool,
    /// What flows between potentials, if anything does.
    pub flow: Option<FlowTraits>,
}

/// What flows through the synapses of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowTraits {
    /// Whether it depends on the membrane potential of the source.
    pub needs_source: bool,
    /// Whether it is a current alone, and no conductance.
    pub current_only: bool,
}

impl SynapseTraits {
    pub(super) fn of<M: SynapseModel>() -> Self {
        SynapseTraits {
            model: M::NAME,
            params: <M::Params<f64> as Vars<f64>>::TABLE,
            source: <M::Source<f64> as Vars<f64>>::TABLE,
            synapse: <M::Synapse<f64> as Vars<f64>>::TABLE,
            target: <M::Target<f64> as Vars<f64>>::TABLE,
            learns: learning::<M>().is_some(),
            graded: M::GRADED,
            flow: M::FLOWS.then(flow_traits::<M>),
        }
    }
}

/// Read off the model, so that no model has to say it: a dual number knows what
/// it cannot depend on, a tape which constant it is.
fn flow_traits<M: SynapseModel>() -> FlowTraits {
    let constant = |value| Num(Dual::constant(value));
    let seeded = Synapse::<M, Dual<f64>> {
        p: Vars::make(|k| constant(<M::Params<f64> as Vars<f64>>::TABLE.get(k).default)),
        weight: constant(1.0),
        own: Vars::make(|_| constant(0.5)),
        source: Vars::make(|_| constant(0.5)),
        target: Vars::make(|_| constant(0.5)),
    };
    let by_source = M::flow(&seeded, Num(Dual::variable(-60.0)), constant(-50.0));
    let tape = flow_tape::<M>();
    let conductance = tape.numbers().iter().find(|output| output.name == "conductance");
    FlowTraits {
        needs_source: by_source.current.0.slope.is_some()
            || by_source.conductance.0.slope.is_some(),
        current_only: conductance.is_some_and(
            |output| matches!(tape.op(output.id), Op::Constant(value) if value.value() == 0.0),
        ),
    }
}
