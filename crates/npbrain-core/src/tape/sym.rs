use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

use super::record::Recording;
use super::{Literal, MaskId, NumberId, Op};
use crate::number::Scalar;

/// A number that is not computed: each operation on it is recorded on the
/// [`Tape`](crate::Tape) under way.
///
/// It is made by [`Recorder::input`](crate::Recorder::input) and is a mere
/// place on that tape.
///
/// # Panics
///
/// All operations panic once the recording is over, on another thread, inside
/// a nested recording, or with an operand of another recording.
#[derive(Clone, Copy, Debug)]
pub struct Sym {
    recording: u64,
    id: NumberId,
}

/// The outcome of a comparison of [`Sym`]s, recorded like them.
///
/// # Panics
///
/// As for [`Sym`].
#[derive(Clone, Copy, Debug)]
pub struct SymMask {
    recording: u64,
    id: MaskId,
}

/// Where `op` is recorded.
fn record(recording: u64, op: Op) -> u32 {
    Recording::with(recording, |active| active.push(op))
}

impl Sym {
    pub(super) fn new(recording: u64, id: NumberId) -> Self {
        Sym { recording, id }
    }

    /// The place on the tape of `recording`.
    pub(super) fn of(self, recording: u64) -> NumberId {
        assert_same(self.recording, recording);
        self.id
    }

    fn record(self, op: Op) -> Sym {
        Sym::new(self.recording, NumberId(record(self.recording, op)))
    }

    fn compare(self, op: Op) -> SymMask {
        SymMask::new(self.recording, MaskId(record(self.recording, op)))
    }
}

impl SymMask {
    fn new(recording: u64, id: MaskId) -> Self {
        SymMask { recording, id }
    }

    /// The place on the tape of `recording`.
    pub(super) fn of(self, recording: u64) -> MaskId {
        assert_same(self.recording, recording);
        self.id
    }

    fn record(self, op: Op) -> SymMask {
        SymMask::new(self.recording, MaskId(record(self.recording, op)))
    }
}

fn assert_same(one: u64, other: u64) {
    assert!(one == other, "symbols of two recordings were mixed");
}

macro_rules! operators {
    ($($operator:ident $method:ident),*) => {$(
        impl $operator for Sym {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                self.record(Op::$operator(self.id, other.of(self.recording)))
            }
        }
    )*};
}
operators!(Add add, Sub sub, Mul mul, Div div);

impl Neg for Sym {
    type Output = Self;
    fn neg(self) -> Self {
        self.record(Op::Neg(self.id))
    }
}

impl BitAnd for SymMask {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        self.record(Op::And(self.id, other.of(self.recording)))
    }
}

impl BitOr for SymMask {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.record(Op::Or(self.id, other.of(self.recording)))
    }
}

impl Not for SymMask {
    type Output = Self;
    fn not(self) -> Self {
        self.record(Op::Not(self.id))
    }
}

macro_rules! comparisons {
    ($($method:ident $op:ident),*) => {$(
        fn $method(self, other: Self) -> SymMask {
            self.compare(Op::$op(self.id, other.of(self.recording)))
        }
    )*};
}

macro_rules! functions {
    ($($method:ident $op:ident),*) => {$(
        fn $method(self) -> Self {
            self.record(Op::$op(self.id))
        }
    )*};
}

impl Scalar for Sym {
    type Mask = SymMask;

    fn lit(self, value: f64) -> Self {
        self.record(Op::Constant(Literal::new(value)))
    }

    comparisons!(lt Lt, le Le, gt Gt, ge Ge, eq Eq);

    fn select(mask: SymMask, yes: Self, no: Self) -> Self {
        let recording = mask.recording;
        yes.record(Op::Select { mask: mask.id, yes: yes.of(recording), no: no.of(recording) })
    }

    fn mul_add(self, factor: Self, term: Self) -> Self {
        let (factor, term) = (factor.of(self.recording), term.of(self.recording));
        self.record(Op::MulAdd(self.id, factor, term))
    }

    functions!(abs Abs, sqrt Sqrt, exp Exp, ln Ln, exprel Exprel, tanh Tanh, sin Sin, cos Cos);
}
