//! The elementary functions: one sequence of operations each, per precision.
//!
//! Additions, multiplications, divisions, square roots, comparisons and moves of
//! bits only: IEEE 754 rounds them the same way everywhere, so that plain
//! numbers and SIMD lanes get the same bits on every machine. There are no
//! branches, but for the rare angles the sine and cosine leave to `libm`.
//!
//! The largest errors measured against `core-math`, in units in the last place
//! (`tests/math.rs` holds us to them), and the time per number with AVX-512 on
//! an AMD EPYC of 2024, in nanoseconds:
//!
//! | function | `f32` error | `f64` error | `f32` time | `f64` time |
//! | --- | --- | --- | --- | --- |
//! | `exp` | 0.91 | 1.5 | 0.26 | 0.8 |
//! | `ln` | 0.86 | 1.5 | 0.31 | 0.75 |
//! | `exprel` | 2.4 | 3 | 0.31 | 1.0 |
//! | `tanh` | 2.7 | 2.5 | 0.27 | 0.85 |
//! | `sin`, `cos` | 2.1 | 2.5 | 0.26 | 0.65 |
//! | `sin_cos_pi_of` | 1.8 | 2.5 | 0.23 | 0.75 |
//!
//! Those of `f32` are of all numbers (of `cos`: of 0 to 3217; of `sin_cos_pi_of`:
//! of 0 to 1). Those of `f64` are of two million numbers, and are bounds: the
//! distance from the correctly rounded result, plus the half unit that may hide
//! (for `exprel`, whose oracle is itself rounded twice, one unit).

mod double;
mod single;
