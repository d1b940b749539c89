use std::sync::Arc;

use super::{Item, Neurons, Object, PerNeuron, Place, Positions};
use crate::integrate::{Integrator, Method};
use crate::kernel::{Exported, NeuronKernel, Typed, Value};
use crate::model::NeuronModel;

/// A population to be: `size` neurons of one model.
///
/// Made by [`neurons`]; everything is checked when the network is planned.
#[derive(Clone)]
pub struct Population {
    /// Its name; by default the model's with a number.
    pub name: Option<String>,
    /// How many neurons.
    pub size: usize,
    /// Where its kernel comes from.
    pub kernel: KernelChoice,
    /// The parameters, in the order of the kernel's table.
    pub params: Vec<Value>,
    /// Parameters given by name.
    pub varied: Vec<(String, PerNeuron)>,
    /// Initial values given by name.
    pub initial: Vec<(String, PerNeuron)>,
    /// The refractory period, in ms.
    pub t_ref: PerNeuron,
    /// Where the neurons are.
    pub positions: Option<Positions>,
    /// Names for the ports of composed receptors, in order.
    pub ports: Vec<String>,
}

/// Where the kernel of a population comes from.
#[derive(Clone)]
pub enum KernelChoice {
    /// One of the kernels the model's crate exports.
    Exported {
        /// The method asked for; `None` leaves the choice to the network.
        method: Option<Method>,
        /// The model's preferred method.
        preferred: Method,
        /// The kernels there are.
        kernels: fn(Method) -> Option<&'static dyn NeuronKernel>,
    },
    /// This one, whose method is its own.
    Own {
        /// The kernel.
        kernel: Arc<dyn NeuronKernel>,
        /// The method asked for all the same.
        method: Option<Method>,
    },
}

/// `size` neurons of `model`.
///
/// ```
/// use npbrain_core::{neurons, prelude::*};
/// # vars! { pub struct Leak { tau = 10.0 "ms" } }
/// # vars! { pub struct LeakState { v = 0.0 "mV" } }
/// # impl NeuronModel for Leak {
/// #     const NAME: &'static str = "Leak";
/// #     type Params<V: Copy> = Leak<V>;
/// #     type State<V: Copy> = LeakState<V>;
/// #     fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> LeakState<Num<S>> { LeakState { v: -n.x.v / n.p.tau } }
/// #     fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> { n.x.v.ge(1.0) }
/// #     fn reset<S: Scalar>(n: &Neuron<Self, S>) -> LeakState<Num<S>> { n.x }
/// # }
/// # export_neuron!(Leak);
/// let population = neurons(100, Leak { tau: 20.0 })
///     .named("leaky")
///     .init("v", 0.5)
///     .t_ref(2.0)
///     .method(Method::Rk4);
/// ```
#[doc(alias = "NeuronGroup")]
#[doc(alias = "Neurons")]
pub fn neurons<M: Exported>(size: usize, model: M) -> Population {
    Population::new(
        size,
        model.values(),
        KernelChoice::Exported { method: None, preferred: M::METHOD, kernels: M::kernel },
    )
}

/// `size` neurons of `model`, integrated by `integrator`, which need not be
/// among those compiled in; all there are stand in
/// [`integrate`](crate::integrate).
///
/// ```
/// use npbrain_core::integrate::Rk2;
/// use npbrain_core::{neurons_by, prelude::*};
/// # vars! { pub struct Leak { tau = 10.0 "ms" } }
/// # vars! { pub struct LeakState { v = 0.0 "mV" } }
/// # impl NeuronModel for Leak {
/// #     const NAME: &'static str = "Leak";
/// #     type Params<V: Copy> = Leak<V>;
/// #     type State<V: Copy> = LeakState<V>;
/// #     fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> LeakState<Num<S>> { LeakState { v: -n.x.v / n.p.tau } }
/// #     fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> { n.x.v.ge(1.0) }
/// #     fn reset<S: Scalar>(n: &Neuron<Self, S>) -> LeakState<Num<S>> { n.x }
/// # }
/// let population = neurons_by(100, Leak { tau: 20.0 }, Rk2 { beta: 0.6 }).named("leaky");
/// ```
pub fn neurons_by<M: NeuronModel, I: Integrator>(
    size: usize,
    model: M,
    integrator: I,
) -> Population {
    let kernel = Arc::new(Typed::<M, I>::new(integrator));
    Population::new(size, model.values(), KernelChoice::Own { kernel, method: None })
}

impl Population {
    /// `size` neurons with these parameters.
    fn new(size: usize, params: Vec<f64>, kernel: KernelChoice) -> Self {
        Population {
            name: None,
            size,
            kernel,
            params: params.into_iter().map(Value::Same).collect(),
            varied: Vec::new(),
            initial: Vec::new(),
            t_ref: 0.0.into(),
            positions: None,
            ports: Vec::new(),
        }
    }

    /// `size` neurons run by a kernel written by hand.
    pub fn of_kernel(size: usize, params: Vec<f64>, kernel: Arc<dyn NeuronKernel>) -> Self {
        Population::new(size, params, KernelChoice::Own { kernel, method: None })
    }

    /// Gives it a name, by which it is found and its random numbers are drawn.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets a parameter by name: one value, an array with one per neuron, or
    /// a distribution or function of the neuron's index that makes them.
    ///
    /// ```
    /// # use npbrain_core::Population;
    /// # fn vary(population: Population) -> Population {
    /// population.vary("tau", |index: usize| 8.0 + 0.03 * index as f64)
    /// # }
    /// ```
    #[doc(alias = "heterogeneous")]
    #[must_use]
    pub fn vary(mut self, parameter: impl Into<String>, values: impl Into<PerNeuron>) -> Self {
        self.varied.push((parameter.into(), values.into()));
        self
    }

    /// Sets the initial value of a state variable, given as for
    /// [`vary`](Self::vary).
    #[must_use]
    pub fn init(mut self, variable: impl Into<String>, values: impl Into<PerNeuron>) -> Self {
        self.initial.push((variable.into(), values.into()));
        self
    }

    /// Sets the refractory period in ms, given as for [`vary`](Self::vary).
    ///
    /// A neuron that fires is held for exactly t_ref / dt further steps. A
    /// number or array must be multiples of dt; what a distribution or function
    /// makes is rounded to the nearest, and to 0 if it is negative.
    #[doc(alias = "refractory")]
    #[doc(alias = "ref")]
    #[must_use]
    pub fn t_ref(mut self, period: impl Into<PerNeuron>) -> Self {
        self.t_ref = period.into();
        self
    }

    /// Says where the neurons are: one point each, on a line (`f64`), in a
    /// plane (`[f64; 2]`) or in space (`[f64; 3]`), in any unit.
    ///
    /// ```
    /// # use npbrain_core::Population;
    /// # fn at(population: Population) -> Population {
    /// // 100 neurons on a grid of 10 by 10.
    /// population.at((0..100).map(|k| [(k % 10) as f64, (k / 10) as f64]).collect::<Vec<_>>())
    /// # }
    /// ```
    #[must_use]
    pub fn at(mut self, positions: impl Into<Positions>) -> Self {
        self.positions = Some(positions.into());
        self
    }

    /// Chooses the integration method.
    #[must_use]
    pub fn method(mut self, method: Method) -> Self {
        let (KernelChoice::Exported { method: asked, .. }
        | KernelChoice::Own { method: asked, .. }) = &mut self.kernel;
        *asked = Some(method);
        self
    }

    /// Names the ports of composed receptors, in order. Their parameters and
    /// variables are then called `name.tau`, `name.g` and so on.
    #[must_use]
    pub fn ports<const N: usize>(mut self, names: [&str; N]) -> Self {
        self.ports = names.map(String::from).to_vec();
        self
    }
}

impl Object for Population {
    type Handle = Neurons;

    fn into_item(self) -> Item {
        Item::Population(self)
    }

    fn handle(place: Place) -> Neurons {
        Neurons::all(place)
    }
}
