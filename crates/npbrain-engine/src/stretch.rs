use npbrain_core::random::Key;
use npbrain_core::{Arithmetic, Block, CHUNK, Column, Slot, Value, chunks};
use std::ops::Range;

use crate::Precision;
use crate::attached::{Attached, Felt};
use crate::drive::Drive;
use crate::plan::{InputPlan, Kernel, PoissonPlan, PopulationPlan, ReceptorPlan};
use crate::pour::Pour;
use crate::refractory::Refractory;

/// Consecutive neurons of a population with all their state, as one worker of
/// an engine owns them. Begins at a whole chunk.
pub struct Stretch<T> {
    kernel: Kernel,
    first: usize,
    size: usize,
    variables: usize,
    state: Vec<T>,
    left: Vec<T>,
    refractory: Option<Refractory>,
    hold: Column<T>,
    params: Vec<Column<T>>,
    prepared: Vec<Column<T>>,
    drive: Drive<T>,
    zero: Column<T>,
    noise: Option<Key>,
    fired: Vec<u64>,
    /// How many ports the neurons have of themselves.
    ports: usize,
    membrane: Option<usize>,
    /// Attached receptors, in the order of their ports.
    receptors: Vec<Attached<T>>,
    /// Their numbers, in the order of their names: so they are summed.
    summed: Vec<usize>,
    /// Poisson inputs, in the order of their names.
    pours: Vec<Pour<T>>,
    /// Where currents and conductances beside the inputs are added up; empty
    /// if there are none.
    felt: [Vec<T>; 2],
    /// The state at the last check that found it finite.
    seen_finite: Vec<T>,
}

/// A value that is not finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// The index of the state variable.
    pub variable: usize,
    /// The index of the neuron in its population.
    pub neuron: usize,
    /// The value.
    pub value: f64,
    /// All variables of the neuron when they were last seen finite.
    pub last: Vec<f64>,
}

impl<T: Precision> Stretch<T> {
    /// The neurons `range` of a population; `range` begins at a whole chunk.
    ///
    /// # Panics
    /// If it does not.
    pub fn new(plan: &PopulationPlan, range: Range<usize>) -> Self {
        assert_eq!(range.start % CHUNK, 0, "a stretch begins at a whole chunk");
        let size = range.len();
        let variables = plan.initial.len();
        let mut state = vec![T::of(0.0); chunks(size) * CHUNK * variables];
        for (k, value) in plan.initial.iter().enumerate() {
            for slot in 0..chunks(size) * CHUNK {
                // Padding repeats the last neuron, so that it stays tame.
                let neuron = range.start + slot.min(size.saturating_sub(1));
                state[place(variables, k, slot)] = T::of(value.of(neuron));
            }
        }
        let columns = |values: &[Value]| values.iter().map(|v| column(v, &range)).collect();
        Stretch {
            kernel: plan.kernel.clone(),
            first: range.start / CHUNK,
            size,
            variables,
            seen_finite: state.clone(),
            state,
            left: vec![T::of(0.0); chunks(size) * CHUNK],
            refractory: match plan.hold {
                Value::Same(steps) => Refractory::new(chunks(size), steps),
                Value::Each(_) => None,
            },
            hold: column(&plan.hold, &range),
            params: columns(&plan.params),
            prepared: columns(&plan.prepared),
            drive: Drive::new(range.clone()),
            zero: Column::same(T::of(0.0)),
            noise: plan.noise,
            fired: vec![0; chunks(size)],
            ports: plan.ports.len(),
            membrane: plan.traits.membrane,
            receptors: Vec::new(),
            summed: Vec::new(),
            pours: Vec::new(),
            felt: [Vec::new(), Vec::new()],
        }
    }

    /// The neurons held, by their indices in the population.
    pub fn range(&self) -> Range<usize> {
        let start = self.first * CHUNK;
        start..start + self.size
    }

    /// Replaces the inputs. Those that were there before go on.
    pub fn set_inputs<'a>(&mut self, inputs: impl Iterator<Item = &'a InputPlan>) {
        self.drive.set(inputs);
    }

    /// Attaches a receptor, whose port follows those there are.
    pub fn attach(&mut self, plan: &ReceptorPlan) {
        self.receptors.push(Attached::new(plan, self.size));
        self.summed = (0..self.receptors.len()).collect();
        self.summed.sort_by(|a, b| self.receptors[*a].name.cmp(&self.receptors[*b].name));
        self.be_coupled();
    }

    /// Takes in a Poisson input, if it goes to one of the neurons.
    pub fn add_poisson(&mut self, plan: &PoissonPlan) {
        if let Some(pour) = Pour::new(plan, &self.range()) {
            let at = self.pours.partition_point(|other| other.name < pour.name);
            self.pours.insert(at, pour);
        }
    }

    /// The Poisson inputs, in the order in which they are added to what is due:
    /// after all projections.
    pub fn pours(&mut self) -> impl Iterator<Item = &mut Pour<T>> {
        self.pours.iter_mut()
    }

    /// Makes room for what flows in from other neurons.
    pub fn be_coupled(&mut self) {
        self.felt = [0, 1].map(|_| vec![T::of(0.0); chunks(self.size) * CHUNK]);
    }

    /// Begins a step: the inputs alone are felt.
    pub fn begin(&mut self, arithmetic: Arithmetic, step: u64) {
        self.drive.advance(arithmetic, step);
        let [current, conductance] = &mut self.felt;
        if !current.is_empty() {
            self.drive.current().copy_to(current);
            conductance.fill(T::of(0.0));
        }
    }

    /// Where currents and conductances are added up between
    /// [`begin`](Self::begin) and [`advance`](Self::advance), one per neuron.
    pub fn felt(&mut self) -> [&mut [T]; 2] {
        self.felt.each_mut().map(Vec::as_mut_slice)
    }

    /// Copies the membrane potentials of the neurons to `to`, one each.
    pub fn copy_potentials(&self, to: &mut [T]) {
        let Some(membrane) = self.membrane else { return };
        for (chunk, to) in to.chunks_mut(CHUNK).enumerate() {
            let from = &self.state[(chunk * self.variables + membrane) * CHUNK..];
            to.copy_from_slice(&from[..to.len()]);
        }
    }

    /// Adds up the means of the receptors over the step and moves them.
    fn receive(&mut self, arithmetic: Arithmetic, arrived: &[Slot<'_, T>]) {
        let Some(membrane) = self.membrane else { return };
        let [current, conductance] = &mut self.felt;
        for k in &self.summed {
            let felt = Felt {
                size: self.size,
                neurons: (&self.state, self.variables),
                membrane,
                current: &mut *current,
                conductance: &mut *conductance,
            };
            self.receptors[*k].advance(arithmetic, felt, arrived[*k]);
        }
    }

    /// Moves the neurons one step that has [begun](Self::begin): `jump` and
    /// `arrived` are what the membrane and the ports, then the attached
    /// receptors, receive at its end.
    pub fn advance(
        &mut self,
        arithmetic: Arithmetic,
        step: u64,
        jump: Option<Slot<'_, T>>,
        arrived: &[Slot<'_, T>],
    ) {
        let (arrived, at_receptors) = arrived.split_at(self.ports);
        self.receive(arithmetic, at_receptors);
        self.advance_part(arithmetic, step, 0..chunks(self.size), jump, arrived);
        self.finish(step);
    }

    /// Whether its chunks may move one after another, each by
    /// [`advance_part`](Self::advance_part), and then [`finish`](Self::finish)
    /// together.
    pub fn moves_parts(&self) -> bool {
        self.kernel.moves_parts() && self.receptors.is_empty()
    }

    /// Ends the step of a stretch whose parts have all moved.
    pub fn finish(&mut self, step: u64) {
        if let Some(refractory) = &mut self.refractory {
            refractory.advance(step, &self.fired);
        }
    }

    /// Moves some chunks, as [`advance`](Self::advance) moves all.
    pub fn advance_part(
        &mut self,
        arithmetic: Arithmetic,
        step: u64,
        part: Range<usize>,
        jump: Option<Slot<'_, T>>,
        arrived: &[Slot<'_, T>],
    ) {
        let [current, conductance] = match !self.felt[0].is_empty() {
            true => self.felt.each_ref().map(|felt| Slot::each(felt)),
            false => [self.drive.current(), self.zero.as_slot()],
        };
        let block = Block {
            first: self.first,
            size: self.size,
            part,
            state: &mut self.state,
            left: &mut self.left,
            refractory: self.refractory.as_ref().map(Refractory::words),
            hold: self.hold.as_slot(),
            params: &self.params,
            prepared: &self.prepared,
            current,
            conductance,
            jump: jump.unwrap_or(self.zero.as_slot()),
            arrived,
            noise: self.noise,
            step,
            fired: &mut self.fired,
        };
        T::advance(&*self.kernel, arithmetic, block);
    }

    /// How many state variables there are.
    pub fn variables(&self) -> usize {
        self.variables
    }

    /// About how many bytes its neurons have: their state, twice, and parameters that
    /// each has for itself.
    pub fn bytes(&self) -> usize {
        let lists = [&self.state, &self.seen_finite, &self.left];
        let columns = self.params.iter().chain(&self.prepared).chain([&self.hold]);
        lists.into_iter().map(|list| size_of_val(&**list)).sum::<usize>()
            + columns.map(Column::bytes).sum::<usize>()
    }

    /// The state, in which every variable of every neuron has its [`place`].
    pub fn state_mut(&mut self) -> &mut [T] {
        &mut self.state
    }

    /// What arrives at a port where nothing does.
    pub fn nothing(&self) -> Slot<'_, T> {
        self.zero.as_slot()
    }

    /// Appends the indices, in the population, of the neurons that fired in
    /// the last step.
    pub fn collect_spikes(&self, spikes: &mut Vec<u32>) {
        for (chunk, word) in self.fired.iter().enumerate() {
            let base = ((self.first + chunk) * CHUNK) as u32;
            let mut bits = *word;
            while bits != 0 {
                spikes.push(base + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
    }

    /// Looks for a value that is not finite; if there is none and it is to
    /// `remember`, keeps the state for the next time.
    pub fn check(&mut self, remember: bool) -> Option<Lost> {
        let fine = |values: &[T]| {
            // x · 0 is 0 for finite numbers only; without early exit it vectorises.
            let zero = T::of(0.0);
            values.iter().fold(true, |fine, x| fine & (*x * zero == zero))
        };
        // Padding is moved like neurons, but nobody looks after it.
        let whole = self.size / CHUNK * CHUNK * self.variables;
        let (chunks, last) = self.state.split_at(whole);
        let rest = self.size % CHUNK;
        if fine(chunks) && last.chunks(CHUNK).all(|values| fine(&values[..rest])) {
            if remember {
                self.seen_finite.copy_from_slice(&self.state);
            }
            return None;
        }
        let range = self.range();
        range.flat_map(|i| (0..self.variables).map(move |k| (i, k))).find_map(
            |(neuron, variable)| {
                let value = self.get(variable, neuron);
                (!value.is_finite()).then(|| Lost {
                    variable,
                    neuron,
                    value,
                    last: (0..self.variables)
                        .map(|k| {
                            let slot = neuron - self.first * CHUNK;
                            self.seen_finite[place(self.variables, k, slot)].to_f64()
                        })
                        .collect(),
                })
            },
        )
    }

    /// The value of a state variable of the neuron `index` of the population.
    pub fn get(&self, variable: usize, index: usize) -> f64 {
        let slot = index - self.first * CHUNK;
        self.state[place(self.variables, variable, slot)].to_f64()
    }

    /// The value of a state variable of the attached receptor number `receptor`
    /// of the neuron `index` of the population.
    pub fn receptor(&self, receptor: usize, variable: usize, index: usize) -> f64 {
        self.receptors[receptor].get(variable, index - self.first * CHUNK)
    }

    /// Sets a state variable of the neuron `index` of the population.
    pub fn set(&mut self, variable: usize, index: usize, value: f64) {
        let slot = index - self.first * CHUNK;
        self.state[place(self.variables, variable, slot)] = T::of(value);
    }
}

/// Where the variable `k`, of so many `variables`, of the neuron `slot` of a
/// stretch lies in its [state](Stretch::state_mut).
pub fn place(variables: usize, k: usize, slot: usize) -> usize {
    (slot / CHUNK * variables + k) * CHUNK + slot % CHUNK
}

fn column<T: Precision>(value: &Value, range: &Range<usize>) -> Column<T> {
    match value {
        Value::Same(value) => Column::same(T::of(*value)),
        Value::Each(values) => Column::each(values[range.clone()].iter().map(|v| T::of(*v))),
    }
}
