use crate::integrate::{Noisy, System};
use crate::number::Num;
use crate::ode::{Function, State};

/// Drift and diffusion, each a function of time and state, in one step.
pub(super) struct Diffusing<'f, F, G, Y> {
    pub(super) drift: Function<'f, F, Y>,
    pub(super) diffusion: Function<'f, G, Y>,
}

impl<F, G, Y> System<f64> for Diffusing<'_, F, G, Y>
where
    F: Fn(f64, Y) -> Y,
    G: Fn(f64, Y) -> Y,
    Y: State,
{
    type State = Y::Of<Num<f64>>;

    fn drift(&self, after: Num<f64>, x: &Self::State) -> Self::State {
        self.drift.drift(after, x)
    }
}

impl<F, G, Y> Noisy<f64> for Diffusing<'_, F, G, Y>
where
    F: Fn(f64, Y) -> Y,
    G: Fn(f64, Y) -> Y,
    Y: State,
{
    fn diffusion(&self, after: Num<f64>, x: &Self::State) -> Self::State {
        self.diffusion.drift(after, x)
    }

    fn process(k: usize) -> Option<usize> {
        Some(k)
    }
}
