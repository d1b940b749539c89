use super::{Integrator, Method, NeuronSystem, Noisy, System};
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
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SequentialEuler;

impl Integrator for SequentialEuler {
    const METHOD: Method = Method::Other("sequential_euler");
    const NOISE: bool = true;

    fn prepared<M: NeuronModel>() -> usize {
        2
    }

    fn prepare<M: NeuronModel>(&self, _: &M::Params<f64>, dt: f64) -> Vec<f64> {
        vec![dt, dt.sqrt()]
    }

    #[inline(always)]
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let (dt, root) = (prepared(0), prepared(1));
        let system = NeuronSystem::new(n, held);
        let mut x = n.x;
        M::State::make(
            #[inline(always)]
            |k| {
                let mut moved = system.drift(dt.lit(0.0), &x).get(k).mul_add(dt, x.get(k));
                if NOISY && let Some(process) = NeuronSystem::<M, S>::process(k) {
                    let g = system.diffusion(dt.lit(0.0), &n.x);
                    moved += root * g.get(k) * noise(process);
                }
                x = with(&x, k, moved);
                moved
            },
        )
    }
}
