use npbrain_core::integrate::Integrator;
use npbrain_core::{Exported, NeuronModel, Population, Traits, Vars, neurons, neurons_by};
use npbrain_engine::{Description, Kernel, PopulationPlan, Settings};

use crate::names::{Set, Taken};
use crate::trial::{Trial, print};
use crate::{
    Failure, Report, backends::Circuit, drive, linearity, names, same_bits, shader, starts,
};

/// Examines a neuron model at the parameters of `model` and near them.
///
/// # Errors
/// What is wrong with it.
pub fn check_neuron<M: Exported>(model: M) -> Result<Report, Failure> {
    let mut trial = Trial::of(M::NAME);
    check_names::<M>(&mut trial);
    check_moving(&mut trial, model);
    trial.verdict()
}

/// [`check_neuron`] with this integrator in place of those compiled in.
///
/// # Errors
/// What is wrong with the model, or with how the integrator moves it.
pub fn check_neuron_by<M: NeuronModel, I: Integrator>(
    model: M,
    integrator: I,
) -> Result<Report, Failure> {
    let mut trial = Trial::of(&format!("{} by {}", M::NAME, I::METHOD));
    check_names::<M>(&mut trial);
    check_moving_by(&mut trial, model, integrator);
    trial.verdict()
}

fn check_names<M: NeuronModel>(trial: &mut Trial) {
    let parts = M::parts();
    let parameters = <M::Params<f64> as Vars<f64>>::TABLE;
    let variables = <M::State<f64> as Vars<f64>>::TABLE;
    let mut sets = Set::of_parts("parameter", parameters, &parts, |part| part.params);
    sets.extend(Set::of_parts("state variable", variables, &parts, |part| part.state));
    sets.push(Set::new("port", M::PORTS));
    trial.take(
        counted("names, units, docs and defaults of", parameters.len(), variables.len()),
        names::check(&sets, &Taken::Moving),
    );
}

/// [`check_neuron`] for a `#[test]`: prints the report.
///
/// # Panics
/// With all that is wrong.
#[track_caller]
pub fn assert_neuron<M: Exported>(model: M) -> Report {
    print(check_neuron(model))
}

/// [`check_neuron_by`] for a `#[test]`: prints the report.
///
/// # Panics
/// With all that is wrong.
#[track_caller]
pub fn assert_neuron_by<M: NeuronModel, I: Integrator>(model: M, integrator: I) -> Report {
    print(check_neuron_by(model, integrator))
}

fn counted(what: &str, parameters: usize, variables: usize) -> String {
    format!("{what} {parameters} parameters and {variables} state variables")
}

/// How models are tried, at first.
pub(crate) const SETTINGS: Settings = Settings { dt: 0.1, seed: 0 };

/// The steps tried one after the other, in ms, for a model and method that do
/// not fire and stay finite with longer ones.
const STEPS: [f64; 3] = [SETTINGS.dt, 0.025, 0.01];

/// Examines how a model moves, by every method compiled in: all but its names.
fn check_moving<M: Exported>(trial: &mut Trial, model: M) {
    check_start(trial, &model);
    if trial.is_fine() {
        let population = neurons(drive::TRIED, model).named("cells");
        check_population::<M>(trial, &population, |_| {
            M::methods().into_iter().filter_map(M::kernel).map(Kernel::Exported).collect()
        });
    }
}

/// The same by one integrator.
pub(crate) fn check_moving_by<M: NeuronModel, I: Integrator>(
    trial: &mut Trial,
    model: M,
    integrator: I,
) {
    check_start(trial, &model);
    if trial.is_fine() {
        let population = neurons_by(drive::TRIED, model, integrator).named("cells");
        check_population::<M>(trial, &population, |plan| vec![plan.kernel.clone()]);
    }
}

/// Where it starts, and how its derivative depends on the state. A solution of
/// what is not linear would be judged by its own mistake, so that no more is
/// examined after a fault.
fn check_start<M: NeuronModel>(trial: &mut Trial, model: &M) {
    let faults = starts::check(model);
    let starts = faults.is_empty();
    trial.take("parameters, initial state and derivative are finite", faults);
    if !starts {
        return;
    }
    match linearity::deviation(model) {
        Some(fault) if M::LINEAR => trial.take("", vec![fault]),
        None if M::LINEAR => trial.take("it is as linear as it says", Vec::new()),
        None => trial.note("its derivative seems linear; LINEAR = true would offer `exact`"),
        Some(_) => {}
    }
}

/// How it moves by each of some kernels, and by its own on every backend.
fn check_population<M: NeuronModel>(
    trial: &mut Trial,
    population: &Population,
    kernels: impl Fn(&PopulationPlan) -> Vec<Kernel>,
) {
    match planned(population, &SETTINGS) {
        Ok(plan) => {
            check_methods::<M>(trial, &plan, &kernels(&plan));
            if trial.is_fine() {
                check_backends(trial, population);
            }
        }
        Err(error) => trial.take("", vec![error.into()]),
    }
}

pub(crate) fn planned(
    population: &Population,
    settings: &Settings,
) -> npbrain_core::Result<PopulationPlan> {
    let mut description = Description::default();
    description.add(population.clone());
    let (mut plan, _) = description.plan(settings, 0)?;
    Ok(plan.populations.remove(0))
}

/// The same bits and valid WGSL, by each of some kernels.
fn check_methods<M: NeuronModel>(trial: &mut Trial, plan: &PopulationPlan, kernels: &[Kernel]) {
    let names: Vec<&str> = kernels.iter().map(|kernel| kernel.traits().method.name()).collect();
    let names = names.join(", ");
    let same =
        kernels.iter().flat_map(|kernel| same_bits::check(plan, kernel, SETTINGS.dt, M::DETECTION));
    trial.take(format!("plain numbers, SIMD and tape give the same bits: {names}"), same.collect());
    let tapes = kernels.iter().flat_map(|kernel| {
        let Traits { method, integrates_noise, .. } = kernel.traits();
        let noisy = (integrates_noise && !M::NOISE.is_empty()).then_some(true);
        [Some(false), noisy].into_iter().flatten().filter_map(move |noisy| {
            let how = format!("{method}{}", if noisy { ", with noise" } else { "" });
            shader::check(&kernel.tape(noisy)?, &how)
        })
    });
    trial.take(format!("the tapes are valid WGSL: {names}"), tapes.collect());
}

fn check_backends(trial: &mut Trial, population: &Population) {
    let mut tried = STEPS.into_iter().filter_map(|dt| {
        let settings = Settings { dt, ..SETTINGS };
        let plan = planned(population, &settings).ok()?;
        Some((settings, drive::that_fires(&plan, dt), plan))
    });
    let Some(first) = tried.next() else { return };
    let (settings, drive, plan) = match first.1 {
        Some(_) => first,
        None => tried.find(|(_, drive, _)| drive.is_some()).unwrap_or(first),
    };
    let circuit = Circuit { population, plan: &plan, settings, drive, synapse: None };
    let (faults, spikes) = circuit.check();
    trial.take(
        format!("Reference, Interpreter and Cpu agree on a network with {spikes} spikes"),
        faults,
    );
    match drive {
        Some(current) => trial.note(format!(
            "it fires from a current of about {current:.3} on, with {} and steps of {} ms",
            plan.traits.method, settings.dt
        )),
        None => trial.note(
            "it never fired twice in 100 ms, under currents from 0.001 to 100000 of both signs: \
             the backends were compared with little or no traffic",
        ),
    }
}
