//! Moves one neuron by an integrator, without an engine.

use npbrain_core::integrate::Integrator;
use npbrain_core::{Input, Neuron, NeuronModel, Num, Vars, When};

/// One neuron and how it is moved.
pub(super) struct Motion<M: NeuronModel> {
    pub(super) p: M::Params<f64>,
    pub(super) current: f64,
    pub(super) conductance: f64,
    pub(super) held: bool,
    pub(super) dt: f64,
}

impl<M: NeuronModel> Motion<M> {
    pub(super) fn new(model: M, current: f64, dt: f64) -> Self {
        let values = model.values();
        let p = Vars::make(|k| values[k]);
        Motion { p, current, conductance: 0.0, held: false, dt }
    }

    fn neuron(&self, x: M::State<f64>) -> Neuron<M, f64> {
        Neuron {
            p: Vars::make(|k| Num(self.p.get(k))),
            x: Vars::make(|k| Num(x.get(k))),
            input: Input { current: Num(self.current), conductance: Num(self.conductance) },
        }
    }

    /// One step, without noise.
    pub(super) fn step<I: Integrator>(&self, by: &I, x: M::State<f64>) -> M::State<f64> {
        let c = by.prepare::<M>(&self.p, self.dt);
        assert_eq!(c.len(), I::prepared::<M>());
        let (n, held) = (self.neuron(x), When(self.held));
        let after = I::advance::<M, f64, false>(&n, held, |k| Num(c[k]), |_| unreachable!());
        Vars::make(|k| after.get(k).0)
    }

    /// One step with the normal number `xi` for each process.
    pub(super) fn noisy_step<I: Integrator>(
        &self,
        by: &I,
        x: M::State<f64>,
        xi: f64,
    ) -> M::State<f64> {
        let c = by.prepare::<M>(&self.p, self.dt);
        let (n, held) = (self.neuron(x), When(self.held));
        let after = I::advance::<M, f64, true>(&n, held, |k| Num(c[k]), |_| Num(xi));
        Vars::make(|k| after.get(k).0)
    }

    /// The state after so many steps, as a list.
    pub(super) fn run<I: Integrator>(
        &self,
        by: &I,
        start: M::State<f64>,
        steps: usize,
    ) -> Vec<f64> {
        let x = (0..steps).fold(start, |x, _| self.step(by, x));
        (0..<M::State<f64> as Vars<f64>>::LEN).map(|k| x.get(k)).collect()
    }
}
