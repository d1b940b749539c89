//! Izhikevich's neurons: the simple model with its twenty modes, and its form
//! of 2007.

mod mode;
mod model;
mod presets;
mod stimulus;
mod year_2007;

pub use mode::IzhikevichMode;
pub use model::{Izhikevich, IzhikevichState};
pub use year_2007::{Izhikevich2007, Izhikevich2007State};
