use std::ops::Add;

use crate::number::{Num, Scalar};

/// What a neuron feels during a step: the current is
/// `current − conductance · v`, with the `v` of each instant, so that every
/// integrator and Jacobian sees the conductance.
///
/// Units: those of the model; with `current` in nA and `v` in mV,
/// `conductance` is in µS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input<V> {
    /// The part that does not depend on v.
    pub current: V,
    /// The part that v is multiplied by.
    pub conductance: V,
}

impl<S: Scalar> Input<Num<S>> {
    /// No input, beside an existing number.
    #[inline(always)]
    pub fn none(beside: Num<S>) -> Self {
        Input { current: beside.lit(0.0), conductance: beside.lit(0.0) }
    }

    /// A conductance `g` with reversal potential `e_rev`: g · (e_rev − v).
    #[inline(always)]
    pub fn conductance(g: Num<S>, e_rev: Num<S>) -> Self {
        Input { current: g * e_rev, conductance: g }
    }

    /// A current.
    #[inline(always)]
    pub fn current(current: Num<S>) -> Self {
        Input { current, conductance: current.lit(0.0) }
    }
}

impl<S: Scalar> Add for Input<Num<S>> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Input {
            current: self.current + other.current,
            conductance: self.conductance + other.conductance,
        }
    }
}
