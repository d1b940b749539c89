//! The methods that are not compiled in for models: their steps as tapes, run
//! operation by operation. A tape is recorded by one more instance of the
//! model's functions, where a kernel takes eight.

use std::sync::{Arc, OnceLock};

use npbrain_core::integrate::{
    BackwardEuler, EulerHeun, Integrator, Midpoint, MilsteinIto, MilsteinStratonovich, Rk2, Rk3,
    SequentialEuler, ThreeEighths, Trapezoidal,
};
use npbrain_core::random::normals;
use npbrain_core::{
    Arithmetic, Block, CHUNK, Error, Evaluator, Method, NeuronKernel, NeuronModel, Real, Result,
    Tape, Traits, Typed, Value, chunks,
};

use crate::names::plain;

/// A method by name.
pub(crate) enum Found {
    /// One that every exported model has.
    CompiledIn(Method),
    /// One given by its type.
    ByType {
        /// The integrator, as one writes it.
        integrator: &'static str,
        /// What to say where it is not at hand.
        told: Error,
    },
}

const SEQUENTIAL: &str = "SequentialEuler";

/// The method called `name`.
pub(crate) fn find(name: &str) -> Result<Found> {
    let told = match name.parse() {
        Ok(method) => return Ok(Found::CompiledIn(method)),
        Err(told) => told,
    };
    match told {
        Error::NotCompiledIn { integrator, .. } => Ok(Found::ByType { integrator, told }),
        _ if plain(name) == plain(SEQUENTIAL) => {
            let available = Method::ALL.map(|method| method.name().into()).into();
            let told =
                Error::NotCompiledIn { method: name.into(), integrator: SEQUENTIAL, available };
            Ok(Found::ByType { integrator: SEQUENTIAL, told })
        }
        _ => Err(told),
    }
}

/// The kernel of `M` for an integrator, as one writes it.
pub(crate) fn by_name<M: NeuronModel>(integrator: &'static str) -> Option<Arc<dyn NeuronKernel>> {
    Some(match integrator {
        "Rk2::default()" => OnTape::of::<M, Rk2>(),
        "Midpoint" => OnTape::of::<M, Midpoint>(),
        "Rk3" => OnTape::of::<M, Rk3>(),
        "ThreeEighths" => OnTape::of::<M, ThreeEighths>(),
        "BackwardEuler" => OnTape::of::<M, BackwardEuler>(),
        "Trapezoidal" => OnTape::of::<M, Trapezoidal>(),
        "MilsteinIto" => OnTape::of::<M, MilsteinIto>(),
        "MilsteinStratonovich" => OnTape::of::<M, MilsteinStratonovich>(),
        "EulerHeun" => OnTape::of::<M, EulerHeun>(),
        SEQUENTIAL => OnTape::of::<M, SequentialEuler>(),
        _ => return None,
    })
}

/// A kernel that runs the tapes of another, of which it holds the few functions
/// that it needs.
struct OnTape {
    traits: fn() -> Traits,
    is_noisy: fn(&[Value]) -> bool,
    initial: fn(&[Value]) -> Vec<Value>,
    prepare: fn(&[Value], f64) -> Result<Vec<Value>>,
    record: fn(bool) -> Option<Tape>,
    /// Without noise, and with it.
    tapes: [OnceLock<Option<Tape>>; 2],
}

/// The kernel whose steps are recorded. Of its functions those that advance are
/// named nowhere here, so that they are not compiled.
fn typed<M: NeuronModel, I: Integrator + Default>() -> Typed<M, I> {
    Typed::new(I::default())
}

impl OnTape {
    fn of<M: NeuronModel, I: Integrator + Default>() -> Arc<dyn NeuronKernel> {
        Arc::new(OnTape {
            traits: || typed::<M, I>().traits(),
            is_noisy: |params| typed::<M, I>().is_noisy(params),
            initial: |params| typed::<M, I>().initial(params),
            prepare: |params, dt| typed::<M, I>().prepare(params, dt),
            record: |noisy| typed::<M, I>().tape(noisy),
            tapes: [OnceLock::new(), OnceLock::new()],
        })
    }

    fn recorded(&self, noisy: bool) -> Option<&Tape> {
        self.tapes[usize::from(noisy)].get_or_init(|| (self.record)(noisy)).as_ref()
    }

    /// The inputs of the tape, in the order in which a kernel records them:
    /// state, parameters, `left`, `hold`, `jump`, `current`, `conductance`,
    /// `prepared`, `arrived`, `noise`.
    fn run<T: Real>(&self, block: Block<'_, T>) {
        let Some(tape) = self.recorded(block.noise.is_some()) else { return };
        let variables = tape.numbers().len() - 1;
        let felt = [block.hold, block.jump, block.current, block.conductance];
        let columns = block.params.len() + block.prepared.len() + block.arrived.len();
        let processes = tape.inputs().len() - variables - columns - 1 - felt.len();
        let mut evaluator = Evaluator::<T>::new();
        let mut inputs = Vec::with_capacity(tape.inputs().len());
        let mut noise = vec![[T::of(0.0); CHUNK]; processes];
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
                inputs.extend(felt.map(|slot| slot.chunk(chunk)[i]));
                inputs.extend(block.prepared.iter().map(|c| c.as_slot().chunk(chunk)[i]));
                inputs.extend(block.arrived.iter().map(|slot| slot.chunk(chunk)[i]));
                inputs.extend(noise.iter().map(|values| values[i]));
                let (numbers, masks) = evaluator.run(tape, &inputs);
                for (k, value) in numbers[..variables].iter().enumerate() {
                    state[k * CHUNK + i] = *value;
                }
                left[i] = numbers[variables];
                block.fired[chunk] |= u64::from(masks[0]) << i;
            }
        }
    }
}

impl NeuronKernel for OnTape {
    fn traits(&self) -> Traits {
        (self.traits)()
    }

    fn is_noisy(&self, params: &[Value]) -> bool {
        (self.is_noisy)(params)
    }

    fn initial(&self, params: &[Value]) -> Vec<Value> {
        (self.initial)(params)
    }

    fn prepare(&self, params: &[Value], dt: f64) -> Result<Vec<Value>> {
        (self.prepare)(params, dt)
    }

    fn advance_f32(&self, _: Arithmetic, block: Block<'_, f32>) {
        self.run(block);
    }

    fn advance_f64(&self, _: Arithmetic, block: Block<'_, f64>) {
        self.run(block);
    }

    fn tape(&self, noisy: bool) -> Option<Tape> {
        (self.record)(noisy)
    }
}
