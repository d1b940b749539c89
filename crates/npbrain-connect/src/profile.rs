use npbrain_core::Scalar;

/// A function of the distance of two neurons: the probability that they are
/// connected ([`by_distance`](crate::by_distance)), or the weight with which
/// they are ([`weight_by`](crate::weight_by)).
///
/// `by_distance` takes a closure, too: it is a profile of which nothing is known
/// but its values.
pub trait Profile: Send + Sync {
    /// Its value at `distance`. As a probability less than 0 counts as 0.
    fn at(&self, distance: f64) -> f64;

    /// A probability that it exceeds neither at `distance` nor beyond: the less
    /// it is, the fewer pairs are looked at.
    fn beyond(&self, distance: f64) -> f64 {
        let _ = distance;
        1.0
    }

    /// The distance beyond which its value is next to nothing, and no pair will
    /// be connected; 2⁻⁵³ of the peak for those of this crate.
    fn reach(&self) -> f64 {
        f64::INFINITY
    }

    /// A parameter that is wrong, be it for a probability or for a weight: its
    /// name, its value, what is expected.
    fn wrong(&self, probability: bool) -> Option<(&'static str, f64, &'static str)> {
        let _ = probability;
        None
    }
}

impl<F: Fn(f64) -> f64 + Send + Sync> Profile for F {
    fn at(&self, distance: f64) -> f64 {
        self(distance)
    }
}

/// 53 ln 2: e to the power of minus this is 2⁻⁵³.
const LONGEST: f64 = 53.0 * std::f64::consts::LN_2;

/// peak · exp(−d² / (2 σ²)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaussian {
    /// The value at distance 0.
    pub peak: f64,
    /// The standard deviation, in the unit of the positions.
    pub sigma: f64,
}

impl Profile for Gaussian {
    fn at(&self, distance: f64) -> f64 {
        let scaled = distance / self.sigma;
        self.peak * Scalar::exp(-0.5 * (scaled * scaled))
    }

    fn beyond(&self, distance: f64) -> f64 {
        self.at(distance)
    }

    fn reach(&self) -> f64 {
        self.sigma * (2.0 * LONGEST).sqrt()
    }

    fn wrong(&self, probability: bool) -> Option<(&'static str, f64, &'static str)> {
        wrong_peak("peak", self.peak, probability).or_else(|| wrong_length("sigma", self.sigma))
    }
}

/// peak · exp(−d / λ).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExponentialDecay {
    /// The value at distance 0.
    pub peak: f64,
    /// The space constant λ, in the unit of the positions.
    pub lambda: f64,
}

impl Profile for ExponentialDecay {
    fn at(&self, distance: f64) -> f64 {
        self.peak * Scalar::exp(-(distance / self.lambda))
    }

    fn beyond(&self, distance: f64) -> f64 {
        self.at(distance)
    }

    fn reach(&self) -> f64 {
        self.lambda * LONGEST
    }

    fn wrong(&self, probability: bool) -> Option<(&'static str, f64, &'static str)> {
        wrong_peak("peak", self.peak, probability).or_else(|| wrong_length("lambda", self.lambda))
    }
}

/// The difference of two [`Gaussian`]s, centre − surround: positive near, and
/// negative farther away if the surround is the wider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DifferenceOfGaussians {
    /// What is added.
    pub centre: Gaussian,
    /// What is subtracted.
    pub surround: Gaussian,
}

impl Profile for DifferenceOfGaussians {
    fn at(&self, distance: f64) -> f64 {
        self.centre.at(distance) - self.surround.at(distance)
    }

    fn beyond(&self, distance: f64) -> f64 {
        self.centre.at(distance)
    }

    fn reach(&self) -> f64 {
        self.centre.reach()
    }

    fn wrong(&self, probability: bool) -> Option<(&'static str, f64, &'static str)> {
        let surround = self.surround.peak;
        let negative = || {
            let expected = "a finite number, not negative";
            (!(surround.is_finite() && surround >= 0.0)).then_some((
                "peak of the surround",
                surround,
                expected,
            ))
        };
        wrong_peak("peak of the centre", self.centre.peak, probability)
            .or_else(negative)
            .or_else(|| wrong_length("sigma of the centre", self.centre.sigma))
            .or_else(|| wrong_length("sigma of the surround", self.surround.sigma))
    }
}

fn wrong_peak(
    name: &'static str,
    peak: f64,
    probability: bool,
) -> Option<(&'static str, f64, &'static str)> {
    match probability {
        true if !(0.0..=1.0).contains(&peak) => Some((name, peak, "a probability, 0 to 1")),
        false if !peak.is_finite() => Some((name, peak, "a finite number")),
        _ => None,
    }
}

fn wrong_length(name: &'static str, length: f64) -> Option<(&'static str, f64, &'static str)> {
    let right = length.is_finite() && length > 0.0;
    (!right).then_some((name, length, "a finite length, more than 0"))
}
