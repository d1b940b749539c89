use super::integrator::{drift, shaken};
use super::{Integrator, Method};
use crate::model::{Neuron, NeuronModel, Vars, with};
use crate::number::{Num, Scalar, When};

/// Forward Euler, one variable after the other: each is moved with the values
/// the variables before it already have at the step's end.
///
/// Order 1, as [`Euler`](super::Euler), but other numbers: scripts that write
/// `v = v + dt*…; u = u + dt*…` one line after the other do this, Izhikevich's
/// among them, and published counts of spikes depend on it. Variables move in
/// the order of the model's state. A variable with noise takes it, √dt g(x) ξ
/// with the x of the step's start, before the next one moves.
pub struct SequentialEuler;

impl Integrator for SequentialEuler {
    const METHOD: Method = Method::Other("sequential_euler");
    const NOISE: bool = true;

    fn prepared<M: NeuronModel>() -> usize {
        2
    }

    fn prepare<M: NeuronModel>(_: &M::Params<f64>, dt: f64) -> Vec<f64> {
        vec![dt, dt.sqrt()]
    }

    #[expect(
        clippy::redundant_closure,
        reason = "only a closure of its own is inlined for certain"
    )]
    #[inline(always)]
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let (dt, root) = (prepared(0), prepared(1));
        let mut x = n.x;
        M::State::make(
            #[inline(always)]
            |k| {
                let slope = drift(&n.at(x), held).get(k);
                let mut moved = x.get(k) + dt * slope;
                if NOISY {
                    let g = M::diffusion(n);
                    moved = shaken::<M, S>(
                        &with(&x, k, moved),
                        held,
                        #[inline(always)]
                        |k| root * g.get(k),
                        #[inline(always)]
                        |k| noise(k),
                    )
                    .get(k);
                }
                x = with(&x, k, moved);
                moved
            },
        )
    }
}
