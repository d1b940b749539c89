//! Sources that fire at random: intervals, counts and rates against their laws,
//! the same spikes on every engine, and mistakes.
//!
//! Seeds are fixed. A chi-squared test would fail for one in 1000 (critical values
//! after Wilson and Hilferty 1931); an estimate may lie four standard errors from
//! what theory says.

#[allow(dead_code, reason = "each test file uses some of it")]
mod meter;
mod networks;

use meter::{everywhere, network};
use networks::Seen;
use npbrain::all as nn;
use npbrain::core::CHUNK;
use npbrain::core::random::{Key, words};

/// Every engine that runs what has no tape.
fn engines() -> Vec<(String, nn::Network)> {
    everywhere(0.1).into_iter().filter(|(name, _)| name != "interpreter").collect()
}

/// The spikes of a group alone, by source, as numbers of steps.
fn fired(group: nn::Population, duration: f64) -> Vec<Vec<u64>> {
    let mut net = network(0.1, nn::Cpu::new());
    let mut by_source = vec![Vec::new(); group.size];
    let group = net.add(group);
    let spikes = net.add(nn::SpikeMonitor::new(group));
    net.run(duration, []).unwrap();
    let data = net.get(spikes).unwrap();
    for (t, i) in data.t.iter().zip(&data.i) {
        by_source[*i].push((t / 0.1).round() as u64);
    }
    by_source
}

/// Observed and expected numbers in bins.
#[track_caller]
fn chi_squared(what: &str, bins: &[(f64, f64)], freedom: usize) {
    assert!(freedom >= 5 && bins.iter().all(|(_, expected)| *expected >= 5.0));
    let statistic: f64 = bins.iter().map(|(o, e)| (o - e).powi(2) / e).sum();
    let n = freedom as f64;
    let spread = 2.0 / (9.0 * n);
    let critical = n * (1.0 - spread + 3.090 * spread.sqrt()).powi(3);
    println!("{what}: χ² = {statistic:.1} for {freedom} ({critical:.1})");
    assert!(statistic < critical, "{what}: {statistic} of {freedom}");
}

#[track_caller]
fn close(what: &str, estimate: f64, theory: f64, error: f64) {
    let z = (estimate - theory) / error;
    println!("{what}: {estimate:.5} for {theory:.5}, z = {z:.2}");
    assert!(z.abs() < 4.0, "{what}: {estimate} for {theory} ± {error}, z = {z}");
}

/// By hand: a source fires where its word is below p · 2³². On every engine and
/// in both precisions, with one rate as with one each; never at a rate of 0,
/// always at one of 1/dt.
#[test]
fn a_source_fires_where_its_word_is_below_its_threshold() {
    let rates: Vec<f64> = (0..150).map(|i| 10_000.0 * f64::from(i) / 149.0).collect();
    let groups = || [nn::poisson_group(150, 1234.5), nn::poisson_group(150, &rates)];
    let single = ("f32".to_owned(), network(0.1, nn::Cpu::new().f32()));
    for (name, mut net) in engines().into_iter().chain([single]) {
        let groups = groups().map(|group| net.add(group));
        let monitors = groups.map(|group| net.add(nn::SpikeMonitor::new(group)));
        net.run(10.0, []).unwrap();
        for (k, monitor) in monitors.into_iter().enumerate() {
            let data = net.get(monitor).unwrap();
            let mut expected = Vec::new();
            for step in 0..100 {
                for (i, rate) in rates.iter().enumerate() {
                    let key = Key::new(11, &format!("PoissonGroup{}", k + 1), "noise");
                    let word = words(key, (i / CHUNK) as u32, step, 0)[i % CHUNK / 16][i % 16];
                    let p = [1234.5, *rate][k] * 0.1 / 1000.0;
                    if f64::from(word) < p * 2_f64.powi(32) {
                        expected.push((step + 1, i));
                    }
                }
            }
            let seen = data.t.iter().map(|t| (t / 0.1).round() as u64).zip(data.i.iter().copied());
            assert_eq!(seen.collect::<Vec<_>>(), expected, "{name}, {k}");
            assert!(k == 0 || data.i.iter().filter(|i| **i == 149).count() == 100, "{name}");
        }
    }
}

/// Intervals against the geometric law, from the first step after the dead time
/// on: P(interval = t_ref/dt + k) = p (1 − p)^(k − 1). The first 20 of each of 1500
/// sources, all of which are over in the run, so that none is cut off.
#[test]
fn intervals_are_geometric() {
    for (rate, t_ref, until) in [(200.0, 0.0, 500.0), (200.0, 2.0, 600.0), (20.0, 0.0, 5000.0)] {
        let spikes = fired(nn::poisson_group(1500, rate).t_ref(t_ref), until);
        let (p, dead) = (rate * 0.1 / 1000.0, (t_ref / 0.1) as u64);
        let mut waits = Vec::new();
        for times in &spikes {
            assert!(times.len() > 20, "too short a run");
            waits.extend(times[..21].windows(2).map(|pair| pair[1] - pair[0] - dead));
        }
        assert!(waits.iter().all(|wait| *wait >= 1));
        // 50 bins of about equal expectation.
        let survival = |k: u64| (1.0 - p).powi(k as i32);
        let edge = |bin: u32| match bin {
            50 => u64::MAX,
            bin => (f64::ln(1.0 - f64::from(bin) / 50.0) / f64::ln(1.0 - p)).round() as u64,
        };
        let bins: Vec<_> = (0..50)
            .map(|bin| {
                let (from, to) = (edge(bin), edge(bin + 1));
                let seen = waits.iter().filter(|wait| (from + 1..=to).contains(wait)).count();
                let beyond = if bin == 49 { 0.0 } else { survival(to) };
                (seen as f64, waits.len() as f64 * (survival(from) - beyond))
            })
            .collect();
        chi_squared(&format!("{rate} Hz, t_ref {t_ref}"), &bins, 49);
    }
}

/// Counts in a second: their variance over their mean is that of binomial numbers,
/// 1 − p, which is 1 within its standard error √(2/n); and they are
/// uncorrelated from one half second to the next.
#[test]
fn the_fano_factor_is_one() {
    let n = 4000;
    let spikes = fired(nn::poisson_group(n, 20.0), 1000.0);
    let counts = |from: u64, to: u64| -> Vec<f64> {
        spikes.iter().map(|s| s.iter().filter(|t| **t > from && **t <= to).count() as f64).collect()
    };
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let covariance = |x: &[f64], y: &[f64]| {
        let (a, b) = (mean(x), mean(y));
        x.iter().zip(y).map(|(x, y)| (x - a) * (y - b)).sum::<f64>() / (x.len() - 1) as f64
    };
    let whole = counts(0, 10_000);
    let size = n as f64;
    close("mean", mean(&whole), 20.0, (20.0 / size).sqrt());
    let error = (2.0 / size).sqrt();
    let fano = covariance(&whole, &whole) / mean(&whole);
    close("Fano factor", fano, 1.0 - 0.002, error);
    assert!((fano - 1.0).abs() < 3.0 * error);
    let halves = [counts(0, 5000), counts(5000, 10_000)];
    let correlation = covariance(&halves[0], &halves[1]) / 10.0;
    close("halves", correlation, 0.0, size.powf(-0.5));
}

/// A dead time makes the rate rate/(1 + rate · t_ref), and the count vary by the
/// square of the coefficient of variation of the intervals (renewal theory, Cox
/// 1962): √(1 − p)/p over 1/p + t_ref/dt, in steps.
#[test]
fn a_dead_time_lowers_the_rate() {
    let (rate, t_ref, seconds, n) = (250.0, 4.0, 2.0, 1000);
    let spikes = fired(nn::poisson_group(n, rate).t_ref(t_ref), 1000.0 * seconds);
    let p = rate * 0.1 / 1000.0;
    let effective = rate / (1.0 + rate * t_ref / 1000.0);
    let cv = (1.0_f64 - p).sqrt() / p / (1.0 / p + t_ref / 0.1);
    let total = spikes.iter().map(Vec::len).sum::<usize>() as f64;
    let expected = effective * seconds * n as f64;
    // The first interval has no dead time: with mean intervals μ₀, then μ, the
    // number is t/μ − μ₀/μ + (1 + cv²)/2 for long t, where μ₀/μ is cv.
    let ahead = 0.5 * (1.0 - cv).powi(2) * n as f64;
    close("spikes", total, expected + ahead, cv * expected.sqrt());
    assert!((total / expected - 1.0).abs() < 0.01 && effective == 125.0);
    // Some have another dead time than others: at p = 1 all is certain.
    let spikes = fired(nn::poisson_group(2, 10_000.0).t_ref([0.0, 1.0]), 3.0);
    assert_eq!(spikes, [(1..=30).collect(), vec![1, 12, 23]]);
}

/// A rate that swings, against its integral over each of 50 bins of 5 ms, by
/// hand ∫ 40 (1 + sin ωt) dt; a factor per source multiplies it. Where it is
/// negative nothing fires. The state tells it.
#[test]
fn a_rate_may_be_a_function_of_time() {
    let omega = std::f64::consts::TAU / 125.0;
    let mut net = network(0.1, nn::Cpu::new());
    let rate = move |t: f64| 40.0 * (1.0 + (omega * t).sin());
    let group = nn::poisson_group(4000, rate);
    let group = net.add(group.vary("factor", |i: usize| if i < 1000 { 3.0 } else { 1.0 }));
    let below = net.add(nn::poisson_group(100, |t: f64| 900.0 * (t - 50.0).signum()));
    let monitors = [group, below].map(|group| net.add(nn::SpikeMonitor::new(group)));
    let state = net.add(nn::StateMonitor::new(group, ["rate"]).neurons([0, 1000]));
    net.run(250.0, []).unwrap();

    let data = net.get(monitors[0]).unwrap();
    for (what, sources, factor) in [("factor 3", 0..1000, 3.0), ("factor 1", 1000..4000, 1.0)] {
        let mut bins = vec![(0.0, 0.0); 50];
        for (t, i) in data.t.iter().zip(&data.i) {
            if sources.contains(i) {
                // A spike carries the end of its step.
                bins[((t - 0.05) / 5.0) as usize].0 += 1.0;
            }
        }
        for (k, bin) in bins.iter_mut().enumerate() {
            let integral = |t: f64| 40.0 * (t - (omega * t).cos() / omega) / 1000.0;
            let (from, to) = (5.0 * k as f64, 5.0 * (k + 1) as f64);
            bin.1 = factor * sources.len() as f64 * (integral(to) - integral(from));
        }
        let bins: Vec<_> = bins.into_iter().filter(|bin| bin.1 >= 5.0).collect();
        chi_squared(what, &bins, bins.len());
    }
    let t = net.get(monitors[1]).unwrap().t;
    assert!(t.iter().all(|t| *t > 50.0) && t.len() > 10_000);

    let data = net.get(state).unwrap();
    let rates = data.get("rate").unwrap();
    assert_eq!(rates[[0, 0]], 0.0);
    for step in [0, 1, 777] {
        let now = rate(step as f64 / 10.0);
        assert_eq!([rates[[step + 1, 0]], rates[[step + 1, 1]]], [3.0 * now, now]);
    }
}

/// Groups, and slices of them, as sources of projections with and without models,
/// with dead times, into cells that fire.
fn driven(net: &mut nn::Network, backwards: bool, runs: &[f64]) -> Seen {
    let mut populations = vec![
        nn::poisson_group(200, 40.0).named("even").t_ref(1.0),
        nn::poisson_group(130, (0..130).map(|i| 3.0 * f64::from(i)).collect::<Vec<_>>())
            .named("tuned"),
        nn::poisson_group(77, |t: f64| 100.0 * (t / 9.0).sin()).named("waves").t_ref(0.3),
        nn::neurons(150, nn::Lif { v_th: 4.0, ..nn::default() }).named("cells"),
    ];
    if backwards {
        populations.reverse();
    }
    let mut added: Vec<_> = populations.into_iter().map(|population| net.add(population)).collect();
    if backwards {
        added.reverse();
    }
    let [even, tuned, waves, cells] = added[..] else { unreachable!("there are four") };
    let mut projections = vec![
        nn::Projection::new(even.slice(50..150), cells, nn::fixed_prob(0.3)).weight(0.3).named("a"),
        nn::Projection::new(tuned, cells, nn::fixed_prob(0.2)).weight(0.07).named("b").delay(1.2),
        nn::stp(waves, cells, nn::fixed_prob(0.5)).weight(0.21).named("c"),
    ];
    if backwards {
        projections.reverse();
    }
    for projection in projections {
        net.add(projection);
    }
    let spikes = [even, tuned, waves, cells].map(|n| net.add(nn::SpikeMonitor::new(n)));
    let states = [
        net.add(nn::StateMonitor::new(cells, ["v"])),
        net.add(nn::StateMonitor::new(waves, ["rate"])),
    ];
    let rate = net.add(nn::RateMonitor::new(cells).bin(1.0));
    for duration in runs {
        net.run(*duration, []).unwrap();
    }
    let spikes = spikes.map(|m| net.get(m).unwrap());
    assert!(spikes.iter().all(|data| data.mean_rate() > 5.0));
    Seen::new(&spikes, &states.map(|m| net.get(m).unwrap()), &net.get(rate).unwrap())
}

#[test]
fn the_same_bits_everywhere() {
    let expected = driven(&mut network(0.1, nn::Reference), false, &[40.0]);
    for (name, mut net) in engines() {
        assert!(driven(&mut net, false, &[40.0]) == expected, "{name}");
    }
    for runs in [&[0.1, 13.3, 26.6][..], &[0.0, 39.9, 0.1]] {
        let mut net = network(0.1, nn::Cpu::new().workers(2));
        assert!(driven(&mut net, false, runs) == expected, "{runs:?}");
    }
    let mut net = network(0.1, nn::Cpu::new().workers(3));
    assert!(driven(&mut net, true, &[40.0]) == expected, "backwards");
}

// Mistakes

/// What is said of a group when its network is planned.
fn told(group: nn::Population) -> String {
    let mut net = network(0.1, nn::Cpu::new());
    net.add(group.named("noise"));
    let error = net.run(1.0, []).expect_err("this must be an error").to_string();
    assert_eq!(net.time(), 0.0);
    error
}

#[test]
fn mistakes_are_told() {
    let too_high = "`rate · dt` is 2; expected a probability of a spike per step, at most 1";
    let negative = "expected a finite number, not less than 0";
    for (expected, group) in [
        (too_high, nn::poisson_group(2, 20_000.0)),
        (too_high, nn::poisson_group(2, [1.0, 20_000.0])),
        (too_high, nn::poisson_group(2, |_: f64| 20_000.0)),
        (too_high, nn::poisson_group(2, |_: f64| 5000.0).vary("factor", [1.0, 4.0])),
        (too_high, nn::poisson_group(2, nn::steps([(1.0, 1.0), (20_000.0, 1.0)]))),
        (&format!("`rate` is -1; {negative}"), nn::poisson_group(2, -1)),
        (&format!("`factor` is -1; {negative}"), nn::poisson_group(2, |t| t).vary("factor", -1)),
        ("`rate` is NaN; expected a finite number", nn::poisson_group(2, f64::NAN)),
        ("`rate` has 3 values; expected 2", nn::poisson_group(2, [1.0, 2.0, 3.0])),
        (
            "`the function at its beginning` is NaN; expected a finite number",
            nn::poisson_group(2, |t: f64| (t - 1.0).sqrt()),
        ),
        (
            "its rate differs from neuron to neuron; give one that all share",
            nn::poisson_group(2, nn::white_noise(5.0, 1.0, 1.0)),
        ),
    ] {
        assert_eq!(told(group), format!("population `noise`: {expected}"));
    }
    assert_eq!(
        told(nn::poisson_group(0, 1.0)),
        "population `noise` has no neurons; a population needs at least one"
    );
    assert_eq!(
        told(nn::poisson_group(2, 1.0).vary("rates", 1.0)),
        "population `noise` has no parameter `rates`; it has `rate`, `t_ref` (did you mean `rate`?)"
    );
    // Others without a membrane have no dead time.
    assert_eq!(
        told(nn::spike_array(1, [(0, 0.1)]).t_ref(1.0)),
        "population `noise`: SpikeArray has no membrane to hold, so no `t_ref`"
    );
    let mut net = network(0.1, nn::Interpreter);
    net.add(nn::poisson_group(2, 1.0).named("noise"));
    assert_eq!(
        net.run(1.0, []).unwrap_err().to_string(),
        "backend interpreter cannot run population `noise`: its model PoissonGroup has no tape: it \
         is no list of arithmetic operations"
    );
}

/// A rate that is lost on the way, or becomes too high, stops the run.
#[test]
fn a_rate_that_is_no_rate_stops_the_run() {
    for (name, mut net) in engines() {
        net.add(nn::poisson_group(70, |t: f64| if t < 12.0 { 20.0 } else { f64::NAN }).named("x"));
        let error = net.run(100.0, []).unwrap_err().to_string();
        let expected = "population `x`: `rate` of neuron 0 is NaN at 20 ms; at 10 ms it was";
        assert!(error.starts_with(expected), "{name}: {error}");
    }
    let mut net = network(0.1, nn::Cpu::new());
    net.add(nn::poisson_group(70, |t: f64| 1000.0 * t).named("x"));
    assert_eq!(
        net.run(100.0, []).unwrap_err().to_string(),
        "population `x`: `rate` of neuron 0 is inf at 20 ms; at 10 ms it was still at rate = 9900; \
         try a smaller dt than 0.1 ms"
    );
}
