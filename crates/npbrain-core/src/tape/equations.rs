use std::fmt;

use super::Tape;
use super::listing::{self, Dialect, Form, Text};

/// The notation of the printed equations.
struct Equations;

impl Dialect for Equations {
    const LOGIC: [&'static str; 3] = ["and", "or", "not "];
    const NAME_CONSTANTS: bool = false;

    fn literal(&mut self, value: f64) -> Text {
        Text { text: format!("{value:?}"), form: Form::signed(value), constant: true }
    }

    fn call(&mut self, function: &'static str, argument: &str) -> String {
        format!("{function}({argument})")
    }

    fn select(&mut self, mask: &str, yes: &str, no: &str) -> String {
        format!("if {mask} then {yes} else {no}")
    }
}

/// The tape as equations, one per line; outputs are marked by arrows.
impl fmt::Display for Tape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}({}):", self.name, self.inputs.join(", "))?;
        let sections = listing::sections(self, &self.inputs, &mut Equations);
        let numbers = self.numbers.iter().map(|output| &output.name);
        let masks = self.masks.iter().map(|output| &output.name);
        for (output, section) in numbers.chain(masks).zip(sections) {
            for (name, expression) in section.lines {
                writeln!(f, "  {name} = {expression}")?;
            }
            writeln!(f, "  -> {output} = {}", section.value)?;
        }
        Ok(())
    }
}
