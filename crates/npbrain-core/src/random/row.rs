//! Many numbers of a [`Stream`], drawn on vectors: a row of a connection matrix.

use fearless_simd::{Level, Simd, SimdBase};

use super::stream::{turn, unfair, uniform};
use super::words::words_from;
use super::{CHUNK, Stream};
use crate::number::{Lanes, Real, Scalar, at_level};

/// How many counters are scrambled at once.
const COUNTERS: usize = 16;

/// How many double words they give.
const DOUBLES: usize = CHUNK / 2;

impl Stream {
    /// Appends `count` numbers: those that [`uniform`](Self::uniform) gives one after
    /// another.
    ///
    /// ```
    /// use npbrain_core::random::{Key, Stream};
    ///
    /// let stream = Stream::new(Key::new(1, "lif1", "weights"), 7);
    /// let (mut one_by_one, mut at_once) = (stream.clone(), stream);
    /// let mut row = Vec::new();
    /// at_once.uniforms(100, &mut row);
    /// assert!(row.iter().all(|number| *number == one_by_one.uniform()));
    /// assert_eq!(at_once.word(), one_by_one.word());
    /// ```
    pub fn uniforms(&mut self, mut count: usize, numbers: &mut Vec<f64>) {
        if count > 0 && self.used == 2 {
            numbers.push(self.uniform());
            count -= 1;
        }
        if self.used < 4 {
            numbers.extend((0..count).map(|_| self.uniform()));
            return;
        }
        let level = Level::new();
        at_level!(level, simd => self.uniforms_on(simd, count, numbers));
    }

    /// Appends `count` numbers: those that [`normal`](Self::normal) gives one after
    /// another.
    pub fn normals(&mut self, mut count: usize, numbers: &mut Vec<f64>) {
        if count > 0
            && let Some(spare) = self.spare.take()
        {
            numbers.push(spare);
            count -= 1;
        }
        if self.used < 4 {
            numbers.extend((0..count).map(|_| self.normal()));
            return;
        }
        let level = Level::new();
        at_level!(level, simd => self.normals_on(simd, count, numbers));
    }

    /// Appends `count` numbers: those that [`below`](Self::below) gives one after
    /// another.
    ///
    /// # Panics
    ///
    /// If `n` is 0.
    pub fn belows(&mut self, n: u32, mut count: usize, numbers: &mut Vec<u32>) {
        assert!(n > 0, "there is no whole number below 0");
        while count > 0 && self.used < 4 {
            numbers.push(self.below(n.into()) as u32);
            count -= 1;
        }
        let level = Level::new();
        at_level!(level, simd => self.belows_on(simd, n, count, numbers));
    }

    #[inline(always)]
    fn uniforms_on<S: Simd>(&mut self, simd: S, count: usize, numbers: &mut Vec<f64>) {
        numbers.reserve(count);
        let mut left = count;
        while left > 0 {
            let words = words_from(self.key, self.next, self.prefix);
            let mut batch = [0.0; DOUBLES];
            units(
                simd,
                &words,
                &mut batch,
                #[inline(always)]
                |unit: Lanes<S, f64>| unit,
            );
            let taken = append_first(left, &batch, numbers);
            self.skip_to(&words, 2 * taken);
            left -= taken;
        }
    }

    #[inline(always)]
    fn normals_on<S: Simd>(&mut self, simd: S, count: usize, numbers: &mut Vec<f64>) {
        numbers.reserve(count);
        let minus_two = Lanes::<S, f64>::splat(simd, -2.0);
        let mut left = count;
        while left > 0 {
            let words = words_from(self.key, self.next, self.prefix);
            let mut batch = [0.0; DOUBLES];
            let [mut units, mut turns] = [[0.0; COUNTERS]; 2];
            for lane in 0..COUNTERS {
                units[lane] = uniform(double_word(&words, 0, lane));
                turns[lane] = turn(double_word(&words, 2, lane));
            }
            for start in (0..COUNTERS).step_by(S::f64s::LEN) {
                let lanes = start..start + S::f64s::LEN;
                let unit = Lanes::<S, f64>::load(simd, &units[lanes.clone()]);
                let turn = Lanes::<S, f64>::load(simd, &turns[lanes]);
                let (sin, cos) = <f64 as Real>::sin_cos_pi_of(turn);
                let radius = (minus_two * unit.ln()).sqrt();
                store_pairs((radius * cos).0, (radius * sin).0, &mut batch[2 * start..]);
            }
            let taken = append_first(left, &batch, numbers);
            if taken % 2 == 1 {
                self.spare = Some(batch[taken]);
            }
            self.skip_to(&words, 4 * taken.div_ceil(2));
            left -= taken;
        }
    }

    #[inline(always)]
    fn belows_on<S: Simd>(&mut self, simd: S, n: u32, count: usize, numbers: &mut Vec<u32>) {
        let (unfair, n) = (unfair(n.into()), u64::from(n));
        let mut left = count;
        numbers.reserve(count);
        while left > 0 {
            let words = words_from(self.key, self.next, self.prefix);
            let (mut upper, mut are_unfair) = ([0; CHUNK], 0);
            for (upper, word) in upper.iter_mut().zip(words.as_flattened()) {
                let product = u64::from(*word) * n;
                *upper = (product >> 32) as u32;
                are_unfair |= u32::from((product as u32) < unfair);
            }
            let mut scaled = [0; CHUNK];
            for start in (0..COUNTERS).step_by(S::u32s::LEN) {
                let [first, second, third, fourth] = std::array::from_fn(|word| {
                    S::u32s::from_slice(simd, &upper[COUNTERS * word + start..][..S::u32s::LEN])
                });
                let (even, odd) = (first.interleave(third), second.interleave(fourth));
                store_pairs(even.0, odd.0, &mut scaled[4 * start..]);
                store_pairs(even.1, odd.1, &mut scaled[4 * start + 2 * S::u32s::LEN..]);
            }
            if are_unfair == 0 {
                let taken = append_first(left, &scaled, numbers);
                self.skip_to(&words, taken);
                left -= taken;
                continue;
            }
            let is_fair = |k: &usize| (u64::from(words[k % 4][k / 4]) * n) as u32 >= unfair;
            let mut used = 0;
            for k in (0..CHUNK).filter(is_fair).take(left) {
                numbers.push(scaled[k]);
                left -= 1;
                used = k + 1;
            }
            // All have been looked at, unless the last one needed was among them.
            self.skip_to(&words, if left == 0 { used } else { CHUNK });
        }
    }

    /// Moves on by `count` of these words, which are the next ones.
    #[inline(always)]
    fn skip_to(&mut self, words: &[[u32; COUNTERS]; 4], count: usize) {
        self.next += count.div_ceil(4) as u64;
        self.used = 4;
        if let used @ 1.. = count % 4 {
            self.block = std::array::from_fn(|word| words[word][count / 4]);
            self.used = used;
        }
    }
}

/// Appends all of `batch`, or what is left to append, and says how many those were.
#[inline(always)]
fn append_first<T: Copy, const N: usize>(left: usize, batch: &[T; N], to: &mut Vec<T>) -> usize {
    match left < N {
        true => to.extend_from_slice(&batch[..left]),
        false => to.extend_from_slice(batch),
    }
    left.min(N)
}

/// The uniform numbers of these words in the order of a stream, each as `of` makes it.
#[inline(always)]
pub(super) fn units<S: Simd>(
    simd: S,
    words: &[[u32; COUNTERS]; 4],
    numbers: &mut [f64],
    of: impl Fn(Lanes<S, f64>) -> Lanes<S, f64>,
) {
    let [mut firsts, mut seconds] = [[0.0; COUNTERS]; 2];
    for lane in 0..COUNTERS {
        firsts[lane] = uniform(double_word(words, 0, lane));
        seconds[lane] = uniform(double_word(words, 2, lane));
    }
    for start in (0..COUNTERS).step_by(S::f64s::LEN) {
        let lanes = start..start + S::f64s::LEN;
        let first = of(Lanes::load(simd, &firsts[lanes.clone()]));
        let second = of(Lanes::load(simd, &seconds[lanes]));
        store_pairs(first.0, second.0, &mut numbers[2 * start..]);
    }
}

/// Writes the numbers of both in turn, the first of `first` first.
#[inline(always)]
fn store_pairs<S: Simd, V: SimdBase<S>>(first: V, second: V, to: &mut [V::Element]) {
    let (low, high) = first.interleave(second);
    low.store_slice(&mut to[..V::LEN]);
    high.store_slice(&mut to[V::LEN..2 * V::LEN]);
}

/// Word `word` of the counter `lane` as the lower half, and that after it.
#[inline(always)]
fn double_word(words: &[[u32; COUNTERS]; 4], word: usize, lane: usize) -> u64 {
    u64::from(words[word][lane]) | u64::from(words[word + 1][lane]) << 32
}

#[cfg(test)]
mod tests {
    use super::super::Key;
    use super::*;

    /// Streams that have used any number of words and of normal numbers, at the start
    /// and where counters carry.
    fn streams() -> impl Iterator<Item = Stream> {
        let key = Key::new(1, "lif1", "rows");
        (0..40).map(move |k| {
            let mut stream = Stream::new(key, u64::MAX - 7 * k);
            stream.next = [0, 1, (1 << 32) - 3][(k % 3) as usize];
            for _ in 0..k % 9 {
                stream.word();
            }
            for _ in 0..k % 4 {
                stream.normal();
            }
            stream
        })
    }

    const COUNTS: [usize; 12] = [0, 1, 2, 3, 5, 31, 32, 33, 64, 65, 100, 400];

    /// Rows of `count` and then a word, a number of `one` and a normal one, drawn both
    /// ways.
    fn check<T: PartialEq + std::fmt::Debug>(
        mut one: impl FnMut(&mut Stream) -> T,
        mut many: impl FnMut(&mut Stream, usize, &mut Vec<T>),
    ) {
        for (stream, count) in streams().flat_map(|s| COUNTS.map(|count| (s.clone(), count))) {
            let (mut serial, mut at_once) = (stream.clone(), stream);
            let mut row = vec![one(&mut Stream::new(serial.key, 0))];
            let mut expected = vec![one(&mut Stream::new(serial.key, 0))];
            for _ in 0..2 {
                expected.extend((0..count).map(|_| one(&mut serial)));
                many(&mut at_once, count, &mut row);
                assert_eq!(row, expected);
                assert_eq!(at_once.normal(), serial.normal());
                assert_eq!(at_once.word(), serial.word());
                assert_eq!(one(&mut at_once), one(&mut serial));
                assert_eq!(at_once.normal(), serial.normal());
                assert_eq!(at_once.double_word(), serial.double_word());
            }
        }
    }

    #[test]
    fn rows_of_uniform_numbers_are_what_a_stream_draws() {
        check(
            |stream| stream.uniform().to_bits(),
            |stream, count, row| {
                let mut numbers = Vec::new();
                stream.uniforms(count, &mut numbers);
                row.extend(numbers.into_iter().map(f64::to_bits));
            },
        );
    }

    #[test]
    fn rows_of_normal_numbers_are_what_a_stream_draws() {
        check(
            |stream| stream.normal().to_bits(),
            |stream, count, row| {
                let mut numbers = Vec::new();
                stream.normals(count, &mut numbers);
                row.extend(numbers.into_iter().map(f64::to_bits));
            },
        );
    }

    /// Rows are drawn on the best level of this machine; here on each that it has.
    #[test]
    fn rows_of_normal_numbers_are_the_same_at_every_level() {
        let best = Level::new();
        #[cfg(target_arch = "x86_64")]
        let levels = [
            best.as_sse2().map(Level::Sse2),
            best.as_avx2().map(Level::Avx2),
            best.as_avx512().map(Level::Avx512),
        ];
        #[cfg(not(target_arch = "x86_64"))]
        let levels = [Some(best)];
        let stream = Stream::new(Key::new(1, "lif1", "rows"), 3);
        let mut serial = stream.clone();
        let expected: Vec<f64> = (0..10_000).map(|_| serial.normal()).collect();
        for level in levels.into_iter().flatten() {
            let (mut stream, mut row) = (stream.clone(), Vec::new());
            at_level!(level, simd => stream.normals_on(simd, 10_000, &mut row));
            assert_eq!(row, expected, "{level:?}");
        }
    }

    /// Somebody may have made room for no more.
    #[test]
    fn rows_need_no_more_room_than_their_numbers() {
        let mut stream = Stream::new(Key::new(1, "lif1", "rows"), 0);
        let (mut numbers, mut wholes) = (Vec::with_capacity(210), Vec::with_capacity(210));
        let room = [numbers.capacity(), wholes.capacity()];
        for _ in 0..2 {
            stream.normals(35, &mut numbers);
            stream.uniforms(70, &mut numbers);
            stream.belows(10, 105, &mut wholes);
        }
        assert_eq!([numbers.capacity(), wholes.capacity()], room);
    }

    /// Including numbers for which a third, or nearly half, of the words is unfair.
    #[test]
    fn rows_of_whole_numbers_are_what_a_stream_draws() {
        for n in [1, 2, 10, 20_000, 3 << 30, (1 << 31) + 1, u32::MAX] {
            check(
                |stream| stream.below(n.into()) as u32,
                |stream, count, row| stream.belows(n, count, row),
            );
        }
    }
}
