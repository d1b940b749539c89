use crate::integrate::Integrator;
use crate::model::{Detection, Neuron, NeuronModel, Vars, membrane, with};
use crate::number::{Num, Scalar, When};

/// What a neuron is after a step.
pub(crate) struct Stepped<M: NeuronModel, S: Scalar> {
    /// Its state.
    pub(crate) x: M::State<Num<S>>,
    /// Its refractory countdown.
    pub(crate) left: Num<S>,
    /// Whether it fired.
    pub(crate) fired: When<S>,
}

/// What a step needs beside the neuron.
pub(crate) struct Around<S> {
    /// The refractory countdown, in steps; see [`step`].
    pub(crate) left: Num<S>,
    /// How many steps a spike makes refractory.
    pub(crate) hold: Num<S>,
    /// What the jumps due at the end of the step add to the membrane.
    pub(crate) jump: Num<S>,
}

/// One step of one neuron: integrate, receive, detect, reset. This is the only
/// place where refractoriness and spike detection are defined.
///
/// The countdown `left` is the number of refractory steps to come. For
/// [`Detection::Crossing`] it is `−1 − (steps to come)` until detection has
/// re-armed.
///
/// `prepared`, `noise` and `arrived` give the integrator's constants, standard
/// normal numbers per noise-driven variable, and what arrives at each port at
/// the end of the step.
#[inline(always)]
pub(crate) fn step<M, I, S, const NOISY: bool>(
    n: &Neuron<M, S>,
    around: Around<S>,
    prepared: impl Fn(usize) -> Num<S>,
    noise: impl Fn(usize) -> Num<S>,
    arrived: impl Fn(usize) -> Num<S>,
) -> Stepped<M, S>
where
    M: NeuronModel,
    I: Integrator,
    S: Scalar,
{
    let Around { left, hold, jump } = around;
    if const { is_level::<M>() } {
        let refractory = left.ge(0.5);
        let (x, fired) =
            level_step::<M, I, S, NOISY>(n, refractory, jump, prepared, noise, arrived);
        Stepped { x, left: fired.select(hold, refractory.select(left - 1.0, left.lit(0.0))), fired }
    } else {
        let held = left.lt(f64::NEG_INFINITY);
        let now = moved::<M, I, S, NOISY>(n, held, jump, prepared, noise, arrived);
        let disarmed = left.lt(0.0);
        let to_come = disarmed.select(-1.0 - left, left);
        let waiting = to_come.ge(0.5);
        let to_come = waiting.select(to_come - 1.0, to_come.lit(0.0));
        let fired = M::fires(&now) & !disarmed & !waiting;
        let still_disarmed = disarmed & !M::rearms(&now);
        Stepped {
            x: reset_where::<M, S>(fired, &now),
            left: fired.select(-1.0 - hold, still_disarmed.select(-1.0 - to_come, to_come)),
            fired,
        }
    }
}

/// Whether spikes of a model are found by [`Detection::Level`].
pub(crate) const fn is_level<M: NeuronModel>() -> bool {
    matches!(M::DETECTION, Detection::Level)
}

/// One step of a neuron whose spikes are found by [`Detection::Level`] and which
/// is `refractory` in this step or not: its state after it, and whether it fired.
#[inline(always)]
pub(crate) fn level_step<M, I, S, const NOISY: bool>(
    n: &Neuron<M, S>,
    refractory: When<S>,
    jump: Num<S>,
    prepared: impl Fn(usize) -> Num<S>,
    noise: impl Fn(usize) -> Num<S>,
    arrived: impl Fn(usize) -> Num<S>,
) -> (M::State<Num<S>>, When<S>)
where
    M: NeuronModel,
    I: Integrator,
    S: Scalar,
{
    let now = moved::<M, I, S, NOISY>(n, refractory, jump, prepared, noise, arrived);
    let fired = M::fires(&now) & !refractory;
    (reset_where::<M, S>(fired, &now), fired)
}

/// The neuron after integration and arrivals.
#[inline(always)]
fn moved<M, I, S, const NOISY: bool>(
    n: &Neuron<M, S>,
    held: When<S>,
    jump: Num<S>,
    prepared: impl Fn(usize) -> Num<S>,
    noise: impl Fn(usize) -> Num<S>,
    arrived: impl Fn(usize) -> Num<S>,
) -> Neuron<M, S>
where
    M: NeuronModel,
    I: Integrator,
    S: Scalar,
{
    let integrated = n.at(I::advance::<M, S, NOISY>(n, held, prepared, noise));
    let received = M::receive(&integrated, arrived);
    n.at(match const { membrane::<M>() } {
        Some(v) => {
            let jumped = received.get(v) + jump;
            let v_new = match const { is_level::<M>() } {
                true => held.select(received.get(v), jumped),
                false => jumped,
            };
            with(&received, v, v_new)
        }
        None => received,
    })
}

/// The state, reset where the neuron `fired`.
#[inline(always)]
fn reset_where<M: NeuronModel, S: Scalar>(fired: When<S>, now: &Neuron<M, S>) -> M::State<Num<S>> {
    let after = M::reset(now);
    M::State::make(
        #[inline(always)]
        |k| fired.select(after.get(k), now.x.get(k)),
    )
}
