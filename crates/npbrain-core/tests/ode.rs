//! [`ode`] by itself: any function, against closed forms. Orders are tested on
//! neurons (`integrators.rs`), whose schemes are the same, to the bit.

use std::cell::RefCell;

use npbrain_core::ode::{self, State, Step, Variable};
use npbrain_core::{Error, Result};

/// All names, each with the times at which it must ask for f in the step from
/// t = 2 of 0.5.
const METHODS: [(&str, &[f64]); 9] = [
    ("euler", &[2.0]),
    ("rk2", &[2.0, 2.0 + 1.0 / 3.0]),
    ("midpoint", &[2.0, 2.25]),
    ("rk3", &[2.0, 2.25, 2.5]),
    ("rk4", &[2.0, 2.25, 2.25, 2.5]),
    ("three_eighths", &[2.0, 2.0 + 0.5 / 3.0, 2.0 + 1.0 / 3.0, 2.5]),
    ("exponential_euler", &[2.0]),
    ("backward_euler", &[2.5]),
    ("trapezoidal", &[2.0, 2.5]),
];

fn integrated<Y: State>(step: &Step<'_, Y>, y: Y, dt: f64, steps: usize) -> Result<Y> {
    (0..steps).try_fold(y, |y, k| step(k as f64 * dt, y))
}

/// Every stage is at its own time: those of the tableaus, and t + dt for
/// implicit methods (NumpyBrain's took t: part of its mistake 56).
#[test]
fn stages_are_at_their_times() {
    for (name, wanted) in METHODS {
        let times = RefCell::new(Vec::new());
        let f = |t: f64, y: Variable| {
            times.borrow_mut().push(t);
            -y + t
        };
        ode::by_name(name, f, 0.5).unwrap()(2.0, 1.0).unwrap();
        let mut found = times.into_inner();
        // Slopes are asked for where values are.
        let implicit = ["backward_euler", "trapezoidal", "exponential_euler"].contains(&name);
        if implicit {
            found.dedup();
        }
        assert_eq!(found.len(), wanted.len(), "{name}: {found:?}");
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-15, "{name}: {found} is not {wanted}");
        }
    }
}

/// Where f depends on t alone, a method is a quadrature rule, exact up to a degree
/// that textbooks give, and not beyond.
#[test]
fn polynomials_in_time_are_integrated_exactly() {
    for (name, degree) in [
        ("euler", 0),
        ("backward_euler", 0),
        // Ralston's is Radau's rule.
        ("rk2", 2),
        ("midpoint", 1),
        ("trapezoidal", 1),
        ("rk3", 3),
        ("rk4", 3),
        ("three_eighths", 3),
    ] {
        let error = |degree: i32| {
            let f = |t: f64, y: Variable| y.lit((degree + 1) as f64 * t.powi(degree));
            let y = ode::by_name(name, f, 0.5).unwrap()(1.0, 1.0).unwrap();
            (y - 1.5f64.powi(degree + 1)).abs()
        };
        assert!(error(degree) < 1e-14, "{name}: {}", error(degree));
        assert!(error(degree + 1) > 1e-4, "{name}: {}", error(degree + 1));
    }
}

/// One step of y' = λ y is R(z) y, z = dt λ: the polynomial 1 + z + … + zᵖ/p!
/// of explicit methods with as many stages as their order, 1/(1 − z),
/// (1 + z/2)/(1 − z/2), and eᶻ.
#[test]
fn stability_functions() {
    let taylor =
        |order: i32, z: f64| (1..=order).rev().fold(1.0, |sum, k| 1.0 + z / f64::from(k) * sum);
    let z: f64 = -0.7;
    for (name, wanted) in [
        ("euler", taylor(1, z)),
        ("rk2", taylor(2, z)),
        ("midpoint", taylor(2, z)),
        ("rk3", taylor(3, z)),
        ("rk4", taylor(4, z)),
        ("three_eighths", taylor(4, z)),
        ("exponential_euler", z.exp()),
        ("backward_euler", 1.0 / (1.0 - z)),
        ("trapezoidal", (1.0 + z / 2.0) / (1.0 - z / 2.0)),
    ] {
        let step = ode::by_name(name, |_, y: Variable| -7.0 * y, 0.1).unwrap();
        let y = step(0.0, 3.0).unwrap() / 3.0;
        assert!((y - wanted).abs() < 1e-15, "{name}: {y} is not {wanted}");
    }
}

/// Mistake 54: NumpyBrain's `modified_Euler` is handed out uncalled and steps
/// nothing. The method is y + dt f(t + dt/2, y + dt/2 f(t, y)).
#[test]
fn numpybrain_54_modified_euler_is_a_step() {
    for name in ["modified_Euler", "explicit_midpoint_Euler"] {
        let step = ode::by_name(name, |t, y: Variable| t * y, 0.2).unwrap();
        let wanted = 3.0 + 0.2 * (1.1 * (3.0 + 0.1 * 1.0 * 3.0));
        assert!((step(1.0, 3.0).unwrap() - wanted).abs() < 1e-15);
    }
}

/// Mistake 55: unknown methods are None in NumpyBrain, to fail later.
#[test]
fn numpybrain_55_an_unknown_method_is_an_error() {
    let unknown = |name| ode::by_name(name, |_, y: Variable| y, 0.1).err().unwrap().to_string();
    assert_eq!(
        unknown("rk5"),
        "ode has no method `rk5`; it has `euler`, `rk2`, `midpoint`, `rk3`, `rk4`, \
         `three_eighths`, `exponential_euler`, `backward_euler`, `trapezoidal` (did you mean \
         `rk4`?)"
    );
    assert!(unknown("Milstein_dfree_Ito").starts_with("ode has no method"));
    // Every name that NumpyBrain has in one of its lists.
    for name in [
        "euler",
        "forward_Euler",
        "explicit_Euler",
        "rk2",
        "RK2",
        "modified_Euler",
        "explicit_midpoint_Euler",
        "rk3",
        "RK3",
        "rk4",
        "RK4",
        "RK4_alternative",
        "rk4_alternative",
        "backward_Euler",
        "implicit_Euler",
        "trapezoidal_rule",
        "exp_euler_o2",
    ] {
        assert!(ode::by_name(name, |_, y: Variable| y, 0.1).is_ok(), "{name}");
    }
}

/// Mistake 56: NumpyBrain's implicit methods iterate y ← x + dt f(y), which
/// diverges for dt |λ| > 1, and for ever. Here y' = A y with eigenvalues −1 and
/// −10⁵, dt = 0.1: the closed form is R(z)ⁿ along each eigenvector, with
/// R = 1/(1 − z) and (1 + z/2)/(1 − z/2).
#[test]
fn numpybrain_56_stiff_linear_equations_are_solved() {
    let (slow, fast, dt) = (-1.0, -1e5, 0.1);
    // Eigenvectors (1, 1) and (1, −1).
    let f = move |_: f64, [a, b]: [Variable; 2]| {
        let (sum, difference) = (a + b, a - b);
        let (sum, difference) = (0.5 * slow * sum, 0.5 * fast * difference);
        [sum + difference, sum - difference]
    };
    for (name, of) in [
        ("backward_euler", (|z| 1.0 / (1.0 - z)) as fn(f64) -> f64),
        ("trapezoidal", |z| (1.0 + z / 2.0) / (1.0 - z / 2.0)),
    ] {
        let step = ode::by_name(name, f, dt).unwrap();
        for steps in [1, 2, 7, 100] {
            let [a, b] = integrated(&step, [3.0, 1.0], dt, steps).unwrap();
            let power = |lambda: f64| of(lambda * dt).powi(steps as i32);
            let (sum, difference) = (4.0 * power(slow), 2.0 * power(fast));
            assert!((a + b - sum).abs() < 1e-11, "{name}: {} is not {sum}", a + b);
            assert!((a - b - difference).abs() < 1e-11, "{name}: {} is not {difference}", a - b);
        }
    }
}

/// Where ∂f₀/∂y₀ = 1/dt, the first pivot is zero, and without an exchange of rows
/// elimination would divide by it.
#[test]
fn rows_are_exchanged_where_the_pivot_is_zero() {
    let dt = 0.5;
    let f = |_: f64, [a, b]: [Variable; 2]| [2.0 * a - b, a];
    let [a, b] = ode::backward_euler(f, dt)(0.0, [1.0, 2.0]).unwrap();
    // (1 − dt A) y = x: 0 a + 0.5 b = 1, −0.5 a + b = 2.
    assert!((b - 2.0).abs() < 1e-15 && a.abs() < 1e-15, "{a} {b}");
}

/// Larger systems than neurons have: the heat equation on 24 points, against
/// the eigenvalue of its first sine.
#[test]
fn backward_euler_solves_two_dozen_equations() {
    const N: usize = 24;
    let f = |_: f64, y: [Variable; N]| {
        std::array::from_fn(|k| {
            let left = if k == 0 { y[k].lit(0.0) } else { y[k - 1] };
            let right = if k == N - 1 { y[k].lit(0.0) } else { y[k + 1] };
            100.0 * (left - 2.0 * y[k] + right)
        })
    };
    let angle = std::f64::consts::PI / (N + 1) as f64;
    let start: [f64; N] = std::array::from_fn(|k| ((k + 1) as f64 * angle).sin());
    let lambda = -100.0 * (2.0 - 2.0 * angle.cos());
    let y = ode::backward_euler(f, 1.0)(0.0, start).unwrap();
    for (y, start) in y.iter().zip(start) {
        assert!((y - start / (1.0 - lambda)).abs() < 1e-13);
    }
}

/// Mistake 57: NumpyBrain's `exp_euler_o2` is no exponential Euler. For
/// y' = −A y + B the method is exact at any dt: e^{−A dt} y + B/A (1 − e^{−A dt}).
#[test]
fn numpybrain_57_exponential_euler_is_exact_for_linear_equations() {
    for dt in [0.01, 0.5, 10.0, 1000.0] {
        let step = ode::exponential_euler(|_, y: Variable| -4.0 * y + 3.0, dt);
        let wanted = f64::exp(-4.0 * dt) * 2.0 + 0.75 * (1.0 - f64::exp(-4.0 * dt));
        let y = step(0.0, 2.0).unwrap();
        assert!((y - wanted).abs() < 1e-14, "{y} is not {wanted}");
    }
    // Without a slope of its own a variable moves as by Euler.
    let [a, b] =
        ode::exponential_euler(|_, [a, b]: [Variable; 2]| [b, -2.0 * a], 0.1)(0.0, [1.0, 3.0])
            .unwrap();
    assert_eq!([a, b], [1.0 + 0.1 * 3.0, 3.0 - 0.1 * 2.0]);
}

/// Robertson's reaction (1966) at t = 40: Hairer & Wanner (1996), IV.10, and
/// every text since, to the error of order 1.
#[test]
fn a_stiff_reaction() {
    let f = |_: f64, [a, b, c]: [Variable; 3]| {
        let (slow, fast, forth) = (0.04 * a, 3e7 * b * b, 1e4 * b * c);
        [forth - slow, slow - forth - fast, fast]
    };
    let wanted = [0.715_827_068_7, 9.185_534_764e-6, 0.284_163_745_7];
    let error = |name: &str, dt: f64| {
        let step = ode::by_name(name, f, dt).unwrap();
        let y = integrated(&step, [1.0, 0.0, 0.0], dt, (40.0 / dt).round() as usize).unwrap();
        assert!((y.iter().sum::<f64>() - 1.0).abs() < 1e-10, "{name} loses mass: {y:?}");
        (y[0] - wanted[0]).abs()
    };
    let order = |name| (error(name, 0.05) / error(name, 0.025)).log2();
    let euler = order("backward_euler");
    assert!((euler - 1.0).abs() < 0.1, "order {euler}");
    // Of order 2, it is far more exact once the fast start no longer rings.
    assert!(error("trapezoidal", 0.0125) < 0.01 * error("backward_euler", 0.0125));
}

/// What cannot go on says so.
#[test]
fn what_is_not_finite_is_refused() {
    let message = |step: Step<'_, [f64; 2]>, y| step(1.0, y).unwrap_err().to_string();
    let steps = |f: fn(f64, [Variable; 2]) -> [Variable; 2]| {
        ["exponential_euler", "backward_euler", "trapezoidal"]
            .map(|name| (name, ode::by_name(name, f, 0.1).unwrap()))
    };
    for (name, step) in steps(|_, y| y) {
        assert_eq!(
            message(step, [1.0, f64::NAN]),
            format!("ode::{name}: `y` is NaN; expected a finite number")
        );
    }
    for (name, step) in steps(|_, y| y) {
        let error = step(f64::INFINITY, [1.0, 1.0]).unwrap_err().to_string();
        assert_eq!(error, format!("ode::{name}: `t` is inf; expected a finite number"));
    }
    for (name, step) in steps(|_, [a, b]| [(a - 2.0).ln(), b]) {
        let error = step(0.0, [1.0, 1.0]).unwrap_err();
        match error {
            Error::InvalidValue { object, .. } => assert_eq!(object, "ode::exponential_euler"),
            Error::NotConverged { object, iterations: 50, t: 0.0, dt: 0.1 } => {
                assert_eq!(object, format!("ode::{name}"));
            }
            other => panic!("{other}"),
        }
    }
}

/// y = x + dt (y² + c) without a real solution.
#[test]
fn an_equation_without_solution_is_an_error() {
    let step = ode::backward_euler(|_, y: Variable| y * y + 1.0, 1.0);
    assert_eq!(
        step(3.0, 0.0).unwrap_err().to_string(),
        "ode::backward_euler: Newton's iteration did not converge in 50 iterations for the step \
         from t = 3 on; try a smaller dt than 1"
    );
}

#[test]
fn beta_must_make_a_method() {
    let refused = |beta| ode::rk2_with_beta(|_, y: f64| y, 0.1, beta).err().unwrap().to_string();
    assert_eq!(
        refused(0.0),
        "ode::rk2_with_beta: `beta` is 0; expected a finite number more than 0"
    );
    assert!(ode::rk2_with_beta(|_, y: f64| y, 0.1, 0.5).is_ok());
}
