//! Lines along which a function of two variables is zero.

use std::collections::HashMap;

/// A grid of equal cells.
pub(crate) struct Grid {
    pub(crate) x: (f64, f64),
    pub(crate) y: (f64, f64),
    /// How many cells there are along each side.
    pub(crate) cells: usize,
}

impl Grid {
    /// The corner `i` steps along x and `j` along y.
    pub(crate) fn corner(&self, i: usize, j: usize) -> [f64; 2] {
        let along = |(lo, hi): (f64, f64), k: usize| {
            if k == self.cells { hi } else { lo + (hi - lo) * k as f64 / self.cells as f64 }
        };
        [along(self.x, i), along(self.y, j)]
    }
}

/// An edge of a cell: from a corner along x (0) or y (1).
type Edge = (usize, usize, usize);

/// Moving a root by less than this part of its edge changes nothing.
const EPSILON: f64 = 1e-15;

/// Where `f` changes its sign continuously is a zero, if what is left of it is
/// less than this part of what it is at the ends of the edge; elsewhere it
/// jumps.
const JUMP: f64 = 1e-6;

/// The lines along which `f` is zero, by marching squares. `slope` is `f` and
/// its derivative by one coordinate, with which the crossing of each edge is
/// found to the precision of numbers.
pub(crate) fn contour(
    grid: &Grid,
    f: impl Fn([f64; 2]) -> f64,
    slope: impl Fn([f64; 2], usize) -> (f64, f64),
) -> Vec<Vec<[f64; 2]>> {
    let side = grid.cells + 1;
    let mut values = Vec::with_capacity(side * side);
    for j in 0..side {
        values.extend((0..side).map(|i| f(grid.corner(i, j))));
    }
    let value = |i: usize, j: usize| values[j * side + i];
    let mut crossings = HashMap::new();
    let mut crossing = |edge: Edge| {
        let (i, j, by) = edge;
        let ends = [value(i, j), value(i + 1 - by, j + by)];
        if ends.iter().any(|end| end.is_nan()) || (ends[0] >= 0.0) == (ends[1] >= 0.0) {
            return false;
        }
        let found = crossings.entry(edge).or_insert_with(|| {
            let (from, to) = (grid.corner(i, j), grid.corner(i + 1 - by, j + by));
            root(from, to[by], by, ends, &slope)
        });
        found.is_some()
    };

    let mut lines: Vec<[Edge; 2]> = Vec::new();
    for j in 0..grid.cells {
        for i in 0..grid.cells {
            // Around the cell: below, right, above, left.
            let edges = [(i, j, 0), (i + 1, j, 1), (i, j + 1, 0), (i, j, 1)];
            let crossed: Vec<Edge> = edges.into_iter().filter(|edge| crossing(*edge)).collect();
            match crossed[..] {
                [a, b] => lines.push([a, b]),
                [below, right, above, left] => {
                    // A saddle: its middle says which corners belong together.
                    let (low, high) = (grid.corner(i, j), grid.corner(i + 1, j + 1));
                    let middle = f([(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0]);
                    if (middle >= 0.0) == (value(i, j) >= 0.0) {
                        lines.extend([[below, right], [above, left]]);
                    } else {
                        lines.extend([[below, left], [right, above]]);
                    }
                }
                _ => {}
            }
        }
    }
    let place = |edge: Edge| crossings.get(&edge).copied().flatten();
    chains(&lines).into_iter().map(|chain| chain.into_iter().filter_map(place).collect()).collect()
}

/// The zero on the edge that starts at `from` and runs along coordinate `by` to
/// `to`, where `f` has values of both signs: Newton's method, and a bisection
/// where that leaves the bracket. `None` where `f` jumps.
fn root(
    from: [f64; 2],
    to: f64,
    by: usize,
    ends: [f64; 2],
    slope: &impl Fn([f64; 2], usize) -> (f64, f64),
) -> Option<[f64; 2]> {
    let at = |along: f64| {
        let mut at = from;
        at[by] = along;
        at
    };
    let length = (to - from[by]).abs();
    let (mut a, mut b) = (from[by], to);
    // The chord's own crossing is where to start.
    let mut along = a + (b - a) * (ends[0] / (ends[0] - ends[1])).clamp(0.0, 1.0);
    let mut left = f64::INFINITY;
    for _ in 0..100 {
        let (f, df) = slope(at(along), by);
        left = f.abs();
        if f == 0.0 {
            break;
        }
        if (f >= 0.0) == (ends[0] >= 0.0) {
            a = along;
        } else {
            b = along;
        }
        let newton = along - f / df;
        let inside = a.min(b) < newton && newton < a.max(b);
        let next = if inside { newton } else { (a + b) / 2.0 };
        let moved = (next - along).abs();
        along = next;
        if moved <= EPSILON * length.max(along.abs()) {
            break;
        }
    }
    (left <= JUMP * (ends[0].abs() + ends[1].abs())).then(|| at(along))
}

/// Lines that share an edge, put together.
fn chains(lines: &[[Edge; 2]]) -> Vec<Vec<Edge>> {
    let mut at: HashMap<Edge, Vec<usize>> = HashMap::new();
    for (k, line) in lines.iter().enumerate() {
        line.iter().for_each(|edge| at.entry(*edge).or_default().push(k));
    }
    let mut used = vec![false; lines.len()];
    // Open chains are begun at an end, closed ones anywhere.
    let is_end = |line: &[Edge; 2]| line.iter().any(|edge| at[edge].len() == 1);
    let (ends, rest): (Vec<usize>, Vec<usize>) = (0..lines.len()).partition(|k| is_end(&lines[*k]));
    let mut found = Vec::new();
    for start in ends.into_iter().chain(rest) {
        if used[start] {
            continue;
        }
        let [a, b] = lines[start];
        let (first, mut last) = if at[&b].len() == 1 { (b, a) } else { (a, b) };
        used[start] = true;
        let mut chain = vec![first, last];
        while let Some(next) = at[&last].iter().copied().find(|k| !used[*k]) {
            used[next] = true;
            let [a, b] = lines[next];
            last = if a == last { b } else { a };
            chain.push(last);
        }
        found.push(chain);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: usize) -> Grid {
        Grid { x: (-2.0, 2.0), y: (-2.0, 2.0), cells }
    }

    /// The unit circle: one closed line, on which every point has radius 1.
    #[test]
    fn a_circle_is_one_closed_line() {
        let lines = contour(
            &grid(50),
            |[x, y]| x * x + y * y - 1.0,
            |at, by| (at[0] * at[0] + at[1] * at[1] - 1.0, 2.0 * at[by]),
        );
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].iter().all(|p| (p[0].hypot(p[1]) - 1.0).abs() < 1e-14));
        let length: f64 =
            lines[0].windows(2).map(|p| (p[1][0] - p[0][0]).hypot(p[1][1] - p[0][1])).sum();
        assert!((length - std::f64::consts::TAU).abs() < 0.01, "{length}");
    }

    /// x y = 0.1 has two branches, which a saddle of the grid keeps apart.
    #[test]
    fn two_branches_are_two_lines() {
        let lines = contour(&grid(9), |[x, y]| x * y - 0.1, |[x, y], by| (x * y - 0.1, [y, x][by]));
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| {
            let positive = line[0][0] > 0.0;
            line.iter().all(|p| (p[0] > 0.0) == positive && (p[0] * p[1] - 0.1).abs() < 1e-14)
        }));
    }

    /// 1/x changes its sign at a pole, and sign(x) at a jump: neither is zero.
    #[test]
    fn poles_and_jumps_are_no_zeros() {
        let pole = contour(
            &grid(11),
            |[x, _]| 1.0 / x,
            |[x, _], by| (1.0 / x, if by == 0 { -1.0 / (x * x) } else { 0.0 }),
        );
        assert!(pole.is_empty(), "{pole:?}");
        let jump = contour(&grid(11), |[x, _]| x.signum(), |[x, _], _| (x.signum(), 0.0));
        assert!(jump.is_empty());
    }

    #[test]
    fn what_is_no_number_has_no_line() {
        let f = |[x, y]: [f64; 2]| (y - 0.31).powi(1) + 0.0 * x.sqrt();
        let lines = contour(&grid(40), f, |at, by| (f(at), by as f64));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].iter().all(|p| p[0] >= 0.0 && (p[1] - 0.31).abs() < 1e-15));
    }
}
