//! What an engine tells of itself.

use std::fmt::Write;

use crate::engine::GpuEngine;
use crate::layout::port;

impl GpuEngine {
    /// Where everything runs, and what was counted.
    pub(crate) fn explained(&self) -> String {
        let mut text = format!("backend gpu on {}\n", self.device.adapter);
        for cells in &self.cells {
            let where_run = match (&cells.hosted, &cells.update) {
                (None, _) => "dispatches per step 1",
                (Some(_), None) => "its spikes are made by the host",
                (Some(_), Some(_)) => "its spikes are made by the host; dispatches per step 1",
            };
            let _ = writeln!(text, "population `{}`: {where_run}", cells.plan.name);
        }
        for route in &self.routes {
            let unit = self.cells[route.plan.post].layout.ports[port(route.plan.arrival)].unit;
            let _ = writeln!(
                text,
                "projection `{}`: dispatches per step {}, weights in units of {unit:e}",
                route.plan.name,
                route.programs().count(),
            );
        }
        for live in &self.live {
            let _ = writeln!(
                text,
                "projection `{}`: dispatches per step {}",
                live.plan.name,
                live.texts.len()
            );
        }
        text + &self.counts.lines()
    }

    /// The programs, each once.
    pub(crate) fn programs(&self) -> Vec<String> {
        let updates = self.cells.iter().map(|cells| cells.text.clone());
        let routes = self.routes.iter().map(|route| {
            format!("// Projection `{}`: delivery.\n\n{}", route.plan.name, route.text)
        });
        let live = self.live.iter().flat_map(|live| live.texts.iter().cloned());
        let mut programs: Vec<String> = updates.chain(routes).chain(live).collect();
        programs.retain(|text| !text.is_empty());
        for sampler in &self.samplers {
            // Most monitors share one.
            if !sampler.text.is_empty() && !programs.contains(&sampler.text) {
                programs.push(sampler.text.clone());
            }
        }
        programs
    }
}
