//! Lines and dots as pixels, each pixel covered by as much as the pen covers it.

use crate::coverage::Coverage;
use crate::drawing::{Point, Step};

impl Coverage {
    /// Follows `path` with a round pen of diameter `width`, hands each pixel
    /// touched to `blend` as its index and coverage, and is empty again. Where
    /// a path crosses itself it is no darker.
    pub(crate) fn stroke(&mut self, path: &[Step], width: f64, blend: impl FnMut(usize, f32)) {
        let mut pen = None;
        for (k, step) in path.iter().enumerate() {
            match (*step, pen) {
                (Step::Line(to), Some(from)) => {
                    self.segment(from, to, width);
                    pen = Some(to);
                }
                (Step::Dot(at) | Step::Line(at), _) => {
                    if !matches!(path.get(k + 1), Some(Step::Line(_))) {
                        self.segment(at, at, width);
                    }
                    pen = Some(at);
                }
            }
        }
        self.hand_out(blend);
    }

    /// Covers pixels by their distance from the middle of the pen's way. A pen
    /// thinner than a pixel covers them in part.
    fn segment(&mut self, a: Point, b: Point, width: f64) {
        let radius = width.max(1.0) / 2.0;
        let strength = width.min(1.0) as f32;
        let reach = radius + 0.5;
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let squared = dx * dx + dy * dy;

        let top = (a.y.min(b.y) - reach).floor().max(0.0) as usize;
        let bottom = (a.y.max(b.y) + reach).ceil().min(self.height as f64) as usize;
        for row in top..bottom {
            let y = row as f64 + 0.5;
            let (left, right) = columns_near(a, b, y, reach);
            let left = left.floor().max(0.0) as usize;
            let right = right.ceil().min(self.width as f64) as usize;
            for column in left..right {
                let x = column as f64 + 0.5;
                let along = if squared > 0.0 {
                    (((x - a.x) * dx + (y - a.y) * dy) / squared).clamp(0.0, 1.0)
                } else {
                    0.0
                };
                let (ex, ey) = (x - a.x - along * dx, y - a.y - along * dy);
                let distance = (ex * ex + ey * ey).sqrt();
                let cover = (reach - distance).clamp(0.0, 1.0) as f32 * strength;
                let index = row * self.width + column;
                self.raise(index, cover);
            }
        }
    }
}

/// Which columns of the row at height `y` may lie within `reach` of the line
/// from `a` to `b`; keeps long slanted lines from visiting their whole box.
fn columns_near(a: Point, b: Point, y: f64, reach: f64) -> (f64, f64) {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let whole = (a.x.min(b.x) - reach, a.x.max(b.x) + reach);
    if dy.abs() < 1e-9 {
        return whole;
    }
    let middle = a.x + dx * (y - a.y) / dy;
    let half = reach * (dx * dx + dy * dy).sqrt() / dy.abs();
    (whole.0.max(middle - half), whole.1.min(middle + half))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(path: &[Step], width: f64) -> Vec<Vec<f32>> {
        let mut rows = vec![vec![0.0; 20]; 20];
        Coverage::new(20, 20).stroke(path, width, |k, c| rows[k / 20][k % 20] = c);
        rows
    }

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn a_steep_line_covers_every_row_it_passes() {
        for slant in [0.0, 0.3, 0.5, 1.0, 3.0] {
            let path = [Step::Dot(at(8.0, 2.0)), Step::Line(at(8.0 + slant, 18.0))];
            let rows = drawn(&path, 2.0);
            for (y, row) in rows.iter().enumerate().take(18).skip(2) {
                let sum: f32 = row.iter().sum();
                assert!((1.7..2.4).contains(&sum), "slant {slant}, row {y}: {sum}");
            }
        }
    }

    #[test]
    fn a_line_on_a_pixel_row_is_crisp() {
        let rows = drawn(&[Step::Dot(at(2.0, 5.5)), Step::Line(at(17.0, 5.5))], 1.0);
        assert_eq!((rows[4][9], rows[5][9], rows[6][9]), (0.0, 1.0, 0.0));
    }

    #[test]
    fn a_dot_covers_its_area() {
        for width in [1.0, 2.0, 4.0] {
            let rows = drawn(&[Step::Dot(at(10.2, 9.7))], width);
            let area: f32 = rows.iter().flatten().sum();
            let exact = std::f64::consts::PI * width * width / 4.0;
            assert!((f64::from(area) - exact).abs() < 0.35, "{width}: {area}");
        }
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let path =
            [Step::Dot(at(-50.0, -50.0)), Step::Line(at(-20.0, 90.0)), Step::Dot(at(99.0, 5.0))];
        assert!(drawn(&path, 3.0).iter().flatten().all(|c| *c == 0.0));
    }
}
