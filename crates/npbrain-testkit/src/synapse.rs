use npbrain_core::{ExportedSynapse, SynapseChoice, SynapseTapes, Vars, neurons};

use crate::backends::Circuit;
use crate::carrier::Carrier;
use crate::names::{Set, Taken};
use crate::neuron::{SETTINGS, planned};
use crate::trial::{Trial, print};
use crate::{Failure, Fault, Report, drive, names, phases, shader, tapes, time};

/// Examines a synapse model at the parameters of `model`, by itself and between
/// leaky integrate-and-fire neurons.
///
/// # Errors
/// What is wrong with it.
pub fn check_synapse<M: ExportedSynapse>(model: M) -> Result<Report, Failure> {
    let mut trial = Trial::of(M::NAME);
    let sets = [
        Set::new("parameter", <M::Params<f64> as Vars<f64>>::TABLE),
        Set::new("variable of a source", <M::Source<f64> as Vars<f64>>::TABLE),
        Set::new("variable of a synapse", <M::Synapse<f64> as Vars<f64>>::TABLE),
        Set::new("variable of a target", <M::Target<f64> as Vars<f64>>::TABLE),
    ];
    let variables: usize = sets.iter().map(|set| set.vars.len()).sum();
    let mut faults = names::check(&sets, &Taken::Synaptic);
    let values = names::check_values(&model.values(), <M::Params<f64> as Vars<f64>>::TABLE);
    let sensible = values.is_empty();
    faults.extend(values);
    trial.take(format!("names, units, docs and defaults of {variables} variables"), faults);
    if sensible {
        let mut faults = phases::check(&model);
        let tapes = M::kernel().tapes();
        if let Some(tapes) = &tapes {
            faults.extend(tapes::check(&model, tapes));
        }
        trial.take("plain numbers, SIMD and tapes give the same bits", faults);
        match &tapes {
            Some(tapes) => trial.take("the tapes are valid WGSL", shaders(tapes)),
            None => trial.note("its kernel has no tapes: backends that need them refuse it"),
        }
        trial.take("two spans of time are one", time::check(&model));
        trial.take("weights stay finite", time::weight_lost(&model).into_iter().collect());
    }
    if trial.is_fine() {
        check_backends(&mut trial, &model);
    }
    trial.verdict()
}

/// What naga says against the tapes.
fn shaders(tapes: &SynapseTapes) -> Vec<Fault> {
    let tapes = tapes::all(tapes).into_iter();
    tapes.filter_map(|(which, tape)| shader::check(tape?, which)).collect()
}

/// A recurrent network whose synapses follow the model, on every backend.
fn check_backends<M: ExportedSynapse>(trial: &mut Trial, model: &M) {
    let population = neurons(drive::TRIED, Carrier::default()).named("cells");
    let plan = match planned(&population, &SETTINGS) {
        Ok(plan) => plan,
        Err(error) => return trial.take("", vec![error.into()]),
    };
    let (faults, spikes) = Circuit {
        population: &population,
        settings: SETTINGS,
        drive: drive::that_fires(&plan, SETTINGS.dt),
        synapse: Some(SynapseChoice { kernel: M::kernel(), params: model.values() }),
        plan: &plan,
    }
    .check();
    trial.take(
        format!("Reference, Interpreter and Cpu agree on a network with {spikes} spikes"),
        faults,
    );
}

/// [`check_synapse`] for a `#[test]`: prints the report.
///
/// # Panics
/// With all that is wrong.
#[track_caller]
pub fn assert_synapse<M: ExportedSynapse>(model: M) -> Report {
    print(check_synapse(model))
}
