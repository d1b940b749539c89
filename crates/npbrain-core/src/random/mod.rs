use crate::number::{Pack, Real};
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Key {
    pub words: [u32; 2],
}
#[inline(always)]
pub fn normals<T: Real, P: Pack<T>>(_proof: P::Proof, _key: Key, _chunk: u32, _step: u64, _block: u32, _out: &mut [T; 64]) {}
