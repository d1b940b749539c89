use crate::tape::{NumberId, Op, Tape};

/// For each port of a neuron whose step is `tape`, the state variable that what
/// arrives is added to at the end of the step, if nothing else becomes of it.
///
/// Such a port needs no sum of what arrives: an engine may add each weight to
/// the variable itself. Found on the tape, so that no model has to say it.
pub fn simple_ports(tape: &Tape) -> Vec<Option<usize>> {
    let numbers = || tape.ops().iter().filter(|op| !op.makes_mask());
    let id_of = |wanted: Op| numbers().zip(0..).find(|(op, _)| **op == wanted).map(|(_, k)| k);
    let ports = tape.inputs().iter().zip(0..).filter(|(name, _)| name.starts_with("arrived."));
    ports
        .map(|(_, input)| {
            let arrived = id_of(Op::Input(input))?;
            let (sum, Op::Add(a, b)) = only_use(tape, arrived)? else { return None };
            // Twice what arrives is no plain sum.
            if a == b {
                return None;
            }
            let of_this = |id: usize| tape.numbers().iter().filter(move |n| n.id.index() == id);
            let last = match only_use(tape, sum) {
                None if uses(tape, sum).next().is_none() => sum,
                // What a spike does not change is chosen between itself and itself.
                Some((chosen, Op::Select { yes, no, .. }))
                    if yes == no
                        && of_this(sum).next().is_none()
                        && uses(tape, chosen).next().is_none() =>
                {
                    chosen
                }
                _ => return None,
            };
            let mut outputs = of_this(last);
            let output = outputs.next()?;
            if outputs.next().is_some() {
                return None;
            }
            tape.numbers().iter().position(|n| n.name == output.name)
        })
        .collect()
}

/// The operations with the number `id` as an operand, each with the number it
/// makes, if it makes one.
fn uses(tape: &Tape, id: usize) -> impl Iterator<Item = (Option<usize>, Op)> + '_ {
    let mut made = 0;
    let numbered = tape.ops().iter().map(move |op| {
        let number = (!op.makes_mask()).then_some(made);
        made += usize::from(number.is_some());
        (number, *op)
    });
    numbered.filter(move |(_, op)| {
        let mut found = false;
        op.each_operand(|operand: NumberId| found |= operand.index() == id, |_| {});
        found
    })
}

/// The only operation with the number `id` as an operand, and the number it makes.
fn only_use(tape: &Tape, id: usize) -> Option<(usize, Op)> {
    let mut uses = uses(tape, id);
    let (number, op) = uses.next()?;
    uses.next().is_none().then_some((number?, op))
}

#[cfg(test)]
mod tests {
    use super::simple_ports;
    use crate::number::Num;
    use crate::tape::Tape;

    /// The state after a step in which `with` makes of it and of what arrived
    /// what it will.
    fn ports(with: fn([Num<crate::Sym>; 4]) -> [Num<crate::Sym>; 2]) -> Vec<Option<usize>> {
        let tape = Tape::record("step", |recorder| {
            let inputs = ["v", "g", "arrived.0", "arrived.1"];
            let [v, g] = with(inputs.map(|name| Num(recorder.input(name))));
            recorder.number("v", v.0);
            recorder.number("g", g.0);
        });
        simple_ports(&tape)
    }

    #[test]
    fn what_is_only_added_is_found() {
        let found = ports(|[v, g, to_v, to_g]| [0.5 * v + to_v, to_g + 0.9 * g]);
        assert_eq!(found, [Some(0), Some(1)]);
    }

    #[test]
    fn a_spike_that_changes_nothing_is_looked_through() {
        let found = ports(|[v, g, _, to_g]| {
            let sum = g + to_g;
            [v, v.gt(1.0).select(sum, sum)]
        });
        assert_eq!(found, [None, Some(1)]);
    }

    #[test]
    fn all_else_is_left_alone() {
        // Scaled; in two variables; compared; changed by a spike; doubled.
        assert_eq!(ports(|[v, g, a, b]| [v + 2.0 * a, g * b]), [None, None]);
        assert_eq!(ports(|[v, g, a, _]| [v + a, g + a]), [None, None]);
        assert_eq!(ports(|[v, g, a, _]| [v, (g + a).gt(1.0).select(0.0, g + a)]), [None, None]);
        assert_eq!(ports(|[v, g, a, b]| [v + (g + a), g + b]), [None, Some(1)]);
        assert_eq!(ports(|[v, g, a, _]| [v, g + (a + a)]), [None, None]);
        // Both outputs are one sum.
        assert_eq!(ports(|[v, _, a, _]| [v + a, v + a]), [None, None]);
    }
}
