use std::error::Error;
use std::fmt;

use crate::report::list;
use crate::{Fault, Report};

/// What is wrong with a model, and what it passed before that showed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// What is wrong; at least one thing.
    pub faults: Vec<Fault>,
    /// What it passed. Checks that make no sense after a fault are left out.
    pub report: Report,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` fails:", self.report.model)?;
        list(f, &self.faults)?;
        if !self.report.passed.is_empty() {
            f.write_str("\nit passed:")?;
            list(f, &self.report.passed)?;
        }
        Ok(())
    }
}

impl Error for Failure {}
