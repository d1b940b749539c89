use std::marker::PhantomData;

use fearless_simd::Simd;

use super::Arithmetic;
use super::block::{CHUNK, Column, Slot, chunks};
use super::level::at_level;
use super::receptor_step::{Moved, receptor_step, record};
use crate::integrate::matrix::Matrix;
use crate::model::{Receptor, ReceptorModel, Table, Values, Vars};
use crate::number::{Dual, Lanes, Num, Pack, Real};
use crate::tape::Tape;

/// A receptor model with its type erased, attached to a population that knows
/// nothing of it: what engines run.
///
/// In a step it hands over its mean over the step, by the exact integral of its
/// own decay, so that the charge delivered is right at any step size.
pub trait ReceptorKernel: Send + Sync {
    /// What the model is.
    fn traits(&self) -> ReceptorTraits;

    /// The constants for steps of `dt` ms; `None` if the receptor's dynamics
    /// are not linear, so that it can be composed but not attached.
    fn prepare(&self, params: &[f64], dt: f64) -> Option<Vec<f64>>;

    /// Moves a block of receptors one step, in single precision.
    fn advance_f32(&self, arithmetic: Arithmetic, block: ReceptorBlock<'_, f32>);

    /// Moves a block of receptors one step, in double precision.
    fn advance_f64(&self, arithmetic: Arithmetic, block: ReceptorBlock<'_, f64>);

    /// One step of one receptor as a list of operations; `None` if the model is
    /// none.
    ///
    /// Inputs, in order: the parameters `p.tau`, …, one for all neurons; the
    /// state `x.g`, … of the receptor of one neuron; the membrane potential `v`
    /// of that neuron at the start of the step; the constants `prepared.0`, …
    /// of [`prepare`](Self::prepare), one for all neurons, in which alone dt
    /// is; and `arrived`, the sum of what arrives at that neuron in the step.
    /// Outputs: `current` and `conductance`, which are added to what the neuron
    /// feels in this same step, and the state after it, `x.g`, ….
    fn tape(&self) -> Option<Tape> {
        None
    }
}

/// What a [`ReceptorKernel`] is.
#[derive(Clone, Copy, Debug)]
pub struct ReceptorTraits {
    /// The name of the model.
    pub model: &'static str,
    /// The unit of what arrives.
    pub weight_unit: &'static str,
    /// The parameters.
    pub params: &'static Table,
    /// The state variables.
    pub state: &'static Table,
    /// Whether it is a current that does not depend on the membrane potential.
    pub current_only: bool,
    /// Whether what arrives is a level in place of a jump.
    pub graded: bool,
}

/// The receptors of consecutive neurons, and all that one step of them reads
/// and writes.
#[derive(Debug)]
pub struct ReceptorBlock<'a, T> {
    /// How many neurons.
    pub size: usize,
    /// The state, by chunks, as in a [`Block`](super::Block).
    pub state: &'a mut [T],
    /// The parameters.
    pub params: &'a [Column<T>],
    /// The constants made by [`ReceptorKernel::prepare`].
    pub prepared: &'a [Column<T>],
    /// The state of the neurons, by chunks, and how many variables it has.
    pub neurons: (&'a [T], usize),
    /// Which of these is the membrane potential.
    pub membrane: usize,
    /// What arrives at the end of the step.
    pub arrived: Slot<'a, T>,
    /// Where the mean current is added.
    pub current: &'a mut [T],
    /// Where the mean conductance is added.
    pub conductance: &'a mut [T],
}

/// The kernel of receptor model `R`.
pub struct TypedReceptor<R>(PhantomData<fn() -> R>);

impl<R> TypedReceptor<R> {
    /// The kernel; it has no data.
    pub const NEW: Self = TypedReceptor(PhantomData);
}

impl<R: ReceptorModel> ReceptorKernel for TypedReceptor<R> {
    fn traits(&self) -> ReceptorTraits {
        ReceptorTraits {
            model: R::NAME,
            weight_unit: R::WEIGHT_UNIT,
            params: <R::Params<f64> as Vars<f64>>::TABLE,
            state: <R::State<f64> as Vars<f64>>::TABLE,
            current_only: R::LINEAR,
            graded: R::GRADED,
        }
    }

    fn prepare(&self, params: &[f64], dt: f64) -> Option<Vec<f64>> {
        let n = variables::<R>();
        // The slope along each variable, at two places: equal if linear.
        let (a, c) = linear::<R>(params, 0.0);
        let (elsewhere, _) = linear::<R>(params, 1.0);
        let close = |i, j| {
            let (x, y): (f64, f64) = (a.get(i, j), elsewhere.get(i, j));
            (x - y).abs() <= 1e-12 * x.abs().max(y.abs())
        };
        if !(0..n).all(|i| (0..n).all(|j| close(i, j))) {
            return None;
        }
        // y = (x, 1) follows y' = E y; the exponential of (E, 1; 0, 0) holds
        // that of E, and beside it its integral over the step.
        let mut both = Matrix::zero(2 * (n + 1));
        for (i, c) in c.iter().enumerate() {
            for j in 0..n {
                both.set(i, j, dt * a.get(i, j));
            }
            both.set(i, n, dt * c);
        }
        for i in 0..=n {
            both.set(i, n + 1 + i, 1.0);
        }
        let solved = both.exp();
        let rows = |from: usize| {
            let solved = &solved;
            (0..n).flat_map(move |i| (0..=n).map(move |j| solved.get(i, from + j)))
        };
        Some(rows(0).chain(rows(n + 1)).collect())
    }

    fn advance_f32(&self, arithmetic: Arithmetic, block: ReceptorBlock<'_, f32>) {
        run::<f32, R>(arithmetic, block);
    }

    fn advance_f64(&self, arithmetic: Arithmetic, block: ReceptorBlock<'_, f64>) {
        run::<f64, R>(arithmetic, block);
    }

    fn tape(&self) -> Option<Tape> {
        Some(record::<R>())
    }
}

fn variables<R: ReceptorModel>() -> usize {
    <R::State<f64> as Vars<f64>>::LEN
}

/// A and c of x' = A x + c, read off around the state whose variables are all
/// `at`.
fn linear<R: ReceptorModel>(params: &[f64], at: f64) -> (Matrix, Vec<f64>) {
    let n = variables::<R>();
    let mut a = Matrix::zero(n);
    let mut c = vec![0.0; n];
    for j in 0..n.max(1) {
        let f = R::derivative(&Receptor::<R, Dual<f64>> {
            p: Vars::make(|k| Num(Dual::constant(params[k]))),
            x: Vars::make(|k| Num(if k == j { Dual::variable(at) } else { Dual::constant(at) })),
        });
        for (i, c) in c.iter_mut().enumerate() {
            a.set(i, j, f.get(i).0.derivative());
            *c = f.get(i).0.value;
        }
    }
    (a, c)
}

fn run<T: Real, R: ReceptorModel>(arithmetic: Arithmetic, block: ReceptorBlock<'_, T>) {
    match arithmetic {
        Arithmetic::Plain => advance::<T, T, R>((), block),
        Arithmetic::Simd(level) => at_level!(level, simd => on_lanes::<_, T, R>(simd, block)),
    }
}

#[inline(always)]
fn on_lanes<S: Simd, T: Real, R: ReceptorModel>(simd: S, block: ReceptorBlock<'_, T>) {
    advance::<T, Lanes<S, T>, R>(simd, block);
}

#[inline(always)]
fn advance<T, P, R>(proof: P::Proof, block: ReceptorBlock<'_, T>)
where
    T: Real,
    P: Pack<T>,
    R: ReceptorModel,
{
    let n = <R::State<T> as Vars<T>>::LEN;
    let (neurons, neuron_variables) = block.neurons;
    for chunk in 0..chunks(block.size) {
        let arrived = block.arrived.chunk(chunk);
        let at_membrane = (chunk * neuron_variables + block.membrane) * CHUNK;
        let state = &mut block.state[chunk * n * CHUNK..][..n * CHUNK];
        let v = &neurons[at_membrane..][..CHUNK];
        let current = &mut block.current[chunk * CHUNK..][..CHUNK];
        let conductance = &mut block.conductance[chunk * CHUNK..][..CHUNK];
        for vector in 0..CHUNK / P::WIDTH {
            let at = vector * P::WIDTH;
            let constant = |column: &Column<T>| {
                Num(P::load(proof, &column.as_slot().chunk(chunk)[at..at + P::WIDTH]))
            };
            let r = Receptor::<R, P> {
                p: Vars::make(
                    #[inline(always)]
                    |k| constant(&block.params[k]),
                ),
                x: Vars::make(
                    #[inline(always)]
                    |k| Num(P::load(proof, &state[k * CHUNK + at..][..P::WIDTH])),
                ),
            };
            let Moved { input, x } = receptor_step(
                &r,
                Num(P::load(proof, &v[at..at + P::WIDTH])),
                #[inline(always)]
                |k| constant(&block.prepared[k]),
                Num(P::load(proof, &arrived[at..at + P::WIDTH])),
            );
            add(proof, input.current, &mut current[at..at + P::WIDTH]);
            add(proof, input.conductance, &mut conductance[at..at + P::WIDTH]);
            for k in 0..n {
                x.get(k).0.store(&mut state[k * CHUNK + at..][..P::WIDTH]);
            }
        }
    }
}

#[inline(always)]
fn add<T: Real, P: Pack<T>>(proof: P::Proof, amount: Num<P>, to: &mut [T]) {
    (Num(P::load(proof, to)) + amount).0.store(to);
}

/// A receptor model whose kernel is compiled in the model's own crate.
/// Implemented by [`export_receptor!`](crate::export_receptor).
#[diagnostic::on_unimplemented(
    message = "the kernel of `{Self}` is not exported",
    note = "write `export_receptor!({Self});` beside the model"
)]
pub trait ExportedReceptor: ReceptorModel + Values {
    /// The kernel.
    fn kernel() -> &'static dyn ReceptorKernel;
}

/// Compiles the kernel of a receptor model in the crate where it stands, so
/// that projections can attach it to any population.
#[macro_export]
macro_rules! export_receptor {
    ($model:ty) => {
        impl $crate::ExportedReceptor for $model {
            // Not inlined, so that no crate that uses the model compiles its
            // kernel again.
            #[inline(never)]
            fn kernel() -> &'static dyn $crate::ReceptorKernel {
                const { &$crate::TypedReceptor::<$model>::NEW }
            }
        }
    };
}
