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
    let level = matches!(M::DETECTION, Detection::Level);
    let refractory = left.ge(0.5);
    let held = if level { refractory } else { left.lt(f64::NEG_INFINITY) };

    let integrated = n.at(I::advance::<M, S, NOISY>(n, held, prepared, noise));
    let received = M::receive(&integrated, arrived);
    let x = match const { membrane::<M>() } {
        Some(v) => {
            let jumped = received.get(v) + jump;
            let v_new = if level { held.select(received.get(v), jumped) } else { jumped };
            with(&received, v, v_new)
        }
        None => received,
    };
    let now = n.at(x);
    let above = M::fires(&now);

    if level {
        let fired = above & !held;
        let after = M::reset(&now);
        Stepped {
            x: M::State::make(
                #[inline(always)]
                |k| fired.select(after.get(k), x.get(k)),
            ),
            left: fired.select(hold, refractory.select(left - 1.0, left.lit(0.0))),
            fired,
        }
    } else {
        let disarmed = left.lt(0.0);
        let to_come = disarmed.select(-1.0 - left, left);
        let waiting = to_come.ge(0.5);
        let to_come = waiting.select(to_come - 1.0, to_come.lit(0.0));
        let fired = above & !disarmed & !waiting;
        let after = M::reset(&now);
        let still_disarmed = disarmed & !M::rearms(&now);
        Stepped {
            x: M::State::make(
                #[inline(always)]
                |k| fired.select(after.get(k), x.get(k)),
            ),
            left: fired.select(-1.0 - hold, still_disarmed.select(-1.0 - to_come, to_come)),
            fired,
        }
    }
}
