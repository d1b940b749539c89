//! The command line: what is timed, and what is said of it.

mod arguments;
mod benchmark;
mod memory;
mod present;
mod sizes;
mod spikes;
mod timed;

use std::ffi::OsString;
use std::fmt;

use npbrain::all as nn;

use arguments::Asked;

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

type Result<T> = std::result::Result<T, Mistake>;

/// Times what the words of a command line ask for; what it says is without the
/// last line break.
pub(crate) fn run(words: impl IntoIterator<Item = OsString>) -> Result<String> {
    match arguments::read(words)? {
        Asked::Help => Ok(arguments::help()),
        Asked::Run(options) => {
            let times = timed::timed(&options)?;
            Ok(match options.json {
                true => present::json(&options, &times),
                false => present::text(&options, &times),
            })
        }
        Asked::Sizes(sizes, picture) => sizes::run(&sizes, picture.as_deref()),
    }
}
