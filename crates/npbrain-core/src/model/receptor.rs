use super::{Input, Pair, Part, Values, Vars};
use crate::number::{Num, Scalar};

/// A model of a receptor: one state per *target* neuron, however many synapses
/// end on it, since its dynamics are linear in what arrives.
///
/// A voltage jump needs no receptor: every membrane has the port `v`, where
/// what arrives is added to the membrane potential.
///
/// ```
/// use npbrain_core::prelude::*;
///
/// vars! {
///     /// A conductance that decays exponentially.
///     pub struct ExpCond {
///         /// Decay time constant.
///         tau = 5.0 "ms",
///         /// Reversal potential.
///         e_rev = 0.0 "mV",
///     }
/// }
/// vars! {
///     /// State of [`ExpCond`].
///     pub struct ExpCondState {
///         /// Conductance.
///         g = 0.0 "µS",
///     }
/// }
/// impl ReceptorModel for ExpCond {
///     const NAME: &'static str = "ExpCond";
///     const WEIGHT_UNIT: &'static str = "µS";
///     type Params<V: Copy> = ExpCond<V>;
///     type State<V: Copy> = ExpCondState<V>;
///
///     #[inline(always)]
///     fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> ExpCondState<Num<S>> {
///         ExpCondState { g: -r.x.g / r.p.tau }
///     }
///     #[inline(always)]
///     fn receive<S: Scalar>(r: &Receptor<Self, S>, arrived: impl Fn(usize) -> Num<S>) -> ExpCondState<Num<S>> {
///         ExpCondState { g: r.x.g + arrived(0) }
///     }
///     #[inline(always)]
///     fn input<S: Scalar>(r: &Receptor<Self, S>, _v: Num<S>) -> Input<Num<S>> {
///         Input::conductance(r.x.g, r.p.e_rev)
///     }
/// }
/// ```
pub trait ReceptorModel: Values + Send + Sync + Sized + 'static {
    /// The name of the model.
    const NAME: &'static str;
    /// The unit of what arrives: of the weights of projections onto it.
    const WEIGHT_UNIT: &'static str;
    /// How many ports it has: one, but a tuple of receptors has as many as
    /// its parts.
    const PORTS: usize = 1;
    /// Whether [`derivative`](Self::derivative) is linear in the state and
    /// [`input`](Self::input) a current linear in the state: then a linear
    /// neuron stays linear with it.
    const LINEAR: bool = false;
    /// Whether what arrives is a level, which holds for one step and which
    /// [`receive`](Self::receive) puts in place of the last one, and not a
    /// jump. Only [graded](super::SynapseModel::GRADED) synapses arrive at it.
    const GRADED: bool = false;
    /// Its parameters, with values of type `V`.
    type Params<V: Copy>: Vars<V>;
    /// Its state variables, with values of type `V`.
    type State<V: Copy>: Vars<V>;

    /// dx/dt between arrivals, in units of the variables per ms.
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> Self::State<Num<S>>;

    /// The state after what `arrived(0)`, the sum of the weights that arrived;
    /// for a [`GRADED`](Self::GRADED) receptor the sum of weights times levels.
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> Self::State<Num<S>>;

    /// What it does to a neuron at membrane potential `v`.
    fn input<S: Scalar>(r: &Receptor<Self, S>, v: Num<S>) -> Input<Num<S>>;

    /// The receptors this is made of: itself, or the parts of a tuple.
    fn parts() -> Vec<Part> {
        vec![Part {
            name: Self::NAME,
            params: <Self::Params<f64> as Vars<f64>>::LEN,
            state: <Self::State<f64> as Vars<f64>>::LEN,
            weight_unit: Some(Self::WEIGHT_UNIT),
            graded: Self::GRADED,
        }]
    }
}

/// One receptor at one instant: what the functions of a [`ReceptorModel`] see.
pub struct Receptor<R: ReceptorModel, S: Scalar> {
    /// Parameters.
    pub p: R::Params<Num<S>>,
    /// State.
    pub x: R::State<Num<S>>,
}

impl<R: ReceptorModel, S: Scalar> Clone for Receptor<R, S> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: ReceptorModel, S: Scalar> Copy for Receptor<R, S> {}

impl<A: Values, B: Values> Values for (A, B) {
    fn values(&self) -> Vec<f64> {
        let mut values = self.0.values();
        values.extend(self.1.values());
        values
    }
}

impl<A: ReceptorModel, B: ReceptorModel> ReceptorModel for (A, B) {
    const NAME: &'static str = "";
    const WEIGHT_UNIT: &'static str = "";
    const PORTS: usize = A::PORTS + B::PORTS;
    const LINEAR: bool = A::LINEAR && B::LINEAR;
    type Params<V: Copy> = Pair<A::Params<V>, B::Params<V>>;
    type State<V: Copy> = Pair<A::State<V>, B::State<V>>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> Self::State<Num<S>> {
        let (a, b) = halves(r);
        Pair(A::derivative(&a), B::derivative(&b))
    }

    #[expect(
        clippy::redundant_closure,
        reason = "only a closure of its own is inlined for certain"
    )]
    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> Self::State<Num<S>> {
        let (a, b) = halves(r);
        Pair(
            A::receive(
                &a,
                #[inline(always)]
                |k| arrived(k),
            ),
            B::receive(
                &b,
                #[inline(always)]
                |k| arrived(A::PORTS + k),
            ),
        )
    }

    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, v: Num<S>) -> Input<Num<S>> {
        let (a, b) = halves(r);
        A::input(&a, v) + B::input(&b, v)
    }

    fn parts() -> Vec<Part> {
        let mut parts = A::parts();
        parts.extend(B::parts());
        parts
    }
}

#[inline(always)]
fn halves<A: ReceptorModel, B: ReceptorModel, S: Scalar>(
    r: &Receptor<(A, B), S>,
) -> (Receptor<A, S>, Receptor<B, S>) {
    (Receptor { p: r.p.0, x: r.x.0 }, Receptor { p: r.p.1, x: r.x.1 })
}
