use npbrain_core::Period;

/// Points sorted into boxes, so that those near a place are found without
/// looking at all.
pub(crate) struct Cells {
    axes: [Axis; 3],
    /// Where the points of each box start, x slowest; one more than boxes.
    starts: Vec<usize>,
    points: Vec<Located>,
}

/// A point and which one it is.
#[derive(Clone, Copy)]
pub(crate) struct Located {
    pub(crate) point: [f64; 3],
    pub(crate) index: u32,
}

#[derive(Clone, Copy)]
struct Axis {
    low: f64,
    /// How long a box is.
    side: f64,
    count: usize,
    /// The length after which space repeats itself, if it does.
    period: Option<f64>,
}

impl Axis {
    /// The number of a box, not limited to those there are.
    fn cell(self, x: f64) -> i64 {
        // The conversion saturates.
        ((x - self.low) / self.side).floor() as i64
    }

    /// The box of a point.
    fn home(self, x: f64) -> usize {
        let x = self.period.map_or(x, |period| x.rem_euclid(period));
        self.cell(x).clamp(0, self.count as i64 - 1) as usize
    }

    /// The boxes that points within `reach` of x are in, at least those, each
    /// with the square of the distance to it along this axis, at most that.
    fn near(self, x: f64, reach: f64) -> Vec<(usize, f64)> {
        let x = self.period.map_or(x, |period| x.rem_euclid(period));
        // More than rounding can move a point across the side of a box.
        let slack = |reach: f64| 1e-12 * (reach + x.abs() + self.low.abs());
        let far = reach + slack(reach);
        let count = self.count as i64;
        let (first, last) = (self.cell(x - far), self.cell(x + far));
        let (first, last) = match self.period {
            Some(_) if last.saturating_sub(first) >= count - 1 => (0, count - 1),
            Some(_) => (first, last),
            None => (first.max(0), last.min(count - 1)),
        };
        let gap_of_copy = |cell: i64| {
            let start = self.low + cell as f64 * self.side;
            (start - x).max(x - (start + self.side))
        };
        let gap = |cell: i64| {
            let here = gap_of_copy(cell);
            let nearest = match self.period {
                Some(_) => here.min(gap_of_copy(cell - count)).min(gap_of_copy(cell + count)),
                None => here,
            };
            let gap = (nearest - slack(self.side)).max(0.0);
            gap * gap
        };
        (first..=last).map(|cell| (cell.rem_euclid(count) as usize, gap(cell))).collect()
    }
}

impl Cells {
    /// Boxes for places at most `reach` away in space of this period.
    pub(crate) fn new(points: &[[f64; 3]], reach: f64, period: Period) -> Self {
        const ALONG_REACH: f64 = 16.0;
        // Fewer points in a box are not worth the visit.
        const FEWEST: usize = 8;
        const MOST_ALONG: usize = 1 << 20;
        // A number of boxes that is none, of a span and reach of 0, becomes 1.
        let lengths = period.lengths();
        let spans: [(f64, f64); 3] = std::array::from_fn(|axis| {
            if lengths[axis].is_finite() {
                return (0.0, lengths[axis]);
            }
            let along = || points.iter().map(|point| point[axis]);
            let low = along().fold(f64::INFINITY, f64::min);
            (low, along().fold(f64::NEG_INFINITY, f64::max) - low)
        });
        let mut counts =
            spans.map(|(_, span)| ((span * ALONG_REACH / reach) as usize).clamp(1, MOST_ALONG));
        let most = (points.len() / FEWEST).max(1);
        while counts.into_iter().fold(1, usize::saturating_mul) > most {
            counts = counts.map(|count| count.div_ceil(2));
        }
        let axes = std::array::from_fn(|axis| {
            let ((low, span), count) = (spans[axis], counts[axis]);
            let side = if span > 0.0 { span / count as f64 } else { 1.0 };
            let period = lengths[axis].is_finite().then_some(lengths[axis]);
            Axis { low, side, count, period }
        });
        let mut cells = Cells { axes, starts: Vec::new(), points: Vec::new() };
        let home = |point: &[f64; 3]| {
            cells.number(std::array::from_fn(|axis| axes[axis].home(point[axis])))
        };
        // A counting sort.
        let mut starts = vec![0; counts.into_iter().product::<usize>() + 1];
        points.iter().for_each(|point| starts[home(point) + 1] += 1);
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut next = starts.clone();
        let mut sorted = vec![Located { point: [0.0; 3], index: 0 }; points.len()];
        for (point, index) in points.iter().zip(0..) {
            let next = &mut next[home(point)];
            sorted[*next] = Located { point: *point, index };
            *next += 1;
        }
        cells.starts = starts;
        cells.points = sorted;
        cells
    }

    fn number(&self, [x, y, z]: [usize; 3]) -> usize {
        (x * self.axes[1].count + y) * self.axes[2].count + z
    }

    /// Visits all points within `reach` of `place`, and others near them, box by
    /// box, each box with a distance that none of its points is nearer than.
    pub(crate) fn near<'a>(
        &'a self,
        place: [f64; 3],
        reach: f64,
        mut visit: impl FnMut(&'a [Located], f64),
    ) {
        let [xs, ys, zs] =
            std::array::from_fn(|axis: usize| self.axes[axis].near(place[axis], reach));
        for (x, along_x) in &xs {
            for (y, along_y) in &ys {
                for (z, along_z) in &zs {
                    let gap = (along_x + along_y + along_z).sqrt();
                    let cell = self.number([*x, *y, *z]);
                    if gap <= reach {
                        visit(&self.points[self.starts[cell]..self.starts[cell + 1]], gap);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use npbrain_core::random::{Key, Stream};

    use super::*;

    /// Against a search through all points.
    #[test]
    fn every_point_within_reach_is_found_once() {
        let mut stream = Stream::new(Key::new(1, "a", "points"), 0);
        let mut random = |scales: [f64; 3]| scales.map(|scale| scale * (stream.uniform() - 0.2));
        let shapes: [([f64; 3], Period); 5] = [
            ([10.0, 20.0, 0.0], Period::default()),
            ([1e6, 1e-3, 5.0], Period::default()),
            ([10.0, 20.0, 0.0], [10.0, 20.0].into()),
            ([10.0, 10.0, 10.0], [7.0, f64::INFINITY, 3.0].into()),
            ([0.0, 0.0, 0.0], Period::default()),
        ];
        for (scales, period) in shapes {
            let points: Vec<[f64; 3]> = (0..2000).map(|_| random(scales)).collect();
            for reach in [0.0, 0.3, 1.0, 4.0, 1e3, f64::INFINITY] {
                let cells = Cells::new(&points, reach, period);
                for _ in 0..20 {
                    let place = random(scales.map(|s| 1.5 * s));
                    let mut found: Vec<u32> = Vec::new();
                    cells.near(place, reach, |near, gap| {
                        for p in near {
                            let distance = period.distance(place, p.point);
                            assert!(distance >= gap, "{distance} < {gap}");
                            found.extend((distance <= reach).then_some(p.index));
                        }
                    });
                    found.sort_unstable();
                    let expected: Vec<u32> = (0..2000)
                        .filter(|k| period.distance(place, points[*k as usize]) <= reach)
                        .collect();
                    assert_eq!(found, expected, "reach {reach}, {period:?}");
                }
            }
        }
    }
}
