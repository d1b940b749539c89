//! The program that moves a population, printed from tapes.

use std::fmt::Write;

use npbrain_core::random::Key;
use npbrain_core::{Error, Result, Tape, Value, WgslFunction};
use npbrain_engine::{PoissonPlan, PopulationPlan, ReceptorPlan};

use crate::block::BLOCK;
use crate::constants::Constants;
use crate::gpu::NAME;
use crate::layout::{Layout, Port, port};
use crate::shader::{CLOCK, NORMAL, PHILOX, POISSON};

/// The text of the program, the numbers it reads, and which buffers it uses.
pub(crate) struct Update {
    pub(crate) text: String,
    pub(crate) constants: Vec<f32>,
}

/// What a population's program is printed from.
pub(crate) struct Parts<'a> {
    pub(crate) plan: &'a PopulationPlan,
    /// The step of its neurons; `None` if they do not move on the device.
    pub(crate) tape: Option<&'a Tape>,
    /// Attached receptors, in the order of their ports.
    pub(crate) receptors: &'a [ReceptorPlan],
    /// Their tapes.
    pub(crate) receptor_tapes: &'a [Tape],
    /// Poisson inputs, in the order of their names.
    pub(crate) pours: &'a [PoissonPlan],
    /// Whether potentials of others flow in.
    pub(crate) coupled: bool,
    /// The ports at which levels arrive.
    pub(crate) graded: &'a [usize],
    pub(crate) layout: &'a Layout,
}

/// How many numbers around the neuron a tape has: `left`, `hold`, `jump`,
/// `current` and `conductance`.
const AROUND: usize = 5;

/// The tape of a population's kernel, if it has one that is a step of it.
///
/// # Errors
/// [`Error::Unsupported`] if the tape is no step, or too long for the language.
pub(crate) fn checked_tape(plan: &PopulationPlan) -> Result<Option<Tape>> {
    let Some(tape) = plan.kernel.tape(plan.noise.is_some()) else { return Ok(None) };
    let model = plan.traits.model;
    let refused =
        |reason: String| Err(Error::Unsupported { backend: NAME, object: plan.object(), reason });
    let variables = plan.traits.state.len();
    let needed =
        variables + plan.traits.params.len() + AROUND + plan.prepared.len() + plan.traits.ports();
    let inputs = tape.inputs().len();
    let is_step = tape.numbers().len() == variables + 1
        && tape.masks().len() == 1
        && inputs.checked_sub(needed).is_some_and(|noise| (noise > 0) == plan.noise.is_some());
    if !is_step {
        return refused(format!("the tape of its model {model} is no step of it"));
    }
    // A limit of the language.
    const MOST_PARAMETERS: usize = 255;
    if inputs > MOST_PARAMETERS {
        return refused(format!(
            "a step of its model {model} reads {inputs} numbers, and functions of WGSL take \
             {MOST_PARAMETERS}"
        ));
    }
    Ok(Some(tape))
}

/// Prints the program of a population.
pub(crate) fn update(parts: &Parts<'_>) -> Update {
    let mut constants = Constants::default();
    let mut body = Body::default();
    let Parts { plan, tape, layout, .. } = parts;
    let has_due = layout.due() > 0;

    let mut functions: Vec<WgslFunction> = Vec::new();
    functions.extend(tape.map(|tape| tape.wgsl("step")));
    for (k, tape) in parts.receptor_tapes.iter().enumerate() {
        functions.push(tape.wgsl(&format!("receptor_{k}")));
    }

    let has_membrane = plan.traits.membrane.is_some();
    if has_membrane {
        body.line("let drive_row = drive[1u + clock.k];");
        body.line("var current = bitcast<f32>(drive[drive_row + i * drive[0]]);");
        body.line("var conductance = 0.0f;");
    } else {
        body.line("let current = 0.0f;");
        body.line("let conductance = 0.0f;");
    }
    if parts.coupled {
        body.section("what flows in from coupled neurons");
        body.line("current += felt[i];");
        body.line("conductance += felt[SIZE + i];");
        body.line("felt[i] = 0.0f;");
        body.line("felt[SIZE + i] = 0.0f;");
    }

    body.section("what arrives");
    for (k, port) in layout.ports.iter().enumerate() {
        body.arrival(k, port, layout.size);
    }
    for (row, k) in parts.graded.iter().enumerate() {
        let row = at(2 + row);
        body.line(&format!("arrived_{k} += felt[{row}];"));
        body.line(&format!("felt[{row}] = 0.0f;"));
    }
    for (number, pour) in parts.pours.iter().enumerate() {
        body.pour(number, pour, &mut constants, layout.size);
    }

    if let Some(membrane) = plan.traits.membrane {
        let first_port = 1 + plan.ports.len();
        let mut order: Vec<usize> = (0..parts.receptors.len()).collect();
        order.sort_by(|a, b| parts.receptors[*a].name.cmp(&parts.receptors[*b].name));
        let mut columns = Vec::new();
        let mut column = plan.traits.state.len() + 1;
        for receptor in parts.receptors {
            columns.push(column);
            column += receptor.kernel.traits().state.len();
        }
        for k in order {
            let receptor = &parts.receptors[k];
            let function = &functions[usize::from(tape.is_some()) + k];
            body.receptor(
                k,
                receptor,
                function,
                columns[k],
                membrane,
                first_port + k,
                &mut constants,
            );
        }
    }

    if let (Some(tape), Some(function)) = (tape, functions.first()) {
        body.step(plan, tape, function, &mut constants);
    }

    let mut text = String::new();
    let moved = match tape {
        Some(tape) => format!("a step of {}", tape.name()),
        None => format!("{}, whose spikes come from the host", plan.traits.model),
    };
    let _ = writeln!(text, "// Population `{}`: {moved}.\n", plan.name);
    text.push_str(CLOCK);
    let mut declare = |declaration: &str| {
        let _ = writeln!(text, "@group(0) {declaration}");
    };
    declare("@binding(1) var<storage, read_write> state: array<f32>;");
    declare("@binding(2) var<storage, read> constants: array<f32>;");
    declare("@binding(3) var<storage, read_write> spikes: array<atomic<u32>>;");
    declare("@binding(4) var<storage, read> drive: array<u32>;");
    declare("@binding(5) var<storage, read> tables: array<u32>;");
    declare("@binding(6) var<storage, read_write> felt: array<f32>;");
    if has_due {
        declare("@binding(7) var<storage, read_write> due: array<atomic<i32>>;");
    }
    let _ = writeln!(text, "\nconst SIZE = {}u;", layout.size);
    if tape.is_some() {
        let _ = writeln!(text, "// The word that tells whether a neuron was lost.");
        let _ = writeln!(text, "const LOST = {}u;", layout.lost());
    }
    if !parts.pours.is_empty() {
        let _ = writeln!(text, "// The most steps of a submission.");
        let _ = writeln!(text, "const BLOCK = {BLOCK}u;");
    }
    text.push('\n');
    if plan.noise.is_some() || !parts.pours.is_empty() {
        let _ = writeln!(text, "{PHILOX}");
    }
    if plan.noise.is_some() {
        let _ = writeln!(text, "{NORMAL}");
    }
    if !parts.pours.is_empty() {
        let _ = writeln!(text, "{POISSON}");
    }
    if has_due {
        text.push_str(TAKE);
    }
    if tape.is_some() {
        text.push_str(FINITE);
    }
    text.push_str(&WgslFunction::module(&functions));
    text.push_str(MAIN);
    if tape.is_some() {
        text.push_str(&spikes(layout));
    }
    text.push_str(&body.text);
    text.push_str("}\n");
    Update { text, constants: constants.values().to_vec() }
}

const MAIN: &str = "
@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let i = (group.y * groups.x + group.x) * 64u + lane;
    if i >= SIZE {
        return;
    }
";

const TAKE: &str = "\
// Takes away what is due.
fn take(at: u32) -> f32 {
    let sum = atomicLoad(&due[at]);
    if sum != 0 {
        atomicStore(&due[at], 0);
    }
    return f32(sum);
}

";

const FINITE: &str = "\
// Whether a number is neither infinite nor NaN, by its bits: compilers may assume
// that all numbers are.
fn is_finite(x: f32) -> bool {
    return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

// Tells variable k, and what has become of it, by the countdown.
fn lost(k: u32, x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let kind = select(select(1u, 2u, bits == 0xff800000u), 0u, (bits & 0x007fffffu) != 0u);
    return f32(1u + 4u * k + kind) * 1.2676506e30f;
}

";

/// Makes place for the spikes of the next step, unless a neuron was lost in an
/// earlier one.
fn spikes(layout: &Layout) -> String {
    format!(
        "    let lost_in = atomicLoad(&spikes[LOST]);
    if lost_in != 0u && lost_in != clock.step + 1u {{
        return;
    }}
    if i % 32u == 0u {{
        atomicStore(&spikes[((clock.step + 1u) & {mask}u) * {words}u + i / 32u], 0u);
    }}
    let fired = (clock.step & {mask}u) * {words}u;

",
        mask = layout.ring - 1,
        words = layout.words(),
    )
}

/// The lines of the function.
#[derive(Default)]
struct Body {
    text: String,
}

impl Body {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "    {line}");
    }

    fn section(&mut self, title: &str) {
        let _ = writeln!(self.text, "\n    // {title}");
    }

    /// What was delivered to port `k`.
    fn arrival(&mut self, k: usize, port: &Port, size: usize) {
        match port.slots {
            0 => self.line(&format!("var arrived_{k} = 0.0f;")),
            slots => {
                let mut place = match port.start {
                    0 => String::new(),
                    start => format!("{start}u + "),
                };
                if slots > 1 {
                    let _ = write!(place, "(clock.step & {}u) * {size}u + ", slots - 1);
                }
                let unit = port.unit as f32;
                self.line(&format!("var arrived_{k} = take({place}i) * {unit:?}f;"));
            }
        }
    }

    /// What a Poisson input adds.
    fn pour(&mut self, number: usize, pour: &PoissonPlan, constants: &mut Constants, size: usize) {
        let weight = constants.add_from(&pour.weights, pour.neurons.start);
        let k = port(pour.arrival);
        self.section(&format!("Poisson input `{}`", pour.name));
        let whole = pour.neurons == (0..size);
        if !whole {
            let (start, end) = (pour.neurons.start, pour.neurons.end);
            self.line(&format!("if i >= {start}u && i < {end}u {{"));
        }
        let indent = if whole { "" } else { "    " };
        self.line(&format!(
            "{indent}arrived_{k} += {weight} * poisson({}, i, tables[{number}u * BLOCK + clock.k]);",
            key(pour.key)
        ));
        if !whole {
            self.line("}");
        }
    }

    /// A receptor acts, decays and takes in what arrives.
    #[expect(clippy::too_many_arguments, reason = "each is a number that is printed")]
    fn receptor(
        &mut self,
        k: usize,
        plan: &ReceptorPlan,
        function: &WgslFunction,
        column: usize,
        membrane: usize,
        arrives: usize,
        constants: &mut Constants,
    ) {
        let variables = plan.kernel.traits().state.len();
        let mut arguments: Vec<String> = Vec::new();
        arguments.extend(plan.params.iter().map(|value| constants.add(&Value::Same(*value))));
        arguments.extend((0..variables).map(|j| format!("state[{}]", at(column + j))));
        arguments.push(format!("state[{}]", at(membrane)));
        arguments.extend(plan.prepared.iter().map(|value| constants.add(&Value::Same(*value))));
        arguments.push(format!("arrived_{arrives}"));
        self.section(&plan.name.replace('\n', " "));
        self.call(&format!("received_{k}"), function, &arguments);
        self.line(&format!("current += received_{k}.{};", function.numbers[0]));
        self.line(&format!("conductance += received_{k}.{};", function.numbers[1]));
        for (j, name) in function.numbers[2..].iter().enumerate() {
            self.line(&format!("state[{}] = received_{k}.{name};", at(column + j)));
        }
    }

    fn call(&mut self, result: &str, function: &WgslFunction, arguments: &[String]) {
        self.line(&format!("let {result} = {}(", function.name));
        for (argument, name) in arguments.iter().zip(&function.parameters) {
            self.line(&format!("    {argument}, // {name}"));
        }
        self.line(");");
    }

    /// The neuron moves, and what has become of it is kept.
    fn step(
        &mut self,
        plan: &PopulationPlan,
        tape: &Tape,
        function: &WgslFunction,
        constants: &mut Constants,
    ) {
        let variables = plan.traits.state.len();
        let ports = plan.traits.ports();
        let noise = tape.inputs().len()
            - (variables + plan.params.len() + AROUND + plan.prepared.len() + ports);
        let mut arguments: Vec<String> = Vec::new();
        arguments.extend((0..variables).map(|k| format!("state[{}]", at(k))));
        arguments.extend(plan.params.iter().map(|value| constants.add(value)));
        arguments.push(format!("state[{}]", at(variables)));
        arguments.push(constants.add(&plan.hold));
        arguments.extend(["arrived_0", "current", "conductance"].map(String::from));
        arguments.extend(plan.prepared.iter().map(|value| constants.add(value)));
        arguments.extend((0..ports).map(|k| format!("arrived_{}", k + 1)));
        if let Some(stream) = plan.noise {
            arguments.extend((0..noise).map(|k| format!("normal({}, i, {k}u)", key(stream))));
        }
        self.section("the step");
        self.call("after", function, &arguments);
        let members = &function.numbers;
        let finite = members[..variables].iter().map(|name| format!("is_finite(after.{name})"));
        let finite: Vec<String> = finite.collect();
        if !finite.is_empty() {
            self.line(&format!("if !({}) {{", finite.join(" && ")));
            self.line("    // The state before is kept, and the whole population stands still.");
            self.line("    atomicStore(&spikes[LOST], clock.step + 1u);");
            for (k, name) in members[..variables].iter().enumerate().rev() {
                self.line(&format!("    if !is_finite(after.{name}) {{"));
                self.line(&format!("        state[{}] = lost({k}u, after.{name});", at(variables)));
                self.line("    }");
            }
            self.line("    return;");
            self.line("}");
        }
        for (k, name) in members.iter().enumerate() {
            self.line(&format!("state[{}] = after.{name};", at(k)));
        }
        self.line(&format!("if after.{} {{", function.masks[0]));
        self.line("    atomicOr(&spikes[fired + i / 32u], 1u << (i % 32u));");
        self.line("}");
    }
}

/// Where the value of neuron i lies in a column.
fn at(column: usize) -> String {
    match column {
        0 => "i".into(),
        1 => "SIZE + i".into(),
        _ => format!("{column}u * SIZE + i"),
    }
}

fn key(key: Key) -> String {
    let [low, high] = key.words;
    format!("vec2<u32>({low:#010x}u, {high:#010x}u)")
}
