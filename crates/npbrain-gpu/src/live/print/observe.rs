//! What monitors see of the ends of synapses.

use std::fmt::Write;

use super::{Printer, indented};

impl Printer<'_> {
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
}
