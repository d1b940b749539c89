//! What is run how, and how much memory it takes.

use std::fmt::Write;

use npbrain_core::Arithmetic;
use npbrain_engine::Precision;

use crate::route::{Route, Rows};
use crate::synapses::{Steps, Synapses, Targets, Weights};
use crate::worker::Worker;

/// The text of an engine with these workers, which meet after `together` steps, and
/// these projections, each with the number of its synapses and the bytes of what makes
/// its rows anew.
pub(crate) fn explained<T: Precision>(
    arithmetic: Arithmetic,
    together: u64,
    workers: &[Worker<T>],
    populations: &[String],
    projections: &[(&str, usize, usize)],
) -> String {
    let mut text = String::new();
    let mut all = 0;
    let mut line = |what: String, bytes: usize| {
        all += bytes;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{what}, {}", Bytes(bytes));
    };
    for (population, object) in populations.iter().enumerate() {
        let cells = || workers.iter().map(|worker| worker.stretch(population));
        let neurons: usize = cells().map(|stretch| stretch.range().len()).sum();
        let state = cells().map(|stretch| stretch.bytes()).sum();
        line(format!("{object}: {neurons} neurons"), state);
        let under_way = workers.iter().map(|worker| worker.bytes_under_way(population)).sum();
        line("  what is under way to them".into(), under_way);
    }
    for (name, synapses, remade) in projections {
        let routes: Vec<&Route<T>> = workers.iter().filter_map(|w| w.route(name)).collect();
        let (layout, bytes) = match routes.first() {
            Some(route) => {
                let kept: usize = routes.iter().map(|route| route.bytes()).sum();
                (layout(route), kept + remade)
            }
            None => {
                let live = workers.iter().filter_map(|worker| worker.live(name));
                ("synapses with a model".into(), live.map(|live| live.bytes()).sum())
            }
        };
        let each = bytes as f64 / (*synapses).max(1) as f64;
        line(
            format!("projection `{name}`: {synapses} synapses, {layout}: {each:.1} bytes each"),
            bytes,
        );
    }
    let threads = match workers.len() {
        0 | 1 => "1 thread".into(),
        more => format!("{more} threads, which meet every {together} steps or more often"),
    };
    let bits = 8 * size_of::<T>();
    let arithmetic = match arithmetic {
        Arithmetic::Plain => "without SIMD instructions".into(),
        Arithmetic::Simd(level) => format!("{level:?}"),
    };
    format!(
        "backend cpu: numbers of {bits} bits, {arithmetic}, {threads}\n{text}in all {}\n",
        Bytes(all)
    )
}

/// How the synapses of a route lie.
fn layout<T>(route: &Route<T>) -> String {
    if let Rows::Remade { .. } = route.rows {
        return "procedural, made anew at each spike".into();
    }
    let Synapses { targets, weights, delays, .. } = &route.synapses;
    let targets = match targets {
        Targets::Narrow(_) => "targets of 16 bits",
        Targets::Wide(_) => "targets of 32 bits",
    };
    let weights = match weights {
        Weights::Same(_) => "one weight".into(),
        Weights::Each(_) => format!("weights of {} bits", 8 * size_of::<T>()),
    };
    let delays = match delays {
        Steps::Same(_) => "one delay",
        Steps::Short(_) => "delays of 8 bits",
        Steps::Long(_) => "delays of 32 bits",
    };
    format!("{targets}, {weights}, {delays}")
}

/// So many bytes, to be read.
struct Bytes(usize);

impl std::fmt::Display for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut size = self.0 as f64;
        for unit in ["bytes", "KiB", "MiB"] {
            if size < 1000.0 {
                let digits = usize::from(unit != "bytes");
                return write!(f, "{size:.digits$} {unit}");
            }
            size /= 1024.0;
        }
        write!(f, "{size:.2} GiB")
    }
}
