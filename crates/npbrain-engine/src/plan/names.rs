use std::collections::{HashMap, HashSet};

use npbrain_core::{Error, Part, Result, Table};

/// The names of the objects of a network, all different.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The first number of each kind that may be free.
    next: HashMap<String, usize>,
}

impl Names {
    /// Takes a name that a user gave.
    ///
    /// # Errors
    /// [`Error::DuplicateName`] if it is taken.
    pub(super) fn claim(&mut self, name: &str) -> Result<()> {
        match self.taken.insert(name.to_owned()) {
            true => Ok(()),
            false => Err(Error::DuplicateName { name: name.into() }),
        }
    }

    /// Refuses a name that is taken.
    ///
    /// # Errors
    /// [`Error::DuplicateName`].
    pub(super) fn check_free(&self, name: &str) -> Result<()> {
        match self.taken.contains(name) {
            true => Err(Error::DuplicateName { name: name.into() }),
            false => Ok(()),
        }
    }

    /// The name of an object: the one given, which has been claimed, or its
    /// kind with the first free number.
    pub(super) fn settle(&mut self, given: Option<&str>, kind: &str) -> String {
        if let Some(name) = given {
            return name.to_owned();
        }
        let next = self.next.entry(kind.to_owned()).or_insert(1);
        loop {
            let name = format!("{kind}{next}");
            *next += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// What the ports of composed receptors are called: as the user says, else
/// after their models, numbered where one occurs again.
pub(super) fn labels(object: &str, parts: &[Part], given: &[String]) -> Result<Vec<String>> {
    let receptors: Vec<_> = parts.iter().filter(|p| p.weight_unit.is_some()).collect();
    if !given.is_empty() {
        if given.len() != receptors.len() {
            return Err(Error::WrongLength {
                object: object.into(),
                name: "ports".into(),
                found: given.len(),
                expected: receptors.len(),
            });
        }
        return Ok(given.to_vec());
    }
    let mut labels: Vec<String> = Vec::new();
    for receptor in receptors {
        let base = snake_case(receptor.name);
        let label = (1..)
            .map(|k| match k {
                1 => base.clone(),
                _ => format!("{base}{k}"),
            })
            .find(|label| !labels.contains(label))
            .unwrap_or_default();
        labels.push(label);
    }
    Ok(labels)
}

/// The names of a composition's variables: the neuron's own as they are, those
/// of a receptor behind its label.
pub(super) fn qualified(
    table: &Table,
    parts: &[Part],
    labels: &[String],
    count: fn(&Part) -> usize,
) -> Vec<String> {
    let mut variables = table.iter();
    let mut labels = labels.iter();
    let mut names = Vec::with_capacity(table.len());
    for part in parts {
        let label = part.weight_unit.and_then(|_| labels.next());
        for variable in variables.by_ref().take(count(part)) {
            names.push(match label {
                None => variable.name.to_owned(),
                Some(label) => format!("{label}.{}", variable.name),
            });
        }
    }
    names
}

fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (k, c) in name.chars().enumerate() {
        if c.is_uppercase() && k > 0 {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}
