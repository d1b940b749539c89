use std::convert::Infallible;

use npbrain_core::random::Stream;
use rand::TryRng;

/// A [`Stream`] as a generator of the `rand` crate, for its distributions.
///
/// ```
/// use npbrain_core::random::{Key, Stream};
/// use npbrain_values::Words;
/// use rand::Rng;
///
/// let mut stream = Stream::new(Key::new(1, "lif1", "tau"), 0);
/// let same = stream.clone().word();
/// assert_eq!(Words(&mut stream).next_u32(), same);
/// ```
#[derive(Debug)]
pub struct Words<'a>(pub &'a mut Stream);

impl TryRng for Words<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.double_word())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for four in bytes.chunks_mut(4) {
            let word = self.0.word().to_le_bytes();
            four.copy_from_slice(&word[..four.len()]);
        }
        Ok(())
    }
}
