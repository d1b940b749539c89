//! Random numbers: the generator against its authors' known answers, the
//! mapping from neurons and steps to draws, and the laws of what is drawn.
//!
//! The statistical tests have fixed seeds, so they pass or fail for good; each
//! bound is one that a correct generator would miss with the probability stated.

use fearless_simd::{Level, Simd, dispatch};
use npbrain_core::random::{CHUNK, Geometric, Key, Stream, normals, philox, uniforms, words};
use npbrain_core::{Lanes, Pack, Real};

/// Every level this machine has, lowest first.
fn levels() -> Vec<Level> {
    let best = Level::new();
    #[cfg(target_arch = "x86_64")]
    let all = [
        best.as_sse2().map(Level::Sse2),
        best.as_sse4_2().map(Level::Sse4_2),
        best.as_avx2().map(Level::Avx2),
        best.as_avx512().map(Level::Avx512),
    ];
    #[cfg(not(target_arch = "x86_64"))]
    let all = [Some(best)];
    all.into_iter().flatten().collect()
}

fn key() -> Key {
    Key::new(20, "lif1", "noise")
}

/// `kat_vectors` of Random123, the reference implementation.
#[test]
fn philox_gives_the_known_answers() {
    let answers = [
        ([0; 4], [0; 2], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]),
        ([u32::MAX; 4], [u32::MAX; 2], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]),
        (
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
            [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
        ),
    ];
    for (counter, words, answer) in answers {
        assert_eq!(philox(Key { words }, counter), answer);
    }
}

/// Against a second implementation of the formula; as results must not change
/// between versions, neither may keys.
#[test]
fn keys_are_stable() {
    assert_eq!(Key::new(0, "", "").words, PINNED_KEYS[0]);
    assert_eq!(Key::new(1, "lif1", "noise").words, PINNED_KEYS[1]);
    // The border between name and purpose counts.
    assert_ne!(Key::new(1, "ab", "c"), Key::new(1, "a", "bc"));
    let mut keys: Vec<[u32; 2]> = (0..100)
        .flat_map(|seed| (0..100).map(move |k| Key::new(seed, &format!("lif{k}"), "noise").words))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 10_000);
}

/// The documented counter of each neuron, with the scalar generator as oracle,
/// at every level.
#[test]
fn neurons_draw_the_documented_words() {
    #[inline(always)]
    fn at<S: Simd>(_: S, chunk: u32, step: u64, block: u32) -> [[u32; 16]; 4] {
        words(key(), chunk, step, block)
    }
    for (chunk, step, block) in
        [(0, 0, 0), (1, 2, 3), (70_000, 5_000_000_000, 1), (u32::MAX / 16, u64::MAX, u32::MAX)]
    {
        for level in levels() {
            let drawn = dispatch!(level, simd => at(simd, chunk, step, block));
            for lane in 0..16u32 {
                let counter = [16 * chunk + lane, step as u32, (step >> 32) as u32, block];
                let one = philox(key(), counter);
                for word in 0..4 {
                    assert_eq!(drawn[word][lane as usize], one[word]);
                }
            }
        }
    }
}

#[inline(always)]
fn both<T: Real, P: Pack<T>>(proof: P::Proof, chunk: u32, step: u64) -> [[T; CHUNK]; 2] {
    let mut drawn = [[T::of(0.0); CHUNK]; 2];
    uniforms::<T, P>(proof, key(), chunk, step, 0, &mut drawn[0]);
    normals::<T, P>(proof, key(), chunk, step, 0, &mut drawn[1]);
    drawn
}

#[inline(always)]
fn lanes<S: Simd, T: Real>(simd: S, chunk: u32, step: u64) -> [[T; CHUNK]; 2] {
    both::<T, Lanes<S, T>>(simd, chunk, step)
}

/// Plain numbers and lanes at every level, for both precisions.
#[test]
fn the_same_bits_at_every_level() {
    fn check<T: Real>() {
        for level in levels() {
            for k in 0..2000 {
                let (chunk, step) = (k % 7, u64::from(k));
                let plain = both::<T, T>((), chunk, step);
                let lanes = dispatch!(level, simd => lanes::<_, T>(simd, chunk, step));
                for (plain, lanes) in plain.iter().zip(&lanes) {
                    for (plain, lanes) in plain.iter().zip(lanes) {
                        // Equal numbers here are equal bits: none is zero or NaN.
                        assert_eq!(plain.to_f64(), lanes.to_f64(), "{level:?}");
                    }
                }
            }
        }
    }
    check::<f32>();
    check::<f64>();
}

/// What a neuron draws, from the scalar generator and the formulas in the
/// documentation, computed with `core-math`.
#[test]
fn draws_follow_their_formulas_at_both_precisions() {
    for step in 0..200 {
        let single = both::<f32, f32>((), 3, step);
        let double = both::<f64, f64>((), 3, step);
        for neuron in 0..CHUNK {
            let (row, lane) = (neuron / 16, neuron % 16);
            let counter = [48 + lane as u32, step as u32, 0, 0];
            let words = philox(key(), counter);
            let unit = |word: u32| (f64::from(word) + 0.5) / 4_294_967_296.0;
            assert_eq!(double[0][neuron], unit(words[row]));
            assert!((f64::from(single[0][neuron]) - double[0][neuron]).abs() < 6e-8);

            let pair = &words[row / 2 * 2..];
            let turn = f64::from(pair[1] as i32) / 2_147_483_648.0;
            let radius = (-2.0 * core_math::log(unit(pair[0]))).sqrt();
            let exact = if row % 2 == 0 {
                radius * core_math::cospi(turn)
            } else {
                radius * core_math::sinpi(turn)
            };
            assert!((double[1][neuron] - exact).abs() < 4e-15 * radius);
            // Next to u = 1, ln u has the relative error of the rounding of u.
            assert!((f64::from(single[1][neuron]) - exact).abs() < 4e-4);
        }
    }
}

/// The largest words round to 1 in single precision, which is not in (0, 1).
/// The step was found by search.
#[test]
fn no_uniform_number_is_one() {
    let (step, row, lane) = NEARLY_ONE;
    let word = words(key(), 0, step, 0)[row][lane];
    assert_eq!(word as f32, 4_294_967_296.0);
    let drawn = both::<f32, f32>((), 0, step)[0][16 * row + lane];
    assert_eq!(drawn, 1.0 - f32::EPSILON / 2.0);
}

/// A million normals of 64 neurons, first neuron first.
fn million<T: Real>() -> Vec<f64> {
    (0..16_384).flat_map(|step| both::<T, T>((), 5, step)[1].map(T::to_f64)).collect()
}

/// The mean, variance, skewness and kurtosis of N normals have the standard
/// errors 1, √2, √6 and √24 over √N; 3.9 of them is missed with p = 10⁻⁴.
/// Neighbouring neurons and successive steps are uncorrelated at the same p.
#[test]
fn normals_have_the_moments_of_the_normal_law() {
    for xs in [million::<f32>(), million::<f64>()] {
        let n = xs.len() as f64;
        let mean = |f: &dyn Fn(f64) -> f64| xs.iter().map(|&x| f(x)).sum::<f64>() / n;
        let bound = 3.9 / n.sqrt();
        assert!(mean(&|x| x).abs() < bound);
        assert!((mean(&|x| x * x) - 1.0).abs() < bound * 2.0f64.sqrt());
        assert!(mean(&|x| x * x * x - 3.0 * x).abs() < bound * 6.0f64.sqrt());
        assert!(mean(&|x| x.powi(4) - 6.0 * x * x + 3.0).abs() < bound * 24.0f64.sqrt());
        // The partner in the pair, the next lane, and the same neuron one step on.
        for apart in [1, 16, 32, CHUNK] {
            let product: f64 = xs.iter().zip(&xs[apart..]).map(|(x, y)| x * y).sum();
            assert!(product.abs() / n < bound, "{apart} apart");
            let squares: f64 =
                xs.iter().zip(&xs[apart..]).map(|(x, y)| (x * x - 1.0) * (y * y - 1.0)).sum();
            assert!(squares.abs() / n < 2.0 * bound, "squares {apart} apart");
        }
    }
}

/// The test of Kolmogorov and Smirnov: √N times the largest distance between
/// the distribution drawn and the normal one exceeds 2.2 with p = 10⁻⁴.
fn kolmogorov_smirnov(mut xs: Vec<f64>) -> f64 {
    xs.sort_unstable_by(f64::total_cmp);
    let n = xs.len() as f64;
    let distance = xs.iter().enumerate().map(|(k, x)| {
        let law = 0.5 * core_math::erfc(-x / 2.0f64.sqrt());
        f64::max(law - k as f64 / n, (k + 1) as f64 / n - law)
    });
    n.sqrt() * distance.fold(0.0, f64::max)
}

#[test]
fn normals_follow_the_normal_law() {
    assert!(kolmogorov_smirnov(million::<f32>()) < 2.2);
    assert!(kolmogorov_smirnov(million::<f64>()) < 2.2);
    let mut stream = Stream::new(key(), 1);
    let serial = (0..1_000_000).map(|_| stream.normal()).collect();
    assert!(kolmogorov_smirnov(serial) < 2.2);
}

/// Pearson's χ² of counts against what is expected, as the standard normal
/// deviate of the same probability (Wilson and Hilferty 1931): outside ±3.9
/// with p = 10⁻⁴.
fn deviate(counts: &[u32], expected: impl Fn(usize) -> f64) -> f64 {
    let terms = counts.iter().enumerate().map(|(k, &count)| {
        let expected = expected(k);
        assert!(expected >= 10.0, "too few in class {k}");
        (f64::from(count) - expected).powi(2) / expected
    });
    let free = (counts.len() - 1) as f64;
    let spread = 2.0 / (9.0 * free);
    ((terms.sum::<f64>() / free).cbrt() - (1.0 - spread)) / spread.sqrt()
}

#[test]
fn uniforms_are_uniform() {
    fn count(classes: usize, xs: impl Iterator<Item = f64>) -> f64 {
        let (mut counts, mut n) = (vec![0; classes], 0.0);
        for x in xs {
            assert!(x > 0.0 && x < 1.0);
            counts[(x * classes as f64) as usize] += 1;
            n += 1.0;
        }
        deviate(&counts, |_| n / classes as f64)
    }
    let single = (0..16_384).flat_map(|step| both::<f32, f32>((), 0, step)[0].map(f64::from));
    let double = (0..16_384).flat_map(|step| both::<f64, f64>((), 1, step)[0]);
    let mut stream = Stream::new(key(), 2);
    let serial = (0..1_000_000).map(|_| stream.uniform());
    assert!(count(1000, single).abs() < 3.9);
    assert!(count(1000, double).abs() < 3.9);
    assert!(count(1000, serial).abs() < 3.9);
}

#[test]
fn a_stream_draws_the_documented_words() {
    let prefix = 0x0123_4567_89ab_cdef;
    let mut stream = Stream::new(key(), prefix);
    for k in 0..100 {
        for word in philox(key(), [k, prefix as u32, (prefix >> 32) as u32, 0]) {
            assert_eq!(stream.word(), word);
        }
    }
    let mut other = Stream::new(key(), prefix + 1);
    assert_ne!(stream.double_word(), other.double_word());
}

/// Including an n for which the remainder of a word would favour the lower
/// half by two to one.
#[test]
fn below_favours_no_number() {
    let mut stream = Stream::new(key(), 3);
    let draws = 1_000_000;
    for (n, classes) in [(10, 10), (1000, 1000), (3 << 30, 96), (3 << 62, 96), (u64::MAX, 85)] {
        let mut counts = vec![0; classes];
        for _ in 0..draws {
            let k = stream.below(n);
            assert!(k < n);
            counts[(k / n.div_ceil(classes as u64)) as usize] += 1;
        }
        let expected = f64::from(draws) / classes as f64;
        assert!(deviate(&counts, |_| expected).abs() < 3.9, "below {n}");
    }
    assert_eq!(stream.below(1), 0);
}

#[test]
fn skips_follow_the_geometric_law() {
    let draws = 1_000_000;
    for (p, classes) in [(0.02, 300), (0.1, 80), (0.5, 14), (0.9, 4)] {
        let mut stream = Stream::new(key(), 4);
        // The last class is for all longer skips.
        let mut counts = vec![0; classes + 1];
        for _ in 0..draws {
            counts[classes.min(stream.skip(p) as usize)] += 1;
        }
        let z = deviate(&counts, |k| {
            let tail = (1.0 - p).powi(k as i32);
            f64::from(draws) * if k == classes { tail } else { p * tail }
        });
        assert!(z.abs() < 3.9, "p = {p}: {z}");
    }
    // For small p, p times the skip is exponential with mean and deviation 1.
    let rare = Geometric::new(1e-12);
    let mut stream = Stream::new(key(), 5);
    let sum: f64 = (0..draws).map(|_| rare.draw(&mut stream) as f64 * 1e-12).sum();
    assert!((sum / f64::from(draws) - 1.0).abs() < 3.9 / f64::from(draws).sqrt());

    assert_eq!(stream.skip(1.0), 0);
    assert_eq!(stream.skip(0.0), u64::MAX);
}

/// Found by search: (step, word, lane) of a word above 2³² − 2⁷.
const NEARLY_ONE: (u64, usize, usize) = (215_708, 0, 1);

/// From a second implementation of the documented formula (in Python).
const PINNED_KEYS: [[u32; 2]; 2] = [[0x9be240fe, 0x83dbd082], [0x5f28b159, 0x0f2017e8]];
