//! What a chain of calls got wrong, kept until the picture is made.

use npbrain_core::Error;

/// A mistake.
#[derive(Clone, Debug)]
pub(crate) enum Mistake {
    /// Data or a value that do not fit.
    Value(Error),
    /// A call that does not fit into the chain.
    Call(String),
}

impl Mistake {
    /// The error to be told of the picture `name`.
    pub(crate) fn told(&self, name: &str) -> Error {
        match self {
            Mistake::Value(error) => error.clone(),
            Mistake::Call(reason) => {
                Error::Picture { path: name.to_owned(), reason: reason.clone() }
            }
        }
    }
}

impl From<Error> for Mistake {
    fn from(error: Error) -> Self {
        Mistake::Value(error)
    }
}

/// A value that is not among what is `expected`.
pub(crate) fn invalid(object: String, name: &str, value: f64, expected: &'static str) -> Error {
    Error::InvalidValue { object, name: name.to_owned(), value, expected }
}
