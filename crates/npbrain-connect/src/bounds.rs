use npbrain_core::Scalar;

use crate::profile::Profile;

/// How likely pairs at some distance or beyond are looked at: a table, made once
/// for all pairs.
pub(crate) struct Bounds {
    table: Vec<Bound>,
    per_length: f64,
}

/// The probability with which pairs are looked at, at least that with which they
/// are connected.
#[derive(Clone, Copy)]
pub(crate) struct Bound {
    pub(crate) most: f64,
    /// −ln (1 − most): the pairs looked at lie as the events of a Poisson
    /// process of this rate per pair.
    pub(crate) rate: f64,
}

impl Bounds {
    pub(crate) fn new(profile: &impl Profile, reach: f64) -> Self {
        const ENTRIES: usize = 4096;
        if !(reach.is_finite() && reach > 0.0) {
            return Bounds { table: vec![Bound::new(profile.beyond(0.0))], per_length: 0.0 };
        }
        let distance = |k: usize| k as f64 / ENTRIES as f64 * reach;
        let table = (0..ENTRIES).map(|k| Bound::new(profile.beyond(distance(k)))).collect();
        Bounds { table, per_length: ENTRIES as f64 / reach }
    }

    /// That of pairs at `distance` or beyond.
    pub(crate) fn beyond(&self, distance: f64) -> Bound {
        let entry = (distance * self.per_length * (1.0 - 1e-12)) as usize;
        self.table[entry.min(self.table.len() - 1)]
    }
}

impl Bound {
    fn new(probability: f64) -> Self {
        // So many times the longest wait there can be: every pair.
        const CERTAIN: f64 = 64.0;
        // A little more than needed, so that rounding makes it no less.
        let rate = (-Scalar::ln(1.0 - probability)).max(probability) * (1.0 + 1e-6);
        let rate = rate.clamp(0.0, CERTAIN);
        Bound { most: rate * Scalar::exprel(-rate), rate }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Gaussian;

    #[test]
    fn a_bound_is_no_less_than_the_probability_and_hardly_more() {
        let gaussian = Gaussian { peak: 1.0, sigma: 3.0 };
        let bounds = Bounds::new(&gaussian, gaussian.reach());
        for k in 0..10_000 {
            let distance = f64::from(k) / 10_000.0 * gaussian.reach();
            let (p, bound) = (gaussian.at(distance), bounds.beyond(distance));
            // A step of the table, and the rounding of 1 − p.
            let above = 0.03 * p + f64::EPSILON / 2.0;
            assert!(bound.most >= p && bound.most < p + above, "{distance}");
            assert!((bound.most + (-bound.rate).exp_m1()).abs() <= 1e-15, "{distance}");
        }
        assert!(bounds.beyond(0.0).most == 1.0 && bounds.beyond(1.0).most < 1.0);
        let none = Bound::new(0.0);
        assert_eq!((none.most, none.rate), (0.0, 0.0));
    }
}
