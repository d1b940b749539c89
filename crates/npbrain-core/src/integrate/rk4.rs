use super::integrator::{drift, moved};
use super::{Integrator, Method};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// The classical Runge–Kutta method of order 4 (Kutta 1901).
pub struct Rk4;

impl Integrator for Rk4 {
    const METHOD: Method = Method::Rk4;
    const NOISE: bool = false;

    fn prepared<M: NeuronModel>() -> usize {
        3
    }

    fn prepare<M: NeuronModel>(_: &M::Params<f64>, dt: f64) -> Vec<f64> {
        vec![dt, dt / 2.0, dt / 6.0]
    }

    #[inline(always)]
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        _: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let (whole, half, sixth) = (prepared(0), prepared(1), prepared(2));
        let k1 = drift(n, held);
        let k2 = drift(&n.at(moved(&n.x, half, &k1)), held);
        let k3 = drift(&n.at(moved(&n.x, half, &k2)), held);
        let k4 = drift(&n.at(moved(&n.x, whole, &k3)), held);
        M::State::make(
            #[inline(always)]
            |k| {
                let slope = k1.get(k) + 2.0 * (k2.get(k) + k3.get(k)) + k4.get(k);
                n.x.get(k) + sixth * slope
            },
        )
    }
}
