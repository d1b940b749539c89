//! Recorded variables as traces.

use npbrain_core::Result;
use npbrain_monitors::StateData;

use super::Traces;
use super::traces::Trace;

/// So many neurons are drawn when none are chosen: more hide each other.
const SHOWN: usize = 3;

/// The variable `name` in the recorded neurons `columns`, or in the first few.
pub(crate) fn state(data: &StateData, name: &str, columns: Option<Vec<usize>>) -> Result<Traces> {
    let variable = data.variable(name)?;
    let recorded = variable.values.ncols();
    let columns = columns.unwrap_or_else(|| (0..recorded.min(SHOWN)).collect());
    let lines = columns.into_iter().map(|column| {
        let neuron = data.neurons.get(column).copied().unwrap_or(column);
        Ok(Trace { name: format!("neuron {neuron}"), values: data.trace(name, column)?.to_vec() })
    });
    let label = match variable.unit {
        "" | "1" => name.to_owned(),
        unit => format!("{name} ({unit})"),
    };
    Ok(Traces {
        label,
        t: data.t.to_vec(),
        lines: lines.collect::<Result<_>>()?,
        named: recorded > 1,
        from_zero: false,
    })
}
