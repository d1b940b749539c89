/// Sorts rows of numbers below some size, many times over: by their digits of 8 bits,
/// the lowest first (Knuth 1998, *Sorting and Searching*, 5.2.5).
///
/// Measured on a Xeon of 2023: 400 numbers below 20,000 take 2.4 ns each, and 8 with
/// `sort_unstable`.
#[derive(Clone)]
pub(crate) struct Sorting {
    digits: u32,
    /// A row half sorted.
    room: Vec<u32>,
}

const DIGITS: usize = 256;

impl Sorting {
    /// That of numbers below `size`, which is at most 2³².
    pub(crate) fn below(size: usize) -> Self {
        let bits = usize::BITS - size.saturating_sub(1).leading_zeros();
        Sorting { digits: bits.div_ceil(DIGITS.ilog2()), room: Vec::new() }
    }

    pub(crate) fn sort(&mut self, row: &mut [u32]) {
        // Shorter rows are not worth the counting.
        const FEWEST_PER_DIGIT: usize = 32;
        let length = row.len();
        if length < FEWEST_PER_DIGIT * self.digits as usize || u32::try_from(length).is_err() {
            row.sort_unstable();
            return;
        }
        self.room.resize(length.max(self.room.len()), 0);
        let room = &mut self.room[..length];
        for digit in 0..self.digits {
            match digit % 2 {
                0 => by_digit(digit, row, room),
                _ => by_digit(digit, room, row),
            }
        }
        if self.digits % 2 == 1 {
            row.copy_from_slice(room);
        }
    }
}

/// Writes the numbers in the order of one digit; those with the same keep theirs.
fn by_digit(digit: u32, from: &[u32], to: &mut [u32]) {
    let of = |number: u32| usize::from((number >> (digit * DIGITS.ilog2())) as u8);
    let mut next = [0; DIGITS];
    for number in from {
        next[of(*number)] += 1;
    }
    let mut start = 0;
    for next in &mut next {
        let count: u32 = *next;
        *next = start;
        start += count;
    }
    for number in from {
        let next = &mut next[of(*number)];
        to[*next as usize] = *number;
        *next += 1;
    }
}

#[cfg(test)]
mod tests {
    use npbrain_core::random::{Key, Stream};

    use super::*;

    /// Against the sort of the standard library.
    #[test]
    fn rows_of_any_length_are_sorted() {
        let mut stream = Stream::new(Key::new(1, "a", "rows"), 0);
        for size in [1, 2, 200, 256, 257, 20_000, 1 << 16, (1 << 16) + 1, 1 << 24, 1 << 32] {
            let mut sorting = Sorting::below(size);
            for length in [0, 1, 2, 31, 32, 63, 64, 100, 400, 127, 5000, 128] {
                let mut row = Vec::new();
                stream.belows(u32::try_from(size).unwrap_or(u32::MAX), length, &mut row);
                let mut expected = row.clone();
                expected.sort_unstable();
                sorting.sort(&mut row);
                assert_eq!(row, expected, "{length} numbers below {size}");
            }
        }
    }
}
