use super::step::{Around, step};
use crate::integrate::Integrator;
use crate::model::{Input, Neuron, NeuronModel, Part, Table, Vars};
use crate::number::Num;
use crate::tape::{Recorder, Sym, Tape};

/// Records the whole step of model `M` under integrator `I`: the very
/// functions the kernels run.
///
/// Inputs, in order: the state, the parameters, `left`, `hold`, `jump`,
/// `current`, `conductance`, then `prepared.k`, `arrived.k` and, if noisy,
/// `noise.k`. Outputs: the state, `left`, and the mask `fired`.
pub(super) fn record<M: NeuronModel, I: Integrator>(noisy: bool) -> Tape {
    let parts = M::parts();
    let state = names(<M::State<f64> as Vars<f64>>::TABLE, &parts, |part| part.state, "");
    let params = names(<M::Params<f64> as Vars<f64>>::TABLE, &parts, |part| part.params, "p.");
    let ports = M::PORTS.len() + parts.iter().filter(|p| p.weight_unit.is_some()).count();
    let name = format!("{} {}", M::NAME, I::METHOD);
    Tape::record(&name, |recorder| {
        let number = |name: &str| Num(recorder.input(name));
        let list = |name: &str, count: usize| -> Vec<Num<Sym>> {
            (0..count).map(|k| number(&format!("{name}.{k}"))).collect()
        };
        let x: Vec<_> = state.iter().map(|name| number(name)).collect();
        let p: Vec<_> = params.iter().map(|name| number(name)).collect();
        let around = Around { left: number("left"), hold: number("hold"), jump: number("jump") };
        let n = Neuron::<M, Sym> {
            p: Vars::make(|k| p[k]),
            x: Vars::make(|k| x[k]),
            input: Input { current: number("current"), conductance: number("conductance") },
        };
        let prepared = list("prepared", I::prepared::<M>());
        let arrived = list("arrived", ports);
        if noisy {
            let noise = list("noise", M::NOISE.len());
            finish::<M, I, true>(recorder, &state, &n, around, &prepared, &noise, &arrived);
        } else {
            finish::<M, I, false>(recorder, &state, &n, around, &prepared, &[], &arrived);
        }
    })
}

fn finish<M: NeuronModel, I: Integrator, const NOISY: bool>(
    recorder: &Recorder,
    state: &[String],
    n: &Neuron<M, Sym>,
    around: Around<Sym>,
    prepared: &[Num<Sym>],
    noise: &[Num<Sym>],
    arrived: &[Num<Sym>],
) {
    let after = step::<M, I, Sym, NOISY>(n, around, |k| prepared[k], |k| noise[k], |k| arrived[k]);
    for (k, name) in state.iter().enumerate() {
        recorder.number(name, after.x.get(k).0);
    }
    recorder.number("left", after.left.0);
    recorder.mask("fired", after.fired.0);
}

/// Unique names: those of receptors carry their part's.
fn names(table: &Table, parts: &[Part], count: fn(&Part) -> usize, prefix: &str) -> Vec<String> {
    let mut variables = table.iter();
    let mut names = Vec::with_capacity(table.len());
    for (k, part) in parts.iter().enumerate() {
        for variable in variables.by_ref().take(count(part)) {
            names.push(match k {
                0 => format!("{prefix}{}", variable.name),
                _ => format!("{prefix}{}{k}.{}", part.name, variable.name),
            });
        }
    }
    names
}
