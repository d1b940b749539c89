//! Fewer points for the same picture.

use crate::drawing::Point;

/// Above this many points in a pixel column, most of them cannot be seen.
const POINTS_PER_COLUMN: usize = 4;

/// Whether `points` are more than their width in pixels can show.
fn is_dense(points: &[Point]) -> bool {
    let Some((first, last)) = points.first().zip(points.last()) else {
        return false;
    };
    let columns = (last.x - first.x).abs().ceil() as usize + 1;
    points.len() > POINTS_PER_COLUMN * columns
}

/// Keeps of each pixel column the first, the lowest, the highest and the last
/// point, in their order, so that the line through them covers the same pixels.
/// Lines that are not dense are returned as they are.
pub(crate) fn decimate(points: Vec<Point>) -> Vec<Point> {
    if !is_dense(&points) {
        return points;
    }
    let mut kept = Vec::new();
    for column in points.chunk_by(|a, b| a.x.floor() == b.x.floor()) {
        let by_height = |a: &usize, b: &usize| column[*a].y.total_cmp(&column[*b].y);
        let lowest = (0..column.len()).min_by(by_height).unwrap_or(0);
        let highest = (0..column.len()).max_by(by_height).unwrap_or(0);
        let mut chosen = [0, lowest, highest, column.len() - 1];
        chosen.sort_unstable();
        for (k, index) in chosen.into_iter().enumerate() {
            if k == 0 || index != chosen[k - 1] {
                kept.push(column[index]);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(heights: impl Iterator<Item = f64>, per_column: usize) -> Vec<Point> {
        heights.enumerate().map(|(k, y)| Point { x: k as f64 / per_column as f64, y }).collect()
    }

    #[test]
    fn a_spike_of_one_sample_survives_wherever_it_falls() {
        for spike in 0..10_000 {
            if spike % 37 != 0 {
                continue;
            }
            let heights = (0..10_000).map(|k| if k == spike { -50.0 } else { (k % 7) as f64 });
            let kept = decimate(line(heights, 100));
            assert!(kept.len() <= 4 * 100);
            assert!(kept.iter().any(|p| p.y == -50.0), "spike at {spike} lost");
        }
    }

    #[test]
    fn each_column_keeps_its_extremes_in_order() {
        let heights = [0.0, 5.0, 1.0, -9.0, 2.0, 7.0, 0.5, 3.0, 1.0, 2.0];
        let kept = decimate(line(heights.into_iter().cycle().take(100), 10));
        assert_eq!(kept.len(), 40);
        for column in kept.chunks(4) {
            let y: Vec<f64> = column.iter().map(|p| p.y).collect();
            assert_eq!(y, [0.0, -9.0, 7.0, 2.0]);
        }
        assert!(kept.is_sorted_by(|a, b| a.x <= b.x));
    }

    #[test]
    fn what_fits_is_left_alone() {
        let points = line((0..40).map(f64::from), 4);
        assert_eq!(decimate(points.clone()), points);
        assert_eq!(decimate(Vec::new()), []);
    }
}
