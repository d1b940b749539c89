use npbrain_core::random::Key;
use npbrain_core::{Arithmetic, Detection, NeuronKernel, Value};
use npbrain_engine::{Interpreted, Kernel, PopulationPlan, Precision};

use crate::Fault;
use crate::cells::{Cells, Felt};
use crate::points::Points;

/// How many steps are made from one random state.
const STRETCH: usize = 8;

/// How many random states are tried.
const STRETCHES: usize = 6;

/// Moves a population from random states, under random inputs, at its
/// parameters and near them, by `kernel` on plain numbers, on every SIMD level and
/// by its tape, in both precisions, and demands the same bits of all.
pub(crate) fn check(
    planned: &PopulationPlan,
    kernel: &Kernel,
    dt: f64,
    detection: Detection,
) -> Vec<Fault> {
    let near = |value: &Value, points: &mut Points| -> Value {
        let each = (0..planned.size).map(|i| near(value.of(i), i, points));
        each.collect::<Vec<_>>().into()
    };
    let holds: Vec<f64> = (0..planned.size).map(|i| (i % 4) as f64).collect();
    let differ = plan_with(planned, kernel, dt, near, holds.into());
    // Kernels know where neurons share all there is, and then run another copy.
    let share = plan_with(planned, kernel, dt, |value, _| value.clone(), Value::Same(3.0));
    let check = |plan: npbrain_core::Result<PopulationPlan>| -> npbrain_core::Result<_> {
        let plan = plan?;
        let interpreted = Interpreted::new(&plan)?;
        let script = Script::new(&plan, detection);
        let by_bits = detection == Detection::Level && matches!(plan.hold, Value::Same(_));
        let double = same_in::<f64>(&plan, &interpreted, &script, by_bits);
        Ok(double.or_else(|| same_in::<f32>(&plan, &interpreted, &script, by_bits)))
    };
    let found = check(differ).and_then(|fault| Ok(fault.or(check(share)?)));
    match found {
        Ok(fault) => fault.into_iter().collect(),
        Err(error) => vec![error.into()],
    }
}

/// A value near a parameter: within 5 %; where that is 0, for every other neuron
/// up to 0.1.
fn near(value: f64, neuron: usize, points: &mut Points) -> f64 {
    match value {
        0.0 if neuron % 2 == 1 => points.between(0.0, 0.1),
        _ => value * points.between(0.95, 1.05),
    }
}

/// The plan of `kernel` with what `param` makes of the parameters planned, and with
/// neurons refractory for `hold` steps.
fn plan_with(
    planned: &PopulationPlan,
    kernel: &Kernel,
    dt: f64,
    param: impl Fn(&Value, &mut Points) -> Value,
    hold: Value,
) -> npbrain_core::Result<PopulationPlan> {
    let mut points = Points::new(planned.traits.model, "parameters");
    let params: Vec<Value> = planned.params.iter().map(|p| param(p, &mut points)).collect();
    let traits = kernel.traits();
    let noisy = traits.integrates_noise && kernel.is_noisy(&params);
    Ok(PopulationPlan {
        kernel: kernel.clone(),
        prepared: kernel.prepare(&params, dt)?,
        initial: kernel.initial(&params),
        noise: noisy.then(|| Key::new(0, &planned.name, "noise")),
        hold,
        traits,
        params,
        ..planned.clone()
    })
}

/// All that happens to the population from outside, the same for every kernel.
struct Script {
    /// For each stretch the values of each state variable, and the countdown.
    states: Vec<(Vec<Vec<f64>>, Vec<f64>)>,
    /// For each step of each stretch.
    felt: Vec<Felt>,
}

impl Script {
    fn new(plan: &PopulationPlan, detection: Detection) -> Self {
        let size = plan.size;
        let mut points = Points::new(plan.traits.model, "steps");
        let left = |points: &mut Points| {
            let to_come = points.below(4) as f64;
            match detection {
                Detection::Crossing if points.below(2) == 1 => -1.0 - to_come,
                _ => to_come,
            }
        };
        let states = (0..STRETCHES)
            .map(|_| {
                let near = |value: &Value| (0..size).map(|i| points.near(value.of(i))).collect();
                let state = plan.initial.iter().map(near).collect();
                (state, (0..size).map(|_| left(&mut points)).collect())
            })
            .collect();
        let ports = plan.traits.ports();
        let felt = (0..STRETCH * STRETCHES)
            .map(|step| {
                let mut each = |rare: u64, factor: f64| -> Vec<f64> {
                    let one = |_| if points.below(rare) == 0 { points.of_any_size() } else { 0.0 };
                    (0..size).map(one).map(|value| factor * value).collect()
                };
                Felt {
                    current: each(1, 1.0),
                    // Exact methods take no conductances; others at times.
                    conductance: if plan.traits.needs_linear || step % 2 == 0 {
                        vec![0.0; size]
                    } else {
                        each(1, 0.01).iter().map(|g| g.abs()).collect()
                    },
                    jump: each(5, 0.1),
                    arrived: (0..ports).map(|_| each(5, 0.1)).collect(),
                }
            })
            .collect();
        Script { states, felt }
    }
}

fn same_in<T: Precision>(
    plan: &PopulationPlan,
    interpreted: &Interpreted,
    script: &Script,
    by_bits: bool,
) -> Option<Fault> {
    let cells = || Cells::<T>::new(plan);
    let plain = run(cells(), &*plan.kernel, Arithmetic::Plain, script);
    let again = run(cells(), &*plan.kernel, Arithmetic::Plain, script);
    if let Some((at, first, second)) = first_difference(&plain, &again) {
        return Some(Fault::NotPure { what: described(plan, at), first, second });
    }
    let levels = Arithmetic::available().into_iter().filter(|a| !matches!(a, Arithmetic::Plain));
    let own = levels.map(|level| (&*plan.kernel, level, level.name()));
    let tape: &dyn NeuronKernel = interpreted;
    own.chain([(tape, Arithmetic::Plain, "its tape".into())]).find_map(
        |(kernel, arithmetic, name)| {
            let cells = if by_bits { cells().by_bits() } else { cells() };
            let other = run(cells, kernel, arithmetic, script);
            first_difference(&plain, &other).map(|(at, plain, other)| Fault::Differs {
                what: described(plan, at),
                arithmetic: name,
                how: format!("{}, {}", plan.traits.method, T::NAME),
                plain,
                other,
            })
        },
    )
}

/// All that the steps changed: step after step, neuron after neuron, the state,
/// the countdown and the spike.
fn run<T: Precision>(
    mut cells: Cells<'_, T>,
    kernel: &dyn NeuronKernel,
    arithmetic: Arithmetic,
    script: &Script,
) -> Vec<f64> {
    let mut seen = Vec::new();
    for (k, felt) in script.felt.iter().enumerate() {
        if k % STRETCH == 0 {
            let (state, left) = &script.states[k / STRETCH];
            for (variable, values) in state.iter().enumerate() {
                cells.set(variable, |i| values[i]);
            }
            cells.set_left(left);
        }
        cells.advance(kernel, arithmetic, felt);
        (0..cells.size()).for_each(|i| seen.extend(cells.all_of(i)));
    }
    seen
}

/// The first place where two lists differ in more than the kind of their NaN.
fn first_difference(a: &[f64], b: &[f64]) -> Option<(usize, f64, f64)> {
    let same = |(a, b): &(&f64, &f64)| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
    let at = a.iter().zip(b).position(|pair| !same(&pair))?;
    Some((at, a[at], b[at]))
}

fn described(plan: &PopulationPlan, at: usize) -> String {
    let per_neuron = plan.variables.len() + 2;
    let (step, rest) = (at / (per_neuron * plan.size), at % (per_neuron * plan.size));
    let (neuron, k) = (rest / per_neuron, rest % per_neuron);
    let variable = match k.checked_sub(plan.variables.len()) {
        None => format!("`{}`", plan.variables[k]),
        Some(0) => "the refractory countdown".into(),
        Some(_) => "the number of spikes".into(),
    };
    format!("{variable} of neuron {neuron} after step {}", step % STRETCH + 1)
}
