use super::{Differentiable, Noisy, System};
use crate::model::{Input, Neuron, NeuronModel, Vars, membrane, noise_of, with};
use crate::number::{Dual, Num, Scalar, When};

/// A neuron within one step as a [`System`]: its derivative and its noise under
/// the input of the step, which does not change in it.
///
/// While the membrane is held, its drift, its slopes and its noise are zero:
/// so it does not move in any stage of any scheme.
///
/// ```
/// use npbrain_core::integrate::{Integrator, NeuronSystem, System};
/// use npbrain_core::{Method, Neuron, NeuronModel, Num, Scalar, Vars, When};
///
/// /// x + dt f(x), as someone would write it who misses it here.
/// struct MyEuler;
///
/// impl Integrator for MyEuler {
///     const METHOD: Method = Method::Other("my_euler");
///     const NOISE: bool = false;
///
///     fn prepared<M: NeuronModel>() -> usize {
///         1
///     }
///     fn prepare<M: NeuronModel>(&self, _: &M::Params<f64>, dt: f64) -> Vec<f64> {
///         vec![dt]
///     }
///     #[inline(always)]
///     fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
///         n: &Neuron<M, S>,
///         held: When<S>,
///         prepared: impl Fn(usize) -> Num<S>,
///         _: impl Fn(usize) -> Num<S>,
///     ) -> M::State<Num<S>> {
///         let dt = prepared(0);
///         let f = NeuronSystem::new(n, held).drift(dt.lit(0.0), &n.x);
///         M::State::make(
///             #[inline(always)]
///             |k| n.x.get(k) + dt * f.get(k),
///         )
///     }
/// }
/// ```
pub struct NeuronSystem<M: NeuronModel, S: Scalar> {
    n: Neuron<M, S>,
    held: When<S>,
}

impl<M: NeuronModel, S: Scalar> NeuronSystem<M, S> {
    /// The neuron `n`, whose membrane stays where it is where `held` holds.
    #[inline(always)]
    pub fn new(n: &Neuron<M, S>, held: When<S>) -> Self {
        NeuronSystem { n: *n, held }
    }

    /// `x` with the membrane's entry zero while it is held.
    #[inline(always)]
    fn at_rest_while_held(&self, x: M::State<Num<S>>) -> M::State<Num<S>> {
        match const { membrane::<M>() } {
            Some(v) => with(&x, v, self.held.select(0.0, x.get(v))),
            None => x,
        }
    }
}

impl<M: NeuronModel, S: Scalar> System<S> for NeuronSystem<M, S> {
    type State = M::State<Num<S>>;

    #[inline(always)]
    fn drift(&self, _: Num<S>, x: &Self::State) -> Self::State {
        self.at_rest_while_held(M::derivative(&self.n.at(*x)))
    }
}

impl<M: NeuronModel, S: Scalar> Differentiable<S> for NeuronSystem<M, S> {
    type Slopes = M::State<Option<Num<S>>>;
    type Matrix = M::State<M::State<Option<Num<S>>>>;

    #[inline(always)]
    fn slopes(&self, _: Num<S>, x: &Self::State, by: usize) -> Self::Slopes {
        let f = M::derivative(&Neuron::<M, Dual<S>> {
            p: Vars::make(
                #[inline(always)]
                |i| constant(self.n.p.get(i)),
            ),
            x: Vars::make(
                #[inline(always)]
                |i| {
                    if i == by { Num(Dual::variable(x.get(i).0)) } else { constant(x.get(i)) }
                },
            ),
            input: Input {
                current: constant(self.n.input.current),
                conductance: constant(self.n.input.conductance),
            },
        });
        Vars::make(
            #[inline(always)]
            |k| match f.get(k).0.slope {
                None => None,
                Some(slope) if const { membrane::<M>() } == Some(k) => {
                    Some(self.held.select(0.0, Num(slope)))
                }
                Some(slope) => Some(Num(slope)),
            },
        )
    }
}

impl<M: NeuronModel, S: Scalar> Noisy<S> for NeuronSystem<M, S> {
    #[inline(always)]
    fn diffusion(&self, _: Num<S>, x: &Self::State) -> Self::State {
        self.at_rest_while_held(M::diffusion(&self.n.at(*x)))
    }

    #[inline(always)]
    fn process(k: usize) -> Option<usize> {
        noise_of::<M>(k)
    }
}

#[inline(always)]
fn constant<S: Scalar>(value: Num<S>) -> Num<Dual<S>> {
    Num(Dual::constant(value.0))
}
