//! Everything in `npbrain::all`: constructed, run, and one number of each held
//! to something that does not come from here. A name of `all.rs` without a line
//! in `everything/checks.rs` fails, and so does a name of NumpyBrain without a
//! row in the page "Coming from NumpyBrain".

#[path = "everything/checks.rs"]
mod checks;
#[path = "everything/measure.rs"]
mod measure;
#[path = "everything/names.rs"]
mod names;
#[path = "everything/own.rs"]
mod own;

use checks::CHECKS;
use npbrain::all as nn;

/// What is found, what it should be, and how far it may be from there.
type Compared = [f64; 3];

struct Check {
    names: &'static [&'static str],
    /// Where the expected number comes from.
    from: &'static str,
    run: fn() -> nn::Result<Compared>,
}

#[test]
fn each_name_has_its_number() {
    let mut failed = Vec::new();
    for check in CHECKS {
        match (check.run)() {
            Ok([found, expected, within]) if (found - expected).abs() <= within => {}
            Ok([found, expected, within]) => failed.push(format!(
                "{:?}: {found}, but {expected} ± {within} by {}",
                check.names, check.from
            )),
            Err(error) => failed.push(format!("{:?}: {error}", check.names)),
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Every name that `all.rs` exports has a line, and occurs here as code.
#[test]
fn no_name_is_without_a_line() {
    let source = [include_str!("everything/checks.rs"), include_str!("everything/own.rs")].concat();
    let used = |name: &str| {
        let path = format!("nn::{name}");
        source.match_indices(&path).any(|(at, _)| {
            let after = source[at + path.len()..].chars().next();
            !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
    };
    let listed: Vec<&str> = CHECKS.iter().flat_map(|check| check.names).copied().collect();
    let exported = names::of_all();
    assert!(exported.len() > 200, "only {} names were read", exported.len());
    let missing: Vec<&String> =
        exported.iter().filter(|name| !listed.contains(&name.as_str()) || !used(name)).collect();
    assert!(missing.is_empty(), "without a line or unused in it: {missing:?}");
    let gone: Vec<_> = listed.iter().filter(|n| !exported.iter().any(|e| e == *n)).collect();
    assert!(gone.is_empty(), "not exported: {gone:?}");
}

/// It has a row in the page, and exists in `all` unless it is replaced.
#[test]
fn every_name_of_numpybrain_is_found() {
    let missing = names::without_a_row();
    assert!(missing.is_empty(), "no row for {missing:?}");
    let missing = names::without_a_counterpart();
    assert!(missing.is_empty(), "not in `npbrain::all`: {missing:?}");
}

/// The pictures of the gallery are those that its page shows, and every neuron,
/// synapse, rule and input that a function makes has one.
#[test]
fn the_gallery_shows_everything() {
    let missing = names::without_a_picture();
    assert!(missing.is_empty(), "no picture of {missing:?}");
    assert_eq!(names::shown_in_the_gallery(), names::kept_in_the_gallery());
}
