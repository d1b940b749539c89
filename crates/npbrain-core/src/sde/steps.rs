use super::noisy::Diffusing;
use crate::integrate::{euler_heun, euler_maruyama, heun, milstein};
use crate::model::Vars;
use crate::number::Num;
use crate::ode::{Function, State};

/// What a step of a stochastic equation is: a function of t, y and ξ.
macro_rules! step {
    ($($(#[$doc:meta])* $name:ident: $constants:path, $scheme:path;)*) => {$(
        $(#[$doc])*
        pub fn $name<Y: State>(
            f: impl Fn(f64, Y) -> Y,
            g: impl Fn(f64, Y) -> Y,
            dt: f64,
        ) -> impl Fn(f64, Y, Y) -> Y {
            stochastic(f, g, $constants(dt), |system, y, c, normals| {
                $scheme(system, y, c, |k| normals.get(k))
            })
        }
    )*};
}

step! {
    /// A step of [`EulerMaruyama`](crate::integrate::EulerMaruyama) for dy =
    /// `f`(t, y) dt + `g`(t, y) dW in the sense of Itô.
    ///
    /// NumpyBrain: `Euler_method`, `EM`, `Euler_Maruyama_method`.
    euler_maruyama: euler_maruyama::constants, euler_maruyama::euler_maruyama;

    /// A step of [`MilsteinIto`](crate::integrate::MilsteinIto) for dy =
    /// `f`(t, y) dt + `g`(t, y) dW in the sense of Itô.
    ///
    /// NumpyBrain: `Milstein_dfree_Ito`.
    milstein_ito: milstein::constants, milstein::milstein_ito;

    /// A step of [`MilsteinStratonovich`](crate::integrate::MilsteinStratonovich)
    /// for dy = `f`(t, y) dt + `g`(t, y) ∘ dW in the sense of Stratonovich.
    ///
    /// NumpyBrain: `Milstein_dfree_Stra`.
    milstein_stratonovich: milstein::constants, milstein::milstein_stratonovich;

    /// A step of [`EulerHeun`](crate::integrate::EulerHeun) for dy =
    /// `f`(t, y) dt + `g`(t, y) ∘ dW in the sense of Stratonovich.
    ///
    /// NumpyBrain: `Euler_Heun`, also called `Heun` and `Heun_method` there.
    euler_heun: euler_heun::constants, euler_heun::euler_heun;

    /// A step of [`Heun`](crate::integrate::Heun) for dy =
    /// `f`(t, y) dt + `g`(t, y) ∘ dW in the sense of Stratonovich.
    ///
    /// NumpyBrain: `Heun_method2`.
    heun: heun::constants, heun::heun;
}

/// The step of `scheme`, which takes the constants `c` and the normal numbers.
fn stochastic<F, G, Y: State, const N: usize>(
    f: F,
    g: G,
    c: [f64; N],
    scheme: impl Fn(
        &Diffusing<'_, F, G, Y>,
        &Y::Of<Num<f64>>,
        [Num<f64>; N],
        Y::Of<Num<f64>>,
    ) -> Y::Of<Num<f64>>,
) -> impl Fn(f64, Y, Y) -> Y {
    let c = c.map(Num);
    move |t, y, normals| {
        let system = Diffusing { drift: Function::new(&f, t), diffusion: Function::new(&g, t) };
        Y::from_numbers(scheme(&system, &y.numbers(), c, normals.numbers()))
    }
}
