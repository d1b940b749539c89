//! The elementary functions: one polynomial each, per precision.

mod double;
mod single;
