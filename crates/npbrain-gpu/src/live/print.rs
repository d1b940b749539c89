//! The programs of synapses, printed from the tapes of their model.

use std::fmt::Write;

use npbrain_core::{NumberId, Op, SynapseTapes, SynapseTraits, Tape, WgslFunction};

use crate::shader::CLOCK;

const LINK: &str = include_str!("../wgsl/link.wgsl");

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
    /// Spikes of sources reach the synapses.
    pub(crate) fn arrive(&self) -> Option<String> {
        let tape = self.tapes.arrive.as_ref()?;
        let functions = [self.tapes.release.wgsl("release"), tape.wgsl("arrive")];
        let mut body = String::new();
        body.push_str(&spikes_loop("pre", "source", "source", "SOURCES", "link.axonal"));
        let release = self.call("spike", &functions[0], &self.tapes.release, &|set, k| {
            self.of_end(set, k, "source", "sources", "SOURCES", "source", "fired + 1u")
        });
        body.push_str(&indented(&release, 3));
        body.push_str("            storageBarrier();\n            if lane == 0u {\n");
        body.push_str(&indented(&self.set_source(&functions[0]), 4));
        body.push_str("            }\n");
        body.push_str(
            "            let end = rows[source + 1u];
            for (var synapse = rows[source] + lane; synapse < end; synapse += 64u) {
                let post = rows[SOURCES + 1u + synapse];
",
        );
        let before = self.members(&self.tapes.release, &functions[0], "before.");
        let released = self.member(&self.tapes.release, &functions[0], "released");
        let call = self.call("after", &functions[1], tape, &|set, k| match set {
            "released" => Some(format!("spike.{released}")),
            _ => self
                .of_synapse(set, k)
                .or_else(|| computed(set, k, "source", &before, "spike."))
                .or_else(|| {
                    self.of_end(
                        set,
                        k,
                        "target",
                        "ends",
                        "TARGETS",
                        "post",
                        "clock.step + 1u - link.dendritic",
                    )
                }),
        });
        body.push_str(&indented(&call, 4));
        body.push_str(&indented(&self.set_synapse(tape, &functions[1]), 4));
        let sent = self.member(tape, &functions[1], "sent");
        let _ = write!(
            body,
            "                let sent = after.{sent};
                if !(abs(sent) <= link.most) {{
                    // Told after the block: the whole numbers do not hold it.
                    sources[{flag}u] = 1u;
                }} else if sent != 0.0f {{
                    let slot = ((clock.step + link.dendritic) & link.slots) * link.neurons;
                    let whole = i32(round(sent * link.per_unit));
                    atomicAdd(&due[link.port + slot + link.first_target + post], whole);
                }}
            }}
        }}
    }}
",
            flag = self.flag(),
        );
        Some(self.module(
            "spikes of sources reach the synapses",
            &functions,
            &[
                "var<storage, read> spikes: array<u32>",
                "var<storage, read> rows: array<u32>",
                "var<storage, read_write> synapses: array<u32>",
                "var<storage, read_write> sources: array<u32>",
                "var<storage, read> ends: array<u32>",
                "var<storage, read_write> due: array<atomic<i32>>",
            ],
            &body,
        ))
    }

    /// Spikes of targets reach the synapses.
    pub(crate) fn learn(&self) -> Option<String> {
        let tape = self.tapes.learn.as_ref()?;
        let mut functions = vec![tape.wgsl("learn")];
        functions.extend(self.tapes.target_spike.iter().map(|tape| tape.wgsl("target_spike")));
        let mut body = String::new();
        body.push_str(&spikes_loop("post", "target", "post", "TARGETS", "link.dendritic"));
        let mut before = Vec::new();
        if let (Some(spike), Some(function)) = (&self.tapes.target_spike, functions.get(1)) {
            let call = self.call("spike", function, spike, &|set, k| {
                self.of_end(set, k, "target", "ends", "TARGETS", "post", "fired + 1u")
            });
            body.push_str(&indented(&call, 3));
            before = self.members(spike, function, "before.");
        }
        body.push_str("            storageBarrier();\n            if lane == 0u {\n");
        let variables = self.traits.target.len();
        if let (Some(spike), Some(function)) = (&self.tapes.target_spike, functions.get(1)) {
            for (k, member) in self.members(spike, function, "target.").iter().enumerate() {
                let _ = writeln!(
                    body,
                    "                ends[{k}u * TARGETS + post] = bitcast<u32>(spike.{member});"
                );
            }
        }
        let _ = writeln!(
            body,
            "                ends[{variables}u * TARGETS + post] = fired + 1u - link.base;
            }}
            let end = columns[post + 1u];
            for (var place = columns[post] + lane; place < end; place += 64u) {{
                let synapse = columns[TARGETS + 1u + place];
                let source = columns[TARGETS + 1u + SYNAPSES + place];"
        );
        let call = self.call("after", &functions[0], tape, &|set, k| {
            self.of_synapse(set, k)
                .or_else(|| computed(set, k, "target", &before, "spike."))
                .or_else(|| {
                    self.of_end(
                        set,
                        k,
                        "source",
                        "sources",
                        "SOURCES",
                        "source",
                        "clock.step + 1u - link.axonal",
                    )
                })
        });
        body.push_str(&indented(&call, 4));
        body.push_str(&indented(&self.set_synapse(tape, &functions[0]), 4));
        body.push_str("            }\n        }\n    }\n");
        Some(self.module(
            "spikes of targets reach the synapses",
            &functions,
            &[
                "var<storage, read> spikes: array<u32>",
                "var<storage, read> columns: array<u32>",
                "var<storage, read_write> synapses: array<u32>",
                "var<storage, read> sources: array<u32>",
                "var<storage, read_write> ends: array<u32>",
            ],
            &body,
        ))
    }

    /// The levels of sources, which also fire.
    pub(crate) fn levels(&self) -> Option<String> {
        let tape = self.tapes.level.as_ref()?;
        let functions = [self.tapes.release.wgsl("release"), tape.wgsl("level")];
        let mut body = String::from(
            "    let source = (group.y * groups.x + group.x) * 64u + lane;
    if source >= SOURCES {
        return;
    }
    let fired = clock.step - link.axonal;
    let neuron = link.first_source + source;
    let word = spikes[(fired & link.pre_ring) * link.pre_words + neuron / 32u];
    if bitcast<i32>(fired - link.base) >= 0 && ((word >> (neuron % 32u)) & 1u) != 0u {
",
        );
        let release = self.call("spike", &functions[0], &self.tapes.release, &|set, k| {
            self.of_end(set, k, "source", "sources", "SOURCES", "source", "fired + 1u")
        });
        body.push_str(&indented(&release, 2));
        body.push_str(&indented(&self.set_source(&functions[0]), 2));
        body.push_str("    }\n");
        let level = self.call("seen", &functions[1], tape, &|set, k| {
            self.of_end(set, k, "source", "sources", "SOURCES", "source", "fired + 1u")
        });
        body.push_str(&indented(&level, 1));
        let member = self.member(tape, &functions[1], "level");
        let _ = writeln!(body, "    levels[source] = seen.{member};");
        Some(self.module(
            "the levels of the sources",
            &functions,
            &[
                "var<storage, read> spikes: array<u32>",
                "var<storage, read_write> sources: array<u32>",
                "var<storage, read_write> levels: array<f32>",
            ],
            &body,
        ))
    }

    /// What the levels do to the targets: they are added to a row of what these feel.
    pub(crate) fn stand(&self, row: usize) -> String {
        let body = format!(
            "    let post = (group.y * groups.x + group.x) * 64u + lane;
    if post >= TARGETS {{
        return;
    }}
    var sum = 0.0f;
    let end = columns[post + 1u];
    for (var place = columns[post]; place < end; place++) {{
        let synapse = columns[TARGETS + 1u + place];
        let source = columns[TARGETS + 1u + SYNAPSES + place];
        sum += bitcast<f32>(synapses[synapse]) * levels[source];
    }}
    felt[{row}u * link.neurons + link.first_target + post] += sum;
"
        );
        self.module(
            "what the levels of the sources do",
            &[],
            &[
                "var<storage, read> columns: array<u32>",
                "var<storage, read> synapses: array<u32>",
                "var<storage, read> levels: array<f32>",
                "var<storage, read_write> felt: array<f32>",
            ],
            &body,
        )
    }

    /// What flows into the targets.
    pub(crate) fn flow(&self, membranes: [usize; 2], sizes: [usize; 2]) -> Option<String> {
        let tape = self.tapes.flow.as_ref()?;
        let mut functions = vec![tape.wgsl("flow")];
        functions.extend(self.tapes.source_after.iter().map(|tape| tape.wgsl("source_after")));
        let mut body = format!(
            "    let post = (group.y * groups.x + group.x) * 64u + lane;
    if post >= TARGETS {{
        return;
    }}
    let v_post = post_state[{at_post}u + link.first_target + post];
    var current = 0.0f;
    var conductance = 0.0f;
    let end = columns[post + 1u];
    for (var place = columns[post]; place < end; place++) {{
        let synapse = columns[TARGETS + 1u + place];
        let source = columns[TARGETS + 1u + SYNAPSES + place];
        let v_pre = pre_state[{at_pre}u + link.first_source + source];
",
            at_pre = membranes[0] * sizes[0],
            at_post = membranes[1] * sizes[1],
        );
        let mut seen = Vec::new();
        if let (Some(after), Some(function)) = (&self.tapes.source_after, functions.get(1)) {
            let call = self.call("seen", function, after, &|set, k| {
                self.of_end(
                    set,
                    k,
                    "source",
                    "sources",
                    "SOURCES",
                    "source",
                    "clock.step - link.axonal",
                )
            });
            body.push_str(&indented(&call, 2));
            seen = self.members(after, function, "source.");
        }
        let call = self.call("through", &functions[0], tape, &|set, k| match set {
            "v_pre" | "v_post" => Some(set.into()),
            _ => self
                .of_synapse(set, k)
                .or_else(|| computed(set, k, "source", &seen, "seen."))
                .or_else(|| {
                    self.of_end(
                        set,
                        k,
                        "target",
                        "ends",
                        "TARGETS",
                        "post",
                        "clock.step - link.dendritic",
                    )
                }),
        });
        body.push_str(&indented(&call, 2));
        let current = self.member(tape, &functions[0], "current");
        let conductance = self.member(tape, &functions[0], "conductance");
        let _ = write!(
            body,
            "        current += through.{current};
        conductance += through.{conductance};
    }}
    felt[link.first_target + post] += current;
    felt[link.neurons + link.first_target + post] += conductance;
"
        );
        Some(self.module(
            "what flows between potentials",
            &functions,
            &[
                "var<storage, read> pre_state: array<f32>",
                "var<storage, read> post_state: array<f32>",
                "var<storage, read> columns: array<u32>",
                "var<storage, read> synapses: array<u32>",
                "var<storage, read> sources: array<u32>",
                "var<storage, read> ends: array<u32>",
                "var<storage, read_write> felt: array<f32>",
            ],
            &body,
        ))
    }

    /// What monitors see of variable `variable` of chosen sources, or targets.
    pub(crate) fn observe(&self, of_source: bool, variable: usize, every: u64) -> Option<String> {
        let (tape, end, [array, count, delay, index]) = match of_source {
            true => {
                let words = ["sources", "SOURCES", "axonal", "source"];
                (self.tapes.source_after.as_ref()?, "source", words)
            }
            false => {
                let words = ["ends", "TARGETS", "dendritic", "post"];
                (self.tapes.target_after.as_ref()?, "target", words)
            }
        };
        let functions = [tape.wgsl("seen_after")];
        let mut body = format!(
            "    let i = (group.y * groups.x + group.x) * 64u + lane;
    if i >= arrayLength(&chosen) {{
        return;
    }}
    let {index} = chosen[i];
"
        );
        let call = self.call("seen", &functions[0], tape, &|set, k| {
            self.of_end(
                set,
                k,
                end,
                array,
                count,
                index,
                &format!("clock.step + 1u - link.{delay}"),
            )
        });
        body.push_str(&indented(&call, 1));
        let member = &self.members(tape, &functions[0], &format!("{end}."))[variable];
        let _ = writeln!(
            body,
            "    record[clock.k / {every}u * arrayLength(&chosen) + i] = bitcast<u32>(seen.{member});"
        );
        Some(self.module(
            "what a monitor sees",
            &functions,
            &[
                &format!("var<storage, read> {array}: array<u32>"),
                "var<storage, read> chosen: array<u32>",
                "var<storage, read_write> record: array<u32>",
            ],
            &body,
        ))
    }

    /// The word among the sources that tells of a delivery that is too large.
    pub(crate) fn flag(&self) -> usize {
        (self.traits.source.len() + 1) * self.sources
    }

    /// A whole program.
    fn module(
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
    fn call(
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
    fn of_synapse(&self, set: &str, k: usize) -> Option<String> {
        match set {
            "weight" => Some("bitcast<f32>(synapses[synapse])".into()),
            "own" => Some(format!("bitcast<f32>(synapses[{}u * SYNAPSES + synapse])", k + 1)),
            _ => None,
        }
    }

    /// The state of a neuron at one end at its last spike, and how long ago that was
    /// at a label.
    #[expect(clippy::too_many_arguments, reason = "each is a word that is printed")]
    fn of_end(
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
    fn set_source(&self, function: &WgslFunction) -> String {
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
    fn set_synapse(&self, tape: &Tape, function: &WgslFunction) -> String {
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
    fn members(&self, tape: &Tape, function: &WgslFunction, prefix: &str) -> Vec<String> {
        let named = tape.numbers().iter().zip(&function.numbers);
        named.filter(|(o, _)| o.name.starts_with(prefix)).map(|(_, m)| m.clone()).collect()
    }

    fn member(&self, tape: &Tape, function: &WgslFunction, name: &str) -> String {
        let mut named = tape.numbers().iter().zip(&function.numbers);
        named.find(|(output, _)| output.name == name).map_or_else(String::new, |(_, m)| m.clone())
    }
}

/// The state of an end of a synapse, where it has been computed.
fn computed(set: &str, k: usize, end: &str, members: &[String], from: &str) -> Option<String> {
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

/// Goes through the spikes of one end, a workgroup per spike.
fn spikes_loop(side: &str, end: &str, index: &str, count: &str, delay: &str) -> String {
    format!(
        "    let fired = clock.step - {delay};
    let ring = (fired & link.{side}_ring) * link.{side}_words;
    let last = (link.first_{end} + {count} + 31u) / 32u;
    for (var word = link.first_{end} / 32u + group.x; word < last; word += groups.x) {{
        var bits = spikes[ring + word];
        while bits != 0u {{
            let neuron = 32u * word + firstTrailingBit(bits);
            bits &= bits - 1u;
            if neuron < link.first_{end} || neuron >= link.first_{end} + {count} {{
                continue;
            }}
            let {index} = neuron - link.first_{end};
"
    )
}

fn indented(text: &str, levels: usize) -> String {
    let space = "    ".repeat(levels);
    text.lines().map(|line| format!("{space}{line}\n")).collect()
}
