//! The benchmark networks, timed: one line of JSON, with the keys of the scripts
//! that time other simulators (`benches/peers`).
//!
//! ```sh
//! cargo run --release --example bench -- coba --n 4000 --method euler --precision f32 --threads 1 --json
//! cargo run --release --example bench -- --help
//! ```

use std::process::ExitCode;
use std::time::Instant;

use npbrain::all as nn;

#[path = "networks/mod.rs"]
mod networks;

use networks::{Built, Spec};

fn main() -> ExitCode {
    let options = match Options::read(lexopt::Parser::from_env()) {
        Ok(options) => options,
        Err(mistake) => {
            eprintln!("bench: {mistake}");
            return ExitCode::from(2);
        }
    };
    match timed(&options) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Options {
    spec: Spec,
    duration: f64,
    threads: usize,
    single: bool,
    reference: bool,
    seed: u64,
}

impl Options {
    fn read(mut parser: lexopt::Parser) -> Result<Options, lexopt::Error> {
        use lexopt::prelude::*;
        let mut options = Options {
            spec: Spec { network: "coba".into(), n: 0, indegree: 80, method: "euler".into() },
            duration: 1000.0,
            threads: 1,
            single: true,
            reference: false,
            seed: 42,
        };
        while let Some(arg) = parser.next()? {
            match arg {
                Value(name) => options.spec.network = name.string()?,
                Long("n") => options.spec.n = parser.value()?.parse()?,
                Long("indegree") => options.spec.indegree = parser.value()?.parse()?,
                Long("method") => options.spec.method = parser.value()?.string()?,
                Long("duration") => options.duration = parser.value()?.parse()?,
                Long("threads") => options.threads = parser.value()?.parse()?,
                Long("seed") => options.seed = parser.value()?.parse()?,
                Long("precision") => options.single = parser.value()?.string()? == "f32",
                Long("backend") => options.reference = parser.value()?.string()? == "reference",
                Long("json") => {}
                _ => return Err(arg.unexpected()),
            }
        }
        Ok(options)
    }
}

fn timed(options: &Options) -> nn::Result<String> {
    let begun = Instant::now();
    let mut net = nn::Network::new();
    net.dt(0.1)?.seed(options.seed)?;
    let cpu = nn::Cpu::new().threads(options.threads);
    match (options.reference, options.single) {
        (true, _) => net.on(nn::Reference)?,
        (_, true) => net.on(cpu.f32())?,
        (_, false) => net.on(cpu)?,
    };
    let Built { cells, monitors, synapses } = options.spec.build(&mut net)?;
    net.run(0.0, [])?;
    let build = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    net.run(options.duration, [])?;
    let simulated = begun.elapsed().as_secs_f64();
    let mut spikes = 0;
    for monitor in monitors {
        spikes += net.get(monitor)?.i.len();
    }
    let mut count = 0;
    for synapses in synapses {
        count += net.synapses(synapses)?.weight.len();
    }
    let n = cells;
    Ok(serde_json::json!({
        "simulator": "npbrain",
        "benchmark": options.spec.network,
        "n": n,
        "synapses": count,
        "build_s": build,
        "sim_s": simulated,
        "rate_hz": spikes as f64 / n as f64 / (options.duration / 1000.0),
        "threads": options.threads,
        "precision": if options.single { "f32" } else { "f64" },
    })
    .to_string())
}
