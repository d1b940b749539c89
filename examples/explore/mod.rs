//! The command line: what is asked, and what is answered.

mod arguments;
mod clamped;
mod list;
mod neuron;
mod present;
mod synapse;

use std::ffi::OsString;
use std::fmt;

use npbrain::all as nn;

use arguments::{Arguments, COMMANDS};

/// What was wrong, in one line.
#[derive(Debug)]
pub(crate) struct Mistake(String);

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<nn::Error> for Mistake {
    fn from(error: nn::Error) -> Self {
        Mistake(error.to_string())
    }
}

impl From<String> for Mistake {
    fn from(told: String) -> Self {
        Mistake(told)
    }
}

type Result<T> = std::result::Result<T, Mistake>;

/// Does what the words of a command line ask for; what it says is without the
/// last line break.
pub(crate) fn run(words: impl IntoIterator<Item = OsString>) -> Result<String> {
    let arguments = Arguments::read(words)?;
    if arguments.has("help") {
        return Ok(arguments::help());
    }
    let registry = nn::Registry::shipped();
    match arguments.command {
        "list" => list::list(&registry, &arguments),
        "neuron" => neuron::neuron(&registry, &arguments),
        "synapse" => synapse::synapse(&registry, &arguments),
        _ => Err(Mistake(format!("expected one of {COMMANDS:?}"))),
    }
}
