//! The numbers a model runs on.

mod dual;
mod float;
mod lanes;
mod level;
mod num;
mod pack;
mod plain;
mod scalar;

pub use dual::Dual;
pub use float::{Float, Real};
pub use lanes::Lanes;
pub(crate) use level::at_level;
pub use num::{Num, Operand, When};
pub use pack::Pack;
pub use scalar::Scalar;
