use super::NeuronKernel;
use crate::integrate::{Euler, EulerMaruyama, Exact, ExponentialEuler, Heun, Method, Rk4};
use crate::kernel::Typed;
use crate::model::{NeuronModel, ReceptorModel, With};

/// A model whose kernels are compiled in the model's own crate, once and for
/// all. Implemented by [`export_neuron!`](crate::export_neuron).
#[diagnostic::on_unimplemented(
    message = "the kernels of `{Self}` are not exported",
    note = "write `export_neuron!({Self});` beside the model"
)]
pub trait Exported: NeuronModel {
    /// The kernel that integrates by `method`, if it is compiled in.
    fn kernel(method: Method) -> Option<&'static dyn NeuronKernel>;

    /// The methods compiled in.
    fn methods() -> Vec<Method> {
        Method::ALL.into_iter().filter(|method| Self::kernel(*method).is_some()).collect()
    }
}

/// Compiles the kernels of a neuron model for the built-in integration
/// methods, in the crate where it stands.
///
/// [`Exact`](crate::integrate::Exact) is offered for linear models only.
#[macro_export]
macro_rules! export_neuron {
    ($model:ty) => {
        impl $crate::Exported for $model {
            // Not inlined, so that no crate that uses the model compiles its
            // kernels again.
            #[inline(never)]
            fn kernel(method: $crate::Method) -> Option<&'static dyn $crate::NeuronKernel> {
                $crate::built_in_kernel::<$model>(method)
            }
        }
    };
}

/// The kernel of a model for one of the built-in methods.
#[doc(hidden)]
#[inline(always)]
pub fn built_in_kernel<M: NeuronModel>(method: Method) -> Option<&'static dyn NeuronKernel> {
    let noisy = const { !M::NOISE.is_empty() };
    match method {
        Method::Exact if M::LINEAR => Some(const { &Typed::<M, Exact>::new(Exact) }),
        Method::ExponentialEuler => {
            Some(const { &Typed::<M, ExponentialEuler>::new(ExponentialEuler) })
        }
        Method::Euler => Some(const { &Typed::<M, Euler>::new(Euler) }),
        Method::Rk4 => Some(const { &Typed::<M, Rk4>::new(Rk4) }),
        Method::EulerMaruyama if noisy => {
            Some(const { &Typed::<M, EulerMaruyama>::new(EulerMaruyama) })
        }
        Method::Heun if noisy => Some(const { &Typed::<M, Heun>::new(Heun) }),
        _ => None,
    }
}

/// A composition is compiled where it is composed.
impl<M: NeuronModel, R: ReceptorModel> Exported for With<M, R> {
    fn kernel(method: Method) -> Option<&'static dyn NeuronKernel> {
        built_in_kernel::<Self>(method)
    }
}
