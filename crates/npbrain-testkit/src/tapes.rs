//! The tapes of a synapse model, held to its functions.

use npbrain_core::{
    End, ExportedSynapse, Num, Real, Scalar, Synapse, SynapseModel, SynapseTapes, Tape, Vars,
};

use crate::Fault;
use crate::phases::{Sample, inputs, samples};

/// What a model makes of one sample, in the order in which a tape should hand
/// it out: numbers by name.
type Made<S> = Vec<(String, Num<S>)>;

/// All tapes that there can be, by name.
pub(crate) fn all(tapes: &SynapseTapes) -> [(&'static str, Option<&Tape>); 8] {
    let SynapseTapes {
        source_after,
        target_after,
        release,
        arrive,
        target_spike,
        learn,
        level,
        flow,
    } = tapes;
    [
        ("source_after", source_after.as_ref()),
        ("target_after", target_after.as_ref()),
        ("release", Some(release)),
        ("arrive", arrive.as_ref()),
        ("target_spike", target_spike.as_ref()),
        ("learn", learn.as_ref()),
        ("level", level.as_ref()),
        ("flow", flow.as_ref()),
    ]
}

/// Whether each tape gives, in both precisions, what the functions of the model
/// give in that place, and is missing only where they do nothing.
pub(crate) fn check<M: ExportedSynapse>(model: &M, tapes: &SynapseTapes) -> Vec<Fault> {
    let samples = samples(model);
    let double = differs::<f64, M>(tapes, &samples);
    double.or_else(|| differs::<f32, M>(tapes, &samples)).into_iter().collect()
}

fn differs<T: Real, M: SynapseModel>(tapes: &SynapseTapes, samples: &[Vec<f64>]) -> Option<Fault> {
    let names: Vec<String> = inputs::<M>().into_iter().map(|(name, _)| name).collect();
    samples.iter().find_map(|sample| {
        let sample: Vec<T> = sample.iter().copied().map(T::of).collect();
        let numbers: Vec<Num<T>> = sample.iter().copied().map(Num).collect();
        let input = |name: &str| Some(sample[names.iter().position(|n| n == name)?]);
        let made = made::<M, T>(&Sample::of(&numbers));
        all(tapes).into_iter().zip(made).find_map(|((which, tape), made)| match tape {
            Some(tape) => wrong(which, tape, &made, input),
            // Spikes of a source that stands at a level deliver nothing.
            None if which == "arrive" && M::GRADED => None,
            None => needed(which, &made, input),
        })
    })
}

/// What is wrong with a tape, if it should give what is `made`.
fn wrong<T: Real>(
    which: &str,
    tape: &Tape,
    made: &Made<T>,
    input: impl Fn(&str) -> Option<T>,
) -> Option<Fault> {
    let bad = |what: &str, name: &str, reason| {
        let variable = format!("the {what} `{name}` of the tape of `{which}`");
        Some(Fault::BadName { variable, reason })
    };
    let mut values = Vec::new();
    for name in tape.inputs() {
        match input(name) {
            Some(value) => values.push(value),
            None => return bad("input", name, "is nothing that an engine has"),
        }
    }
    let (numbers, _) = tape.eval(&values);
    if numbers.len() > made.len() {
        return bad("output", &tape.numbers()[made.len()].name, "is one too many");
    }
    for (k, (name, plain)) in made.iter().enumerate() {
        if tape.numbers().get(k).is_none_or(|output| output.name != *name) {
            return bad("output", name, "is not in its place");
        }
        let (plain, other) = (plain.0.to_f64(), numbers[k].to_f64());
        if plain.to_bits() != other.to_bits() {
            return Some(Fault::Differs {
                what: format!("`{name}` of `{which}`"),
                arithmetic: "its tape".into(),
                how: T::NAME.into(),
                plain,
                other,
            });
        }
    }
    None
}

/// A fault if something is `made` that a missing tape leaves undone: if it is
/// neither what it was nor, being sent or felt, 0.
fn needed<T: Real>(
    which: &str,
    made: &Made<T>,
    input: impl Fn(&str) -> Option<T>,
) -> Option<Fault> {
    let before = |name: &str| {
        let name = format!("before.{}", name.split_once('.')?.1);
        made.iter().find(|(n, _)| *n == name).map(|(_, value)| value.0)
    };
    made.iter().filter(|(name, _)| !name.starts_with("before.")).find_map(|(name, value)| {
        let unchanged = before(name).or_else(|| input(name)).unwrap_or(T::of(0.0));
        (value.0.to_f64() != unchanged.to_f64()).then(|| Fault::BadName {
            variable: format!("the tape of `{which}`"),
            reason: "is missing, though it would change something",
        })
    })
}

/// What the functions of a model give in the place of each tape, put together
/// here once more; of the tapes of which [`all`] tells, in its order.
fn made<M: SynapseModel, S: Scalar>(at: &Sample<M, S>) -> [Made<S>; 8] {
    let Sample { p, own, source, target, weight, elapsed, released, v_pre, v_post } = *at;
    let one = weight.lit(1.0);
    let (pre, post) = (End { p, x: source, one }, End { p, x: target, one });
    let later = (M::source_after(&pre, elapsed), M::target_after(&post, elapsed));
    let (source_after, released_now) = M::release(&End { p, x: later.0, one });
    let target_after = M::target_spike(&End { p, x: later.1, one });
    let target_later = Synapse::<M, S> { p, weight, own, source, target: later.1 };
    let source_later = Synapse::<M, S> { p, weight, own, source: later.0, target };
    let (by_pre, by_post) = (M::on_pre(&target_later), M::on_post(&source_later));
    let flow = M::flow(&target_later, v_pre, v_post);
    let number = |name: &str, value| vec![(name.to_owned(), value)];
    [
        set("source", &later.0),
        set("target", &later.1),
        [set("before", &later.0), set("source", &source_after), number("released", released_now)]
            .concat(),
        [
            number("sent", M::transmit(&target_later, released)),
            number("weight", by_pre.weight),
            set("own", &by_pre.own),
        ]
        .concat(),
        [set("before", &later.1), set("target", &target_after)].concat(),
        [number("weight", by_post.weight), set("own", &by_post.own)].concat(),
        number("level", M::level(&End { p, x: later.0, one })),
        [number("current", flow.current), number("conductance", flow.conductance)].concat(),
    ]
}

fn set<S: Scalar, X: Vars<Num<S>>>(of: &str, x: &X) -> Made<S> {
    (0..X::LEN).map(|k| (format!("{of}.{}", X::TABLE.get(k).name), x.get(k))).collect()
}
