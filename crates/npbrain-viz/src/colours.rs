//! Colours that stand for values.

use crate::palette::Colour;
use crate::range::Range;

/// So many shades there are: the eye tells no more apart, and an animation has
/// room for them in its one palette.
pub(crate) const SHADES: usize = 160;

/// From low to high: the map viridis of van der Walt and Smith (2015), which
/// colour-blind readers can order, too, and which stays ordered in grey.
const RISING: [Colour; 9] = [
    Colour(68, 1, 84),
    Colour(71, 44, 122),
    Colour(59, 81, 139),
    Colour(44, 113, 142),
    Colour(33, 144, 141),
    Colour(39, 173, 129),
    Colour(92, 200, 99),
    Colour(170, 220, 50),
    Colour(253, 231, 37),
];

/// From negative, blue, through nothing, nearly white, to positive, red.
const SIGNED: [Colour; 5] = [
    Colour(5, 72, 130),
    Colour(86, 160, 206),
    Colour(240, 240, 238),
    Colour(233, 140, 80),
    Colour(150, 46, 0),
];

/// Which colours stand for the values of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shades {
    pub(crate) range: Range,
    signed: bool,
}

impl Shades {
    /// From the lowest to the highest value.
    pub(crate) fn rising(range: Range) -> Self {
        Self { range, signed: false }
    }

    /// As [`rising`](Self::rising) for values of one sign; otherwise zero is in
    /// the middle.
    pub(crate) fn of_signs(range: Range) -> Self {
        if range.lo < 0.0 && range.hi > 0.0 {
            let most = range.hi.max(-range.lo);
            return Self { range: Range { lo: -most, hi: most }, signed: true };
        }
        Self::rising(range)
    }

    /// The colour of a value; beyond the range that of its end.
    pub(crate) fn of(self, value: f64) -> Colour {
        let share = self.range.share(value).clamp(0.0, 1.0);
        self.shade((share * SHADES as f64).min(SHADES as f64 - 1.0) as usize)
    }

    /// The `k`-th shade.
    pub(crate) fn shade(self, k: usize) -> Colour {
        let anchors: &[Colour] = if self.signed { &SIGNED } else { &RISING };
        let place = k as f64 / (SHADES - 1) as f64 * (anchors.len() - 1) as f64;
        let first = (place as usize).min(anchors.len() - 2);
        let (a, b) = (anchors[first], anchors[first + 1]);
        let share = place - first as f64;
        let mix =
            |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Colour(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brighter_is_more() {
        let shades = Shades::rising(Range { lo: -70.0, hi: 30.0 });
        let light = |Colour(r, g, b): Colour| {
            2126 * u32::from(r) + 7152 * u32::from(g) + 722 * u32::from(b)
        };
        let lights: Vec<u32> = (0..SHADES).map(|k| light(shades.shade(k))).collect();
        assert!(lights.is_sorted());
        assert_eq!(shades.of(-70.0), RISING[0]);
        assert_eq!(shades.of(30.0), RISING[8]);
        assert_eq!(shades.of(1e9), RISING[8]);
    }

    #[test]
    fn zero_is_in_the_middle_of_both_signs() {
        let shades = Shades::of_signs(Range { lo: -1.0, hi: 4.0 });
        assert_eq!(shades.range, Range { lo: -4.0, hi: 4.0 });
        let Colour(red, green, blue) = shades.of(0.0);
        assert!(red.min(green).min(blue) > 225);
        assert_eq!(shades.of(4.0), SIGNED[4]);
        assert_eq!(shades.of(-4.0), SIGNED[0]);
    }
}
