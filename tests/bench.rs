//! The command line `examples/bench.rs`: what it promises to scripts, and how it
//! tells mistakes. Its networks against Brian2's: `benches/peers/rates.py`.

use std::collections::HashMap;

use benchmark_networks::{brunel, microcircuit};
use npbrain::all as nn;
use serde_json::Value;

#[path = "../examples/bench/mod.rs"]
mod bench;

/// What the command line says to these words.
fn said(words: &str) -> Result<String, String> {
    bench::run(words.split_whitespace().map(Into::into)).map_err(|mistake| mistake.to_string())
}

/// The answer in JSON, which is one line.
fn answer(words: &str) -> Value {
    let line = said(&format!("{words} --json")).unwrap_or_else(|told| panic!("{words}: {told}"));
    assert!(!line.contains('\n'));
    serde_json::from_str(&line).unwrap()
}

fn number(answer: &Value, key: &str) -> f64 {
    answer[key].as_f64().unwrap_or_else(|| panic!("{key} in {answer}"))
}

const NETWORKS: [&str; 7] = ["coba", "cuba", "cobahh", "brunel", "stdp", "microcircuit", "readme"];

/// The keys that `benches/peers` reads, and those that say what was run.
#[test]
fn the_keys_are_those_promised() {
    let answer = answer("coba --n 200 --indegree 20 --duration 20 --precision f32 --repeats 3");
    for key in ["build_s", "sim_s", "rate_hz", "synapses", "dt_ms", "sim_min_s"] {
        assert!(number(&answer, key) > 0.0, "{key} in {answer}");
    }
    assert_eq!(answer["simulator"], "npbrain");
    assert_eq!(answer["benchmark"], "coba");
    assert_eq!(answer["n"], 200);
    assert_eq!(answer["threads"], 1);
    assert_eq!(answer["precision"], "float32");
    assert_eq!(answer["duration_ms"], 20.0);
    assert_eq!(answer["method"], "exponential_euler");
    assert_eq!(answer["backend"], "cpu");
    assert_eq!(answer["seed"], 42);
    assert_eq!(answer["version"], env!("CARGO_PKG_VERSION"));
    assert!(answer["rss_mb"].is_null() || number(&answer, "rss_mb") > 1.0);
    let mut all: Vec<f64> =
        answer["sim_all"].as_array().unwrap().iter().map(|run| run.as_f64().unwrap()).collect();
    all.sort_by(f64::total_cmp);
    assert_eq!(all.len(), 3);
    assert_eq!((number(&answer, "sim_min_s"), number(&answer, "sim_s")), (all[0], all[1]));
}

/// As many synapses as were asked for, to five standard deviations of their
/// binomial law; neurons that fire; and on the engine what the reference gives.
#[test]
fn every_network_is_what_was_asked_for() {
    for (network, pairs, probability) in [
        ("coba", 500.0 * 500.0, 0.08),
        ("coba --method euler", 500.0 * 500.0, 0.08),
        ("cuba", 500.0 * 500.0, 0.08),
        ("cobahh", 500.0 * 500.0, 0.08),
        ("brunel", 500.0 * 500.0, 0.1),
        ("stdp", 500.0 * 500.0, 0.08),
        ("readme", 166.0 * 334.0, 0.1),
    ] {
        let words = format!("{network} --n 500 --indegree 40 --duration 50 --seed 7");
        let engine = answer(&words);
        let mean: f64 = pairs * probability;
        let synapses = number(&engine, "synapses");
        let deviation = (mean * (1.0 - probability)).sqrt();
        assert!((synapses - mean).abs() < 5.0 * deviation, "{network}: {synapses} for {mean}");
        assert!(number(&engine, "rate_hz") > 1.0, "{engine}");
        let reference = answer(&format!("{words} --backend reference"));
        for key in ["synapses", "rate_hz"] {
            assert_eq!(engine[key], reference[key], "{network}");
        }
    }
}

/// A tenth of the microcircuit against the same network in NEST 3.10
/// (`benches/peers/nest_microcircuit.py`, seeds 1 to 10, each 10 s after 0.5 s): as many
/// neurons and synapses, and rates within five standard deviations of what 2 s give there.
#[test]
fn the_microcircuit_fires_as_in_nest() {
    let answer = answer("microcircuit --duration 2000 --precision f32");
    assert_eq!(answer["n"], 7717);
    assert_eq!(answer["synapses"], 2_988_686);
    let nest = [
        ("L23E", 0.480, 0.0207),
        ("L23I", 2.100, 0.0405),
        ("L4E", 3.977, 0.0366),
        ("L4I", 5.012, 0.0229),
        ("L5E", 6.559, 0.2342),
        ("L5I", 7.817, 0.0572),
        ("L6E", 0.846, 0.0335),
        ("L6I", 7.000, 0.0358),
    ];
    assert_eq!(answer["rates"].as_object().unwrap().len(), nest.len());
    for (name, mean, deviation) in nest {
        let rate = number(&answer["rates"], name);
        assert!((rate - mean).abs() < 5.0 * deviation, "{name}: {rate} Hz, in NEST {mean}");
    }
    let rate = number(&answer, "rate_hz");
    assert!((rate - 2.7179).abs() < 5.0 * 0.0275, "{rate} Hz, in NEST 2.7179");
}

/// The file has the spikes of the timed run, all of them and no others: as many of each
/// population as its rate says, of neurons that there are, in the steps of that run.
#[test]
fn spikes_are_written_to_a_file() {
    let path = std::env::temp_dir().join(format!("npbrain_bench_{}.csv", std::process::id()));
    let file = path.to_str().unwrap();
    let answer = answer(&format!("microcircuit --scale 0.02 --duration 200 --spikes {file}"));
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("population,neuron,time_ms"));
    let mut counts: HashMap<&str, f64> = HashMap::new();
    let mut before = ("L23E", 0.0);
    for line in lines {
        let [population, neuron, time] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let size = size_at(0.02, population);
        assert!(neuron.parse::<usize>().unwrap() < size, "{line}: there are {size}");
        let exact = time.parse::<f64>().unwrap() * 10.0;
        let steps = exact.round();
        assert!((exact - steps).abs() < 1e-9 && steps > 5000.0 && steps <= 7000.0, "{line}");
        if before.0 == population {
            assert!(before.1 <= steps, "{line} is not in the order of time");
        }
        before = (population, steps);
        *counts.entry(population).or_default() += 1.0;
    }
    for (name, rate) in answer["rates"].as_object().unwrap() {
        let counted = counts.remove(name.as_str()).unwrap_or(0.0);
        let found = counted / size_at(0.02, name) as f64 / 0.2;
        let rate = rate.as_f64().unwrap();
        assert!((found - rate).abs() < 6e-4, "{name}: {found} Hz in the file, {rate} told");
    }
    assert!(counts.is_empty(), "{counts:?}");
}

/// Synapses made anew at each spike are those that are kept: so are the spikes.
#[test]
fn the_procedural_microcircuit_is_the_microcircuit() {
    let words = "microcircuit --scale 0.02 --duration 200 --precision f32 --threads 2 --json";
    let told =
        |words: &str| -> serde_json::Value { serde_json::from_str(&said(words).unwrap()).unwrap() };
    let (kept, made) = (told(words), told(&format!("{words} --procedural")));
    for key in ["synapses", "rates", "events"] {
        assert!(!kept[key].is_null());
        assert_eq!(kept[key], made[key], "{key}");
    }
    assert!(said("coba --procedural").unwrap_err().contains("keeps its synapses"));
}

/// How many neurons a population of the microcircuit has.
fn size_at(scale: f64, population: &str) -> usize {
    let place = microcircuit::POPULATIONS.iter().position(|name| *name == population);
    microcircuit::sizes(scale)[place.unwrap_or_else(|| panic!("no population {population}"))]
}

/// A table and a picture of several sizes, whatever their order: synapses as they are known,
/// events as spikes times synapses.
#[test]
fn sizes_stand_beside_each_other() {
    let path = std::env::temp_dir().join(format!("npbrain_sizes_{}.png", std::process::id()));
    let words = "microcircuit --scale 0.02,0.01 --duration 100 --precision f32";
    let table = said(&format!("{words} --picture {}", path.display())).unwrap();
    assert!(std::fs::read(&path).unwrap().starts_with(b"\x89PNG"));
    std::fs::remove_file(&path).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| 0")).collect();
    // As benches/peers/circuit.py counts them.
    assert!(rows[0].starts_with("| 0.01 | 771 | 29859 | "), "{table}");
    assert!(rows[1].starts_with("| 0.02 | 1544 | 119646 | "), "{table}");
    assert_eq!(rows.len(), 2, "{table}");
    assert_eq!(table.lines().last(), Some(rows[1]));

    let lines = said(&format!("{words} --json")).unwrap();
    let sizes: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(sizes.len(), 2);
    for (size, n) in sizes.iter().zip([771, 1544]) {
        assert_eq!(size["n"], n);
        // Neurons have unlike numbers of targets and rates, but not by much on average.
        let spikes = number(size, "rate_hz") * 0.1 * f64::from(n);
        let each = number(size, "events") / spikes;
        let mean = number(size, "synapses") / f64::from(n);
        assert!((each / mean - 1.0).abs() < 0.5, "{each} events a spike, {mean} synapses a neuron");
    }
}

/// Every spike of Brunel's network leads through the synapses of its neuron, which is known
/// from a run of the same network.
#[test]
fn events_are_spikes_at_synapses() {
    let mut net = nn::Network::new();
    net.dt(0.1).unwrap().seed(3).unwrap();
    let (cells, kinds) = brunel::brunel(&mut net, 500);
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(50.0, []).unwrap();
    let mut targets = vec![0; 500];
    for (kind, first) in kinds.into_iter().zip([0, 400]) {
        let connections = net.synapses(kind).unwrap();
        connections.pairs().for_each(|(i, _)| targets[first + i] += 1);
    }
    let events: u64 = net.get(spikes).unwrap().i.iter().map(|i| targets[*i]).sum();
    assert!(events > 1000);
    assert_eq!(answer("brunel --n 500 --seed 3 --duration 50")["events"], events);
}

#[test]
fn whoever_asks_for_nothing_is_told_what_there_is() {
    let help = said("").unwrap();
    assert_eq!(said("--help").unwrap(), help);
    assert_eq!(said("coba -h").unwrap(), help);
    for network in NETWORKS {
        assert!(help.contains(&format!("\n  {network} ")), "{help}");
    }
    let text = said("cuba --n 100 --indegree 10 --duration 10").unwrap();
    assert!(text.starts_with("cuba: 100 neurons, "), "{text}");
    assert!(text.contains("real time"), "{text}");
}

#[test]
fn mistakes_say_what_is_right() {
    for (words, told) in [
        ("cobba", "bench has no network `cobba`; it has `coba`,"),
        ("cobba", "(did you mean `coba`?)"),
        ("coba --lenght 3", "bench has no option `--lenght`"),
        ("coba --treads 3", "(did you mean `--threads`?)"),
        ("coba -n 3", "bench has no option `-n`"),
        ("coba cuba", "`cuba` is one word too many after `coba`"),
        ("--n 100", "expected a network, as in `bench coba`"),
        ("coba --n 0", "--n is `0`; expected a whole number, 1 or more"),
        ("coba --n -5", "--n is `-5`; expected a whole number, 1 or more"),
        ("coba --n 1e3", "--n is `1e3`; expected a whole number, 1 or more"),
        ("coba --n", "--n needs a value: --n N"),
        ("coba --n 100 --n 200", "--n is given twice"),
        ("coba --n 50", "--indegree is 80; 50 neurons have 50 sources at most"),
        ("coba --indegree 0", "--indegree is `0`; expected a number, more than 0"),
        ("coba --duration -1", "--duration is `-1`; expected a number, more than 0"),
        ("coba --duration NaN", "--duration is `NaN`; expected a number, more than 0"),
        ("coba --duration inf", "--duration is `inf`; expected a number, more than 0"),
        ("coba --n 100 --duration 0.25", "is not a multiple of dt = 0.1 ms"),
        ("coba --threads 0", "--threads is `0`; expected a whole number, 1 or more"),
        ("coba --repeats 0", "--repeats is `0`; expected a whole number, 1 or more"),
        ("coba --seed x", "--seed is `x`; expected a whole number, 0 or more"),
        ("coba --precision f3", "(did you mean `f32`?)"),
        ("coba --method rk4", "`coba` has no method `rk4`; it has `exponential_euler`, `euler`"),
        ("cuba --method exakt", "(did you mean `exact`?)"),
        #[cfg(not(feature = "gpu"))]
        ("coba --backend gpu", "bench has no backend `gpu`; it has `cpu`, `reference`"),
        #[cfg(feature = "gpu")]
        ("coba --backend gpu --precision f64", "the GPU computes in f32"),
        ("coba --backend reference --precision f32", "the reference computes in f64"),
        ("coba --backend reference --threads 2", "on one thread"),
        ("coba --scale 0.1", "coba takes --n in place of --scale"),
        ("microcircuit --n 100", "microcircuit takes --scale in place of --n"),
        ("microcircuit --scale 2", "--scale is 2; the full size is 1"),
        ("microcircuit --scale 0.1,0.2,3", "--scale is 3; the full size is 1"),
        ("microcircuit --scale 0.1,", "--scale is ``; expected a number, more than 0"),
        ("microcircuit --scale 0.1,0.10", "--scale has 0.1 twice"),
        ("coba --scale 0.1,0.2", "coba takes --n in place of --scale"),
        ("microcircuit --scale 0.1,0.2 --spikes a.csv", "--spikes is for one size"),
        ("microcircuit --scale 0.1,0.2 --picture a.gif", "its name must end in .png or .svg"),
        ("microcircuit --picture a.png", "--picture shows sizes; give several"),
        ("coba --spikes", "--spikes needs a value: --spikes FILE"),
        ("coba --spikes .", "--spikes is `.`, which cannot be written: "),
        ("coba --spikes nowhere/a.csv", "`nowhere/a.csv`, which cannot be written: "),
        ("coba --json=1", "json"),
    ] {
        let found = said(words).expect_err(words);
        assert!(found.contains(told), "{words}: {found}");
        assert!(!found.contains('\n'), "{words}: {found}");
    }
}
