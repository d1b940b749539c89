use std::marker::PhantomData;

use super::{State, Variable, Variables};
use crate::integrate::{Differentiable, System};
use crate::model::Vars;
use crate::number::{Dual, Num};

/// A function of time and state as a [`System`], in the step from `t` on.
pub(crate) struct Function<'f, F, Y> {
    f: &'f F,
    t: f64,
    state: PhantomData<Y>,
}

impl<'f, F, Y> Function<'f, F, Y> {
    pub(crate) fn new(f: &'f F, t: f64) -> Self {
        Function { f, t, state: PhantomData }
    }
}

impl<F: Fn(f64, Y) -> Y, Y: State> System<f64> for Function<'_, F, Y> {
    type State = Y::Of<Num<f64>>;

    fn drift(&self, after: Num<f64>, x: &Self::State) -> Self::State {
        (self.f)(self.t + after.0, Y::from_numbers(*x)).numbers()
    }
}

/// The same of a function that is differentiated.
pub(crate) struct Smooth<'f, F, D> {
    f: &'f F,
    t: f64,
    state: PhantomData<D>,
}

impl<'f, F: Fn(f64, D) -> D, D: Variables> Smooth<'f, F, D> {
    pub(crate) fn new(f: &'f F, t: f64) -> Self {
        Smooth { f, t, state: PhantomData }
    }

    /// f with variable `by` seeded, if any.
    fn seeded(
        &self,
        after: Num<f64>,
        x: &<Self as System<f64>>::State,
        by: Option<usize>,
    ) -> impl Vars<Variable> {
        let variables = Vars::make(|k| {
            let value = x.get(k).0;
            Num(if by == Some(k) { Dual::variable(value) } else { Dual::constant(value) })
        });
        D::Value::of_variables((self.f)(self.t + after.0, D::Value::variables(variables)))
    }
}

impl<F: Fn(f64, D) -> D, D: Variables> System<f64> for Smooth<'_, F, D> {
    type State = <D::Value as super::Shape>::Of<Num<f64>>;

    fn drift(&self, after: Num<f64>, x: &Self::State) -> Self::State {
        let f = self.seeded(after, x, None);
        Vars::make(|k| Num(f.get(k).0.value))
    }
}

impl<F: Fn(f64, D) -> D, D: Variables> Differentiable<f64> for Smooth<'_, F, D> {
    type Slopes = <D::Value as super::Shape>::Of<Option<Num<f64>>>;
    type Matrix = <D::Value as super::Shape>::Of<Self::Slopes>;

    fn slopes(&self, after: Num<f64>, x: &Self::State, by: usize) -> Self::Slopes {
        let f = self.seeded(after, x, Some(by));
        Vars::make(|k| f.get(k).0.slope.map(Num))
    }
}
