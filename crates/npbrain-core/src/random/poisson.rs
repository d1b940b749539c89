use fearless_simd::{Select, Simd, SimdBase};

use super::CHUNK;

/// 2³²: how many words there are.
const WORDS: f64 = 4_294_967_296.0;

/// What is left out of the law: numbers this much less likely than the likeliest.
const NEGLIGIBLE: f64 = 1.0 / (WORDS * WORDS);

/// Up to how many thresholds are all compared with; more are searched.
const FEW: usize = 48;

/// How many SIMD vectors a threshold is compared with at once.
const TOGETHER: usize = 4;

/// Poisson numbers, each drawn with one random word by a table of thresholds.
///
/// With T_k = 2³² · P(count ≤ k), rounded to a whole number, the count of word w
/// is the number of thresholds that are not above w. So each probability is
/// right to 2⁻³², numbers that are rarer than half of that never occur, and the
/// draw is a comparison of integers: the same on any machine, a GPU included.
///
/// The table is made of the ratios P(k + 1) / P(k) = mean / (k + 1), from the
/// likeliest number outwards, and summed up from the tails: multiplications and
/// divisions alone, which round alike everywhere.
///
/// ```
/// use npbrain_core::random::{Key, Poisson, words};
///
/// let mut poisson = Poisson::default();
/// poisson.set_mean(2.0);
/// let counts = poisson.counts(&words(Key::new(1, "drive", "poisson"), 0, 0, 0));
/// assert!(counts.iter().all(|count| *count < 16));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Poisson {
    mean: f64,
    /// A number that is always reached.
    least: u32,
    /// Those of the numbers from `least` on, all less than 2³².
    thresholds: Vec<u32>,
    /// Room to compute in.
    masses: Vec<f64>,
}

impl Poisson {
    /// The largest mean.
    pub const MOST: f64 = 65_536.0;

    /// Draws of any mean, none of which needs more memory.
    pub fn with_room() -> Self {
        // 9.5 standard deviations on either side.
        let most = 20 * Poisson::MOST.sqrt() as usize;
        Poisson {
            thresholds: Vec::with_capacity(most),
            masses: Vec::with_capacity(most),
            ..Poisson::default()
        }
    }

    /// Whether there is a table for this mean: 0 to [`MOST`](Self::MOST).
    pub fn allows(mean: f64) -> bool {
        (0.0..=Poisson::MOST).contains(&mean)
    }

    /// The mean; at first it is 0.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Sets the mean. The table is made anew only if it is another one.
    ///
    /// # Panics
    /// If it is not [allowed](Self::allows).
    pub fn set_mean(&mut self, mean: f64) {
        assert!(Poisson::allows(mean), "no table for a mean of {mean}");
        if mean != self.mean {
            self.mean = mean;
            self.tabulate();
        }
    }

    fn tabulate(&mut self) {
        let Poisson { mean, least, thresholds, masses } = self;
        let mode = mean.floor();
        masses.clear();
        let (mut mass, mut k) = (1.0, mode);
        while mass >= NEGLIGIBLE {
            masses.push(mass);
            mass *= k / *mean;
            k -= 1.0;
        }
        masses.reverse();
        let below = masses.len() - 1;
        (mass, k) = (1.0, mode);
        loop {
            k += 1.0;
            mass *= *mean / k;
            if mass < NEGLIGIBLE {
                break;
            }
            masses.push(mass);
        }

        // From the tails, the smallest first: P(≤ k) below the mode, P(> k) from
        // there on.
        let mut sum = 0.0;
        for mass in &mut masses[..below] {
            sum += *mass;
            *mass = sum;
        }
        let mut above = 0.0;
        for mass in masses[below..].iter_mut().rev() {
            let own = *mass;
            *mass = above;
            above += own;
        }
        let unit = WORDS / (sum + above);
        *least = mode as u32 - below as u32;
        thresholds.clear();
        for mass in &masses[..below] {
            match (mass * unit).round() as u32 {
                0 => *least += 1,
                threshold => thresholds.push(threshold),
            }
        }
        let upper = masses[below..].iter().map(|mass| WORDS - (mass * unit).round());
        thresholds.extend(upper.take_while(|t| *t < WORDS).map(|t| t as u32));
    }

    /// The number that any word reaches.
    pub fn least(&self) -> u32 {
        self.least
    }

    /// The thresholds of the numbers from [`least`](Self::least) on, rising.
    pub fn thresholds(&self) -> &[u32] {
        &self.thresholds
    }

    /// A number for each of the 64 neurons whose [`words`](super::words()) these
    /// are, in their order.
    pub fn counts(&self, words: &[[u32; 16]; 4]) -> [u32; CHUNK] {
        let mut counts = [self.least; CHUNK];
        for (count, word) in counts.iter_mut().zip(words.as_flattened()) {
            *count += search(&self.thresholds, *word);
        }
        counts
    }

    /// The [`counts`](Self::counts), made with SIMD instructions: few thresholds
    /// are compared one by one with many words at once. Left to itself the
    /// compiler would compare one word with many thresholds.
    #[inline(always)]
    pub(crate) fn counts_on<S: Simd>(&self, simd: S, words: &[[u32; 16]; 4]) -> [u32; CHUNK] {
        if self.thresholds.len() > FEW {
            return self.counts(words);
        }
        let mut counts = [0; CHUNK];
        let words = words.as_flattened();
        let [zero, one] = [S::u32s::splat(simd, 0), S::u32s::splat(simd, 1)];
        let width = S::u32s::LEN;
        for start in (0..CHUNK).step_by(TOGETHER * width) {
            let mut words_here = [zero; TOGETHER];
            for (k, vector) in words_here.iter_mut().enumerate() {
                *vector = S::u32s::from_slice(simd, &words[start + k * width..][..width]);
            }
            let mut reached = [S::u32s::splat(simd, self.least); TOGETHER];
            for threshold in &self.thresholds {
                let threshold = S::u32s::splat(simd, *threshold);
                for k in 0..TOGETHER {
                    let is_reached = words_here[k].simd_ge(threshold);
                    reached[k] += is_reached.select(one, zero);
                }
            }
            for (k, vector) in reached.iter().enumerate() {
                vector.store_slice(&mut counts[start + k * width..][..width]);
            }
        }
        counts
    }
}

/// How many of the rising `thresholds` are not above `word`.
#[inline(always)]
fn search(thresholds: &[u32], word: u32) -> u32 {
    let (mut from, mut length) = (0, thresholds.len());
    while length > 1 {
        let half = length / 2;
        from += if thresholds[from + half - 1] <= word { half } else { 0 };
        length -= half;
    }
    from as u32 + thresholds.get(from).map_or(0, |last| u32::from(*last <= word))
}
