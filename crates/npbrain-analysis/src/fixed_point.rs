//! Where nothing moves, and whether it stays so.

use npbrain_core::NeuronModel;

use crate::PhasePlane;

/// States from which fixed points are sought, per side; and the finer grid of
/// which cells that both nullclines pass are starts, too.
const SEEDS: usize = 24;
const CELLS: usize = 160;

/// Two ends of Newton's method nearer than this part of the plane are one
/// point.
const SAME: f64 = 1e-6;

/// A trace or determinant below this part of its terms is taken for zero.
const ZERO: f64 = 1e-10;

/// A state in which neither variable moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedPoint {
    /// The state.
    pub at: [f64; 2],
    /// The Jacobian there (see [`PhasePlane::jacobian`]).
    pub jacobian: [[f64; 2]; 2],
}

/// What happens near a fixed point, by the eigenvalues of the Jacobian there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stability {
    /// Two negative eigenvalues: states return straight.
    StableNode,
    /// A complex pair with negative real part: states return in turns.
    StableFocus,
    /// Two positive eigenvalues.
    UnstableNode,
    /// A complex pair with positive real part.
    UnstableFocus,
    /// One of either sign.
    Saddle,
    /// An eigenvalue with zero real part: the Jacobian does not say.
    Undecided,
}

impl Stability {
    /// Whether all nearby states return.
    pub fn is_stable(self) -> bool {
        matches!(self, Stability::StableNode | Stability::StableFocus)
    }
}

impl FixedPoint {
    /// The trace of the Jacobian, in 1/ms: the sum of its eigenvalues.
    pub fn trace(&self) -> f64 {
        self.jacobian[0][0] + self.jacobian[1][1]
    }

    /// The determinant of the Jacobian, in 1/ms²: the product of its
    /// eigenvalues.
    pub fn determinant(&self) -> f64 {
        let [[a, b], [c, d]] = self.jacobian;
        a * d - b * c
    }

    /// The eigenvalues as (real, imaginary), in 1/ms: (trace ± √(trace² − 4
    /// determinant)) / 2.
    pub fn eigenvalues(&self) -> [(f64, f64); 2] {
        let half = self.trace() / 2.0;
        let square = half * half - self.determinant();
        let root = square.abs().sqrt();
        if square >= 0.0 {
            [(half + root, 0.0), (half - root, 0.0)]
        } else {
            [(half, root), (half, -root)]
        }
    }

    /// What happens nearby.
    pub fn stability(&self) -> Stability {
        let [[a, b], [c, d]] = self.jacobian;
        let (trace, determinant) = (self.trace(), self.determinant());
        if determinant.abs() <= ZERO * ((a * d).abs() + (b * c).abs()) {
            return Stability::Undecided;
        }
        if determinant < 0.0 {
            return Stability::Saddle;
        }
        if trace.abs() <= ZERO * (a.abs() + d.abs()) {
            return Stability::Undecided;
        }
        match (trace < 0.0, trace * trace >= 4.0 * determinant) {
            (true, true) => Stability::StableNode,
            (true, false) => Stability::StableFocus,
            (false, true) => Stability::UnstableNode,
            (false, false) => Stability::UnstableFocus,
        }
    }
}

impl<M: NeuronModel> PhasePlane<M> {
    /// The fixed points within the plane, from left to right.
    ///
    /// Newton's method with the exact Jacobian starts from a grid of states and
    /// from each cell that both nullclines seem to pass.
    pub fn fixed_points(&self) -> Vec<FixedPoint> {
        let mut found: Vec<[f64; 2]> = Vec::new();
        let [x, y] = self.axes();
        let lengths = [x.length(), y.length()];
        let scale = self.scale();
        for seed in self.seeds() {
            let Some(at) = self.newton(seed, lengths, scale) else { continue };
            let is_same = |p: &[f64; 2]| (0..2).all(|k| (p[k] - at[k]).abs() < SAME * lengths[k]);
            if !found.iter().any(is_same) {
                found.push(at);
            }
        }
        found.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        found.into_iter().map(|at| FixedPoint { at, jacobian: self.jacobian(at) }).collect()
    }

    /// The largest rate of each variable on a coarse grid.
    fn scale(&self) -> [f64; 2] {
        let grid = self.grid(SEEDS);
        let mut largest = [f64::MIN_POSITIVE; 2];
        for j in 0..=SEEDS {
            for i in 0..=SEEDS {
                let f = self.field(grid.corner(i, j));
                for k in 0..2 {
                    if f[k].is_finite() {
                        largest[k] = largest[k].max(f[k].abs());
                    }
                }
            }
        }
        largest
    }

    fn seeds(&self) -> Vec<[f64; 2]> {
        let middle = |a: [f64; 2], b: [f64; 2]| [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
        let fine = self.grid(CELLS);
        let field: Vec<[f64; 2]> = (0..=CELLS)
            .flat_map(|j| (0..=CELLS).map(move |i| (i, j)))
            .map(|(i, j)| self.field(fine.corner(i, j)))
            .collect();
        let mut seeds = Vec::new();
        for j in 0..CELLS {
            for i in 0..CELLS {
                let corners = [(i, j), (i + 1, j), (i, j + 1), (i + 1, j + 1)]
                    .map(|(i, j)| field[j * (CELLS + 1) + i]);
                let passes = |k: usize| {
                    let above = corners.iter().filter(|f| f[k] >= 0.0).count();
                    (1..4).contains(&above)
                };
                if passes(0) && passes(1) {
                    seeds.push(middle(fine.corner(i, j), fine.corner(i + 1, j + 1)));
                }
            }
        }
        let coarse = self.grid(SEEDS);
        for j in 0..SEEDS {
            seeds.extend(
                (0..SEEDS).map(|i| middle(coarse.corner(i, j), coarse.corner(i + 1, j + 1))),
            );
        }
        seeds
    }

    /// Newton's method with halved steps where a whole one does not help. The
    /// end is a fixed point within the plane, or none.
    fn newton(&self, start: [f64; 2], lengths: [f64; 2], scale: [f64; 2]) -> Option<[f64; 2]> {
        let left = |f: [f64; 2]| (f[0] / scale[0]).hypot(f[1] / scale[1]);
        let mut at = start;
        let mut f = self.field(at);
        for _ in 0..60 {
            let [[a, b], [c, d]] = self.jacobian(at);
            let determinant = a * d - b * c;
            let step = [(b * f[1] - d * f[0]) / determinant, (c * f[0] - a * f[1]) / determinant];
            if !step.iter().all(|s| s.is_finite()) {
                break;
            }
            let mut share = 1.0;
            let (next, there) = loop {
                let next = [at[0] + share * step[0], at[1] + share * step[1]];
                let there = self.field(next);
                if left(there) < left(f) || share < 1e-3 {
                    break (next, there);
                }
                share /= 2.0;
            };
            let nearer = left(there) < left(f);
            if !nearer {
                break;
            }
            (at, f) = (next, there);
        }
        let [x, y] = self.axes();
        let within = |axis: crate::Axis, value: f64, length: f64| {
            let grain = 1e-12 * length;
            axis.lo - grain <= value && value <= axis.hi + grain
        };
        // What is left of the field moves a state by how much?
        let [[a, b], [c, d]] = self.jacobian(at);
        let determinant = a * d - b * c;
        let off = [(b * f[1] - d * f[0]) / determinant, (c * f[0] - a * f[1]) / determinant];
        let near = f == [0.0, 0.0] || (0..2).all(|k| off[k].abs() < 1e-9 * lengths[k]);
        (near && within(x, at[0], lengths[0]) && within(y, at[1], lengths[1])).then_some(at)
    }
}
