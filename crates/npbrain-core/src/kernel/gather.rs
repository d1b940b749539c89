//! Values that lie apart, brought together and put back.
//!
//! Loops are by eight: a value takes five instructions in place of eight.

const TOGETHER: usize = 8;

/// `to[i] = from[indices[i]]`.
#[inline(always)]
pub(super) fn gather<T: Copy>(to: &mut [T], from: &[T], indices: &[u32]) {
    let (to, last_to) = to[..indices.len()].as_chunks_mut::<TOGETHER>();
    let (indices, last_indices) = indices.as_chunks::<TOGETHER>();
    for (to, indices) in to.iter_mut().zip(indices) {
        for (to, index) in to.iter_mut().zip(indices) {
            *to = from[*index as usize];
        }
    }
    for (to, index) in last_to.iter_mut().zip(last_indices) {
        *to = from[*index as usize];
    }
}

/// `each(to[indices[i]], from[i])`, in order.
#[inline(always)]
pub(super) fn scatter<T: Copy>(
    to: &mut [T],
    from: &[T],
    indices: &[u32],
    each: impl Fn(&mut T, T),
) {
    let (from, last_from) = from[..indices.len()].as_chunks::<TOGETHER>();
    let (indices, last_indices) = indices.as_chunks::<TOGETHER>();
    for (from, indices) in from.iter().zip(indices) {
        for (from, index) in from.iter().zip(indices) {
            each(&mut to[*index as usize], *from);
        }
    }
    for (from, index) in last_from.iter().zip(last_indices) {
        each(&mut to[*index as usize], *from);
    }
}
