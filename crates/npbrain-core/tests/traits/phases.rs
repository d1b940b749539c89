//! All functions of a synapse model at once, on any number.

use fearless_simd::{Simd, dispatch};
use npbrain_core::{
    Arithmetic, End, Lanes, Num, Pack, Real, Scalar, Sym, Synapse, SynapseModel, Tape, Vars,
};

use super::shader::assert_valid_wgsl;

/// The names of a model's inputs: parameters, weight, states, the time
/// elapsed, what was released, both membrane potentials.
fn inputs<M: SynapseModel>() -> Vec<String> {
    fn names<X: Vars<f64>>(set: &str) -> impl Iterator<Item = String> {
        X::TABLE.iter().map(move |var| format!("{set}.{}", var.name))
    }
    names::<M::Params<f64>>("p")
        .chain(names::<M::Synapse<f64>>("own"))
        .chain(names::<M::Source<f64>>("source"))
        .chain(names::<M::Target<f64>>("target"))
        .chain(["weight", "elapsed", "released", "v_pre", "v_post"].map(String::from))
        .collect()
}

/// What all functions of a model make of its inputs, by name.
#[inline(always)]
pub(super) fn phases<M: SynapseModel, S: Scalar>(inputs: &[Num<S>]) -> Vec<(String, Num<S>)> {
    fn put<S: Scalar, X: Vars<Num<S>>>(to: &mut Vec<(String, Num<S>)>, of: &str, set: &X) {
        for k in 0..X::LEN {
            to.push((format!("{of}.{}", X::TABLE.get(k).name), set.get(k)));
        }
    }
    let mut rest = inputs.iter().copied();
    let mut next = || rest.next().expect("an input for every name");
    let p = Vars::make(|_| next());
    let (own, source, target) =
        (Vars::make(|_| next()), Vars::make(|_| next()), Vars::make(|_| next()));
    let [weight, elapsed, released, v_pre, v_post] = std::array::from_fn(|_| next());
    let s = Synapse::<M, S> { p, weight, own, source, target };
    let one = weight.lit(1.0);
    let mut out = Vec::new();
    put(&mut out, "source_after", &M::source_after(&End { p, x: source, one }, elapsed));
    put(&mut out, "target_after", &M::target_after(&End { p, x: target, one }, elapsed));
    let (after, amount) = M::release(&End { p, x: source, one });
    put(&mut out, "release", &after);
    out.push(("released".into(), amount));
    out.push(("transmit".into(), M::transmit(&s, released)));
    let (pre, post) = (M::on_pre(&s), M::on_post(&s));
    out.push(("on_pre weight".into(), pre.weight));
    put(&mut out, "on_pre", &pre.own);
    out.push(("on_post weight".into(), post.weight));
    put(&mut out, "on_post", &post.own);
    put(&mut out, "target_spike", &M::target_spike(&End { p, x: target, one }));
    let flow = M::flow(&s, v_pre, v_post);
    out.push(("flow.current".into(), flow.current));
    out.push(("flow.conductance".into(), flow.conductance));
    out
}

/// How many sets of inputs are tried: a multiple of every SIMD width.
const SAMPLES: usize = 64;

/// Inputs with the parameters of `model`: states and weights in (0, 1), times
/// in (0, 200) ms, potentials in (−100, 100) mV; low-discrepancy sequences.
fn samples<M: SynapseModel>(model: &M) -> Vec<Vec<f64>> {
    let parameters = model.values();
    (0..SAMPLES)
        .map(|sample| {
            let value = |(k, name): (usize, String)| {
                let unit = ((sample * 31 + k * 7 + 1) as f64 * 0.618_033_988_75).fract();
                match (parameters.get(k), name.as_str()) {
                    (Some(parameter), _) => *parameter,
                    (None, "elapsed") => 200.0 * unit,
                    (None, "v_pre" | "v_post") => 200.0 * unit - 100.0,
                    _ => unit,
                }
            };
            inputs::<M>().into_iter().enumerate().map(value).collect()
        })
        .collect()
}

/// Runs every function of a synapse model on plain numbers, on each level of
/// SIMD and as a tape, in both precisions, and demands the same bits of all;
/// then has the tape judged as WGSL.
pub(super) fn assert_same_everywhere<M: SynapseModel>(model: &M) {
    let tape = Tape::record(M::NAME, |recorder| {
        let inputs: Vec<Num<Sym>> =
            inputs::<M>().into_iter().map(|name| Num(recorder.input(name))).collect();
        for (name, value) in phases::<M, Sym>(&inputs) {
            recorder.number(name, value.0);
        }
    });
    assert_valid_wgsl(std::slice::from_ref(&tape));
    same_in::<f32, M>(model, &tape);
    same_in::<f64, M>(model, &tape);
}

fn same_in<T: Real, M: SynapseModel>(model: &M, tape: &Tape) {
    let samples: Vec<Vec<T>> =
        samples(model).into_iter().map(|sample| sample.into_iter().map(T::of).collect()).collect();
    let plain = on::<T, T, M>((), &samples);
    assert!(plain.iter().flatten().all(|(_, x)| x.is_finite()));
    for (sample, wanted) in samples.iter().zip(&plain) {
        let (numbers, _) = tape.eval(sample);
        for (number, (name, wanted)) in numbers.iter().zip(wanted) {
            let number = number.to_f64();
            assert_eq!(number.to_bits(), wanted.to_bits(), "{name} on the tape");
        }
    }
    for arithmetic in Arithmetic::available() {
        if let Arithmetic::Simd(level) = arithmetic {
            let lanes = dispatch!(level, simd => on_lanes::<_, T, M>(simd, &samples));
            for (lanes, plain) in lanes.iter().zip(&plain) {
                for ((name, lane), (_, wanted)) in lanes.iter().zip(plain) {
                    let level = arithmetic.name();
                    assert_eq!(lane.to_bits(), wanted.to_bits(), "{name} on {level}");
                }
            }
        }
    }
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
