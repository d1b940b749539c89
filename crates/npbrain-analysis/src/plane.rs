//! A model of two variables, looked at in a rectangle of its states.

use std::marker::PhantomData;

use npbrain_core::{Dual, Error, Input, Neuron, NeuronModel, Num, Result, Scalar, Vars};

use crate::contour::{Grid, contour};

/// Cells per side of the grid on which nullclines are sought.
const CELLS: usize = 200;

/// A model of two variables in a rectangle of its states, under a constant
/// current.
///
/// A state is `[x, y]`: the model's first and second variable, in the order of
/// its state.
#[derive(Clone, Debug)]
pub struct PhasePlane<M> {
    params: Vec<f64>,
    current: f64,
    axes: [Axis; 2],
    model: PhantomData<fn() -> M>,
}

/// One variable of a phase plane, and the part of it that is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// The name of the variable.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The lowest value.
    pub lo: f64,
    /// The highest value.
    pub hi: f64,
}

impl Axis {
    pub(crate) fn length(self) -> f64 {
        self.hi - self.lo
    }
}

impl<M: NeuronModel> PhasePlane<M> {
    /// The plane of `model` under `current` (in the unit of the model's input),
    /// where its first variable is within `x` and its second within `y`.
    ///
    /// # Errors
    /// - [`Error::Impossible`] if the model has not two state variables;
    /// - [`Error::InvalidValue`] for a parameter outside what it may be, a
    ///   current that is not finite, or a range that does not run upwards.
    pub fn new(model: M, current: f64, x: (f64, f64), y: (f64, f64)) -> Result<Self> {
        let object = || format!("the phase plane of {}", M::NAME);
        let variables = <M::State<f64> as Vars<f64>>::TABLE;
        if variables.len() != 2 {
            let names: Vec<_> = variables.iter().map(|var| format!("`{}`", var.name)).collect();
            let reason =
                format!("it needs two state variables; the model has {}", names.join(", "));
            return Err(Error::Impossible { object: object(), reason });
        }
        let invalid = |name: &str, value, expected| Error::InvalidValue {
            object: object(),
            name: name.to_owned(),
            value,
            expected,
        };
        let params = model.values();
        for (var, value) in <M::Params<f64> as Vars<f64>>::TABLE.iter().zip(&params) {
            if !var.domain.contains(*value) {
                return Err(invalid(var.name, *value, var.domain.expected()));
            }
        }
        if !current.is_finite() {
            return Err(invalid("current", current, "a finite number"));
        }
        let axis = |k: usize, (lo, hi): (f64, f64)| {
            let var = variables.get(k);
            if !lo.is_finite() {
                return Err(invalid(var.name, lo, "a range between finite numbers"));
            }
            if !hi.is_finite() || hi <= lo {
                return Err(invalid(var.name, hi, "an upper end above the lower one, and finite"));
            }
            Ok(Axis { name: var.name, unit: var.unit, lo, hi })
        };
        Ok(PhasePlane { params, current, axes: [axis(0, x)?, axis(1, y)?], model: PhantomData })
    }

    /// Both variables, with the range of each.
    pub fn axes(&self) -> [Axis; 2] {
        self.axes
    }

    /// The constant current.
    pub fn current(&self) -> f64 {
        self.current
    }

    /// The parameters of the model.
    pub(crate) fn params(&self) -> M::Params<f64> {
        M::Params::make(|k| self.params[k])
    }

    /// The neuron in the state `at`, on any number.
    pub(crate) fn neuron<S: Scalar>(&self, at: [S; 2]) -> Neuron<M, S> {
        let number = |value: f64| Num(at[0].lit(value));
        Neuron {
            p: M::Params::make(|k| number(self.params[k])),
            x: M::State::make(|k| Num(at[k])),
            input: Input::current(number(self.current)),
        }
    }

    fn derivative<S: Scalar>(&self, at: [S; 2]) -> [S; 2] {
        let f = M::derivative(&self.neuron(at));
        [f.get(0).0, f.get(1).0]
    }

    /// `[x', y']` in the state `at`, in units of the variables per ms.
    pub fn field(&self, at: [f64; 2]) -> [f64; 2] {
        self.derivative(at)
    }

    /// `[x', y']` and its derivative with respect to variable `by`.
    pub(crate) fn slope(&self, at: [f64; 2], by: usize) -> ([f64; 2], [f64; 2]) {
        let mut duals = at.map(Dual::constant);
        duals[by] = Dual::variable(at[by]);
        let f = self.derivative(duals);
        (f.map(|f| f.value), f.map(Dual::derivative))
    }

    /// The Jacobian in the state `at`, in 1/ms times the units of the
    /// variables: row `k` holds the derivatives of variable `k`'s rate by both
    /// variables. Exact, by dual numbers.
    pub fn jacobian(&self, at: [f64; 2]) -> [[f64; 2]; 2] {
        let ((_, by_x), (_, by_y)) = (self.slope(at, 0), self.slope(at, 1));
        [[by_x[0], by_y[0]], [by_x[1], by_y[1]]]
    }

    /// Both nullclines: where the first variable stands still, and where the
    /// second does, each as lines of states within the plane.
    ///
    /// They are found by marching squares (Lorensen & Cline 1987, in the plane)
    /// on a grid of 200 by 200; each point is then moved onto the nullcline by
    /// Newton's method. Parts that lie within one cell, or where the field
    /// touches zero without a change of sign, are not seen.
    pub fn nullclines(&self) -> [Vec<Vec<[f64; 2]>>; 2] {
        let grid = self.grid(CELLS);
        [0, 1].map(|k| {
            contour(
                &grid,
                |at| self.field(at)[k],
                |at, by| {
                    let (f, slope) = self.slope(at, by);
                    (f[k], slope[k])
                },
            )
        })
    }

    pub(crate) fn grid(&self, cells: usize) -> Grid {
        Grid { x: (self.axes[0].lo, self.axes[0].hi), y: (self.axes[1].lo, self.axes[1].hi), cells }
    }
}
