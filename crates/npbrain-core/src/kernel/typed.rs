use std::marker::PhantomData;
use std::sync::Arc;

use fearless_simd::Simd;

use super::block::{Block, CHUNK, Slot};
use super::step::{Around, Stepped, is_level, level_step, step};
use super::{Arithmetic, NeuronKernel, Traits, Value};
use crate::error::Result;
use crate::integrate::Integrator;
use crate::model::{Input, Neuron, NeuronModel, Vars};
use crate::number::{Lanes, Num, Pack, Real, When, at_level};
use crate::random::normals;
use crate::tape::Tape;

/// The kernel of model `M` integrated by `I`.
pub struct Typed<M, I> {
    integrator: I,
    model: PhantomData<fn() -> M>,
}

impl<M, I> Typed<M, I> {
    /// The kernel, with the values of this integrator.
    pub const fn new(integrator: I) -> Self {
        Typed { integrator, model: PhantomData }
    }
}

impl<M: NeuronModel, I: Integrator> Typed<M, I> {
    #[inline(always)]
    fn run<T: Real>(&self, arithmetic: Arithmetic, block: Block<'_, T>) {
        match arithmetic {
            Arithmetic::Plain => dispatched::<T, T, M, I>((), block),
            Arithmetic::Simd(level) => {
                at_level!(level, simd => on_lanes::<_, T, M, I>(simd, block));
            }
        }
    }
}

impl<M: NeuronModel, I: Integrator> NeuronKernel for Typed<M, I> {
    fn traits(&self) -> Traits {
        Traits {
            model: M::NAME,
            method: I::METHOD,
            integrates_noise: I::NOISE,
            needs_linear: I::LINEAR,
            linear: M::LINEAR,
            params: <M::Params<f64> as Vars<f64>>::TABLE,
            state: <M::State<f64> as Vars<f64>>::TABLE,
            membrane: crate::model::membrane::<M>(),
            own_ports: M::PORTS,
            parts: M::parts(),
        }
    }

    fn bind(&self, object: &str, _: usize, _: f64) -> Result<Option<Arc<dyn NeuronKernel>>> {
        self.integrator.check(object)?;
        Ok(None)
    }

    fn is_noisy(&self, params: &[Value]) -> bool {
        let length = params.iter().filter_map(Value::per_neuron).max();
        (0..length.unwrap_or(1)).any(|i| M::is_noisy(&Vars::make(|k| params[k].of(i))))
    }

    fn initial(&self, params: &[Value]) -> Vec<Value> {
        let variables = <M::State<f64> as Vars<f64>>::LEN;
        super::value::derived(params, variables, |p| {
            let x = M::initial(&Vars::make(p));
            (0..variables).map(|k| x.get(k)).collect()
        })
    }

    fn prepare(&self, params: &[Value], dt: f64) -> Result<Vec<Value>> {
        Ok(super::value::derived(params, I::prepared::<M>(), |p| {
            self.integrator.prepare::<M>(&Vars::make(p), dt)
        }))
    }

    fn moves_parts(&self) -> bool {
        true
    }

    fn advance_f32(&self, arithmetic: Arithmetic, block: Block<'_, f32>) {
        self.run(arithmetic, block);
    }

    fn advance_f64(&self, arithmetic: Arithmetic, block: Block<'_, f64>) {
        self.run(arithmetic, block);
    }

    fn tape(&self, noisy: bool) -> Option<Tape> {
        Some(super::record::record::<M, I>(noisy))
    }
}

/// How many noise-driven variables a model may have.
const MOST_NOISE: usize = 4;

/// How many ports a model may have.
const MOST_PORTS: usize = 16;

/// How many constants an integrator may prepare.
const MOST_PREPARED: usize = 96;

/// Moves a block one step; `P` is a SIMD vector or a plain number.
///
/// What all neurons share, `UNIFORM`, is broadcast once, outside the loop, and
/// the compiler takes all that follows from it out of the loop as well, such as
/// reciprocals. Else uniform columns are read from one chunk again and again,
/// so that there is one loop whichever parameters are per neuron.
#[inline(always)]
fn advance<T, P, M, I, const NOISY: bool, const UNIFORM: bool>(proof: P::Proof, block: Block<'_, T>)
where
    T: Real,
    P: Pack<T>,
    M: NeuronModel,
    I: Integrator,
{
    const { assert!(M::NOISE.len() <= MOST_NOISE) };
    let variables = <M::State<T> as Vars<T>>::LEN;
    const { assert!(M::PORT_COUNT <= MOST_PORTS) };
    let prepared_count = I::prepared::<M>();
    assert!(prepared_count <= MOST_PREPARED && prepared_count == block.prepared.len());
    assert_eq!(M::PORT_COUNT, block.arrived.len());

    let nothing = [T::of(0.0); CHUNK];
    let mut prepared = [&nothing; MOST_PREPARED];
    let mut arrived = [&nothing; MOST_PORTS];
    let mut noise = [[T::of(0.0); CHUNK]; MOST_NOISE];

    let shared_hold = shared::<T, P, UNIFORM>(proof, block.hold);
    let shared_params = M::Params::<Num<P>>::make(
        #[inline(always)]
        |k| shared::<T, P, UNIFORM>(proof, block.params[k].as_slot()),
    );
    // Not vectors: there is room for many, and to clear it costs time in every step.
    let mut shared_prepared = [T::of(0.0); MOST_PREPARED];
    if UNIFORM {
        for (number, column) in shared_prepared.iter_mut().zip(block.prepared) {
            *number = column.as_slot().uniform().unwrap_or(T::of(0.0));
        }
    }

    let part = block.part;
    let states = &mut block.state[part.start * variables * CHUNK..part.end * variables * CHUNK];
    let states = states.chunks_exact_mut(variables * CHUNK);
    let lefts = &mut block.left.as_chunks_mut::<CHUNK>().0[part.clone()];
    let words = &mut block.fired[part.clone()];
    for (chunk, ((state, left), word)) in part.zip(states.zip(lefts).zip(words)) {
        let params = M::Params::<&[T; CHUNK]>::make(
            #[inline(always)]
            |k| if UNIFORM { &nothing } else { block.params[k].as_slot().chunk(chunk) },
        );
        if !UNIFORM {
            for (reference, column) in prepared.iter_mut().zip(block.prepared) {
                *reference = column.as_slot().chunk(chunk);
            }
        }
        for (reference, column) in arrived.iter_mut().zip(block.arrived).take(M::PORT_COUNT) {
            *reference = column.chunk(chunk);
        }
        let hold = if UNIFORM { &nothing } else { block.hold.chunk(chunk) };
        let current = block.current.chunk(chunk);
        let conductance = block.conductance.chunk(chunk);
        let jump = block.jump.chunk(chunk);
        if NOISY && let Some(key) = block.noise {
            for (process, values) in noise.iter_mut().enumerate().take(M::NOISE.len()) {
                let index = (block.first + chunk) as u32;
                normals::<T, P>(proof, key, index, block.step, process as u32, values);
            }
        }
        let refractory = block.refractory.map_or(0, |words| words[chunk]);
        let here = CHUNK.min(block.size - chunk * CHUNK);
        let mut spikes = 0;
        for vector in 0..here.div_ceil(P::WIDTH) {
            // The mask tells the compiler that the vector lies in the chunk.
            let at = (vector * P::WIDTH) & (CHUNK - P::WIDTH);
            let n = Neuron::<M, P> {
                p: match UNIFORM {
                    true => shared_params,
                    false => M::Params::make(
                        #[inline(always)]
                        |k| load::<T, P>(proof, params.get(k), at),
                    ),
                },
                x: M::State::make(
                    #[inline(always)]
                    |k| Num(P::load(proof, &state[k * CHUNK + at..][..P::WIDTH])),
                ),
                input: Input {
                    current: load::<T, P>(proof, current, at),
                    conductance: load::<T, P>(proof, conductance, at),
                },
            };
            // Only a closure of its own is inlined for certain, so each kind of
            // step gets all three.
            macro_rules! with_columns {
                ($step:ident($($argument:expr),*)) => {
                    $step::<M, I, P, NOISY>(
                        $($argument,)*
                        #[inline(always)]
                        |k| match UNIFORM {
                            true => Num(P::splat(proof, shared_prepared[k])),
                            false => load::<T, P>(proof, prepared[k], at),
                        },
                        #[inline(always)]
                        |k| load::<T, P>(proof, &noise[k], at),
                        #[inline(always)]
                        |k| load::<T, P>(proof, arrived[k], at),
                    )
                };
            }
            let jump = load::<T, P>(proof, jump, at);
            let (x, fired) = if UNIFORM && const { is_level::<M>() } {
                let refractory = When(P::mask_of(proof, refractory >> at));
                with_columns!(level_step(&n, refractory, jump))
            } else {
                let around = Around {
                    left: Num(P::load(proof, &left[at..at + P::WIDTH])),
                    hold: if UNIFORM { shared_hold } else { load::<T, P>(proof, hold, at) },
                    jump,
                };
                let Stepped { x, left: after, fired } = with_columns!(step(&n, around));
                after.0.store(&mut left[at..at + P::WIDTH]);
                (x, fired)
            };
            for k in 0..variables {
                x.get(k).0.store(&mut state[k * CHUNK + at..][..P::WIDTH]);
            }
            spikes |= P::mask_bits(fired.0) << at;
        }
        *word = if here == CHUNK { spikes } else { spikes & ((1 << here) - 1) };
    }
}

/// What all neurons share, if that is `UNIFORM`; else nothing that is used.
#[inline(always)]
fn shared<T: Real, P: Pack<T>, const UNIFORM: bool>(
    proof: P::Proof,
    column: Slot<'_, T>,
) -> Num<P> {
    let value = if UNIFORM { column.uniform() } else { None };
    Num(P::splat(proof, value.unwrap_or(T::of(0.0))))
}

/// The vector at `at` of a chunk.
#[inline(always)]
fn load<T: Real, P: Pack<T>>(proof: P::Proof, from: &[T; CHUNK], at: usize) -> Num<P> {
    Num(P::load(proof, &from[at..at + P::WIDTH]))
}

#[inline(always)]
fn dispatched<T, P, M, I>(proof: P::Proof, block: Block<'_, T>)
where
    T: Real,
    P: Pack<T>,
    M: NeuronModel,
    I: Integrator,
{
    // Copies that cannot be needed, or would gain little, are not even compiled:
    // random numbers cost more than what sharing saves.
    if const { I::NOISE && !M::NOISE.is_empty() } && block.noise.is_some() {
        return advance::<T, P, M, I, true, false>(proof, block);
    }
    if const { I::UNIFORM && is_wide::<T, P>() } && is_uniform::<T, M>(&block) {
        advance::<T, P, M, I, false, true>(proof, block);
    } else {
        advance::<T, P, M, I, false, false>(proof, block);
    }
}

/// Whether `P` has the vectors of a fast machine.
const fn is_wide<T: Real, P: Pack<T>>() -> bool {
    let narrow = if cfg!(any(target_arch = "x86", target_arch = "x86_64")) { 16 } else { 8 };
    P::WIDTH * size_of::<T>() > narrow
}

/// Whether the neurons share all there is to share.
fn is_uniform<T: Real, M: NeuronModel>(block: &Block<'_, T>) -> bool {
    let mut columns = block.params.iter().chain(block.prepared);
    (block.refractory.is_some() || !is_level::<M>())
        && block.hold.uniform().is_some()
        && columns.all(|column| column.as_slot().uniform().is_some())
}

#[inline(always)]
fn on_lanes<S, T, M, I>(simd: S, block: Block<'_, T>)
where
    S: Simd,
    T: Real,
    M: NeuronModel,
    I: Integrator,
{
    dispatched::<T, Lanes<S, T>, M, I>(simd, block);
}
