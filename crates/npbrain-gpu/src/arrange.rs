//! What the rings of all populations must hold.

use npbrain_core::Result;
use npbrain_engine::{Delays, MonitorPlan, ProjectionPlan, Watch};

use crate::block::{BLOCK, BYTES};
use crate::bound::Bound;
use crate::engine::GpuEngine;
use crate::layout::{Layout, port};
use crate::route::wait;

/// A projection that is to be added.
pub(crate) struct New<'a> {
    pub(crate) plan: &'a ProjectionPlan,
    /// If its synapses have a model: how much each delivers at most, if anything.
    pub(crate) most: Option<Option<f64>>,
}

/// How many steps the spikes of a source wait, and what is due at a port is spread
/// over.
fn needs(plan: &ProjectionPlan) -> (usize, usize) {
    match &plan.delays {
        // Synapses with a model deliver through their dendritic delay.
        Delays::Same(delay) if plan.synapse.is_some() => {
            (*delay as usize, plan.dendritic as usize + 1)
        }
        Delays::Same(_) => (wait(&plan.delays) as usize, 1),
        Delays::Each(_) => (1, plan.delays.longest() as usize),
    }
}

/// The layouts of all populations with the projections there are and these `new` ones.
///
/// # Errors
/// [`TooLargeForDevice`](npbrain_core::Error::TooLargeForDevice), or what is wrong with the units.
pub(crate) fn layouts(
    engine: &GpuEngine,
    new: &[New<'_>],
    monitors: &[MonitorPlan],
) -> Result<Vec<Layout>> {
    let mut units = bounds(engine, new)?.into_iter();
    let mut layouts = Vec::with_capacity(engine.cells.len());
    for cells in &engine.cells {
        let mut layout = cells.layout.clone();
        layout.columns = cells.columns();
        let ports = 1 + cells.plan.ports.len() + cells.receptors.len();
        let empty = crate::layout::Port { slots: 0, start: 0, unit: 1.0 };
        layout.ports.resize(ports, empty);
        for (port, unit) in layout.ports.iter_mut().zip(units.next().unwrap_or_default()) {
            port.unit = unit;
        }
        layouts.push(layout);
    }
    let mut waits = vec![0; layouts.len()];
    for New { plan, .. } in all(engine, new) {
        let (wait, slots) = needs(plan);
        waits[plan.pre] = wait.max(waits[plan.pre]);
        waits[plan.post] = waits[plan.post].max(plan.dendritic as usize);
        if plan.synapse.is_some() {
            let target = &engine.cells[plan.post];
            let rows = 2 + layouts[plan.post].ports.len();
            let bytes = 4 * (rows * target.layout.size) as u64;
            engine.device.check_size(&target.plan.object(), "what flows into it", bytes)?;
        }
        let port = &mut layouts[plan.post].ports[port(plan.arrival)];
        port.slots = port.slots.max(slots.next_power_of_two());
    }
    for (population, (layout, wait)) in layouts.iter_mut().zip(waits).enumerate() {
        let cells = &engine.cells[population];
        let watched = engine.watched.contains(&population)
            || monitors.iter().any(|monitor| match &monitor.watch {
                Watch::Spikes { population: p, .. } | Watch::Rate { population: p, .. } => {
                    *p == population
                }
                Watch::State { .. } => false,
            });
        // The steps of a block, as far as they fit, and room for the next.
        let block = BLOCK.min(BYTES / 4 / layout.words()).max(1) + 1;
        let needed = match (watched, cells.hosted.is_some()) {
            (_, true) => wait + block,
            (true, false) => (wait + 2).max(block + 1),
            (false, false) => wait + 2,
        };
        layout.ring = layout.ring.max(needed.next_power_of_two());
        layout.place();
        cells.check(layout, &engine.device)?;
    }
    Ok(layouts)
}

/// The units of all ports of all populations.
///
/// # Errors
/// If one of them is too coarse.
pub(crate) fn bounds(engine: &GpuEngine, new: &[New<'_>]) -> Result<Vec<Vec<f64>>> {
    let mut bounds: Vec<Vec<Bound>> = Vec::new();
    for cells in &engine.cells {
        let ports = 1 + cells.plan.ports.len() + cells.receptors.len();
        bounds.push((0..ports).map(|_| Bound::default()).collect());
    }
    for New { plan, most } in all(engine, new) {
        let size = engine.cells[plan.post].layout.size;
        match most {
            // Levels and flows are added up as they are.
            Some(None) => {}
            most => bounds[plan.post][port(plan.arrival)].add(plan, most.flatten(), size),
        }
    }
    bounds.iter().map(|ports| ports.iter().map(Bound::unit).collect()).collect()
}

/// The projections there are, and new ones.
fn all<'a>(engine: &'a GpuEngine, new: &'a [New<'a>]) -> impl Iterator<Item = New<'a>> {
    let routes = engine.routes.iter().map(|route| New { plan: &route.plan, most: None });
    let live = engine.live.iter().map(|live| New { plan: &live.plan, most: Some(live.most) });
    routes.chain(live).chain(new.iter().map(|new| New { plan: new.plan, most: new.most }))
}
