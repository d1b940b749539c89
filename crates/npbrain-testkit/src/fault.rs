use npbrain_core::Error;

/// Something wrong with a model.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A variable without a unit.
    #[error("{variable} has no unit; write \"1\" for a pure number")]
    NoUnit {
        /// Which, such as "the parameter `tau`".
        variable: String,
    },

    /// A variable that is not documented.
    #[error("{variable} has no doc; say above it what it is")]
    NoDoc {
        /// Which.
        variable: String,
    },

    /// A name that will not do.
    #[error("{variable} {reason}")]
    BadName {
        /// Which.
        variable: String,
        /// Why.
        reason: &'static str,
    },

    /// A parameter, or a default, outside what makes sense.
    #[error("{what} is {value}; it must be {expected}")]
    OutsideDomain {
        /// What it is.
        what: String,
        /// The number.
        value: f64,
        /// What it may be.
        expected: &'static str,
    },

    /// A number that must be finite and is not.
    #[error("{what} is {value}; it must be finite")]
    NotFinite {
        /// What it is.
        what: String,
        /// The number.
        value: f64,
    },

    /// A function that gives two results for the same arguments.
    #[error(
        "{what} is {first}, and {second} when computed again; it may depend on its arguments alone"
    )]
    NotPure {
        /// What was computed.
        what: String,
        /// The first result.
        first: f64,
        /// The second.
        second: f64,
    },

    /// A model that says it is linear and is not.
    #[error("LINEAR is claimed, but {what} is {here} at one point and {there} at another")]
    NotLinear {
        /// What should be the same everywhere.
        what: String,
        /// Its value at one point.
        here: f64,
        /// Its value at another.
        there: f64,
    },

    /// A linear receptor whose input is no current.
    #[error("LINEAR is claimed, but its input is a conductance, {conductance} at one point")]
    Conductance {
        /// The conductance.
        conductance: f64,
    },

    /// A receptor whose arrivals do not add up.
    #[error(
        "`receive` is not additive: `{variable}` is {together} after {what} at once, but {apart} after one and then the other"
    )]
    NotAdditive {
        /// The state variable.
        variable: &'static str,
        /// What arrived.
        what: String,
        /// The state after both at once.
        together: f64,
        /// The state after one and then the other.
        apart: f64,
    },

    /// A state that depends on how often it is looked at.
    #[error(
        "`{function}` does not compose: `{variable}` is {once} after {first} + {second} ms at once, but {twice} after one and then the other"
    )]
    NotComposed {
        /// `source_after` or `target_after`.
        function: &'static str,
        /// The state variable.
        variable: &'static str,
        /// The first span, in ms.
        first: f64,
        /// The second span, in ms.
        second: f64,
        /// The state after both at once.
        once: f64,
        /// The state after one and then the other.
        twice: f64,
    },

    /// A model that a plan or an engine refuses.
    #[error("{0}")]
    Refused(#[from] Error),

    /// Different results of one and the same step.
    #[error(
        "{what} is {plain:?} on plain numbers and {other:?} on {arithmetic} ({how}); it must be the same to the bit"
    )]
    Differs {
        /// What was computed.
        what: String,
        /// On what.
        arithmetic: String,
        /// The precision and, for a neuron, the method.
        how: String,
        /// On plain numbers.
        plain: f64,
        /// On the other.
        other: f64,
    },

    /// A tape that is no valid WGSL.
    #[error("the WGSL of its tape ({how}) is not valid:\n{message}")]
    Shader {
        /// Which tape.
        how: String,
        /// What naga says.
        message: String,
    },

    /// Backends that do not agree.
    #[error(
        "{what} is {reference:?} on the reference and {other:?} on {backend}; it must be the same to the bit"
    )]
    BackendsDiffer {
        /// What was recorded.
        what: String,
        /// The backend.
        backend: &'static str,
        /// On the reference.
        reference: f64,
        /// On the other.
        other: f64,
    },

    /// Results in `f32` that are far from those in `f64`.
    #[error(
        "{what} is {double} in f64 and {single} in f32, before the first spike; they may differ by {tolerance:e}"
    )]
    Imprecise {
        /// What was recorded.
        what: String,
        /// In `f64`.
        double: f64,
        /// In `f32`.
        single: f64,
        /// How far apart they may be.
        tolerance: f64,
    },
}
