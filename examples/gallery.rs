//! A small picture of every neuron, synapse, rule of connection, input and kind
//! of figure, written to a directory: `gallery`, or the one given. They are
//! shown in `docs/gallery/README.md`.
//!
//! ```sh
//! cargo run --release --example gallery -- gallery
//! ```

#[path = "gallery/connections.rs"]
mod connections;
#[path = "gallery/figures.rs"]
mod figures;
#[path = "gallery/inputs.rs"]
mod inputs;
#[path = "gallery/neurons.rs"]
mod neurons;
#[path = "gallery/synapses.rs"]
mod synapses;

use std::path::PathBuf;

use npbrain::all as nn;
use npbrain::all::vis::Figure;

/// Where pictures go.
struct Gallery {
    directory: PathBuf,
    pictures: usize,
}

impl Gallery {
    fn save(&mut self, name: &str, figure: Figure) -> nn::Result<()> {
        self.pictures += 1;
        figure.save(self.directory.join(format!("{name}.png")))
    }
}

fn main() -> nn::Result<()> {
    let directory = PathBuf::from(std::env::args().nth(1).unwrap_or("gallery".into()));
    if let Err(error) = std::fs::create_dir_all(&directory) {
        eprintln!("no directory {}: {error}", directory.display());
        std::process::exit(1);
    }
    let mut gallery = Gallery { directory, pictures: 0 };
    neurons::show(&mut gallery)?;
    synapses::show(&mut gallery)?;
    connections::show(&mut gallery)?;
    inputs::show(&mut gallery)?;
    figures::show(&mut gallery)?;
    println!("{} pictures in {}", gallery.pictures, gallery.directory.display());
    Ok(())
}
