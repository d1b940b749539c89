//! Spikes of targets reach the synapses.

use std::fmt::Write;

use super::spikes::spikes;
use super::{Printer, computed, indented};

impl Printer<'_> {
    /// Spikes of targets reach the synapses.
    pub(crate) fn learn(&self) -> Option<String> {
        let tape = self.tapes.learn.as_ref()?;
        let mut functions = vec![tape.wgsl("learn")];
        functions.extend(self.tapes.target_spike.iter().map(|tape| tape.wgsl("target_spike")));
        let mut body = String::new();
        body.push_str(&spikes("post", "target", "post", "TARGETS", "link.dendritic"));
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
}
