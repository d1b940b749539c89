//! The closed forms of the graded models, against Runge–Kutta of their
//! published equations in plain `f64`, far finer than any step of a network.

use npbrain_core::{End, Num, SynapseModel, Vars};
use npbrain_synapses::{GabaB, GabaBDesensitising, NmdaFast, NmdaKinetics, TwoState};

type Seen<M> = <M as SynapseModel>::Source<Num<f64>>;

/// The source of a model that fires at `spikes`, seen at `times` as an engine
/// sees it: carried on from its last spike in one go.
fn seen<M: SynapseModel>(model: &M, spikes: &[f64], times: &[f64]) -> Vec<Seen<M>> {
    let values = model.values();
    let end =
        |x: Seen<M>| End::<M, f64, Seen<M>> { p: Vars::make(|k| Num(values[k])), x, one: Num(1.0) };
    let (mut x, mut last): (Seen<M>, f64) =
        (Vars::make(|k| Num(<Seen<M>>::TABLE.get(k).default)), 0.0);
    let mut spikes = spikes.iter().peekable();
    times
        .iter()
        .map(|t| {
            while let Some(spike) = spikes.next_if(|spike| *spike <= t) {
                let before = M::source_after(&end(x), Num(spike - last));
                (x, last) = (M::release(&end(before)).0, *spike);
            }
            M::source_after(&end(x), Num(t - last))
        })
        .collect()
}

/// x' = f(pulse, x) from 0 to each of `times`; a pulse lasts `duration` from
/// each spike on, which `jump` changes x by. Steps of at most `h`.
fn integrated<const N: usize>(
    f: impl Fn(bool, [f64; N]) -> [f64; N],
    jump: impl Fn(&mut [f64; N]),
    duration: f64,
    [spikes, times]: [&[f64]; 2],
    h: f64,
) -> Vec<[f64; N]> {
    let (mut x, mut now) = ([0.0; N], 0.0);
    let mut events: Vec<f64> = spikes.iter().flat_map(|t| [*t, t + duration]).collect();
    events.extend(times);
    events.sort_by(f64::total_cmp);
    events.dedup();
    let mut out = Vec::new();
    for event in events {
        let middle = (now + event) / 2.0;
        let on = spikes.iter().any(|t| (*t..t + duration).contains(&middle));
        let steps = ((event - now) / h).ceil();
        let h = (event - now) / steps;
        let moved = |x: [f64; N], k: [f64; N], h: f64| std::array::from_fn(|i| x[i] + h * k[i]);
        for _ in 0..steps as usize {
            let a = f(on, x);
            let b = f(on, moved(x, a, h / 2.0));
            let c = f(on, moved(x, b, h / 2.0));
            let d = f(on, moved(x, c, h));
            x = std::array::from_fn(|i| x[i] + h / 6.0 * (a[i] + 2.0 * (b[i] + c[i]) + d[i]));
        }
        now = event;
        if spikes.contains(&event) {
            jump(&mut x);
        }
        if times.contains(&event) {
            out.push(x);
        }
    }
    out
}

/// Bursts with overlapping pulses, single spikes, long silences.
const SPIKES: [f64; 12] = [3.0, 3.5, 3.9, 5.0, 20.0, 20.1, 20.2, 20.3, 20.4, 20.5, 150.0, 400.0];

fn times() -> Vec<f64> {
    (1..2000).map(|k| 0.317 * f64::from(k)).collect()
}

fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() < tolerance, "{what}: {found:e} is not {expected:e}");
}

#[test]
fn two_states() {
    let models =
        [TwoState::ampa(), TwoState::gaba_a(), TwoState::vijayan_kopell_2012()].into_iter();
    let odd = TwoState { duration: 0.73, ..TwoState::gaba_a_numpybrain() };
    for p in models.chain([odd]) {
        let expected = integrated(
            |on, [r]| {
                let t = if on { p.transmitter } else { 0.0 };
                [p.alpha * t * (1.0 - r) - p.beta * r]
            },
            |_| (),
            p.duration,
            [&SPIKES, &times()],
            0.001,
        );
        for (k, (x, [r])) in seen(&p, &SPIKES, &times()).iter().zip(expected).enumerate() {
            close(x.r.0, r, 1e-10, &format!("{p:?}, {k}"));
        }
    }
}

/// Also with equal rates, where closed forms usually divide by 0.
#[test]
fn gaba_b() {
    let normal = GabaB::default();
    let models = [
        normal,
        GabaB { k2: 0.034, ..normal },
        GabaB { k2: 0.034 * (1.0 + 1e-9), ..normal },
        GabaB { k1: 0.068, k2: 0.0, transmitter: 0.5, ..normal },
        GabaB { duration: 40.0, ..normal },
    ];
    for p in models {
        let expected = integrated(
            |on, [r, s]| {
                let t = if on { p.transmitter } else { 0.0 };
                [p.k1 * t * (1.0 - r) - p.k2 * r, p.k3 * r - p.k4 * s]
            },
            |_| (),
            p.duration,
            [&SPIKES, &times()],
            0.01,
        );
        for (k, (x, [r, s])) in seen(&p, &SPIKES, &times()).iter().zip(expected).enumerate() {
            close(x.r.0, r, 1e-10, &format!("r of {p:?}, {k}"));
            close(x.s.0, s, 1e-10, &format!("s of {p:?}, {k}"));
        }
    }
}

/// Also with equal rates, one to three of them, and with complex eigenvalues,
/// which transmitter can make.
#[test]
fn gaba_b_that_desensitises() {
    let normal = GabaBDesensitising::default();
    let long = GabaBDesensitising { duration: 40.0, ..normal };
    // Without transmitter the eigenvalues are mean ± root.
    let (mean, root) = (-0.01265, (0.00735f64 * 0.00735 + 0.0053 * 0.017).sqrt());
    let models = [
        normal,
        long,
        GabaBDesensitising { k6: -(mean + root), ..long },
        GabaBDesensitising { k6: -(mean - root), ..long },
        GabaBDesensitising { k6: -(mean - root) * (1.0 + 1e-8), ..long },
        GabaBDesensitising { k4: 0.0, k3: 0.02, k6: 0.02, ..long },
        GabaBDesensitising { k4: 0.0, k3: 0.02 + 1e-10, k6: 0.02 - 1e-10, ..long },
        GabaBDesensitising { k4: 1e-7, k3: 0.02, k6: 0.0201, ..long },
        // Complex: (k1 T + k2 − k3)² < 4 k4 (k1 T − k3).
        GabaBDesensitising { k1: 0.5, k2: 0.2, k4: 0.19, ..long },
        GabaBDesensitising { k1: 0.5, k2: 0.2, k4: 0.19, k6: 0.23, ..long },
        // At the border, where both eigenvalues meet, and just beyond.
        GabaBDesensitising { k1: 0.2, k2: 0.1, k3: 0.0, k4: 0.1, k6: 0.3, ..long },
        GabaBDesensitising { k1: 0.2, k2: 0.1, k3: 0.0, k4: 0.1 + 1e-9, k6: 0.1, ..long },
    ];
    for p in models {
        let expected = integrated(
            |on, [r, d, g]| {
                let t = if on { p.transmitter } else { 0.0 };
                let opened = p.k1 * t * (1.0 - r - d);
                [opened - p.k2 * r + p.k3 * d, p.k4 * r - p.k3 * d, p.k5 * r - p.k6 * g]
            },
            |_| (),
            p.duration,
            [&SPIKES, &times()],
            0.01,
        );
        for (k, (x, [r, d, g])) in seen(&p, &SPIKES, &times()).iter().zip(expected).enumerate() {
            close(x.r.0, r, 1e-10, &format!("r of {p:?}, {k}"));
            close(x.d.0, d, 1e-10, &format!("d of {p:?}, {k}"));
            close(x.g.0, g, 1e-10, &format!("g of {p:?}, {k}"));
        }
    }
}

/// Up to a spike every 0.1 ms for 6 ms, which makes alpha tau_rise x 20 and
/// leaves the series; and other constants, whose first spike does.
#[test]
fn nmda() {
    let normal = NmdaKinetics::default();
    let dense: Vec<f64> = (10..70).map(|k| 0.1 * f64::from(k)).chain([200.0, 201.0]).collect();
    let models = [
        normal,
        NmdaKinetics { alpha: 1.0, tau_rise: 5.0, tau_decay: 80.0 },
        NmdaKinetics { alpha: 3.0, tau_rise: 10.0, tau_decay: 40.0 },
        NmdaKinetics { alpha: 0.01, tau_rise: 0.5, tau_decay: 100.0 },
        NmdaKinetics { alpha: 0.5, tau_rise: 90.0, tau_decay: 100.0 },
    ];
    for p in models {
        for spikes in [&SPIKES[..], &dense] {
            let expected = integrated(
                |_, [s, x]| [-s / p.tau_decay + p.alpha * x * (1.0 - s), -x / p.tau_rise],
                |[_, x]| *x += 1.0,
                0.0,
                [spikes, &times()],
                0.001,
            );
            let found = seen(&p, spikes, &times());
            for (k, (x, expected)) in found.iter().zip(expected).enumerate() {
                close(x.s.0, expected[0], 1e-11, &format!("s of {p:?}, {k}"));
                close(x.x.0, expected[1], 1e-10, &format!("x of {p:?}, {k}"));
            }
        }
    }
}

/// Against mpmath: k₀ = y^ρ γ(1 − ρ, y); and against Runge–Kutta long after a
/// spike, also for y beyond the series.
#[test]
fn the_fast_form_of_nmda_is_the_full_one_long_after_a_spike() {
    let first = seen(&NmdaFast::default(), &[1.0], &[1.0])[0].s.0;
    close(first, 0.648_416_739_116_325_7, 1e-15, "k0");
    for (alpha, tau_rise) in [(0.1, 2.0), (0.5, 2.0), (2.0, 2.0), (4.0, 3.0)] {
        let p = NmdaFast { alpha, tau_rise, tau_decay: 100.0 };
        // A second spike, once the first is over.
        let (spikes, times) = ([1.0, 81.0], [80.0, 161.0]);
        let expected = integrated(
            |_, [s, x]| [-s / 100.0 + alpha * x * (1.0 - s), -x / tau_rise],
            |[_, x]| *x += 1.0,
            0.0,
            [&spikes, &times],
            0.001,
        );
        for (x, expected) in seen(&p, &spikes, &times).iter().zip(expected) {
            close(x.s.0, expected[0], 1e-9, &format!("{p:?}"));
        }
    }
}

/// How far the fast form is from the full kinetics: the means of s over the
/// last interval of a regular train of 2 s. The doc of `NmdaFast` tells them, so
/// a change there is one here.
#[test]
fn where_the_fast_form_of_nmda_deviates() {
    let told = [(20.0, 1.65), (50.0, 1.77), (100.0, 1.96), (200.0, 2.20), (500.0, 2.41)];
    for (rate, percent) in told {
        let interval = 1000.0 / rate;
        let spikes: Vec<f64> = (1..=2 * rate as usize).map(|k| interval * k as f64).collect();
        let from = *spikes.last().unwrap();
        let times: Vec<f64> =
            (0..200).map(|k| from + interval * (f64::from(k) + 0.5) / 200.0).collect();
        let full = seen(&NmdaKinetics::default(), &spikes, &times);
        let fast = seen(&NmdaFast::default(), &spikes, &times);
        let full: f64 = full.iter().map(|x| x.s.0).sum();
        let fast: f64 = fast.iter().map(|x| x.s.0).sum();
        let excess = 100.0 * (fast / full - 1.0);
        println!("{rate} Hz: {excess:.3} %, s = {:.4}", full / 200.0);
        assert!((excess - percent).abs() < 0.02, "{rate} Hz: {excess} %");
    }
}

/// After ten minutes of silence nothing has overflown, and all is at rest.
#[test]
fn long_silences() {
    let (spikes, late) = ([1.0, 1.5], [600_000.0]);
    assert!(seen(&TwoState::ampa(), &spikes, &late)[0].r.0 == 0.0);
    let x = seen(&GabaB::default(), &spikes, &late)[0];
    assert!(x.r.0.abs() < 1e-100 && x.s.0.abs() < 1e-100);
    let x = seen(&GabaBDesensitising::default(), &spikes, &late)[0];
    assert!(x.r.0.abs() < 1e-100 && x.d.0.abs() < 1e-100 && x.g.0.abs() < 1e-100);
    let x = seen(&NmdaKinetics::default(), &spikes, &late)[0];
    assert!((x.s.0, x.x.0) == (0.0, 0.0));
}

/// Before its first spike a source is silent to the bit: it costs nothing.
#[test]
fn a_source_that_never_fired_is_at_zero() {
    for t in [0.1, 100.0, 1e6] {
        assert!(seen(&TwoState::ampa(), &[], &[t])[0].r.0 == 0.0);
        assert!(seen(&GabaB::default(), &[], &[t])[0].s.0 == 0.0);
        assert!(seen(&GabaBDesensitising::default(), &[], &[t])[0].g.0 == 0.0);
        assert!(seen(&NmdaKinetics::default(), &[], &[t])[0].s.0 == 0.0);
    }
}
