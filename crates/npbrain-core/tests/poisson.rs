//! Poisson numbers: their thresholds against arithmetic of 80 digits, their
//! counts against the definition, and their law.
//!
//! Seeds are fixed; a chi-squared test would fail for one in 1000.

use npbrain_core::random::{CHUNK, Key, Poisson, words};
use npbrain_core::{Arithmetic, Drops};

fn of_mean(mean: f64) -> Poisson {
    let mut poisson = Poisson::default();
    poisson.set_mean(mean);
    poisson
}

/// The threshold of the number `k`, 2³² P(count ≤ k).
fn threshold(poisson: &Poisson, k: u32) -> u64 {
    match k.checked_sub(poisson.least()) {
        None => 0,
        Some(k) => poisson.thresholds().get(k as usize).map_or(1 << 32, |t| u64::from(*t)),
    }
}

/// 2³² P(count ≤ k), computed with 80 digits (by Python's `decimal`) and cut off
/// after two.
#[test]
fn thresholds_are_rounded_right() {
    for (mean, exact) in [
        (0.02, &[(0, 4209921245.43), (1, 4294119670.34), (3, 4294967267.82)][..]),
        (0.02, &[(4, 4294967295.88), (5, 4294967296.0)]),
        (2.0, &[(0, 581260615.49), (1, 1743781846.48), (5, 4223827139.27)]),
        (2.0, &[(10, 4294931612.44), (14, 4294967279.37), (15, 4294967293.93)]),
        (40.0, &[(5, 0.01), (20, 1581838.84), (40, 2327520853.17)]),
        (40.0, &[(60, 4289809128.97), (85, 4294967295.17)]),
        (300.0, &[(200, 2.19), (300, 2213406058.47)]),
        (300.0, &[(330, 4119834303.02), (400, 4294967225.58)]),
        (1e4, &[(9400, 3.01), (10_000, 2158906462.35)]),
        (1e4, &[(10_500, 4294965826.34), (10_640, 4294967295.50)]),
    ] {
        let poisson = of_mean(mean);
        for (k, exact) in exact {
            let exact: f64 = *exact;
            assert_eq!(threshold(&poisson, *k), exact.round() as u64, "{k} of {mean}");
        }
    }
}

/// The sum of P(count > k), and of (2 k + 1) P(count > k), are mean and mean
/// square; each of the terms is off by 2⁻³³ at most. And no table is longer than
/// its room.
#[test]
fn tables_have_their_moments_up_to_the_largest_mean() {
    let mut poisson = Poisson::with_room();
    for mean in [1e-9, 1e-3, 0.999, 1.0, 13.5, 47.0, 1e3, 1e4, 40_000.3, Poisson::MOST] {
        poisson.set_mean(mean);
        let least = f64::from(poisson.least());
        let (mut first, mut second, mut error) = (least, least * least, 0.0);
        for (k, threshold) in poisson.thresholds().iter().enumerate() {
            let above = 1.0 - f64::from(*threshold) / 2_f64.powi(32);
            let twice = 2.0 * (least + k as f64) + 1.0;
            first += above;
            second += twice * above;
            error += twice;
        }
        let unit = 2_f64.powi(-33);
        let terms = poisson.thresholds().len() as f64;
        // The table ends 6.3 deviations from the mean, which takes away as much
        // again.
        assert!((first - mean).abs() <= 2.0 * unit * (terms + 10.0), "{mean}: {first}");
        let square = mean * mean + mean;
        let most = 2.0 * unit * (error + 10.0 * (1.0 + 2.0 * mean)) + 1e-12 * square;
        assert!((second - square).abs() <= most, "{mean}: {second} for {square}");
        assert!(poisson.thresholds().is_sorted());
        assert!(terms < 20.0 * 256.0);
    }
    assert!(!Poisson::allows(65_536.1) && !Poisson::allows(-1e-9) && !Poisson::allows(f64::NAN));
    assert_eq!(of_mean(0.0).counts(&[[u32::MAX; 16]; 4]), [0; CHUNK]);
}

/// By the definition, with every instruction set and in both precisions: weight
/// times the number of thresholds that are not above the word.
#[test]
fn counts_are_those_of_the_words() {
    let key = Key::new(3, "drive", "poisson");
    for mean in [0.02, 2.0, 13.0, 40.0, 300.0] {
        let poisson = of_mean(mean);
        // Of 300 neurons from 128 on, those from the 10th to the 199th.
        let number = |neuron: usize, step: u64| {
            let word =
                words(key, (neuron / CHUNK) as u32, step, 0)[neuron % CHUNK / 16][neuron % 16];
            let above = poisson.thresholds().iter().filter(|t| **t <= word).count();
            f64::from(poisson.least()) + above as f64
        };
        for arithmetic in Arithmetic::available() {
            for step in [0, 7, 1 << 40] {
                let weights: Vec<f64> = (0..190).map(|k| 0.1 + 0.01 * k as f64).collect();
                for weights in [&[0.3][..], &weights] {
                    let drops =
                        Drops { poisson: &poisson, key, step, chunk: 2, slots: 10..200, weights };
                    let mut sums = [0.7; 5 * CHUNK];
                    arithmetic.pour(drops, &mut sums);
                    for (k, sum) in sums.iter().enumerate() {
                        let weight = match (10..200).contains(&k) {
                            true => weights[(k - 10) % weights.len()],
                            false => 0.0,
                        };
                        assert_eq!(*sum, 0.7 + weight * number(128 + k, step), "{mean}, {k}");
                    }
                }
                let mut sums = [0.0_f32; CHUNK];
                let (poisson, weights, slots) = (&poisson, &[1.0_f32][..], 0..CHUNK);
                arithmetic.pour(Drops { poisson, key, step, chunk: 0, slots, weights }, &mut sums);
                for (k, sum) in sums.iter().enumerate() {
                    assert_eq!(f64::from(*sum), number(k, step));
                }
            }
        }
    }
}

/// Against the law, pooled so that 10 or more are expected in each bin.
#[test]
fn counts_are_poisson() {
    let key = Key::new(5, "drive", "poisson");
    for (mean, steps) in [(0.02, 160_000), (2.0, 20_000), (40.0, 20_000), (300.0, 20_000)] {
        let poisson = of_mean(mean);
        let mut seen = vec![0_u32; 1000];
        for step in 0..steps {
            for count in poisson.counts(&words(key, 3, step, 0)) {
                seen[count as usize] += 1;
            }
        }
        let total = (steps * CHUNK as u64) as f64;
        let mut bins = vec![(0.0, 0.0)];
        let mut left = total;
        // From logarithms: e⁻³⁰⁰ alone is fine, but not what comes of it.
        let mut log = -mean;
        for (k, seen) in seen.iter().enumerate() {
            let expected = total * f64::exp(log);
            log += f64::ln(mean / (k + 1) as f64);
            let last = bins.last_mut().unwrap();
            last.0 += f64::from(*seen);
            last.1 += expected;
            left -= expected;
            if last.1 >= 10.0 && left >= 10.0 {
                bins.push((0.0, 0.0));
            }
        }
        // Whatever is expected beyond the bins belongs to the last.
        bins.last_mut().unwrap().1 += left;
        let statistic: f64 = bins.iter().map(|(o, e)| (o - e) * (o - e) / e).sum();
        // Exact for few, after Wilson and Hilferty (1931) for many.
        let freedom = bins.len() - 1;
        let critical = match freedom {
            1 => 10.828,
            2 => 13.816,
            3 => 16.266,
            4 => 18.467,
            many => {
                let spread = 2.0 / (9.0 * many as f64);
                many as f64 * (1.0 - spread + 3.090 * spread.sqrt()).powi(3)
            }
        };
        println!("mean {mean}: χ² = {statistic:.1} for {freedom} ({critical:.1})");
        assert!(statistic < critical, "mean {mean}: {statistic} of {freedom}");
    }
}
