//! Newton's iteration for implicit schemes.

use super::Differentiable;
use super::linear::solved;
use crate::model::{NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// How Newton's iteration ends.
pub(crate) struct Newton<F> {
    /// How many iterations there are at most.
    pub(crate) iterations: usize,
    /// How large the last correction may be, beside the state.
    pub(crate) tolerance: f64,
    /// Whether to stop before, given where nothing is left to correct.
    pub(crate) enough: F,
}

/// Below this, beside the state, a correction is the last: Newton's iteration
/// squares the error, so that the next would be lost in the rounding of `f64`.
pub(crate) const SETTLED: f64 = 1.0 / (1u64 << 26) as f64;

/// How many iterations kernels make.
const IN_KERNELS: usize = 8;

/// How many state variables a neuron may have for an implicit method.
const MOST_VARIABLES: usize = 16;

/// Stops compilation for models with too many variables.
pub(super) const fn small_enough<M: NeuronModel>() {
    assert!(
        <M::State<f64> as Vars<f64>>::LEN <= MOST_VARIABLES,
        "implicit methods take models of at most 16 state variables"
    );
}

impl Newton<()> {
    /// As many iterations for every neuron, without a branch. The tolerance is
    /// such that single precision meets it, too.
    #[inline(always)]
    pub(super) fn in_kernels<S: Scalar>() -> Newton<impl Fn(When<S>) -> bool> {
        Newton { iterations: IN_KERNELS, tolerance: 1.0 / 4096.0, enough: never::<S> }
    }
}

#[inline(always)]
fn never<S: Scalar>(_: When<S>) -> bool {
    false
}

impl<F> Newton<F> {
    /// The y with y = `base` + h f(`after`, y), sought from `start` on; and
    /// where it is found.
    ///
    /// Corrections are judged by the largest of them, beside the largest
    /// variable. What has settled is left alone, whatever is done beside it.
    #[inline(always)]
    pub(crate) fn solve<S: Scalar, Y: Differentiable<S>>(
        &self,
        system: &Y,
        start: &Y::State,
        base: &Y::State,
        h: Num<S>,
        after: Num<S>,
    ) -> (Y::State, When<S>)
    where
        F: Fn(When<S>) -> bool,
    {
        let mut y = *start;
        let mut settled = h.lt(f64::NEG_INFINITY);
        let mut found = settled;
        for _ in 0..self.iterations {
            let correction = correction(system, &y, base, h, after);
            let moved = Y::State::make(
                #[inline(always)]
                |k| settled.select(y.get(k), y.get(k) - correction.get(k)),
            );
            let change = largest(&correction);
            let size = largest(&y).max(largest(&moved));
            found = settled | change.le(self.tolerance * size);
            settled = settled | change.le(SETTLED * size);
            y = moved;
            if (self.enough)(settled) {
                break;
            }
        }
        (y, found)
    }
}

/// (1 − h ∂f/∂y)⁻¹ (y − base − h f(y)).
#[inline(always)]
fn correction<S: Scalar, Y: Differentiable<S>>(
    system: &Y,
    y: &Y::State,
    base: &Y::State,
    h: Num<S>,
    after: Num<S>,
) -> Y::State {
    let f = system.drift(after, y);
    let columns = Y::Matrix::make(
        #[inline(always)]
        |by| system.slopes(after, y, by),
    );
    let rows = Y::Matrix::make(
        #[inline(always)]
        |i| {
            Y::Slopes::make(
                #[inline(always)]
                |j| match columns.get(j).get(i) {
                    Some(slope) if i == j => Some(1.0 - h * slope),
                    Some(slope) => Some(-(h * slope)),
                    None if i == j => Some(h.lit(1.0)),
                    None => None,
                },
            )
        },
    );
    let residual = Y::State::make(
        #[inline(always)]
        |k| (y.get(k) - base.get(k)) - h * f.get(k),
    );
    solved::<S, Y::State, Y::Slopes, Y::Matrix>(rows, &residual)
}

/// The largest magnitude of all variables; NaN if one is.
#[inline(always)]
fn largest<S: Scalar, X: Vars<Num<S>>>(x: &X) -> Num<S> {
    let mut largest = x.get(0).abs();
    for k in 1..X::LEN {
        largest = largest.max(x.get(k).abs());
    }
    largest
}

/// `y` where it is `found`, NaN elsewhere: engines look for it.
#[inline(always)]
pub(super) fn certain<S: Scalar, X: Vars<Num<S>>>((y, found): (X, When<S>)) -> X {
    X::make(
        #[inline(always)]
        |k| found.select(y.get(k), y.get(k).lit(f64::NAN)),
    )
}
