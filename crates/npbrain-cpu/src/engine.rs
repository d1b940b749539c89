use std::ops::Range;
use std::sync::Arc;

use npbrain_core::{
    Arithmetic, Connections, Error, Op, Record, Result, SynapseChoice, Value, chunks, time_of,
};
use npbrain_engine::{
    CHECK_EVERY, Delays, Engine, InputPlan, Label, Live, Plan, PopulationPlan, Precision,
    ProjectionPlan, Quantity, ReadState, Recorder, RowsPlan, Settings, Wiring, check_ring,
};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::explain::explained;
use crate::history::History;
use crate::lay::{Laid, lay};
use crate::meeting::Meeting;
use crate::remake::{self, Remake};
use crate::split::split;
use crate::worker::{MOST_PORTS, Seen, Worker};

pub(crate) struct CpuEngine<T> {
    dt: f64,
    arithmetic: Arithmetic,
    /// The most workers to split among, and how many if that is fixed.
    most: usize,
    fixed: Option<usize>,
    cores: usize,
    pool: Option<Arc<ThreadPool>>,
    step: u64,
    /// How many steps can be made before one worker needs the spikes of another.
    shortest: u64,
    /// The step at which all state was last seen finite.
    checked: u64,
    labels: Vec<Label>,
    workers: Vec<Worker<T>>,
    history: Vec<History>,
    /// By worker, what makes the rows of each projection that are not kept.
    remade: Vec<Vec<Remake>>,
    /// The membrane potentials at the start of a step of populations whose
    /// neurons are coupled by them; empty for others.
    potentials: Vec<Vec<T>>,
    /// In the order in which they were added.
    projections: Vec<Named>,
    inputs: Vec<InputPlan>,
    recorder: Recorder,
}

/// A projection that is ready to be taken in.
enum Wired<T> {
    Listed(Box<ProjectionPlan>),
    Laid(Arc<RowsPlan>, Laid<T>),
}

/// What an engine keeps of a projection in one piece.
struct Named {
    name: String,
    pre: usize,
    post: usize,
    synapses: usize,
    /// The population of the targets, and the first of them in it.
    population: usize,
    first_target: usize,
    /// What makes its rows, if they are made anew at each spike.
    remade: Option<Arc<RowsPlan>>,
}

impl<T: Precision> CpuEngine<T> {
    pub(crate) fn new(
        settings: &Settings,
        arithmetic: Arithmetic,
        cores: usize,
        most: usize,
        fixed: Option<usize>,
    ) -> Self {
        CpuEngine {
            dt: settings.dt,
            arithmetic,
            most,
            fixed,
            cores,
            pool: None,
            step: 0,
            shortest: MOST_TOGETHER,
            checked: 0,
            labels: Vec::new(),
            workers: Vec::new(),
            history: Vec::new(),
            remade: Vec::new(),
            potentials: Vec::new(),
            projections: Vec::new(),
            inputs: Vec::new(),
            recorder: Recorder::new(settings.dt),
        }
    }

    /// Into how many shares the work of a step is worth splitting: each takes
    /// at least 10 µs, several times what handing it over costs.
    fn worthwhile(&self, plan: &Plan) -> usize {
        const NS_PER_EVENT: f64 = 1.0;
        const NS_PER_POISSON: f64 = 1.0;
        const EXPECTED_RATE: f64 = 10.0;
        const NS_PER_SHARE: f64 = 10_000.0;
        let neurons = plan.populations.iter().map(|p| p.size as f64 * ns_per_neuron(p));
        let synapses: usize = plan.projections.iter().map(Wiring::expected).sum();
        let events = synapses as f64 * EXPECTED_RATE * self.dt / 1000.0;
        let drawn: usize = plan.poisson.iter().map(|input| input.neurons.len()).sum();
        let work = neurons.sum::<f64>() + events * NS_PER_EVENT + drawn as f64 * NS_PER_POISSON;
        ((work / NS_PER_SHARE) as usize).clamp(1, self.most.max(1))
    }

    /// Refuses populations with more ports than a worker lends to a kernel.
    fn check_ports(&self, plan: &Plan) -> Result<()> {
        let old = self.history.len();
        for population in 0..old + plan.populations.len() {
            let own = match population.checked_sub(old) {
                None => self.workers[0].ports(population),
                Some(new) => plan.populations[new].ports.len(),
            };
            let attached = plan.receptors.iter().filter(|r| r.population == population).count();
            if own + attached > MOST_PORTS {
                return Err(Error::Unsupported {
                    backend: "cpu",
                    object: format!("population number {population}"),
                    reason: format!(
                        "it has {} ports, and the most are {MOST_PORTS}",
                        own + attached
                    ),
                });
            }
        }
        Ok(())
    }

    fn start(&mut self, plan: &Plan) -> Result<()> {
        let most = plan.populations.iter().map(|p| chunks(p.size)).max().unwrap_or(1);
        // A worker without neurons has nothing to do.
        let count = self.fixed.unwrap_or_else(|| self.worthwhile(plan)).min(most);
        if count > 1 {
            let pool = ThreadPoolBuilder::new()
                .num_threads(count)
                .thread_name(|k| format!("npbrain-{k}"))
                .build()
                .map_err(|error| Error::Unsupported {
                    backend: "cpu",
                    object: format!("{count} threads"),
                    reason: error.to_string(),
                })?;
            self.pool = Some(Arc::new(pool));
        }
        self.workers = (0..count).map(|k| Worker::new(k, count)).collect();
        self.remade = (0..count).map(|_| Vec::new()).collect();
        Ok(())
    }

    /// Makes the rows of projections that come without their synapses. Nothing of the
    /// engine changes, so that a row that turns out wrong leaves it as it was.
    fn lay(&self, plan: &mut Plan) -> Result<Vec<Wired<T>>> {
        let old = self.history.len();
        let mut left = plan.limit;
        let mut number = self.remade.first().map_or(0, Vec::len);
        let mut wire = |wiring| {
            let rows: Arc<RowsPlan> = match wiring {
                Wiring::Listed(plan) => return Ok(Wired::Listed(plan)),
                Wiring::Rows(rows) => rows,
            };
            let of = |worker: &Worker<T>| match rows.post.checked_sub(old) {
                None => worker.stretch(rows.post).range(),
                Some(new) => worker.owned(plan.populations[new].size),
            };
            let owned: Vec<Range<usize>> = self.workers.iter().map(of).collect();
            let variables = match rows.post.checked_sub(old) {
                None => self.workers[0].stretch(rows.post).variables(),
                Some(new) => plan.populations[new].initial.len(),
            };
            let laid = lay(&rows, &owned, variables, number)?;
            let longest = laid.routes.iter().map(|route| route.longest).max().unwrap_or(1);
            if rows.delay().is_none() {
                let size = owned.last().map_or(0, |owned| owned.end);
                check_ring(&format!("projection `{}`", rows.name), longest, size, &mut left)?;
            }
            number += usize::from(rows.procedural);
            Ok(Wired::Laid(rows, laid))
        };
        let mut wire_all = |wirings: Vec<Wiring>| wirings.into_iter().map(&mut wire).collect();
        let wirings = std::mem::take(&mut plan.projections);
        match &self.pool {
            None => wire_all(wirings),
            Some(pool) => pool.install(|| wire_all(wirings)),
        }
    }

    /// Gives each worker its part of a projection.
    fn connect(&mut self, wired: Wired<T>) {
        let (dt, now) = (self.dt, self.step);
        let plan = match wired {
            Wired::Listed(plan) => *plan,
            Wired::Laid(plan, laid) => {
                if let Some(delay) = plan.delay() {
                    self.history[plan.pre].lengthen(delay as usize, now);
                }
                let shortest = match plan.procedural {
                    // Rows are made step by step.
                    true => 1,
                    false => plan.delay().map_or(1, u64::from),
                };
                self.shortest = self.shortest.min(shortest);
                if plan.procedural {
                    let remake = |remade: &mut Vec<Remake>| remade.push(Remake::new(&plan));
                    self.remade.iter_mut().for_each(remake);
                }
                self.projections.push(Named {
                    name: plan.name.clone(),
                    pre: plan.pre_neurons.len(),
                    post: plan.post_neurons.len(),
                    synapses: laid.synapses,
                    population: plan.post,
                    first_target: plan.post_neurons.start,
                    remade: plan.procedural.then(|| plan.clone()),
                });
                for (worker, route) in self.workers.iter_mut().zip(laid.routes) {
                    worker.add_route(&plan.name, route, now);
                }
                return;
            }
        };
        if let Delays::Same(delay) = plan.delays {
            self.history[plan.pre].lengthen(delay as usize, now);
        }
        self.history[plan.post].lengthen(plan.dendritic as usize, now);
        self.shortest = self.shortest.min(shortest(&plan));
        self.projections.push(Named {
            name: plan.name.clone(),
            pre: plan.csr.pre(),
            post: plan.csr.post(),
            synapses: plan.csr.synapses(),
            population: plan.post,
            first_target: plan.post_neurons.start,
            remade: None,
        });
        let owned = |worker: &Worker<T>| worker.stretch(plan.post).range();
        if let Some(synapse) = &plan.synapse {
            if synapse.kernel.traits().flow.is_some() {
                for end in [plan.pre, plan.post] {
                    let size = self.workers.iter().map(|w| w.stretch(end).range().len()).sum();
                    self.potentials[end] = vec![T::of(0.0); size];
                }
            }
            for worker in &mut self.workers {
                if let Some(synapses) = Live::new(&plan, &owned(worker), dt, now) {
                    worker.add_live(&plan, synapses, now);
                }
            }
            return;
        }
        let owned: Vec<_> = self.workers.iter().map(owned).collect();
        let variables = self.workers[0].stretch(plan.post).variables();
        let name = plan.name.clone();
        for (worker, route) in self.workers.iter_mut().zip(split(plan, &owned, variables)) {
            worker.add_route(&name, route, now);
        }
    }

    /// Shares the membrane potentials that others need to know.
    fn share_potentials(&mut self) {
        for (population, potentials) in self.potentials.iter_mut().enumerate() {
            if potentials.is_empty() {
                continue;
            }
            for worker in &self.workers {
                let stretch = worker.stretch(population);
                stretch.copy_potentials(&mut potentials[stretch.range()]);
            }
        }
    }

    /// Stops a run whose state is no longer finite.
    fn check(&mut self, remember: bool) -> Result<()> {
        for (population, label) in self.labels.iter().enumerate() {
            for worker in &mut self.workers {
                if let Some(lost) = worker.stretch_mut(population).check(remember) {
                    return Err(label.lost(lost, self.step, self.checked));
                }
            }
        }
        if remember {
            self.checked = self.step;
        }
        Ok(())
    }

    /// How many steps workers make before they meet, of so many to come: until the
    /// first spike of one can reach another, or somebody looks at the state.
    fn together(&self, steps: u64) -> u64 {
        let until_check = CHECK_EVERY - self.step % CHECK_EVERY;
        let until_sample = self.recorder.until_sample(self.step);
        self.shortest.min(steps).min(until_check).min(until_sample)
    }

    /// Hands on the spikes of the `k`-th of the steps that were made together.
    fn exchange(&mut self, k: usize) {
        let now = self.step;
        for (population, history) in self.history.iter_mut().enumerate() {
            for (index, worker) in self.workers.iter_mut().enumerate() {
                history.exchange(now, index, worker.spikes(population, k));
            }
        }
        self.step += 1;
        let history = &self.history;
        self.recorder
            .spikes(self.step, |population| history[population].at(now).iter().map(Vec::as_slice));
    }

    /// Makes the rows of this step's spikes that are not kept, some on each thread.
    fn remake(&mut self) {
        let (now, of, history) = (self.step, self.remade.len(), &self.history);
        let make = |(share, remade): (usize, &mut Vec<Remake>)| {
            remade.iter_mut().for_each(|remake| remake.make(share, of, now, history));
        };
        match &mut self.remade[..] {
            [] => {}
            [only] => make((0, only)),
            // Few networks have any.
            [first, ..] if first.is_empty() => {}
            all => all.par_iter_mut().with_max_len(1).enumerate().for_each(make),
        }
    }

    fn steps(&mut self, steps: u64) -> Result<()> {
        let end = self.step + steps;
        while self.step < end {
            self.share_potentials();
            let (arithmetic, now) = (self.arithmetic, self.step);
            let together = self.together(end - now);
            self.remake();
            let seen =
                Seen { history: &self.history, potentials: &self.potentials, remade: &self.remade };
            let meeting = Meeting::new(self.workers.len(), self.cores);
            let advance = |worker: &mut Worker<T>| {
                worker.steps(arithmetic, now..now + together, seen);
                meeting.attend();
            };
            match &mut self.workers[..] {
                [only] => advance(only),
                workers => workers.par_iter_mut().with_max_len(1).for_each(advance),
            }
            (0..together as usize).for_each(|k| self.exchange(k));
            let states =
                States { workers: &self.workers, projections: &self.projections, now: self.step };
            self.recorder.sample(self.step, &states);
            if self.step.is_multiple_of(CHECK_EVERY) {
                self.check(true)?;
            }
        }
        self.check(false)
    }
}

impl<T: Precision> Engine for CpuEngine<T> {
    fn extend(&mut self, mut plan: Plan) -> Result<()> {
        self.check_ports(&plan)?;
        plan.check_limit(size_of::<T>() as u64, false)?;
        if self.workers.is_empty() && !plan.populations.is_empty() {
            self.start(&plan)?;
        }
        let wired = self.lay(&mut plan)?;
        for population in &plan.populations {
            let history = History::new(population.size, self.workers.len());
            for worker in &mut self.workers {
                worker.add_population(population, history.room());
            }
            self.labels.push(Label::new(population, self.dt));
            self.history.push(history);
            self.potentials.push(Vec::new());
        }
        for receptor in &plan.receptors {
            for worker in &mut self.workers {
                worker.add_receptor(receptor);
            }
        }
        for input in &plan.poisson {
            for worker in &mut self.workers {
                worker.add_poisson(input);
            }
        }
        wired.into_iter().for_each(|wired| self.connect(wired));
        for worker in &mut self.workers {
            worker.make_room(self.shortest as usize);
            worker.arrange();
        }
        let states =
            States { workers: &self.workers, projections: &self.projections, now: self.step };
        self.recorder.extend(plan.monitors, &states);
        Ok(())
    }

    fn set_inputs(&mut self, inputs: Vec<InputPlan>) {
        // A run of few steps after another is then cheap.
        if self.inputs != inputs {
            for worker in &mut self.workers {
                worker.set_inputs(&inputs);
            }
            self.inputs = inputs;
        }
    }

    fn advance(&mut self, steps: u64) -> Result<()> {
        self.recorder.reserve(steps);
        match self.pool.clone() {
            None => self.steps(steps),
            // The whole run is one parallel region: entering it once costs
            // microseconds, splitting a step inside it far less.
            Some(pool) => pool.install(|| self.steps(steps)),
        }
    }

    fn step(&self) -> u64 {
        self.step
    }

    fn read(&self, population: usize, variable: usize) -> Vec<f64> {
        self.workers
            .iter()
            .map(|worker| worker.stretch(population))
            .flat_map(|stretch| stretch.range().map(|i| stretch.get(variable, i)))
            .collect()
    }

    fn write(&mut self, population: usize, variable: usize, values: &[f64]) {
        for worker in &mut self.workers {
            let stretch = worker.stretch_mut(population);
            for i in stretch.range() {
                stretch.set(variable, i, values[i]);
            }
        }
    }

    fn synapses(&self, projection: usize) -> usize {
        self.projections[projection].synapses
    }

    fn connections(&self, projection: usize) -> Connections {
        let Named { name, pre, post, synapses, remade, .. } = &self.projections[projection];
        if let Some(plan) = remade {
            return remake::all::<T>(plan, *synapses, |steps| time_of(u64::from(steps), self.dt));
        }
        let mut connections = Connections::zero(*pre, *post, *synapses);
        for worker in &self.workers {
            worker.report(name, self.dt, &mut connections);
        }
        connections
    }

    fn set_weights(&mut self, projection: usize, weights: &Value) {
        let name = &self.projections[projection].name;
        for worker in &mut self.workers {
            worker.set_weights(name, weights);
        }
    }

    fn record(&self, monitor: usize) -> Record {
        self.recorder.record(monitor)
    }

    fn explain(&self) -> String {
        let populations: Vec<String> = self.labels.iter().map(|l| l.object().into()).collect();
        let mut number = 0;
        let projections = self.projections.iter().map(|named| {
            let mut remade = 0;
            if named.remade.is_some() {
                remade = self.remade.iter().map(|of_worker| of_worker[number].bytes()).sum();
                number += 1;
            }
            (&*named.name, named.synapses, remade)
        });
        let projections: Vec<(&str, usize, usize)> = projections.collect();
        explained(self.arithmetic, self.shortest, &self.workers, &populations, &projections)
    }
}

/// The most steps that workers make before they meet, which bounds the room for
/// their spikes.
const MOST_TOGETHER: u64 = 16;

/// How many steps after a spike the first one is that has to know of it.
fn shortest(projection: &ProjectionPlan) -> u64 {
    let flows = |synapse: &SynapseChoice| synapse.kernel.traits().flow.is_some();
    if projection.synapse.as_ref().is_some_and(flows) {
        return 1;
    }
    let axonal = match projection.delays {
        Delays::Same(steps) => u64::from(steps),
        Delays::Each(_) => 1,
    };
    match u64::from(projection.dendritic) {
        // A worker knows its own spikes at once.
        0 => axonal,
        dendritic => axonal.min(dendritic),
    }
}

/// About how long a step of one neuron takes, in ns, by what its model computes.
fn ns_per_neuron(population: &PopulationPlan) -> f64 {
    const NS_PER_UNIT: f64 = 0.008;
    const UNKNOWN: f64 = 1.0;
    let units = |op: &Op| match op {
        Op::Exp(_) | Op::Exprel(_) | Op::Ln(_) | Op::Tanh(_) | Op::Sin(_) | Op::Cos(_) => 30.0,
        Op::Div(..) | Op::Sqrt(_) => 10.0,
        _ => 1.0,
    };
    let tape = population.kernel.tape(population.noise.is_some());
    tape.map_or(UNKNOWN, |tape| NS_PER_UNIT * tape.ops().iter().map(units).sum::<f64>())
}

/// What monitors see of an engine at one label.
struct States<'a, T> {
    workers: &'a [Worker<T>],
    projections: &'a [Named],
    now: u64,
}

impl<T: Precision> States<'_, T> {
    /// The worker that owns a neuron.
    fn owner(&self, population: usize, neuron: usize) -> &Worker<T> {
        let owns_earlier = |w: &Worker<T>| w.stretch(population).range().end <= neuron;
        &self.workers[self.workers.partition_point(owns_earlier)]
    }
}

impl<T: Precision> ReadState for States<'_, T> {
    fn read(&self, quantity: Quantity, indices: &[usize], to: &mut Vec<f64>) {
        let now = self.now;
        match quantity {
            Quantity::Neuron { population, variable } => to.extend(indices.iter().map(|i| {
                let stretch = self.owner(population, *i).stretch(population);
                stretch.get(variable, *i)
            })),
            Quantity::Receptor { population, receptor, first, variable } => {
                to.extend(indices.iter().map(|i| {
                    let stretch = self.owner(population, first + i).stretch(population);
                    stretch.receptor(receptor, variable, first + i)
                }));
            }
            Quantity::Source { projection, variable } => {
                // Every worker keeps all sources.
                let live = self.workers[0].live(&self.projections[projection].name).into_iter();
                to.extend(
                    live.flat_map(|live| {
                        indices.iter().map(move |i| live.source(variable, *i, now))
                    }),
                );
            }
            Quantity::Target { projection, variable } => {
                let Named { name, population, first_target, .. } = &self.projections[projection];
                to.extend(indices.iter().filter_map(|i| {
                    let target = first_target + i;
                    let live = self.owner(*population, target).live(name)?;
                    Some(live.target(variable, target, now))
                }));
            }
            Quantity::Synapse { projection, variable } => {
                let name = &self.projections[projection].name;
                to.extend(indices.iter().filter_map(|i| {
                    self.workers.iter().find_map(|worker| match worker.live(name) {
                        Some(live) => live.synapse(variable, *i),
                        None => worker.weight(name, *i),
                    })
                }));
            }
        }
    }
}
