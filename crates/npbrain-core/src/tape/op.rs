/// A number on a tape: the n-th that its operations make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NumberId(pub(super) u32);

impl NumberId {
    /// How many numbers the tape makes before this one.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A truth value on a tape: the n-th that its operations make, counted apart
/// from the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MaskId(pub(super) u32);

impl MaskId {
    /// How many truth values the tape makes before this one.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A constant on a tape, equal to another if all 64 bits are: a NaN equals
/// itself, and 0 is not −0.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Literal(u64);

impl Literal {
    /// The constant `value`.
    pub fn new(value: f64) -> Self {
        Literal(value.to_bits())
    }

    /// The value in double precision. On `f32` it is rounded first.
    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl std::fmt::Debug for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.value())
    }
}

/// One operation of a [`Tape`](crate::Tape).
///
/// An operation makes one number or one truth value from earlier ones. The
/// meaning of each is that of the method of [`Scalar`](crate::Scalar) of the
/// same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// The input at this place of [`Tape::inputs`](crate::Tape::inputs).
    Input(u32),
    /// A constant.
    Constant(Literal),
    /// a + b.
    Add(NumberId, NumberId),
    /// a − b.
    Sub(NumberId, NumberId),
    /// a · b.
    Mul(NumberId, NumberId),
    /// a / b.
    Div(NumberId, NumberId),
    /// a · b + c, rounded once.
    MulAdd(NumberId, NumberId, NumberId),
    /// −a.
    Neg(NumberId),
    /// |a|.
    Abs(NumberId),
    /// √a.
    Sqrt(NumberId),
    /// eᵃ.
    Exp(NumberId),
    /// The natural logarithm of a.
    Ln(NumberId),
    /// (eᵃ − 1) / a.
    Exprel(NumberId),
    /// The hyperbolic tangent of a.
    Tanh(NumberId),
    /// The sine of a.
    Sin(NumberId),
    /// The cosine of a.
    Cos(NumberId),
    /// One of two numbers.
    Select {
        /// Which.
        mask: MaskId,
        /// The result where `mask` holds.
        yes: NumberId,
        /// The result elsewhere.
        no: NumberId,
    },
    /// a < b.
    Lt(NumberId, NumberId),
    /// a ≤ b.
    Le(NumberId, NumberId),
    /// a > b.
    Gt(NumberId, NumberId),
    /// a ≥ b.
    Ge(NumberId, NumberId),
    /// a = b.
    Eq(NumberId, NumberId),
    /// Both.
    And(MaskId, MaskId),
    /// Either or both.
    Or(MaskId, MaskId),
    /// The contrary.
    Not(MaskId),
}

impl Op {
    /// Whether the operation makes a truth value; otherwise it makes a number.
    pub fn makes_mask(self) -> bool {
        use Op::*;
        matches!(self, Lt(..) | Le(..) | Gt(..) | Ge(..) | Eq(..) | And(..) | Or(..) | Not(..))
    }

    /// The same operation on other operands: each goes through `number` or
    /// `mask`, from left to right.
    pub fn map(
        self,
        mut number: impl FnMut(NumberId) -> NumberId,
        mut mask: impl FnMut(MaskId) -> MaskId,
    ) -> Op {
        use Op::*;
        match self {
            Input(_) | Constant(_) => self,
            Add(a, b) => Add(number(a), number(b)),
            Sub(a, b) => Sub(number(a), number(b)),
            Mul(a, b) => Mul(number(a), number(b)),
            Div(a, b) => Div(number(a), number(b)),
            MulAdd(a, b, c) => MulAdd(number(a), number(b), number(c)),
            Neg(a) => Neg(number(a)),
            Abs(a) => Abs(number(a)),
            Sqrt(a) => Sqrt(number(a)),
            Exp(a) => Exp(number(a)),
            Ln(a) => Ln(number(a)),
            Exprel(a) => Exprel(number(a)),
            Tanh(a) => Tanh(number(a)),
            Sin(a) => Sin(number(a)),
            Cos(a) => Cos(number(a)),
            Select { mask: which, yes, no } => {
                Select { mask: mask(which), yes: number(yes), no: number(no) }
            }
            Lt(a, b) => Lt(number(a), number(b)),
            Le(a, b) => Le(number(a), number(b)),
            Gt(a, b) => Gt(number(a), number(b)),
            Ge(a, b) => Ge(number(a), number(b)),
            Eq(a, b) => Eq(number(a), number(b)),
            And(a, b) => And(mask(a), mask(b)),
            Or(a, b) => Or(mask(a), mask(b)),
            Not(a) => Not(mask(a)),
        }
    }

    /// Calls `number` or `mask` with each operand.
    pub fn each_operand(self, mut number: impl FnMut(NumberId), mut mask: impl FnMut(MaskId)) {
        self.map(
            |id| {
                number(id);
                id
            },
            |id| {
                mask(id);
                id
            },
        );
    }

    /// One form for operations with the same result: a + b and b + a differ at
    /// most in which of two NaNs they hand on, which nothing promises anyway.
    pub(super) fn canonical(self) -> Op {
        use Op::*;
        match self {
            Add(a, b) if b < a => Add(b, a),
            Mul(a, b) if b < a => Mul(b, a),
            MulAdd(a, b, c) if b < a => MulAdd(b, a, c),
            Eq(a, b) if b < a => Eq(b, a),
            And(a, b) if b < a => And(b, a),
            Or(a, b) if b < a => Or(b, a),
            _ => self,
        }
    }
}
