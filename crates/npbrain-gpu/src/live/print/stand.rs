//! What graded sources do in every step.

use std::fmt::Write;

use super::{Printer, indented};

impl Printer<'_> {
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
}
