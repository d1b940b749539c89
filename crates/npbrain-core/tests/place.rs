//! Where neurons are: grids, and space that repeats itself.

use npbrain_core::{Grid, Period};

/// The order of an array: the last index fastest.
#[test]
fn a_grid_counts_as_an_array_does() {
    let grid = Grid::from([2, 3, 4]);
    let mut index = 0;
    for x in 0..2 {
        for y in 0..3 {
            for z in 0..4 {
                assert_eq!(grid.place(index), [x, y, z]);
                index += 1;
            }
        }
    }
    assert_eq!(grid.size(), index);
    assert_eq!((Grid::from(7).shape(), Grid::from(7).place(5)), (&[7][..], [5, 0, 0]));
    assert_eq!(Grid::from([4, 5]).lengths(), [4, 5, 1]);
    assert_eq!(Grid::from([usize::MAX, 3]).size(), usize::MAX);
}

/// Against a search through the copies next to each other.
#[test]
fn a_distance_is_that_of_the_nearest_copies() {
    let (a, b) = (7.0, 12.0);
    let period = Period::from([a, b]);
    for k in 0..400 {
        let x = |s: f64| (f64::from(k) * s).sin() * 20.0;
        let (from, to) = ([x(1.3), x(2.1), x(0.7)], [x(3.7), x(0.4), x(1.9)]);
        let mut nearest = f64::INFINITY;
        for m in -7..=7 {
            for n in -7..=7 {
                let dx = to[0] - from[0] + f64::from(m) * a;
                let dy = to[1] - from[1] + f64::from(n) * b;
                nearest = nearest.min(dx.hypot(dy).hypot(to[2] - from[2]));
            }
        }
        let found = period.distance(from, to);
        assert!((found - nearest).abs() < 1e-12, "{found} for {nearest}");
        assert_eq!(period.distance(to, from), found);
    }
    assert_eq!(Period::from(Grid::from([7, 12])).lengths(), [7.0, 12.0, f64::INFINITY]);
    assert_eq!(Period::from(Grid::from([7, 12, 1])).lengths(), [7.0, 12.0, 1.0]);
}

#[test]
fn lengths_are_more_than_0() {
    assert!(Period::default().check("projection `a`").is_ok());
    for (length, shown) in [(0.0, "0"), (-1.0, "-1"), (f64::NAN, "NaN")] {
        assert_eq!(
            Period::from([1.0, length]).check("projection `a`").unwrap_err().to_string(),
            format!("projection `a`: `period` is {shown}; expected a length, more than 0")
        );
    }
}
