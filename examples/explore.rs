//! Every model from the command line, by name:
//!
//! ```sh
//! cargo run --release --example explore -- list
//! cargo run --release --example explore -- neuron HH --current 10 --duration 1000 --dt 0.01 --method rk4
//! cargo run --release --example explore -- neuron Izhikevich --mode "tonic spiking" --plot tonic.png
//! cargo run --release --example explore -- synapse STP --spikes 10,60,110 --set tau_f=1500
//! cargo run --release --example explore -- --help
//! ```

use std::io::Write;
use std::process::ExitCode;

#[path = "explore/mod.rs"]
mod explore;

fn main() -> ExitCode {
    match explore::run(std::env::args_os().skip(1)) {
        Ok(said) => {
            // Who stops reading, as `head` does, has seen enough.
            let _ = writeln!(std::io::stdout(), "{said}");
            ExitCode::SUCCESS
        }
        Err(mistake) => {
            eprintln!("explore: {mistake}");
            ExitCode::from(2)
        }
    }
}
