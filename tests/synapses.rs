//! The synapses of the literature in whole networks, and one test for each
//! mistake that NumpyBrain 0.2.2 makes with them.
//!
//! What needs no test: a target's potential cannot wait in a delay line (3,
//! shown all the same), nor can a variable return another one (17): the state
//! of a source is a struct with a field for each. Weights are conductances in
//! the unit of the target, as the page of `npbrain_synapses` says (22), and
//! each receptor names it.

use std::iter;

use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::connect::AllToAll;
use npbrain::core::integrate::{ExponentialEuler, Rk4};
use npbrain::core::{Num, Receptor, ReceptorModel};
use npbrain::engine::Backend;

const DT: f64 = 0.1;

/// A membrane that hardly moves.
fn clamped() -> nn::Lif {
    nn::Lif { tau: 1e12, v_th: 1e300, ..nn::default() }
}

/// Steps of the spikes of three sources: fast bursts with overlapping pulses,
/// a regular train, and one spike after a long silence.
fn trains() -> [Vec<u64>; 3] {
    let burst = [30, 34, 37, 60, 200, 201, 202, 203, 204, 205, 206, 900];
    [burst.to_vec(), (1..=40).map(|k| 50 * k).collect(), vec![1700]]
}

fn sources(trains: &[Vec<u64>]) -> nn::Population {
    let spikes = trains.iter().enumerate();
    let spikes = spikes.flat_map(|(i, train)| train.iter().map(move |k| (i, *k as f64 / 10.0)));
    nn::spike_array(trains.len(), spikes.collect::<Vec<_>>())
}

/// A variable of the receptor composed into `TARGETS` clamped neurons, at every
/// step of 200 ms, one after the other.
const TARGETS: usize = 130;
const STEPS: u64 = 2000;

fn weight(i: usize, j: usize) -> f64 {
    0.1 + 0.01 * i as f64 + 0.001 * j as f64
}

fn conductances<R: ReceptorModel>(
    backend: impl Backend + 'static,
    receptor: R,
    variable: &str,
    trains: &[Vec<u64>],
    connect: impl Fn(nn::Neurons, nn::Neurons) -> nn::Projection,
) -> Vec<Vec<f64>> {
    let mut net = nn::Network::new();
    net.dt(DT).unwrap().on(backend).unwrap();
    let sources = net.add(sources(trains));
    let cells = nn::neurons_by(TARGETS, clamped().with(receptor), Rk4);
    let cells = net.add(cells.ports(["port"]));
    // What a ready-made projection attaches gives way to the port.
    net.add(nn::Projection { receptor: None, ..connect(sources, cells) }.port("port"));
    let monitor = net.add(nn::StateMonitor::new(cells, [format!("port.{variable}")]));
    net.run(STEPS as f64 / 10.0, []).unwrap();
    let data = net.get(monitor).unwrap();
    data.variables[0].values.columns().into_iter().map(|column| column.to_vec()).collect()
}

/// The level of one source at every step by Runge–Kutta of x' = f(pulse, x):
/// `jump` happens at spikes, a pulse lasts `pulse` steps.
fn levels<const N: usize>(
    train: &[u64],
    pulse: u64,
    f: impl Fn(bool, [f64; N]) -> [f64; N],
    jump: impl Fn(&mut [f64; N]),
    level: impl Fn([f64; N]) -> f64,
) -> Vec<f64> {
    const SUB: usize = 100;
    let h = DT / SUB as f64;
    let moved = |x: [f64; N], k: [f64; N], h: f64| std::array::from_fn(|i| x[i] + h * k[i]);
    let (mut x, mut levels) = ([0.0; N], vec![0.0]);
    for step in 0..STEPS {
        let on = train.iter().any(|k| (*k..k + pulse).contains(&step));
        for _ in 0..SUB {
            let a = f(on, x);
            let b = f(on, moved(x, a, h / 2.0));
            let c = f(on, moved(x, b, h / 2.0));
            let d = f(on, moved(x, c, h));
            x = std::array::from_fn(|i| x[i] + h / 6.0 * (a[i] + 2.0 * (b[i] + c[i]) + d[i]));
        }
        levels.push(level(x));
        if train.contains(&(step + 1)) {
            jump(&mut x);
        }
    }
    levels
}

/// Holds a graded model in a network to the levels of each source: every target
/// at every step, the same bits on every engine and number of workers; f32 close.
fn held_to<M: npbrain::core::ExportedSynapse + Copy>(
    model: M,
    levels: impl Fn(&[u64]) -> Vec<f64>,
) {
    let delay = 7;
    let levels: Vec<Vec<f64>> = trains().iter().map(|train| levels(train)).collect();
    fn run<M: npbrain::core::ExportedSynapse + Copy>(
        model: M,
        backend: impl Backend + 'static,
    ) -> Vec<Vec<f64>> {
        conductances(backend, nn::GradedCond::default(), "g", &trains(), |from, to| {
            nn::synapses(model, from, to, nn::all_to_all()).weight(weight).delay(0.7)
        })
    }
    let reference = run(model, nn::Reference);
    let mut highest = 0f64;
    for (j, found) in reference.iter().enumerate() {
        for (k, found) in found.iter().enumerate() {
            let at = k.checked_sub(delay);
            let expected: f64 = at.map_or(0.0, |at| {
                levels.iter().enumerate().map(|(i, level)| weight(i, j) * level[at]).sum()
            });
            assert!((found - expected).abs() < 1e-10, "{j}, step {k}: {found} for {expected}");
            highest = highest.max(*found);
        }
    }
    assert!(highest > 1e-5, "{highest}");
    for workers in [1, 2, 3, 8] {
        assert!(run(model, nn::Cpu::new().workers(workers)) == reference, "{workers} workers");
    }
    let single = [1, 3].map(|workers| run(model, nn::Cpu::new().f32().workers(workers)));
    assert!(single[0] == single[1]);
    for (a, b) in iter::zip(&reference, &single[0]).flat_map(|(a, b)| iter::zip(a, b)) {
        assert!((a - b).abs() < 1e-4 * highest, "{a} and {b}");
    }
}

/// Against Runge–Kutta of r' = α T (1 − r) − β r.
#[test]
fn kinetic_ampa_and_gaba_a() {
    for p in [nn::TwoState::ampa(), nn::TwoState::gaba_a(), nn::TwoState::vijayan_kopell_2012()] {
        held_to(p, |train| {
            let f = |on, [r]: [f64; 1]| {
                let t = if on { p.transmitter } else { 0.0 };
                [p.alpha * t * (1.0 - r) - p.beta * r]
            };
            levels(train, (10.0 * p.duration).round() as u64, f, |_| (), |[r]| r)
        });
    }
}

fn gaba_b(p: nn::GabaB) -> impl Fn(bool, [f64; 2]) -> [f64; 2] {
    move |on, [r, s]| {
        let t = if on { p.transmitter } else { 0.0 };
        [p.k1 * t * (1.0 - r) - p.k2 * r, p.k3 * r - p.k4 * s]
    }
}

fn desensitising(p: nn::GabaBDesensitising) -> impl Fn(bool, [f64; 3]) -> [f64; 3] {
    move |on, [r, d, g]| {
        let opening = if on { p.k1 * p.transmitter } else { 0.0 };
        [opening * (1.0 - r - d) - p.k2 * r + p.k3 * d, p.k4 * r - p.k3 * d, p.k5 * r - p.k6 * g]
    }
}

/// Against Runge–Kutta of both stages, and s⁴/(s⁴ + K_d) of each synapse.
#[test]
fn gaba_b_without_and_with_desensitisation() {
    let p = nn::GabaB::default();
    held_to(p, |train| {
        levels(train, 10, gaba_b(p), |_| (), |[_, s]| s.powi(4) / (s.powi(4) + p.k_d))
    });
    let p = nn::GabaBDesensitising::default();
    held_to(p, |train| {
        levels(train, 5, desensitising(p), |_| (), |[.., g]| g.powi(4) / (g.powi(4) + p.k_d))
    });
    held_to(nn::Pooled(p), |train| levels(train, 5, desensitising(p), |_| (), |[.., g]| g));
}

/// Against Runge–Kutta of s and x; also of spikes in every step, which drive
/// alpha tau_rise x beyond the series of the closed form.
#[test]
fn nmda_with_its_full_kinetics() {
    for tau_rise in [2.0, 12.0] {
        let p = nn::NmdaKinetics { tau_rise, ..nn::default() };
        held_to(p, |train| {
            let f =
                |_, [s, x]: [f64; 2]| [-s / p.tau_decay + p.alpha * x * (1.0 - s), -x / p.tau_rise];
            levels(train, 0, f, |[_, x]| *x += 1.0, |[s, _]| s)
        });
    }
}

/// Against the closed form k₀ + k₁ s, summed over the spikes of a train in plain
/// `f64`, k₀ by mpmath.
#[test]
fn nmda_in_its_fast_form() {
    let train: Vec<u64> = trains()[0].clone();
    let found = conductances(
        nn::Cpu::new(),
        nn::Nmda::default(),
        "g",
        std::slice::from_ref(&train),
        |from, to| nn::nmda_fast(from, to, nn::all_to_all()).weight(2.0),
    );
    let (k0, k1) = (0.648_416_739_116_325_7, (-1.0f64).exp_m1());
    let (mut s, mut last) = (0.0, 0);
    for fired in train {
        s *= (-((fired - last) as f64) * DT / 100.0).exp();
        s += k0 + k1 * s;
        last = fired;
        assert!((found[0][fired as usize + 1] / (2.0 * s) - 1.0).abs() < 1e-12);
    }
}

/// The table of Tsodyks and Markram's amplitudes for the first six spikes at
/// 20 Hz, and a loop in plain `f64`; onto AMPA, whose conductance jumps by them.
#[test]
fn short_term_plasticity_onto_ampa() {
    let table = [
        (nn::TsodyksMarkram::depressing(), [0.5, 0.265147, 0.154835, 0.103020, 0.078683, 0.067251]),
        (
            nn::TsodyksMarkram::facilitating(),
            [0.04, 0.074671, 0.103290, 0.126443, 0.145160, 0.160461],
        ),
    ];
    for (model, wanted) in table {
        let found = jumps(model, 500, 6);
        let expected = amplitudes(model, 50.0, 6);
        for k in 0..6 {
            assert!((found[k] - wanted[k]).abs() < 1e-6, "{} is not {}", found[k], wanted[k]);
            assert!((found[k] - expected[k]).abs() < 1e-12, "{} {}", found[k], expected[k]);
        }
    }
}

/// The table of steady states from 5 to 100 Hz, and a loop in plain `f64`.
#[test]
fn short_term_plasticity_in_the_steady_state() {
    let table = [
        (nn::TsodyksMarkram::depressing(), [0.181133, 0.105148, 0.057126, 0.024095, 0.012270]),
        (nn::TsodyksMarkram::facilitating(), [0.181588, 0.258673, 0.269397, 0.166892, 0.093048]),
    ];
    for (model, wanted) in table {
        for (steps, wanted) in iter::zip([2000, 1000, 500, 200, 100], wanted) {
            // 20 of the longest time constants.
            let spikes = 50.max(200_000 / steps as usize);
            let found = *jumps(model, steps, spikes).last().unwrap();
            let expected = *amplitudes(model, steps as f64 * DT, spikes).last().unwrap();
            assert!((found - wanted).abs() < 1e-6, "{steps}: {found} is not {wanted}");
            assert!((found - expected).abs() < 1e-12, "{steps}: {found} is not {expected}");
        }
    }
}

/// By how much the conductance of AMPA jumps at each spike of a regular train,
/// for a weight of 2, over 2.
fn jumps(model: nn::TsodyksMarkram, every: u64, spikes: usize) -> Vec<f64> {
    let mut net = nn::Network::new();
    let train: Vec<u64> = (1..=spikes as u64).map(|k| every * k).collect();
    let source = net.add(sources(std::slice::from_ref(&train)));
    let cell = nn::neurons_by(1, clamped().with(nn::ExpCond::ampa()), ExponentialEuler);
    let cell = net.add(cell.ports(["ampa"]));
    net.add(nn::synapses(model, source, cell, nn::all_to_all()).port("ampa").weight(2.0));
    let g = net.add(nn::StateMonitor::new(cell, ["ampa.g"]));
    net.run((every * (spikes as u64 + 1)) as f64 / 10.0, []).unwrap();
    let g = net.get(g).unwrap();
    let g = g.trace("ampa.g", 0).unwrap();
    // A spike labelled k acts at k + 1.
    let jump = |k: &u64| g[*k as usize + 1] - g[*k as usize] * (-DT / 2.0).exp();
    train.iter().map(|k| jump(k) / 2.0).collect()
}

/// What is released, by a loop.
fn amplitudes(p: nn::TsodyksMarkram, interval: f64, spikes: usize) -> Vec<f64> {
    let facilitation = if p.tau_f == 0.0 { 0.0 } else { (-interval / p.tau_f).exp() };
    let recovery = (-interval / p.tau_d).exp();
    let (mut u, mut x) = (0.0, 1.0);
    let mut next = || {
        u = u * facilitation + p.utilisation * (1.0 - u * facilitation);
        let released = u * x;
        x = 1.0 - (1.0 - x * (1.0 - u)) * recovery;
        released
    };
    (0..spikes).map(|_| next()).collect()
}

/// One spike, against the closed forms of both shapes and their normalisations:
/// peak, area, and w t/τ e^(−t/τ). Runge–Kutta errs by (dt/τ)⁴/120.
#[test]
fn receptors_that_rise_are_normalised() {
    let one = |receptor| {
        let trains = [vec![10]];
        conductances(nn::Cpu::new(), receptor, "g", &trains, |from, to| {
            nn::Projection::new(from, to, nn::all_to_all()).weight(3.0)
        })
        .swap_remove(0)
    };
    for (rise, decay) in [(0.5, 5.0), (2.0, 2.0), (3.0, 3.0 + 1e-9), (8.0, 1.0)] {
        let shape = |t: f64| match f64::abs(rise - decay) < 1e-6 {
            true => t * (-t / rise).exp(),
            false => ((-t / decay).exp() - (-t / rise).exp()) / (1.0 / rise - 1.0 / decay),
        };
        let highest = (0..400_000).map(|k| shape(1e-4 * f64::from(k))).fold(0.0, f64::max);
        for (normalise, scale) in [
            (nn::Normalise::Peak, 1.0 / highest),
            (nn::Normalise::Area, 1.0 / (rise * decay)),
            (nn::Normalise::None, 1.0 / rise),
        ] {
            let g = one(nn::DualExpCond::new(rise, decay, 0.0, normalise));
            for (k, g) in g.iter().enumerate().skip(11) {
                let expected = 3.0 * scale * shape(DT * (k - 11) as f64);
                assert!((g - expected).abs() < 1e-4, "{rise}, {decay}, {k}: {g} for {expected}");
            }
        }
    }
}

/// Attached, a rising current is exact: the charge w · 1 ms of an area.
#[test]
fn the_area_of_a_rising_current() {
    for (rise, decay) in [(0.5, 5.0), (2.0, 2.0), (0.03, 0.2)] {
        let mut net = nn::Network::new();
        let source = net.add(sources(&[vec![10]]));
        let cell = net.add(nn::neurons(1, clamped()));
        let receptor = nn::DualExpCurrent::new(rise, decay, nn::Normalise::Area);
        net.add(nn::Projection::new(source, cell, nn::all_to_all()).onto(receptor).weight(3.0));
        net.run(200.0, []).unwrap();
        let charge = net.state(cell, "v").unwrap()[0] * 1e12;
        assert!((charge / 3.0 - 1.0).abs() < 1e-8, "{charge}");
    }
}

/// All ready-made synapses run as they come, by either name, and move their
/// targets the way they should.
#[test]
fn ready_made_synapses() {
    type Make = fn(nn::Neurons, nn::Neurons, AllToAll) -> nn::Projection;
    let towards: [(Make, f64); 8] = [
        (nn::AMPA_Ch1, 0.0),
        (nn::AMPA_Ch2, 0.0),
        (nn::GABAa_Ch1, -80.0),
        (nn::GABAa_Ch2, -80.0),
        (nn::GABAb_Ch1, -95.0),
        (nn::GABAb_Ch2, -95.0),
        (nn::NMDA_Ch, 0.0),
        (nn::nmda_fast, 0.0),
    ];
    for (make, e_rev) in towards {
        let mut net = nn::Network::new();
        let train: Vec<u64> = (1..100).map(|k| 20 * k).collect();
        let source = net.add(sources(&[train]));
        let lif = nn::Lif { v_rest: -70.0, v_reset: -70.0, v_th: 1e300, ..nn::default() };
        let cell = net.add(nn::neurons(1, lif));
        let projection = make(source, cell, nn::all_to_all());
        assert!(projection.receptor.is_some());
        net.add(projection);
        net.run(200.0, []).unwrap();
        let v = net.state(cell, "v").unwrap()[0];
        assert!((v + 70.0) * (e_rev + 70.0) > 1e-3, "{v} for {e_rev}");
        assert!((v - e_rev) * (-70.0 - e_rev) > 0.0, "{v} for {e_rev}");
    }
}

/// What transmits, of all levels, is refused where it cannot be.
#[test]
fn graded_synapses_need_graded_receptors() {
    let told = |projection: fn(nn::Neurons) -> nn::Projection| {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(3, nn::Lif::default()));
        net.add(projection(cells).named("syn"));
        net.run(1.0, []).unwrap_err().to_string()
    };
    assert_eq!(
        told(|n| nn::nmda(n, n, nn::all_to_all()).onto(nn::Nmda::default())),
        "projection `syn`: NmdaKinetics acts by the level of its \
         sources, and the receptor Nmda takes jumps; attach a graded receptor"
    );
    assert_eq!(
        told(|n| nn::ampa(n, n, nn::all_to_all()).onto(nn::GradedCond::default())),
        "projection `syn`: the receptor GradedCond takes levels, and \
         spikes without a synapse model are jumps"
    );
    assert_eq!(
        told(|n| nn::stp(n, n, nn::all_to_all()).onto(nn::GradedCond::default())),
        "projection `syn`: the receptor GradedCond takes levels, and \
         TsodyksMarkram delivers jumps"
    );
}

/// 1 / (1 + [Mg]/3.57 e^(−0.062 v)) (Jahr & Stevens 1990).
fn block(v: f64) -> f64 {
    1.0 / (1.0 + (-0.062 * v).exp() / 3.57)
}

/// The table of the published equation; NumpyBrain multiplied where it should
/// have divided, and had 3.75 for 3.57.
#[test]
fn numpybrain_01_and_02_the_block_by_magnesium() {
    for (v, wanted) in [(-80.0, 0.024425), (-65.0, 0.059668), (-40.0, 0.230155), (0.0, 0.781182)] {
        let g = nn::Nmda::default();
        let fast = nn::Nmda::input(
            &Receptor::<nn::Nmda, f64> {
                p: nn::Nmda { tau: Num(g.tau), e_rev: Num(g.e_rev), mg: Num(g.mg) },
                x: npbrain::synapses::NmdaState { g: Num(1.0) },
            },
            Num(v),
        );
        let graded = nn::GradedNmda::input(
            &Receptor::<nn::GradedNmda, f64> {
                p: nn::GradedNmda { e_rev: Num(0.0), mg: Num(1.0) },
                x: npbrain::synapses::GradedNmdaState { g: Num(1.0) },
            },
            Num(v),
        );
        for b in [fast.conductance.0, graded.conductance.0] {
            assert!((b - wanted).abs() < 1e-6, "{v}: {b}");
            assert!((b / block(v) - 1.0).abs() < 1e-14, "{v}: {b}");
        }
    }
}

/// In closed form: v jumps from −80 to −40 mV long before a spike with a delay
/// of 5 ms would have sampled it; the block is of −40 in the very next step.
#[test]
fn numpybrain_03_the_block_is_of_the_present_potential() {
    for graded in [false, true] {
        let mut net = nn::Network::new();
        let source = net.add(sources(&[vec![10], vec![700]]));
        let tau = 1e6;
        let lif = nn::Lif { tau, v_reset: -80.0, v_th: 1e300, ..nn::default() };
        let cell = net.add(nn::neurons(1, lif).init("v", -80.0));
        let spike = source.slice(0..1);
        let nmda = match graded {
            true => nn::nmda(spike, cell, nn::all_to_all()),
            false => nn::nmda_fast(spike, cell, nn::all_to_all()),
        };
        net.add(nmda.weight(10.0).delay(5.0));
        let jump = nn::VoltageJump::new(source.slice(1..2), cell, nn::all_to_all());
        net.add(jump.weight(40.0).delay(0.1));
        let v = net.add(nn::StateMonitor::new(cell, ["v"]));
        net.run(80.0, []).unwrap();
        let v = net.get(v).unwrap();
        let v = v.trace("v", 0).unwrap();
        // What flowed in one step, without the leak: g B (0 − v) dt / tau. The
        // jump acts at the end of step 700.
        let felt = |k: usize| (v[k + 1] - v[k]) * tau / DT / -v[k] - 1.0;
        let [before, after] = [felt(699), felt(701)];
        let (b, a) = (block(v[699]), block(v[701]));
        // In between the conductance decays by 0.2 %.
        let ratio = after / before * (0.2f64 / 100.0).exp();
        assert!((ratio / (a / b) - 1.0).abs() < 1e-4, "{ratio} for {}", a / b);
        assert!(a / b > 9.0);
    }
}

/// By hand: what arrives at a step's end stands there in full, in AMPA and NMDA
/// alike, and both decay from then on.
#[test]
fn numpybrain_04_one_order_of_decay_and_arrival() {
    let mut net = nn::Network::new();
    let source = net.add(sources(&[vec![10]]));
    let receptors = (nn::ExpCond::ampa(), nn::Nmda::default());
    let cell = nn::neurons_by(1, clamped().with(receptors), ExponentialEuler);
    let cell = net.add(cell.ports(["ampa", "nmda"]));
    for port in ["ampa", "nmda"] {
        net.add(nn::Projection::new(source, cell, nn::all_to_all()).port(port).weight(0.75));
    }
    let g = net.add(nn::StateMonitor::new(cell, ["ampa.g", "nmda.g"]));
    net.run(5.0, []).unwrap();
    let g = net.get(g).unwrap();
    for (name, tau) in [("ampa.g", 2.0), ("nmda.g", 100.0f64)] {
        let g = g.trace(name, 0).unwrap();
        assert_eq!([g[10], g[11]], [0.0, 0.75]);
        assert!((g[12] / (0.75 * (-DT / tau).exp()) - 1.0).abs() < 1e-14);
    }
}

/// The activation after 2 s of 100 Hz in a network, 0.2469, against Runge–Kutta:
/// 2.393 µM of G protein. With NumpyBrain's k5 it was 4.6e-13.
#[test]
fn numpybrain_15_gaba_b_that_desensitises_conducts() {
    let mut net = nn::Network::new();
    let train: Vec<u64> = (0..200).map(|k| 1 + 100 * k).collect();
    let source = net.add(sources(std::slice::from_ref(&train)));
    let cell = nn::neurons_by(1, clamped().with(nn::GradedCond::default()), ExponentialEuler);
    let cell = net.add(cell.ports(["port"]));
    let model = nn::GabaBDesensitising::default();
    net.add(nn::synapses(model, source, cell, nn::all_to_all()).port("port"));
    net.run(2000.0, []).unwrap();
    let activation = net.state(cell, "port.g").unwrap()[0];
    // Runge–Kutta, with the labels as they are: the level of one step ago.
    let f = desensitising(model);
    let mut x = [0.0; 3];
    for step in 0..19_999u64 {
        let on = step % 100 >= 1 && step % 100 < 6;
        for _ in 0..10 {
            let h = DT / 10.0;
            let at = |k: [f64; 3], h: f64| -> [f64; 3] { std::array::from_fn(|i| x[i] + h * k[i]) };
            let a = f(on, x);
            let b = f(on, at(a, h / 2.0));
            let c = f(on, at(b, h / 2.0));
            let d = f(on, at(c, h));
            x = std::array::from_fn(|i| x[i] + h / 6.0 * (a[i] + 2.0 * (b[i] + c[i]) + d[i]));
        }
    }
    let expected = x[2].powi(4) / (x[2].powi(4) + 100.0);
    println!("G = {} µM, activation {activation}", x[2]);
    assert!((activation - expected).abs() < 1e-9, "{activation} for {expected}");
    assert!((activation - 0.2469).abs() < 1e-4, "{activation}");
}

/// By hand: two synapses with G each conduct twice s(G), or, if they are told to
/// pool it, s(2 G).
#[test]
fn numpybrain_16_gaba_b_acts_per_synapse_or_pooled() {
    let p = nn::GabaBDesensitising::default();
    let train: Vec<u64> = (1..=100).map(|k| 20 * k).collect();
    let trains = [train.clone(), train];
    let of = |pooled: bool| -> Vec<f64> {
        let g = |from, to| match pooled {
            true => nn::synapses(nn::Pooled(p), from, to, nn::all_to_all()),
            false => nn::synapses(p, from, to, nn::all_to_all()),
        };
        conductances(nn::Cpu::new(), nn::GradedCond::default(), "g", &trains, g).swap_remove(0)
    };
    let pool = |from, to| nn::synapses(nn::Pooled(p), from, to, nn::all_to_all());
    let hill = nn::GradedHill { g_max: 1.0, ..nn::default() };
    let pooled = conductances(nn::Cpu::new(), hill, "protein", &trains, pool).swap_remove(0);
    let s = |g: f64| g.powi(4) / (g.powi(4) + 100.0);
    let (each, both) = (of(false), of(true));
    for k in 0..each.len() {
        assert_eq!(both[k], pooled[k]);
        assert!((each[k] - 2.0 * s(pooled[k] / 2.0)).abs() < 1e-12);
    }
    let last = *pooled.last().unwrap();
    let receptor = Receptor::<nn::GradedHill, f64> {
        p: nn::GradedHill { g_max: Num(0.3), k_d: Num(100.0), e_rev: Num(-95.0) },
        x: npbrain::synapses::GradedHillState { protein: Num(last) },
    };
    let input = nn::GradedHill::input(&receptor, Num(-60.0));
    assert!((input.conductance.0 - 0.3 * s(last)).abs() < 1e-14);
    assert!((s(last) - each[each.len() - 1]).abs() > 0.01, "they must differ");
}

/// By hand: one spike of NumpyBrain's constants delivers 0.15 of the weight, at
/// once and once only; NumpyBrain's let 0.1275 flow for ever.
#[test]
fn numpybrain_18_and_19_short_term_plasticity_acts_at_spikes() {
    let mut net = nn::Network::new();
    let source = net.add(sources(&[vec![10]]));
    let cell = net.add(nn::neurons(1, clamped()));
    let model = nn::TsodyksMarkram::numpybrain();
    net.add(nn::synapses(model, source, cell, nn::all_to_all()).weight(4.0));
    let v = net.add(nn::StateMonitor::new(cell, ["v"]));
    net.run(50.0, []).unwrap();
    let v = net.get(v).unwrap();
    for (k, v) in v.trace("v", 0).unwrap().iter().enumerate() {
        let expected = if k < 11 { 0.0 } else { 4.0 * 0.15 };
        assert!((v - expected).abs() < 1e-9, "step {k}: {v}");
    }
}

/// By hand: the transmitter stays for five steps, whenever the spike was.
#[test]
fn numpybrain_28_a_pulse_is_equally_long_at_all_times() {
    let trains = [(0..19).map(|k| 7 + 101 * k).collect::<Vec<u64>>()];
    let model = nn::TwoState { beta: 5.0, ..nn::TwoState::vijayan_kopell_2012() };
    let found = conductances(nn::Cpu::new(), nn::GradedCond::default(), "g", &trains, |a, b| {
        nn::synapses(model, a, b, nn::all_to_all())
    })
    .swap_remove(0);
    // It rises in 5 steps and falls in all others; after 100 it has vanished.
    for k in &trains[0] {
        let window = &found[*k as usize + 1..*k as usize + 100];
        let rising = window.windows(2).filter(|pair| pair[1] > pair[0]).count();
        assert_eq!(rising, 5, "after step {k}");
        for (a, b) in iter::zip(window, &found[8..]) {
            assert!((a - b).abs() < 1e-15, "after step {k}: {a} and {b}");
        }
    }
}

/// By hand: two synapses of one pair conduct twice, of every kind.
#[test]
fn numpybrain_62_synapses_of_one_pair_add_up() {
    let trains = [vec![10]];
    let rule = || nn::pairs([(0, 1), (0, 1), (0, 2)]);
    let jumps = conductances(nn::Cpu::new(), nn::ExpCond::ampa(), "g", &trains, |a, b| {
        nn::ampa(a, b, rule()).weight(0.5)
    });
    let levels = conductances(nn::Cpu::new(), nn::GradedCond::default(), "g", &trains, |a, b| {
        nn::ampa_kinetic(a, b, rule()).weight(0.5)
    });
    for g in [jumps, levels] {
        assert!(g[2][15] > 0.0);
        assert_eq!(g[1][15], 2.0 * g[2][15]);
    }
}

/// By hand: a weight for each synapse, of voltage jumps and of short-term
/// plasticity.
#[test]
fn numpybrain_69_weights_per_synapse() {
    for plastic in [false, true] {
        let mut net = nn::Network::new();
        let source = net.add(sources(&[vec![10]]));
        let cells = net.add(nn::neurons(3, clamped()));
        let projection = match plastic {
            false => nn::VoltageJump::new(source, cells, nn::all_to_all()),
            true => nn::stp(source, cells, nn::all_to_all()),
        };
        net.add(projection.weight([0.5, -1.0, 2.0]));
        net.run(2.0, []).unwrap();
        let share = if plastic { 0.5 } else { 1.0 };
        for (v, weight) in iter::zip(net.state(cells, "v").unwrap(), [0.5, -1.0, 2.0]) {
            assert!((v - share * weight).abs() < 1e-9, "{v}");
        }
    }
}
