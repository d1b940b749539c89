use fearless_simd::Level;

/// How a kernel computes: one number at a time, or with a level of SIMD
/// instructions. The results are the same bits.
#[derive(Clone, Copy, Debug)]
pub enum Arithmetic {
    /// One number at a time: the reference.
    Plain,
    /// With SIMD instructions.
    Simd(Level),
}

impl Arithmetic {
    /// The widest SIMD instructions of this machine.
    pub fn best() -> Self {
        Arithmetic::Simd(Level::new())
    }

    /// Every level this machine can run, narrowest first, [`Plain`](Self::Plain) included.
    pub fn available() -> Vec<Self> {
        let mut levels = vec![Arithmetic::Plain];
        let best = Level::new();
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        levels.extend(
            [
                best.as_sse2().map(Level::Sse2),
                best.as_avx2().map(Level::Avx2),
                best.as_avx512().map(Level::Avx512),
            ]
            .into_iter()
            .flatten()
            .map(Arithmetic::Simd),
        );
        #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
        levels.push(Arithmetic::Simd(best));
        levels
    }

    /// The name of the instruction set, as in `Avx2`; `Plain` for none.
    pub fn name(self) -> String {
        match self {
            Arithmetic::Plain => "Plain".into(),
            Arithmetic::Simd(level) => {
                let name = format!("{level:?}");
                name.split(['(', ' ']).next().unwrap_or_default().into()
            }
        }
    }
}
