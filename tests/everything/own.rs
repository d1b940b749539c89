//! A neuron, a receptor, a synapse and a method of one's own, in the names of
//! `all`.

use nn::Num;
use nn::integrate::NeuronSystem;
use npbrain::all as nn;

nn::vars! {
    /// v' = (v² + I)/tau.
    pub struct Qif {
        /// Time constant.
        tau = 1.0 "ms",
    }
}
nn::vars! {
    /// State of a `Qif`.
    pub struct QifState {
        /// Potential.
        v = 0.0 "mV",
    }
}
impl nn::NeuronModel for Qif {
    const NAME: &'static str = "Qif";
    const METHOD: nn::Method = nn::Method::Rk4;
    type Params<V: Copy> = Qif<V>;
    type State<V: Copy> = QifState<V>;

    #[inline(always)]
    fn derivative<S: nn::Scalar>(n: &nn::Neuron<Self, S>) -> QifState<nn::Num<S>> {
        QifState { v: (n.x.v * n.x.v + n.current()) / n.p.tau }
    }
    #[inline(always)]
    fn fires<S: nn::Scalar>(n: &nn::Neuron<Self, S>) -> nn::When<S> {
        n.x.v.ge(10.0)
    }
    #[inline(always)]
    fn reset<S: nn::Scalar>(n: &nn::Neuron<Self, S>) -> QifState<nn::Num<S>> {
        QifState { v: n.x.v.lit(-10.0) }
    }
}
nn::export_neuron!(Qif);

nn::vars! {
    /// A current that stays.
    pub struct Stays {
        /// What it is multiplied by.
        gain = 2.0 "1",
    }
}
nn::vars! {
    /// State of a `Stays`.
    pub struct StaysState {
        /// Current.
        i = 0.0 "nA",
    }
}
impl nn::ReceptorModel for Stays {
    const NAME: &'static str = "Stays";
    const WEIGHT_UNIT: &'static str = "nA";
    const LINEAR: bool = true;
    type Params<V: Copy> = Stays<V>;
    type State<V: Copy> = StaysState<V>;

    #[inline(always)]
    fn derivative<S: nn::Scalar>(r: &nn::Receptor<Self, S>) -> StaysState<nn::Num<S>> {
        StaysState { i: r.x.i.lit(0.0) }
    }
    #[inline(always)]
    fn receive<S: nn::Scalar>(
        r: &nn::Receptor<Self, S>,
        arrived: impl Fn(usize) -> nn::Num<S>,
    ) -> StaysState<nn::Num<S>> {
        StaysState { i: r.x.i + arrived(0) }
    }
    #[inline(always)]
    fn input<S: nn::Scalar>(r: &nn::Receptor<Self, S>, _: nn::Num<S>) -> nn::Input<nn::Num<S>> {
        nn::Input::current(r.p.gain * r.x.i)
    }
}
nn::export_receptor!(Stays);

nn::vars! {
    /// A synapse whose weight grows with every spike of its source.
    pub struct Grows {
        /// By how much.
        by = 3.0 "1",
    }
}
impl nn::SynapseModel for Grows {
    const NAME: &'static str = "Grows";
    type Params<V: Copy> = Grows<V>;
    type Source<V: Copy> = nn::Nothing;
    type Synapse<V: Copy> = nn::Nothing;
    type Target<V: Copy> = nn::Nothing;

    fn release<S: nn::Scalar>(s: &nn::Source<Self, S>) -> (nn::Nothing, nn::Num<S>) {
        (s.x, s.one)
    }
    fn target_spike<S: nn::Scalar>(s: &nn::Target<Self, S>) -> nn::Nothing {
        s.x
    }
    fn on_pre<S: nn::Scalar>(s: &nn::Synapse<Self, S>) -> nn::Changed<Self, S> {
        s.reweighted(s.weight + s.p.by)
    }
}
nn::export_synapse!(Grows);

/// Two steps of Euler's of half the length.
pub(crate) struct Halves;

impl nn::integrate::Integrator for Halves {
    const METHOD: nn::Method = nn::Method::Other("halves");
    const NOISE: bool = false;

    fn prepared<M: nn::NeuronModel>() -> usize {
        1
    }

    fn prepare<M: nn::NeuronModel>(&self, _: &M::Params<f64>, dt: f64) -> Vec<f64> {
        vec![dt / 2.0]
    }

    #[inline(always)]
    fn advance<M: nn::NeuronModel, S: nn::Scalar, const NOISY: bool>(
        n: &nn::Neuron<M, S>,
        held: nn::When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        _: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        use nn::Vars;
        let (system, h) = (NeuronSystem::new(n, held), prepared(0));
        let f = nn::integrate::System::drift(&system, h.lit(0.0), &n.x);
        let middle = M::State::make(
            #[inline(always)]
            |k| n.x.get(k) + h * f.get(k),
        );
        let f = nn::integrate::System::drift(&system, h, &middle);
        M::State::make(
            #[inline(always)]
            |k| middle.get(k) + h * f.get(k),
        )
    }
}

/// A leaky neuron as methods see it, with tau = 2 ms and noise 4.
pub(crate) fn system() -> nn::integrate::NeuronSystem<nn::Lif, f64> {
    let (zero, v_th) = (Num(0.0), Num(1e300));
    let p =
        nn::Lif { tau: Num(2.0), r: Num(1.0), v_rest: zero, v_reset: zero, v_th, noise: Num(4.0) };
    let neuron = nn::Neuron { p, x: nn::LifState { v: zero }, input: nn::Input::current(zero) };
    NeuronSystem::new(&neuron, zero.gt(1.0))
}
