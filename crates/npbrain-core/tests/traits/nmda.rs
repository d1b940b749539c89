//! Model 5: NMDA: a release that saturates, per source, and a receptor whose block
//! by magnesium follows the membrane potential of each instant.

use npbrain_core::integrate::{ExponentialEuler, Rk4};
use npbrain_core::prelude::*;
use npbrain_core::{Arithmetic, Dual, End, NeuronKernel, Num, Pair, Typed, Value, With};

use super::derivative::jacobian;
use super::events::Projection;
use super::exact_lif::{Lif, LifState};
use super::phases::assert_same_everywhere as assert_synapse_same_everywhere;
use super::population::{Engine, Felt, Population, Setup, assert_same_everywhere};

vars! {
    /// s' = −s/tau_decay + alpha x (1 − s), x' = −x/tau_rise, x jumps to 1 at a
    /// spike (Wang 1999; Brunel & Wang 2001). What a spike adds to s, carried
    /// back to its time, is k₀ + k₁ s, with y = alpha tau_rise,
    /// a = 1 − tau_rise/tau_decay, k₁ = e^{−y} − 1 and k₀ = y^{1−a} γ(a, y) =
    /// y e^{−y} Σ yᵏ / (a (a + 1) … (a + k)): NEST's `iaf_bw_2001`, exact for
    /// intervals long beside tau_rise.
    pub struct NmdaRelease {
        /// Rate of opening.
        alpha = 0.5 "1/ms",
        /// Time constant of rise.
        tau_rise = 2.0 "ms",
        /// Time constant of decay, that of the receptor.
        tau_decay = 100.0 "ms",
    }
}

vars! {
    /// State of a source.
    pub struct Gate {
        /// Fraction of open channels.
        s = 0.0 "1",
    }
}

impl NmdaRelease {
    /// k₀ and k₁; 24 terms are exact for y up to 4.
    #[inline(always)]
    fn increments<S: Scalar>(p: &NmdaRelease<Num<S>>) -> (Num<S>, Num<S>) {
        let (y, a) = (p.alpha * p.tau_rise, 1.0 - p.tau_rise / p.tau_decay);
        let mut term = 1.0 / a;
        let mut sum = term;
        for k in 1..24 {
            term = term * y / (a + f64::from(k));
            sum += term;
        }
        (y * (-y).exp() * sum, -y * (-y).exprel())
    }
}

impl SynapseModel for NmdaRelease {
    const NAME: &'static str = "NmdaRelease";
    type Params<V: Copy> = NmdaRelease<V>;
    type Source<V: Copy> = Gate<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Gate<Num<S>> {
        Gate { s: s.x.s * (-elapsed / s.p.tau_decay).exp() }
    }
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Gate<Num<S>>, Num<S>) {
        let (k0, k1) = NmdaRelease::increments(&s.p);
        let added = k0 + k1 * s.x.s;
        (Gate { s: s.x.s + added }, added)
    }
}

vars! {
    /// g' = −g/tau; I = g B(v) (e_rev − v), B(v) = 1/(1 + mg/3.57 e^{−0.062 v})
    /// (Jahr & Stevens 1990).
    pub struct Nmda {
        /// Decay time constant.
        tau = 100.0 "ms",
        /// Reversal potential.
        e_rev = 0.0 "mV",
        /// Concentration of magnesium.
        mg = 1.0 "mM",
    }
}

vars! {
    /// State of [`Nmda`].
    pub struct NmdaState {
        /// Conductance without block.
        g = 0.0 "µS",
    }
}

impl ReceptorModel for Nmda {
    const NAME: &'static str = "Nmda";
    const WEIGHT_UNIT: &'static str = "µS";
    type Params<V: Copy> = Nmda<V>;
    type State<V: Copy> = NmdaState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> NmdaState<Num<S>> {
        NmdaState { g: -r.x.g / r.p.tau }
    }
    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> NmdaState<Num<S>> {
        NmdaState { g: r.x.g + arrived(0) }
    }
    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, v: Num<S>) -> Input<Num<S>> {
        let block = 1.0 / (1.0 + r.p.mg / 3.57 * (-0.062 * v).exp());
        Input::conductance(r.x.g * block, r.p.e_rev)
    }
}

type Cell = With<Lif, Nmda>;
const RK4: &dyn NeuronKernel = &Typed::<Cell, Rk4>::new(Rk4);
const EXPONENTIAL: &dyn NeuronKernel = &Typed::<Cell, ExponentialEuler>::new(ExponentialEuler);

fn setup(kernel: &'static dyn NeuronKernel, v_th: f64, dt: f64) -> Setup<'static> {
    let lif = Lif { tau: 20.0, v_rest: -70.0, v_reset: -60.0, v_th, ..Lif::default() };
    let cell = lif.with(Nmda::default());
    Setup {
        kernel,
        params: cell.values().into_iter().map(Value::Same).collect(),
        size: 70,
        hold: 20,
        dt,
    }
}

/// B(v) in plain `f64`.
fn block(v: f64) -> f64 {
    1.0 / (1.0 + (-0.062 * v).exp() / 3.57)
}

/// (a), (c): release and receptor, the latter also under exponential Euler,
/// whose slopes are recorded with it.
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    assert_synapse_same_everywhere(&NmdaRelease::default());
    for kernel in [RK4, EXPONENTIAL] {
        let spikes = assert_same_everywhere(&setup(kernel, -50.0, 0.1), 300, |i, step| Felt {
            current: 0.3 * i as f64,
            conductance: 0.01,
            jump: 0.0,
            arrived: vec![if (i + step) % 13 == 0 { 0.3 } else { 0.0 }],
        });
        assert!(spikes > 50, "{spikes} spikes");
    }
}

/// (b) Closed forms: ∂(k₀ + k₁ s)/∂s = e^{−y} − 1; and B' = 0.062 B (1 − B) in
/// the slope of the membrane.
#[test]
fn dual_numbers_give_the_slopes_of_release_and_block() {
    let still = |x| Num(Dual::constant(x));
    let p = NmdaRelease { alpha: still(0.5), tau_rise: still(2.0), tau_decay: still(100.0) };
    let gate = Gate { s: Num(Dual::variable(0.3)) };
    let added = NmdaRelease::release(&End { p, x: gate, one: still(1.0) }).1;
    assert!((added.0.derivative() - (-1.0f64).exp_m1()).abs() < 1e-15);

    let (g, tau) = (0.7, 10.0);
    for v in [-80.0, -65.0, -40.0, 0.0, 20.0] {
        let p = Pair(Lif::default(), Nmda::default());
        let x = Pair(LifState { v }, NmdaState { g });
        let none = Input { current: 0.0, conductance: 0.0 };
        let slopes = jacobian::<Cell>(&p, &x, none);
        let b = block(v);
        let by_v = (-1.0 - g * b - g * v * 0.062 * b * (1.0 - b)) / tau;
        assert!((slopes[0][0] - by_v).abs() < 1e-14, "{v}");
        assert!((slopes[0][1] + b * v / tau).abs() < 1e-14, "{v}");
    }
}

/// (d) The table of validation.md e.4 (NumpyBrain multiplied by 1/B).
#[test]
fn the_block_by_magnesium() {
    for (v, wanted) in [(-80.0, 0.024425), (-65.0, 0.059668), (-40.0, 0.230155), (0.0, 0.781182)] {
        let defaults = Nmda::default();
        let receptor = Receptor::<Nmda, f64> {
            p: Nmda { tau: Num(defaults.tau), e_rev: Num(defaults.e_rev), mg: Num(defaults.mg) },
            x: NmdaState { g: Num(1.0) },
        };
        let b = Nmda::input(&receptor, Num(v)).conductance.0;
        assert!((b - wanted).abs() < 1e-6, "{v}: {b}");
        assert!((b / block(v) - 1.0).abs() < 1e-14, "{v}: {b}");
    }
}

/// (d) mpmath: k₀ = y^{τr/τd} γ(1 − τr/τd, y). And the two-variable kinetics by
/// Runge–Kutta in plain `f64`, long after a spike.
#[test]
fn the_increment_is_that_of_the_kinetics() {
    let release = |alpha: f64, s: f64| {
        let p = NmdaRelease { alpha: Num(alpha), tau_rise: Num(2.0), tau_decay: Num(100.0) };
        NmdaRelease::release(&End { p, x: Gate { s: Num(s) }, one: Num(1.0) }).0.s.0
    };
    assert!((release(0.5, 0.0) - K0).abs() < 1e-15);
    for alpha in [0.1, 0.5, 2.0] {
        for s in [0.0, 0.3, 0.9] {
            let f = |x: f64, s: f64| (-x / 2.0, -s / 100.0 + alpha * x * (1.0 - s));
            let (dt, mut x_now, mut s_now) = (0.01, 1.0, s);
            for _ in 0..8000 {
                let (a, b) = f(x_now, s_now);
                let (c, d) = f(x_now + dt / 2.0 * a, s_now + dt / 2.0 * b);
                let (e, g) = f(x_now + dt / 2.0 * c, s_now + dt / 2.0 * d);
                let (h, i) = f(x_now + dt * e, s_now + dt * g);
                x_now += dt / 6.0 * (a + 2.0 * c + 2.0 * e + h);
                s_now += dt / 6.0 * (b + 2.0 * d + 2.0 * g + i);
            }
            let carried_back = s_now * (0.8f64).exp();
            let got = release(alpha, s);
            assert!((got - carried_back).abs() < 1e-9, "{got} {carried_back}");
        }
    }
}

/// y^{τr/τd} γ(1 − τr/τd, y) for y = 1, τr/τd = 0.02, by mpmath.
const K0: f64 = 0.648_416_739_116_325_7;

/// (d) Closed form of the fixed point: s = k₀ / (1 − (1 + k₁) e^{−D/τ}). With
/// intervals D of 5 ms and more s never exceeds 1; below (where the increment,
/// carried back, is no longer the kinetics) it is bounded by −k₀/k₁ = 1.025.
/// The receptor holds w times the source's s, both decaying alike.
#[test]
fn release_saturates() {
    for interval in [1, 2, 5, 10, 50, 200] {
        let mut projection = Projection::new(&NmdaRelease::default(), 1.0, [4, 0]);
        projection.connect(0, 0, 3.0);
        let (k1, decay) = ((-1.0f64).exp_m1(), (-(interval as f64) / 100.0).exp());
        let (mut s, mut g) = (0.0f64, 0.0);
        for now in 1..=interval * 200 + 4 {
            g *= (-0.01f64).exp();
            g += projection.deliver(now).iter().map(|(_, w)| w).sum::<f64>();
            if now % interval == 0 && now <= interval * 200 {
                let added = projection.fire(0, now);
                s = s * decay + added;
                assert!(s <= if interval >= 5 { 1.0 } else { K0 / -k1 });
            }
        }
        let fixed = K0 / (1.0 - (1.0 + k1) * decay);
        println!("every {interval} ms: s = {s}");
        assert!((s - fixed).abs() < 1e-12, "{interval}: {s} is not {fixed}");
        assert!((g - 3.0 * s).abs() < 1e-11, "{interval}: {g}");
    }
}

/// (d) A loop over `f64` by hand: Runge–Kutta with the block taken at the v of
/// each stage, from strong block to a cell driven far out of it; and order 4.
#[test]
fn every_stage_sees_the_block_of_its_own_v() {
    fn f([v, g]: [f64; 2], current: f64) -> [f64; 2] {
        [(-70.0 - v + current - g * block(v) * v) / 20.0, -g / 100.0]
    }
    let by_hand = |dt: f64| {
        let mut x = [-70.0, 5.0];
        for _ in 0..(20.0 / dt).round() as usize {
            let moved = |h: f64, k: [f64; 2]| [x[0] + h * k[0], x[1] + h * k[1]];
            let k1 = f(x, 30.0);
            let k2 = f(moved(dt / 2.0, k1), 30.0);
            let k3 = f(moved(dt / 2.0, k2), 30.0);
            let k4 = f(moved(dt, k3), 30.0);
            let slope = |k: usize| k1[k] + 2.0 * (k2[k] + k3[k]) + k4[k];
            x = [x[0] + dt / 6.0 * slope(0), x[1] + dt / 6.0 * slope(1)];
        }
        x[0]
    };
    let run = |dt: f64| {
        let mut population = Population::<f64>::new(&setup(RK4, f64::INFINITY, dt));
        population.set(0, 0, -70.0);
        population.set(0, 1, 5.0);
        population.current[0] = 30.0;
        for _ in 0..(20.0 / dt).round() as usize {
            population.advance(&Engine::Kernel(Arithmetic::best()));
        }
        population.get(0, 0)
    };
    let errors = [1.0, 0.5, 0.25, 0.125].map(|dt| {
        assert!((run(dt) - by_hand(dt)).abs() < 1e-12);
        (run(dt) - by_hand(0.125 / 64.0)).abs()
    });
    for pair in errors.windows(2) {
        println!("order {}, errors {pair:?}", (pair[0] / pair[1]).log2());
    }
    let order = (errors[2] / errors[3]).log2();
    assert!((order - 4.0).abs() < 0.1, "order {order} of {errors:?}");
}
