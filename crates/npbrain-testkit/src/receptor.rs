use npbrain_core::integrate::{Exact, ExponentialEuler};
use npbrain_core::{
    NeuronModel, Num, Receptor, ReceptorKernel, ReceptorModel, TypedReceptor, Vars,
};

use crate::carrier::Carrier;
use crate::names::{Set, Taken};
use crate::neuron::check_moving_by;
use crate::points::Points;
use crate::trial::{Trial, print};
use crate::{Failure, Fault, Report, additive, attached, names, shader};

/// Examines a receptor model, by itself and composed into a leaky
/// integrate-and-fire neuron.
///
/// # Errors
/// What is wrong with it.
pub fn check_receptor<R: ReceptorModel>(model: R) -> Result<Report, Failure> {
    let parts = R::parts();
    let name = parts.iter().map(|part| part.name).collect::<Vec<_>>().join(", ");
    let mut trial = Trial::of(&name);
    let parameters = <R::Params<f64> as Vars<f64>>::TABLE;
    let variables = <R::State<f64> as Vars<f64>>::TABLE;
    let mut sets = Set::of_parts("parameter", parameters, &parts, |part| part.params);
    sets.extend(Set::of_parts("state variable", variables, &parts, |part| part.state));
    let mut faults = names::check(&sets, &Taken::Moving);
    for part in &parts {
        if part.weight_unit.is_none_or(|unit| unit.trim().is_empty()) {
            faults.push(Fault::NoUnit { variable: format!("the weight of {}", part.name) });
        }
    }
    let (p, x) = (parameters.len(), variables.len());
    trial.take(
        format!("names, units, docs and defaults of {p} parameters and {x} state variables"),
        faults,
    );
    trial.take("what arrives adds up", additive::check(&model));
    if !additive::moves_sums(&model) {
        trial.note(
            "its derivative is not linear in its state: it moves the sum over all synapses, \
             not each",
        );
    }
    if R::LINEAR {
        trial.take("its input is a current", is_current(&model).into_iter().collect());
    }
    if let Some(tape) = TypedReceptor::<R>::NEW.tape() {
        let mut faults = attached::check(&model, &tape);
        faults.extend(shader::check(&tape, "attached"));
        trial.take("attached, its tape is its step, and valid WGSL", faults);
    }
    // By one method: each takes a second or more to compile, here and now.
    let composed = Carrier::default().with(model);
    if R::LINEAR {
        check_moving_by(&mut trial, composed, Exact);
    } else {
        check_moving_by(&mut trial, composed, ExponentialEuler);
    }
    trial.verdict()
}

/// [`check_receptor`] for a `#[test]`: prints the report.
///
/// # Panics
/// With all that is wrong.
#[track_caller]
pub fn assert_receptor<R: ReceptorModel>(model: R) -> Report {
    print(check_receptor(model))
}

/// A fault if the input is a conductance anywhere.
fn is_current<R: ReceptorModel>(model: &R) -> Option<Fault> {
    let values = model.values();
    let table = <R::State<f64> as Vars<f64>>::TABLE;
    let mut points = Points::new(R::NAME, "input");
    (0..32).find_map(|_| {
        let x = Vars::make(|k| Num(points.near(table.get(k).default)));
        let v = Num(points.between(-100.0, 50.0));
        let receptor = Receptor::<R, f64> { p: Vars::make(|k| Num(values[k])), x };
        let conductance = R::input(&receptor, v).conductance.0;
        (conductance != 0.0).then_some(Fault::Conductance { conductance })
    })
}
