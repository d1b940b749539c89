use npbrain_core::random::normals;
use npbrain_core::{
    Arithmetic, Block, CHUNK, Error, Evaluator, NeuronKernel, Real, Result, Tape, Traits, Value,
    chunks,
};

use super::NAME;
use crate::plan::{Kernel, PopulationPlan};

/// A kernel run from its [tape](NeuronKernel::tape): what stands for a
/// population's own kernel on the [`Interpreter`](super::Interpreter).
///
/// Its functions are never called while stepping, and it computes one number
/// at a time whatever [`Arithmetic`] is asked for.
pub struct Interpreted {
    kernel: Kernel,
    tape: Tape,
    /// How many noise-driven variables the tape has.
    processes: usize,
}

impl Interpreted {
    /// The tape of a population's kernel as a kernel.
    ///
    /// # Errors
    /// [`Error::Unsupported`] if the kernel has no tape, or one that is not a
    /// step of the kernel.
    pub fn new(plan: &PopulationPlan) -> Result<Self> {
        let model = plan.traits.model;
        let refused =
            |reason| Err(Error::Unsupported { backend: NAME, object: plan.object(), reason });
        let Some(tape) = plan.kernel.tape(plan.noise.is_some()) else {
            return refused(format!(
                "its model {model} has no tape: it is no list of arithmetic operations"
            ));
        };
        let variables = plan.traits.state.len();
        let ports = plan.traits.ports();
        let needed = variables + plan.traits.params.len() + AROUND + plan.prepared.len() + ports;
        let inputs = tape.inputs().len();
        let (numbers, masks) = (tape.numbers().len(), tape.masks().len());
        let processes = inputs.checked_sub(needed);
        match processes {
            Some(processes)
                if (processes > 0) == plan.noise.is_some()
                    && numbers == variables + 1
                    && masks == 1 =>
            {
                Ok(Interpreted { kernel: plan.kernel.clone(), tape, processes })
            }
            _ => refused(format!(
                "the tape of its model {model} is no step of it: it makes {numbers} numbers and \
                 {masks} truth values of {inputs} numbers"
            )),
        }
    }

    /// The inputs of the tape, in the order in which a kernel records them:
    /// state, parameters, `left`, `hold`, `jump`, `current`, `conductance`,
    /// `prepared`, `arrived`, `noise`.
    fn run<T: Real>(&self, block: Block<'_, T>) {
        let variables = self.tape.numbers().len() - 1;
        let mut evaluator = Evaluator::<T>::new();
        let mut inputs = Vec::with_capacity(self.tape.inputs().len());
        let mut noise = vec![[T::of(0.0); CHUNK]; self.processes];
        for chunk in 0..chunks(block.size) {
            if let Some(key) = block.noise {
                for (process, values) in noise.iter_mut().enumerate() {
                    let index = (block.first + chunk) as u32;
                    normals::<T, T>((), key, index, block.step, process as u32, values);
                }
            }
            let state = &mut block.state[chunk * variables * CHUNK..][..variables * CHUNK];
            let left = &mut block.left[chunk * CHUNK..][..CHUNK];
            block.fired[chunk] = 0;
            for i in 0..CHUNK.min(block.size - chunk * CHUNK) {
                inputs.clear();
                inputs.extend((0..variables).map(|k| state[k * CHUNK + i]));
                inputs.extend(block.params.iter().map(|c| c.as_slot().chunk(chunk)[i]));
                inputs.push(left[i]);
                let felt = [block.hold, block.jump, block.current, block.conductance];
                inputs.extend(felt.map(|slot| slot.chunk(chunk)[i]));
                inputs.extend(block.prepared.iter().map(|c| c.as_slot().chunk(chunk)[i]));
                inputs.extend(block.arrived.iter().map(|slot| slot.chunk(chunk)[i]));
                inputs.extend(noise.iter().map(|values| values[i]));

                let (numbers, masks) = evaluator.run(&self.tape, &inputs);
                for (k, value) in numbers[..variables].iter().enumerate() {
                    state[k * CHUNK + i] = *value;
                }
                left[i] = numbers[variables];
                block.fired[chunk] |= u64::from(masks[0]) << i;
            }
        }
    }
}

/// `left`, `hold`, `jump`, `current` and `conductance`.
const AROUND: usize = 5;

impl NeuronKernel for Interpreted {
    fn traits(&self) -> Traits {
        self.kernel.traits()
    }

    fn is_noisy(&self, params: &[Value]) -> bool {
        self.kernel.is_noisy(params)
    }

    fn initial(&self, params: &[Value]) -> Vec<Value> {
        self.kernel.initial(params)
    }

    fn prepare(&self, params: &[Value], dt: f64) -> Result<Vec<Value>> {
        self.kernel.prepare(params, dt)
    }

    fn advance_f32(&self, _: Arithmetic, block: Block<'_, f32>) {
        self.run(block);
    }

    fn advance_f64(&self, _: Arithmetic, block: Block<'_, f64>) {
        self.run(block);
    }

    fn tape(&self, noisy: bool) -> Option<Tape> {
        self.kernel.tape(noisy)
    }
}
