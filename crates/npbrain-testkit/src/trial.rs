use crate::{Failure, Fault, Report};

/// A model under examination.
pub(crate) struct Trial {
    report: Report,
    faults: Vec<Fault>,
}

impl Trial {
    pub(crate) fn of(model: &str) -> Self {
        let report = Report { model: model.into(), ..Report::default() };
        Trial { report, faults: Vec::new() }
    }

    /// Takes down the outcome of a check called `check`.
    pub(crate) fn take(&mut self, check: impl Into<String>, faults: Vec<Fault>) {
        if faults.is_empty() {
            self.report.passed.push(check.into());
        } else {
            self.faults.extend(faults);
        }
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.report.notes.push(note.into());
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_fine(&self) -> bool {
        self.faults.is_empty()
    }

    pub(crate) fn verdict(self) -> Result<Report, Failure> {
        if self.faults.is_empty() {
            Ok(self.report)
        } else {
            Err(Failure { faults: self.faults, report: self.report })
        }
    }
}

/// Prints a report, or panics with a failure: what a `#[test]` needs.
#[track_caller]
pub(crate) fn print(outcome: Result<Report, Failure>) -> Report {
    match outcome {
        Ok(report) => {
            println!("{report}");
            report
        }
        Err(failure) => panic!("{failure}"),
    }
}
