use super::{Geometric, Key, philox};
use crate::number::{Real, Scalar};

/// 2³²: how many words there are.
const WORDS: u64 = 1 << 32;

/// Random numbers one after another, for building networks.
///
/// Each `prefix` (the row of a connection matrix, say) has a sequence of its
/// own, so that rows can be drawn in any order. Word i of a sequence is word
/// i mod 4 of [`philox`](super::philox()) at the counter (k mod 2³², low half of
/// `prefix`, high half of `prefix`, ⌊k / 2³²⌋), k = ⌊i / 4⌋.
///
/// ```
/// use npbrain_core::random::{Key, Stream};
///
/// let mut stream = Stream::new(Key::new(1, "lif1", "weights"), 0);
/// let (u, k) = (stream.uniform(), stream.below(10));
/// assert!(u > 0.0 && u < 1.0 && k < 10);
/// ```
#[derive(Clone, Debug)]
pub struct Stream {
    pub(super) key: Key,
    pub(super) prefix: u64,
    /// The next counter.
    pub(super) next: u64,
    pub(super) block: [u32; 4],
    /// How many words of `block` are used up.
    pub(super) used: usize,
    /// The second normal number of a pair.
    pub(super) spare: Option<f64>,
}

impl Stream {
    /// The sequence of `prefix` under `key`, from its start.
    pub fn new(key: Key, prefix: u64) -> Self {
        Stream { key, prefix, next: 0, block: [0; 4], used: 4, spare: None }
    }

    /// The next word, uniform over all 32-bit numbers.
    #[inline]
    pub fn word(&mut self) -> u32 {
        if self.used == 4 {
            let (k, prefix) = (self.next, self.prefix);
            let high = |x: u64| (x >> 32) as u32;
            self.block = philox(self.key, [k as u32, prefix as u32, high(prefix), high(k)]);
            self.next += 1;
            self.used = 0;
        }
        let word = self.block[self.used];
        self.used += 1;
        word
    }

    /// The next two words, the first the lower half.
    #[inline]
    pub fn double_word(&mut self) -> u64 {
        let low = u64::from(self.word());
        low | u64::from(self.word()) << 32
    }

    /// Uniform in (0, 1), neither end included: an odd multiple of 2⁻⁵³, from
    /// the upper 52 bits of a double word.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        uniform(self.double_word())
    }

    /// A standard normal number, by the method of Box and Muller (1958): two
    /// from each pair of [`uniform`](Self::uniform) and angle, the cosine first. The
    /// angle has the upper 52 bits of a double word.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = Scalar::sqrt(-2.0 * Scalar::ln(self.uniform()));
        let (sin, cos) = f64::sin_cos_pi_of(turn(self.double_word()));
        self.spare = Some(radius * sin);
        radius * cos
    }

    /// Uniform over the whole numbers below `n`, each exactly as likely (Lemire
    /// 2019, *Fast random integer generation in an interval*): of one word for `n` up
    /// to 2³², else of double words.
    ///
    /// # Panics
    ///
    /// If `n` is 0.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        assert!(n > 0, "there is no whole number below 0");
        if n <= WORDS {
            let mut scaled = u64::from(self.word()) * n;
            if u64::from(scaled as u32) < n {
                let unfair = unfair(n);
                while (scaled as u32) < unfair {
                    scaled = u64::from(self.word()) * n;
                }
            }
            return scaled >> 32;
        }
        let product = |word: u64| u128::from(word) * u128::from(n);
        let mut scaled = product(self.double_word());
        if (scaled as u64) < n {
            // 2⁶⁴ mod n, as `unfair` for words.
            let unfair = n.wrapping_neg() % n;
            while (scaled as u64) < unfair {
                scaled = product(self.double_word());
            }
        }
        (scaled >> 64) as u64
    }

    /// The number of failures before the next success of probability `p`; see
    /// [`Geometric`], which is quicker for many draws at one `p`.
    #[inline]
    pub fn skip(&mut self, p: f64) -> u64 {
        Geometric::new(p).draw(self)
    }
}

/// See [`Stream::uniform`].
#[inline(always)]
pub(super) fn uniform(double_word: u64) -> f64 {
    // 1 + k / 2⁵² and (k + ½) / 2⁵² are exact; with one bit more it could round to 1.
    f64::from_bits(1f64.to_bits() | double_word >> 12) - (1.0 - 0.5 * f64::EPSILON)
}

/// An angle of [`Stream::normal`] in half turns, from −1 to 1.
#[inline(always)]
pub(super) fn turn(double_word: u64) -> f64 {
    f64::from_bits(2f64.to_bits() | double_word >> 12) - 3.0
}

/// 2³² mod `n`: so many of the lowest products of [`Stream::below`] would favour some
/// numbers.
#[inline(always)]
pub(super) fn unfair(n: u64) -> u32 {
    (WORDS % n) as u32
}
