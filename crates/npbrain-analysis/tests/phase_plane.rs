//! Phase planes against closed forms and published bifurcations.

use npbrain_analysis::{FixedPoint, PhasePlane, Stability};
use npbrain_core::prelude::*;
use npbrain_neurons::{Izhikevich, Lif};
use plugin_model::{FitzHughNagumo, MorrisLecar};

fn fitzhugh_nagumo(current: f64) -> PhasePlane<FitzHughNagumo> {
    PhasePlane::new(FitzHughNagumo::default(), current, (-2.5, 2.5), (-1.0, 3.0)).unwrap()
}

fn morris_lecar(current: f64) -> PhasePlane<MorrisLecar> {
    PhasePlane::new(MorrisLecar::default(), current, (-75.0, 75.0), (-0.1, 1.0)).unwrap()
}

/// The current between `lo` and `hi` at which the trace of the only fixed point
/// changes its sign, by bisection.
fn hopf(mut lo: f64, mut hi: f64, point: impl Fn(f64) -> FixedPoint) -> f64 {
    let below = point(lo).trace() > 0.0;
    assert_ne!(below, point(hi).trace() > 0.0, "no change between {lo} and {hi}");
    for _ in 0..50 {
        let middle = (lo + hi) / 2.0;
        let found = point(middle);
        assert!(found.determinant() > 0.0);
        if (found.trace() > 0.0) == below { lo = middle } else { hi = middle }
    }
    (lo + hi) / 2.0
}

fn only(points: Vec<FixedPoint>) -> FixedPoint {
    assert_eq!(points.len(), 1, "{points:?}");
    points[0]
}

/// w = v − v³/3 + I and w = (v + a)/b.
#[test]
fn nullclines_of_fitzhugh_nagumo_are_its_cubic_and_its_line() {
    for current in [0.0, 0.5, -1.0] {
        let [cubic, line] = fitzhugh_nagumo(current).nullclines();
        assert_eq!(line.len(), 1);
        for [v, w] in cubic.iter().flatten() {
            assert!((w - (v - v.powi(3) / 3.0 + current)).abs() < 1e-13, "{v}, {w}");
        }
        for [v, w] in line.iter().flatten() {
            assert!((w - (v + 0.7) / 0.8).abs() < 1e-13, "{v}, {w}");
        }
    }
    // They cross the whole plane, without a gap.
    let [cubic, line] = fitzhugh_nagumo(0.5).nullclines();
    assert_eq!(cubic.len(), 1);
    for (chain, from, to) in [(&cubic[0], -1.0, 3.0), (&line[0], -1.0, 3.0)] {
        let (first, last) = (chain[0][1], chain.last().unwrap()[1]);
        assert!((first.min(last) - from).abs() < 1e-12 && (first.max(last) - to).abs() < 1e-12);
        let step = |p: &[[f64; 2]]| (p[1][0] - p[0][0]).hypot(p[1][1] - p[0][1]);
        // No step is longer than a cell of the grid, 5/200 by 4/200.
        assert!(chain.windows(2).all(|p| step(p) <= f64::hypot(0.025, 0.02)));
    }
}

/// The fixed point of FitzHugh–Nagumo is the real root of
/// v³/3 + (1/b − 1) v + a/b − I = 0, by Cardano's formula.
#[test]
fn the_fixed_point_of_fitzhugh_nagumo_is_the_root_of_its_cubic() {
    for current in [0.0, 0.3, 0.5, 1.0, 1.5] {
        let (p, q): (f64, f64) = (3.0 * (1.0 / 0.8 - 1.0), 3.0 * (0.7 / 0.8 - current));
        let root = (q * q / 4.0 + p.powi(3) / 27.0).sqrt();
        let v = (-q / 2.0 + root).cbrt() + (-q / 2.0 - root).cbrt();
        let found = only(fitzhugh_nagumo(current).fixed_points());
        assert!((found.at[0] - v).abs() < 1e-12, "{current}: {found:?}, {v}");
        assert!((found.at[1] - (v + 0.7) / 0.8).abs() < 1e-12);
        let jacobian = [[1.0 - v * v, -1.0], [1.0 / 12.5, -0.8 / 12.5]];
        for (row, exact) in found.jacobian.iter().zip(jacobian) {
            assert!((row[0] - exact[0]).abs() < 1e-12 && (row[1] - exact[1]).abs() < 1e-15);
        }
    }
}

/// The trace 1 − v² − b/τ is zero at v = ±√0.936, which the currents below hold.
#[test]
fn fitzhugh_nagumo_has_its_two_hopf_points() {
    let point = |current| only(fitzhugh_nagumo(current).fixed_points());
    let found = [hopf(0.1, 0.8, point), hopf(1.0, 1.7, point)];
    for (found, (v, published)) in found.into_iter().zip([(-1.0, 0.33128), (1.0, 1.41872)]) {
        let v = v * f64::sqrt(1.0 - 0.8 / 12.5);
        let exact = (v + 0.7) / 0.8 - v + v * v * v / 3.0;
        assert!((found - exact).abs() < 1e-10, "{found}, {exact}");
        assert!((found - published).abs() < 1e-4, "{found}");
    }
}

/// Rinzel & Ermentrout 1998, to the digits of an independent solution.
#[test]
fn morris_lecar_has_its_two_hopf_points() {
    let point = |current| only(morris_lecar(current).fixed_points());
    let found = [hopf(80.0, 110.0, point), hopf(190.0, 230.0, point)];
    assert!((found[0] - 93.858).abs() < 1e-3, "{found:?}");
    assert!((found[1] - 212.019).abs() < 1e-3, "{found:?}");
}

/// w = (I − g_l (v − v_l) − g_ca m (v − v_ca)) / (g_k (v − v_k)) and w = w∞.
#[test]
fn nullclines_of_morris_lecar_are_as_published() {
    let [by_v, by_w] = morris_lecar(100.0).nullclines();
    assert_eq!((by_v.len(), by_w.len()), (1, 1));
    for [v, w] in by_v.iter().flatten() {
        let m = 0.5 * (1.0 + f64::tanh((v + 1.2) / 18.0));
        let exact = (100.0 - 2.0 * (v + 60.0) - 4.4 * m * (v - 120.0)) / (8.0 * (v + 84.0));
        assert!((w - exact).abs() < 1e-12, "{v}, {w}, {exact}");
    }
    for [v, w] in by_w.iter().flatten() {
        let exact = 0.5 * (1.0 + f64::tanh((v - 2.0) / 30.0));
        assert!((w - exact).abs() < 1e-13, "{v}, {w}, {exact}");
    }
}

/// The second set of Rinzel & Ermentrout 1998 has three fixed points below the
/// saddle-node: a stable node, a saddle, an unstable point. Each is checked by
/// the equations it solves, their number by a scan of the nullclines' distance.
#[test]
fn three_fixed_points_below_a_saddle_node() {
    let model = MorrisLecar { g_ca: 4.0, phi: 0.067, v3: 12.0, v4: 17.4, ..Default::default() };
    let plane = PhasePlane::new(model, 30.0, (-75.0, 75.0), (-0.1, 1.0)).unwrap();
    let found = plane.fixed_points();
    let kinds: Vec<_> = found.iter().map(FixedPoint::stability).collect();
    assert_eq!(kinds[..2], [Stability::StableNode, Stability::Saddle]);
    assert_eq!(kinds.len(), 3);
    assert!(!kinds[2].is_stable());
    let distance = |v: f64| {
        let m = 0.5 * (1.0 + f64::tanh((v + 1.2) / 18.0));
        let w = (30.0 - 2.0 * (v + 60.0) - 4.0 * m * (v - 120.0)) / (8.0 * (v + 84.0));
        w - 0.5 * (1.0 + f64::tanh((v - 12.0) / 17.4))
    };
    let mut crossings = Vec::new();
    for k in 0..150_000 {
        let v = -75.0 + 0.001 * f64::from(k);
        if (distance(v) > 0.0) != (distance(v + 0.001) > 0.0) {
            crossings.push(v + 0.0005);
        }
    }
    assert_eq!(crossings.len(), 3);
    for (point, v) in found.iter().zip(crossings) {
        assert!((point.at[0] - v).abs() < 0.0005, "{point:?}, {v}");
        assert!(plane.field(point.at).iter().all(|f| f.abs() < 1e-12));
    }
}

/// Izhikevich's model: 0.04 v² + 5 v + 140 − u = 0 and u = b v give
/// v = −70 and −50 (without a current), where the slopes are −0.6 and 1.
#[test]
fn the_fixed_points_of_izhikevich_are_the_roots_of_its_quadratic() {
    let plane = PhasePlane::new(Izhikevich::default(), 0.0, (-80.0, -40.0), (-20.0, 0.0)).unwrap();
    let found = plane.fixed_points();
    assert_eq!(found.len(), 2);
    for (point, v) in found.iter().zip([-70.0, -50.0]) {
        assert!((point.at[0] - v).abs() < 1e-10 && (point.at[1] - 0.2 * v).abs() < 1e-10);
        assert!((point.trace() - (0.08 * v + 5.0 - 0.02)).abs() < 1e-10);
    }
    assert_eq!(found[0].stability(), Stability::StableNode);
    assert_eq!(found[1].stability(), Stability::Saddle);
    // Where the two meet, at I = 4, the Jacobian no longer says.
    let plane = PhasePlane::new(Izhikevich::default(), 4.0, (-80.0, -40.0), (-20.0, 0.0)).unwrap();
    assert!(plane.fixed_points().iter().all(|p| (p.at[0] + 60.0).abs() < 1e-3));
}

vars! {
    /// x' = y, y' = −x − damping y.
    pub struct Pendulum {
        damping = 0.0 "1",
    }
}
vars! {
    /// State of a [`Pendulum`].
    pub struct PendulumState {
        v = 1.0 "1",
        y = 0.0 "1",
    }
}
impl NeuronModel for Pendulum {
    const NAME: &'static str = "Pendulum";
    type Params<V: Copy> = Pendulum<V>;
    type State<V: Copy> = PendulumState<V>;

    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> PendulumState<Num<S>> {
        PendulumState { v: n.x.y, y: -n.x.v - n.p.damping * n.x.y }
    }
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.gt(1e9)
    }
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> PendulumState<Num<S>> {
        n.x
    }
}

/// A linear system, whose eigenvalues are −damping/2 ± √(damping²/4 − 1).
#[test]
fn a_linear_system_is_what_its_eigenvalues_say() {
    for (damping, kind) in [
        (0.0, Stability::Undecided),
        (1.0, Stability::StableFocus),
        (3.0, Stability::StableNode),
        (-1.0, Stability::UnstableFocus),
        (-3.0, Stability::UnstableNode),
    ] {
        let plane = PhasePlane::new(Pendulum { damping }, 0.0, (-1.0, 1.1), (-1.0, 1.1)).unwrap();
        let point = only(plane.fixed_points());
        assert!(point.at[0].abs() < 1e-15 && point.at[1].abs() < 1e-15);
        assert_eq!(point.stability(), kind);
        let square: f64 = damping * damping / 4.0 - 1.0;
        let exact = if square >= 0.0 {
            [(-damping / 2.0 + square.sqrt(), 0.0), (-damping / 2.0 - square.sqrt(), 0.0)]
        } else {
            [(-damping / 2.0, (-square).sqrt()), (-damping / 2.0, -(-square).sqrt())]
        };
        for (found, exact) in point.eigenvalues().iter().zip(exact) {
            assert!((found.0 - exact.0).abs() < 1e-12 && (found.1 - exact.1).abs() < 1e-12);
        }
    }
}

/// x = cos t, y = −sin t, with the error of order 4.
#[test]
fn a_trajectory_follows_the_closed_form() {
    let plane = PhasePlane::new(Pendulum::default(), 0.0, (-1.0, 1.0), (-1.0, 1.0)).unwrap();
    let worst = |dt: f64| {
        let states = plane.trajectory([1.0, 0.0], 10.0, dt).unwrap();
        assert_eq!(states.len(), (10.0 / dt).round() as usize + 1);
        let error = |(k, [x, y]): (usize, &[f64; 2])| {
            let t = k as f64 * dt;
            (x - t.cos()).hypot(y + t.sin())
        };
        states.iter().enumerate().map(error).fold(0.0, f64::max)
    };
    let (coarse, fine) = (worst(0.1), worst(0.05));
    assert!(coarse < 1e-5 && (coarse / fine).log2() > 3.9, "{coarse}, {fine}");
}

/// A spike of Izhikevich's model is drawn up to its peak, then reset.
#[test]
fn a_model_with_a_reset_is_reset() {
    let plane = PhasePlane::new(Izhikevich::default(), 10.0, (-80.0, 40.0), (-20.0, 5.0)).unwrap();
    let states = plane.trajectory([-65.0, -13.0], 100.0, 0.05).unwrap();
    let resets: Vec<_> = states.windows(2).filter(|p| p[0][0] >= 30.0).collect();
    assert!(resets.len() >= 2);
    assert!(resets.iter().all(|p| p[1][0] == -65.0 && p[1][1] == p[0][1] + 8.0));
}

#[test]
fn what_is_no_plane_is_refused() {
    let message = |result: Result<PhasePlane<FitzHughNagumo>, npbrain_core::Error>| {
        result.unwrap_err().to_string()
    };
    let new = |current, x, y| PhasePlane::new(FitzHughNagumo::default(), current, x, y);
    assert_eq!(
        message(new(f64::NAN, (0.0, 1.0), (0.0, 1.0))),
        "the phase plane of FitzHughNagumo: `current` is NaN; expected a finite number"
    );
    assert_eq!(
        message(new(0.0, (1.0, -1.0), (0.0, 1.0))),
        "the phase plane of FitzHughNagumo: `v` is -1; expected an upper end above the lower one, and finite"
    );
    assert_eq!(
        message(new(0.0, (0.0, 1.0), (f64::NEG_INFINITY, 1.0))),
        "the phase plane of FitzHughNagumo: `w` is -inf; expected a range between finite numbers"
    );
    let model = FitzHughNagumo { tau: 0.0, ..Default::default() };
    assert_eq!(
        message(PhasePlane::new(model, 0.0, (0.0, 1.0), (0.0, 1.0))),
        "the phase plane of FitzHughNagumo: `tau` is 0; expected a finite number more than 0"
    );
    assert_eq!(
        PhasePlane::new(Lif::default(), 0.0, (0.0, 1.0), (0.0, 1.0)).unwrap_err().to_string(),
        "the phase plane of Lif: it needs two state variables; the model has `v`"
    );
    let plane = fitzhugh_nagumo(0.0);
    assert_eq!(
        plane.trajectory([0.0, 0.0], 10.0, 0.0).unwrap_err().to_string(),
        "the trajectory of FitzHughNagumo: `dt` is 0; expected a finite number more than 0"
    );
    assert!(plane.trajectory([0.0, 0.0], 10.05, 0.1).is_err());
    assert!(plane.trajectory([0.0, 0.0], 1e9, 0.1).is_err());
}
