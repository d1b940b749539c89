//! A model of a few parameters is at most 40 lines of code. (`morris_lecar`, of
//! twelve, is the neuron to look at for what a larger one takes.)

use std::fs;
use std::path::Path;

/// The lines that are neither blank nor comments.
fn lines_of_code(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn every_model_fits_in_40_lines() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for model in ["fitzhugh_nagumo", "alpha_current", "pair_stdp"] {
        let text = fs::read_to_string(source.join(model).with_extension("rs")).unwrap();
        let lines = lines_of_code(&text);
        assert!((10..=40).contains(&lines), "{model} has {lines} lines of code");
    }
}
