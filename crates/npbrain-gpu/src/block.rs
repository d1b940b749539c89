/// The most steps that are submitted at a time. With it a ring of 256 steps holds
/// all spikes of a block and the step after it.
pub(crate) const BLOCK: usize = 250;

/// How many bytes of numbers are uploaded, or recorded, in a block at most for one
/// object; the block is shorter where they would be more.
pub(crate) const BYTES: usize = 16 << 20;
