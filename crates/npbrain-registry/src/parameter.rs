use npbrain_core::{Domain, Var};

/// A parameter of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name, the only one of the entry.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// Its default; `None` where it follows from others, as its
    /// [`doc`](Self::doc) says.
    pub default: Option<f64>,
    /// What it is.
    pub doc: String,
    /// Which values make sense.
    pub domain: Domain,
    /// Other names for it, those of NumpyBrain among them.
    pub aliases: Vec<String>,
}

impl Parameter {
    /// A parameter of a model, whose default may be another than that of its
    /// table.
    pub(crate) fn of_model(name: String, var: &Var, default: f64) -> Self {
        Parameter {
            name,
            unit: var.unit,
            default: Some(default),
            doc: var.doc.trim().into(),
            domain: var.domain,
            aliases: Vec::new(),
        }
    }

    /// One that belongs to the description, not to a model.
    pub(crate) fn of_description(
        name: &str,
        unit: &'static str,
        default: Option<f64>,
        doc: &str,
        domain: Domain,
    ) -> Self {
        Parameter { name: name.into(), unit, default, doc: doc.into(), domain, aliases: Vec::new() }
    }
}

/// What a name means that stands for something else under one name of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// This parameter.
    Parameter(&'static str),
    /// A constant of the equations: any other value is refused.
    Constant {
        /// The value it has.
        value: f64,
        /// What it is, for messages.
        what: &'static str,
    },
}
