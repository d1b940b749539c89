use super::{Op, Tape};
use crate::number::Scalar;

/// Runs tapes, keeping its memory between runs.
///
/// ```
/// use npbrain_core::{Evaluator, Tape};
///
/// let tape = Tape::record("double", |recorder| {
///     let x = recorder.input("x");
///     recorder.number("y", x + x);
/// });
/// let mut evaluator = Evaluator::new();
/// for x in [1.0, 2.0, 3.0] {
///     let (numbers, _) = evaluator.run(&tape, &[x]);
///     assert_eq!(numbers, [2.0 * x]);
/// }
/// ```
pub struct Evaluator<S: Scalar> {
    numbers: Vec<S>,
    masks: Vec<S::Mask>,
    number_outputs: Vec<S>,
    mask_outputs: Vec<S::Mask>,
}

impl<S: Scalar> Default for Evaluator<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Scalar> Evaluator<S> {
    /// An evaluator without memory yet: its first run on a tape allocates.
    pub fn new() -> Self {
        Evaluator {
            numbers: Vec::new(),
            masks: Vec::new(),
            number_outputs: Vec::new(),
            mask_outputs: Vec::new(),
        }
    }

    /// The results of `tape`, numbers and truth values, in its orders, for
    /// inputs in its order.
    ///
    /// # Panics
    ///
    /// If the tape has more or fewer inputs.
    // Inlined, so that on SIMD numbers it runs at the caller's instruction set.
    #[inline(always)]
    pub fn run(&mut self, tape: &Tape, inputs: &[S]) -> (&[S], &[S::Mask]) {
        assert_eq!(inputs.len(), tape.inputs.len(), "inputs for the tape {:?}", tape.name);
        let (n, m) = (&mut self.numbers, &mut self.masks);
        n.clear();
        m.clear();
        for &op in &tape.ops {
            match op {
                Op::Input(slot) => n.push(inputs[slot as usize]),
                // Constants are recorded beside a number, so there is an input.
                Op::Constant(literal) => n.push(inputs[0].lit(literal.value())),
                Op::Add(a, b) => n.push(n[a.index()] + n[b.index()]),
                Op::Sub(a, b) => n.push(n[a.index()] - n[b.index()]),
                Op::Mul(a, b) => n.push(n[a.index()] * n[b.index()]),
                Op::Div(a, b) => n.push(n[a.index()] / n[b.index()]),
                Op::MulAdd(a, b, c) => {
                    n.push(n[a.index()].mul_add(n[b.index()], n[c.index()]));
                }
                Op::Neg(a) => n.push(-n[a.index()]),
                Op::Abs(a) => n.push(n[a.index()].abs()),
                Op::Sqrt(a) => n.push(n[a.index()].sqrt()),
                Op::Exp(a) => n.push(n[a.index()].exp()),
                Op::Ln(a) => n.push(n[a.index()].ln()),
                Op::Exprel(a) => n.push(n[a.index()].exprel()),
                Op::Tanh(a) => n.push(n[a.index()].tanh()),
                Op::Sin(a) => n.push(n[a.index()].sin()),
                Op::Cos(a) => n.push(n[a.index()].cos()),
                Op::Select { mask, yes, no } => {
                    n.push(S::select(m[mask.index()], n[yes.index()], n[no.index()]))
                }
                Op::Lt(a, b) => m.push(n[a.index()].lt(n[b.index()])),
                Op::Le(a, b) => m.push(n[a.index()].le(n[b.index()])),
                Op::Gt(a, b) => m.push(n[a.index()].gt(n[b.index()])),
                Op::Ge(a, b) => m.push(n[a.index()].ge(n[b.index()])),
                Op::Eq(a, b) => m.push(n[a.index()].eq(n[b.index()])),
                Op::And(a, b) => m.push(m[a.index()] & m[b.index()]),
                Op::Or(a, b) => m.push(m[a.index()] | m[b.index()]),
                Op::Not(a) => m.push(!m[a.index()]),
            }
        }
        self.number_outputs.clear();
        self.number_outputs.extend(tape.numbers.iter().map(|output| n[output.id.index()]));
        self.mask_outputs.clear();
        self.mask_outputs.extend(tape.masks.iter().map(|output| m[output.id.index()]));
        (&self.number_outputs, &self.mask_outputs)
    }
}

impl Tape {
    /// The results, numbers and truth values, in the order they were named,
    /// for inputs in the order they were asked for.
    ///
    /// Each operation runs once, in order, on `S`. An [`Evaluator`] does the
    /// same without allocating.
    ///
    /// # Panics
    ///
    /// If there are more or fewer inputs than [`inputs`](Tape::inputs).
    #[inline(always)]
    pub fn eval<S: Scalar>(&self, inputs: &[S]) -> (Vec<S>, Vec<S::Mask>) {
        let mut evaluator = Evaluator::new();
        evaluator.run(self, inputs);
        (evaluator.number_outputs, evaluator.mask_outputs)
    }
}
