use npbrain_core::random::Key;
use npbrain_core::{Arithmetic, Block, CHUNK, Column, NeuronKernel, Slot, Value, chunks};
use npbrain_engine::{PopulationPlan, Precision};

/// What the neurons of a population feel in one step, one value each.
pub(crate) struct Felt {
    pub(crate) current: Vec<f64>,
    pub(crate) conductance: Vec<f64>,
    pub(crate) jump: Vec<f64>,
    pub(crate) arrived: Vec<Vec<f64>>,
}

/// A population by itself, moved step by step by whichever kernel is given.
pub(crate) struct Cells<'p, T> {
    plan: &'p PopulationPlan,
    params: Vec<Column<T>>,
    prepared: Vec<Column<T>>,
    hold: Column<T>,
    noise: Option<Key>,
    state: Vec<T>,
    left: Vec<T>,
    fired: Vec<u64>,
    step: u64,
    /// Whether the kernel is told who is refractory by a bit each, as where all are
    /// refractory for equally long, and so does not count down itself.
    by_bits: bool,
}

impl<'p, T: Precision> Cells<'p, T> {
    pub(crate) fn new(plan: &'p PopulationPlan) -> Self {
        let columns = |values: &[Value]| values.iter().map(column).collect();
        let slots = chunks(plan.size) * CHUNK;
        let mut cells = Cells {
            plan,
            params: columns(&plan.params),
            prepared: columns(&plan.prepared),
            hold: column(&plan.hold),
            noise: plan.noise,
            state: vec![T::of(0.0); slots * plan.initial.len()],
            left: vec![T::of(0.0); slots],
            fired: vec![0; chunks(plan.size)],
            step: 0,
            by_bits: false,
        };
        for (k, value) in plan.initial.iter().enumerate() {
            cells.set(k, |i| value.of(i));
        }
        cells
    }

    fn place(&self, variable: usize, slot: usize) -> usize {
        (slot / CHUNK * self.plan.initial.len() + variable) * CHUNK + slot % CHUNK
    }

    /// How many neurons there are.
    pub(crate) fn size(&self) -> usize {
        self.plan.size
    }

    /// Tells the kernel by bits who is refractory.
    pub(crate) fn by_bits(self) -> Self {
        Cells { by_bits: true, ..self }
    }

    /// Sets a state variable of all neurons.
    pub(crate) fn set(&mut self, variable: usize, value: impl Fn(usize) -> f64) {
        for slot in 0..chunks(self.plan.size) * CHUNK {
            let place = self.place(variable, slot);
            // Padding repeats the last neuron.
            self.state[place] = T::of(value(slot.min(self.plan.size - 1)));
        }
    }

    /// Sets the refractory countdown of all neurons.
    pub(crate) fn set_left(&mut self, left: &[f64]) {
        for (slot, left) in self.left.iter_mut().zip(left) {
            *slot = T::of(*left);
        }
    }

    /// One step.
    pub(crate) fn advance(
        &mut self,
        kernel: &dyn NeuronKernel,
        arithmetic: Arithmetic,
        felt: &Felt,
    ) {
        let each = |values: &[f64]| Column::each(values.iter().map(|v| T::of(*v)));
        let [current, conductance, jump] =
            [&felt.current, &felt.conductance, &felt.jump].map(|values| each(values));
        let arrived: Vec<Column<T>> = felt.arrived.iter().map(|port| each(port)).collect();
        let arrived: Vec<Slot<'_, T>> = arrived.iter().map(Column::as_slot).collect();
        let words: Vec<u64> = self.left.chunks(CHUNK).map(refractory).collect();
        let before = self.by_bits.then(|| self.left.clone());
        let block = Block {
            first: 0,
            size: self.plan.size,
            part: 0..chunks(self.plan.size),
            refractory: self.by_bits.then_some(&words),
            state: &mut self.state,
            left: &mut self.left,
            hold: self.hold.as_slot(),
            params: &self.params,
            prepared: &self.prepared,
            current: current.as_slot(),
            conductance: conductance.as_slot(),
            jump: jump.as_slot(),
            arrived: &arrived,
            noise: self.noise,
            step: self.step,
            fired: &mut self.fired,
        };
        T::advance(kernel, arithmetic, block);
        if let Some(before) = before {
            self.count_down(before, &words);
        }
        self.step += 1;
    }

    /// What is left after a step, of what was left `before` and who was
    /// `refractory`.
    fn count_down(&mut self, before: Vec<T>, refractory: &[u64]) {
        let hold = self.hold.as_slot().uniform().unwrap_or(T::of(0.0));
        self.left = before;
        for (neuron, left) in self.left.iter_mut().enumerate() {
            let is_in = |words: &[u64]| words[neuron / CHUNK] >> (neuron % CHUNK) & 1 == 1;
            *left = match (is_in(&self.fired), is_in(refractory)) {
                (true, _) => hold,
                (false, true) => *left - T::of(1.0),
                (false, false) => T::of(0.0),
            };
        }
    }

    /// Whether a neuron fired in the last step.
    pub(crate) fn fired(&self, neuron: usize) -> bool {
        self.fired[neuron / CHUNK] >> (neuron % CHUNK) & 1 == 1
    }

    /// All that a step may change of a neuron: its state, its countdown, and 1
    /// if it fired.
    pub(crate) fn all_of(&self, neuron: usize) -> impl Iterator<Item = f64> + '_ {
        let state = (0..self.plan.initial.len()).map(move |k| self.state[self.place(k, neuron)]);
        state.chain([self.left[neuron]]).map(T::to_f64).chain([if self.fired(neuron) {
            1.0
        } else {
            0.0
        }])
    }
}

/// Who of a chunk is refractory, by what is left.
fn refractory<T: Precision>(left: &[T]) -> u64 {
    left.iter().zip(0..).fold(0, |word, (left, k)| word | u64::from(left.to_f64() >= 0.5) << k)
}

fn column<T: Precision>(value: &Value) -> Column<T> {
    match value {
        Value::Same(value) => Column::same(T::of(*value)),
        Value::Each(values) => Column::each(values.iter().map(|v| T::of(*v))),
    }
}
