//! Methods by name, and values that are checked.

use npbrain_core::integrate::{Integrator, Rk2};
use npbrain_core::{Error, Method};

/// Mistake 55: NumpyBrain answers an unknown name with None. Every name that it
/// has for a method which is compiled in gives that method.
#[test]
fn numpybrain_55_names_of_compiled_methods() {
    for (method, names) in [
        (Method::Exact, &["exact", "Exact"][..]),
        (Method::ExponentialEuler, &["exponential_euler", "exp_euler", "ExponentialEuler"]),
        (Method::Euler, &["euler", "Euler", "forward_Euler", "explicit_Euler"]),
        (Method::Rk4, &["rk4", "RK4"]),
        (
            Method::EulerMaruyama,
            &["euler_maruyama", "EM", "EM_method", "Euler_Maruyama_method", "Euler_method"],
        ),
        (Method::Heun, &["heun", "Heun", "Heun_method", "Heun_method2", "Heun_method_2"]),
    ] {
        for name in names {
            assert_eq!(name.parse::<Method>(), Ok(method), "{name}");
        }
        assert_eq!(method.name().parse::<Method>(), Ok(method));
    }
}

/// The others are told apart from what does not exist.
#[test]
fn numpybrain_55_names_of_methods_given_by_type() {
    for (name, integrator) in [
        ("rk2", "Rk2::default()"),
        ("RK2", "Rk2::default()"),
        ("modified_Euler", "Midpoint"),
        ("explicit_midpoint_Euler", "Midpoint"),
        ("rk3", "Rk3"),
        ("RK4_alternative", "ThreeEighths"),
        ("backward_Euler", "BackwardEuler"),
        ("implicit_Euler", "BackwardEuler"),
        ("trapezoidal_rule", "Trapezoidal"),
        ("Milstein_dfree_Ito", "MilsteinIto"),
        ("Milstein_dfree_Stra", "MilsteinStratonovich"),
        ("Euler_Heun", "EulerHeun"),
        ("sequential_euler", "SequentialEuler"),
        ("Euler_Heun_method", "EulerHeun"),
    ] {
        match name.parse::<Method>() {
            Err(Error::NotCompiledIn { method, integrator: found, available }) => {
                assert_eq!((&*method, found), (name, integrator));
                assert_eq!(available.len(), Method::ALL.len());
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn an_unknown_method_is_answered_with_the_nearest() {
    assert_eq!(
        "exponetial_euler".parse::<Method>().unwrap_err().to_string(),
        "npbrain has no integration method `exponetial_euler`; it has `rk2`, `midpoint`, `rk3`, \
         `three_eighths`, `backward_euler`, `trapezoidal`, `milstein_ito`, \
         `milstein_stratonovich`, `euler_heun`, `sequential_euler`, `exact`, `exponential_euler`, `euler`, `rk4`, \
         `euler_maruyama`, `heun` (did you mean `exponential_euler`?)"
    );
}

#[test]
fn beta_must_make_a_method() {
    assert_eq!(Rk2 { beta: 1e-3 }.check("x"), Ok(()));
    for beta in [0.0, -0.5, f64::INFINITY] {
        assert_eq!(
            Rk2 { beta }.check("population `x`").unwrap_err().to_string(),
            format!("population `x`: `beta` is {beta}; expected a finite number more than 0")
        );
    }
    assert!(Rk2 { beta: f64::NAN }.check("x").is_err());
}
