use npbrain_core::{Part, Table, Var};

use crate::Fault;

/// Names that mean something else to users or to engines.
pub(crate) enum Taken {
    /// In neurons and receptors.
    Moving,
    /// In synapses.
    Synaptic,
}

impl Taken {
    fn names(&self) -> &'static [&'static str] {
        match self {
            Taken::Moving => &["t_ref", "left", "hold", "current", "conductance", "jump", "fired"],
            Taken::Synaptic => &["weight", "delay"],
        }
    }
}

/// One set of variables of a model.
pub(crate) struct Set<'a> {
    /// What one of them is, such as "parameter".
    pub(crate) kind: &'a str,
    /// Of which part of a composition; may be empty.
    pub(crate) of: &'a str,
    /// The variables.
    pub(crate) vars: Vec<&'static Var>,
}

impl<'a> Set<'a> {
    pub(crate) fn new(kind: &'a str, table: &'static Table) -> Self {
        Set { kind, of: "", vars: table.iter().collect() }
    }

    /// The sets of the parts of a composition.
    pub(crate) fn of_parts(
        kind: &'a str,
        table: &'static Table,
        parts: &'a [Part],
        count: fn(&Part) -> usize,
    ) -> Vec<Self> {
        let mut vars = table.iter();
        let one = |part: &'a Part| Set {
            kind,
            of: if parts.len() > 1 { part.name } else { "" },
            vars: vars.by_ref().take(count(part)).collect(),
        };
        parts.iter().map(one).collect()
    }
}

/// What is wrong with the names, units, docs and defaults of variables.
pub(crate) fn check(sets: &[Set<'_>], taken: &Taken) -> Vec<Fault> {
    sets.iter().flat_map(|set| check_set(set, taken)).collect()
}

fn check_set(set: &Set<'_>, taken: &Taken) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (k, var) in set.vars.iter().enumerate() {
        let name = var.name;
        let variable = match set.of {
            "" => format!("the {} `{name}`", set.kind),
            of => format!("the {} `{name}` of {of}", set.kind),
        };
        if var.unit.trim().is_empty() {
            faults.push(Fault::NoUnit { variable: variable.clone() });
        }
        if var.doc.trim().is_empty() {
            faults.push(Fault::NoDoc { variable: variable.clone() });
        }
        let (value, expected) = (var.default, var.domain.expected());
        if !var.domain.contains(value) {
            let what = format!("the default of {variable}");
            faults.push(Fault::OutsideDomain { what, value, expected });
        }
        let reason = if !is_snake_case(name) {
            "is not in snake case: a small letter, then small letters, digits and `_`"
        } else if taken.names().contains(&name) {
            "has a name that means something else to engines"
        } else if set.vars[..k].iter().any(|earlier| earlier.name == name) {
            "has the name of another"
        } else {
            continue;
        };
        faults.push(Fault::BadName { variable, reason });
    }
    faults
}

/// A fault for each value that its variable does not allow.
pub(crate) fn check_values(values: &[f64], table: &Table) -> Vec<Fault> {
    let pairs = values.iter().zip(table.iter());
    let outside = pairs.filter(|(value, var)| !var.domain.contains(**value));
    outside
        .map(|(value, var)| Fault::OutsideDomain {
            what: format!("the parameter `{}`", var.name),
            value: *value,
            expected: var.domain.expected(),
        })
        .collect()
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use npbrain_core::Domain;

    use super::*;

    #[test]
    fn a_name_given_twice_is_told() {
        const VAR: Var =
            Var { name: "v", unit: "mV", default: 0.0, doc: "A potential.", domain: Domain::Any };
        const TWICE: &Table = &Table::Set(&[VAR, VAR]);
        let faults = check(&[Set::new("parameter", TWICE)], &Taken::Moving);
        let said: Vec<String> = faults.iter().map(Fault::to_string).collect();
        assert_eq!(said, ["the parameter `v` has the name of another"]);
    }

    #[test]
    fn snake_case_is_what_it_says() {
        for fine in ["v", "tau_m", "g_na2", "x1"] {
            assert!(is_snake_case(fine), "{fine}");
        }
        for wrong in ["", "V", "g_Na", "_v", "2nd", "τ", "a b"] {
            assert!(!is_snake_case(wrong), "{wrong}");
        }
    }
}
