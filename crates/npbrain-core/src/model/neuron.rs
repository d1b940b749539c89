use super::{Input, Part, Table, Values, Vars, compose::With, receptor::ReceptorModel};
use crate::integrate::Method;
use crate::number::{Num, Scalar, When};

/// A model of a neuron: how its state moves, when it fires, what a spike does
/// to it.
///
/// The parameter struct is the model; it is implemented once, generically
/// over the number, and every engine and tool runs that one definition.
///
/// ```
/// use npbrain_core::prelude::*;
///
/// vars! {
///     /// Quadratic integrate-and-fire (Latham et al. 2000).
///     pub struct Qif {
///         /// Membrane time constant.
///         tau = 10.0 "ms",
///         /// Peak at which a spike is cut.
///         v_th = 10.0 "mV",
///         /// Potential after a spike.
///         v_reset = -10.0 "mV",
///     }
/// }
/// vars! {
///     /// State of [`Qif`].
///     pub struct QifState {
///         /// Membrane potential.
///         v = -10.0 "mV",
///     }
/// }
/// impl NeuronModel for Qif {
///     const NAME: &'static str = "Qif";
///     type Params<V: Copy> = Qif<V>;
///     type State<V: Copy> = QifState<V>;
///
///     #[inline(always)]
///     fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> QifState<Num<S>> {
///         QifState { v: (n.x.v * n.x.v + n.current()) / n.p.tau }
///     }
///     #[inline(always)]
///     fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
///         n.x.v.ge(n.p.v_th)
///     }
///     #[inline(always)]
///     fn reset<S: Scalar>(n: &Neuron<Self, S>) -> QifState<Num<S>> {
///         QifState { v: n.p.v_reset }
///     }
/// }
/// export_neuron!(Qif);
/// assert_eq!(Qif::LINEAR, false);
/// ```
///
/// Mark every function `#[inline(always)]`, and every closure that you pass on:
/// what is not inlined falls out of the SIMD level it runs at. Models do not
/// branch with `if`: they compare (`x.v.gt(p.v_th)`) and
/// [`select`](crate::When::select). A constant where a number is expected is
/// made beside one: `n.x.v.lit(-70.0)`.
pub trait NeuronModel: Values + Send + Sync + Sized + 'static {
    /// The name of the model, as users type it.
    const NAME: &'static str;
    /// Its parameters, with values of type `V`.
    type Params<V: Copy>: Vars<V>;
    /// Its state variables, with values of type `V`.
    type State<V: Copy>: Vars<V>;

    /// The state variable that is the membrane potential; `None` for a model
    /// that has none. Jumps enter it, conductances multiply it, refractoriness
    /// holds it.
    const MEMBRANE: Option<&'static str> = Some("v");
    /// How a spike is found from [`fires`](Self::fires).
    const DETECTION: Detection = Detection::Level;
    /// The integration method used when none is chosen.
    const METHOD: Method = Method::ExponentialEuler;
    /// Whether [`derivative`](Self::derivative) is linear in the state and the
    /// input current, with constant coefficients: then
    /// [`Exact`](crate::integrate::Exact) solves it exactly.
    const LINEAR: bool = false;
    /// The variables driven by white noise, each by its own Wiener process;
    /// their amplitudes are [`diffusion`](Self::diffusion).
    const NOISE: &'static [&'static str] = &[];
    /// Ports of the model itself, beside the membrane's own port `v`.
    const PORTS: &'static Table = &Table::Set(&[]);
    /// How many ports there are: its own, and those of receptors composed
    /// into it. No model sets this but [`With`].
    const PORT_COUNT: usize = Self::PORTS.len();

    /// dx/dt, in units of the variables per ms.
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> Self::State<Num<S>>;

    /// Whether the neuron is above threshold.
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S>;

    /// The state right after a spike.
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> Self::State<Num<S>>;

    /// The state after what `arrived` at each of [`PORTS`](Self::PORTS).
    #[inline(always)]
    fn receive<S: Scalar>(
        n: &Neuron<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> Self::State<Num<S>> {
        let _ = arrived;
        n.x
    }

    /// Whether detection of a [`Detection::Crossing`] model re-arms.
    #[inline(always)]
    fn rearms<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        !Self::fires(n)
    }

    /// The amplitude g of the noise: dx = derivative dt + g dW, for the
    /// variables in [`NOISE`](Self::NOISE); the others are not read.
    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> Self::State<Num<S>> {
        let zero = n.input.current.lit(0.0);
        Self::State::make(
            #[inline(always)]
            |_| zero,
        )
    }

    /// Whether a neuron with these parameters is noisy at all.
    fn is_noisy(p: &Self::Params<f64>) -> bool {
        let _ = p;
        !Self::NOISE.is_empty()
    }

    /// The state at the start, where it follows from the parameters; by
    /// default the defaults of the state variables.
    fn initial(p: &Self::Params<f64>) -> Self::State<f64> {
        let _ = p;
        Self::State::make(|k| <Self::State<f64> as Vars<f64>>::TABLE.get(k).default)
    }

    /// The parts of a composition: the neuron, then its receptors.
    fn parts() -> Vec<Part> {
        vec![Part {
            name: Self::NAME,
            params: <Self::Params<f64> as Vars<f64>>::LEN,
            state: <Self::State<f64> as Vars<f64>>::LEN,
            weight_unit: None,
            graded: false,
        }]
    }

    /// This neuron with receptors composed into it: one model, integrated
    /// jointly. The receptors' ports follow the model's own.
    fn with<R: ReceptorModel>(self, receptors: R) -> With<Self, R> {
        With { neuron: self, receptors }
    }
}

/// How spikes are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detection {
    /// A neuron that is above threshold at the end of a step fires and is
    /// reset; while refractory its membrane is held. For integrate-and-fire.
    Level,
    /// A spike is an upward crossing: after it, detection re-arms when
    /// [`NeuronModel::rearms`] holds and the refractory period is over. The
    /// membrane is never held. For models that make their own spike.
    Crossing,
}

/// One neuron at one instant: what the functions of a [`NeuronModel`] see.
pub struct Neuron<M: NeuronModel, S: Scalar> {
    /// Parameters.
    pub p: M::Params<Num<S>>,
    /// State.
    pub x: M::State<Num<S>>,
    /// External input.
    pub input: Input<Num<S>>,
}

impl<M: NeuronModel, S: Scalar> Clone for Neuron<M, S> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<M: NeuronModel, S: Scalar> Copy for Neuron<M, S> {}

impl<M: NeuronModel, S: Scalar> Neuron<M, S> {
    /// The membrane potential; zero for a model without membrane.
    #[inline(always)]
    pub fn v(&self) -> Num<S> {
        match const { membrane::<M>() } {
            Some(v) => self.x.get(v),
            None => self.input.current.lit(0.0),
        }
    }

    /// The input current at the present membrane potential.
    #[inline(always)]
    pub fn current(&self) -> Num<S> {
        match const { membrane::<M>() } {
            Some(v) => self.input.current - self.input.conductance * self.x.get(v),
            None => self.input.current,
        }
    }

    /// The same neuron in another state.
    #[inline(always)]
    pub fn at(&self, x: M::State<Num<S>>) -> Self {
        Neuron { p: self.p, x, input: self.input }
    }
}

/// The index of the membrane potential among the state variables.
pub(crate) const fn membrane<M: NeuronModel>() -> Option<usize> {
    match M::MEMBRANE {
        None => None,
        Some(name) => match <M::State<f64> as Vars<f64>>::TABLE.find(name) {
            Some(index) => Some(index),
            None => panic!("MEMBRANE names no state variable of the model"),
        },
    }
}

/// The index of the `k`-th noise-driven variable among the state variables.
pub(crate) const fn noise_driven<M: NeuronModel>(k: usize) -> usize {
    match <M::State<f64> as Vars<f64>>::TABLE.find(M::NOISE[k]) {
        Some(index) => index,
        None => panic!("NOISE names no state variable of the model"),
    }
}

/// Which Wiener process drives state variable `index`, if any.
#[inline(always)]
pub(crate) fn noise_of<M: NeuronModel>(index: usize) -> Option<usize> {
    Processes::<M>::OF_VARIABLE[index]
}

/// How many state variables a model may have.
const MOST_VARIABLES: usize = 64;

/// The Wiener processes of a model, looked up by name while compiling: in a
/// kernel nothing of it is left.
struct Processes<M>(std::marker::PhantomData<M>);

impl<M: NeuronModel> Processes<M> {
    const OF_VARIABLE: [Option<usize>; MOST_VARIABLES] = {
        assert!(<M::State<f64> as Vars<f64>>::LEN <= MOST_VARIABLES);
        let mut processes = [None; MOST_VARIABLES];
        let mut k = 0;
        while k < M::NOISE.len() {
            processes[noise_driven::<M>(k)] = Some(k);
            k += 1;
        }
        processes
    };
}
