//! The floors of the workspace: a crate imports only from floors below its own.

use std::collections::HashMap;
use std::process::Command;

use serde_json::Value;

/// The lowest floor first; within a floor no crate knows another.
const FLOORS: &[&[&str]] = &[
    &["npbrain-core"],
    &[
        "npbrain-neurons",
        "npbrain-synapses",
        "npbrain-values",
        "npbrain-connect",
        "npbrain-inputs",
        "npbrain-monitors",
        "plugin-model",
    ],
    &["npbrain-engine", "npbrain-analysis", "npbrain-registry"],
    &["npbrain-cpu", "npbrain-gpu", "npbrain-viz"],
    &["npbrain-network", "npbrain-testkit"],
    &["npbrain"],
    &["benchmark-networks"],
];

#[test]
fn arrows_point_down() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let floor_of: HashMap<&str, usize> = FLOORS
        .iter()
        .enumerate()
        .flat_map(|(floor, crates)| crates.iter().map(move |name| (*name, floor)))
        .collect();
    let mut arrows = 0;
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let floor = *floor_of
            .get(name)
            .unwrap_or_else(|| panic!("`{name}` stands on no floor: add it to FLOORS"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let to = dependency["name"].as_str().unwrap();
            let normal = dependency["kind"].is_null();
            if let (true, Some(below)) = (normal, floor_of.get(to)) {
                arrows += 1;
                assert!(*below < floor, "`{name}` must not import `{to}`");
            }
        }
    }
    assert!(arrows > 10, "no dependencies were read");
}
