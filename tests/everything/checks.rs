//! One line for each name: what is found, what it should be, within what, and
//! where the expected number comes from.

use std::f64::consts::{E, PI};

use ndarray::array;
use nn::ode::Variable;
use nn::{NeuronModel, Num, ToSprs, vis};
use npbrain::all as nn;

use crate::Check;
use crate::measure::*;
use crate::own::*;

macro_rules! checks {
    ($($(#[$feature:meta])? $($name:literal),+ from $from:literal: $body:expr;)*) => {
        pub(crate) const CHECKS: &[Check] = &[
            $($(#[$feature])? Check { names: &[$($name),+], from: $from, run: || Ok($body) }),*
        ];
    };
}

checks! {
    // Neurons.

    "Lif", "neurons" from "tau ln(I/(I − v_th)) = 10.986 ms, up to a step":
        [times(nn::neurons(1, nn::Lif::default()), 15.0, 20.0)?[0], 11.0, 1e-12];
    "LIF" from "v(t) = I (1 − e^(−t/tau))":
        [ends(nn::neurons(1, nn::LIF { ..nn::LIF::default() }), "v", 8.0, 10.0)?, 8.0 * (1.0 - 1.0 / E), 1e-12];
    "LifState" from "dv/dt = −v/tau": {
        let p = nn::Lif { tau: Num(5.0), r: Num(1.0), v_rest: Num(0.0), v_reset: Num(0.0), v_th: Num(9.0), noise: Num(0.0) };
        let n = nn::Neuron::<nn::Lif, f64> { p, x: nn::LifState { v: Num(2.0) }, input: nn::Input::current(Num(0.0)) };
        [nn::Lif::derivative(&n).v.0, -0.4, 1e-15]
    };
    "HodgkinHuxley" from "the rest of Hodgkin and Huxley's equations, −64.9963793 mV":
        [ends(nn::neurons(1, nn::HodgkinHuxley::default()), "v", 0.0, 300.0)?, -64.996_379_3, 1e-6];
    "HH" from "the onset of firing by LSODA: one spike at 5 µA/cm²":
        [times(nn::neurons(1, nn::HH::default()), 5.0, 100.0)?.len() as f64, 1.0, 0.0];
    "HodgkinHuxleyState" from "alpha/(alpha + beta) of n at −65 mV, 0.1/(e − 1) and 0.125 per ms": {
        let alpha = 0.1 / (E - 1.0);
        let x: nn::HodgkinHuxleyState = nn::HodgkinHuxley::steady(-65.0);
        [x.n, alpha / (alpha + 0.125), 1e-12]
    };
    "TraubMiles" from "the stable fixed point at −0.3 µA/cm² by SciPy, −65.882715511 mV":
        [ends(nn::neurons(1, nn::TraubMiles::default()), "v", -0.3, 1000.0)?, -65.882_715_511, 1e-6];
    "TraubMilesState" from "alpha/(alpha + beta) of n at u = 10 mV, 0.16/(e − 1) and 0.5 per ms": {
        let alpha = 0.16 / (E - 1.0);
        let x: nn::TraubMilesState = nn::TraubMiles { v_t: -50.0, ..nn::default() }.steady(-40.0);
        [x.n, alpha / (alpha + 0.5), 1e-12]
    };
    "Izhikevich" from "the stable root of 0.04 v² + 5 v + 140 = 0.2 v":
        [ends(nn::neurons(1, nn::Izhikevich::default()), "v", 0.0, 1000.0)?, -70.0, 1e-6];
    "IzhikevichState" from "u = b v at the start": {
        let x: nn::IzhikevichState = nn::Izhikevich::initial(&nn::Izhikevich::RS);
        [x.u, 0.2 * x.v, 1e-12]
    };
    "IzhikevichMode" from "Izhikevich 2004: tonic spiking, five spikes":
        [spikes_of(nn::IzhikevichMode::TonicSpiking)?, 5.0, 0.0];
    "Izhikevich2007" from "the lower root of 0.7 x² − 12 x + 40 = 0, x = v − v_r, at 40 pA":
        [ends(nn::neurons(1, nn::Izhikevich2007::RS), "v", 40.0, 3000.0)?, -60.0 + (12.0 - f64::sqrt(32.0)) / 1.4, 1e-6];
    "Izhikevich2007State" from "it starts at v_r":
        [nn::Izhikevich2007State::default().v, -60.0, 0.0];
    "fake_neurons" from "a clamped membrane stays":
        [ends(nn::fake_neurons(1, -55.0, []), "v", 100.0, 10.0)?, -55.0, 0.0];
    "generate_fake_neuron" from "it fires as told":
        [times(nn::generate_fake_neuron(1, 0.0, [(0, 2.5)]), 0.0, 5.0)?[0], 2.5, 0.0];
    "spike_array" from "it fires as told":
        [times(nn::spike_array(1, [(0, 0.7), (0, 0.3)]), 0.0, 1.0)?.iter().sum::<f64>(), 1.0, 1e-15];
    "poisson_group" from "at a rate of 1/dt it fires in every step":
        [times(nn::poisson_group(1, 10_000.0), 0.0, 3.0)?.len() as f64, 30.0, 0.0];
    "neurons_by" from "midpoint of v' = v² + 1 over h = 0.1: h (1 + (h/2)²)":
        [ends(nn::neurons_by(1, Qif::default(), nn::integrate::Midpoint).init("v", 0.0), "v", 1.0, 0.1)?, 0.1 * (1.0 + 0.0025), 1e-15];
    "default" from "NumpyBrain's tau": { let lif: nn::Lif = nn::default(); [lif.tau, 10.0, 0.0] };

    // Models of one's own.

    "NeuronModel", "Neuron", "Scalar", "When", "export_neuron", "vars", "Method"
        from "v = √I tan(√I t): from 0 to 10 in atan 10": {
        let found = times(nn::neurons(1, Qif::default()).method(nn::Method::Rk4), 1.0, 3.0)?[0];
        [found, f64::atan(10.0), 0.1]
    };
    "Num" from "a third": [(1.0 / nn::Num(3.0)).0, 1.0 / 3.0, 0.0];
    "Input" from "g (e_rev − v): its current": [nn::Input::conductance(Num(2.0), Num(-5.0)).current.0, -10.0, 0.0];
    "Detection" from "a neuron that shapes its own spike crosses a level":
        [f64::from(nn::HodgkinHuxley::DETECTION == nn::Detection::Crossing), 1.0, 0.0];
    "Values" from "the default of tau": [nn::Values::values(&nn::Lif::default())[0], 10.0, 0.0];
    "Vars" from "Hodgkin and Huxley's v, m, h, n":
        [<nn::HodgkinHuxleyState<f64> as nn::Vars<f64>>::LEN as f64, 4.0, 0.0];
    "Nothing" from "it has no variables": [<nn::Nothing as nn::Vars<f64>>::LEN as f64, 0.0, 0.0];
    "ReceptorModel", "Receptor", "export_receptor"
        from "a current that stays: 2 · 3 in a membrane with tau = 10, for 10 ms": {
        let mut net = nn::Network::new();
        let source = net.add(nn::spike_array(1, [(0, 0.1)]));
        let cell = net.add(nn::neurons(1, passive(10.0)));
        net.add(nn::Projection::new(source, cell, nn::all_to_all()).onto(Stays::default()).weight(3.0));
        net.run(10.2, [])?;
        [net.state(cell, "v")?[0], 6.0 * (1.0 - 1.0 / E), 1e-12]
    };
    "SynapseModel", "Synapse", "Source", "Target", "Changed", "export_synapse", "synapses"
        from "three spikes, each of which adds 3 to a weight of 1, after it was transmitted": {
        let found = jumps(|a, b| nn::synapses(Grows::default(), a, b, nn::all_to_all()), 3)?;
        [found[2], 7.0, 1e-9]
    };

    // Synapses.

    "VoltageJump", "Projection" from "a jump by the weight":
        [jumps(|a, b| nn::Projection::weight(nn::VoltageJump::new(a, b, nn::one_to_one()), 0.7), 1)?[0], 0.7, 1e-9];
    "VoltageJumpSynapse" from "a jump by the weight":
        [jumps(|a, b| nn::VoltageJumpSynapse::new(a, b, nn::one_to_one()).weight(-0.2), 1)?[0], -0.2, 1e-9];
    "NormalSynapses" from "a jump by the weight":
        [jumps(|a, b| nn::NormalSynapses::new(a, b, nn::one_to_one()).weight(2.5), 1)?[0], 2.5, 1e-9];
    "ExpCond" from "w e^(−t/tau)":
        [arrived(|a, b| nn::Projection::new(a, b, nn::all_to_all()).onto(nn::ExpCond { tau: 4.0, e_rev: 0.0 }).weight(3.0), "g", 4.0)?, 3.0 / E, 1e-12];
    "ExpCondState" from "g": [conductance::<nn::ExpCond>(nn::ExpCond { tau: Num(1.0), e_rev: Num(0.0) }, nn::ExpCondState { g: Num(0.3) }), 0.3, 0.0];
    "ExpCurrent" from "w e^(−t/tau)":
        [arrived(|a, b| nn::Projection::new(a, b, nn::all_to_all()).onto(nn::ExpCurrent { tau: 2.0 }).weight(3.0), "i", 4.0)?, 3.0 / (E * E), 1e-12];
    "ExpCurrentState" from "it begins without a current": [nn::ExpCurrentState::default().i, 0.0, 0.0];
    "DualExpCond" from "the difference of two exponentials, with its peak at 1": {
        let f = |t: f64| f64::exp(-t / 5.0) - f64::exp(-t / 0.5);
        let peak = 0.5 * 5.0 / 4.5 * f64::ln(10.0);
        let found = arrived(|a, b| nn::Projection::new(a, b, nn::all_to_all()).onto(nn::DualExpCond::default()).weight(1.0), "g", 3.0)?;
        [found, f(3.0) / f(peak), 1e-10]
    };
    "DualExpCondState" from "g": {
        let p = nn::DualExpCond { tau_rise: Num(1.0), tau_decay: Num(2.0), slope: Num(1.0), e_rev: Num(0.0) };
        [conductance::<nn::DualExpCond>(p, nn::DualExpCondState { x: Num(9.0), g: Num(0.3) }), 0.3, 0.0]
    };
    "DualExpCurrent" from "an alpha function, w t/tau e^(1 − t/tau)": {
        let alpha = nn::DualExpCurrent::alpha(2.0, nn::Normalise::Peak);
        [arrived(|a, b| nn::Projection::new(a, b, nn::all_to_all()).onto(alpha).weight(1.0), "i", 6.0)?, 3.0 * f64::exp(-2.0), 1e-10]
    };
    "DualExpCurrentState" from "it begins without a current": [nn::DualExpCurrentState::default().i, 0.0, 0.0];
    "Normalise" from "an area of 1: 1/tau²": [nn::DualExpCurrent::alpha(2.0, nn::Normalise::Area).slope, 0.25, 1e-15];
    "ampa" from "0.1 e^(−t/2)": [arrived(|a, b| nn::ampa(a, b, nn::all_to_all()), "g", 2.0)?, 0.1 / E, 1e-12];
    "AMPA_Ch1" from "0.1 e^(−t/2)": [arrived(|a, b| nn::AMPA_Ch1(a, b, nn::all_to_all()), "g", 4.0)?, 0.1 / (E * E), 1e-12];
    "gaba_a" from "0.04 e^(−t/6)": [arrived(|a, b| nn::gaba_a(a, b, nn::all_to_all()), "g", 6.0)?, 0.04 / E, 1e-12];
    "GABAa_Ch1" from "0.04 e^(−t/6)": [arrived(|a, b| nn::GABAa_Ch1(a, b, nn::all_to_all()), "g", 12.0)?, 0.04 / (E * E), 1e-12];
    "ampa_kinetic", "TwoState" from "the end of the pulse: α/(α + β) (1 − e^(−(α + β)))": {
        let p = nn::TwoState::ampa();
        [arrived(|a, b| nn::ampa_kinetic(a, b, nn::all_to_all()), "g", 1.0)?, 0.42 * open_by_pulse(p.alpha, p.beta), 1e-12]
    };
    "AMPA_Ch2" from "the same, with 1.1 and 0.19 per ms, 2 ms later":
        [arrived(|a, b| nn::AMPA_Ch2(a, b, nn::all_to_all()), "g", 3.0)?, 0.42 * open_by_pulse(1.1, 0.19) * f64::exp(-0.38), 1e-12];
    "gaba_a_kinetic" from "the same, with 5 and 0.18 per ms":
        [arrived(|a, b| nn::gaba_a_kinetic(a, b, nn::all_to_all()), "g", 1.0)?, 0.04 * open_by_pulse(5.0, 0.18), 1e-12];
    "GABAa_Ch2" from "the same, 10 ms later":
        [arrived(|a, b| nn::GABAa_Ch2(a, b, nn::all_to_all()), "g", 11.0)?, 0.04 * open_by_pulse(5.0, 0.18) * f64::exp(-1.8), 1e-12];
    "gaba_b", "GabaB" from "the midpoint rule: s⁴/(s⁴ + 100)": {
        let fourth = protein().powi(4);
        let weight = 0.02 / nn::GabaB::default().k_d;
        [arrived(|a, b| nn::gaba_b(a, b, nn::all_to_all()), "g", 20.0)? / weight, fourth / (1.0 + fourth / 100.0), 1e-8]
    };
    "GABAb_Ch1" from "the same": {
        let fourth = protein().powi(4);
        [arrived(|a, b| nn::GABAb_Ch1(a, b, nn::all_to_all()), "g", 20.0)? / 2e-4, fourth / (1.0 + fourth / 100.0), 1e-8]
    };
    "gaba_b_desensitising", "GabaBDesensitising" from "the midpoint rule: g⁴/(g⁴ + 100)": {
        let fourth = protein_desensitised().powi(4);
        let weight = 0.2 / nn::GabaBDesensitising::default().k_d;
        [arrived(|a, b| nn::gaba_b_desensitising(a, b, nn::all_to_all()), "receptor.g", 20.0)? / weight, fourth / (1.0 + fourth / 100.0), 1e-8]
    };
    "GABAb_Ch2" from "the same": {
        let fourth = protein_desensitised().powi(4);
        [arrived(|a, b| nn::GABAb_Ch2(a, b, nn::all_to_all()), "receptor.g", 20.0)? / 2e-3, fourth / (1.0 + fourth / 100.0), 1e-8]
    };
    "Pooled" from "the midpoint rule: the concentration itself": {
        let model = nn::Pooled(nn::GabaB::default());
        let found = arrived(|a, b| nn::synapses(model, a, b, nn::all_to_all()).onto(nn::GradedHill::default()).weight(1.0), "protein", 20.0)?;
        [found, protein(), 1e-7]
    };
    "nmda", "NmdaKinetics" from "the midpoint rule: 1.5 s": {
        let p = nn::NmdaKinetics::default();
        assert_eq!([p.alpha, p.tau_rise, p.tau_decay], [0.5, 2.0, 100.0]);
        [arrived(|a, b| nn::nmda(a, b, nn::all_to_all()), "g", 5.0)?, 1.5 * nmda_open(5.0), 1e-6]
    };
    "NMDA_Ch" from "the same, 20 ms later":
        [arrived(|a, b| nn::NMDA_Ch(a, b, nn::all_to_all()), "g", 25.0)?, 1.5 * nmda_open(25.0), 1e-6];
    "nmda_fast", "NmdaFast" from "what is left of s when the rise is over":
        [arrived(|a, b| nn::nmda_fast(a, b, nn::all_to_all()).weight(nn::NmdaFast::default().alpha), "g", 60.0)?, 0.5 * nmda_open(60.0), 1e-6];
    "Nmda" from "Jahr & Stevens 1990":
        [conductance::<nn::Nmda>(nn::Nmda { tau: Num(100.0), e_rev: Num(0.0), mg: Num(1.0) }, npbrain::synapses::NmdaState { g: Num(1.0) }), UNBLOCKED, 1e-6];
    "GradedNmda" from "Jahr & Stevens 1990":
        [conductance::<nn::GradedNmda>(nn::GradedNmda { e_rev: Num(0.0), mg: Num(1.0) }, npbrain::synapses::GradedNmdaState { g: Num(2.0) }), 2.0 * UNBLOCKED, 2e-6];
    "GradedCond" from "the sum of weights times levels":
        [conductance::<nn::GradedCond>(nn::GradedCond { e_rev: Num(0.0) }, npbrain::synapses::GradedCondState { g: Num(0.4) }), 0.4, 0.0];
    "GradedHill" from "half of the channels at G⁴ = k_d":
        [conductance::<nn::GradedHill>(nn::GradedHill { g_max: Num(0.02), k_d: Num(16.0), e_rev: Num(-95.0) }, npbrain::synapses::GradedHillState { protein: Num(2.0) }), 0.01, 1e-15];
    "stp" from "the first of u x: U = 0.5": [jumps(|a, b| nn::stp(a, b, nn::all_to_all()), 1)?[0], 0.5, 1e-9];
    "STP" from "the second of u x at 20 Hz": [jumps(|a, b| nn::STP(a, b, nn::all_to_all()), 2)?[1], 0.265_147, 1e-6];
    "TsodyksMarkram" from "the sixth of u x at 20 Hz, facilitating": {
        let model = nn::TsodyksMarkram::facilitating();
        [jumps(|a, b| nn::synapses(model, a, b, nn::all_to_all()), 6)?[5], 0.160_461, 1e-6]
    };
    "stdp" from "it delivers, then learns: the weight as it was":
        [jumps(|a, b| nn::stdp(a, b, nn::all_to_all()).weight(0.7), 1)?[0], 0.7, 1e-9];
    "PairStdp" from "Song et al. 2000: 0.005 e^(−10/20) for 10 ms":
        [learnt(nn::PairStdp::default(), 10.0)?, 0.005 * f64::exp(-0.5), 1e-15];
    "gap_junction" from "v e^(−dt/tau) and the current of one step":
        coupled(|a, b| nn::gap_junction(a, b, nn::one_to_one()))?;
    "GapJunction" from "the same": {
        assert_eq!(nn::GapJunction::default(), nn::GapJunction { spikelet: 0.0 });
        coupled(|a, b| nn::GapJunction(a, b, nn::one_to_one()))?
    };
    "gap_junction_lif" from "a tenth of the weight":
        [spikelet(|a, b| nn::gap_junction_lif(a, b, nn::one_to_one()))?, 0.2, 1e-12];
    "GapJunction_LIF" from "a tenth of the weight":
        [spikelet(|a, b| nn::GapJunction_LIF(a, b, nn::one_to_one()))?, 0.2, 1e-12];

    // Who connects to whom: numbers of synapses.

    "one_to_one" from "n": [number(nn::one_to_one())?, 25.0, 0.0];
    "all_to_all" from "n²": [number(nn::all_to_all())?, 625.0, 0.0];
    "by" from "pairs of 25 with i < j": [number(nn::by(|i, j| i < j))?, 300.0, 0.0];
    "pairs" from "those given": [number(nn::pairs([(0, 1), (3, 2)]))?, 2.0, 0.0];
    "dense" from "the values of a matrix": {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(2, passive(10.0)));
        let synapses = net.add(nn::VoltageJump::new(cells, cells, nn::dense(&array![[0.0, 3.0], [-1.0, 0.0]])));
        [net.synapses(synapses)?.weight[1], -1.0, 0.0]
    };
    "sparse" from "the values of a matrix": {
        let matrix = wired(nn::by(|i, j| j == i + 1))?.to_sprs();
        [number(nn::sparse(&matrix))?, 24.0, 0.0]
    };
    "ToSprs" from "n": [nn::ToSprs::to_sprs(&wired(nn::one_to_one())?).nnz() as f64, 25.0, 0.0];
    "fixed_prob" from "n (n − 1) p, binomial": by_chance(nn::fixed_prob(0.01).autapses(false), |_| 0.01)?;
    "poisson" from "n (n − 1) mean, of nearly the same variance": by_chance(nn::poisson(0.01).autapses(false), |_| 0.01)?;
    "fixed_indegree" from "n k": [number(nn::fixed_indegree(3))?, 75.0, 0.0];
    "fixed_outdegree" from "n k": [number(nn::fixed_outdegree(4))?, 100.0, 0.0];
    "fixed_total" from "that asked for": [number(nn::fixed_total(77))?, 77.0, 0.0];
    "grid_four" from "2 (h (w − 1) + w (h − 1))": [number(nn::grid_four())?, 80.0, 0.0];
    "grid_eight" from "(3 h − 2) (3 w − 2) − h w": [number(nn::grid_eight())?, 144.0, 0.0];
    "grid_n" from "((5 h − 6) (5 w − 6)) − h w for n = 2": [number(nn::grid_n(2))?, 336.0, 0.0];
    "within" from "the four nearest": [number(nn::within(1.2).autapses(false))?, 80.0, 0.0];
    "by_distance" from "the eight nearest": [number(nn::by_distance(|d: f64| f64::from(d < 1.5)).autapses(false))?, 144.0, 0.0];
    "gaussian" from "the sum of the probabilities": by_chance(nn::gaussian(0.8, 2.0).autapses(false), |d| 0.8 * f64::exp(-d * d / 8.0))?;
    "exponential_decay" from "the sum of the probabilities": by_chance(nn::exponential_decay(0.5, 3.0).autapses(false), |d| 0.5 * f64::exp(-d / 3.0))?;
    "dog" from "the sum of the probabilities, where positive":
        by_chance(nn::dog((1.0, 2.0), (0.5, 5.0)).autapses(false), |d| (f64::exp(-d * d / 8.0) - 0.5 * f64::exp(-d * d / 50.0)).max(0.0))?;
    "small_world" from "n k": [number(nn::small_world(4, 0.3))?, 100.0, 0.0];
    "scale_free" from "2 (n − m) m": [number(nn::scale_free(3))?, 132.0, 0.0];
    "gaussian_weight" from "peak e^(−d²/2σ²)": [weight_at_two(nn::gaussian_weight(3.0, 2.0))?, 3.0 * f64::exp(-0.5), 1e-12];
    "exponential_decay_weight" from "peak e^(−d/λ)": [weight_at_two(nn::exponential_decay_weight(3.0, 2.0))?, 3.0 / E, 1e-12];
    "dog_weight" from "the difference of two Gaussians":
        [weight_at_two(nn::dog_weight((3.0, 1.0), (2.0, 2.0)))?, 3.0 * f64::exp(-2.0) - 2.0 * f64::exp(-0.5), 1e-12];
    "weight_by" from "f(d)": [weight_at_two(nn::weight_by(|d: f64| 7.0 * d))?, 14.0, 0.0];
    "conn::one_to_one" from "n": [number(nn::conn::one_to_one())?, 25.0, 0.0];
    "conn::one2one" from "n": [number(nn::conn::one2one())?, 25.0, 0.0];
    "conn::all_to_all" from "n (n − 1)": [number(nn::conn::all_to_all().autapses(false))?, 600.0, 0.0];
    "conn::all2all" from "n²": [number(nn::conn::all2all())?, 625.0, 0.0];
    "conn::by" from "the diagonal": [number(nn::conn::by(|i, j| i == j))?, 25.0, 0.0];
    "conn::pairs" from "those given": [number(nn::conn::pairs([(0, 1)]))?, 1.0, 0.0];
    "conn::from_ij" from "those given": [number(nn::conn::from_ij([(0, 1), (1, 2), (1, 3)]))?, 3.0, 0.0];
    "conn::dense" from "what is not 0": [number(nn::conn::dense(&ndarray::Array2::eye(25)))?, 25.0, 0.0];
    "conn::from_conn_mat" from "what is not 0": [number(nn::conn::from_conn_mat(&ndarray::Array2::ones((25, 25))))?, 625.0, 0.0];
    "conn::sparse", "conn::ToSprs" from "there and back": {
        let matrix = nn::conn::ToSprs::to_sprs(&wired(nn::grid_four())?);
        [number(nn::conn::sparse(&matrix))?, 80.0, 0.0]
    };
    "conn::fixed_prob" from "all": [number(nn::conn::fixed_prob(1.0))?, 625.0, 0.0];
    "conn::poisson" from "none": [number(nn::conn::poisson(0.0))?, 0.0, 0.0];
    "conn::fixed_indegree" from "n k": [number(nn::conn::fixed_indegree(2))?, 50.0, 0.0];
    "conn::fixed_prenum" from "n k": [number(nn::conn::fixed_prenum(2).autapses(false))?, 50.0, 0.0];
    "conn::fixed_outdegree" from "n k": [number(nn::conn::fixed_outdegree(2))?, 50.0, 0.0];
    "conn::fixed_postnum" from "n k": [number(nn::conn::fixed_postnum(24).autapses(false))?, 600.0, 0.0];
    "conn::fixed_total" from "that asked for": [number(nn::conn::fixed_total(8))?, 8.0, 0.0];
    "conn::grid_four" from "4 n with periodic borders": [number(nn::conn::grid_four().periodic(true))?, 100.0, 0.0];
    "conn::grid_eight" from "8 n with periodic borders": [number(nn::conn::grid_eight().periodic(true))?, 200.0, 0.0];
    "conn::grid_n" from "24 n with periodic borders": [number(nn::conn::grid_n(2).periodic(true))?, 600.0, 0.0];
    "conn::grid_N" from "mistake 61: 336": [number(nn::conn::grid_N(2))?, 336.0, 0.0];
    "conn::within" from "the whole square": [number(nn::conn::within(6.0).autapses(false))?, 600.0, 0.0];
    "conn::by_distance" from "none": [number(nn::conn::by_distance(|_: f64| 0.0))?, 0.0, 0.0];
    "conn::gaussian" from "the sum of the probabilities": by_chance(nn::conn::gaussian(1.0, 1.0).autapses(false), |d| f64::exp(-d * d / 2.0))?;
    "conn::gaussian_prob" from "the sum of the probabilities": by_chance(nn::conn::gaussian_prob(0.3, 3.0).autapses(false), |d| 0.3 * f64::exp(-d * d / 18.0))?;
    "conn::exponential_decay" from "the sum of the probabilities": by_chance(nn::conn::exponential_decay(1.0, 1.0).autapses(false), |d| f64::exp(-d))?;
    "conn::dog" from "without a surround, the sum of the probabilities":
        by_chance(nn::conn::dog((0.5, 2.0), (0.0, 5.0)).autapses(false), |d| 0.5 * f64::exp(-d * d / 8.0))?;
    "conn::small_world" from "n k": [number(nn::conn::small_world(2, 0.5))?, 50.0, 0.0];
    "conn::scale_free" from "(n − m) m, directed": [number(nn::conn::scale_free(2).directed(true))?, 46.0, 0.0];
    "conn::gaussian_weight" from "peak e^(−d²/2σ²)": [weight_at_two(nn::conn::gaussian_weight(1.0, 1.0))?, f64::exp(-2.0), 1e-12];
    "conn::exponential_decay_weight" from "peak e^(−d/λ)": [weight_at_two(nn::conn::exponential_decay_weight(1.0, 1.0))?, f64::exp(-2.0), 1e-12];
    "conn::dog_weight" from "no difference": [weight_at_two(nn::conn::dog_weight((1.0, 1.0), (1.0, 1.0)))?, 0.0, 0.0];
    "conn::weight_by" from "f(d)": [weight_at_two(nn::conn::weight_by(|d: f64| -d))?, -2.0, 0.0];

    // Distributions and functions of place.

    "uniform" from "(a + b)/2": mean_of(nn::uniform(2.0, 4.0), 3.0, f64::sqrt(1.0 / 3.0))?;
    "normal" from "mean": mean_of(nn::normal(5.0, 2.0), 5.0, 2.0)?;
    "lognormal" from "e^(mu + sigma²/2)": {
        let mean = f64::exp(0.625);
        mean_of(nn::lognormal(0.5, 0.5), mean, mean * f64::sqrt(f64::exp(0.25) - 1.0))?
    };
    "gamma" from "shape · scale": mean_of(nn::gamma(4.0, 0.5), 2.0, 1.0)?;
    "exponential" from "mean": mean_of(nn::exponential(3.0), 3.0, 3.0)?;
    "sampled" from "the mean of a triangle, (low + high + mode)/3": {
        let law = rand_distr::Triangular::new(0.0, 3.0, 3.0).expect("its numbers are in order");
        mean_of(nn::sampled(law), 2.0, f64::sqrt(0.5))?
    };
    "position" from "f(x)": {
        let mut net = nn::Network::new();
        let cells = nn::neurons(2, passive(10.0)).at([1.0, 4.0]).init("v", nn::position(|[x, _, _]| 3.0 * x));
        let cells = net.add(cells);
        [net.state(cells, "v")?[1], 12.0, 0.0]
    };
    "distance" from "f(d)": [weight_at_two(nn::distance(|d| d * d))?, 4.0, 0.0];

    // Inputs: the current that is felt.

    "input" from "one current each": [felt([1.0, 2.0, 3.0].to_vec(), 3, 0.0)?[2] + ends(nn::neurons(1, passive(0.1)).method(nn::Method::Euler), "v", 4.0, 1.0)?, 7.0, 1e-12];
    "Current" from "one number": [felt_once(nn::Current::from(2.5), 1.0)?, 2.5, 1e-12];
    "steps" from "the second amplitude": [felt_once(nn::steps([(1.0, 2.0), (5.0, 1.0)]), 2.0)?, 5.0, 1e-12];
    "step_current" from "the second amplitude": [felt_once(nn::step_current([(1.0, 2.0), (6.0, 1.0)]), 2.5)?, 6.0, 1e-12];
    "constant_current" from "the first amplitude": [felt_once(nn::constant_current([(1.0, 2.0), (5.0, 1.0)]), 1.9)?, 1.0, 1e-12];
    "steps_at" from "the amplitude set last": [felt_once(nn::steps_at([(0.0, 3.0), (2.0, 4.0)]), 7.0)?, 4.0, 1e-12];
    "pulses" from "within the second pulse": [felt_once(nn::pulses([1.0, 3.0], 0.5, 9.0), 3.4)?, 9.0, 1e-12];
    "pulse_current" from "after the first pulse": [felt_once(nn::pulse_current([1.0, 3.0], 0.5, 9.0), 1.5)?, 0.0, 1e-12];
    "shock_current" from "within the first pulse": [felt_once(nn::shock_current([1.0, 3.0], 0.5, 8.0), 1.0)?, 8.0, 1e-12];
    "ramp" from "a line": [felt_once(nn::ramp(1.0, 3.0, 0.0, 10.0), 5.0)?, 2.0, 1e-12];
    "ramp_current" from "a line": [felt_once(nn::ramp_current(1.0, 3.0, 2.0, 10.0), 4.0)?, 1.5, 1e-12];
    "sine" from "its crest, a quarter of 8 ms": [felt_once(nn::sine(2.0, 125.0), 2.0)?, 2.0, 1e-12];
    "chirp" from "sin(2π (f₁ s²/2T)/1000): 10 ms of 0 to 100 Hz, after 5 ms":
        [felt_once(nn::chirp(1.0, [0.0, 100.0], 0.0, 10.0), 5.0)?, f64::sin(2.0 * PI * 0.125), 1e-12];
    "function" from "f(t)": [felt_once(nn::function(|t| t * t), 3.0)?, 9.0, 1e-12];
    "series", "After" from "its last sample, held": [felt_once(nn::series([1.0, 2.0, 4.0], 0.5, nn::After::Hold), 5.0)?, 4.0, 1e-12];
    "series_array", "Rows" from "row of a neuron, column of a time":
        [felt(nn::series_array([[1.0, 2.0], [3.0, 4.0]], nn::Rows::Neurons, 1.0, nn::After::Zero), 2, 1.0)?[1], 4.0, 1e-12];
    "format_current", "Stimulus" from "a line from 0 to 100 over 10 ms": {
        let form: nn::Stimulus = nn::format_current((0, 100, 10));
        [felt_once(form, 2.5)?, 25.0, 1e-12]
    };
    "ornstein_uhlenbeck" from "its mean over 10,000 neurons": {
        let values = felt(nn::ornstein_uhlenbeck(3.0, 2.0, 5.0), 10_000, 1.0)?;
        [values.iter().sum::<f64>() / 1e4, 3.0, 5.0 * 2.0 / 100.0]
    };
    "white_noise" from "its variance, within five standard errors": {
        let values = felt(nn::white_noise(0.0, 2.0, 0.5), 10_000, 1.0)?;
        [values.iter().map(|x| x * x).sum::<f64>() / 1e4, 4.0, 5.0 * 4.0 * f64::sqrt(2e-4)]
    };
    "white_noise_of_intensity" from "its variance is intensity²/dt": {
        let values = felt(nn::white_noise_of_intensity(0.0, 2.0), 10_000, 1.0)?;
        [values.iter().map(|x| x * x).sum::<f64>() / 1e4, 40.0, 5.0 * 40.0 * f64::sqrt(2e-4)]
    };
    "input_factory::step_current" from "the first amplitude": [felt_once(nn::input_factory::step_current([(1.0, 2.0), (5.0, 1.0)]), 0.0)?, 1.0, 1e-12];
    "input_factory::constant_current" from "the second amplitude": [felt_once(nn::input_factory::constant_current([(1.0, 2.0), (5.0, 1.0)]), 2.0)?, 5.0, 1e-12];
    "input_factory::pulse_current" from "within a pulse": [felt_once(nn::input_factory::pulse_current([1.0], 0.5, 9.0), 1.2)?, 9.0, 1e-12];
    "input_factory::shock_current" from "before a pulse": [felt_once(nn::input_factory::shock_current([1.0], 0.5, 9.0), 0.9)?, 0.0, 1e-12];
    "input_factory::ramp_current" from "a line": [felt_once(nn::input_factory::ramp_current(0.0, 1.0, 0.0, 10.0), 7.5)?, 0.75, 1e-12];
    "input_factory::format_current" from "two pulses of 4": [felt_once(nn::input_factory::format_current(([1.0, 2.0], 0.5, 4.0, 5.0)), 2.0)?, 4.0, 1e-12];

    // Networks, their handles, and what is seen of them.

    "Network" from "ten runs of one step": {
        let mut net = nn::Network::new();
        for _ in 0..10 {
            net.run(0.1, [])?;
        }
        [net.time() / net.settings().dt, 10.0, 1e-12]
    };
    "Population", "Neurons", "Object" from "its part": {
        let population: nn::Population = nn::neurons(10, passive(10.0)).init("v", |i: usize| i as f64);
        let mut net = nn::Network::new();
        fn added<O: nn::Object>(net: &mut nn::Network, object: O) -> O::Handle {
            net.add(object)
        }
        let cells: nn::Neurons = added(&mut net, population);
        [net.state(cells.slice(4..6), "v")?[1], 5.0, 0.0]
    };
    "Connections", "Synapses" from "the weights that were set": {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(3, passive(10.0)));
        let synapses: nn::Synapses = net.add(nn::VoltageJump::new(cells, cells, nn::all_to_all()));
        net.set_weights(synapses, 0.25)?;
        let connections: nn::Connections = net.synapses(synapses)?;
        [connections.weight.iter().sum(), 2.25, 0.0]
    };
    "Error", "Result" from "an unknown name": {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(3, passive(10.0)));
        let answer: nn::Result<Vec<f64>> = net.state(cells, "w");
        [f64::from(matches!(answer, Err(nn::Error::UnknownName { .. }))), 1.0, 0.0]
    };
    "Cpu" from "v(t) = I (1 − e^(−t/tau)), in f32": {
        let mut net = nn::Network::new();
        net.on(nn::Cpu::new().f32().threads(2))?;
        let cell = net.add(nn::neurons(1, passive(10.0)));
        net.run(10.0, [nn::input(cell, 8.0)])?;
        [net.state(cell, "v")?[0], 8.0 * (1.0 - 1.0 / E), 1e-5]
    };
    #[cfg(feature = "gpu")]
    "Gpu" from "v(t) = I (1 − e^(−t/tau)), in f32": {
        let mut net = nn::Network::new();
        net.on(nn::Gpu::new()?)?;
        let cell = net.add(nn::neurons(1, passive(10.0)));
        net.run(10.0, [nn::input(cell, 8.0)])?;
        [net.state(cell, "v")?[0], 8.0 * (1.0 - 1.0 / E), 1e-5]
    };
    "Reference" from "v(t) = I (1 − e^(−t/tau))": {
        let mut net = nn::Network::new();
        net.on(nn::Reference)?;
        let cell = net.add(nn::neurons(1, passive(10.0)));
        net.run(10.0, [nn::input(cell, 8.0)])?;
        [net.state(cell, "v")?[0], 8.0 * (1.0 - 1.0 / E), 1e-12]
    };
    "Interpreter" from "v(t) = I (1 − e^(−t/tau))": {
        let mut net = nn::Network::new();
        net.on(nn::Interpreter)?;
        let cell = net.add(nn::neurons(1, passive(10.0)));
        net.run(10.0, [nn::input(cell, 8.0)])?;
        [net.state(cell, "v")?[0], 8.0 * (1.0 - 1.0 / E), 1e-12]
    };
    "StateMonitor", "StateData", "Monitor" from "v(t) = v₀ e^(−t/tau)": {
        let mut net = nn::Network::new();
        let cell = net.add(nn::neurons(1, passive(5.0)).init("v", 2.0));
        let monitor: nn::Monitor<nn::StateData> = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(10.0, [])?;
        let data: nn::StateData = net.get(monitor)?;
        [data.get("v")?[[50, 0]], 2.0 / E, 1e-12]
    };
    "SpikeMonitor", "SpikeData" from "a spike every 11 ms": {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(4, nn::Lif::default()));
        let monitor = net.add(nn::SpikeMonitor::new(cells));
        net.run(110.0, [nn::input(cells, 15.0)])?;
        let data: nn::SpikeData = net.get(monitor)?;
        [data.mean_rate(), 1000.0 / 11.0, 1e-9]
    };
    "RateMonitor", "RateData" from "a spike every 11 ms": {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(4, nn::Lif::default()));
        let monitor = net.add(nn::RateMonitor::new(cells).bin(11.0));
        net.run(110.0, [nn::input(cells, 15.0)])?;
        let data: nn::RateData = net.get(monitor)?;
        [data.rate[9], 1000.0 / 11.0, 1e-9]
    };
    "raster_plot" from "the time of the first spike": [nn::raster_plot(&shown()?.spikes).1[0], 11.0, 1e-12];

    // Models by name.

    "Registry" from "v(t) = I (1 − e^(−t/tau)), tau = 20, made by NumpyBrain's name": {
        let registry = nn::Registry::shipped();
        let leaky = registry.neuron("LIF")?.make(1, &[("tau", 20.0), ("v_th", 1e9)])?;
        [ends(leaky, "v", 8.0, 20.0)?, 8.0 * (1.0 - 1.0 / E), 1e-12]
    };
    "NeuronEntry" from "a value given by name: v = √I tan(√I t/tau), at t = 2 and tau = 4": {
        let mut registry = nn::Registry::new();
        registry.register(nn::NeuronEntry::new("Qif", nn::neurons(1, Qif::default())))?;
        let population = registry.neuron("qif")?.make(1, &[("tau", 4.0)])?;
        [ends(population, "v", 1.0, 2.0)?, f64::tan(0.5), 1e-8]
    };
    "SynapseEntry" from "a jump by a weight given by name": {
        let mut registry = nn::Registry::new();
        let entry = |pre, post, rule| nn::VoltageJump::new(pre, post, rule);
        registry.register(nn::SynapseEntry::new("jump", entry))?;
        let entry = registry.synapse("jump")?;
        let made = |a, b| entry.make(a, b, nn::one_to_one(), &[("weight", 0.3)]).expect("it has a weight");
        [jumps(made, 1)?[0], 0.3, 1e-9]
    };

    // Analysis.

    "PhasePlane", "FixedPoint" from "the roots −70 and −50": {
        let plane: nn::PhasePlane<nn::Izhikevich> = plane()?;
        let points: Vec<nn::FixedPoint> = plane.fixed_points();
        [points.iter().map(|point| point.at[0]).sum(), -120.0, 1e-6]
    };
    "Stability" from "the slope of 0.04 v² + 4.8 v + 140 at −50 is 0.8: a saddle": {
        let saddles = plane()?.fixed_points().iter().filter(|p| p.stability() == nn::Stability::Saddle).count();
        [saddles as f64, 1.0, 0.0]
    };

    // What descriptions are called.

    "Connect" from "one connection of a rule of one's own": {
        let rule: &dyn nn::Connect = &nn::pairs([(0, 1)]);
        [f64::from(u8::from(rule.weights().is_none())), 1.0, 0.0]
    };
    "MakeRow" from "source k to target k": {
        let key = npbrain::core::random::Key::new(1, "a", "connect");
        let ends = npbrain::core::Ends { object: "a", pre: 5, post: 5, same: None, geometry: Default::default(), key };
        let mut maker: Box<dyn nn::MakeRow> = nn::Connect::rows(&nn::one_to_one(), &ends).expect("it has rows")?;
        let mut targets = Vec::new();
        maker.make(3, &mut targets);
        [f64::from(targets[0]), 3.0, 0.0]
    };
    "CurrentInput", "InputHandle" from "v after τ is R I (1 − 1/e)": {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(1, nn::Lif::default()));
        let drive: nn::CurrentInput = nn::input(cells, 5.0);
        let _: nn::InputHandle = net.add(drive);
        net.run(10.0, [])?;
        [net.state(cells, "v")?[0], 5.0 * (1.0 - (-1f64).exp()), 1e-12]
    };

    "poisson_input", "PoissonInput", "PoissonHandle", "Rate" from "Campbell's theorem: w ν τ = 0.1 · 20/ms · 10 ms": {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(10_000, passive(10.0)));
        let rate: nn::Rate = 20.into();
        let drive: nn::PoissonInput = nn::poisson_input(cells, 1000, rate).weight(0.1);
        let _: nn::PoissonHandle = net.add(drive);
        net.run(150.0, [])?;
        // Each jump is at the end of its step: half a dt less of decay. One
        // standard error is 0.01.
        [net.state(cells, "v")?.iter().sum::<f64>() / 10_000.0, 20.1, 0.04]
    };

    // Methods of populations: R(−½).

    "integrate::Euler" from "1 + z": [left(nn::integrate::Euler)?, 0.5, 1e-15];
    "integrate::SequentialEuler" from "1 + z": [left(nn::integrate::SequentialEuler)?, 0.5, 1e-15];
    "integrate::EulerMaruyama" from "1 + z": [left(nn::integrate::EulerMaruyama)?, 0.5, 1e-15];
    "integrate::MilsteinIto" from "1 + z": [left(nn::integrate::MilsteinIto)?, 0.5, 1e-15];
    "integrate::MilsteinStratonovich" from "1 + z": [left(nn::integrate::MilsteinStratonovich)?, 0.5, 1e-15];
    "integrate::EulerHeun" from "1 + z": [left(nn::integrate::EulerHeun)?, 0.5, 1e-15];
    "integrate::Heun" from "1 + z + z²/2": [left(nn::integrate::Heun)?, 0.625, 1e-15];
    "integrate::Midpoint" from "1 + z + z²/2": [left(nn::integrate::Midpoint)?, 0.625, 1e-15];
    "integrate::Rk2" from "1 + z + z²/2": [left(nn::integrate::Rk2 { beta: 0.7 })?, 0.625, 1e-15];
    "integrate::Rk3" from "1 + z + z²/2 + z³/6": [left(nn::integrate::Rk3)?, 0.625 - 1.0 / 48.0, 1e-15];
    "integrate::Rk4" from "… + z⁴/24": [left(nn::integrate::Rk4)?, 0.625 - 1.0 / 48.0 + 1.0 / 384.0, 1e-15];
    "integrate::ThreeEighths" from "… + z⁴/24": [left(nn::integrate::ThreeEighths)?, 0.625 - 1.0 / 48.0 + 1.0 / 384.0, 1e-15];
    "integrate::ExponentialEuler" from "e^z": [left(nn::integrate::ExponentialEuler)?, f64::exp(-0.5), 1e-15];
    "integrate::Exact" from "e^z": [left(nn::integrate::Exact)?, f64::exp(-0.5), 1e-15];
    "integrate::BackwardEuler" from "1/(1 − z)": [left(nn::integrate::BackwardEuler)?, 2.0 / 3.0, 1e-12];
    "integrate::Trapezoidal" from "(1 + z/2)/(1 − z/2)": [left(nn::integrate::Trapezoidal)?, 0.6, 1e-12];
    "integrate::Method" from "the name of a method": [f64::from("RK4".parse() == Ok(nn::integrate::Method::Rk4)), 1.0, 0.0];
    "integrate::Integrator", "integrate::NeuronSystem", "integrate::System" from "a method of one's own: x + dt/2 f, twice":
        [left(Halves)?, 0.75 * 0.75, 1e-15];
    "integrate::Differentiable" from "the slope of −v/tau": {
        let slopes = nn::integrate::Differentiable::slopes(&system(), Num(0.0), &nn::LifState { v: Num(3.0) }, 0);
        [nn::Vars::get(&slopes, 0).map_or(0.0, |slope| slope.0), -0.5, 1e-15]
    };
    "integrate::Noisy" from "noise/tau": {
        let g = nn::integrate::Noisy::diffusion(&system(), Num(0.0), &nn::LifState { v: Num(3.0) });
        [g.v.0, 4.0 / 2.0, 1e-15]
    };

    // Methods for functions: y' = −y over dt = ½.

    "ode_generator" from "… + z⁴/24": [nn::ode_generator("rk4", decaying, 0.5)?(0.0, 1.0)?, 0.625 - 1.0 / 48.0 + 1.0 / 384.0, 1e-15];
    "ode::ode_generator" from "1/(1 − z)": [nn::ode::ode_generator("implicit_Euler", decaying, 0.5)?(0.0, 1.0)?, 2.0 / 3.0, 1e-12];
    "ode::by_name", "ode::Step", "ode::Variable" from "1 + z": {
        let step: nn::ode::Step<'_, f64> = nn::ode::by_name("euler", |_, y: nn::ode::Variable| -y, 0.5)?;
        [step(0.0, 1.0)?, 0.5, 1e-15]
    };
    "ode::State", "ode::Variables" from "both of an array": {
        fn first<V: nn::ode::Variables<Value = [f64; 2]>>(y: <V as nn::ode::Variables>::Value) -> f64
        where
            [f64; 2]: nn::ode::State<Variables = V>,
        {
            y[0]
        }
        [first::<[Variable; 2]>([4.0, 5.0]), 4.0, 0.0]
    };
    "ode::euler" from "1 + z": [growth(nn::ode::euler(decay, 0.5)), 0.5, 1e-15];
    "ode::forward_Euler" from "1 + z": [growth(nn::ode::forward_Euler(decay, 0.5)), 0.5, 1e-15];
    "ode::explicit_Euler" from "1 + z": [growth(nn::ode::explicit_Euler(decay, 0.5)), 0.5, 1e-15];
    "ode::rk2" from "1 + z + z²/2": [growth(nn::ode::rk2(decay, 0.5)), 0.625, 1e-15];
    "ode::RK2" from "1 + z + z²/2": [growth(nn::ode::RK2(decay, 0.5)), 0.625, 1e-15];
    "ode::rk2_with_beta" from "1 + z + z²/2": [growth(nn::ode::rk2_with_beta(decay, 0.5, 0.9)?), 0.625, 1e-15];
    "ode::midpoint" from "1 + z + z²/2": [growth(nn::ode::midpoint(decay, 0.5)), 0.625, 1e-15];
    "ode::modified_Euler" from "1 + z + z²/2": [growth(nn::ode::modified_Euler(decay, 0.5)), 0.625, 1e-15];
    "ode::explicit_midpoint_Euler" from "1 + z + z²/2": [growth(nn::ode::explicit_midpoint_Euler(decay, 0.5)), 0.625, 1e-15];
    "ode::rk3" from "… + z³/6": [growth(nn::ode::rk3(decay, 0.5)), 0.625 - 1.0 / 48.0, 1e-15];
    "ode::RK3" from "… + z³/6": [growth(nn::ode::RK3(decay, 0.5)), 0.625 - 1.0 / 48.0, 1e-15];
    "ode::rk4" from "… + z⁴/24": [growth(nn::ode::rk4(decay, 0.5)), 0.625 - 1.0 / 48.0 + 1.0 / 384.0, 1e-15];
    "ode::RK4" from "… + z⁴/24": [growth(nn::ode::RK4(decay, 0.5)), 0.625 - 1.0 / 48.0 + 1.0 / 384.0, 1e-15];
    "ode::three_eighths" from "… + z⁴/24": [growth(nn::ode::three_eighths(decay, 0.5)), 0.625 - 1.0 / 48.0 + 1.0 / 384.0, 1e-15];
    "ode::rk4_alternative" from "… + z⁴/24": [growth(nn::ode::rk4_alternative(decay, 0.5)), 0.625 - 1.0 / 48.0 + 1.0 / 384.0, 1e-15];
    "ode::RK4_alternative" from "… + z⁴/24": [growth(nn::ode::RK4_alternative(decay, 0.5)), 0.625 - 1.0 / 48.0 + 1.0 / 384.0, 1e-15];
    "ode::exponential_euler" from "e^z": [nn::ode::exponential_euler(decaying, 0.5)(0.0, 1.0)?, f64::exp(-0.5), 1e-15];
    "ode::exp_euler_o2" from "e^z": [nn::ode::exp_euler_o2(decaying, 0.5)(0.0, 2.0)?, 2.0 * f64::exp(-0.5), 1e-15];
    "ode::backward_euler" from "1/(1 − z)": [nn::ode::backward_euler(decaying, 0.5)(0.0, 1.0)?, 2.0 / 3.0, 1e-12];
    "ode::backward_Euler" from "1/(1 − z)": [nn::ode::backward_Euler(decaying, 0.5)(0.0, 3.0)?, 2.0, 1e-12];
    "ode::implicit_Euler" from "1/(1 − z)": [nn::ode::implicit_Euler(decaying, 0.5)(0.0, 6.0)?, 4.0, 1e-12];
    "ode::trapezoidal" from "(1 + z/2)/(1 − z/2)": [nn::ode::trapezoidal(decaying, 0.5)(0.0, 1.0)?, 0.6, 1e-12];
    "ode::trapezoidal_rule" from "(1 + z/2)/(1 − z/2)": [nn::ode::trapezoidal_rule(decaying, 0.5)(0.0, 5.0)?, 3.0, 1e-12];

    // dy = y/2 dW with dt = ¼ and ∆W = 1.

    "sde_generator" from "1 + ½": [shaken(nn::sde_generator("EM", still, half, 0.25)?), 1.5, 1e-15];
    "sde::sde_generator" from "Itô: 1 + ½ + (1 − ¼)/8": [shaken(nn::sde::sde_generator("Milstein_dfree_Ito", still, half, 0.25)?), 1.593_75, 1e-15];
    "sde::by_name", "sde::Step" from "1 + ½": {
        let step: nn::sde::Step<'_, f64> = nn::sde::by_name("euler", still, half, 0.25)?;
        [shaken(step), 1.5, 1e-15]
    };
    "sde::euler_maruyama" from "1 + ½": [shaken(nn::sde::euler_maruyama(still, half, 0.25)), 1.5, 1e-15];
    "sde::EM" from "1 + ½": [shaken(nn::sde::EM(still, half, 0.25)), 1.5, 1e-15];
    "sde::EM_method" from "1 + ½": [shaken(nn::sde::EM_method(still, half, 0.25)), 1.5, 1e-15];
    "sde::Euler" from "1 + ½": [shaken(nn::sde::Euler(still, half, 0.25)), 1.5, 1e-15];
    "sde::Euler_method" from "1 + ½": [shaken(nn::sde::Euler_method(still, half, 0.25)), 1.5, 1e-15];
    "sde::Euler_Maruyama_method" from "1 + ½": [shaken(nn::sde::Euler_Maruyama_method(still, half, 0.25)), 1.5, 1e-15];
    "sde::milstein_ito" from "Itô": [shaken(nn::sde::milstein_ito(still, half, 0.25)), 1.593_75, 1e-15];
    "sde::Milstein_dfree_Ito" from "Itô": [shaken(nn::sde::Milstein_dfree_Ito(still, half, 0.25)), 1.593_75, 1e-15];
    "sde::milstein_stratonovich" from "1 + ½ + ⅛": [shaken(nn::sde::milstein_stratonovich(still, half, 0.25)), 1.625, 1e-15];
    "sde::Milstein_dfree_Stra" from "1 + ½ + ⅛": [shaken(nn::sde::Milstein_dfree_Stra(still, half, 0.25)), 1.625, 1e-15];
    "sde::euler_heun" from "−¼ + 1 + ½ + ⅛": [shaken(nn::sde::euler_heun(decay, half, 0.25)), 1.375, 1e-15];
    "sde::Euler_Heun" from "the same": [shaken(nn::sde::Euler_Heun(decay, half, 0.25)), 1.375, 1e-15];
    "sde::Euler_Heun_method" from "the same": [shaken(nn::sde::Euler_Heun_method(decay, half, 0.25)), 1.375, 1e-15];
    "sde::Heun_method" from "the same": [shaken(nn::sde::Heun_method(decay, half, 0.25)), 1.375, 1e-15];
    "sde::Heun" from "the same": [shaken(nn::sde::Heun(decay, half, 0.25)), 1.375, 1e-15];
    "sde::heun" from "by hand: ŷ = 1.25, 1 − ⅛ (1 + ŷ) + ¼ (1 + ŷ)": [shaken(nn::sde::heun(decay, half, 0.25)), 1.281_25, 1e-15];
    "sde::Heun_method2" from "the same": [shaken(nn::sde::Heun_method2(decay, half, 0.25)), 1.281_25, 1e-15];

    // Figures: what is seen of what went in.

    "vis::figure", "vis::Figure" from "the size asked for": {
        let figure: vis::Figure = nn::vis::figure(1, 1).size(640, 300);
        [f64::from(nn::vis::Figure::pixels(&figure)?.width), 640.0, 0.0]
    };
    "vis::Pixels" from "three bytes for each of 200 by 160": {
        let pixels: nn::vis::Pixels = vis::figure(1, 1).size(200, 160).pixels()?;
        [pixels.rgb.len() as f64, 96_000.0, 0.0]
    };
    "vis::get_figure" from "two rows of 3 inches": [f64::from(nn::vis::get_figure(2, 1, 3.0, 8.0).pixels()?.height), 600.0, 0.0];
    "vis::plot_value" from "one axis": [count(&nn::vis::plot_value(&shown()?.state, "v"), ">v (mV)<")?, 1.0, 0.0];
    "vis::plot_potential" from "one axis": [count(&nn::vis::plot_potential(&shown()?.state), ">v (mV)<")?, 1.0, 0.0];
    "vis::plot_raster" from "one axis": [count(&nn::vis::plot_raster(&shown()?.spikes), ">neuron<")?, 1.0, 0.0];
    "vis::plot_neuron" from "one axis": { let s = shown()?; [count(&nn::vis::plot_neuron(&s.state, &s.spikes), ">v (mV)<")?, 1.0, 0.0] };
    "vis::plot_synapse" from "36 synapses: a histogram beside": [count(&nn::vis::plot_synapse(&shown()?.weights), ">at the end<")?, 1.0, 0.0];
    "vis::vector_field_2d_system" from "a nullcline each":
        [count(&nn::vis::vector_field_2d_system(nn::Izhikevich::default(), 0.0, (-90.0, -30.0), (-30.0, 10.0)), "′ = 0<")?, 2.0, 0.0];
    "vis::animation", "vis::Animation" from "the width asked for": {
        let s = shown()?;
        let animation: nn::vis::Animation<'_> = nn::vis::animation(&s.state, "v", (2, 3)).every(5.0).size(300, 260);
        [gif_width(&animation, "animation")?, 300.0, 0.0]
    };
    "vis::animate_potential" from "the width asked for": {
        let s = shown()?;
        [gif_width(&nn::vis::animate_potential(&s.state, (2, 3)).every(5.0).size(310, 260), "animate")?, 310.0, 0.0]
    };
    "vis::animation_potential" from "the width asked for": {
        let s = shown()?;
        [gif_width(&nn::vis::animation_potential(&s.state, (2, 3)).every(5.0).size(320, 260), "potential")?, 320.0, 0.0]
    };
}
