use fearless_simd::Simd;

use super::{Arithmetic, CHUNK};
use crate::number::{Lanes, Pack, at_level};
use crate::random::{self, Key};

impl Arithmetic {
    /// [`normals`](random::normals()) computed with these instructions: one
    /// standard normal number for each of the 64 neurons from 64 · `chunk` on.
    pub fn normals(self, key: Key, chunk: u32, step: u64, block: u32, out: &mut [f64; CHUNK]) {
        match self {
            Arithmetic::Plain => drawn::<f64>((), key, [chunk, block], step, out),
            Arithmetic::Simd(level) => {
                at_level!(level, simd => on_lanes(simd, key, [chunk, block], step, out));
            }
        }
    }
}

#[inline(always)]
fn on_lanes<S: Simd>(simd: S, key: Key, at: [u32; 2], step: u64, out: &mut [f64; CHUNK]) {
    drawn::<Lanes<S, f64>>(simd, key, at, step, out);
}

#[inline(always)]
fn drawn<P: Pack<f64>>(
    proof: P::Proof,
    key: Key,
    [chunk, block]: [u32; 2],
    step: u64,
    out: &mut [f64; CHUNK],
) {
    random::normals::<f64, P>(proof, key, chunk, step, block, out);
}
