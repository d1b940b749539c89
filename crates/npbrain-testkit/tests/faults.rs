//! Models broken on purpose, and what is said of them.
#![allow(overflowing_literals, non_snake_case, reason = "these are faults to be found")]

use std::any::type_name;
use std::sync::atomic::{AtomicU64, Ordering};

use npbrain_core::integrate::Euler;
use npbrain_core::prelude::*;
use npbrain_core::{Exported, NeuronKernel, Typed, export_synapse};
use npbrain_testkit::{Failure, Fault, check_neuron, check_receptor, check_synapse};

/// The texts of all faults.
fn said(failure: &Failure) -> Vec<String> {
    failure.faults.iter().map(Fault::to_string).collect()
}

/// Exports the Euler kernel alone: a broken model needs no others.
macro_rules! export_euler {
    ($($model:ty),*) => {$(
        impl Exported for $model {
            fn kernel(method: Method) -> Option<&'static dyn NeuronKernel> {
                (method == Method::Euler).then_some(const { &Typed::<$model, Euler>::new(Euler) })
            }
        }
    )*};
}

vars! {
    /// State of all these neurons.
    pub struct Potential {
        /// Membrane potential.
        v = 0.0 "mV",
    }
}

vars! {
    /// Its parameters are flawed.
    pub struct Nameless {
        /// Without a unit.
        tau = 10.0 "",
        undocumented = 1.0 "mV",
        /// In capitals.
        vTh = 10.0 "mV",
        /// Taken.
        t_ref = 2.0 "ms",
        /// Without end.
        endless = 1e999 "1",
    }
}

impl NeuronModel for Nameless {
    const NAME: &'static str = "Nameless";
    type Params<V: Copy> = Nameless<V>;
    type State<V: Copy> = Potential<V>;

    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> Potential<Num<S>> {
        Potential { v: -n.x.v / n.p.tau }
    }
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.vTh)
    }
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> Potential<Num<S>> {
        n.x
    }
}

#[test]
fn every_flaw_of_a_table_is_told() {
    let failure = check_neuron(Nameless::default()).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "`Nameless` fails:
  - the parameter `tau` has no unit; write \"1\" for a pure number
  - the parameter `undocumented` has no doc; say above it what it is
  - the parameter `vTh` is not in snake case: a small letter, then small letters, digits and `_`
  - the parameter `t_ref` has a name that means something else to engines
  - the default of the parameter `endless` is inf; it must be a finite number
  - the parameter `endless` is inf; it must be a finite number"
    );
}

vars! {
    /// As linear as `bend` allows.
    pub struct Bent {
        /// Membrane time constant.
        tau = 10.0 "ms",
        /// Distance from linearity.
        bend = 0.0 "1/mV" >= 0,
        /// Threshold.
        v_th = 10.0 "mV",
    }
}

impl NeuronModel for Bent {
    const NAME: &'static str = "Bent";
    const METHOD: Method = Method::Euler;
    const LINEAR: bool = true;
    type Params<V: Copy> = Bent<V>;
    type State<V: Copy> = Potential<V>;

    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> Potential<Num<S>> {
        Potential { v: (n.current() - n.x.v + n.p.bend * n.x.v * n.x.v) / n.p.tau }
    }
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.ge(n.p.v_th)
    }
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> Potential<Num<S>> {
        Potential { v: n.x.v.lit(0.0) }
    }
}

#[test]
fn numbers_that_are_not_finite_are_told() {
    let failure = check_neuron(Bent { tau: f64::NAN, ..Bent::default() }).unwrap_err();
    assert_eq!(said(&failure), ["the parameter `tau` is NaN; it must be a finite number"]);
    let failure = check_neuron(Bent { bend: -0.5, ..Bent::default() }).unwrap_err();
    assert_eq!(
        said(&failure),
        ["the parameter `bend` is -0.5; it must be a finite number, not less than 0"]
    );
    let failure = check_neuron(Bent { tau: 0.0, ..Bent::default() }).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "`Bent` fails:
  - the derivative of `v` at the start is NaN; it must be finite
it passed:
  - names, units, docs and defaults of 3 parameters and 1 state variables"
    );
}

#[test]
fn a_wrong_claim_of_linearity_is_told() {
    assert!(check_neuron(Bent::default()).is_ok());
    let failure = check_neuron(Bent { bend: 0.5, ..Bent::default() }).unwrap_err();
    let [Fault::NotLinear { what, here, there }] = &failure.faults[..] else {
        panic!("{failure}");
    };
    assert_eq!((&**what, *here), ("the slope of dv/dt by v", -0.1));
    assert_eq!(
        said(&failure)[0],
        format!(
            "LINEAR is claimed, but the slope of dv/dt by v is -0.1 at one point and {there} at \
             another"
        )
    );
}

#[test]
fn silence_is_noted() {
    let report = check_neuron(Bent { v_th: 1e30, ..Bent::default() }).unwrap();
    assert_eq!(report.notes.len(), 1);
    assert!(report.notes[0].starts_with("it never fired twice in 100 ms"), "{report}");
}

/// A leaky neuron that fails in its own way.
macro_rules! leaky {
    ($name:ident, $doc:literal, |$n:ident| $derivative:expr) => {
        vars! {
            #[doc = $doc]
            pub struct $name {
                /// Membrane time constant.
                tau = 10.0 "ms",
            }
        }
        impl NeuronModel for $name {
            const NAME: &'static str = stringify!($name);
            const METHOD: Method = Method::Euler;
            type Params<V: Copy> = $name<V>;
            type State<V: Copy> = Potential<V>;

            fn derivative<S: Scalar>($n: &Neuron<Self, S>) -> Potential<Num<S>> {
                Potential { v: $derivative }
            }
            fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
                n.x.v.ge(10.0)
            }
            fn reset<S: Scalar>(n: &Neuron<Self, S>) -> Potential<Num<S>> {
                Potential { v: n.x.v.lit(0.0) }
            }
        }
    };
}

static CALLS: AtomicU64 = AtomicU64::new(0);

leaky!(Forgetful, "Its derivative counts its calls.", |n| {
    n.x.v.lit(CALLS.fetch_add(1, Ordering::Relaxed) as f64) - n.x.v / n.p.tau
});
leaky!(Vectorised, "It is another on SIMD vectors.", |n| {
    let excess = if type_name::<S>().contains("Lanes") { 1e-9 } else { 0.0 };
    (n.current() - n.x.v) / n.p.tau + excess
});
leaky!(Symbolic, "It is another on symbols.", |n| {
    let excess = if type_name::<S>().contains("Sym") { 1e-9 } else { 0.0 };
    (n.current() - n.x.v) / n.p.tau + excess
});
leaky!(Cancelling, "It loses all digits of an f32.", |n| {
    ((n.current() - n.x.v) + 1e9 - 1e9) / n.p.tau
});
leaky!(Linear, "It is linear without saying so.", |n| (n.current() - n.x.v) / n.p.tau);
export_euler!(Nameless, Bent, Forgetful, Vectorised, Symbolic, Cancelling, Linear);

#[test]
fn a_derivative_with_a_memory_is_told() {
    let failure = check_neuron(Forgetful::default()).unwrap_err();
    let [Fault::NotPure { first, second, .. }] = &failure.faults[..] else {
        panic!("{failure}");
    };
    assert_eq!(*second, first + 1.0);
    assert_eq!(
        said(&failure)[0],
        format!(
            "the derivative of `v` at the start is {first}, and {second} when computed again; it \
             may depend on its arguments alone"
        )
    );
}

#[test]
fn other_bits_on_vectors_are_told() {
    let failure = check_neuron(Vectorised::default()).unwrap_err();
    let Fault::Differs { what, arithmetic, how, plain, other } = &failure.faults[0] else {
        panic!("{failure}");
    };
    assert_eq!((&**what, &**how), ("`v` of neuron 0 after step 1", "euler, f64"));
    assert_eq!(
        said(&failure)[0],
        format!(
            "`v` of neuron 0 after step 1 is {plain:?} on plain numbers and {other:?} on \
             {arithmetic} (euler, f64); it must be the same to the bit"
        )
    );
    assert!((other - plain - 1e-10).abs() < 1e-12);
}

#[test]
fn another_tape_is_told() {
    let failure = check_neuron(Symbolic::default()).unwrap_err();
    assert!(
        matches!(&failure.faults[0], Fault::Differs { arithmetic, .. } if arithmetic == "its tape"),
        "{failure}"
    );
}

#[test]
fn digits_lost_in_single_precision_are_told() {
    let failure = check_neuron(Cancelling::default()).unwrap_err();
    let [Fault::Imprecise { what, double, single, tolerance }] = &failure.faults[..] else {
        panic!("{failure}");
    };
    assert_eq!(
        said(&failure)[0],
        format!(
            "{what} is {double} in f64 and {single} in f32, before the first spike; they may \
             differ by {tolerance:e}"
        )
    );
    assert!(what.starts_with("`v` of neuron"), "{what}");
}

#[test]
fn linearity_that_is_not_claimed_is_noted() {
    let report = check_neuron(Linear::default()).unwrap();
    assert_eq!(report.notes[0], "its derivative seems linear; LINEAR = true would offer `exact`");
    assert!(report.notes[1].starts_with("it fires from a current of about"), "{report}");
}

vars! {
    /// A receptor that fills up, and calls its conductance linear.
    pub struct Saturating {
        /// Decay time constant.
        tau = 5.0 "ms",
    }
}
vars! {
    /// State of [`Saturating`].
    pub struct Gate {
        /// Fraction that is open.
        g = 0.0 "1",
    }
}
impl ReceptorModel for Saturating {
    const NAME: &'static str = "Saturating";
    const WEIGHT_UNIT: &'static str = "";
    const LINEAR: bool = true;
    type Params<V: Copy> = Saturating<V>;
    type State<V: Copy> = Gate<V>;

    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> Gate<Num<S>> {
        Gate { g: -r.x.g * r.x.g / r.p.tau }
    }
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> Gate<Num<S>> {
        Gate { g: r.x.g + (1.0 - r.x.g) * arrived(0) }
    }
    fn input<S: Scalar>(r: &Receptor<Self, S>, v: Num<S>) -> Input<Num<S>> {
        Input::conductance(r.x.g, v.lit(0.0))
    }
}

#[test]
fn the_faults_of_a_receptor_are_told() {
    let failure = check_receptor(Saturating::default()).unwrap_err();
    let said = said(&failure);
    assert_eq!(said[0], "the weight of Saturating has no unit; write \"1\" for a pure number");
    assert!(said[1].starts_with("`receive` is not additive: `g` is "), "{failure}");
    assert!(said[1].ends_with(" after one and then the other"), "{failure}");
    assert!(
        said[2].starts_with("LINEAR is claimed, but its input is a conductance, "),
        "{failure}"
    );
    assert!(said[3].starts_with("LINEAR is claimed, but the slope of d"), "{failure}");
    assert_eq!(said.len(), 4);
    assert!(failure.report.notes[0].starts_with("its derivative is not linear in its state"));
}

vars! {
    /// A synapse that is wrong wherever it can be.
    pub struct Explosive {
        /// A factor per spike.
        growth = 10.0 "1",
        /// Means something else.
        delay = 1.0 "ms",
    }
}
vars! {
    /// What it remembers of a source.
    pub struct Memory {
        /// What is left.
        trace = 1.0 "1",
    }
}
impl SynapseModel for Explosive {
    const NAME: &'static str = "Explosive";
    type Params<V: Copy> = Explosive<V>;
    type Source<V: Copy> = Memory<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Memory<Num<S>> {
        Memory { trace: s.x.trace / (1.0 + elapsed) }
    }
    fn on_pre<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        s.reweighted(s.weight * s.p.growth)
    }
}

export_synapse!(Explosive);

#[test]
fn the_faults_of_a_synapse_are_told() {
    let failure = check_synapse(Explosive::default()).unwrap_err();
    let said = said(&failure);
    assert_eq!(said[0], "the parameter `delay` has a name that means something else to engines");
    assert!(said[1].starts_with("`source_after` does not compose: `trace` is "), "{failure}");
    assert!(said[1].ends_with(" after one and then the other"), "{failure}");
    assert!(said[2].starts_with("a weight that was 0.5, after "), "{failure}");
    assert!(said[2].ends_with(" random spikes, is inf; it must be finite"), "{failure}");
    assert_eq!(said.len(), 3);
    assert_eq!(failure.report.passed.len(), 2, "{failure}");
}

vars! {
    /// A synapse whose weight learns otherwise on symbols.
    pub struct Untrue {
        /// Time constant of the trace.
        tau = 20.0 "ms",
    }
}
impl SynapseModel for Untrue {
    const NAME: &'static str = "Untrue";
    type Params<V: Copy> = Untrue<V>;
    type Source<V: Copy> = Memory<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Memory<Num<S>> {
        Memory { trace: s.x.trace * (-elapsed / s.p.tau).exp() }
    }
    fn on_post<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        let excess = if type_name::<S>().contains("Sym") { 1e-9 } else { 0.0 };
        s.reweighted(s.weight + 0.01 * s.source.trace + excess)
    }
}

export_synapse!(Untrue);

#[test]
fn another_tape_of_a_synapse_is_told() {
    let failure = check_synapse(Untrue::default()).unwrap_err();
    let [Fault::Differs { what, arithmetic, how, plain, other }] = &failure.faults[..] else {
        panic!("{failure}");
    };
    assert_eq!((&**what, &**arithmetic, &**how), ("`weight` of `learn`", "its tape", "f64"));
    assert!((other - plain - 1e-9).abs() < 1e-14, "{failure}");
}

vars! {
    /// A receptor that takes in something else on symbols.
    pub struct Choosy {
        /// Decay time constant.
        tau = 5.0 "ms",
    }
}
impl ReceptorModel for Choosy {
    const NAME: &'static str = "Choosy";
    const WEIGHT_UNIT: &'static str = "nA";
    type Params<V: Copy> = Choosy<V>;
    type State<V: Copy> = Gate<V>;

    fn derivative<S: Scalar>(r: &Receptor<Self, S>) -> Gate<Num<S>> {
        Gate { g: -r.x.g / r.p.tau }
    }
    fn receive<S: Scalar>(
        r: &Receptor<Self, S>,
        arrived: impl Fn(usize) -> Num<S>,
    ) -> Gate<Num<S>> {
        let factor = if type_name::<S>().contains("Sym") { 2.0 } else { 1.0 };
        Gate { g: r.x.g + factor * arrived(0) }
    }
    fn input<S: Scalar>(r: &Receptor<Self, S>, _: Num<S>) -> Input<Num<S>> {
        Input::current(r.x.g)
    }
}

#[test]
fn another_tape_of_an_attached_receptor_is_told() {
    let failure = check_receptor(Choosy::default()).unwrap_err();
    let found = failure.faults.iter().any(|fault| {
        matches!(fault, Fault::Differs { what, .. } if what == "`x.g` of the attached receptor")
    });
    assert!(found, "{failure}");
}

#[test]
#[should_panic(expected = "`Bent` fails:\n  - the parameter `tau` is NaN")]
fn an_assertion_panics_with_the_report() {
    npbrain_testkit::assert_neuron(Bent { tau: f64::NAN, ..Bent::default() });
}
