/// What separates one sequence of random numbers from all others.
///
/// Made from the seed, the name of the object the numbers are for and their
/// purpose (such as `"noise"`), it does not depend on what else there is in the
/// network or on the order in which it was added.
///
/// ```
/// use npbrain_core::random::Key;
///
/// let noise = Key::new(1, "lif1", "noise");
/// assert_eq!(noise, Key::new(1, "lif1", "noise"));
/// assert_ne!(noise, Key::new(1, "lif2", "noise"));
/// assert_ne!(noise, Key::new(2, "lif1", "noise"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key of [`philox`](super::philox()).
    pub words: [u32; 2],
}

impl Key {
    /// The key of `purpose` of `object` under `seed`.
    ///
    /// It is mix(mix(seed + γ) ⊕ h), where h is the FNV-1a hash (Fowler, Noll
    /// and Vo 1991, 64 bits) of the bytes of `object`, a byte 255, which UTF-8
    /// never uses, and the bytes of `purpose`; γ and mix are the increment and
    /// the finaliser of SplitMix64 (Steele, Lea and Flood 2014). The low half
    /// is the first word. This never changes.
    pub fn new(seed: u64, object: &str, purpose: &str) -> Self {
        let bytes = object.bytes().chain([255]).chain(purpose.bytes());
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let key = mix(mix(seed.wrapping_add(0x9e37_79b9_7f4a_7c15)) ^ hash);
        Key { words: [key as u32, (key >> 32) as u32] }
    }
}

/// The finaliser of SplitMix64: one to one, each bit of the result depending on
/// all of `z`.
fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
