use super::{Detection, Neuron, NeuronModel, Pair, Part, Receptor, ReceptorModel, Table, Values};
use crate::integrate::Method;
use crate::number::{Num, Scalar, When};

/// A neuron with receptors composed into it; made by
/// [`NeuronModel::with`].
///
/// It is itself a [`NeuronModel`]: one kernel, one pass over memory, neuron
/// and receptors integrated jointly, so that every method keeps its order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct With<M, R> {
    /// The neuron.
    pub neuron: M,
    /// Its receptors: one, or a (nested) pair of them.
    pub receptors: R,
}

impl<M: Values, R: Values> Values for With<M, R> {
    fn values(&self) -> Vec<f64> {
        let mut values = self.neuron.values();
        values.extend(self.receptors.values());
        values
    }
}

impl<M: NeuronModel, R: ReceptorModel> NeuronModel for With<M, R> {
    const NAME: &'static str = M::NAME;
    const MEMBRANE: Option<&'static str> = M::MEMBRANE;
    const DETECTION: Detection = M::DETECTION;
    const METHOD: Method = if Self::LINEAR { Method::Exact } else { Method::ExponentialEuler };
    const LINEAR: bool = M::LINEAR && R::LINEAR;
    const NOISE: &'static [&'static str] = M::NOISE;
    const PORTS: &'static Table = M::PORTS;
    const PORT_COUNT: usize = M::PORT_COUNT + R::PORTS;
    type Params<V: Copy> = Pair<M::Params<V>, R::Params<V>>;
    type State<V: Copy> = Pair<M::State<V>, R::State<V>>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> Self::State<Num<S>> {
        let (neuron, receptors) = halves(n);
        let input = R::input(&receptors, neuron.v());
        let felt = Neuron { input: neuron.input + input, ..neuron };
        Pair(M::derivative(&felt), R::derivative(&receptors))
    }

    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        M::fires(&halves(n).0)
    }

    #[inline(always)]
    fn rearms<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        M::rearms(&halves(n).0)
    }

    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> Self::State<Num<S>> {
        Pair(M::reset(&halves(n).0), n.x.1)
    }

    #[expect(
        clippy::redundant_closure,
        reason = "only a closure of its own is inlined for certain"
    )]
    #[inline(always)]
    fn receive<S: Scalar>(
        n: &Neuron<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> Self::State<Num<S>> {
        let (neuron, receptors) = halves(n);
        Pair(
            M::receive(
                &neuron,
                #[inline(always)]
                |k| arrived(k),
            ),
            R::receive(
                &receptors,
                #[inline(always)]
                |k| arrived(M::PORT_COUNT + k),
            ),
        )
    }

    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> Self::State<Num<S>> {
        let zero = n.input.current.lit(0.0);
        Pair(
            M::diffusion(&halves(n).0),
            super::Vars::make(
                #[inline(always)]
                |_| zero,
            ),
        )
    }

    fn is_noisy(p: &Self::Params<f64>) -> bool {
        M::is_noisy(&p.0)
    }

    fn initial(p: &Self::Params<f64>) -> Self::State<f64> {
        use super::Vars;
        let table = <R::State<f64> as Vars<f64>>::TABLE;
        Pair(M::initial(&p.0), R::State::make(|k| table.get(k).default))
    }

    fn parts() -> Vec<Part> {
        let mut parts = M::parts();
        parts.extend(R::parts());
        parts
    }
}

#[inline(always)]
fn halves<M: NeuronModel, R: ReceptorModel, S: Scalar>(
    n: &Neuron<With<M, R>, S>,
) -> (Neuron<M, S>, Receptor<R, S>) {
    let neuron = Neuron { p: n.p.0, x: n.x.0, input: n.input };
    let receptors = Receptor { p: n.p.1, x: n.x.1 };
    (neuron, receptors)
}
