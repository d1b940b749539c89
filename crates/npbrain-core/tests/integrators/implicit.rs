//! Backward Euler and the trapezoidal rule where they are needed, and where
//! they must give up.

use npbrain_core::integrate::{BackwardEuler, Rk4, Trapezoidal};
use npbrain_core::prelude::*;

use super::hodgkin_huxley::{Gates, HodgkinHuxley};
use super::motion::Motion;

/// Mistake 56: NumpyBrain's backward Euler hangs on Hodgkin–Huxley at 0.1 ms.
/// Here it runs, with the spikes of RK4 at a hundredth of the step, up to the
/// two that an error of order 1 may cost in 200 ms.
#[test]
fn numpybrain_56_backward_euler_does_not_hang_on_hodgkin_huxley() {
    let rest = Gates { v: -65.0, m: 0.0529, h: 0.5961, n: 0.3177 };
    let spikes = |step: &dyn Fn(Gates) -> Gates, steps: usize| {
        let (mut x, mut spikes) = (rest, 0);
        for _ in 0..steps {
            let after = step(x);
            assert!([after.v, after.m, after.h, after.n].iter().all(|x| x.is_finite()));
            spikes += usize::from(x.v < 0.0 && after.v >= 0.0);
            x = after;
        }
        spikes
    };
    let coarse = Motion::new(HodgkinHuxley::default(), 10.0, 0.1);
    let fine = Motion::new(HodgkinHuxley::default(), 10.0, 0.001);
    let wanted = spikes(&|x| fine.step(&Rk4, x), 200_000);
    let euler = spikes(&|x| coarse.step(&BackwardEuler, x), 2000);
    let trapezoidal = spikes(&|x| coarse.step(&Trapezoidal, x), 2000);
    println!("RK4 {wanted}, backward Euler {euler}, trapezoidal {trapezoidal}");
    assert!(wanted > 10);
    assert!(euler.abs_diff(wanted) <= 2, "{euler} spikes, not {wanted}");
    assert!(trapezoidal.abs_diff(wanted) <= 1, "{trapezoidal} spikes, not {wanted}");
}

vars! {
    /// v' = v² + current, which blows up.
    pub struct Explosive {
        /// Scale of time.
        tau = 1.0 "ms" > 0,
    }
}

vars! {
    /// State of [`Explosive`].
    pub struct ExplosiveState {
        /// What explodes.
        v = 0.0 "1",
        /// What does not.
        w = 1.0 "1",
    }
}

impl NeuronModel for Explosive {
    const NAME: &'static str = "Explosive";
    type Params<V: Copy> = Explosive<V>;
    type State<V: Copy> = ExplosiveState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> ExplosiveState<Num<S>> {
        ExplosiveState { v: (n.x.v * n.x.v + n.current()) / n.p.tau, w: -n.x.w / n.p.tau }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(1e9)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> ExplosiveState<Num<S>> {
        n.x
    }
}

/// y = x + dt (y² + c) has the roots (1 ± √(1 − 4 dt (x + dt c)))/(2 dt): with
/// dt = 1 and x = 0, real ones up to c = ¼. There Newton's iteration finds the
/// lower one; beyond, there is nothing to find.
#[test]
fn a_step_without_solution_is_not_a_number() {
    let start = ExplosiveState { v: 0.0, w: 1.0 };
    for c in [-3.0, -0.5, 0.0, 0.1, 0.2, 0.24] {
        let x = Motion::new(Explosive::default(), c, 1.0).step(&BackwardEuler, start);
        let root = (1.0 - (1.0 - 4.0 * c).sqrt()) / 2.0;
        assert!((x.v - root).abs() < 1e-12, "{} is not {root}", x.v);
        assert!((x.w - 0.5).abs() < 1e-15);
    }
    for c in [0.26, 0.3, 1.0, 100.0, f64::NAN] {
        let x = Motion::new(Explosive::default(), c, 1.0).step(&BackwardEuler, start);
        assert!(x.v.is_nan() && x.w.is_nan(), "{} with {c}", x.v);
    }
}
