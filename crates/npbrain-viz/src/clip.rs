//! The part of a line that lies within a rectangle.

use crate::range::Range;

/// The stretches of a line through `points` within the rectangle; where the
/// line goes on beyond, up to the edge.
pub(crate) fn within(points: &[[f64; 2]], x: Range, y: Range) -> Vec<Vec<[f64; 2]>> {
    let mut found: Vec<Vec<[f64; 2]>> = Vec::new();
    // Whether the last stretch ends where the next piece may go on.
    let mut open = false;
    for pair in points.windows(2) {
        let Some((from, to)) = piece(pair[0], pair[1], x, y) else {
            open = false;
            continue;
        };
        match found.last_mut() {
            Some(stretch) if open && from == pair[0] => stretch.push(to),
            _ => found.push(vec![from, to]),
        }
        open = to == pair[1];
    }
    found
}

/// The part of one straight piece (Liang & Barsky 1984).
fn piece(a: [f64; 2], b: [f64; 2], x: Range, y: Range) -> Option<([f64; 2], [f64; 2])> {
    if !a.iter().chain(&b).all(|c| crate::range::is_drawable(*c)) {
        return None;
    }
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (k, range) in [x, y].into_iter().enumerate() {
        let (start, way) = (a[k], b[k] - a[k]);
        if way == 0.0 {
            if !range.holds(start) {
                return None;
            }
            continue;
        }
        let (p, q) = ((range.lo - start) / way, (range.hi - start) / way);
        from = from.max(p.min(q));
        to = to.min(p.max(q));
    }
    if from > to {
        return None;
    }
    let at = |share: f64| match share {
        0.0 => a,
        1.0 => b,
        _ => [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])],
    };
    Some((at(from), at(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Range = Range { lo: 0.0, hi: 1.0 };

    #[test]
    fn a_line_is_cut_at_the_edges() {
        let line = [[-1.0, 0.5], [0.5, 0.5], [0.5, 0.75], [0.5, 2.0], [0.9, 2.0], [0.9, 0.0]];
        let found = within(&line, UNIT, UNIT);
        let first = vec![[0.0, 0.5], [0.5, 0.5], [0.5, 0.75], [0.5, 1.0]];
        assert_eq!(found, [first, vec![[0.9, 1.0], [0.9, 0.0]]]);
    }

    #[test]
    fn what_lies_outside_or_is_no_number_is_left_out() {
        assert!(within(&[[2.0, 2.0], [3.0, -5.0]], UNIT, UNIT).is_empty());
        assert!(within(&[[0.1, f64::NAN], [0.5, 0.5]], UNIT, UNIT).is_empty());
        assert!(within(&[[-1.0, 1.5], [0.4, 2.0]], UNIT, UNIT).is_empty());
    }
}
