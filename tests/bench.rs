//! The command line `examples/bench.rs`: what it promises to scripts, and how it
//! tells mistakes. Its networks against Brian2's: `benches/peers/rates.py`.

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

/// A tenth of the microcircuit against the same network in NEST 3 (one seed, 3 s after
/// 0.5 s): as many neurons and synapses, and rates within 25 %, for seeds differ by some
/// 10 % in the populations that fire least.
#[test]
fn the_microcircuit_fires_as_in_nest() {
    let answer = answer("microcircuit --duration 2000 --precision f32");
    assert_eq!(answer["n"], 7717);
    assert_eq!(answer["synapses"], 2_988_686);
    let nest = [0.471, 2.11, 4.064, 5.022, 6.665, 7.792, 0.822, 7.064];
    let names = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];
    assert_eq!(answer["rates"].as_object().unwrap().len(), 8);
    for (name, nest) in names.into_iter().zip(nest) {
        let rate = number(&answer["rates"], name);
        assert!((rate / nest - 1.0).abs() < 0.25, "{name}: {rate} Hz, in NEST {nest}");
    }
    assert!((number(&answer, "rate_hz") / 2.746 - 1.0).abs() < 0.05, "{answer}");
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
        ("coba --json=1", "json"),
    ] {
        let found = said(words).expect_err(words);
        assert!(found.contains(told), "{words}: {found}");
        assert!(!found.contains('\n'), "{words}: {found}");
    }
}
