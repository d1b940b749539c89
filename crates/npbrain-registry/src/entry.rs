use std::fmt;
use std::ops::Deref;

use npbrain_core::{Error, Result, Var};

use crate::names::position;
use crate::parameter::{Meaning, Parameter};

/// What every entry has, of a neuron or of a synapse.
pub struct Entry {
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) summary: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) state: Vec<(String, &'static Var)>,
    pub(crate) respelled: Vec<Respelling>,
    pub(crate) follows: Vec<(usize, Rule)>,
}

/// A name that means something else under one name of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Respelling {
    /// The name of the model.
    pub under: String,
    /// The name of the parameter there.
    pub name: &'static str,
    /// What it means.
    pub meaning: Meaning,
}

/// How a value follows from others, which it asks for by name.
pub type Rule = fn(&dyn Fn(&str) -> f64) -> f64;

impl Entry {
    pub(crate) fn new(name: &str) -> Self {
        Entry {
            name: name.into(),
            aliases: Vec::new(),
            summary: String::new(),
            parameters: Vec::new(),
            state: Vec::new(),
            respelled: Vec::new(),
            follows: Vec::new(),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Other names for it, those of NumpyBrain among them.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// What it is, in one line.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Its parameters, in the order in which values are given and shown.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Its state variables: name, unit, default and doc.
    pub fn state(&self) -> impl Iterator<Item = (&str, &'static Var)> {
        self.state.iter().map(|(name, var)| (name.as_str(), *var))
    }

    /// Names of parameters that mean something else under one name of the model.
    pub fn respelled(&self) -> &[Respelling] {
        &self.respelled
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// The number of a parameter, by its name or an alias: the one spelled so, or
    /// else one that differs in capitals and `_` alone.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        let own = self.parameters.iter().enumerate().map(|(k, p)| (k, p.name.as_str()));
        let aliases = self.parameters.iter().enumerate();
        let aliases = aliases.flat_map(|(k, p)| p.aliases.iter().map(move |alias| (k, &**alias)));
        let names: Vec<(usize, &str)> = own.chain(aliases).collect();
        position(names.iter().map(|(_, known)| *known), name).map(|at| names[at].0)
    }

    pub(crate) fn found(&self, asked: &str, name: &str) -> Result<usize> {
        self.index(name).ok_or_else(|| Error::UnknownName {
            object: asked.into(),
            kind: "parameter",
            name: name.into(),
            known: self
                .parameters
                .iter()
                .flat_map(|p| std::iter::once(&p.name).chain(&p.aliases))
                .cloned()
                .collect(),
        })
    }

    /// Gives the parameter `name` another name.
    pub(crate) fn alias(&mut self, name: &str, alias: &str) -> Result<()> {
        let index = self.found(&self.name, name)?;
        self.parameters[index].aliases.push(alias.into());
        Ok(())
    }

    /// Lets a parameter that is not given follow from others.
    pub(crate) fn follow(&mut self, name: &str, how: &str, rule: Rule) -> Result<()> {
        let index = self.found(&self.name, name)?;
        let parameter = &mut self.parameters[index];
        parameter.default = None;
        parameter.doc = format!("{} Unless given: {how}.", parameter.doc);
        self.follows.push((index, rule));
        Ok(())
    }

    /// The values given, in the order of the parameters, checked.
    fn values(&self, asked: &str, given: &[(&str, f64)]) -> Result<Vec<Option<f64>>> {
        let mut values: Vec<Option<f64>> = vec![None; self.parameters.len()];
        for (name, value) in given {
            let Some(index) = self.meant(asked, name, *value)? else { continue };
            let parameter = &self.parameters[index];
            if !parameter.domain.contains(*value) {
                return Err(Error::InvalidValue {
                    object: asked.into(),
                    name: (*name).into(),
                    value: *value,
                    expected: parameter.domain.expected(),
                });
            }
            if values[index].replace(*value).is_some() {
                let reason = format!("`{}` is given twice", parameter.name);
                return Err(Error::Impossible { object: asked.into(), reason });
            }
        }
        for (index, rule) in &self.follows {
            if values[*index].is_none() {
                let value = rule(&|name| {
                    let of = |k: usize| values[k].or(self.parameters[k].default);
                    self.index(name).and_then(of).unwrap_or(f64::NAN)
                });
                values[*index] = Some(value);
            }
        }
        Ok(values)
    }

    /// What `name` means where the model is called `asked`, if it means something
    /// else there.
    fn respelling(&self, asked: &str, name: &str) -> Option<Meaning> {
        let here: Vec<_> = self.respelled.iter().filter(|r| r.under == asked).collect();
        position(here.iter().map(|r| r.name), name).map(|at| here[at].meaning)
    }

    /// The parameter meant by `name` where the model is called `asked`; none if
    /// it is a constant, with the value it has.
    fn meant(&self, asked: &str, name: &str, value: f64) -> Result<Option<usize>> {
        match self.respelling(asked, name) {
            None => self.found(asked, name).map(Some),
            Some(Meaning::Parameter(own)) => self.found(asked, own).map(Some),
            Some(Meaning::Constant { value: constant, .. }) if value == constant => Ok(None),
            Some(Meaning::Constant { value: constant, what }) => Err(Error::Impossible {
                object: asked.into(),
                reason: format!("`{name}` is {what}, always {constant}; it cannot be set"),
            }),
        }
    }
}

/// An entry under the name by which it was asked for.
pub struct Asked<'a, E> {
    pub(crate) entry: &'a E,
    pub(crate) name: &'a str,
}

impl<'a, E> Asked<'a, E> {
    /// The name it was asked for by, as the entry spells it.
    pub fn asked(&self) -> &'a str {
        self.name
    }
}

impl<E> fmt::Debug for Asked<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Asked").field(&self.name).finish()
    }
}

impl<E> Deref for Asked<'_, E> {
    type Target = E;

    fn deref(&self) -> &E {
        self.entry
    }
}

impl<'a, E: Deref<Target = Entry>> Asked<'a, E> {
    /// A parameter by its name or an alias.
    ///
    /// # Errors
    /// [`Error::UnknownName`] with the nearest.
    pub fn parameter(&self, name: &str) -> Result<&'a Parameter> {
        let entry: &'a Entry = self.entry;
        let own = match entry.respelling(self.name, name) {
            Some(Meaning::Parameter(own)) => own,
            _ => name,
        };
        entry.found(self.name, own).map(|k| &entry.parameters[k])
    }

    /// The value of each parameter that is given or follows from others, in the
    /// order of [`parameters`](Entry::parameters).
    pub(crate) fn values(&self, given: &[(&str, f64)]) -> Result<Vec<Option<f64>>> {
        self.entry.values(self.name, given)
    }
}
