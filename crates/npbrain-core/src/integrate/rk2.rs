use super::system::moved;
use super::{Integrator, Method, NeuronSystem, System};
use crate::error::{Error, Result};
use crate::model::{Neuron, NeuronModel, Vars};
use crate::number::{Num, Scalar, When};

/// Two stages, the second at t + β dt: of order 2 for every β.
///
/// ```text
/// k₁ = f(t, x)
/// k₂ = f(t + β dt, x + β dt k₁)
/// x ← x + dt (1 − 1/(2β)) k₁ + dt/(2β) k₂
/// ```
///
/// β = 2/3, the default, has the smallest bound on the error (Ralston 1962);
/// β = 1 is Heun's method, the explicit trapezoidal rule (Heun 1900); β = ½ is
/// [`Midpoint`](super::Midpoint), which does without the first product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rk2 {
    /// Where in the step the second stage is: more than 0, as a rule at most 1.
    pub beta: f64,
}

impl Default for Rk2 {
    fn default() -> Self {
        Rk2 { beta: 2.0 / 3.0 }
    }
}

impl Rk2 {
    /// What [`rk2`] takes.
    pub(crate) fn constants(self, dt: f64) -> [f64; 3] {
        let second = dt / (2.0 * self.beta);
        [self.beta * dt, dt - second, second]
    }

    /// Whether there is such a method, for messages of `object`.
    pub(crate) fn checked(self, object: &str) -> Result<()> {
        if self.beta > 0.0 && self.beta.is_finite() {
            return Ok(());
        }
        Err(Error::InvalidValue {
            object: object.into(),
            name: "beta".into(),
            value: self.beta,
            expected: "a finite number more than 0",
        })
    }
}

#[inline(always)]
pub(crate) fn rk2<S: Scalar, Y: System<S>>(
    system: &Y,
    x: &Y::State,
    [later, first, second]: [Num<S>; 3],
) -> Y::State {
    let k1 = system.drift(later.lit(0.0), x);
    let k2 = system.drift(later, &moved(x, later, &k1));
    Y::State::make(
        #[inline(always)]
        |k| x.get(k) + (first * k1.get(k) + second * k2.get(k)),
    )
}

impl Integrator for Rk2 {
    const METHOD: Method = Method::Other("rk2");
    const NOISE: bool = false;

    fn check(&self, object: &str) -> Result<()> {
        self.checked(object)
    }

    fn prepared<M: NeuronModel>() -> usize {
        3
    }

    fn prepare<M: NeuronModel>(&self, _: &M::Params<f64>, dt: f64) -> Vec<f64> {
        self.constants(dt).into()
    }

    #[inline(always)]
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        _: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        rk2(&NeuronSystem::new(n, held), &n.x, [prepared(0), prepared(1), prepared(2)])
    }
}
