//! Models as data: what a model computes, recorded once as a straight line of
//! operations, to be run on other numbers or printed in other languages.

mod equations;
mod eval;
mod listing;
mod op;
mod program;
mod record;
mod sym;
mod wgsl;

pub use eval::Evaluator;
pub use op::{Literal, MaskId, NumberId, Op};
pub use program::{Tape, TapeOutput};
pub use record::Recorder;
pub use sym::{Sym, SymMask};
pub use wgsl::WgslFunction;
