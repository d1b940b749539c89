//! What flows between potentials in every step.

use std::fmt::Write;

use super::{Printer, computed, indented};

impl Printer<'_> {
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
}
