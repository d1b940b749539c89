//! The numbers a model runs on.

mod dual;
mod float;
mod lanes;
mod num;
mod pack;
mod plain;
mod scalar;

pub use dual::Dual;
pub use float::{Float, Real};
pub use lanes::Lanes;
pub use num::{Num, Operand, When};
pub use pack::Pack;
pub use scalar::Scalar;
