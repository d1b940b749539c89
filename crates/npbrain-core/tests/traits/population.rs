//! A population as an engine would hold it: columns, and a kernel that moves
//! them.

use npbrain_core::random::{Key, normals};
use npbrain_core::{
    Arithmetic, Block, CHUNK, Column, Evaluator, NeuronKernel, Real, Slot, Tape, Value, chunks,
};

use super::shader::assert_valid_wgsl;

/// How a population is moved.
#[derive(Clone, Debug)]
pub(super) enum Engine {
    /// By its kernel.
    Kernel(Arithmetic),
    /// By the tape of its kernel, neuron by neuron.
    Tape(Tape),
}

/// A precision: which of a kernel's functions runs it.
pub(super) trait Precision: Real {
    fn advance(kernel: &dyn NeuronKernel, arithmetic: Arithmetic, block: Block<'_, Self>);
}

impl Precision for f32 {
    fn advance(kernel: &dyn NeuronKernel, arithmetic: Arithmetic, block: Block<'_, f32>) {
        kernel.advance_f32(arithmetic, block);
    }
}

impl Precision for f64 {
    fn advance(kernel: &dyn NeuronKernel, arithmetic: Arithmetic, block: Block<'_, f64>) {
        kernel.advance_f64(arithmetic, block);
    }
}

/// What every population of a test starts from.
pub(super) struct Setup<'k> {
    pub(super) kernel: &'k dyn NeuronKernel,
    pub(super) params: Vec<Value>,
    pub(super) size: usize,
    /// Refractory steps.
    pub(super) hold: usize,
    pub(super) dt: f64,
}

/// `size` neurons and everything they feel, padded to whole chunks.
pub(super) struct Population<'k, T> {
    kernel: &'k dyn NeuronKernel,
    size: usize,
    variables: usize,
    params: Vec<Value>,
    prepared: Vec<Value>,
    state: Vec<T>,
    left: Vec<T>,
    hold: f64,
    /// Input current, per neuron.
    pub(super) current: Vec<T>,
    /// Input conductance, per neuron.
    pub(super) conductance: Vec<T>,
    /// Jumps of the membrane, per neuron; taken by the next step.
    pub(super) jump: Vec<T>,
    /// What arrives at each port, per neuron; taken by the next step.
    pub(super) arrived: Vec<Vec<T>>,
    noise: Option<Key>,
    step: u64,
    fired: Vec<u64>,
}

impl<'k, T: Precision> Population<'k, T> {
    pub(super) fn new(setup: &Setup<'k>) -> Self {
        let Setup { kernel, size, .. } = *setup;
        let traits = kernel.traits();
        let padded = chunks(size) * CHUNK;
        let initial = kernel.initial(&setup.params);
        let variables = traits.state.len();
        let mut state = vec![T::of(0.0); padded * variables];
        for (at, value) in state.iter_mut().enumerate() {
            let (chunk, k, lane) = (at / CHUNK / variables, at / CHUNK % variables, at % CHUNK);
            *value = T::of(initial[k].of((chunk * CHUNK + lane).min(size - 1)));
        }
        let prepared = kernel.prepare(&setup.params, setup.dt).unwrap();
        assert!(setup.params.iter().all(|p| p.per_neuron().is_none_or(|n| n == size)));
        Population {
            kernel,
            size,
            variables,
            params: setup.params.clone(),
            prepared,
            state,
            left: vec![T::of(0.0); padded],
            hold: setup.hold as f64,
            current: vec![T::of(0.0); padded],
            conductance: vec![T::of(0.0); padded],
            jump: vec![T::of(0.0); padded],
            arrived: vec![vec![T::of(0.0); padded]; traits.ports()],
            noise: kernel.is_noisy(&setup.params).then_some(Key { words: [20, 26] }),
            step: 0,
            fired: vec![0; chunks(size)],
        }
    }

    fn place(&self, neuron: usize, variable: usize) -> usize {
        (neuron / CHUNK * self.variables + variable) * CHUNK + neuron % CHUNK
    }

    /// State variable number `variable` of a neuron.
    pub(super) fn get(&self, neuron: usize, variable: usize) -> T {
        self.state[self.place(neuron, variable)]
    }

    pub(super) fn set(&mut self, neuron: usize, variable: usize, value: T) {
        let place = self.place(neuron, variable);
        self.state[place] = value;
    }

    /// Whether a neuron fired in the last step.
    pub(super) fn fired(&self, neuron: usize) -> bool {
        self.fired[neuron / CHUNK] >> (neuron % CHUNK) & 1 == 1
    }

    /// The normal numbers that the noise of the coming step is made of, one a
    /// neuron: no model here has more than one process.
    pub(super) fn normals(&self) -> Vec<T> {
        let mut numbers = Vec::new();
        if let Some(key) = self.noise {
            for chunk in 0..chunks(self.size) {
                let mut values = [T::of(0.0); CHUNK];
                normals::<T, T>((), key, chunk as u32, self.step, 0, &mut values);
                numbers.extend(values);
            }
        }
        numbers
    }

    /// One step.
    pub(super) fn advance(&mut self, engine: &Engine) {
        match engine {
            Engine::Kernel(arithmetic) => self.advance_by_kernel(*arithmetic),
            Engine::Tape(tape) => self.advance_by_tape(tape),
        }
        self.step += 1;
        self.jump.fill(T::of(0.0));
        self.arrived.iter_mut().for_each(|port| port.fill(T::of(0.0)));
    }

    fn advance_by_kernel(&mut self, arithmetic: Arithmetic) {
        let columns = |values: &[Value]| -> Vec<Column<T>> {
            let column = |value: &Value| match value {
                Value::Same(value) => Column::same(T::of(*value)),
                Value::Each(values) => Column::each(values.iter().map(|value| T::of(*value))),
            };
            values.iter().map(column).collect()
        };
        let hold = Column::same(T::of(self.hold));
        let arrived: Vec<_> = self.arrived.iter().map(|port| Slot::each(port)).collect();
        let block = Block {
            first: 0,
            size: self.size,
            part: 0..chunks(self.size),
            refractory: None,
            state: &mut self.state,
            left: &mut self.left,
            hold: hold.as_slot(),
            params: &columns(&self.params),
            prepared: &columns(&self.prepared),
            current: Slot::each(&self.current),
            conductance: Slot::each(&self.conductance),
            jump: Slot::each(&self.jump),
            arrived: &arrived,
            noise: self.noise,
            step: self.step,
            fired: &mut self.fired,
        };
        T::advance(self.kernel, arithmetic, block);
    }

    fn advance_by_tape(&mut self, tape: &Tape) {
        let normals = self.normals();
        let mut evaluator = Evaluator::new();
        self.fired.fill(0);
        for i in 0..self.size {
            let inputs = self.inputs(i, tape, &normals);
            let (numbers, masks) = evaluator.run(tape, &inputs);
            for (k, value) in numbers[..self.variables].iter().enumerate() {
                self.set(i, k, *value);
            }
            self.left[i] = numbers[self.variables];
            self.fired[i / CHUNK] |= u64::from(masks[0]) << (i % CHUNK);
        }
    }

    /// The inputs of a tape for neuron `i`: its state and parameters in the
    /// orders of their tables, the others by name.
    fn inputs(&self, i: usize, tape: &Tape, normals: &[T]) -> Vec<T> {
        let of = |value: &Value| T::of(value.of(i));
        let mut inputs: Vec<T> = (0..self.variables).map(|k| self.get(i, k)).collect();
        inputs.extend(self.params.iter().map(of));
        let rest = &tape.inputs()[inputs.len()..];
        inputs.extend(rest.iter().map(|name| match name.split_once('.') {
            Some(("prepared", k)) => of(&self.prepared[k.parse::<usize>().unwrap()]),
            Some(("arrived", k)) => self.arrived[k.parse::<usize>().unwrap()][i],
            Some(("noise", "0")) => normals[i],
            None if name == "left" => self.left[i],
            None if name == "hold" => T::of(self.hold),
            None if name == "current" => self.current[i],
            None if name == "conductance" => self.conductance[i],
            None if name == "jump" => self.jump[i],
            _ => panic!("nothing is called {name}"),
        }));
        inputs
    }

    /// The bits of all that a step may change.
    fn bits(&self) -> Vec<u64> {
        let mut bits = Vec::new();
        for i in 0..self.size {
            bits.extend((0..self.variables).map(|k| self.get(i, k).to_f64().to_bits()));
            bits.push(self.left[i].to_f64().to_bits());
            bits.push(u64::from(self.fired(i)));
        }
        bits
    }
}

/// Runs a population on every engine there is, in both precisions, and
/// demands the same bits of all after every step: plain numbers, each level of
/// SIMD, and the tape; then has the tape judged as WGSL. `feel` says what
/// neuron i feels in step k. Returns how many spikes there were in `f64`, so
/// that a test can demand some.
pub(super) fn assert_same_everywhere(setup: &Setup<'_>, steps: usize, feel: Feel) -> usize {
    let noisy = setup.kernel.is_noisy(&setup.params);
    let tape = setup.kernel.tape(noisy).expect("the model has a tape");
    assert_valid_wgsl(std::slice::from_ref(&tape));
    same_in::<f32>(setup, &tape, steps, feel);
    same_in::<f64>(setup, &tape, steps, feel)
}

/// What a neuron feels in a step: current, conductance, jump, arrivals.
pub(super) struct Felt {
    pub(super) current: f64,
    pub(super) conductance: f64,
    pub(super) jump: f64,
    pub(super) arrived: Vec<f64>,
}

/// What neuron `.0` feels in step `.1`.
pub(super) type Feel = fn(usize, usize) -> Felt;

fn same_in<T: Precision>(setup: &Setup<'_>, tape: &Tape, steps: usize, feel: Feel) -> usize {
    let run = |engine: &Engine| {
        let mut population = Population::<T>::new(setup);
        let (mut trace, mut spikes) = (Vec::new(), 0);
        for step in 0..steps {
            for i in 0..setup.size {
                let felt = feel(i, step);
                population.current[i] = T::of(felt.current);
                population.conductance[i] = T::of(felt.conductance);
                population.jump[i] = T::of(felt.jump);
                for (port, value) in population.arrived.iter_mut().zip(felt.arrived) {
                    port[i] = T::of(value);
                }
            }
            population.advance(engine);
            spikes += (0..setup.size).filter(|i| population.fired(*i)).count();
            trace.push(population.bits());
        }
        (trace, spikes)
    };
    let plain = run(&Engine::Kernel(Arithmetic::Plain));
    let mut others: Vec<Engine> = Arithmetic::available().into_iter().map(Engine::Kernel).collect();
    others.push(Engine::Tape(tape.clone()));
    for engine in others {
        let name = match &engine {
            Engine::Kernel(arithmetic) => arithmetic.name(),
            Engine::Tape(_) => "Tape".into(),
        };
        let other = run(&engine);
        for (step, (one, other)) in plain.0.iter().zip(&other.0).enumerate() {
            assert!(one == other, "{} on {name}, step {step}", T::NAME);
        }
    }
    plain.1
}
