//! The lines a tape is printed in, whatever the language.

use super::{MaskId, NumberId, Op, Tape};

/// How a language writes what cannot be written alike in all.
pub(super) trait Dialect {
    /// Both, either, the contrary.
    const LOGIC: [&'static str; 3];
    /// Whether an operation on constants alone would be computed, and refused
    /// where it overflows, by the compiler; they are then given names.
    const NAME_CONSTANTS: bool;

    fn literal(&mut self, value: f64) -> Text;
    fn call(&mut self, function: &'static str, argument: &str) -> String;
    fn select(&mut self, mask: &str, yes: &str, no: &str) -> String;
}

/// What parentheses an expression needs as an operand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// None.
    Atom,
    /// After an operator of arithmetic, where `- -1` is hard to read.
    Signed,
    /// Everywhere.
    Compound,
}

impl Form {
    /// The form of the literal `value`.
    pub(super) fn signed(value: f64) -> Form {
        if value.is_sign_negative() && !value.is_nan() { Form::Signed } else { Form::Atom }
    }
}

/// An expression.
#[derive(Clone)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) form: Form,
    /// Whether it is made of literals alone.
    pub(super) constant: bool,
}

impl Text {
    fn name(name: String) -> Self {
        Text { text: name, form: Form::Atom, constant: false }
    }

    fn compound(text: String) -> Self {
        Text { text, form: Form::Compound, constant: false }
    }

    fn in_parentheses_if(&self, needed: bool) -> String {
        match needed {
            true => format!("({})", self.text),
            false => self.text.clone(),
        }
    }
}

/// What is to be computed for one output and was not for those before it.
pub(super) struct Section {
    /// New names and what they stand for.
    pub(super) lines: Vec<(String, String)>,
    /// The output itself.
    pub(super) value: String,
}

/// The tape in one section per output, numbers first. `inputs` are the names
/// the inputs go by.
pub(super) fn sections<D: Dialect>(
    tape: &Tape,
    inputs: &[String],
    dialect: &mut D,
) -> Vec<Section> {
    let (number_uses, mask_uses) = uses(tape);
    let mut writer = Writer {
        dialect,
        inputs,
        numbers: vec![None; number_uses.len()],
        masks: vec![None; mask_uses.len()],
        number_uses,
        mask_uses,
        names: [0, 0],
        lines: Vec::new(),
    };
    let mut sections = Vec::new();
    for output in &tape.numbers {
        writer.write_needed(&tape.ops, Some(output.id), None);
        sections.push(Section {
            value: writer.number(output.id).text,
            lines: std::mem::take(&mut writer.lines),
        });
    }
    for output in &tape.masks {
        writer.write_needed(&tape.ops, None, Some(output.id));
        sections.push(Section {
            value: writer.mask(output.id).text,
            lines: std::mem::take(&mut writer.lines),
        });
    }
    sections
}

/// How often each number and mask is an operand or an output.
fn uses(tape: &Tape) -> (Vec<u32>, Vec<u32>) {
    let count = tape.ops.iter().filter(|op| op.makes_mask()).count();
    let mut numbers = vec![0; tape.ops.len() - count];
    let mut masks = vec![0; count];
    for op in &tape.ops {
        op.each_operand(|id| numbers[id.index()] += 1, |id| masks[id.index()] += 1);
    }
    for output in &tape.numbers {
        numbers[output.id.index()] += 1;
    }
    for output in &tape.masks {
        masks[output.id.index()] += 1;
    }
    (numbers, masks)
}

struct Writer<'a, D> {
    dialect: &'a mut D,
    inputs: &'a [String],
    /// What is written so far.
    numbers: Vec<Option<Text>>,
    masks: Vec<Option<Text>>,
    number_uses: Vec<u32>,
    mask_uses: Vec<u32>,
    /// How many names were given to numbers and to masks.
    names: [usize; 2],
    lines: Vec<(String, String)>,
}

impl<D: Dialect> Writer<'_, D> {
    /// Writes what the given output needs and is not yet written, in order.
    fn write_needed(&mut self, ops: &[Op], number: Option<NumberId>, mask: Option<MaskId>) {
        let (number_needed, mask_needed) = Tape::needed(ops, number, mask);
        let (mut next_number, mut next_mask) = (0, 0);
        for &op in ops {
            if op.makes_mask() {
                let id = MaskId(next_mask);
                next_mask += 1;
                if mask_needed[id.index()] && self.masks[id.index()].is_none() {
                    self.write_mask(id, op);
                }
            } else {
                let id = NumberId(next_number);
                next_number += 1;
                if number_needed[id.index()] && self.numbers[id.index()].is_none() {
                    self.write_number(id, op, number == Some(id));
                }
            }
        }
    }

    fn write_number(&mut self, id: NumberId, op: Op, is_output: bool) {
        if D::NAME_CONSTANTS {
            self.name_constants(op);
        }
        let text = self.expression(op);
        // What is short and read once is written where it is read; an output
        // that nothing else reads needs no name beside its own.
        let inline = match op {
            Op::Input(_) | Op::Constant(_) => true,
            Op::Neg(_) => self.number_uses[id.index()] == 1,
            _ => is_output && self.number_uses[id.index()] == 1,
        };
        self.numbers[id.index()] = Some(if inline { text } else { self.line("x", 0, text) });
    }

    fn write_mask(&mut self, id: MaskId, op: Op) {
        if D::NAME_CONSTANTS {
            self.name_constants(op);
        }
        let text = self.expression(op);
        let inline = self.mask_uses[id.index()] == 1;
        self.masks[id.index()] = Some(if inline { text } else { self.line("m", 1, text) });
    }

    /// Gives the expression a name.
    fn line(&mut self, prefix: &str, kind: usize, text: Text) -> Text {
        let mut name = format!("{prefix}{}", self.names[kind]);
        self.names[kind] += 1;
        while self.inputs.contains(&name) {
            name.push('_');
        }
        self.lines.push((name.clone(), text.text));
        Text::name(name)
    }

    /// If all operands are constants, gives them names. A sign may stay.
    fn name_constants(&mut self, op: Op) {
        let (mut all, mut operands) = (!matches!(op, Op::Neg(_)), Vec::new());
        op.each_operand(|id| operands.push(id), |_| all = false);
        for &id in &operands {
            all &= self.number(id).constant;
        }
        if all {
            operands.dedup();
            for id in operands {
                let text = self.number(id);
                self.numbers[id.index()] = Some(self.line("x", 0, text));
            }
        }
    }

    fn number(&self, id: NumberId) -> Text {
        let written = self.numbers[id.index()].clone();
        written.expect("operands are written before what they are operands of")
    }

    fn mask(&self, id: MaskId) -> Text {
        let written = self.masks[id.index()].clone();
        written.expect("operands are written before what they are operands of")
    }

    fn expression(&mut self, op: Op) -> Text {
        let [and, or, not] = D::LOGIC;
        match op {
            Op::Input(slot) => Text::name(self.inputs[slot as usize].clone()),
            Op::Constant(literal) => self.dialect.literal(literal.value()),
            Op::Add(a, b) => self.infix(a, "+", b),
            Op::Sub(a, b) => self.infix(a, "-", b),
            Op::Mul(a, b) => self.infix(a, "*", b),
            Op::Div(a, b) => self.infix(a, "/", b),
            Op::MulAdd(a, b, c) => {
                let arguments = [a, b, c].map(|id| self.number(id).text).join(", ");
                Text::compound(self.dialect.call("fma", &arguments))
            }
            Op::Neg(a) => {
                let a = self.number(a);
                Text {
                    text: format!("-{}", a.in_parentheses_if(a.form != Form::Atom)),
                    form: Form::Signed,
                    constant: a.constant,
                }
            }
            Op::Abs(a) => self.call("abs", a),
            Op::Sqrt(a) => self.call("sqrt", a),
            Op::Exp(a) => self.call("exp", a),
            Op::Ln(a) => self.call("ln", a),
            Op::Exprel(a) => self.call("exprel", a),
            Op::Tanh(a) => self.call("tanh", a),
            Op::Sin(a) => self.call("sin", a),
            Op::Cos(a) => self.call("cos", a),
            Op::Select { mask, yes, no } => {
                let (mask, yes, no) = (self.mask(mask), self.number(yes), self.number(no));
                Text::compound(self.dialect.select(&mask.text, &yes.text, &no.text))
            }
            Op::Lt(a, b) => self.infix(a, "<", b),
            Op::Le(a, b) => self.infix(a, "<=", b),
            Op::Gt(a, b) => self.infix(a, ">", b),
            Op::Ge(a, b) => self.infix(a, ">=", b),
            Op::Eq(a, b) => self.infix(a, "==", b),
            Op::And(a, b) => self.logic(a, and, b),
            Op::Or(a, b) => self.logic(a, or, b),
            Op::Not(a) => Text::compound(format!("{not}{}", self.mask_operand(a))),
        }
    }

    fn infix(&self, a: NumberId, operator: &str, b: NumberId) -> Text {
        let (a, b) = (self.number(a), self.number(b));
        let a = a.in_parentheses_if(a.form == Form::Compound);
        let arithmetic = ["+", "-", "*", "/"].contains(&operator);
        let b = b.in_parentheses_if(match b.form {
            Form::Atom => false,
            Form::Signed => arithmetic,
            Form::Compound => true,
        });
        Text::compound(format!("{a} {operator} {b}"))
    }

    fn mask_operand(&self, a: MaskId) -> String {
        let a = self.mask(a);
        a.in_parentheses_if(a.form != Form::Atom)
    }

    fn logic(&self, a: MaskId, operator: &str, b: MaskId) -> Text {
        let (a, b) = (self.mask_operand(a), self.mask_operand(b));
        Text::compound(format!("{a} {operator} {b}"))
    }

    fn call(&mut self, function: &'static str, argument: NumberId) -> Text {
        let argument = self.number(argument).text;
        Text::compound(self.dialect.call(function, &argument))
    }
}
