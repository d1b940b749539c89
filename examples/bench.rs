//! The networks that simulators are compared by, timed: one line of JSON, with
//! the keys of the scripts that time other simulators (`benches/peers`).
//!
//! ```sh
//! cargo run --release --example bench -- coba --n 4000 --duration 1000 --threads 1 --precision f32 --json
//! cargo run --release --example bench -- coba --method euler --repeats 5
//! cargo run --release --example bench -- --help
//! ```

use std::io::Write;
use std::process::ExitCode;

#[path = "bench/mod.rs"]
mod bench;

fn main() -> ExitCode {
    match bench::run(std::env::args_os().skip(1)) {
        Ok(said) => {
            // Who stops reading, as `head` does, has seen enough.
            let _ = writeln!(std::io::stdout(), "{said}");
            ExitCode::SUCCESS
        }
        Err(mistake) => {
            eprintln!("bench: {mistake}");
            ExitCode::from(2)
        }
    }
}
