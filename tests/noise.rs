//! Noisy inputs against their laws, through neurons that show their current.
//!
//! All seeds are fixed. An estimate may lie four of its standard errors from
//! what theory says, which a right one does once in 16,000; the errors are
//! those of independent normal numbers: of a mean σ/√n, of a variance
//! σ² √(2/n), of a correlation (1 − ρ²)/√n.

#[allow(dead_code, reason = "each test file uses some of it")]
mod meter;

use meter::{everywhere, measured, meters, network};
use npbrain::all as nn;
use npbrain::core::random::{Key, normals};
use npbrain::core::{CHUNK, CurrentInput};

/// How many neurons, each with noise of its own.
const N: usize = 20_000;

/// The currents `[step][neuron]` of an input into `N` neurons.
fn seen(dt: f64, duration: f64, input: impl FnOnce(nn::Neurons) -> CurrentInput) -> Vec<Vec<f64>> {
    let inputs = |cells| vec![input(cells)];
    measured(&mut network(dt, nn::Cpu::new()), N, &[duration], inputs).unwrap()
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn covariance(x: &[f64], y: &[f64]) -> f64 {
    let (a, b) = (mean(x), mean(y));
    x.iter().zip(y).map(|(x, y)| (x - a) * (y - b)).sum::<f64>() / (x.len() - 1) as f64
}

fn correlation(x: &[f64], y: &[f64]) -> f64 {
    covariance(x, y) / (covariance(x, x) * covariance(y, y)).sqrt()
}

#[track_caller]
fn close(what: &str, estimate: f64, theory: f64, error: f64) {
    let z = (estimate - theory) / error;
    println!("{what}: {estimate:.6} for {theory:.6}, z = {z:.2}");
    assert!(z.abs() < 4.0, "{what}: {estimate} for {theory} ± {error}, z = {z}");
}

/// Mean, variance and fourth moment of normal numbers.
#[track_caller]
fn normal(what: &str, x: &[f64], theory_mean: f64, std: f64) {
    let n = x.len() as f64;
    close(&format!("{what}, mean"), mean(x), theory_mean, std / n.sqrt());
    let variance = covariance(x, x) / (std * std);
    close(&format!("{what}, variance"), variance, 1.0, (2.0 / n).sqrt());
    let fourth = mean(&x.iter().map(|x| ((x - theory_mean) / std).powi(4)).collect::<Vec<_>>());
    // The fourth moment of a normal number is 3, that of its error 96.
    close(&format!("{what}, fourth moment"), fourth, 3.0, (96.0 / n).sqrt());
}

#[track_caller]
fn correlated(what: &str, x: &[f64], y: &[f64], rho: f64) {
    let error = (1.0 - rho * rho) / (x.len() as f64).sqrt();
    close(&format!("{what}, correlation"), correlation(x, y), rho, error);
}

// Ornstein–Uhlenbeck

/// Against the stationary law: normal with its mean and standard deviation in
/// the first step as in the last, with the correlation e^(−lag/τ).
#[test]
fn an_ou_process_is_stationary_with_its_correlation() {
    let x = seen(0.1, 20.1, |n| nn::input(n, nn::ornstein_uhlenbeck(3.0, 2.0, 5.0)));
    for step in [0, 1, 50, 200] {
        normal(&format!("step {step}"), &x[step], 3.0, 2.0);
    }
    for lag in [1, 10, 50, 100] {
        let rho = f64::exp(-0.1 * lag as f64 / 5.0);
        correlated(&format!("from the first, lag {lag}"), &x[0], &x[lag], rho);
        correlated(&format!("lag {lag}"), &x[200 - lag], &x[200], rho);
    }
}

/// The discretisation is exact: with τ of two steps the correlation over one is
/// e^(−1/2) = 0.607, where the method of Euler and Maruyama has 0.5.
#[test]
fn an_ou_process_is_exact_at_any_step() {
    let x = seen(1.0, 31.0, |n| nn::input(n, nn::ornstein_uhlenbeck(0.0, 1.0, 2.0)));
    normal("the last", &x[30], 0.0, 1.0);
    correlated("one step", &x[29], &x[30], f64::exp(-0.5));
    correlated("two steps", &x[28], &x[30], f64::exp(-1.0));
    // Much shorter than a step: all anew.
    let x = seen(1.0, 3.0, |n| nn::input(n, nn::ornstein_uhlenbeck(1.0, 1.0, 1e-3)));
    normal("short", &x[2], 1.0, 1.0);
    correlated("short", &x[1], &x[2], 0.0);
}

/// From the mean the variance grows as std² (1 − e^(−2t/τ)).
#[test]
fn an_ou_process_may_begin_at_its_mean() {
    let x = seen(0.1, 5.1, |n| nn::input(n, nn::ornstein_uhlenbeck(3.0, 2.0, 5.0).from_mean()));
    assert_eq!(x[0], [3.0; N]);
    for step in [1, 10, 50] {
        let grown = 1.0 - f64::exp(-2.0 * 0.1 * step as f64 / 5.0);
        normal(&format!("step {step}"), &x[step], 3.0, 2.0 * grown.sqrt());
    }
}

/// The recurrence itself, against `f64::exp` and the numbers that the key, the
/// neuron and the step give: those of a slice are its own.
#[test]
fn an_ou_process_is_drawn_by_name_neuron_and_step() {
    let inputs = |cells: nn::Neurons| {
        let ou = nn::ornstein_uhlenbeck(3.0, 2.0, 5.0);
        vec![nn::input(cells.slice(70..130), ou).during(0.2, 9.0).named("ou")]
    };
    let key = Key::new(11, "ou", "input");
    let draw = |i: usize, step: u64| {
        let mut all = [0.0; CHUNK];
        normals::<f64, f64>((), key, (i / CHUNK) as u32, step, 0, &mut all);
        all[i % CHUNK]
    };
    for (name, mut net) in everywhere(0.1) {
        let x = measured(&mut net, 200, &[0.5, 1.5], inputs).unwrap();
        for i in 0..200 {
            let mut expected = 0.0;
            for (step, currents) in x.iter().enumerate() {
                let xi = draw(i, step as u64);
                if !(70..130).contains(&i) || step < 2 {
                    expected = 0.0;
                } else if step == 2 {
                    expected = 3.0 + 2.0 * xi;
                } else {
                    let keep = f64::exp(-0.1 / 5.0);
                    expected = 3.0
                        + (expected - 3.0) * keep
                        + 2.0 * (1.0 - f64::exp(-0.2 / 5.0)).sqrt() * xi;
                }
                let current = currents[i];
                assert!((current - expected).abs() < 1e-13, "{name}, {i}, {step}: {current}");
            }
        }
    }
}

/// Neurons, inputs and seeds have paths of their own: no correlation between
/// neighbours, chunks, names or seeds; and other inputs make no difference.
#[test]
fn paths_are_independent() {
    let ou = || nn::ornstein_uhlenbeck(0.0, 1.0, 5.0);
    let of = |seed: u64, name: &str, beside: bool| {
        let mut net = network(0.1, nn::Cpu::new());
        net.seed(seed).unwrap();
        let cells = net.add(meters(N));
        let others = net.add(meters(70));
        net.add(nn::input(cells, ou()).named(name));
        if beside {
            net.add(nn::input(others, ou()));
            net.add(nn::input(others, ou()).named("a first one"));
        }
        net.run(1.0, []).unwrap();
        net.state(cells, "v").unwrap()
    };
    let x = of(1, "drive", false);
    assert!(x == of(1, "drive", true));
    correlated("neighbours", &x[1..], &x[..N - 1], 0.0);
    correlated("chunks", &x[CHUNK..], &x[..N - CHUNK], 0.0);
    for apart in [16, 32, 48] {
        correlated("in a chunk", &x[apart..], &x[..N - apart], 0.0);
    }
    correlated("names", &x, &of(1, "another", false), 0.0);
    correlated("seeds", &x, &of(2, "drive", false), 0.0);
}

/// Given to a run, a path begins with the run; of the network, it goes on; added
/// later, it begins at the present; in a window, with the window. A path that
/// begins at its mean shows when it begins.
#[test]
fn a_path_begins_when_its_input_does() {
    for (name, mut net) in everywhere(0.1) {
        let cells = net.add(meters(3));
        let v = net.add(nn::StateMonitor::new(cells, ["v"]));
        let ou = || nn::ornstein_uhlenbeck(3.0, 2.0, 5.0).from_mean();
        let begins = |net: &mut nn::Network, input: Option<CurrentInput>| {
            net.run(0.5, input).unwrap();
            let data = net.get(v).unwrap();
            let rows = data.get("v").unwrap();
            let last = rows.nrows() - 5;
            rows.outer_iter().skip(last).map(|row| row[0]).collect::<Vec<_>>()
        };
        for _ in 0..2 {
            let x = begins(&mut net, Some(nn::input(cells, ou())));
            assert!(x[0] == 3.0 && x[1] != 3.0, "{name}: {x:?}");
        }
        let x = begins(&mut net, Some(nn::input(cells, ou()).during(1.2, 9.0)));
        assert!(x[..2] == [0.0; 2] && x[2] == 3.0 && x[3] != 3.0, "{name}: {x:?}");
        net.add(nn::input(cells, ou()));
        let x = begins(&mut net, None);
        assert!(x[0] == 3.0 && x[1] != 3.0, "{name}: {x:?}");
        // It goes on through a run that has an input beside it.
        let x = begins(&mut net, Some(nn::input(cells, 0.0)));
        assert!(x[0] != 3.0, "{name}: {x:?}");
    }
}

/// A membrane under OU noise against the law of the two: its variance is
/// (R σ)² τ_s / (τ_s + τ), for times of the noise and the membrane τ_s and τ.
/// Holding the noise over steps of 0.05 ms changes that by 2 · 10⁻⁵, the
/// estimate's error is 10⁻².
#[test]
fn a_membrane_filters_ou_noise() {
    let mut net = network(0.05, nn::Cpu::new());
    let lif = nn::Lif { tau: 10.0, r: 1.5, v_rest: 0.0, v_th: 1e6, ..nn::default() };
    let cells = net.add(nn::neurons(N, lif).init("v", 0.0));
    net.run(100.0, [nn::input(cells, nn::ornstein_uhlenbeck(4.0, 2.0, 5.0))]).unwrap();
    let std = 1.5 * 2.0 * f64::sqrt(5.0 / 15.0);
    normal("membrane", &net.state(cells, "v").unwrap(), 6.0 * (1.0 - f64::exp(-10.0)), std);
}

// White noise

/// Values hold for their interval, counted from 0, and are independent from one
/// to the next, with the stated mean and standard deviation.
#[test]
fn white_noise_is_constant_over_its_intervals() {
    let x = seen(0.1, 2.0, |n| nn::input(n, nn::white_noise(3.0, 2.0, 0.5)).during(0.3, 9.0));
    assert_eq!(x[2], [0.0; N]);
    for step in 3..20 {
        let begins = [3, 5, 10, 15].contains(&step);
        assert_eq!(x[step] == x[step - 1], !begins, "step {step}");
        if begins {
            normal(&format!("step {step}"), &x[step], 3.0, 2.0);
        }
    }
    for (one, other) in [(3, 5), (5, 10), (10, 15), (5, 15)] {
        correlated(&format!("steps {one} and {other}"), &x[one], &x[other], 0.0);
    }
    correlated("neighbours", &x[10][1..], &x[10][..N - 1], 0.0);
}

/// A membrane under noise that is held for `every`, at the end of an interval,
/// has the variance (R σ)² (1 − a)/(1 + a), a = e^(−every/τ): the sum of a
/// geometric series, whatever dt is.
#[test]
fn a_membrane_filters_held_noise_the_same_at_any_dt() {
    for dt in [0.1, 0.25, 1.0] {
        let mut net = network(dt, nn::Cpu::new());
        let lif = nn::Lif { tau: 10.0, r: 1.5, v_rest: 0.0, v_th: 1e6, ..nn::default() };
        let cells = net.add(nn::neurons(N, lif).init("v", 0.0));
        net.run(150.0, [nn::input(cells, nn::white_noise(0.0, 2.0, 1.0))]).unwrap();
        let a = f64::exp(-1.0 / 10.0);
        let std = 1.5 * 2.0 * ((1.0 - a) / (1.0 + a)).sqrt();
        normal(&format!("dt = {dt}"), &net.state(cells, "v").unwrap(), 0.0, std);
        // What the documentation says of slow membranes.
        assert!((std / (1.5 * 2.0 * f64::sqrt(1.0 / 20.0)) - 1.0).abs() < 1e-3);
    }
}

/// The integral over T of noise of a stated intensity has the variance
/// intensity² · T, whatever dt is.
#[test]
fn intensity_does_not_depend_on_dt() {
    for dt in [0.1, 0.5, 2.0] {
        let x = seen(dt, 20.0, |n| nn::input(n, nn::white_noise_of_intensity(0.5, 3.0)));
        let integral: Vec<f64> = (0..N).map(|i| x.iter().map(|row| row[i] * dt).sum()).collect();
        normal(&format!("dt = {dt}"), &integral, 0.5 * 20.0, 3.0 * 20_f64.sqrt());
    }
}
