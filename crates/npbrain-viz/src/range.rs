//! The part of a quantity that an axis shows.

/// From `lo` to `hi`, both finite, `lo < hi` once [`Range::opened`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) lo: f64,
    pub(crate) hi: f64,
}

/// Whether a value has a place on an axis. Values beyond 1e100 have none: the
/// difference of two such values need not be finite.
pub(crate) fn is_drawable(value: f64) -> bool {
    value.abs() < 1e100
}

impl Range {
    /// From the lowest to the highest drawable value; `None` without any.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        values
            .into_iter()
            .filter(|v| is_drawable(*v))
            .map(|v| Self { lo: v, hi: v })
            .reduce(Self::union)
    }

    /// The smallest range that holds both.
    pub(crate) fn union(self, other: Self) -> Self {
        Self { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi) }
    }

    /// Made `share` of its length longer at both ends.
    pub(crate) fn padded(self, share: f64) -> Self {
        let pad = share * self.length();
        Self { lo: self.lo - pad, hi: self.hi + pad }
    }

    /// Made at least `least` long, and long enough for its ends to be told
    /// apart, by moving both ends.
    pub(crate) fn opened(self, least: f64) -> Self {
        let largest = self.lo.abs().max(self.hi.abs());
        let least = least.max(1e-9 * largest).max(1e-200);
        let missing = (least - self.length()).max(0.0);
        Self { lo: self.lo - missing / 2.0, hi: self.hi + missing / 2.0 }
    }

    /// What an axis shows of values between `found`'s ends: a little more.
    pub(crate) fn fitted(found: Option<Self>) -> Self {
        match found {
            None => Self { lo: 0.0, hi: 1.0 },
            Some(Self { lo: 0.0, hi: 0.0 }) => Self { lo: -1.0, hi: 1.0 },
            Some(range) if range.lo == range.hi => range.opened(0.2 * range.hi.abs()),
            Some(range) => range.opened(0.0).padded(0.05),
        }
    }

    pub(crate) fn length(self) -> f64 {
        self.hi - self.lo
    }

    pub(crate) fn holds(self, value: f64) -> bool {
        self.lo <= value && value <= self.hi
    }

    /// Where `value` lies, 0 at `lo` and 1 at `hi`.
    pub(crate) fn share(self, value: f64) -> f64 {
        (value - self.lo) / self.length()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_drawable_values_count() {
        let values = [f64::NAN, 3.0, f64::INFINITY, -1.0, 1e300];
        assert_eq!(Range::of(values), Some(Range { lo: -1.0, hi: 3.0 }));
        assert_eq!(Range::of([f64::NAN, f64::NEG_INFINITY]), None);
    }

    #[test]
    fn an_opened_range_is_never_empty() {
        for value in [0.0, -65.0, 1e99, 1e-300, 5e-324] {
            let range = Range::of([value]).unwrap().opened(0.0);
            assert!(range.lo < range.hi, "{value}: {range:?}");
            assert!((range.share(value) - 0.5).abs() < 1e-6, "{value}");
        }
    }
}
