//! What the rules of grids connect, against closed forms and a search through
//! all pairs.

use npbrain_connect::{grid_eight, grid_four, grid_n};
use npbrain_core::{Connect, Csr, Ends, Geometry, Grid, random::Key};

/// Connects all neurons of a grid among themselves.
fn made(rule: &dyn Connect, shape: impl Into<Grid>) -> Csr {
    let grid = shape.into();
    part(rule, grid, 0..grid.size(), 0..grid.size())
}

/// Connects parts of a population on a grid.
fn part(
    rule: &dyn Connect,
    grid: Grid,
    pre: std::ops::Range<usize>,
    post: std::ops::Range<usize>,
) -> Csr {
    let place = |first| Geometry { points: None, grid: Some(grid), first };
    let ends = Ends {
        object: "projection `a`",
        pre: pre.len(),
        post: post.len(),
        same: Some(pre.start as isize - post.start as isize),
        geometry: [place(pre.start), place(post.start)],
        key: Key::new(1, "a", "connect"),
    };
    rule.connect(&ends).unwrap()
}

/// The indices of neuron `index` of a grid, by division.
fn place(index: usize, shape: &[usize]) -> Vec<usize> {
    let mut left = index;
    let mut place: Vec<usize> = shape
        .iter()
        .rev()
        .map(|length| {
            let here = left % length;
            left /= length;
            here
        })
        .collect();
    place.reverse();
    place
}

/// How far apart two indices are along a dimension.
fn apart(a: usize, b: usize, length: usize, periodic: bool) -> usize {
    let apart = a.abs_diff(b);
    if periodic { apart.min(length - apart) } else { apart }
}

/// The pairs whose distances along the dimensions are `near`.
fn searched(
    shape: &[usize],
    periodic: bool,
    near: impl Fn(&[usize]) -> bool,
) -> Vec<(usize, usize)> {
    let size: usize = shape.iter().product();
    let mut pairs = Vec::new();
    for i in 0..size {
        for j in 0..size {
            let (from, to) = (place(i, shape), place(j, shape));
            let distances: Vec<usize> =
                (0..shape.len()).map(|d| apart(from[d], to[d], shape[d], periodic)).collect();
            if i != j && near(&distances) {
                pairs.push((i, j));
            }
        }
    }
    pairs
}

#[test]
fn neighbours_are_those_of_a_search() {
    let shapes: [&[usize]; 9] =
        [&[1], &[2], &[7], &[5, 5], &[1, 6], &[2, 3], &[4, 7], &[3, 4, 5], &[2, 1, 6]];
    for shape in shapes {
        let grid: Grid = match *shape {
            [a] => a.into(),
            [a, b] => [a, b].into(),
            _ => [shape[0], shape[1], shape[2]].into(),
        };
        for periodic in [false, true] {
            let found = |rule: &dyn Connect| made(rule, grid).pairs().collect::<Vec<_>>();
            let straight = searched(shape, periodic, |d| d.iter().sum::<usize>() == 1);
            assert_eq!(found(&grid_four().periodic(periodic)), straight, "{shape:?} {periodic}");
            let around = searched(shape, periodic, |d| d.iter().all(|d| *d <= 1));
            assert_eq!(found(&grid_eight().periodic(periodic)), around, "{shape:?} {periodic}");
            for n in [0, 1, 2, 3, 5, usize::MAX] {
                let near = searched(shape, periodic, |d| d.iter().all(|d| *d <= n));
                let rule = grid_n(n).periodic(periodic);
                assert_eq!(found(&rule), near, "{shape:?} {periodic} n = {n}");
                let with_itself = made(&rule.autapses(true), grid);
                assert_eq!(with_itself.synapses(), near.len() + grid.size());
            }
        }
    }
}

/// Sums over the cells of the clipped windows, by hand: along a dimension of
/// length L > n the windows have (2 n + 1) L − n (n + 1) places.
#[test]
fn the_numbers_of_synapses_are_those_of_the_closed_forms() {
    let windows = |length: usize, n: usize| (2 * n + 1) * length - n * (n + 1);
    for (h, w) in [(5, 5), (10, 20), (31, 8)] {
        let count = |rule: &dyn Connect| made(rule, [h, w]).synapses();
        assert_eq!(count(&grid_four()), 2 * (h * (w - 1) + w * (h - 1)));
        assert_eq!(count(&grid_four().periodic(true)), 4 * h * w);
        assert_eq!(count(&grid_eight()), (3 * h - 2) * (3 * w - 2) - h * w);
        assert_eq!(count(&grid_eight().periodic(true)), 8 * h * w);
        assert_eq!(count(&grid_eight().autapses(true)), (3 * h - 2) * (3 * w - 2));
        for n in 1..=2 {
            assert_eq!(count(&grid_n(n)), windows(h, n) * windows(w, n) - h * w);
            let around = (2 * n + 1) * (2 * n + 1) - 1;
            assert_eq!(count(&grid_n(n).periodic(true)), around * h * w);
        }
        assert_eq!(made(&grid_four(), h).synapses(), 2 * (h - 1));
        assert_eq!(made(&grid_n(2).periodic(true), h).synapses(), 4 * h);
    }
    let (a, b, c) = (4, 5, 6);
    let space = |rule: &dyn Connect| made(rule, [a, b, c]).synapses();
    assert_eq!(space(&grid_four()), 2 * ((a - 1) * b * c + a * (b - 1) * c + a * b * (c - 1)));
    assert_eq!(space(&grid_four().periodic(true)), 6 * a * b * c);
    assert_eq!(space(&grid_eight()), (3 * a - 2) * (3 * b - 2) * (3 * c - 2) - a * b * c);
    assert_eq!(space(&grid_eight().periodic(true)), 26 * a * b * c);
    assert_eq!(space(&grid_n(100)), a * b * c * (a * b * c - 1));
}

#[test]
fn degrees_at_corner_border_and_inside() {
    let degree = |rule: &dyn Connect, index: usize| {
        let csr = made(rule, [5, 6]);
        csr.row(index).len()
    };
    // Row 0 column 0, row 0 column 2, row 2 column 2.
    for (rule, degrees) in [
        (&grid_four() as &dyn Connect, [2, 3, 4]),
        (&grid_eight(), [3, 5, 8]),
        (&grid_n(2), [8, 14, 24]),
        (&grid_n(2).periodic(true), [24, 24, 24]),
    ] {
        assert_eq!([0, 2, 14].map(|index| degree(rule, index)), degrees, "{rule:?}");
    }
}

/// Of a population given in part, what is left of the whole's connections.
#[test]
fn parts_of_a_grid_keep_their_neighbours() {
    for rule in [grid_n(2), grid_n(1).periodic(true), grid_four(), grid_four().autapses(true)] {
        let whole = made(&rule, [6, 7]);
        for (pre, post) in [(0..42, 10..20), (5..30, 0..42), (3..17, 11..35), (0..5, 40..42)] {
            let expected: Vec<_> = whole
                .pairs()
                .filter(|(i, j)| pre.contains(i) && post.contains(j))
                .map(|(i, j)| (i - pre.start, j - post.start))
                .collect();
            let found = part(&rule, [6, 7].into(), pre.clone(), post.clone());
            assert!(found.pairs().eq(expected), "{rule:?} {pre:?} {post:?}");
        }
    }
}

#[test]
fn no_neighbour_is_double_and_targets_ascend() {
    for shape in [[2, 2], [3, 2], [5, 4]] {
        let csr = made(&grid_n(2).periodic(true), shape);
        for source in 0..csr.pre() {
            assert!(csr.targets()[csr.row(source)].is_sorted_by(|a, b| a < b));
        }
    }
}
