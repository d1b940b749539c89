use std::borrow::Cow;
use std::fmt;

/// Everything that can be wrong with what a user hands in, or go wrong in a run.
///
/// Each variant carries the values; the text says which object, what was
/// given, what is allowed, and the nearest right name.
///
/// `Debug` gives the same text: it is what `main` prints.
#[derive(Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A name that does not exist where it was looked up.
    #[error("{object} has no {kind} `{name}`; it has {}{}", List(known), Nearest(name, known))]
    UnknownName {
        /// The object asked, for example "population `lif1`".
        object: String,
        /// What was looked up: "variable", "parameter", "port" …
        kind: &'static str,
        /// The name given.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },

    /// A value outside what is allowed.
    #[error("{object}: `{name}` is {}; expected {expected}", Short(*value))]
    InvalidValue {
        /// The object it was given to.
        object: String,
        /// The parameter, variable or argument.
        name: String,
        /// The value given.
        value: f64,
        /// What is allowed.
        expected: &'static str,
    },

    /// An array whose length does not fit.
    #[error("{object}: `{name}` has {found} values; expected {expected}")]
    WrongLength {
        /// The object it was given to.
        object: String,
        /// The parameter, variable or argument.
        name: String,
        /// How many values were given.
        found: usize,
        /// How many are needed.
        expected: usize,
    },

    /// A duration or time that is no whole number of steps.
    #[error(
        "{object}: `{name}` = {} ms is not a multiple of dt = {dt} ms; the nearest are {} and {} ms",
        Short(*value), Short(*below), Short(*above)
    )]
    OffGrid {
        /// The object it was given to.
        object: String,
        /// The argument.
        name: String,
        /// The value given, in ms.
        value: f64,
        /// The step, in ms.
        dt: f64,
        /// The largest multiple of `dt` below.
        below: f64,
        /// The smallest multiple of `dt` above.
        above: f64,
    },

    /// An index outside a population.
    #[error("{object}: index {index} is out of range; it has {size} neurons (0..{size})")]
    OutOfRange {
        /// The population.
        object: String,
        /// The index given.
        index: usize,
        /// The size of the population.
        size: usize,
    },

    /// A range that selects nothing, runs backwards or leaves the population.
    #[error("{object}: {start}..{end} is no part of its {size} neurons (0..{size})")]
    InvalidSlice {
        /// The population.
        object: String,
        /// First index.
        start: usize,
        /// One past the last index.
        end: usize,
        /// The size of the population.
        size: usize,
    },

    /// A population without neurons.
    #[error("{object} has no neurons; a population needs at least one")]
    EmptyPopulation {
        /// The population.
        object: String,
    },

    /// Two objects of one name.
    #[error("there are two objects named `{name}`; names must differ")]
    DuplicateName {
        /// The name given twice.
        name: String,
    },

    /// A port with a name that it cannot have.
    #[error("{object}: a port cannot be called `{name}`: {reason}")]
    PortName {
        /// The population.
        object: String,
        /// The name.
        name: String,
        /// Why.
        reason: &'static str,
    },

    /// A projection that names no port, where there are several.
    #[error("{object} names no port, and {target} has {}; choose one with `port`", List(known))]
    PortNeeded {
        /// The projection.
        object: String,
        /// The population it goes to.
        target: String,
        /// The ports there are.
        known: Vec<String>,
    },

    /// A handle that was made by another network.
    #[error(
        "{object} was given the handle of a {kind} of another network; use one that this network's `add` returned"
    )]
    ForeignHandle {
        /// The object it was given to.
        object: String,
        /// The kind of object.
        kind: &'static str,
    },

    /// Data asked for before anything ran.
    #[error("{object} has recorded nothing yet; call `run` first")]
    NothingRecorded {
        /// The monitor.
        object: String,
    },

    /// A connection rule that does not fit the populations.
    #[error("{object}: {rule} cannot connect {pre} to {post} neurons; {reason}")]
    Connection {
        /// The projection.
        object: String,
        /// The rule.
        rule: String,
        /// Size of the source.
        pre: usize,
        /// Size of the target.
        post: usize,
        /// Why.
        reason: Cow<'static, str>,
    },

    /// Values that depend on positions, where there are none.
    #[error(
        "{object}: `{name}` depends on positions, and {population} has none; give them with `at`"
    )]
    NoPositions {
        /// The object the values are for.
        object: String,
        /// What they are: a parameter, variable or argument.
        name: String,
        /// The population without positions.
        population: String,
    },

    /// An integration method a model cannot run with.
    #[error(
        "{object}: {model} cannot be integrated with {method}: {reason}; it has {}",
        List(available)
    )]
    Method {
        /// The population.
        object: String,
        /// The model.
        model: &'static str,
        /// The method asked for.
        method: String,
        /// Why.
        reason: &'static str,
        /// The methods that are compiled in for it.
        available: Vec<String>,
    },

    /// Something that makes no sense on any backend.
    #[error("{object}: {reason}")]
    Impossible {
        /// The object.
        object: String,
        /// Why.
        reason: String,
    },

    /// An integration method that is there, but not compiled in for models.
    #[error(
        "method `{method}` is not compiled in; give it by its type, `neurons_by(size, model, {integrator})`, or take {}",
        List(available)
    )]
    NotCompiledIn {
        /// The method asked for.
        method: String,
        /// Its integrator, as one writes it.
        integrator: &'static str,
        /// The methods that are compiled in.
        available: Vec<String>,
    },

    /// A step of an implicit method whose equation was not solved.
    #[error(
        "{object}: Newton's iteration did not converge in {iterations} iterations for the step from t = {t} on; try a smaller dt than {dt}"
    )]
    NotConverged {
        /// The method.
        object: String,
        /// How many iterations there were.
        iterations: usize,
        /// The start of the step.
        t: f64,
        /// The step.
        dt: f64,
    },

    /// A network that a backend cannot run.
    #[error("backend {backend} cannot run {object}: {reason}")]
    Unsupported {
        /// The backend.
        backend: &'static str,
        /// The object.
        object: String,
        /// Why.
        reason: String,
    },

    /// No adapter (GPU) that could be used, or none of this name.
    #[error("no GPU {wanted}; there is {}; {help}", List(found))]
    NoAdapter {
        /// What was looked for.
        wanted: String,
        /// The names of the adapters there are.
        found: Vec<String>,
        /// What to do about it.
        help: &'static str,
    },

    /// Something that is larger than a device can hold.
    #[error("{object} needs {needed} bytes in {what}, and {adapter} takes {limit}")]
    TooLargeForDevice {
        /// The object.
        object: String,
        /// What they are needed in.
        what: &'static str,
        /// How many bytes.
        needed: u64,
        /// How many there can be.
        limit: u64,
        /// The device.
        adapter: String,
    },

    /// A device that stopped working. What was recorded until then is kept; the
    /// state of the network is gone with the device.
    #[error("the GPU {adapter} is lost after {time} ms: {reason}")]
    DeviceLost {
        /// The device.
        adapter: String,
        /// How far the run had come, in ms.
        time: f64,
        /// What the system says.
        reason: String,
    },

    /// A setting that is fixed once the network has run.
    #[error("`{setting}` is fixed at the first run; set it before, or make a new network")]
    AlreadyRunning {
        /// The setting.
        setting: &'static str,
    },

    /// State that is no longer a number: the integration has failed.
    #[error("{0}")]
    NotFinite(Box<LostState>),

    /// Recording that would not fit into memory.
    #[error(
        "{object} would record {needed} bytes in this run, and {limit} are allowed; record fewer neurons or every k-th step, or raise the limit with `recording_limit`"
    )]
    RecordingTooLarge {
        /// The monitor that needs most.
        object: String,
        /// How many bytes all monitors would need.
        needed: u64,
        /// How many they may have.
        limit: u64,
    },

    /// A network that would not fit into memory.
    #[error(
        "{object} would take {needed} bytes of memory, and {limit} are left; make the network smaller or the projection `procedural`, or raise the limit with `memory_limit`"
    )]
    NetworkTooLarge {
        /// The object that is too large, or the largest of those that are together.
        object: String,
        /// How many bytes it would take, with all that is added at the same time.
        needed: u64,
        /// How many it may take.
        limit: u64,
    },

    /// A picture that could not be written.
    #[error("cannot write the picture {path}: {reason}")]
    Picture {
        /// The path given.
        path: String,
        /// Why.
        reason: String,
    },
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A state variable that became infinite or no number.
#[derive(Clone, Debug, PartialEq)]
pub struct LostState {
    /// The population.
    pub object: String,
    /// The state variable.
    pub variable: String,
    /// The neuron.
    pub neuron: usize,
    /// What it has become.
    pub value: f64,
    /// When this was noticed, in ms; it happened after `last_time`.
    pub time: f64,
    /// The state of the neuron when it was last seen finite, by name.
    pub last: Vec<(String, f64)>,
    /// When that was, in ms.
    pub last_time: f64,
    /// What may help.
    pub hint: String,
}

impl fmt::Display for LostState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LostState { object, variable, neuron, value, time, last, last_time, hint } = self;
        write!(
            f,
            "{object}: `{variable}` of neuron {neuron} is {value} at {time} ms; at {last_time} ms it was still at"
        )?;
        for (k, (name, value)) in last.iter().enumerate() {
            let comma = if k == 0 { " " } else { ", " };
            write!(f, "{comma}{name} = {}", Short(*value))?;
        }
        write!(f, "; {hint}")
    }
}

/// The result of what a user asks for.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A number, with an exponent where it would have many zeros.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Short(value) = *self;
        let plain = !value.is_finite() || value == 0.0 || (1e-7..1e16).contains(&value.abs());
        if plain { write!(f, "{value}") } else { write!(f, "{value:e}") }
    }
}

struct List<'a>(&'a [String]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        for (k, name) in self.0.iter().enumerate() {
            let comma = if k == 0 { "" } else { ", " };
            write!(f, "{comma}`{name}`")?;
        }
        Ok(())
    }
}

struct Nearest<'a>(&'a str, &'a [String]);

impl fmt::Display for Nearest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Nearest(name, known) = self;
        let wanted = name.to_lowercase();
        let nearest = known
            .iter()
            .map(|k| (strsim::jaro_winkler(&wanted, &k.to_lowercase()), k))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match nearest {
            Some((likeness, k)) if likeness > 0.7 => write!(f, " (did you mean `{k}`?)"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let error = Error::UnknownName {
            object: "population `lif1`".into(),
            kind: "variable",
            name: "V".into(),
            known: vec!["v".into(), "refractory".into()],
        };
        assert_eq!(
            error.to_string(),
            "population `lif1` has no variable `V`; it has `v`, `refractory` (did you mean `v`?)"
        );
    }

    #[test]
    fn long_numbers_are_written_short() {
        let written = [0.0, -0.5, 1e-7, 123456789.0, 1e300, -7.5e129, 1e-300, f64::INFINITY]
            .map(|value| Short(value).to_string());
        let expected =
            ["0", "-0.5", "0.0000001", "123456789", "1e300", "-7.5e129", "1e-300", "inf"];
        assert_eq!(written, expected);
    }

    #[test]
    fn nothing_near_is_not_guessed() {
        let error = Error::UnknownName {
            object: "population `lif1`".into(),
            kind: "port",
            name: "xyz".into(),
            known: vec![],
        };
        assert_eq!(error.to_string(), "population `lif1` has no port `xyz`; it has none");
    }
}
