//! How results are written.

use serde_json::{Value, json};

use super::arguments::{Backend, Options};
use super::timed::{DT, Times};

/// The value in the middle; of an even number of values, between the two there.
pub(super) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = ((sorted.len() - 1) / 2, sorted.len() / 2);
    0.5 * (sorted[low] + sorted[high])
}

/// With so many digits after the point.
fn rounded(value: f64, digits: i32) -> f64 {
    let unit = 10f64.powi(digits);
    (value * unit).round() / unit
}

pub(super) fn precision(options: &Options) -> &'static str {
    if options.single { "float32" } else { "float64" }
}

pub(super) fn backend(options: &Options) -> &'static str {
    match options.backend {
        Backend::Cpu => "cpu",
        Backend::Reference => "reference",
        #[cfg(feature = "gpu")]
        Backend::Gpu => "gpu",
    }
}

pub(super) fn threads(options: &Options) -> String {
    match options.threads {
        1 => "1 thread".into(),
        several => format!("{several} threads"),
    }
}

/// One line of JSON, with the keys of the other simulators' scripts first, in
/// their order.
pub(super) fn json(options: &Options, times: &Times) -> String {
    let all: Vec<f64> = times.runs.iter().map(|run| rounded(*run, 6)).collect();
    let entries: [(&str, Value); 21] = [
        ("simulator", json!("npbrain")),
        ("benchmark", json!(options.benchmark.name)),
        ("n", json!(options.n)),
        ("synapses", json!(times.synapses)),
        ("build_s", json!(rounded(median(&times.builds), 6))),
        ("sim_s", json!(rounded(median(&times.runs), 6))),
        ("rss_mb", json!(times.memory.map(|memory| rounded(memory, 1)))),
        ("rate_hz", json!(rounded(times.rate, 4))),
        ("threads", json!(options.threads)),
        ("precision", json!(precision(options))),
        ("duration_ms", json!(options.duration)),
        ("dt_ms", json!(DT)),
        ("sim_min_s", json!(all.iter().copied().fold(f64::INFINITY, f64::min))),
        ("sim_all", json!(all)),
        ("method", json!(options.method)),
        ("backend", json!(backend(options))),
        ("procedural", json!(options.procedural)),
        ("seed", json!(options.seed)),
        ("events", json!(times.events)),
        ("built_mb", json!(times.built.map(|memory| rounded(memory, 1)))),
        ("version", json!(env!("CARGO_PKG_VERSION"))),
    ];
    let mut written: Vec<String> =
        entries.into_iter().map(|(key, value)| format!("{}: {value}", Value::from(key))).collect();
    if !times.rates.is_empty() {
        let rates = times.rates.iter().map(|(name, rate)| format!("\"{name}\": {rate:.3}"));
        written.push(format!("\"rates\": {{{}}}", rates.collect::<Vec<_>>().join(", ")));
    }
    format!("{{{}}}", written.join(", "))
}

/// The same to be read.
pub(super) fn text(options: &Options, times: &Times) -> String {
    let Options { benchmark, n, duration, repeats, method, .. } = options;
    let (build, run) = (median(&times.builds), median(&times.runs));
    let repeats = match repeats {
        1 => String::new(),
        _ => format!(", median of {repeats}"),
    };
    let memory = times.memory.map_or("unknown".into(), |memory| format!("{memory:.1} MiB"));
    let rates = times.rates.iter().map(|(name, rate)| format!("\n        {name} {rate:.2} Hz"));
    let rates: String = rates.collect();
    format!(
        "\
{}: {n} neurons, {} synapses, {duration} ms in steps of {DT} ms
npbrain {}, {}, {}, {}, {method}

build   {build:.4} s
run     {run:.4} s{repeats}
speed   {:.1} times real time
rate    {:.2} Hz{rates}
memory  {memory}{}",
        benchmark.name,
        times.synapses,
        env!("CARGO_PKG_VERSION"),
        backend(options),
        precision(options),
        threads(options),
        duration / 1000.0 / run,
        times.rate,
        times.explained,
    )
}
