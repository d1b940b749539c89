//! The reference engine: serial, in `f64`, one number at a time, and as plain
//! as the rules of time allow.

use std::ops::Range;

use npbrain_core::{Arithmetic, CHUNK, Connections, Record, Result, Slot, Value, chunks, time_of};

use crate::plan::{
    Arrival, Delays, InputPlan, Kernel, Plan, PopulationPlan, ProjectionPlan, Quantity, Settings,
    Wiring, check_ring,
};
use crate::{
    Backend, CHECK_EVERY, Engine, Label, Live, ReadState, Recorder, Share, Stretch, place,
};

/// The backend to compare others with.
///
/// It computes in `f64` without SIMD instructions and without threads. The
/// other engines give the same bits where they compute in `f64`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reference;

impl Backend for Reference {
    fn name(&self) -> &'static str {
        "reference"
    }

    fn engine(&self, settings: &Settings) -> Result<Box<dyn Engine>> {
        Ok(Box::new(ReferenceEngine::new(settings, |population| Ok(population.kernel.clone()))))
    }
}

/// What is to move a population.
pub(crate) type Mover = fn(&PopulationPlan) -> Result<Kernel>;

pub(crate) struct ReferenceEngine {
    dt: f64,
    step: u64,
    /// The step at which all state was last seen finite.
    checked: u64,
    /// The kernels that move the populations: their own, or what stands for
    /// them.
    mover: Mover,
    cells: Vec<Cells>,
    /// In the order of their names, those with a synapse model apart.
    projections: Vec<ProjectionPlan>,
    live: Vec<(ProjectionPlan, Live<f64>)>,
    /// Their names in the order in which they were added.
    names: Vec<String>,
    recorder: Recorder,
}

/// A population.
struct Cells {
    label: Label,
    stretch: Stretch<f64>,
    /// The membrane potentials at the start of a step, if neurons are coupled by
    /// them.
    potentials: Vec<f64>,
    /// The spikes of past steps, by the number of the step modulo the length.
    spikes: Vec<Vec<u32>>,
    /// What is to arrive: first the membrane, then the ports; for each the
    /// sums of future steps, by the number of the step modulo the length.
    due: Vec<Vec<Vec<f64>>>,
}

impl ReferenceEngine {
    pub(crate) fn new(settings: &Settings, mover: Mover) -> Self {
        ReferenceEngine {
            dt: settings.dt,
            step: 0,
            checked: 0,
            mover,
            cells: Vec::new(),
            projections: Vec::new(),
            live: Vec::new(),
            names: Vec::new(),
            recorder: Recorder::new(settings.dt),
        }
    }
}

impl Cells {
    fn new(plan: &PopulationPlan, dt: f64) -> Self {
        let sums = vec![0.0; chunks(plan.size) * CHUNK];
        Cells {
            label: Label::new(plan, dt),
            stretch: Stretch::new(plan, 0..plan.size),
            potentials: Vec::new(),
            spikes: vec![Vec::new()],
            due: vec![vec![sums]; 1 + plan.ports.len()],
        }
    }
}

impl Cells {
    fn be_coupled(&mut self) {
        self.potentials = vec![0.0; self.stretch.range().len()];
    }
}

/// Lengthens a ring to `length` entries, keeping those of the steps `kept`.
fn lengthen<E: Clone>(ring: &mut Vec<E>, length: usize, kept: Range<u64>, empty: E) {
    if length <= ring.len() {
        return;
    }
    let mut longer = vec![empty; length];
    for step in kept {
        let old = (step % ring.len() as u64) as usize;
        longer[(step % length as u64) as usize] = ring[old].clone();
    }
    *ring = longer;
}

impl Engine for ReferenceEngine {
    fn extend(&mut self, mut plan: Plan) -> Result<()> {
        plan.check_limit(size_of::<f64>() as u64, true)?;
        for population in &mut plan.populations {
            population.kernel = (self.mover)(population)?;
        }
        let projections: Vec<ProjectionPlan> =
            plan.projections.into_iter().map(Wiring::listed).collect::<Result<_>>()?;
        let mut left = plan.limit;
        for projection in &projections {
            if let Delays::Each(_) = projection.delays {
                let object = format!("projection `{}`", projection.name);
                let size = projection.post_neurons.end;
                check_ring(&object, projection.delays.longest(), size, &mut left)?;
            }
        }
        let dt = self.dt;
        self.cells.extend(plan.populations.iter().map(|p| Cells::new(p, dt)));
        for receptor in &plan.receptors {
            let cells = &mut self.cells[receptor.population];
            cells.stretch.attach(receptor);
            let sums = vec![0.0; cells.due[0][0].len()];
            cells.due.push(vec![sums]);
        }
        for input in &plan.poisson {
            self.cells[input.population].stretch.add_poisson(input);
        }
        let now = self.step;
        for projection in &projections {
            let longest = projection.delays.longest() as usize;
            let dendritic = projection.dendritic as usize;
            let (wait, due) = match projection.delays {
                // What is added to the state is read after the step has its spikes.
                Delays::Same(_) => (longest + usize::from(projection.adds_to.is_some()), dendritic),
                Delays::Each(_) => (1, longest),
            };
            for (population, steps) in [(projection.pre, wait), (projection.post, dendritic + 1)] {
                let ring = &mut self.cells[population].spikes;
                let kept = now.saturating_sub(ring.len() as u64)..now;
                lengthen(ring, steps, kept, Vec::new());
            }
            let ring = &mut self.cells[projection.post].due[port(projection.arrival)];
            let kept = now..now + ring.len() as u64;
            let empty = vec![0.0; ring[0].len()];
            lengthen(ring, due + 1, kept, empty);
        }
        for projection in projections {
            self.names.push(projection.name.clone());
            let owned = self.cells[projection.post].stretch.range();
            match Live::new(&projection, &owned, self.dt, now) {
                Some(live) => {
                    if live.flows() {
                        self.cells[projection.pre].be_coupled();
                        self.cells[projection.post].be_coupled();
                        self.cells[projection.post].stretch.be_coupled();
                    }
                    self.live.push((projection, live));
                }
                None => self.projections.push(projection),
            }
        }
        self.projections.sort_by(|a, b| a.name.cmp(&b.name));
        self.live.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        let mut recorder = std::mem::take(&mut self.recorder);
        recorder.extend(plan.monitors, &States { engine: self, now });
        self.recorder = recorder;
        Ok(())
    }

    fn set_inputs(&mut self, inputs: Vec<InputPlan>) {
        for (population, cells) in self.cells.iter_mut().enumerate() {
            cells.stretch.set_inputs(inputs.iter().filter(|i| i.population == population));
        }
    }

    fn advance(&mut self, steps: u64) -> Result<()> {
        self.recorder.reserve(steps);
        for _ in 0..steps {
            self.deliver();
            self.couple();
            self.update();
            self.add();
            self.learn();
            self.step += 1;
            let mut recorder = std::mem::take(&mut self.recorder);
            let (cells, last) = (&self.cells, self.step - 1);
            recorder.spikes(self.step, |population| {
                let ring = &cells[population].spikes;
                std::iter::once(&ring[(last % ring.len() as u64) as usize][..])
            });
            recorder.sample(self.step, &States { engine: self, now: self.step });
            self.recorder = recorder;
            if self.step.is_multiple_of(CHECK_EVERY) {
                self.check(true)?;
            }
        }
        self.check(false)
    }

    fn step(&self) -> u64 {
        self.step
    }

    fn read(&self, population: usize, variable: usize) -> Vec<f64> {
        let stretch = &self.cells[population].stretch;
        stretch.range().map(|i| stretch.get(variable, i)).collect()
    }

    fn write(&mut self, population: usize, variable: usize, values: &[f64]) {
        let stretch = &mut self.cells[population].stretch;
        for (i, value) in stretch.range().zip(values) {
            stretch.set(variable, i, *value);
        }
    }

    fn synapses(&self, projection: usize) -> usize {
        let name = &self.names[projection];
        match self.live.iter().find(|(plan, _)| plan.name == *name) {
            Some((plan, _)) => plan.csr.synapses(),
            None => self.projections[self.place(name)].csr.synapses(),
        }
    }

    fn connections(&self, projection: usize) -> Connections {
        let name = &self.names[projection];
        if let Some((plan, live)) = self.live.iter().find(|(plan, _)| plan.name == *name) {
            let csr = &plan.csr;
            let mut connections = Connections::zero(csr.pre(), csr.post(), csr.synapses());
            live.report(&mut connections);
            return connections;
        }
        let plan = &self.projections[self.place(name)];
        let csr = &plan.csr;
        let mut connections = Connections::zero(csr.pre(), csr.post(), csr.synapses());
        Share::whole(csr).report(&mut connections, |synapse| {
            let delay = match &plan.delays {
                Delays::Same(delay) => *delay,
                Delays::Each(delays) => delays[synapse],
            };
            let delay = time_of(u64::from(delay), self.dt);
            (csr.targets()[synapse], plan.weights.of(synapse), delay)
        });
        connections
    }

    fn set_weights(&mut self, projection: usize, weights: &Value) {
        let name = &self.names[projection];
        if let Some((_, live)) = self.live.iter_mut().find(|(plan, _)| plan.name == *name) {
            live.set_weights(weights);
            return;
        }
        let place = self.place(name);
        self.projections[place].weights = weights.clone();
    }

    fn record(&self, monitor: usize) -> Record {
        self.recorder.record(monitor)
    }
}

impl ReferenceEngine {
    /// Where the projection `name`, which has no synapse model, stands.
    fn place(&self, name: &str) -> usize {
        self.projections.partition_point(|other| *other.name < *name)
    }

    /// Stops a run whose state is no longer finite.
    fn check(&mut self, remember: bool) -> Result<()> {
        for cells in &mut self.cells {
            if let Some(lost) = cells.stretch.check(remember) {
                return Err(cells.label.lost(lost, self.step, self.checked));
            }
        }
        if remember {
            self.checked = self.step;
        }
        Ok(())
    }

    /// Spikes become arrivals. With one delay, they wait as spikes until the
    /// step in which they act; with a delay per synapse, they are sorted into
    /// the steps to come right after they were fired.
    fn deliver(&mut self) {
        let now = self.step;
        for projection in self.projections.iter().filter(|p| p.adds_to.is_none()) {
            let Some(fired_at) = projection.delays.fired_at(now, projection.from) else {
                continue;
            };
            let ring = &self.cells[projection.pre].spikes;
            let spikes = ring[(fired_at % ring.len() as u64) as usize].clone();
            let due = &mut self.cells[projection.post].due[port(projection.arrival)];
            let slots = due.len() as u64;
            for source in spikes {
                let source = source as usize;
                if !projection.pre_neurons.contains(&source) {
                    continue;
                }
                for synapse in projection.csr.row(source - projection.pre_neurons.start) {
                    let acts_at = match &projection.delays {
                        Delays::Same(_) => now,
                        Delays::Each(delays) => fired_at + u64::from(delays[synapse]),
                    };
                    let target = projection.csr.targets()[synapse] as usize;
                    due[(acts_at % slots) as usize][projection.post_neurons.start + target] +=
                        projection.weights.of(synapse);
                }
            }
        }
        for (projection, live) in &mut self.live {
            let Some(fired_at) = live.fired_at(now) else { continue };
            let ring = &self.cells[projection.pre].spikes;
            let spikes = ring[(fired_at % ring.len() as u64) as usize].clone();
            let due = &mut self.cells[projection.post].due[port(projection.arrival)];
            let slot = (live.felt_at(now) % due.len() as u64) as usize;
            live.arrive(Arithmetic::Plain, fired_at, &[spikes], &mut due[slot]);
        }
        for (projection, live) in self.live.iter_mut().filter(|(_, live)| live.is_graded()) {
            let due = &mut self.cells[projection.post].due[port(projection.arrival)];
            let slot = (now % due.len() as u64) as usize;
            live.stand(Arithmetic::Plain, now, &mut due[slot]);
        }
        for Cells { stretch, due, .. } in &mut self.cells {
            for pour in stretch.pours() {
                let ring = &mut due[port(pour.arrival())];
                let slot = (now % ring.len() as u64) as usize;
                pour.add(Arithmetic::Plain, now, &mut ring[slot]);
            }
        }
    }

    /// Neurons feel their inputs and the potentials of those they are coupled to.
    fn couple(&mut self) {
        let now = self.step;
        for cells in &mut self.cells {
            cells.stretch.begin(Arithmetic::Plain, now);
            cells.stretch.copy_potentials(&mut cells.potentials);
        }
        for (projection, live) in self.live.iter().filter(|(_, live)| live.flows()) {
            let v_pre = self.cells[projection.pre].potentials.clone();
            let cells = &mut self.cells[projection.post];
            live.flow(now, &v_pre, &cells.potentials, cells.stretch.felt());
        }
    }

    /// Where nothing but an addition becomes of what arrives, weights are added
    /// to the state itself.
    fn add(&mut self) {
        let now = self.step;
        for projection in &self.projections {
            let Some(variable) = projection.adds_to else { continue };
            let Some(fired_at) = projection.delays.fired_at(now, projection.from) else {
                continue;
            };
            let ring = &self.cells[projection.pre].spikes;
            let spikes = ring[(fired_at % ring.len() as u64) as usize].clone();
            let stretch = &mut self.cells[projection.post].stretch;
            let variables = stretch.variables();
            for source in spikes {
                let source = source as usize;
                if !projection.pre_neurons.contains(&source) {
                    continue;
                }
                for synapse in projection.csr.row(source - projection.pre_neurons.start) {
                    let target = projection.csr.targets()[synapse] as usize;
                    let neuron = projection.post_neurons.start + target;
                    stretch.state_mut()[place(variables, variable, neuron)] +=
                        projection.weights.of(synapse);
                }
            }
        }
    }

    /// Spikes of targets change synapses.
    fn learn(&mut self) {
        for (projection, live) in &mut self.live {
            if let Some(fired_at) = live.returned_from(self.step) {
                let ring = &self.cells[projection.post].spikes;
                let spikes = &ring[(fired_at % ring.len() as u64) as usize];
                live.learn(Arithmetic::Plain, fired_at, std::slice::from_ref(spikes));
            }
        }
    }

    /// Neurons move, receive and fire.
    fn update(&mut self) {
        let now = self.step;
        for cells in &mut self.cells {
            let slots: Vec<usize> =
                cells.due.iter().map(|ring| (now % ring.len() as u64) as usize).collect();
            let arrived: Vec<Slot<'_, f64>> =
                cells.due.iter().zip(&slots).map(|(ring, slot)| Slot::each(&ring[*slot])).collect();
            cells.stretch.advance(Arithmetic::Plain, now, Some(arrived[0]), &arrived[1..]);
            for (ring, slot) in cells.due.iter_mut().zip(slots) {
                ring[slot].fill(0.0);
            }
            let ring = cells.spikes.len() as u64;
            let spikes = &mut cells.spikes[(now % ring) as usize];
            spikes.clear();
            cells.stretch.collect_spikes(spikes);
        }
    }
}

fn port(arrival: Arrival) -> usize {
    match arrival {
        Arrival::Membrane => 0,
        Arrival::Port(k) => k + 1,
    }
}

/// What monitors see of an engine at one label.
struct States<'a> {
    engine: &'a ReferenceEngine,
    now: u64,
}

impl ReadState for States<'_> {
    fn read(&self, quantity: Quantity, indices: &[usize], to: &mut Vec<f64>) {
        let ReferenceEngine { cells, live, projections, names, .. } = self.engine;
        let live = |projection: usize| {
            let name = &names[projection];
            live.iter().find(|(plan, _)| plan.name == *name).map(|(plan, live)| (plan, live))
        };
        let now = self.now;
        match quantity {
            Quantity::Neuron { population, variable } => {
                let stretch = &cells[population].stretch;
                to.extend(indices.iter().map(|i| stretch.get(variable, *i)));
            }
            Quantity::Receptor { population, receptor, first, variable } => {
                let stretch = &cells[population].stretch;
                to.extend(indices.iter().map(|i| stretch.receptor(receptor, variable, first + i)));
            }
            Quantity::Source { projection, variable } => {
                let live = live(projection).into_iter();
                to.extend(live.flat_map(|(_, live)| {
                    indices.iter().map(move |i| live.source(variable, *i, now))
                }));
            }
            Quantity::Target { projection, variable } => {
                let live = live(projection).into_iter();
                to.extend(live.flat_map(|(plan, live)| {
                    let first = plan.post_neurons.start;
                    indices.iter().map(move |i| live.target(variable, first + i, now))
                }));
            }
            Quantity::Synapse { projection, variable } => match live(projection) {
                Some((_, live)) => {
                    to.extend(indices.iter().filter_map(|i| live.synapse(variable, *i)));
                }
                None => {
                    let weights = &projections[self.engine.place(&names[projection])].weights;
                    to.extend(indices.iter().map(|i| weights.of(*i)));
                }
            },
        }
    }
}
