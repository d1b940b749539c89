//! The networks that simulators are compared by, each as one would write it.

pub(crate) mod brunel;
pub(crate) mod coba;
pub(crate) mod cobahh;
pub(crate) mod cuba;
pub(crate) mod readme;
pub(crate) mod stdp;
