//! Orders of convergence: log₂ of the ratio of errors at dt and dt/2.

use npbrain_core::Pair;
use npbrain_core::integrate::{
    BackwardEuler, Euler, ExponentialEuler, Integrator, Midpoint, Rk2, Rk3, Rk4, ThreeEighths,
    Trapezoidal,
};
use npbrain_core::prelude::*;

use super::hodgkin_huxley::{
    Conductance, Gates, HodgkinHuxley, Leaky, Opened, Potential, by_hand, reference,
};
use super::motion::Motion;

/// Within 1 ms the neuron of these tests depolarizes, and has not fired.
const T: f64 = 1.0;
const CURRENT: f64 = 10.0;

/// An initial value problem, and what all methods must make of it.
trait Case {
    /// The largest difference from the reference after `T`, in `steps` steps.
    fn error<I: Integrator>(&self, by: &I, steps: usize) -> f64;

    /// Checks that a method is of an order, halving the step from `steps` on.
    fn check<I: Integrator>(&self, by: I, order: f64, steps: usize) {
        let errors: Vec<f64> = (0..3).map(|k| self.error(&by, steps << k)).collect();
        for pair in errors.windows(2) {
            let found = (pair[0] / pair[1]).log2();
            println!("{}: order {found:.3}, errors {pair:?}", I::METHOD);
            assert!((found - order).abs() < 0.1, "{}: {found} of {errors:?}", I::METHOD);
        }
    }

    /// All methods; steps are such that errors are above rounding and small
    /// enough for the order to show.
    fn check_all(&self) {
        self.check(Euler, 1.0, 512);
        self.check(BackwardEuler, 1.0, 512);
        self.check(ExponentialEuler, 1.0, 512);
        for beta in [0.3, 0.5, 0.6, 2.0 / 3.0, 1.0] {
            self.check(Rk2 { beta }, 2.0, 128);
        }
        self.check(Midpoint, 2.0, 128);
        self.check(Trapezoidal, 2.0, 128);
        self.check(Rk3, 3.0, 64);
        self.check(Rk4, 4.0, 32);
        self.check(ThreeEighths, 4.0, 32);
    }
}

/// The largest of all differences, each beside the range of its variable.
fn difference(x: &[f64], reference: &[f64], ranges: &[f64]) -> f64 {
    let each = x.iter().zip(reference).zip(ranges);
    each.map(|((x, r), range)| (x - r).abs() / range).fold(0.0, f64::max)
}

const REST: Gates = Gates { v: -65.0, m: 0.0529, h: 0.5961, n: 0.3177 };

/// The neuron alone.
struct Alone;

impl Case for Alone {
    fn error<I: Integrator>(&self, by: &I, steps: usize) -> f64 {
        let motion = Motion::new(HodgkinHuxley::default(), CURRENT, T / steps as f64);
        let wanted = reference(|x| by_hand(x, CURRENT), [REST.v, REST.m, REST.h, REST.n, 0.0], T);
        difference(&motion.run(by, REST, steps), &wanted, &[100.0, 1.0, 1.0, 1.0])
    }
}

#[test]
fn orders_on_hodgkin_huxley() {
    Alone.check_all();
}

/// The neuron with a conductance composed into it, integrated jointly.
struct Composed;

impl Case for Composed {
    fn error<I: Integrator>(&self, by: &I, steps: usize) -> f64 {
        let model = HodgkinHuxley::default().with(Conductance::default());
        let motion = Motion::new(model, 5.0, T / steps as f64);
        let wanted = reference(|x| by_hand(x, 5.0), [REST.v, REST.m, REST.h, REST.n, 0.1], T);
        let got = motion.run(by, Pair(REST, Opened { g: 0.1 }), steps);
        difference(&got, &wanted, &[100.0, 1.0, 1.0, 1.0, 1.0])
    }
}

#[test]
fn orders_on_hodgkin_huxley_with_a_conductance() {
    Composed.check_all();
}

/// A leaky membrane with a conductance.
struct LeakyComposed;

impl Case for LeakyComposed {
    fn error<I: Integrator>(&self, by: &I, steps: usize) -> f64 {
        // Ten times as long: its time constants are longer.
        let model = Leaky::default().with(Conductance::default());
        let motion = Motion::new(model, 3.0, 10.0 * T / steps as f64);
        let slope = |[v, g]: [f64; 2]| [(-65.0 - v + 3.0 + g * (0.0 - v)) / 10.0, -g / 2.0];
        let wanted = reference(slope, [-60.0, 2.0], 10.0 * T);
        let got = motion.run(by, Pair(Potential { v: -60.0 }, Opened { g: 2.0 }), steps);
        difference(&got, &wanted, &[100.0, 1.0])
    }
}

#[test]
fn orders_on_a_leaky_neuron_with_a_conductance() {
    LeakyComposed.check_all();
}

/// The reference against closed forms: e^{−t} and 1/(1/y₀ − t), but for the
/// rounding of its 32 steps.
#[test]
fn the_reference_is_exact() {
    let [x, y] = reference(|[x, y]| [-x, y * y], [1.0, 0.4], 2.0);
    assert!((x - (-2f64).exp()).abs() < 1e-13 && (y - 2.0).abs() < 1e-13, "{x} {y}");
}
