use std::collections::BTreeSet;
use std::fmt::Write;

use super::helpers::Helper;
use super::names::{Names, camel_case};
use crate::tape::Tape;
use crate::tape::listing::{self, Dialect, Form, Text};

/// A [`Tape`] as a function in WGSL; see [`Tape::wgsl`].
///
/// ```
/// use npbrain_core::Tape;
///
/// let tape = Tape::record("decay", |recorder| {
///     let (g, tau) = (recorder.input("g"), recorder.input("tau"));
///     recorder.number("dg", -g / tau);
/// });
/// let function = tape.wgsl("decay");
/// assert_eq!(
///     function.definition,
///     "\
/// struct DecayOut {
///     dg: f32,
/// }
///
/// fn decay(g: f32, tau: f32) -> DecayOut {
///     var out: DecayOut;
///
///     // dg
///     out.dg = -g / tau;
///
///     return out;
/// }
/// "
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WgslFunction {
    /// The name of the function.
    pub name: String,
    /// The names of the parameters, all `f32`, in the order of the inputs.
    pub parameters: Vec<String>,
    /// The name of the structure returned.
    pub structure: String,
    /// The names of its `f32` members, in the order of the numbers.
    pub numbers: Vec<String>,
    /// The names of its `bool` members, in the order of the masks.
    pub masks: Vec<String>,
    /// The structure and the function.
    pub definition: String,
    /// The definitions of the functions it calls, equal texts for equal
    /// functions: a module must hold each once.
    pub helpers: Vec<&'static str>,
}

impl WgslFunction {
    /// The text of several functions, each helper written once.
    ///
    /// The functions must differ in name; the names that start with
    /// `npbrain_` belong to the helpers.
    pub fn module(functions: &[WgslFunction]) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for function in functions {
            for helper in &function.helpers {
                if !parts.contains(helper) {
                    parts.push(helper);
                }
            }
        }
        parts.extend(functions.iter().map(|function| &*function.definition));
        parts.join("\n")
    }

    pub(in crate::tape) fn of(tape: &Tape, function: &str) -> WgslFunction {
        let mut names = Names::of_variables();
        let name = names.add(function);
        let structure = names.add(&format!("{}Out", camel_case(&name)));
        let parameters = names.add_all(&tape.inputs);
        let mut members = Names::of_members();
        let numbers = members.add_all(tape.numbers.iter().map(|output| &output.name));
        let masks = members.add_all(tape.masks.iter().map(|output| &output.name));

        let mut wgsl = Wgsl::default();
        let sections = listing::sections(tape, &parameters, &mut wgsl);

        let mut text = format!("struct {structure} {{\n");
        for member in &numbers {
            line(&mut text, &format!("    {member}: f32,"));
        }
        for member in &masks {
            line(&mut text, &format!("    {member}: bool,"));
        }
        let list: Vec<String> = parameters.iter().map(|p| format!("{p}: f32")).collect();
        line(&mut text, "}\n");
        line(&mut text, &format!("fn {name}({}) -> {structure} {{", list.join(", ")));
        line(&mut text, &format!("    var out: {structure};"));
        for (member, section) in numbers.iter().chain(&masks).zip(sections) {
            line(&mut text, &format!("\n    // {member}"));
            for (name, expression) in section.lines {
                line(&mut text, &format!("    let {name} = {expression};"));
            }
            line(&mut text, &format!("    out.{member} = {};", section.value));
        }
        line(&mut text, "\n    return out;\n}");

        WgslFunction {
            name,
            parameters,
            structure,
            numbers,
            masks,
            definition: text,
            helpers: wgsl.helpers.into_iter().map(Helper::text).collect(),
        }
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The notation of WGSL, and the helpers needed so far.
#[derive(Default)]
struct Wgsl {
    helpers: BTreeSet<Helper>,
}

impl Wgsl {
    fn need(&mut self, helper: Helper) -> &'static str {
        self.helpers.extend(helper.calls());
        self.helpers.insert(helper);
        helper.name()
    }
}

impl Dialect for Wgsl {
    const LOGIC: [&'static str; 3] = ["&&", "||", "!"];
    const NAME_CONSTANTS: bool = true;

    fn literal(&mut self, value: f64) -> Text {
        let value = value as f32;
        let mut text = String::new();
        if !value.is_finite() {
            let (name, bits) = (self.need(Helper::Float), value.to_bits());
            write!(text, "{name}({bits:#010x}u)").expect("a String takes all");
            return Text { text, form: Form::Atom, constant: false };
        }
        // The shortest digits that are read back as this f32.
        write!(text, "{value:?}f").expect("a String takes all");
        Text { text, form: Form::signed(value.into()), constant: true }
    }

    fn call(&mut self, function: &'static str, argument: &str) -> String {
        let function = match function {
            "ln" => "log",
            "exprel" => self.need(Helper::Exprel),
            "tanh" => self.need(Helper::Tanh),
            same => same,
        };
        format!("{function}({argument})")
    }

    fn select(&mut self, mask: &str, yes: &str, no: &str) -> String {
        format!("select({no}, {yes}, {mask})")
    }
}
