//! The methods by the names users type.

/// A method that needs no noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ode {
    Euler,
    Rk2,
    Midpoint,
    Rk3,
    Rk4,
    ThreeEighths,
    ExponentialEuler,
    BackwardEuler,
    Trapezoidal,
}

/// A method that integrates noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sde {
    EulerMaruyama,
    MilsteinIto,
    MilsteinStratonovich,
    EulerHeun,
    Heun,
}

/// What a method is called.
pub(crate) struct Named<T> {
    pub(crate) method: T,
    /// Its name.
    pub(crate) name: &'static str,
    /// Its integrator, as a user writes it.
    pub(crate) integrator: &'static str,
    /// What NumpyBrain and others call it, in lower case without `_`.
    also: &'static [&'static str],
}

const fn named<T>(
    method: T,
    name: &'static str,
    integrator: &'static str,
    also: &'static [&'static str],
) -> Named<T> {
    Named { method, name, integrator, also }
}

pub(crate) const ODE: [Named<Ode>; 9] = [
    named(Ode::Euler, "euler", "Euler", &["forwardeuler", "expliciteuler"]),
    named(Ode::Rk2, "rk2", "Rk2::default()", &["ralston"]),
    named(
        Ode::Midpoint,
        "midpoint",
        "Midpoint",
        &["modifiedeuler", "explicitmidpoint", "explicitmidpointeuler"],
    ),
    named(Ode::Rk3, "rk3", "Rk3", &[]),
    named(Ode::Rk4, "rk4", "Rk4", &[]),
    named(Ode::ThreeEighths, "three_eighths", "ThreeEighths", &["rk4alternative"]),
    named(
        Ode::ExponentialEuler,
        "exponential_euler",
        "ExponentialEuler",
        &["expeuler", "expeulero2"],
    ),
    named(Ode::BackwardEuler, "backward_euler", "BackwardEuler", &["impliciteuler"]),
    named(Ode::Trapezoidal, "trapezoidal", "Trapezoidal", &["trapezoidalrule"]),
];

pub(crate) const SDE: [Named<Sde>; 5] = [
    named(
        Sde::EulerMaruyama,
        "euler_maruyama",
        "EulerMaruyama",
        &["em", "emmethod", "eulermaruyamamethod", "eulermethod"],
    ),
    named(Sde::MilsteinIto, "milstein_ito", "MilsteinIto", &["milsteindfreeito"]),
    named(
        Sde::MilsteinStratonovich,
        "milstein_stratonovich",
        "MilsteinStratonovich",
        &["milsteindfreestra"],
    ),
    named(Sde::EulerHeun, "euler_heun", "EulerHeun", &["eulerheunmethod"]),
    named(Sde::Heun, "heun", "Heun", &["heunmethod", "heunmethod2"]),
];

/// The method called `name`, capitals and `_` aside.
pub(crate) fn find<'n, T>(methods: &'n [Named<T>], name: &str) -> Option<&'n Named<T>> {
    let wanted = plain(name);
    methods.iter().find(|method| plain(method.name) == wanted || method.also.contains(&&*wanted))
}

/// `name` in lower case, letters and digits only.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each alias is written the way it is compared, and belongs to one method.
    #[test]
    fn names_are_told_apart() {
        let ode = ODE.iter().flat_map(|m| [plain(m.name)].into_iter().chain(owned(m.also)));
        let sde = SDE.iter().flat_map(|m| [plain(m.name)].into_iter().chain(owned(m.also)));
        let mut names: Vec<String> = ode.chain(sde).collect();
        assert!(names.iter().all(|name| plain(name) == *name));
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    fn owned(names: &'static [&'static str]) -> impl Iterator<Item = String> {
        names.iter().map(|name| name.to_string())
    }
}
