//! What lies beneath a line as pixels.

use crate::coverage::Coverage;
use crate::drawing::Point;

impl Coverage {
    /// Fills what lies between `line`, whose points do not go back to the left,
    /// and the height `base`; hands each pixel to `blend` as its index and
    /// coverage, and is empty again.
    pub(crate) fn area(&mut self, line: &[Point], base: f64, blend: impl FnMut(usize, f32)) {
        for pair in line.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let first = a.x.floor().max(0.0) as usize;
            let last = b.x.ceil().min(self.width as f64) as usize;
            for column in first..last {
                let from = a.x.max(column as f64);
                let to = b.x.min(column as f64 + 1.0);
                if to > from {
                    let middle = a.y + (b.y - a.y) * ((from + to) / 2.0 - a.x) / (b.x - a.x);
                    self.strip(column, to - from, middle, base);
                }
            }
        }
        self.hand_out(blend);
    }

    /// Covers the part `share` of a column between two heights.
    fn strip(&mut self, column: usize, share: f64, y: f64, base: f64) {
        let top = y.min(base).clamp(0.0, self.height as f64);
        let bottom = y.max(base).clamp(0.0, self.height as f64);
        for row in top.floor() as usize..bottom.ceil() as usize {
            let high = bottom.min(row as f64 + 1.0) - top.max(row as f64);
            self.add(row * self.width + column, (share * high) as f32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area_of(line: &[(f64, f64)], base: f64) -> f64 {
        let line: Vec<Point> = line.iter().map(|(x, y)| Point { x: *x, y: *y }).collect();
        let mut sum = 0.0;
        Coverage::new(20, 20).area(&line, base, |_, cover| sum += f64::from(cover));
        sum
    }

    #[test]
    fn steps_cover_their_area() {
        let steps = [(2.3, 5.2), (6.8, 5.2), (6.8, 11.0), (9.1, 11.0)];
        let exact = 4.5 * 9.8 + 2.3 * 4.0;
        assert!((area_of(&steps, 15.0) - exact).abs() < 1e-4);
        assert!((area_of(&[(0.0, 15.0), (10.0, 5.0)], 15.0) - 50.0).abs() < 1e-4);
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        assert_eq!(area_of(&[(-90.0, 5.0), (-50.0, 5.0)], 15.0), 0.0);
        assert!((area_of(&[(-90.0, -50.0), (90.0, -50.0)], 99.0) - 400.0).abs() < 1e-3);
    }
}
