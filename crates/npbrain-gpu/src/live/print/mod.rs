//! The programs of synapses, printed from the tapes of their model: what they share.

mod arrive;
mod flow;
mod learn;
mod observe;
mod spikes;
mod stand;

use std::fmt::Write;

use npbrain_core::{NumberId, Op, SynapseTapes, SynapseTraits, Tape, WgslFunction};

use crate::shader::CLOCK;

const LINK: &str = include_str!("../../wgsl/link.wgsl");

/// What the programs of a projection are printed from.
pub(crate) struct Printer<'a> {
    /// The name of the projection.
    pub(crate) name: &'a str,
    pub(crate) traits: SynapseTraits,
    pub(crate) tapes: &'a SynapseTapes,
    pub(crate) params: &'a [f64],
    pub(crate) sources: usize,
    pub(crate) targets: usize,
    pub(crate) synapses: usize,
}

/// The inputs of a tape as they are written in a call: by the name of the set that
/// they are of, or their own, and their place in it.
type Argument<'a> = &'a dyn Fn(&str, usize) -> Option<String>;

impl Printer<'_> {
    /// The word among the sources that tells of a delivery that is too large.
    pub(crate) fn flag(&self) -> usize {
        (self.traits.source.len() + 1) * self.sources
    }

    /// A whole program.
    pub(super) fn module(
        &self,
        what: &str,
        functions: &[WgslFunction],
        buffers: &[&str],
        body: &str,
    ) -> String {
        let mut text =
            format!("// Projection `{}`, {}: {what}.\n\n{CLOCK}", self.name, self.traits.model);
        for (buffer, binding) in buffers.iter().zip(1..) {
            let _ = writeln!(text, "@group(0) @binding({binding}) {buffer};");
        }
        let _ =
            writeln!(text, "@group(0) @binding({}) var<uniform> link: Link;\n", buffers.len() + 1);
        let _ = writeln!(
            text,
            "const SOURCES = {}u;\nconst TARGETS = {}u;\nconst SYNAPSES = {}u;\n\n{LINK}",
            self.sources, self.targets, self.synapses
        );
        text.push_str(&WgslFunction::module(functions));
        let _ = write!(
            text,
            "
@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {{
{body}}}
"
        );
        text
    }

    /// A call of a tape's function.
    pub(super) fn call(
        &self,
        result: &str,
        function: &WgslFunction,
        tape: &Tape,
        argument: Argument<'_>,
    ) -> String {
        let mut text = format!("let {result} = {}(\n", function.name);
        let sets: Vec<&str> = tape
            .inputs()
            .iter()
            .map(|name| name.split_once('.').map_or(&**name, |n| n.0))
            .collect();
        for (place, (name, set)) in tape.inputs().iter().zip(&sets).enumerate() {
            let k = sets[..place].iter().filter(|other| *other == set).count();
            let written = match *set {
                "p" => Some(format!("{:?}f", self.params[k] as f32)),
                set => argument(set, k),
            };
            // What a model does not read may be anything.
            let written = written.unwrap_or_else(|| "0.0f".into());
            let _ = writeln!(text, "    {written}, // {name}");
        }
        text.push_str(");\n");
        text
    }

    /// The weight and the own state of synapse `synapse`.
    pub(super) fn of_synapse(&self, set: &str, k: usize) -> Option<String> {
        match set {
            "weight" => Some("bitcast<f32>(synapses[synapse])".into()),
            "own" => Some(format!("bitcast<f32>(synapses[{}u * SYNAPSES + synapse])", k + 1)),
            _ => None,
        }
    }

    /// The state of a neuron at one end at its last spike, and how long ago that was
    /// at a label.
    #[expect(clippy::too_many_arguments, reason = "each is a word that is printed")]
    pub(super) fn of_end(
        &self,
        set: &str,
        k: usize,
        end: &str,
        array: &str,
        count: &str,
        index: &str,
        label: &str,
    ) -> Option<String> {
        let table = if end == "source" { self.traits.source } else { self.traits.target };
        let marks = table.len();
        match set {
            "elapsed" => Some(format!("elapsed({label}, {array}[{marks}u * {count} + {index}])")),
            set if set == end => Some(format!("bitcast<f32>({array}[{k}u * {count} + {index}])")),
            _ => None,
        }
    }

    /// Keeps what a spike has made of a source, and its mark.
    pub(super) fn set_source(&self, function: &WgslFunction) -> String {
        let mut text = String::new();
        let after = self.members(&self.tapes.release, function, "source.");
        for (k, member) in after.iter().enumerate() {
            let _ =
                writeln!(text, "sources[{k}u * SOURCES + source] = bitcast<u32>(spike.{member});");
        }
        let marks = self.traits.source.len();
        let _ = writeln!(text, "sources[{marks}u * SOURCES + source] = fired + 1u - link.base;");
        text
    }

    /// Keeps what an event has made of a synapse, as far as it changes it.
    pub(super) fn set_synapse(&self, tape: &Tape, function: &WgslFunction) -> String {
        let mut text = String::new();
        let all = tape.numbers().iter().zip(&function.numbers);
        // The weight comes before the synapse's own state.
        let kept = all.filter(|(o, _)| o.name == "weight" || o.name.starts_with("own."));
        for (k, (output, member)) in kept.enumerate() {
            if keeps(tape, &output.name, output.id) {
                continue;
            }
            let _ = writeln!(
                text,
                "synapses[{k}u * SYNAPSES + synapse] = bitcast<u32>(after.{member});"
            );
        }
        text
    }

    /// What the outputs of a tape whose names begin so are called.
    pub(super) fn members(
        &self,
        tape: &Tape,
        function: &WgslFunction,
        prefix: &str,
    ) -> Vec<String> {
        let named = tape.numbers().iter().zip(&function.numbers);
        named.filter(|(o, _)| o.name.starts_with(prefix)).map(|(_, m)| m.clone()).collect()
    }

    pub(super) fn member(&self, tape: &Tape, function: &WgslFunction, name: &str) -> String {
        let mut named = tape.numbers().iter().zip(&function.numbers);
        named.find(|(output, _)| output.name == name).map_or_else(String::new, |(_, m)| m.clone())
    }
}

/// The state of an end of a synapse, where it has been computed.
pub(super) fn computed(
    set: &str,
    k: usize,
    end: &str,
    members: &[String],
    from: &str,
) -> Option<String> {
    (set == end).then(|| members.get(k).map(|member| format!("{from}{member}")))?
}

/// Whether an output is the input of its name.
pub(crate) fn keeps(tape: &Tape, name: &str, id: NumberId) -> bool {
    let input = tape.inputs().iter().position(|input| input == name);
    matches!(maker(tape, id), Some(Op::Input(slot)) if Some(slot as usize) == input)
}

/// The operation that makes a number.
pub(crate) fn maker(tape: &Tape, id: NumberId) -> Option<Op> {
    tape.ops().iter().filter(|op| !op.makes_mask()).nth(id.index()).copied()
}

pub(super) fn indented(text: &str, levels: usize) -> String {
    let space = "    ".repeat(levels);
    text.lines().map(|line| format!("{space}{line}\n")).collect()
}
