use super::named::{inputs, outputs};
use super::synapse_step::{Fires, arrive, flow, learn, level, release, target_spike};
use crate::model::{End, Source, Synapse, SynapseModel, Target, Vars};
use crate::number::Num;
use crate::tape::{Op, Recorder, Sym, Tape};

/// All that an engine does with a synapse model, as lists of operations: the
/// very functions that a [`SynapseKernel`](super::SynapseKernel) runs.
///
/// What is not there, no engine has to do. Each tape works on one neuron or
/// one synapse. Its inputs and outputs come in the order in which they are
/// listed; these are their names:
///
/// | name | what it is | one per |
/// | --- | --- | --- |
/// | `p.tau`, … | the parameters, in the order of [`SynapseTraits::params`](super::SynapseTraits::params) | projection |
/// | `source.x`, … | the state of a source, in the order of [`SynapseTraits::source`](super::SynapseTraits::source) | source |
/// | `target.y`, … | the state of a target, in the order of [`SynapseTraits::target`](super::SynapseTraits::target) | target |
/// | `own.z`, … | the state of a synapse, in the order of [`SynapseTraits::synapse`](super::SynapseTraits::synapse) | synapse |
/// | `weight` | its weight | synapse |
/// | `before.x`, … | the state of a neuron that fires just before its spike | source or target |
/// | `elapsed` | how long ago, in ms, the last spike was of the neuron that the tape says | source or target |
/// | `released` | what a spike releases | source |
/// | `sent` | what is added to what arrives at the target | synapse |
///
/// A neuron's state is kept as it was right after its last spike, or at the
/// start, together with a label: the number of the step that ended then.
/// `elapsed` is the label at which the neuron is seen less that label, at least
/// 0, times dt: both factors are numbers of the engine's precision before they
/// are multiplied. With delays `axonal` and `dendritic` of the projection, in
/// steps, and step `now` under way:
///
/// - [`release`](Self::release) and [`arrive`](Self::arrive): the spikes of
///   sources made in step `now − axonal`, so labelled `now − axonal + 1`, at
///   which `release` sees the source. `arrive` sees the target at label
///   `now − dendritic + 1`, and what it sends is felt in step `now + dendritic`.
/// - [`target_spike`](Self::target_spike) and [`learn`](Self::learn), after the
///   neurons have moved: the spikes of targets made in step `now − dendritic`,
///   at label `now − dendritic + 1`; `learn` sees the source at label
///   `now − axonal + 1`.
/// - [`level`](Self::level): sources are seen at label `now + 1 − axonal`.
/// - [`flow`](Self::flow), before the neurons move: sources are seen at label
///   `now − axonal`, targets at `now − dendritic`.
/// - What monitors see at label `l` is [`source_after`](Self::source_after) at
///   `l − axonal` and [`target_after`](Self::target_after) at `l − dendritic`.
///
/// No label is less than 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynapseTapes {
    /// A source without a spike. Inputs: `p`, `source` at its last spike,
    /// `elapsed` since then. Outputs: `source`. Missing if sources have no state.
    pub source_after: Option<Tape>,
    /// A target without a spike. Inputs: `p`, `target` at its last spike,
    /// `elapsed` since then. Outputs: `target`. Missing if targets have no state.
    pub target_after: Option<Tape>,
    /// A spike of a source. Inputs: `p`, `source` at its last spike, `elapsed`
    /// since then. Outputs: `before` and `source`, its state just before and
    /// right after this spike, and `released`.
    pub release: Tape,
    /// That spike reaches a synapse. Inputs: `p`, `weight`, `own`, `source`,
    /// which is the `before` of `release`, `target` at its last spike,
    /// `elapsed` since then, `released`. Outputs: `sent`, `weight`, `own`. Missing if sources
    /// stand at levels.
    pub arrive: Option<Tape>,
    /// A spike of a target. Inputs: `p`, `target` at its last spike, `elapsed`
    /// since then. Outputs: `before` and `target`, its state just before and
    /// right after this spike. Missing if targets have no state, or their spikes
    /// change nothing.
    pub target_spike: Option<Tape>,
    /// That spike reaches a synapse. Inputs: `p`, `weight`, `own`, `source` at
    /// its last spike, `target`, which is the `before` of `target_spike`,
    /// `elapsed` since the spike of the source. Outputs: `weight`, `own`.
    /// Missing if spikes of targets change nothing.
    pub learn: Option<Tape>,
    /// The level of a source. Inputs: `p`, `source` at its last spike,
    /// `elapsed` since then. Output: `level`, of which weight × `level` is
    /// added to what arrives at each of its targets in each step. Missing if
    /// sources do not stand at levels.
    pub level: Option<Tape>,
    /// What flows through a synapse in a step. Inputs: `p`, `weight`, `own`,
    /// `source` as it is seen, so after `source_after`, `target` at its last
    /// spike, `elapsed` since then, `v_pre` and `v_post`, the membrane
    /// potentials of source and target at the start of the step. Outputs:
    /// `current` and `conductance`, which are added to what the target feels in
    /// this step. Missing if nothing flows.
    pub flow: Option<Tape>,
}

impl SynapseTapes {
    pub(super) fn of<M: SynapseModel>() -> Self {
        let (learn, target_spike) = match learning::<M>() {
            Some((learn, target_spike)) => (Some(learn), target_spike),
            None => (None, None),
        };
        SynapseTapes {
            source_after: (<M::Source<f64> as Vars<f64>>::LEN > 0).then(|| {
                source_tape::<M>("source_after", |recorder, source, elapsed| {
                    outputs(recorder, "source", &M::source_after(source, elapsed));
                })
            }),
            target_after: (<M::Target<f64> as Vars<f64>>::LEN > 0).then(|| {
                target_tape::<M>("target_after", |recorder, target, elapsed| {
                    outputs(recorder, "target", &M::target_after(target, elapsed));
                })
            }),
            release: source_tape::<M>("release", |recorder, source, elapsed| {
                let (Fires { before, after }, released) = release::<M, Sym>(source, elapsed);
                outputs(recorder, "before", &before);
                outputs(recorder, "source", &after);
                recorder.number("released", released.0);
            }),
            arrive: (!M::GRADED).then(|| {
                synapse_tape::<M>("arrive", |recorder, s, elapsed| {
                    let released = Num(recorder.input("released"));
                    let (sent, changed) = arrive::<M, Sym>(s, released, elapsed);
                    recorder.number("sent", sent.0);
                    recorder.number("weight", changed.weight.0);
                    outputs(recorder, "own", &changed.own);
                })
            }),
            target_spike,
            learn,
            level: M::GRADED.then(|| {
                source_tape::<M>("level", |recorder, source, elapsed| {
                    recorder.number("level", level::<M, Sym>(source, elapsed).0);
                })
            }),
            flow: M::FLOWS.then(flow_tape::<M>),
        }
    }
}

/// The tapes of `learn` and `target_spike`; `None` if spikes of targets change
/// neither the weight nor the synapse nor the target, which is found on the
/// tapes, so that no model has to say it.
pub(super) fn learning<M: SynapseModel>() -> Option<(Tape, Option<Tape>)> {
    let learned = synapse_tape::<M>("learn", |recorder, s, elapsed| {
        let changed = learn::<M, Sym>(s, elapsed);
        recorder.number("weight", changed.weight.0);
        outputs(recorder, "own", &changed.own);
    });
    let spike = (<M::Target<f64> as Vars<f64>>::LEN > 0).then(|| {
        target_tape::<M>("target_spike", |recorder, target, elapsed| {
            let Fires { before, after } = target_spike::<M, Sym>(target, elapsed);
            outputs(recorder, "before", &before);
            outputs(recorder, "target", &after);
        })
    });
    let changes_synapse = learned.numbers().iter().any(|output| {
        let input = learned.inputs().iter().position(|name| *name == output.name);
        !matches!(learned.op(output.id), Op::Input(slot) if Some(slot as usize) == input)
    });
    let changes_target = spike.as_ref().is_some_and(|tape| {
        let (before, after) = tape.numbers().split_at(tape.numbers().len() / 2);
        before.iter().zip(after).any(|(before, after)| before.id != after.id)
    });
    (changes_synapse || changes_target).then_some((learned, spike))
}

/// The tape of `flow`.
pub(super) fn flow_tape<M: SynapseModel>() -> Tape {
    synapse_tape::<M>("flow", |recorder, s, elapsed| {
        let [v_pre, v_post] = ["v_pre", "v_post"].map(|name| Num(recorder.input(name)));
        let input = flow::<M, Sym>(s, elapsed, v_pre, v_post);
        recorder.number("current", input.current.0);
        recorder.number("conductance", input.conductance.0);
    })
}

/// What is recorded of a source: `p`, `source`, `elapsed`.
fn source_tape<M: SynapseModel>(
    what: &str,
    body: impl FnOnce(&Recorder, &Source<M, Sym>, Num<Sym>),
) -> Tape {
    end_tape::<M, M::Source<Num<Sym>>>(what, "source", body)
}

/// What is recorded of a target: `p`, `target`, `elapsed`.
fn target_tape<M: SynapseModel>(
    what: &str,
    body: impl FnOnce(&Recorder, &Target<M, Sym>, Num<Sym>),
) -> Tape {
    end_tape::<M, M::Target<Num<Sym>>>(what, "target", body)
}

fn end_tape<M: SynapseModel, X: Vars<Num<Sym>>>(
    what: &str,
    set: &str,
    body: impl FnOnce(&Recorder, &End<M, Sym, X>, Num<Sym>),
) -> Tape {
    Tape::record(format!("{} {what}", M::NAME), |recorder| {
        let (p, x) = (inputs(recorder, "p"), inputs(recorder, set));
        let elapsed = Num(recorder.input("elapsed"));
        body(recorder, &End { p, x, one: elapsed.lit(1.0) }, elapsed);
    })
}

/// What is recorded of a synapse: `p`, `weight`, `own`, `source`, `target`,
/// `elapsed`, and what `body` asks for.
fn synapse_tape<M: SynapseModel>(
    what: &str,
    body: impl FnOnce(&Recorder, &Synapse<M, Sym>, Num<Sym>),
) -> Tape {
    Tape::record(format!("{} {what}", M::NAME), |recorder| {
        let s = Synapse {
            p: inputs(recorder, "p"),
            weight: Num(recorder.input("weight")),
            own: inputs(recorder, "own"),
            source: inputs(recorder, "source"),
            target: inputs(recorder, "target"),
        };
        let elapsed = Num(recorder.input("elapsed"));
        body(recorder, &s, elapsed);
    })
}
