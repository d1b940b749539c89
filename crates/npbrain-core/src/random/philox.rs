use super::Key;

/// How many times the counter is scrambled.
pub(super) const ROUNDS: usize = 10;
/// The multipliers of the first and the third word.
pub(super) const MULTIPLIERS: [u32; 2] = [0xd251_1f53, 0xcd9e_8d57];
/// What is added to the key between rounds.
const WEYL: [u32; 2] = [0x9e37_79b9, 0xbb67_ae85];

/// The key of the round after that of `key`.
#[inline(always)]
pub(super) fn next(key: [u32; 2]) -> [u32; 2] {
    [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])]
}

/// Four random words for each counter: Philox4x32-10 of Salmon, Moraes, Dror
/// and Shaw (2011), *Parallel random numbers: as easy as 1, 2, 3*.
///
/// For one key it is one to one, and passes BigCrush of TestU01.
///
/// ```
/// use npbrain_core::random::{Key, philox};
///
/// let words = philox(Key { words: [0, 0] }, [0, 0, 0, 0]);
/// assert_eq!(words, [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
/// ```
#[inline]
pub fn philox(key: Key, counter: [u32; 4]) -> [u32; 4] {
    let (mut key, mut c) = (key.words, counter);
    for _ in 0..ROUNDS {
        let first = u64::from(c[0]) * u64::from(MULTIPLIERS[0]);
        let third = u64::from(c[2]) * u64::from(MULTIPLIERS[1]);
        c = [
            (third >> 32) as u32 ^ c[1] ^ key[0],
            third as u32,
            (first >> 32) as u32 ^ c[3] ^ key[1],
            first as u32,
        ];
        key = next(key);
    }
    c
}
