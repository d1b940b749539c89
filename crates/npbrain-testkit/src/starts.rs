use npbrain_core::{Input, Neuron, NeuronModel, Num, Table, Vars};

use crate::Fault;

/// What is wrong with a model at its own start: parameters, state, derivative.
pub(crate) fn check<M: NeuronModel>(model: &M) -> Vec<Fault> {
    let values = model.values();
    let parameters = <M::Params<f64> as Vars<f64>>::TABLE;
    let variables = <M::State<f64> as Vars<f64>>::TABLE;
    let mut faults = finite("the parameter", parameters, |k| values[k]);
    if !faults.is_empty() {
        return faults;
    }
    let initial = M::initial(&Vars::make(|k| values[k]));
    faults = finite("the initial value of", variables, |k| initial.get(k));
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

/// A fault for each value that is not finite.
fn finite(what: &str, table: &Table, value: impl Fn(usize) -> f64) -> Vec<Fault> {
    (table.iter().enumerate().map(|(k, variable)| (variable, value(k))))
        .filter(|(_, value)| !value.is_finite())
        .map(|(variable, value)| Fault::NotFinite {
            what: format!("{what} `{}`", variable.name),
            value,
        })
        .collect()
}
