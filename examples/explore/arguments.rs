//! The words of the command line.

use std::ffi::OsString;

use lexopt::{Arg, Parser};
use npbrain::all as nn;

use super::{Mistake, Result};

pub(super) const COMMANDS: [&str; 3] = ["list", "neuron", "synapse"];

/// An option.
struct Flag {
    name: &'static str,
    /// What stands behind it; nothing if it is a switch.
    value: &'static str,
    doc: &'static str,
    /// The commands that take it.
    of: &'static [&'static str],
}

const BOTH: &[&str] = &["neuron", "synapse"];
const NEURON: &[&str] = &["neuron"];
const SYNAPSE: &[&str] = &["synapse"];

const FLAGS: [Flag; 19] = [
    flag("set", "NAME=VALUE", "a parameter; as often as needed, or several with commas", BOTH),
    flag("duration", "MS", "how long to run", BOTH),
    flag("dt", "MS", "the step (0.1)", BOTH),
    flag("json", "", "one line of JSON", &["list", "neuron", "synapse"]),
    flag("plot", "FILE", "a picture, .png or .svg", BOTH),
    flag("current", "I", "a constant current, in the unit of the model (0)", NEURON),
    flag("mode", "MODE", "one of Izhikevich's twenty patterns, by name or letter", NEURON),
    flag("method", "NAME", "the integration method, any of npbrain::core::integrate", NEURON),
    flag("init", "NAME=VALUE", "a state variable at the start", NEURON),
    flag("t-ref", "MS", "the refractory period (0)", NEURON),
    flag("noise", "VALUE", "the parameter `noise`", NEURON),
    flag("seed", "N", "the seed of the noise (0)", NEURON),
    flag("spikes", "T1,T2,…", "labels of the presynaptic spikes, in ms", SYNAPSE),
    flag("v", "MV", "the clamped potential of the target (-65)", SYNAPSE),
    flag("v-pre", "MV", "the clamped potential of the source (-65)", SYNAPSE),
    flag("weight", "W", "the parameter `weight`", SYNAPSE),
    flag("delay", "MS", "the parameter `delay` (one step)", SYNAPSE),
    flag("onto", "RECEPTOR", "attach ExpCond, ExpCurrent, DualExpCond or DualExpCurrent", SYNAPSE),
    flag("help", "", "this", &["list", "neuron", "synapse"]),
];

const fn flag(
    name: &'static str,
    value: &'static str,
    doc: &'static str,
    of: &'static [&'static str],
) -> Flag {
    Flag { name, value, doc, of }
}

/// What is said of the program.
pub(super) fn help() -> String {
    let mut text = String::from(
        "\
explore: the models of npbrain by name

  current   into the target, positive depolarises: I = g (e_rev - v), in the unit of weight x mV
            (a voltage jump, which is no current, stands at the label where it acts, in mV)
  t         labels of samples in ms: 0 is the start, k dt the end of step k
  delivered what each spike brings to its target: released x weight. Of graded synapses, whose
            channels open slowly: the largest level x weight from its arrival to the next one's
            (1000 ms after the last)
  state     variables of the source, as seen from the synapse, and of the receptor
  spikes    labels in ms, the end of their step; with --mode those of Izhikevich's script, the
            start of the step: one dt less. The script makes duration/dt + 1 steps
  rate_hz   spikes / duration
  model     the name asked for, as the registry spells it

usage:
  explore list [MODEL] [--json]
  explore neuron MODEL [OPTIONS]     of one neuron: {model, spikes, rate_hz, state}
  explore synapse MODEL [OPTIONS]    of one synapse between two clamped neurons:
                                     {model, delivered, t, current, state}

A spike labelled t acts at t + delay; the shortest delay, and the default, is one step.

",
    );
    for (title, command) in [("neuron", NEURON), ("synapse", SYNAPSE)] {
        text.push_str(&format!("options of {title}:\n"));
        for flag in FLAGS.iter().filter(|flag| flag.of.contains(&command[0])) {
            let shown = format!("--{} {}", flag.name, flag.value);
            text.push_str(&format!("  {shown:<22} {}\n", flag.doc));
        }
        text.push('\n');
    }
    text.push_str(
        "Names are those of npbrain and of NumpyBrain; capitals and _ do not matter.\n\
         Mistakes are told on stderr, with exit code 2.",
    );
    text
}

/// What was asked.
pub(super) struct Arguments {
    pub(super) command: &'static str,
    pub(super) model: Option<String>,
    options: Vec<(&'static str, String)>,
}

fn unknown(object: &str, kind: &'static str, name: &str, known: Vec<String>) -> Mistake {
    nn::Error::UnknownName { object: object.into(), kind, name: name.into(), known }.into()
}

/// An option that `command` does not have.
fn no_option(command: Option<&str>, name: &str) -> Mistake {
    let here = FLAGS.iter().filter(|flag| command.is_none_or(|command| flag.of.contains(&command)));
    let known = here.map(|flag| format!("--{}", flag.name)).collect();
    unknown(&format!("`{}`", command.unwrap_or("explore")), "option", name, known)
}

fn text(word: OsString) -> Result<String> {
    word.into_string().map_err(|word| Mistake(format!("{word:?} is no text (UTF-8)")))
}

impl Arguments {
    pub(super) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut parser = Parser::from_args(words);
        let mut command: Option<&'static str> = None;
        let mut model = None;
        let mut given: Vec<(String, Option<String>)> = Vec::new();
        while let Some(word) = parser.next().map_err(|e| Mistake(e.to_string()))? {
            match word {
                Arg::Value(word) => {
                    let word = text(word)?;
                    match (command, &model) {
                        (None, _) => {
                            let known = || COMMANDS.map(String::from).to_vec();
                            let found = COMMANDS.into_iter().find(|c| *c == word);
                            command =
                                Some(found.ok_or_else(|| {
                                    unknown("explore", "command", &word, known())
                                })?);
                        }
                        (Some(_), None) => model = Some(word),
                        (Some(command), Some(model)) => {
                            return Err(Mistake(format!(
                                "`{word}` is one word too many after `{command} {model}`; names of \
                                 several words stand in quotes"
                            )));
                        }
                    }
                }
                Arg::Long(name) => {
                    let name = name.to_owned();
                    let Some(flag) = FLAGS.iter().find(|flag| flag.name == name) else {
                        return Err(no_option(command, &format!("--{name}")));
                    };
                    let value = match flag.value {
                        "" => None,
                        _ => {
                            let value = parser.value().map_err(|_| {
                                Mistake(format!("--{name} needs a value: --{name} {}", flag.value))
                            })?;
                            Some(text(value)?)
                        }
                    };
                    given.push((name, value));
                }
                Arg::Short('h') => given.push(("help".into(), None)),
                Arg::Short(letter) => return Err(no_option(command, &format!("-{letter}"))),
            }
        }
        // Who asks for nothing is told what there is to ask for.
        if command.is_none() && given.is_empty() {
            given.push(("help".into(), None));
        }
        let asks_help = given.iter().any(|(name, _)| name == "help");
        let command = match command {
            Some(command) => command,
            None if asks_help => "list",
            None => {
                return Err(Mistake(
                    "expected `list`, `neuron MODEL` or `synapse MODEL`; --help says more".into(),
                ));
            }
        };
        let mut options: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in given {
            let here = FLAGS.iter().find(|flag| flag.name == name && flag.of.contains(&command));
            let flag = here.ok_or_else(|| no_option(Some(command), &format!("--{name}")))?;
            let repeats = ["set", "init"].contains(&flag.name);
            if !repeats && options.iter().any(|(other, _)| *other == flag.name) {
                return Err(Mistake(format!("--{name} is given twice")));
            }
            options.push((flag.name, value.unwrap_or_default()));
        }
        Ok(Arguments { command, model, options })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// A number.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>> {
        self.get(name).map(|value| number(&format!("--{name}"), value)).transpose()
    }

    /// A time that is more than 0.
    pub(super) fn time(&self, name: &str) -> Result<Option<f64>> {
        match self.number(name)? {
            Some(time) if time <= 0.0 => {
                Err(Mistake(format!("--{name} is {time}; expected a time in ms, more than 0")))
            }
            time => Ok(time),
        }
    }

    pub(super) fn seed(&self) -> Result<u64> {
        let told = |value: &str| {
            Mistake(format!("--seed is `{value}`; expected a whole number, 0 or more"))
        };
        self.get("seed").map_or(Ok(0), |value| value.parse().map_err(|_| told(value)))
    }

    /// The model's name.
    pub(super) fn model(&self) -> Result<&str> {
        self.model.as_deref().ok_or_else(|| {
            let command = self.command;
            Mistake(format!(
                "`{command}` needs a model, as in `{command} {}`; `list` shows all",
                if command == "neuron" { "HH" } else { "AMPA_Ch1" }
            ))
        })
    }

    /// All NAME=VALUE of an option.
    pub(super) fn pairs(&self, option: &str) -> Result<Vec<(String, f64)>> {
        let given = self.options.iter().filter(|(name, _)| *name == option);
        given
            .flat_map(|(_, value)| value.split(','))
            .map(|pair| {
                let (name, value) = pair.split_once('=').ok_or_else(|| {
                    Mistake(format!("--{option} {pair}: expected NAME=VALUE, as in tau=20"))
                })?;
                Ok((name.trim().into(), number(&format!("--{option} {}", name.trim()), value)?))
            })
            .collect()
    }

    /// The labels of the spikes, in order.
    pub(super) fn spikes(&self) -> Result<Option<Vec<f64>>> {
        let Some(list) = self.get("spikes") else { return Ok(None) };
        let times: Vec<f64> =
            list.split(',').map(|time| number("--spikes", time)).collect::<Result<_>>()?;
        for pair in times.windows(2) {
            if pair[0] >= pair[1] {
                return Err(Mistake(format!(
                    "--spikes: {} comes after {}; expected times in order, each but once",
                    pair[1], pair[0]
                )));
            }
        }
        if let Some(first) = times.first().filter(|first| **first <= 0.0) {
            return Err(Mistake(format!(
                "--spikes: {first} is too early; the first step ends, and its spikes are \
                 labelled, at dt"
            )));
        }
        Ok(Some(times))
    }
}

/// A finite number.
fn number(what: &str, value: &str) -> Result<f64> {
    match value.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(Mistake(format!("{what} is `{}`; expected a finite number", value.trim()))),
    }
}

/// Pairs as the registry takes them.
pub(super) fn borrowed(pairs: &[(String, f64)]) -> Vec<(&str, f64)> {
    pairs.iter().map(|(name, value)| (name.as_str(), *value)).collect()
}
