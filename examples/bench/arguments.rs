//! The words of the command line.

use std::ffi::OsString;

use benchmark_networks::microcircuit;
use lexopt::{Arg, Parser};
use npbrain::all as nn;

use super::benchmark::{BENCHMARKS, Benchmark};
use super::{Mistake, Result};

/// Name, value and meaning of every option.
const OPTIONS: [(&str, &str, &str); 14] = [
    ("n", "N", "how many neurons"),
    ("indegree", "K", "how many sources a neuron has on average (80)"),
    ("scale", "S[,S...]", "the size of microcircuit as a share of the full one (0.1)"),
    ("duration", "MS", "how long to run"),
    ("threads", "T", "at most so many threads (1)"),
    ("precision", "f32|f64", "what numbers to compute with (f64)"),
    ("method", "NAME", "how to integrate"),
    ("backend", "cpu|reference|gpu", "what to run on (cpu); gpu with the feature `gpu`"),
    ("seed", "S", "the seed of all random numbers (42)"),
    ("repeats", "R", "how often to build and run it; times are medians (1)"),
    ("procedural", "", "make the synapses of microcircuit anew at each spike"),
    ("spikes", "FILE", "where to write the spikes of the timed run"),
    ("picture", "FILE", "where to draw cost and memory against size, as PNG or SVG"),
    ("json", "", "one line of JSON for each size"),
];

/// What is said of the program.
pub(super) fn help() -> String {
    let mut text = String::from(
        "\
bench: the networks that simulators are compared by, timed

  build_s   until the first step: planning, connecting, building the engine
  sim_s     the run alone, in steps of 0.1 ms
  rate_hz   spikes per neuron and second
  rss_mb    the most memory that was resident, in MiB

usage:
  bench NETWORK [OPTIONS]

networks, with their neurons and methods, the default first:
",
    );
    for benchmark in &BENCHMARKS {
        let Benchmark { name, doc, n, methods, .. } = benchmark;
        text.push_str(&format!("  {name:<8} {doc}\n           {n}; {}\n", methods.join(", ")));
    }
    text.push_str("\noptions:\n");
    for (name, value, doc) in OPTIONS {
        let shown = format!("--{name} {value}");
        text.push_str(&format!("  {shown:<24} {doc}\n"));
    }
    let fixed: Vec<&str> =
        BENCHMARKS.iter().filter(|b| !b.takes_indegree).map(|b| b.name).collect();
    text.push_str(&format!(
        "\nA network runs for 1000 ms, readme for 100. --indegree changes nothing in {}.\n\
         The file of spikes has a line of population, neuron and time in ms for each, with\n\
         commas between, under a line that names them; microcircuit runs for 500 ms before.\n\
         Several sizes are run from the least on, and give a table:\n\n\
           bench microcircuit --scale 0.01,0.03,0.1 --picture scaling.png\n\n\
         Mistakes are told on stderr, with exit code 2.",
        fixed.join(" and ")
    ));
    text
}

/// What to run on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Backend {
    Cpu,
    Reference,
    #[cfg(feature = "gpu")]
    Gpu,
}

/// Their names, the default first.
const BACKENDS: &[&str] = &[
    "cpu",
    "reference",
    #[cfg(feature = "gpu")]
    "gpu",
];

/// What to time.
pub(super) struct Options {
    pub(super) benchmark: &'static Benchmark,
    pub(super) n: usize,
    pub(super) indegree: f64,
    /// The size as a share of the full one.
    pub(super) scale: f64,
    /// Whether synapses are made anew at each spike.
    pub(super) procedural: bool,
    /// In ms.
    pub(super) duration: f64,
    pub(super) threads: usize,
    /// Whether to compute in `f32`.
    pub(super) single: bool,
    pub(super) method: &'static str,
    pub(super) backend: Backend,
    pub(super) seed: u64,
    pub(super) repeats: usize,
    /// Where to write the spikes.
    pub(super) spikes: Option<String>,
    pub(super) json: bool,
}

/// What is asked for.
pub(super) enum Asked {
    Help,
    Run(Options),
    /// The same at several sizes, from the least on, and where to draw it.
    Sizes(Vec<Options>, Option<String>),
}

fn unknown(object: &str, kind: &'static str, name: &str, known: Vec<String>) -> Mistake {
    nn::Error::UnknownName { object: object.into(), kind, name: name.into(), known }.into()
}

fn no_option(name: &str) -> Mistake {
    let known = OPTIONS.iter().map(|(name, ..)| format!("--{name}")).collect();
    unknown("bench", "option", name, known)
}

fn text(word: OsString) -> Result<String> {
    word.into_string().map_err(|word| Mistake(format!("{word:?} is no text (UTF-8)")))
}

pub(super) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Asked> {
    let mut parser = Parser::from_args(words);
    let mut network = None;
    let mut given: Vec<(&'static str, String)> = Vec::new();
    let mut is_empty = true;
    while let Some(word) = parser.next().map_err(|e| Mistake(e.to_string()))? {
        is_empty = false;
        match word {
            Arg::Long("help") | Arg::Short('h') => return Ok(Asked::Help),
            Arg::Value(word) => {
                let word = text(word)?;
                if let Some(network) = network {
                    return Err(Mistake(format!(
                        "`{word}` is one word too many after `{network}`"
                    )));
                }
                network = Some(word);
            }
            Arg::Long(name) => {
                let name = name.to_owned();
                let found = OPTIONS.iter().find(|(known, ..)| *known == name);
                let (name, value, _) = *found.ok_or_else(|| no_option(&format!("--{name}")))?;
                let value = match value {
                    "" => String::new(),
                    _ => text(parser.value().map_err(|_| {
                        Mistake(format!("--{name} needs a value: --{name} {value}"))
                    })?)?,
                };
                if given.iter().any(|(other, _)| *other == name) {
                    return Err(Mistake(format!("--{name} is given twice")));
                }
                given.push((name, value));
            }
            Arg::Short(letter) => return Err(no_option(&format!("-{letter}"))),
        }
    }
    // Who asks for nothing is told what there is to ask for.
    if is_empty {
        return Ok(Asked::Help);
    }
    let Some(network) = network else {
        return Err(Mistake("expected a network, as in `bench coba`; --help shows all".into()));
    };
    let benchmark = BENCHMARKS.iter().find(|b| b.name == network).ok_or_else(|| {
        let known = BENCHMARKS.iter().map(|b| b.name.into()).collect();
        unknown("bench", "network", &network, known)
    })?;
    Given(given).asked(benchmark)
}

/// A number more than 0.
fn number(word: &str) -> Option<f64> {
    word.parse().ok().filter(|x: &f64| x.is_finite() && *x > 0.0)
}

/// The options as they were given.
struct Given(Vec<(&'static str, String)>);

impl Given {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// A whole number, `least` or more.
    fn whole(&self, name: &str, default: u64, least: u64) -> Result<u64> {
        let Some(value) = self.get(name) else { return Ok(default) };
        let number = value.parse().ok().filter(|number| *number >= least);
        number.ok_or_else(|| {
            Mistake(format!("--{name} is `{value}`; expected a whole number, {least} or more"))
        })
    }

    fn count(&self, name: &str, default: usize) -> Result<usize> {
        let count = self.whole(name, default as u64, 1)?;
        usize::try_from(count).map_err(|_| Mistake(format!("--{name} is {count}, too many")))
    }

    /// A number more than 0.
    fn positive(&self, name: &str, default: f64) -> Result<f64> {
        let Some(value) = self.get(name) else { return Ok(default) };
        number(value).ok_or_else(|| {
            Mistake(format!("--{name} is `{value}`; expected a number, more than 0"))
        })
    }

    /// One of some names, the default first.
    fn one_of<'a>(
        &self,
        name: &str,
        object: &str,
        kind: &'static str,
        known: &[&'a str],
    ) -> Result<&'a str> {
        let Some(value) = self.get(name) else { return Ok(known[0]) };
        known.iter().find(|known| **known == value).copied().ok_or_else(|| {
            unknown(object, kind, value, known.iter().map(|known| (*known).into()).collect())
        })
    }

    /// The sizes, from the least on, each a share of the full one.
    fn scales(&self) -> Result<Vec<f64>> {
        let mut scales = Vec::new();
        for word in self.get("scale").unwrap_or("0.1").split(',') {
            let scale = number(word).ok_or_else(|| {
                Mistake(format!("--scale is `{word}`; expected a number, more than 0"))
            })?;
            if scale > 1.0 {
                return Err(Mistake(format!("--scale is {scale}; the full size is 1")));
            }
            scales.push(scale);
        }
        scales.sort_by(f64::total_cmp);
        if let Some(pair) = scales.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Mistake(format!("--scale has {} twice", pair[0])));
        }
        Ok(scales)
    }

    fn asked(&self, benchmark: &'static Benchmark) -> Result<Asked> {
        let picture = self.get("picture").map(String::from);
        let scales = self.scales()?;
        match (&scales[..], self.get("spikes")) {
            ([_], _) if picture.is_some() => {
                let help = "--picture shows sizes; give several, as in --scale 0.01,0.03";
                Err(Mistake(help.into()))
            }
            ([scale], _) => self.options(benchmark, *scale).map(Asked::Run),
            (_, Some(_)) => Err(Mistake("--spikes is for one size; --scale has several".into())),
            _ => {
                let sizes = scales.iter().map(|scale| self.options(benchmark, *scale));
                Ok(Asked::Sizes(sizes.collect::<Result<_>>()?, picture))
            }
        }
    }

    fn options(&self, benchmark: &'static Benchmark, scale: f64) -> Result<Options> {
        let name = benchmark.name;
        let single = self.one_of("precision", "bench", "precision", &["f64", "f32"])? == "f32";
        let threads = self.count("threads", 1)?;
        let backend = match self.one_of("backend", "bench", "backend", BACKENDS)? {
            "reference" => Backend::Reference,
            #[cfg(feature = "gpu")]
            "gpu" => Backend::Gpu,
            _ => Backend::Cpu,
        };
        #[cfg(feature = "gpu")]
        let single = match (backend, self.get("precision")) {
            (Backend::Gpu, Some("f64")) => {
                return Err(Mistake("the GPU computes in f32".into()));
            }
            (Backend::Gpu, _) => true,
            _ => single,
        };
        if backend == Backend::Reference && (single || threads > 1) {
            return Err(Mistake("the reference computes in f64, on one thread".into()));
        }
        let n = match (benchmark.takes_scale, self.get("n"), self.get("scale")) {
            (true, Some(_), _) => {
                return Err(Mistake(format!("{name} takes --scale in place of --n")));
            }
            (false, _, Some(_)) => {
                return Err(Mistake(format!("{name} takes --n in place of --scale")));
            }
            (true, ..) => microcircuit::sizes(scale).iter().sum(),
            (false, ..) => self.count("n", benchmark.n)?,
        };
        let procedural = self.get("procedural").is_some();
        if procedural && !benchmark.takes_scale {
            return Err(Mistake(format!("{name} keeps its synapses; microcircuit need not")));
        }
        let indegree = self.positive("indegree", 80.0)?;
        if benchmark.takes_indegree && indegree > n as f64 {
            return Err(Mistake(format!(
                "--indegree is {indegree}; {n} neurons have {n} sources at most"
            )));
        }
        Ok(Options {
            benchmark,
            n,
            indegree,
            scale,
            procedural,
            duration: self.positive("duration", benchmark.duration)?,
            threads,
            single,
            method: self.one_of("method", &format!("`{name}`"), "method", benchmark.methods)?,
            backend,
            seed: self.whole("seed", 42, 0)?,
            repeats: self.count("repeats", 1)?,
            spikes: self.get("spikes").map(Into::into),
            json: self.get("json").is_some(),
        })
    }
}
