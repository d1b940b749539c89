use crate::model::{Input, Receptor, ReceptorModel, Vars};
use crate::number::{Num, Scalar};
use crate::tape::{Sym, Tape};

use super::named::{inputs, outputs};

/// What a receptor is after a step, and what it did in it.
pub(super) struct Moved<R: ReceptorModel, S: Scalar> {
    /// What its mean over the step does to the neuron.
    pub(super) input: Input<Num<S>>,
    /// Its state after the step.
    pub(super) x: R::State<Num<S>>,
}

/// One step of one attached receptor, at membrane potential `v` at the start of
/// the step: it acts by its mean, decays, and takes in what `arrived`.
///
/// `prepared` gives the constants: of n variables first the n rows of the
/// solution at the end of the step, then those of its mean over the step; each
/// row has a factor for each variable, and then a constant.
#[inline(always)]
pub(super) fn receptor_step<R: ReceptorModel, S: Scalar>(
    r: &Receptor<R, S>,
    v: Num<S>,
    prepared: impl Fn(usize) -> Num<S>,
    arrived: Num<S>,
) -> Moved<R, S> {
    let n = <R::State<Num<S>> as Vars<Num<S>>>::LEN;
    // Row k of the solution that starts at constant `from`.
    let row = |from: usize, k: usize| {
        let start = from + k * (n + 1);
        let mut sum = prepared(start + n);
        for i in 0..n {
            sum += prepared(start + i) * r.x.get(i);
        }
        sum
    };
    let mean = Receptor::<R, S> {
        p: r.p,
        x: Vars::make(
            #[inline(always)]
            |k| row(n * (n + 1), k),
        ),
    };
    let decayed = Receptor::<R, S> {
        p: r.p,
        x: Vars::make(
            #[inline(always)]
            |k| row(0, k),
        ),
    };
    Moved {
        input: R::input(&mean, v),
        x: R::receive(
            &decayed,
            #[inline(always)]
            |_| arrived,
        ),
    }
}

/// Records that step; see [`ReceptorKernel::tape`](super::ReceptorKernel::tape).
pub(super) fn record<R: ReceptorModel>() -> Tape {
    Tape::record(format!("{} attached", R::NAME), |recorder| {
        let r = Receptor::<R, Sym> { p: inputs(recorder, "p"), x: inputs(recorder, "x") };
        let v = Num(recorder.input("v"));
        let constants = prepared(<R::State<f64> as Vars<f64>>::LEN);
        let constants: Vec<_> =
            (0..constants).map(|k| Num(recorder.input(format!("prepared.{k}")))).collect();
        let arrived = Num(recorder.input("arrived"));
        let Moved { input, x } = receptor_step(&r, v, |k| constants[k], arrived);
        recorder.number("current", input.current.0);
        recorder.number("conductance", input.conductance.0);
        outputs(recorder, "x", &x);
    })
}

/// How many constants a receptor of `variables` variables has.
fn prepared(variables: usize) -> usize {
    2 * variables * (variables + 1)
}
