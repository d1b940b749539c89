use std::ops::Range;

use npbrain_core::{Arithmetic, CHUNK, Connections, Slot, Value, chunks};
use npbrain_engine::{
    Arrival, InputPlan, Live, PoissonPlan, PopulationPlan, Precision, ProjectionPlan, ReceptorPlan,
    Stretch,
};

use crate::arrivals::Arrivals;
use crate::history::History;
use crate::remake::Remake;
use crate::route::{Route, Rows};
use crate::synapses::Weights;

/// One thread's share of a network: some neurons of every population, all that
/// arrives at them, and the synapses that end on them. Nothing in it is shared.
pub(crate) struct Worker<T> {
    share: Range<usize>,
    of: usize,
    cells: Vec<Cells<T>>,
    /// In the order of the projections' names.
    routes: Vec<(String, Route<T>)>,
    /// Those that deliver something in this step.
    taken_up: Vec<usize>,
    /// Projections with a synapse model, likewise.
    live: Vec<(String, LiveRoute<T>)>,
}

/// What a worker reads in a step and others have written before.
pub(crate) struct Seen<'a, T> {
    pub(crate) history: &'a [History],
    /// The membrane potentials at the step's start of populations that need them.
    pub(crate) potentials: &'a [Vec<T>],
    /// The rows made for this step, by each worker for each projection that is made
    /// anew.
    pub(crate) remade: &'a [Vec<Remake>],
}

impl<T> Clone for Seen<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Seen<'_, T> {}

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
    /// The spikes of the steps that are made before workers meet, a list for each.
    spikes: Vec<Vec<u32>>,
    /// How many chunks move at a time; `None` for all at once.
    at_a_time: Option<usize>,
}

/// Neurons with more state than this, in bytes, move in parts, each of which
/// stays in the cache while spikes are delivered to it.
const CACHED: usize = 768 << 10;

/// How much state makes a part, in bytes.
const PART: usize = 512 << 10;

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
            taken_up: Vec::new(),
            live: Vec::new(),
        }
    }

    /// Its neurons of a population of `size`: whole chunks.
    pub(crate) fn owned(&self, size: usize) -> Range<usize> {
        let bound = |share: usize| (chunks(size) * share / self.of * CHUNK).min(size);
        bound(self.share.start)..bound(self.share.end)
    }

    pub(crate) fn add_population(&mut self, plan: &PopulationPlan, room: usize) {
        let owned = self.owned(plan.size);
        let ports = 1 + plan.ports.len();
        self.cells.push(Cells {
            arrivals: (0..ports).map(|_| Arrivals::new(owned.len())).collect(),
            stretch: Stretch::new(plan, owned),
            spikes: vec![Vec::with_capacity(room)],
            at_a_time: None,
        });
    }

    pub(crate) fn add_receptor(&mut self, plan: &ReceptorPlan) {
        let cells = &mut self.cells[plan.population];
        cells.stretch.attach(plan);
        cells.arrivals.push(Arrivals::new(cells.stretch.range().len()));
    }

    pub(crate) fn add_poisson(&mut self, plan: &PoissonPlan) {
        self.cells[plan.population].stretch.add_poisson(plan);
    }

    /// How many ports a population has, the membrane's own not counted.
    pub(crate) fn ports(&self, population: usize) -> usize {
        self.cells[population].arrivals.len() - 1
    }

    pub(crate) fn add_route(&mut self, name: &str, route: Route<T>, now: u64) {
        if route.sorts() {
            let cells = &mut self.cells[route.post];
            cells.arrivals[port(route.arrival)].lengthen(route.longest as usize, now);
        }
        let at = self.routes.partition_point(|(other, _)| **other < *name);
        self.routes.insert(at, (name.into(), route));
        self.taken_up.reserve(self.routes.len());
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

    /// Makes room for the spikes of so many steps at once.
    pub(crate) fn make_room(&mut self, steps: usize) {
        for Cells { spikes, .. } in &mut self.cells {
            let room = spikes[0].capacity();
            spikes.resize_with(steps, || Vec::with_capacity(room));
        }
    }

    /// Finds out which populations move in parts. Those do whose spikes can be
    /// delivered in parts without another order of any sum.
    pub(crate) fn arrange(&mut self) {
        for (population, cells) in self.cells.iter_mut().enumerate() {
            let stretch = &mut cells.stretch;
            let chunk = stretch.variables() * CHUNK * size_of::<T>();
            let bytes = chunks(stretch.range().len()) * chunk;
            let routes = || self.routes.iter().map(|(_, r)| r).filter(|r| r.post == population);
            let summed = |at: usize| routes().any(|r| !r.adds && port(r.arrival) == at);
            let beside = self.live.iter().filter(|(_, r)| r.post == population);
            let in_parts = bytes > CACHED
                && stretch.moves_parts()
                && routes().all(Route::delivers_in_parts)
                && !beside.map(|(_, r)| r.port).any(summed)
                && !stretch.pours().any(|pour| summed(port(pour.arrival())));
            cells.at_a_time = in_parts.then(|| (PART / chunk).max(1));
        }
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

    /// The part of the projection `name` that it owns, if its synapses have no model.
    pub(crate) fn route(&self, name: &str) -> Option<&Route<T>> {
        place(&self.routes, name).ok().map(|at| &self.routes[at].1)
    }

    /// How many bytes hold what is under way to its neurons of a population.
    pub(crate) fn bytes_under_way(&self, population: usize) -> usize {
        self.cells[population].arrivals.iter().map(Arrivals::bytes).sum()
    }

    /// The weight of a synapse of the projection `name` without a model; `None`
    /// if it is not one of its own.
    pub(crate) fn weight(&self, name: &str, synapse: usize) -> Option<f64> {
        let route = self.route(name)?;
        match &route.rows {
            Rows::Kept(share) => Some(route.synapses.weights.of(share.local(synapse)?).to_f64()),
            Rows::Remade { .. } => None,
        }
    }

    /// Sets the weights of its synapses of the projection `name`.
    pub(crate) fn set_weights(&mut self, name: &str, weights: &Value) {
        if let Ok(at) = place(&self.routes, name) {
            let route = &mut self.routes[at].1;
            if let Rows::Kept(share) = &route.rows {
                route.synapses.weights = Weights::new(weights, share);
            }
        } else if let Ok(at) = place(&self.live, name) {
            self.live[at].1.synapses.set_weights(weights);
        }
    }

    pub(crate) fn set_inputs(&mut self, inputs: &[InputPlan]) {
        for (population, cells) in self.cells.iter_mut().enumerate() {
            cells.stretch.set_inputs(inputs.iter().filter(|i| i.population == population));
        }
    }

    /// Some steps one after another, none of which reads spikes of the others.
    pub(crate) fn steps(&mut self, arithmetic: Arithmetic, steps: Range<u64>, seen: Seen<'_, T>) {
        for (k, now) in steps.enumerate() {
            self.step(arithmetic, now, k, seen);
        }
    }

    /// One step, the `k`-th of some: `deliver`, then per population `receive`, `update` and the
    /// collection of spikes, then `learn`. Reads the spikes of earlier steps and
    /// the potentials at this one's start, writes its own.
    fn step(&mut self, arithmetic: Arithmetic, now: u64, k: usize, seen: Seen<'_, T>) {
        let Seen { history, potentials, remade } = seen;
        self.take_up(now, seen, |route| !route.adds);
        for route in ahead(&self.routes, &self.taken_up) {
            let arrivals = &mut self.cells[route.post].arrivals[port(route.arrival)];
            route.deliver(now, arrivals);
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
        for (population, cells) in self.cells.iter_mut().enumerate() {
            match cells.at_a_time {
                None => cells.step(arithmetic, now, k),
                Some(at_a_time) => {
                    let mut ours = Ours { routes: &mut self.routes, population };
                    ours.begin(now, history, remade);
                    cells.step_in_parts(arithmetic, now, k, at_a_time, ours);
                }
            }
        }
        self.take_up(now, seen, |route| route.adds);
        for route in ahead(&self.routes, &self.taken_up) {
            route.add_rest(self.cells[route.post].stretch.state_mut());
        }
        for (_, LiveRoute { post, synapses, .. }) in &mut self.live {
            match synapses.returned_from(now) {
                None => {}
                Some(fired_at) if fired_at == now => {
                    let spikes = &self.cells[*post].spikes[k];
                    synapses.learn(arithmetic, now, std::slice::from_ref(spikes));
                }
                Some(fired_at) => {
                    let spikes = &history[*post].at(fired_at)[self.share.start];
                    synapses.learn(arithmetic, fired_at, std::slice::from_ref(spikes));
                }
            }
        }
    }

    /// Takes up the spikes that routes of some kind deliver in step `now`, but for
    /// populations that move in parts.
    fn take_up(&mut self, now: u64, seen: Seen<'_, T>, kind: impl Fn(&Route<T>) -> bool) {
        self.taken_up.clear();
        for (k, (_, route)) in self.routes.iter_mut().enumerate() {
            if !kind(route) || self.cells[route.post].at_a_time.is_some() {
                continue;
            }
            if let Some(fired_at) = route.fired_at(now) {
                route.begin(seen.history[route.pre].at(fired_at), seen.remade);
                if !route.rest.is_empty() {
                    self.taken_up.push(k);
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

    /// The spikes of the `k`-th of the last steps.
    pub(crate) fn spikes(&mut self, population: usize, k: usize) -> &mut Vec<u32> {
        &mut self.cells[population].spikes[k]
    }
}

impl<T: Precision> Cells<T> {
    fn step(&mut self, arithmetic: Arithmetic, now: u64, k: usize) {
        self.spikes[k].clear();
        if self.stretch.range().is_empty() {
            return;
        }
        self.pour(arithmetic, now);
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
        self.stretch.collect_spikes(&mut self.spikes[k]);
    }

    fn pour(&mut self, arithmetic: Arithmetic, now: u64) {
        for pour in self.stretch.pours() {
            let due = self.arrivals[port(pour.arrival())].due(now);
            pour.add(arithmetic, now, due);
        }
    }

    /// The same for chunks one after another, so many `at_a_time`: what arrives
    /// at some neurons, and their state, is still in the cache when it is needed
    /// again. The sums are taken in the same order.
    fn step_in_parts(
        &mut self,
        arithmetic: Arithmetic,
        now: u64,
        k: usize,
        at_a_time: usize,
        mut routes: Ours<'_, T>,
    ) {
        self.spikes[k].clear();
        self.pour(arithmetic, now);
        let nothing = [T::of(0.0); CHUNK];
        let nothing = Slot::same(&nothing);
        let all = chunks(self.stretch.range().len());
        for start in (0..all).step_by(at_a_time) {
            let end = (start + at_a_time).min(all);
            for route in routes.those(|route| !route.adds) {
                route.add_part(end * CHUNK, self.arrivals[port(route.arrival)].due(now));
            }
            let mut arrived = [nothing; MOST_PORTS];
            let (membrane, ports) = self.arrivals.split_at(1);
            for (slot, port) in arrived.iter_mut().zip(ports) {
                *slot = port.arrived(now).unwrap_or(nothing);
            }
            let arrived = &arrived[..ports.len()];
            let jump = membrane[0].arrived(now);
            self.stretch.advance_part(arithmetic, now, start..end, jump, arrived);
            for route in routes.those(|route| route.adds) {
                route.add_part(end * CHUNK, self.stretch.state_mut());
            }
        }
        self.stretch.finish(now);
        for port in &mut self.arrivals {
            port.clear(now);
        }
        self.stretch.collect_spikes(&mut self.spikes[k]);
    }
}

/// The routes to one population.
struct Ours<'a, T> {
    routes: &'a mut [(String, Route<T>)],
    population: usize,
}

impl<T: Precision> Ours<'_, T> {
    /// Those of some kind that have spikes to deliver, in the order of their
    /// names.
    fn those(&mut self, kind: impl Fn(&Route<T>) -> bool) -> impl Iterator<Item = &mut Route<T>> {
        let routes = self.routes.iter_mut().map(|(_, route)| route);
        let population = self.population;
        routes.filter(move |r| r.post == population && !r.rest.is_empty() && kind(r))
    }

    /// Makes the routes ready to deliver in parts what acts in step `now`.
    fn begin(&mut self, now: u64, history: &[History], remade: &[Vec<Remake>]) {
        for (_, route) in self.routes.iter_mut().filter(|(_, r)| r.post == self.population) {
            let spikes = match route.fired_at(now) {
                Some(fired_at) => history[route.pre].at(fired_at),
                None => &[],
            };
            route.begin_parts(spikes, remade);
        }
    }
}

/// The routes of these numbers, each when the first row of the next is in the cache.
fn ahead<'a, T: Precision>(
    routes: &'a [(String, Route<T>)],
    numbers: &'a [usize],
) -> impl Iterator<Item = &'a Route<T>> {
    let of = |number: &usize| &routes[*number].1;
    numbers.first().map(of).into_iter().for_each(Route::fetch_first);
    numbers.iter().enumerate().map(move |(k, number)| {
        numbers.get(k + 1).map(of).into_iter().for_each(Route::fetch_first);
        of(number)
    })
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
