use std::ops::Range;

use npbrain_core::{Arithmetic, CHUNK, Connections, Slot, Value, chunks};
use npbrain_engine::{
    Arrival, Delays, InputPlan, Live, PopulationPlan, Precision, ProjectionPlan, ReceptorPlan,
    Stretch,
};

use crate::arrivals::Arrivals;
use crate::history::History;
use crate::route::{Route, Weights};

/// One thread's share of a network: some neurons of every population, all that
/// arrives at them, and the synapses that end on them. Nothing in it is shared.
pub(crate) struct Worker<T> {
    share: Range<usize>,
    of: usize,
    cells: Vec<Cells<T>>,
    /// In the order of the projections' names.
    routes: Vec<(String, Route<T>)>,
    /// Projections with a synapse model, likewise.
    live: Vec<(String, LiveRoute<T>)>,
}

struct LiveRoute<T> {
    pre: usize,
    post: usize,
    port: usize,
    synapses: Live<T>,
}

struct Cells<T> {
    stretch: Stretch<T>,
    /// First of the membrane, then of the ports.
    arrivals: Vec<Arrivals<T>>,
    spikes: Vec<u32>,
}

/// How many ports a population may have; checked when it is taken in.
pub(crate) const MOST_PORTS: usize = 16;

impl<T: Precision> Worker<T> {
    /// Worker `index` of `of`.
    pub(crate) fn new(index: usize, of: usize) -> Self {
        Worker {
            share: index..index + 1,
            of,
            cells: Vec::new(),
            routes: Vec::new(),
            live: Vec::new(),
        }
    }

    /// Its neurons of a population of `size`: whole chunks.
    fn owned(&self, size: usize) -> Range<usize> {
        let bound = |share: usize| (chunks(size) * share / self.of * CHUNK).min(size);
        bound(self.share.start)..bound(self.share.end)
    }

    pub(crate) fn add_population(&mut self, plan: &PopulationPlan, room: usize) {
        let owned = self.owned(plan.size);
        let ports = 1 + plan.ports.len();
        self.cells.push(Cells {
            arrivals: (0..ports).map(|_| Arrivals::new(owned.len())).collect(),
            stretch: Stretch::new(plan, owned),
            spikes: Vec::with_capacity(room),
        });
    }

    pub(crate) fn add_receptor(&mut self, plan: &ReceptorPlan) {
        let cells = &mut self.cells[plan.population];
        cells.stretch.attach(plan);
        cells.arrivals.push(Arrivals::new(cells.stretch.range().len()));
    }

    /// How many ports a population has, the membrane's own not counted.
    pub(crate) fn ports(&self, population: usize) -> usize {
        self.cells[population].arrivals.len() - 1
    }

    pub(crate) fn add_route(&mut self, name: &str, route: Route<T>, now: u64) {
        if let Delays::Each(_) = route.delays {
            let cells = &mut self.cells[route.post];
            cells.arrivals[port(route.arrival)].lengthen(route.longest as usize, now);
        }
        let at = self.routes.partition_point(|(other, _)| **other < *name);
        self.routes.insert(at, (name.into(), route));
    }

    /// Takes in a projection with a synapse model.
    pub(crate) fn add_live(&mut self, plan: &ProjectionPlan, synapses: Live<T>, now: u64) {
        if synapses.flows() {
            self.cells[plan.post].stretch.be_coupled();
        }
        let port = port(plan.arrival);
        let arrivals = &mut self.cells[plan.post].arrivals[port];
        arrivals.lengthen(plan.dendritic as usize + 1, now);
        let route = LiveRoute { pre: plan.pre, post: plan.post, port, synapses };
        let at = self.live.partition_point(|(other, _)| *other < plan.name);
        self.live.insert(at, (plan.name.clone(), route));
    }

    /// Enters its synapses of the projection `name`.
    pub(crate) fn report(&self, name: &str, dt: f64, connections: &mut Connections) {
        if let Ok(at) = place(&self.routes, name) {
            self.routes[at].1.report(dt, connections);
        } else if let Ok(at) = place(&self.live, name) {
            self.live[at].1.synapses.report(connections);
        }
    }

    /// The synapses of the projection `name` that it owns, if they follow a model.
    pub(crate) fn live(&self, name: &str) -> Option<&Live<T>> {
        place(&self.live, name).ok().map(|at| &self.live[at].1.synapses)
    }

    /// The weight of a synapse of the projection `name` without a model; `None`
    /// if it is not one of its own.
    pub(crate) fn weight(&self, name: &str, synapse: usize) -> Option<f64> {
        let route = &self.routes[place(&self.routes, name).ok()?].1;
        let index = route.share.local(synapse)?;
        Some(match &route.weights {
            Weights::Same(weight) => weight.to_f64(),
            Weights::Each(weights) => weights[index].to_f64(),
        })
    }

    /// Sets the weights of its synapses of the projection `name`.
    pub(crate) fn set_weights(&mut self, name: &str, weights: &Value) {
        if let Ok(at) = place(&self.routes, name) {
            let route = &mut self.routes[at].1;
            route.weights = Weights::new(weights, &route.share);
        } else if let Ok(at) = place(&self.live, name) {
            self.live[at].1.synapses.set_weights(weights);
        }
    }

    pub(crate) fn set_inputs(&mut self, inputs: &[InputPlan]) {
        for (population, cells) in self.cells.iter_mut().enumerate() {
            cells.stretch.set_inputs(inputs.iter().filter(|i| i.population == population));
        }
    }

    /// One step: `deliver`, then per population `receive`, `update` and the
    /// collection of spikes, then `learn`. Reads the spikes of earlier steps and
    /// the potentials at this one's start, writes its own.
    pub(crate) fn step(
        &mut self,
        arithmetic: Arithmetic,
        now: u64,
        history: &[History],
        potentials: &[Vec<T>],
    ) {
        for (_, route) in &self.routes {
            if let Some(fired_at) = route.fired_at(now) {
                let spikes = history[route.pre].at(fired_at);
                let arrivals = &mut self.cells[route.post].arrivals[port(route.arrival)];
                route.deliver(fired_at, now, spikes, arrivals);
            }
        }
        for (_, LiveRoute { pre, post, port, synapses }) in &mut self.live {
            let Some(fired_at) = synapses.fired_at(now) else { continue };
            let spikes = history[*pre].at(fired_at);
            if spikes.iter().any(|list| !list.is_empty()) {
                let due = self.cells[*post].arrivals[*port].due(synapses.felt_at(now));
                synapses.arrive(arithmetic, fired_at, spikes, due);
            }
        }
        for cells in &mut self.cells {
            cells.stretch.begin(arithmetic, now);
        }
        for (_, LiveRoute { pre, post, port, synapses }) in &mut self.live {
            let cells = &mut self.cells[*post];
            if synapses.is_graded() {
                synapses.stand(arithmetic, now, cells.arrivals[*port].due(now));
            }
            if synapses.flows() {
                let felt = cells.stretch.felt();
                synapses.flow(now, &potentials[*pre], &potentials[*post], felt);
            }
        }
        for cells in &mut self.cells {
            cells.step(arithmetic, now);
        }
        for (_, LiveRoute { post, synapses, .. }) in &mut self.live {
            match synapses.returned_from(now) {
                None => {}
                Some(fired_at) if fired_at == now => {
                    synapses.learn(
                        arithmetic,
                        now,
                        std::slice::from_ref(&self.cells[*post].spikes),
                    );
                }
                Some(fired_at) => {
                    let spikes = &history[*post].at(fired_at)[self.share.start];
                    synapses.learn(arithmetic, fired_at, std::slice::from_ref(spikes));
                }
            }
        }
    }

    pub(crate) fn stretch(&self, population: usize) -> &Stretch<T> {
        &self.cells[population].stretch
    }

    pub(crate) fn stretch_mut(&mut self, population: usize) -> &mut Stretch<T> {
        &mut self.cells[population].stretch
    }

    /// The spikes of the last step.
    pub(crate) fn spikes(&mut self, population: usize) -> &mut Vec<u32> {
        &mut self.cells[population].spikes
    }
}

impl<T: Precision> Cells<T> {
    fn step(&mut self, arithmetic: Arithmetic, now: u64) {
        self.spikes.clear();
        if self.stretch.range().is_empty() {
            return;
        }
        // No port is lent from the stretch while it moves.
        let nothing = [T::of(0.0); CHUNK];
        let nothing = Slot::same(&nothing);
        let mut arrived = [nothing; MOST_PORTS];
        let (membrane, ports) = self.arrivals.split_at(1);
        for (slot, port) in arrived.iter_mut().zip(ports) {
            *slot = port.arrived(now).unwrap_or(nothing);
        }
        self.stretch.advance(arithmetic, now, membrane[0].arrived(now), &arrived[..ports.len()]);
        for port in &mut self.arrivals {
            port.clear(now);
        }
        self.stretch.collect_spikes(&mut self.spikes);
    }
}

/// Where the projection `name` stands in a list.
fn place<R>(list: &[(String, R)], name: &str) -> Result<usize, usize> {
    list.binary_search_by(|(other, _)| (**other).cmp(name))
}

fn port(arrival: Arrival) -> usize {
    match arrival {
        Arrival::Membrane => 0,
        Arrival::Port(k) => k + 1,
    }
}
