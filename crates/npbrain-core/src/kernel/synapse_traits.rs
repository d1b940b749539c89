use crate::model::{End, Synapse, SynapseModel, Table, Target, Vars};
use crate::number::{Dual, Num};
use crate::tape::{NumberId, Op, Recorder, Sym, Tape};

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
            learns: learns::<M>(),
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
    let tape = Tape::record("flow", |recorder| {
        let s = synapse::<M>(recorder);
        let [v_pre, v_post] = ["v_pre", "v_post"].map(|name| Num(recorder.input(name)));
        recorder.number("conductance", M::flow(&s, v_pre, v_post).conductance.0);
    });
    let conductance = tape
        .numbers()
        .first()
        .and_then(|output| tape.ops().iter().filter(|op| !op.makes_mask()).nth(output.id.index()));
    FlowTraits {
        needs_source: by_source.current.0.slope.is_some()
            || by_source.conductance.0.slope.is_some(),
        current_only: matches!(conductance, Some(Op::Constant(value)) if value.value() == 0.0),
    }
}

/// A synapse whose numbers are inputs of a recording.
fn synapse<M: SynapseModel>(recorder: &Recorder) -> Synapse<M, Sym> {
    fn inputs<X: Vars<Num<Sym>>>(recorder: &Recorder, set: &str) -> X {
        X::make(|k| Num(recorder.input(format!("{set}.{k}"))))
    }
    Synapse {
        p: inputs(recorder, "p"),
        weight: Num(recorder.input("weight")),
        own: inputs(recorder, "own"),
        source: inputs(recorder, "source"),
        target: inputs(recorder, "target"),
    }
}

/// Whether spikes of targets change the weight, the synapse or the target:
/// found by recording what they do, so that no model has to say it.
fn learns<M: SynapseModel>() -> bool {
    fn outputs<X: Vars<Num<Sym>>>(recorder: &Recorder, set: &str, x: &X) {
        (0..X::LEN).for_each(|k| recorder.number(format!("{set}.{k}"), x.get(k).0));
    }
    let record = |changed: bool| {
        Tape::record("on_post", |recorder| {
            let s = synapse::<M>(recorder);
            let (mut weight, mut own, mut target) = (s.weight, s.own, s.target);
            if changed {
                let after = M::on_post(&s);
                let end: Target<M, Sym> = End { p: s.p, x: s.target, one: s.weight.lit(1.0) };
                (weight, own, target) = (after.weight, after.own, M::target_spike(&end));
            }
            recorder.number("weight", weight.0);
            outputs(recorder, "own", &own);
            outputs(recorder, "target", &target);
        })
    };
    let ids = |tape: &Tape| -> Vec<NumberId> { tape.numbers().iter().map(|n| n.id).collect() };
    let (with, without) = (record(true), record(false));
    with.ops() != without.ops() || ids(&with) != ids(&without)
}
