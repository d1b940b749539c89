//! The step of an attached receptor, held to the functions of its model.

use npbrain_core::{Num, Real, Receptor, ReceptorModel, Tape, Vars};

use crate::Fault;
use crate::phases::inside;
use crate::points::Points;

/// Whether the tape of one step gives what the model's functions give, with any
/// constants, in both precisions.
pub(crate) fn check<R: ReceptorModel>(model: &R, tape: &Tape) -> Vec<Fault> {
    let variables = <R::State<f64> as Vars<f64>>::LEN;
    let needed = model.values().len() + variables + 2 * variables * (variables + 1) + 2;
    let (inputs, numbers) = (tape.inputs().len(), tape.numbers().len());
    if (inputs, numbers) != (needed, 2 + variables) {
        return vec![Fault::BadName {
            variable: format!("the tape of {inputs} inputs and {numbers} outputs"),
            reason: "is no step of a receptor",
        }];
    }
    let mut points = Points::new(R::NAME, "attached");
    let table = <R::State<f64> as Vars<f64>>::TABLE;
    let samples: Vec<Vec<f64>> = (0..32)
        .map(|_| {
            let mut sample = model.values();
            sample.extend(table.iter().map(|var| inside(var.default, &mut points)));
            sample.push(points.between(-100.0, 50.0));
            sample.resize_with(needed, || points.between(0.0, 1.0));
            sample
        })
        .collect();
    let double = differs::<f64, R>(tape, &samples);
    double.or_else(|| differs::<f32, R>(tape, &samples)).into_iter().collect()
}

fn differs<T: Real, R: ReceptorModel>(tape: &Tape, samples: &[Vec<f64>]) -> Option<Fault> {
    samples.iter().find_map(|sample| {
        let sample: Vec<T> = sample.iter().copied().map(T::of).collect();
        let by_tape = tape.eval(&sample).0;
        let mut compared = tape.numbers().iter().zip(step::<T, R>(&sample)).zip(by_tape);
        compared.find_map(|((output, plain), other)| {
            let (plain, other) = (plain.0.to_f64(), other.to_f64());
            (plain.to_bits() != other.to_bits()).then(|| Fault::Differs {
                what: format!("`{}` of the attached receptor", output.name),
                arithmetic: "its tape".into(),
                how: T::NAME.into(),
                plain,
                other,
            })
        })
    })
}

/// Current and conductance of the mean over the step, then the state after it,
/// of inputs in the order of the tape.
fn step<T: Real, R: ReceptorModel>(sample: &[T]) -> Vec<Num<T>> {
    let n = <R::State<T> as Vars<T>>::LEN;
    let (p, rest) = sample.split_at(<R::Params<T> as Vars<T>>::LEN);
    let (x, rest) = rest.split_at(n);
    let (v, prepared, arrived) = (rest[0], &rest[1..rest.len() - 1], rest[rest.len() - 1]);
    let (end, mean) = prepared.split_at(n * (n + 1));
    let solved = |rows: &[T]| Receptor::<R, T> {
        p: Vars::make(|k| Num(p[k])),
        x: Vars::make(|k| {
            let row = &rows[k * (n + 1)..][..n + 1];
            let terms = row.iter().zip(x).map(|(factor, x)| *factor * *x);
            Num(terms.fold(row[n], |sum, term| sum + term))
        }),
    };
    let input = R::input(&solved(mean), Num(v));
    let after = R::receive(&solved(end), |_| Num(arrived));
    let state = (0..n).map(|k| after.get(k));
    [input.current, input.conductance].into_iter().chain(state).collect()
}
