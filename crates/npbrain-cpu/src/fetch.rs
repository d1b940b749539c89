//! Bringing into the cache what is about to be read.

use std::ops::Range;

/// Asks for the cache lines of some of `values`, without waiting for them.
#[inline(always)]
pub(crate) fn fetch<V>(part: Range<usize>, values: &[V]) {
    const LINE: usize = 64;
    for line in values[part].chunks(LINE / size_of::<V>()) {
        ask_for(&line[0]);
    }
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[expect(unsafe_code, reason = "no other way to ask for memory and not wait for it")]
fn ask_for<V>(value: &V) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    // SAFETY: a prefetch reads and writes nothing, whatever the address, and every
    // processor of this architecture has it.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast()) };
}

#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn ask_for<V>(_: &V) {}
