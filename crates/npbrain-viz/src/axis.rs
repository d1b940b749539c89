//! Round numbers along an axis and how they are written.

use crate::range::Range;

/// One axis of a panel.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    pub(crate) label: String,
    pub(crate) range: Range,
    /// The part of the range that stands for values and may carry numbers.
    pub(crate) numbered: Range,
    pub(crate) numbers: Numbers,
}

impl Axis {
    /// An axis all of whose range stands for values.
    pub(crate) fn new(label: impl Into<String>, range: Range, numbers: Numbers) -> Self {
        Self { label: label.into(), range, numbered: range, numbers }
    }

    /// The round numbers along it where it is `length` pixels long.
    pub(crate) fn ticks(&self, length: f64, spacing: f64) -> Vec<Tick> {
        let mut found = ticks(self.range, length, spacing, self.numbers);
        found.retain(|tick| self.numbered.holds(tick.value));
        found
    }
}

/// What stands at the axis of a quantity.
pub(crate) fn quantity(name: &str, unit: &str) -> String {
    match unit {
        "" | "1" => name.to_owned(),
        unit => format!("{name} ({unit})"),
    }
}

/// A number on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) label: String,
}

/// Which numbers an axis may carry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Numbers {
    Any,
    Whole,
    /// The axis is logarithmic: its range is of logarithms to base 10.
    Logarithmic,
}

/// Round numbers within `range`, at least `spacing` pixels apart on an axis of
/// `length` pixels, closer only where there would be fewer than two.
fn ticks(range: Range, length: f64, spacing: f64, numbers: Numbers) -> Vec<Tick> {
    let mut least = range.length() * (spacing / length.max(1.0)).min(1.0);
    if numbers == Numbers::Logarithmic {
        return decades(range, least);
    }
    let mut found = Vec::new();
    for _ in 0..4 {
        let step = match numbers {
            Numbers::Any | Numbers::Logarithmic => round_step(least),
            Numbers::Whole => round_step(least.max(1.0)),
        };
        found = multiples(range, step);
        if found.len() >= 2 {
            break;
        }
        least /= 2.0;
    }
    found
}

/// How much further 2 is than 1 on a logarithmic axis; 5 and 10 are further apart.
const DOUBLE: f64 = std::f64::consts::LOG10_2;

/// Powers of ten within a range of logarithms, `least` apart or more, with their doubles and
/// halves between if there is room; where the range has but one of them, round numbers.
fn decades(range: Range, least: f64) -> Vec<Tick> {
    let factors: &[f64] = if least <= DOUBLE { &[1.0, 2.0, 5.0] } else { &[1.0] };
    let every = least.ceil().max(1.0);
    let found: Vec<Tick> = multiples(range.padded(1.0 / range.length()), every)
        .into_iter()
        .flat_map(|decade| factors.iter().map(move |factor| (decade.value, factor)))
        .map(|(power, factor)| Tick {
            value: power + factor.log10(),
            label: times_power(*factor, power as i32),
        })
        .filter(|tick| range.padded(1e-9).holds(tick.value))
        .collect();
    if found.len() >= 2 {
        return found;
    }
    let plain = Range { lo: 10f64.powf(range.lo), hi: 10f64.powf(range.hi) };
    // The upper end is the denser one.
    let step = round_step(plain.hi * (1.0 - 10f64.powf(-least)));
    let round = multiples(plain, step).into_iter();
    round.map(|tick| Tick { value: tick.value.log10(), label: tick.label }).collect()
}

/// Writes `factor`, a digit, times a power of ten: as that where plain digits would be many.
fn times_power(factor: f64, power: i32) -> String {
    if power.abs() < 5 {
        let unit = 10f64.powi(power);
        return label(factor * unit, unit, factor * unit);
    }
    let raise = |sign| match sign {
        '-' => '⁻',
        digit => RAISED[digit as usize - '0' as usize],
    };
    let raised: String = power.to_string().chars().map(raise).collect();
    let times = if factor == 1.0 { String::new() } else { format!("{factor} × ") };
    format!("{times}10{raised}")
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The smallest of 1, 2, 5, 10, 20 … (and 0.5, 0.2 …) that is not below `least`.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * power >= least * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

fn multiples(range: Range, step: f64) -> Vec<Tick> {
    // A tick that rounding puts just outside still stands on the end.
    let first = (range.lo / step - 1e-9).ceil();
    let last = (range.hi / step + 1e-9).floor();
    if !(first.abs() < 1e15 && last - first < 1000.0) {
        return Vec::new();
    }
    let largest = range.lo.abs().max(range.hi.abs());
    (first as i64..=last as i64)
        .map(|k| {
            let value = k as f64 * step;
            Tick { value, label: label(value, step, largest) }
        })
        .collect()
}

/// Writes a multiple of `step` with as many digits as `step` has; in powers of
/// ten where plain digits would be many.
fn label(value: f64, step: f64, largest: f64) -> String {
    let last_digit = (step.log10() + 1e-9).floor() as i32;
    let first_digit = (largest.log10() + 1e-9).floor() as i32;
    let plain = last_digit >= -5 && first_digit < 7;
    let text = if value == 0.0 {
        return "0".to_owned();
    } else if plain {
        format!("{value:.0$}", (-last_digit).max(0) as usize)
    } else {
        let digits = value.abs().log10().floor() as i32 - last_digit;
        format!("{value:.0$e}", digits.max(0) as usize)
    };
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(lo: f64, hi: f64, length: f64, spacing: f64) -> Vec<String> {
        ticks(Range { lo, hi }, length, spacing, Numbers::Any)
            .into_iter()
            .map(|t| t.label)
            .collect()
    }

    #[test]
    fn both_ends_are_labelled_and_without_needless_digits() {
        assert_eq!(
            labels(0.0, 500.0, 700.0, 70.0),
            ["0", "50", "100", "150", "200", "250", "300", "350", "400", "450", "500"]
        );
        assert_eq!(labels(0.0, 1.0, 200.0, 70.0), ["0", "0.5", "1.0"]);
    }

    #[test]
    fn negative_numbers_carry_a_true_minus_sign() {
        assert_eq!(labels(-75.0, 35.0, 230.0, 40.0), ["−60", "−40", "−20", "0", "20"]);
    }

    #[test]
    fn tiny_and_huge_numbers_are_written_in_powers_of_ten() {
        assert_eq!(labels(0.0, 2.1e-7, 100.0, 40.0), ["0", "1e−7", "2e−7"]);
        assert_eq!(labels(0.0, 2.1e9, 100.0, 40.0), ["0", "1e9", "2e9"]);
    }

    #[test]
    fn whole_numbers_stay_whole() {
        let range = Range { lo: -0.5, hi: 0.5 };
        let found = ticks(range, 200.0, 30.0, Numbers::Whole);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].label, "0");
    }

    fn logarithmic(lo: f64, hi: f64, length: f64, spacing: f64) -> Vec<Tick> {
        let range = Range { lo: lo.log10(), hi: hi.log10() };
        ticks(range, length, spacing, Numbers::Logarithmic)
    }

    #[test]
    fn a_logarithmic_axis_has_powers_of_ten_where_they_stand() {
        let found = logarithmic(0.5, 2e4, 400.0, 60.0);
        let labels: Vec<&str> = found.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["1", "10", "100", "1000", "10000"]);
        let values: Vec<f64> = found.iter().map(|tick| tick.value).collect();
        assert_eq!(values, [0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn a_logarithmic_axis_has_as_many_numbers_as_there_is_room_for() {
        let labels = |lo, hi, length| -> Vec<String> {
            logarithmic(lo, hi, length, 60.0).into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels(0.15, 30.0, 700.0), ["0.2", "0.5", "1", "2", "5", "10", "20"]);
        assert_eq!(labels(1.0, 1e12, 240.0), ["1", "1000", "10⁶", "10⁹", "10¹²"]);
        assert_eq!(
            labels(1e-7, 1e-5, 400.0),
            ["10⁻⁷", "2 × 10⁻⁷", "5 × 10⁻⁷", "10⁻⁶", "2 × 10⁻⁶", "5 × 10⁻⁶", "10⁻⁵"]
        );
        // Less than a doubling: round numbers, unequally far apart.
        assert_eq!(labels(2.1, 3.4, 300.0), ["2.5", "3.0"]);
        for (lo, hi) in [(2.1, 3.4), (1e-3, 1e9), (0.15, 30.0), (7.0, 9.0)] {
            let found = logarithmic(lo, hi, 300.0, 60.0);
            let pixels = 300.0 / (hi / lo).log10();
            let apart = found.windows(2).map(|pair| pixels * (pair[1].value - pair[0].value));
            assert!(apart.fold(f64::INFINITY, f64::min) > 60.0 - 1e-6, "{lo} to {hi}: {found:?}");
        }
    }

    #[test]
    fn a_range_far_from_zero_has_few_ticks_or_none() {
        for lo in [1e15, 1e99, -1e99] {
            let range = Range { lo, hi: lo }.opened(1.0);
            assert!(ticks(range, 700.0, 70.0, Numbers::Any).len() < 20);
        }
    }
}
