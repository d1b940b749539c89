use std::fmt;

/// What a model was held to, and passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The name of the model.
    pub model: String,
    /// What it passed, in the order of the checks.
    pub passed: Vec<String>,
    /// What is no fault, but worth knowing.
    pub notes: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` passes:", self.model)?;
        list(f, &self.passed)?;
        if !self.notes.is_empty() {
            f.write_str("\nnotes:")?;
            list(f, &self.notes)?;
        }
        Ok(())
    }
}

/// Each item on a line of its own.
pub(crate) fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T]) -> fmt::Result {
    items.iter().try_for_each(|item| write!(f, "\n  - {item}"))
}
