/// A function that printed tapes call and WGSL lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Helper {
    /// A number by its bits. WGSL has no literals for infinities and NaN and
    /// refuses constant expressions that give them; an argument of a function
    /// is never constant.
    Float,
    /// (eˣ − 1) / x.
    Exprel,
    /// The hyperbolic tangent. The one built in may overflow on its way to 1,
    /// and is asked for an absolute error of 10⁻⁵ only.
    Tanh,
}

impl Helper {
    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Helper::Float => "npbrain_float",
            Helper::Exprel => "npbrain_exprel",
            Helper::Tanh => "npbrain_tanh",
        }
    }

    /// The helpers it calls itself.
    pub(super) fn calls(self) -> Option<Helper> {
        match self {
            Helper::Tanh => Some(Helper::Exprel),
            Helper::Float | Helper::Exprel => None,
        }
    }

    /// Its definition.
    pub(super) fn text(self) -> &'static str {
        match self {
            Helper::Float => FLOAT,
            Helper::Exprel => EXPREL,
            Helper::Tanh => TANH,
        }
    }
}

const FLOAT: &str = "\
// The number with these bits.
fn npbrain_float(bits: u32) -> f32 {
    return bitcast<f32>(bits);
}
";

const EXPREL: &str = "\
// (exp(x) - 1) / x; its Taylor series near 0, where the difference cancels.
fn npbrain_exprel(x: f32) -> f32 {
    var near = 2.5052108e-8f;
    near = near * x + 2.755732e-7f;
    near = near * x + 2.7557319e-6f;
    near = near * x + 2.4801588e-5f;
    near = near * x + 0.0001984127f;
    near = near * x + 0.0013888889f;
    near = near * x + 0.008333334f;
    near = near * x + 0.041666668f;
    near = near * x + 0.16666667f;
    near = near * x + 0.5f;
    near = near * x + 1.0f;
    return select((exp(x) - 1.0f) / x, near, abs(x) < 1.0f);
}
";

const TANH: &str = "\
// tanh(x) from exp(-2 |x|) - 1, which is between -1 and 0: nothing overflows,
// and NaN stays NaN.
fn npbrain_tanh(x: f32) -> f32 {
    let y = -2.0f * abs(x);
    let e = select(exp(y) - 1.0f, y * npbrain_exprel(y), y > -1.0f);
    let size = (-e) / (e + 2.0f);
    return select(size, -size, x < 0.0f);
}
";

#[cfg(test)]
mod tests {
    use super::*;

    /// [`EXPREL`], line by line, with the coefficients read from it.
    fn exprel(x: f32) -> f32 {
        let mut coefficients = EXPREL.lines().filter_map(|line| {
            let line = line.trim().strip_suffix("f;")?;
            let number = line.rsplit(' ').next()?;
            number.parse::<f32>().ok()
        });
        let mut near = coefficients.next().unwrap();
        for coefficient in coefficients {
            near = near * x + coefficient;
        }
        if x.abs() < 1.0 { near } else { (x.exp() - 1.0) / x }
    }

    /// [`TANH`], line by line.
    fn tanh(x: f32) -> f32 {
        let y = -2.0 * x.abs();
        let e = if y > -1.0 { y * exprel(y) } else { y.exp() - 1.0 };
        let size = -e / (e + 2.0);
        if x < 0.0 { -size } else { size }
    }

    #[test]
    fn helpers_are_accurate_in_single_precision() {
        for k in -40_000..40_000 {
            let x = k as f32 * 1e-3;
            let exact = f64::from(x);
            let wanted = if k == 0 { 1.0 } else { exact.exp_m1() / exact };
            let error = f64::from(exprel(x)) / wanted - 1.0;
            assert!(error.abs() < 4e-7, "exprel({x}): {error:e}");
            let error = f64::from(tanh(x)) - exact.tanh();
            assert!(error.abs() <= 4e-7 * exact.tanh().abs(), "tanh({x}): {error:e}");
        }
    }

    #[test]
    fn helpers_keep_infinities_and_nan() {
        assert_eq!(tanh(f32::INFINITY), 1.0);
        assert_eq!(tanh(-1e30), -1.0);
        assert!(tanh(f32::NAN).is_nan());
        assert_eq!(exprel(f32::NEG_INFINITY), 0.0);
        assert_eq!(exprel(100.0), f32::INFINITY);
        assert!(exprel(f32::NAN).is_nan());
    }
}
