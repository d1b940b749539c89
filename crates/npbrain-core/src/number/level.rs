/// Runs `$op` with `$simd`, the token of SIMD level `$level`, inside the
/// instructions of that level.
///
/// Like `fearless_simd::dispatch!`, but without a copy for SSE4.2: processors
/// that have it and not AVX2 run SSE2 instead, and every kernel compiles in
/// three copies where it would in four.
macro_rules! at_level {
    ($level:expr, $simd:ident => $op:expr) => {{
        let level = $level;
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        {
            if let Some($simd) = level.as_avx512() {
                fearless_simd::Simd::vectorize(
                    $simd,
                    #[inline(always)]
                    || $op,
                )
            } else if let Some($simd) = level.as_avx2() {
                fearless_simd::Simd::vectorize(
                    $simd,
                    #[inline(always)]
                    || $op,
                )
            } else if let Some($simd) = level.as_sse2() {
                fearless_simd::Simd::vectorize(
                    $simd,
                    #[inline(always)]
                    || $op,
                )
            }
        }
        #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
        {
            fearless_simd::dispatch!(level, $simd => $op)
        }
    }};
}
pub(crate) use at_level;
