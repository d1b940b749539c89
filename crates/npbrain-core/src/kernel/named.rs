//! Sets of variables as inputs and outputs of a recording, by their names.

use crate::model::{Table, Vars};
use crate::number::Num;
use crate::tape::{Recorder, Sym};

/// The variables of `X` as the next inputs, in order: `set.name`.
pub(super) fn inputs<X: Vars<Num<Sym>>>(recorder: &Recorder, set: &str) -> X {
    let inputs: Vec<_> = (0..X::LEN).map(|k| Num(recorder.input(name(X::TABLE, set, k)))).collect();
    X::make(|k| inputs[k])
}

/// The variables of `x` as the next outputs likewise.
pub(super) fn outputs<X: Vars<Num<Sym>>>(recorder: &Recorder, set: &str, x: &X) {
    (0..X::LEN).for_each(|k| recorder.number(name(X::TABLE, set, k), x.get(k).0));
}

/// Unique within the set: a name that came before is followed by its place.
fn name(table: &Table, set: &str, k: usize) -> String {
    let name = table.get(k).name;
    match table.find(name) {
        Some(first) if first < k => format!("{set}.{name}.{k}"),
        _ => format!("{set}.{name}"),
    }
}
