use npbrain_core::{Input, Neuron, NeuronModel, Num, Vars};

use crate::{Fault, names};

/// What is wrong with a model at its own start: parameters, state, derivative.
pub(crate) fn check<M: NeuronModel>(model: &M) -> Vec<Fault> {
    let values = model.values();
    let variables = <M::State<f64> as Vars<f64>>::TABLE;
    let mut faults = names::check_values(&values, <M::Params<f64> as Vars<f64>>::TABLE);
    if !faults.is_empty() {
        return faults;
    }
    let initial = M::initial(&Vars::make(|k| values[k]));
    for (k, variable) in variables.iter().enumerate() {
        let (what, value) = (format!("the initial value of `{}`", variable.name), initial.get(k));
        if !value.is_finite() {
            faults.push(Fault::NotFinite { what, value });
        }
    }
    if !faults.is_empty() {
        return faults;
    }
    let derivative = || {
        M::derivative(&Neuron::<M, f64> {
            p: Vars::make(|k| Num(values[k])),
            x: Vars::make(|k| Num(initial.get(k))),
            input: Input::none(Num(0.0)),
        })
    };
    let (first, second) = (derivative(), derivative());
    for (k, variable) in variables.iter().enumerate() {
        let what = format!("the derivative of `{}` at the start", variable.name);
        let (first, second) = (first.get(k).0, second.get(k).0);
        if first.to_bits() != second.to_bits() && !(first.is_nan() && second.is_nan()) {
            faults.push(Fault::NotPure { what, first, second });
        } else if !first.is_finite() {
            faults.push(Fault::NotFinite { what, value: first });
        }
    }
    faults
}
