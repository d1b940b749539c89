//! Model 2b: the leaky integrate-and-fire neuron with a composed exponential
//! current, solved exactly: NEST's `iaf_psc_exp`.

use npbrain_core::integrate::Exact;
use npbrain_core::prelude::*;
use npbrain_core::{Arithmetic, NeuronKernel, Pair, Typed, Value, With};

use super::derivative::jacobian;
use super::exact_lif::{Lif, LifState};
use super::population::{Engine, Felt, Population, Setup, assert_same_everywhere};

vars! {
    /// i' = −i/tau; I = i; a weight w that arrives adds w to i (Rotter &
    /// Diesmann 1999).
    pub struct ExpCurrent {
        /// Decay time constant.
        tau = 0.5 "ms",
    }
}

vars! {
    /// State of [`ExpCurrent`].
    pub struct ExpCurrentState {
        /// Current.
        i = 0.0 "pA",
    }
}

impl ReceptorModel for ExpCurrent {
    const NAME: &'static str = "ExpCurrent";
    const WEIGHT_UNIT: &'static str = "pA";
    const LINEAR: bool = true;
    type Params<V: Copy> = ExpCurrent<V>;
    type State<V: Copy> = ExpCurrentState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> ExpCurrentState<Num<S>> {
        ExpCurrentState { i: -r.x.i / r.p.tau }
    }
    #[inline(always)]
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> ExpCurrentState<Num<S>> {
        ExpCurrentState { i: r.x.i + arrived(0) }
    }
    #[inline(always)]
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::current(r.x.i)
    }
}

type Cell = With<Lif, ExpCurrent>;
const KERNEL: &dyn NeuronKernel = &Typed::<Cell, Exact>::new(Exact);
/// Resistance in GΩ, so that pA make mV: tau / C with C = 250 pF.
const R: f64 = 10.0 / 250.0;

fn setup(lif: Lif, taus: Vec<f64>, dt: f64) -> Setup<'static> {
    let (size, cell) = (taus.len(), lif.with(ExpCurrent::default()));
    let mut params: Vec<Value> = cell.values().into_iter().map(Value::Same).collect();
    // The receptor's tau follows the neuron's six parameters.
    params[6] = Value::Each(taus);
    Setup { kernel: KERNEL, params, size, hold: 0, dt }
}

fn passive() -> Lif {
    Lif { r: R, v_th: f64::INFINITY, ..Lif::default() }
}

/// The double-exponential PSP per pA, t ms after its arrival, in a form that
/// is safe where both time constants meet: with δ = 1/τ_s − 1/τ_m,
/// (R/τ_m) e^{−t/τ_s} (e^{δt} − 1)/δ, and R/τ_m t e^{−t/τ} for δ = 0.
fn psp(tau_m: f64, tau_s: f64, t: f64) -> f64 {
    let delta = (tau_m - tau_s) / (tau_m * tau_s);
    let factor = if delta == 0.0 { t } else { (delta * t).exp_m1() / delta };
    R / tau_m * (-t / tau_s).exp() * factor
}

/// (a), (c).
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    let lif = Lif { noise: 1.0, r: R, ..Lif::default() };
    let taus = (0..70).map(|i| 0.5 + 0.25 * f64::from(i)).collect();
    let setup = Setup { hold: 20, ..setup(lif, taus, 0.1) };
    let spikes = assert_same_everywhere(&setup, 300, |i, step| Felt {
        current: 200.0 + i as f64,
        conductance: 0.0,
        jump: 0.0,
        arrived: vec![if (i + step) % 13 == 0 { 90.0 } else { 0.0 }],
    });
    assert!(spikes > 50, "{spikes} spikes");
}

/// (b) Closed form: the Jacobian of v and i.
#[test]
fn dual_numbers_give_the_jacobian() {
    let p = Pair(passive(), ExpCurrent { tau: 0.5 });
    let x = Pair(LifState { v: 3.0 }, ExpCurrentState { i: 70.0 });
    let input = Input { current: 1.0, conductance: 0.0 };
    let slopes = jacobian::<Cell>(&p, &x, input);
    assert_eq!(slopes, [[-1.0 / 10.0, R / 10.0, R / 10.0], [0.0, -2.0, 0.0]]);
    const { assert!(Cell::LINEAR) };
}

/// (d) Closed form: peak at 1.576701 ms, of 0.00170826 mV per pA, so that
/// 0.15 mV need 87.8085 pA (Potjans & Diesmann's weight); dt is 1/16 of that
/// time, so that a sample falls on the peak.
#[test]
fn the_peak_of_the_psp() {
    let (tau_m, tau_s) = (10.0_f64, 0.5);
    let peak = tau_m * tau_s / (tau_m - tau_s) * (tau_m / tau_s).ln();
    assert!((peak - 1.576701).abs() < 5e-7, "{peak}");
    let mut population = Population::<f64>::new(&setup(passive(), vec![tau_s], peak / 16.0));
    population.arrived[0][0] = 87.8085;
    population.advance(&Engine::Kernel(Arithmetic::best()));
    let mut trace = vec![population.get(0, 0)];
    for step in 1..=40 {
        population.advance(&Engine::Kernel(Arithmetic::best()));
        let v = population.get(0, 0);
        let exact = 87.8085 * psp(tau_m, tau_s, peak / 16.0 * f64::from(step));
        assert!((v / exact - 1.0).abs() < 1e-13, "step {step}: {v} {exact}");
        trace.push(v);
    }
    let highest = trace.iter().fold(f64::MIN, |a, b| a.max(*b));
    println!("peak {peak} ms, {} mV per pA", highest / 87.8085);
    assert_eq!(trace[16], highest);
    assert!((highest - 0.15).abs() < 1e-6);
    assert!((highest / 87.8085 - 0.00170826).abs() < 5e-9);
}

/// (d) Closed form, through the singularity: τ_m − τ_s of 0 and of ±1e-12 to
/// ±1e-2, relative error below 1e-12 (NEST allows 1e-9).
#[test]
fn equal_time_constants_are_no_special_case() {
    let gaps = (0..=10).flat_map(|k| [10f64.powi(k - 12), -(10f64.powi(k - 12))]);
    let taus: Vec<f64> = [0.0].into_iter().chain(gaps).map(|gap| 10.0 - gap).collect();
    let mut population = Population::<f64>::new(&setup(passive(), taus.clone(), 0.1));
    population.arrived[0].fill(1.0);
    population.advance(&Engine::Kernel(Arithmetic::best()));
    let mut worst = 0f64;
    for step in 1..=1000 {
        population.advance(&Engine::Kernel(Arithmetic::best()));
        for (i, tau_s) in taus.iter().enumerate() {
            let exact = psp(10.0, *tau_s, 0.1 * f64::from(step));
            worst = worst.max((population.get(i, 0) / exact - 1.0).abs());
        }
    }
    println!("worst relative error {worst:e}");
    assert!(worst < 1e-12, "{worst:e}");
}

/// (d) By hand: receptors composed one after the other have ports of their own,
/// as those of a tuple have.
#[test]
fn receptors_composed_in_turn_have_ports_of_their_own() {
    type InTurn = With<With<Lif, ExpCurrent>, ExpCurrent>;
    type AsTuple = With<Lif, (ExpCurrent, ExpCurrent)>;
    let in_turn: &dyn NeuronKernel = &Typed::<InTurn, Exact>::new(Exact);
    let as_tuple: &dyn NeuronKernel = &Typed::<AsTuple, Exact>::new(Exact);
    for kernel in [in_turn, as_tuple] {
        let params = kernel.traits().params;
        let setup = Setup {
            kernel,
            params: params.iter().map(|p| Value::Same(p.default)).collect(),
            size: 1,
            hold: 0,
            dt: 0.1,
        };
        let mut population = Population::<f64>::new(&setup);
        population.arrived[0][0] = 3.0;
        population.arrived[1][0] = 5.0;
        population.advance(&Engine::Kernel(Arithmetic::best()));
        assert_eq!([population.get(0, 1), population.get(0, 2)], [3.0, 5.0]);
    }
}
