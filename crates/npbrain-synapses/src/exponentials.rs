//! What flows through first-order stages one after the other: divided
//! differences of e^(a t), safe where rates are equal and for any length of
//! time. Growth rates `a`, `b`, `c` are in 1/ms and normally not positive.

use npbrain_core::{Num, Scalar};

/// The smaller and the larger.
#[inline(always)]
fn sorted<S: Scalar>(a: Num<S>, b: Num<S>) -> (Num<S>, Num<S>) {
    (a.min(b), a.max(b))
}

/// The integral of e^(a u) e^(b (t − u)) over u from 0 to t:
/// (e^(a t) − e^(b t)) / (a − b).
#[inline(always)]
pub(crate) fn through_two<S: Scalar>(a: Num<S>, b: Num<S>, t: Num<S>) -> Num<S> {
    let (low, high) = sorted(a, b);
    t * (high * t).exp() * ((low - high) * t).exprel()
}

/// The same through three stages: the second divided difference.
#[inline(always)]
pub(crate) fn through_three<S: Scalar>(a: Num<S>, b: Num<S>, c: Num<S>, t: Num<S>) -> Num<S> {
    let (low, high) = sorted(a, b);
    let (low, other) = sorted(low, c);
    let (middle, high) = sorted(other, high);
    // Relative to the slowest, so that nothing overflows.
    let (x, y) = ((middle - high) * t, (low - high) * t);
    // The distance of the outer two is what is divided by: where it is small
    // all three are close, and a series in both distances takes over.
    let far = (x.exprel() - x.exp() * (y - x).exprel()) / -y.min(-0.5);
    let (mut sum, mut symmetric, mut power, mut factorial) = (x.lit(0.5), x.lit(1.0), y, 2.0);
    for n in 1..=14 {
        symmetric = x * symmetric + power;
        power = power * y;
        factorial *= f64::from(n + 2);
        sum += symmetric * (1.0 / factorial);
    }
    t * t * (high * t).exp() * y.gt(-0.5).select(sum, far)
}
