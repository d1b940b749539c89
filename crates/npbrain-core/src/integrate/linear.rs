//! Small dense systems of linear equations inside kernels.

use crate::model::{Vars, with};
use crate::number::{Num, Scalar, When};

/// The x with `rows` x = `right`, by elimination with partial pivoting.
///
/// There is no branch on numbers: rows are exchanged by `select`, so that each
/// lane has the pivots it would have alone. Entries that are `None` are zero
/// whatever the values, and cost nothing.
///
/// The loops over variables are calls of `make`, which unrolls them: an index
/// that is known when compiling costs nothing either.
#[inline(always)]
pub(super) fn solved<S, X, R, A>(rows: A, right: &X) -> X
where
    S: Scalar,
    X: Vars<Num<S>>,
    R: Vars<Option<Num<S>>>,
    A: Vars<R>,
{
    let (mut rows, mut right) = (rows, *right);
    let _ = X::make(
        #[inline(always)]
        |p| {
            (rows, right) = pivoted::<S, X, R, A>(&rows, &right, p);
            (rows, right) = cleared::<S, X, R, A>(&rows, &right, p);
            right.get(p)
        },
    );
    let mut x = right;
    let _ = X::make(
        #[inline(always)]
        |back| {
            let p = X::LEN - 1 - back;
            let row = rows.get(p);
            let mut rest = right.get(p);
            let _ = X::make(
                #[inline(always)]
                |j| {
                    if let Some(entry) = row.get(j)
                        && j > p
                    {
                        rest -= entry * x.get(j);
                    }
                    rest
                },
            );
            x = with(&x, p, quotient(rest, row.get(p)));
            rest
        },
    );
    x
}

/// Brings the largest entry of column `p`, from row `p` on, into row `p`.
#[inline(always)]
fn pivoted<S, X, R, A>(rows: &A, right: &X, p: usize) -> (A, X)
where
    S: Scalar,
    X: Vars<Num<S>>,
    R: Vars<Option<Num<S>>>,
    A: Vars<R>,
{
    let (mut row, mut value) = (rows.get(p), right.get(p));
    let mut values = *right;
    let lower = A::make(
        #[inline(always)]
        |i| {
            let (other, other_value) = (rows.get(i), right.get(i));
            let (Some(here), Some(there)) = (row.get(p), other.get(p)) else {
                return other;
            };
            if i <= p {
                return other;
            }
            let larger = there.abs().gt(here.abs());
            let exchanged = R::make(
                #[inline(always)]
                |j| either(larger, row.get(j), other.get(j)),
            );
            values = with(&values, i, larger.select(value, other_value));
            row = R::make(
                #[inline(always)]
                |j| either(larger, other.get(j), row.get(j)),
            );
            value = larger.select(other_value, value);
            exchanged
        },
    );
    let rows = A::make(
        #[inline(always)]
        |i| if i == p { row } else { lower.get(i) },
    );
    (rows, with(&values, p, value))
}

/// Subtracts row `p` from those below it, so that their column `p` is zero.
#[inline(always)]
fn cleared<S, X, R, A>(rows: &A, right: &X, p: usize) -> (A, X)
where
    S: Scalar,
    X: Vars<Num<S>>,
    R: Vars<Option<Num<S>>>,
    A: Vars<R>,
{
    let (pivot, value) = (rows.get(p), right.get(p));
    let mut values = *right;
    let rows = A::make(
        #[inline(always)]
        |i| {
            let row = rows.get(i);
            let Some(lead) = row.get(p) else { return row };
            if i <= p {
                return row;
            }
            let factor = quotient(lead, pivot.get(p));
            values = with(&values, i, right.get(i) - factor * value);
            R::make(
                #[inline(always)]
                |j| match (row.get(j), pivot.get(j)) {
                    _ if j <= p => None,
                    (entry, None) => entry,
                    (None, Some(above)) => Some(-(factor * above)),
                    (Some(entry), Some(above)) => Some(entry - factor * above),
                },
            )
        },
    );
    (rows, values)
}

/// `yes` where `mask` holds, `no` elsewhere.
#[inline(always)]
fn either<S: Scalar>(mask: When<S>, yes: Option<Num<S>>, no: Option<Num<S>>) -> Option<Num<S>> {
    match (yes, no) {
        (Some(yes), Some(no)) => Some(mask.select(yes, no)),
        (Some(yes), None) => Some(mask.select(yes, yes.lit(0.0))),
        (None, Some(no)) => Some(mask.select(0.0, no)),
        (None, None) => None,
    }
}

/// `value` / `by`; without a pivot the matrix is singular, and that is NaN or
/// an infinity, as where the pivot happens to be zero.
#[inline(always)]
fn quotient<S: Scalar>(value: Num<S>, by: Option<Num<S>>) -> Num<S> {
    match by {
        Some(by) => value / by,
        None => value / value.lit(0.0),
    }
}
