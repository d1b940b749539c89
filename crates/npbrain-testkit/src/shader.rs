use naga::valid::{Capabilities, ValidationFlags, Validator};
use npbrain_core::{Tape, WgslFunction};

use crate::Fault;

/// What naga says against a tape inside a compute shader that calls it,
/// without any optional capability.
pub(crate) fn check(tape: &Tape, how: &str) -> Option<Fault> {
    let message = judged(&around(&tape.wgsl("model")))?;
    Some(Fault::Shader { how: how.into(), message })
}

/// What is wrong with a WGSL module.
fn judged(source: &str) -> Option<String> {
    let outcome = match naga::front::wgsl::parse_str(source) {
        Err(error) => Err(error.emit_to_string(source)),
        Ok(module) => Validator::new(ValidationFlags::all(), Capabilities::empty())
            .validate(&module)
            .map(drop)
            .map_err(|error| error.emit_to_string(source)),
    };
    outcome.err()
}

/// A compute shader that calls a function and uses all its results.
fn around(function: &WgslFunction) -> String {
    let arguments: Vec<String> =
        (0..function.parameters.len()).map(|k| format!("numbers[id.x + {k}u]")).collect();
    let numbers = function.numbers.iter().map(|member| format!("after.{member}"));
    let masks = function.masks.iter().map(|member| format!("select(0.0f, 1.0f, after.{member})"));
    let sums: Vec<String> =
        numbers.chain(masks).map(|value| format!("    numbers[id.x] += {value};")).collect();
    format!(
        "{}
@group(0) @binding(0) var<storage, read_write> numbers: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {{
    let after: {} = {}({});
{}
}}
",
        WgslFunction::module(std::slice::from_ref(function)),
        function.structure,
        function.name,
        arguments.join(", "),
        sums.join("\n"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_shader_is_told_with_its_line() {
        let message = judged("fn f() -> f32 { return 1u; }").unwrap();
        assert!(message.contains("fn f() -> f32"), "{message}");
        assert_eq!(judged("fn f() -> f32 { return 1f; }"), None);
    }
}
