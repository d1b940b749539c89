use crate::model::Vars;
use crate::number::{Num, Scalar};

/// dx/dt = f(t, x): what a scheme moves one step.
///
/// Each scheme is written once, over this; a neuron is one
/// ([`NeuronSystem`](super::NeuronSystem)), and so is every function given to
/// [`ode`](crate::ode) and [`sde`](crate::sde).
pub trait System<S: Scalar> {
    /// A state.
    type State: Vars<Num<S>>;

    /// f at the state `x` and the time `after` the start of the step, in the
    /// unit of dt.
    fn drift(&self, after: Num<S>, x: &Self::State) -> Self::State;
}

/// A [`System`] whose f can be differentiated.
pub trait Differentiable<S: Scalar>: System<S> {
    /// One slope per variable; `None` where it is zero at every state.
    type Slopes: Vars<Option<Num<S>>>;
    /// As many of them as there are variables.
    type Matrix: Vars<Self::Slopes>;

    /// ∂fᵢ/∂xₖ for every i, with k = `by`: a column of the Jacobian.
    fn slopes(&self, after: Num<S>, x: &Self::State, by: usize) -> Self::Slopes;
}

/// dx = f(t, x) dt + g(t, x) dW: a [`System`] with diagonal noise.
///
/// Each variable has at most one Wiener process, which drives no other, and
/// the g of a variable may depend on that variable, on variables without noise
/// and on time. Where it depends on another noisy variable, all methods converge
/// still, to the same solutions, but with strong order ½ only: order 1 would need
/// the iterated integrals of pairs of processes (Clark & Cameron 1980).
pub trait Noisy<S: Scalar>: System<S> {
    /// g; of variables without noise it is not read.
    fn diffusion(&self, after: Num<S>, x: &Self::State) -> Self::State;

    /// Which Wiener process drives variable `k`, if any.
    fn process(k: usize) -> Option<usize>;
}

/// `x + h f`, variable by variable, rounded once.
#[inline(always)]
pub(crate) fn moved<S: Scalar, X: Vars<Num<S>>>(x: &X, h: Num<S>, f: &X) -> X {
    X::make(
        #[inline(always)]
        |k| f.get(k).mul_add(h, x.get(k)),
    )
}

/// `x` with `amplitude(k)` times a standard normal number added to each
/// variable that has noise.
#[inline(always)]
pub(crate) fn shaken<S: Scalar, Y: Noisy<S>>(
    x: &Y::State,
    amplitude: impl Fn(usize) -> Num<S>,
    noise: impl Fn(usize) -> Num<S>,
) -> Y::State {
    Y::State::make(
        #[inline(always)]
        |k| match Y::process(k) {
            None => x.get(k),
            Some(process) => amplitude(k).mul_add(noise(process), x.get(k)),
        },
    )
}
