use fearless_simd::{Simd, dispatch};
use npbrain_core::{Arithmetic, End, Lanes, Num, Pack, Real, Scalar, Synapse, SynapseModel, Vars};

use crate::Fault;
use crate::points::Points;

/// How many sets of inputs are tried: a multiple of every SIMD width.
const SAMPLES: usize = 64;

/// Runs all functions of a synapse model on plain numbers and on every SIMD
/// level, in both precisions; all must be finite and the same.
pub(crate) fn check<M: SynapseModel>(model: &M) -> Vec<Fault> {
    let samples = samples(model);
    let double = same_in::<f64, M>(&samples);
    double.or_else(|| same_in::<f32, M>(&samples)).into_iter().collect()
}

/// The names of a model's inputs, with the defaults of those that have one:
/// parameters, states, weight, time elapsed, what was released, potentials.
pub(crate) fn inputs<M: SynapseModel>() -> Vec<(String, f64)> {
    fn names<X: Vars<f64>>(set: &str) -> impl Iterator<Item = (String, f64)> {
        X::TABLE.iter().map(move |var| (format!("{set}.{}", var.name), var.default))
    }
    names::<M::Params<f64>>("p")
        .chain(names::<M::Synapse<f64>>("own"))
        .chain(names::<M::Source<f64>>("source"))
        .chain(names::<M::Target<f64>>("target"))
        .chain(["weight", "elapsed", "released", "v_pre", "v_post"].map(|n| (n.into(), 0.0)))
        .collect()
}

/// Inputs with the parameters of `model`: states between their defaults and
/// one more, weight and release in (0, 1), times in (0, 200) ms, potentials in
/// (−100, 100) mV.
pub(crate) fn samples<M: SynapseModel>(model: &M) -> Vec<Vec<f64>> {
    let parameters = model.values();
    let mut points = Points::new(M::NAME, "phases");
    (0..SAMPLES)
        .map(|_| {
            let inputs = inputs::<M>().into_iter().enumerate();
            inputs
                .map(|(k, (name, default))| match (parameters.get(k), name.as_str()) {
                    (Some(parameter), _) => *parameter,
                    (None, "elapsed") => points.between(0.0, 200.0),
                    (None, "v_pre" | "v_post") => points.between(-100.0, 100.0),
                    (None, _) => inside(default, &mut points),
                })
                .collect()
        })
        .collect()
}

/// Between 0 and 1 for defaults of 0 and 1, else near the default: a fraction
/// stays a fraction.
pub(crate) fn inside(default: f64, points: &mut Points) -> f64 {
    if default == 0.0 || default == 1.0 { points.between(0.0, 1.0) } else { points.near(default) }
}

/// A set of inputs, in its parts.
pub(crate) struct Sample<M: SynapseModel, S: Scalar> {
    pub(crate) p: M::Params<Num<S>>,
    pub(crate) own: M::Synapse<Num<S>>,
    pub(crate) source: M::Source<Num<S>>,
    pub(crate) target: M::Target<Num<S>>,
    pub(crate) weight: Num<S>,
    pub(crate) elapsed: Num<S>,
    pub(crate) released: Num<S>,
    pub(crate) v_pre: Num<S>,
    pub(crate) v_post: Num<S>,
}

impl<M: SynapseModel, S: Scalar> Sample<M, S> {
    /// The inputs in the order of their [names](inputs).
    #[inline(always)]
    pub(crate) fn of(inputs: &[Num<S>]) -> Self {
        let mut rest = inputs.iter().copied();
        let mut next = || rest.next().expect("an input for every name");
        let p = Vars::make(|_| next());
        let own = Vars::make(|_| next());
        let source = Vars::make(|_| next());
        let target = Vars::make(|_| next());
        let [weight, elapsed, released, v_pre, v_post] = std::array::from_fn(|_| next());
        Sample { p, own, source, target, weight, elapsed, released, v_pre, v_post }
    }
}

/// What all functions of a model make of its inputs, by name.
#[inline(always)]
fn phases<M: SynapseModel, S: Scalar>(inputs: &[Num<S>]) -> Vec<(String, Num<S>)> {
    fn put<S: Scalar, X: Vars<Num<S>>>(to: &mut Vec<(String, Num<S>)>, of: &str, set: &X) {
        for k in 0..X::LEN {
            to.push((format!("{of}.{}", X::TABLE.get(k).name), set.get(k)));
        }
    }
    let Sample { p, own, source, target, weight, elapsed, released, v_pre, v_post } =
        Sample::<M, S>::of(inputs);
    let one = weight.lit(1.0);
    let (pre, post) = (End { p, x: source, one }, End { p, x: target, one });
    let s = Synapse::<M, S> { p, weight, own, source, target };
    let mut out = Vec::new();
    put(&mut out, "source_after", &M::source_after(&pre, elapsed));
    put(&mut out, "target_after", &M::target_after(&post, elapsed));
    let (after, amount) = M::release(&pre);
    put(&mut out, "release", &after);
    out.push(("release, amount".into(), amount));
    out.push(("level".into(), M::level(&pre)));
    out.push(("transmit".into(), M::transmit(&s, released)));
    let (by_pre, by_post) = (M::on_pre(&s), M::on_post(&s));
    out.push(("on_pre, weight".into(), by_pre.weight));
    put(&mut out, "on_pre", &by_pre.own);
    out.push(("on_post, weight".into(), by_post.weight));
    put(&mut out, "on_post", &by_post.own);
    put(&mut out, "target_spike", &M::target_spike(&post));
    let flow = M::flow(&s, v_pre, v_post);
    out.push(("flow, current".into(), flow.current));
    out.push(("flow, conductance".into(), flow.conductance));
    out
}

fn same_in<T: Real, M: SynapseModel>(samples: &[Vec<f64>]) -> Option<Fault> {
    let samples: Vec<Vec<T>> =
        samples.iter().map(|sample| sample.iter().copied().map(T::of).collect()).collect();
    let plain = on::<T, T, M>((), &samples);
    let again = on::<T, T, M>((), &samples);
    for ((name, first), (_, second)) in plain.iter().flatten().zip(again.iter().flatten()) {
        let what = format!("`{name}`");
        if first.to_bits() != second.to_bits() {
            return Some(Fault::NotPure { what, first: *first, second: *second });
        }
        if !first.is_finite() {
            return Some(Fault::NotFinite { what, value: *first });
        }
    }
    let mut others = Vec::new();
    for arithmetic in Arithmetic::available() {
        if let Arithmetic::Simd(level) = arithmetic {
            let lanes = dispatch!(level, simd => on_lanes::<_, T, M>(simd, &samples));
            others.push((arithmetic.name(), lanes));
        }
    }
    others.into_iter().find_map(|(arithmetic, other)| {
        let mut pairs = plain.iter().flatten().zip(other.iter().flatten());
        let ((name, plain), (_, other)) =
            pairs.find(|((_, plain), (_, other))| plain.to_bits() != other.to_bits())?;
        Some(Fault::Differs {
            what: format!("`{name}`"),
            arithmetic,
            how: T::NAME.into(),
            plain: *plain,
            other: *other,
        })
    })
}

#[inline(always)]
fn on_lanes<S: Simd, T: Real, M: SynapseModel>(
    simd: S,
    samples: &[Vec<T>],
) -> Vec<Vec<(String, f64)>> {
    on::<T, Lanes<S, T>, M>(simd, samples)
}

/// The outputs for each sample, as many samples at once as `P` holds.
#[inline(always)]
fn on<T: Real, P: Pack<T>, M: SynapseModel>(
    proof: P::Proof,
    samples: &[Vec<T>],
) -> Vec<Vec<(String, f64)>> {
    let mut out = Vec::new();
    for group in samples.chunks(P::WIDTH) {
        let inputs: Vec<Num<P>> = (0..group[0].len())
            .map(|k| {
                let lanes: Vec<T> = group.iter().map(|sample| sample[k]).collect();
                Num(P::load(proof, &lanes))
            })
            .collect();
        let results = phases::<M, P>(&inputs);
        for lane in 0..P::WIDTH {
            let one = |(name, value): &(String, Num<P>)| {
                let mut lanes = vec![T::of(0.0); P::WIDTH];
                value.0.store(&mut lanes);
                (name.clone(), lanes[lane].to_f64())
            };
            out.push(results.iter().map(one).collect());
        }
    }
    out
}
