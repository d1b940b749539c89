//! A compute shader around recorded tapes, judged by naga.

use npbrain_core::{Tape, WgslFunction};

/// Panics, with the text, unless naga accepts the tapes inside a compute
/// shader that calls them, without any optional capability.
pub(super) fn assert_valid_wgsl(tapes: &[Tape]) {
    let functions: Vec<WgslFunction> =
        (tapes.iter().enumerate()).map(|(k, tape)| tape.wgsl(&format!("model_{k}"))).collect();
    let mut source = WgslFunction::module(&functions);
    source += "
@group(0) @binding(0) var<storage, read_write> numbers: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
";
    for (k, function) in functions.iter().enumerate() {
        let arguments: Vec<String> =
            (0..function.parameters.len()).map(|k| format!("numbers[id.x + {k}u]")).collect();
        let (name, structure) = (&function.name, &function.structure);
        source += &format!("    let r{k}: {structure} = {name}({});\n", arguments.join(", "));
        for member in &function.numbers {
            source += &format!("    numbers[id.x] += r{k}.{member};\n");
        }
        for member in &function.masks {
            source += &format!("    numbers[id.x] += select(0.0f, 1.0f, r{k}.{member});\n");
        }
    }
    source += "}\n";

    let module = naga::front::wgsl::parse_str(&source)
        .unwrap_or_else(|error| panic!("{}\n{source}", error.emit_to_string(&source)));
    naga::valid::Validator::new(
        naga::valid::ValidationFlags::all(),
        naga::valid::Capabilities::empty(),
    )
    .validate(&module)
    .unwrap_or_else(|error| panic!("{}\n{source}", error.emit_to_string(&source)));
}
