//! Spikes of sources reach the synapses.

use std::fmt::Write;

use super::spikes::spikes;
use super::{Printer, computed, indented};

impl Printer<'_> {
    /// Spikes of sources reach the synapses.
    pub(crate) fn arrive(&self) -> Option<String> {
        let tape = self.tapes.arrive.as_ref()?;
        let functions = [self.tapes.release.wgsl("release"), tape.wgsl("arrive")];
        let mut body = String::new();
        body.push_str(&spikes("pre", "source", "source", "SOURCES", "link.axonal"));
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
}
