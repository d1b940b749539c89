use super::record::Recording;
use super::{MaskId, NumberId, Op, Recorder, WgslFunction};

/// A model's operations as data: a program without branches or loops.
///
/// It is made by running code written over [`Scalar`](crate::Scalar) on
/// [`Sym`](crate::Sym). Equal operations on equal operands are recorded once,
/// and what no output needs is dropped; nothing else is changed, no constant
/// folded, no sum reordered. So [`eval`](Tape::eval) gives the bits that the
/// code itself gives, on every kind of number.
///
/// ```
/// use npbrain_core::{Num, Tape};
///
/// let tape = Tape::record("leak", |recorder| {
///     let v = Num(recorder.input("v"));
///     let tau = Num(recorder.input("tau"));
///     recorder.number("dv", (-(v + 65.0) / tau).0);
///     recorder.mask("spike", v.ge(-50.0).0);
/// });
/// let (numbers, masks) = tape.eval(&[-55.0, 20.0]);
/// assert_eq!(numbers, [-0.5]);
/// assert_eq!(masks, [false]);
/// assert_eq!(
///     tape.to_string(),
///     "leak(v, tau):
///   x0 = v + 65.0
///   x1 = 1.0 / tau
///   -> dv = -x0 * x1
///   -> spike = v >= -50.0
/// "
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tape {
    pub(super) name: String,
    pub(super) inputs: Vec<String>,
    pub(super) ops: Vec<Op>,
    pub(super) numbers: Vec<TapeOutput<NumberId>>,
    pub(super) masks: Vec<TapeOutput<MaskId>>,
}

/// A named result of a [`Tape`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TapeOutput<Id> {
    /// What it is called.
    pub name: String,
    /// Where the tape makes it.
    pub id: Id,
}

impl Tape {
    /// Records what `body` does to the inputs it asks the recorder for.
    ///
    /// Recordings may nest, but a [`Sym`](crate::Sym) works only while its own
    /// recording is the innermost of its thread.
    ///
    /// # Panics
    ///
    /// If `body` panics, names no output, names two inputs or two outputs
    /// alike, or uses a `Sym` of another recording.
    pub fn record(name: impl Into<String>, body: impl FnOnce(&Recorder)) -> Tape {
        Recording::of(body).into_tape(name.into())
    }

    /// What was recorded, as given to [`record`](Tape::record).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the inputs, used or not, in the order they were asked for.
    pub fn inputs(&self) -> &[String] {
        &self.inputs
    }

    /// The operations in the order they run.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// The operation that makes a number of the tape.
    pub(crate) fn op(&self, id: NumberId) -> Op {
        let mut makers = self.ops.iter().filter(|op| !op.makes_mask());
        *makers.nth(id.index()).expect("every number of a tape is made by an operation")
    }

    /// The results that are numbers, in the order they were named.
    pub fn numbers(&self) -> &[TapeOutput<NumberId>] {
        &self.numbers
    }

    /// The results that are truth values, in the order they were named.
    pub fn masks(&self) -> &[TapeOutput<MaskId>] {
        &self.masks
    }

    /// The tape as a function in WGSL, the language of WebGPU, in `f32`, with
    /// the helper functions it calls before it. See [`wgsl`](Tape::wgsl).
    pub fn to_wgsl(&self, function: &str) -> String {
        WgslFunction::module(&[self.wgsl(function)])
    }

    /// The tape as a function in WGSL, in parts.
    ///
    /// It takes the inputs in order and returns a structure with the outputs,
    /// numbers first. Names are kept where the language allows it and made
    /// valid and unique where not; the result says what they became. There
    /// may be at most 255 inputs, a limit of the language.
    ///
    /// A compiler of WGSL may reorder and fuse operations, so results agree
    /// with [`eval`](Tape::eval) on `f32` to rounding only. It may also assume
    /// that no number is infinite or NaN: such constants are valid here, but
    /// what a device makes of them is its own affair. The language asks of
    /// `sin` and `cos` an absolute error of 2⁻¹¹ only, between −π and π.
    pub fn wgsl(&self, function: &str) -> WgslFunction {
        WgslFunction::of(self, function)
    }

    /// For each number and mask, whether the given ones need it.
    pub(super) fn needed(
        ops: &[Op],
        of_numbers: impl IntoIterator<Item = NumberId>,
        of_masks: impl IntoIterator<Item = MaskId>,
    ) -> (Vec<bool>, Vec<bool>) {
        let count = ops.iter().filter(|op| op.makes_mask()).count();
        let mut masks = vec![false; count];
        let mut numbers = vec![false; ops.len() - count];
        for id in of_numbers {
            numbers[id.index()] = true;
        }
        for id in of_masks {
            masks[id.index()] = true;
        }
        // Operands come before what they are operands of: one pass from the end.
        let (mut number, mut mask) = (numbers.len(), masks.len());
        for op in ops.iter().rev() {
            let needed = if op.makes_mask() {
                mask -= 1;
                masks[mask]
            } else {
                number -= 1;
                numbers[number]
            };
            if needed {
                op.each_operand(|id| numbers[id.index()] = true, |id| masks[id.index()] = true);
            }
        }
        (numbers, masks)
    }
}
