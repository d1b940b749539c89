use crate::model::{Domain, Table, Var, Vars};
use crate::number::{Dual, Num};

/// A number that carries its derivative: what functions are given whose slopes
/// a method needs. Literals may stand on either side of an operator.
pub type Variable = Num<Dual<f64>>;

/// What is integrated: one `f64`, or an array of them.
pub trait State: Copy + Shape {
    /// The same of [`Variable`]s.
    type Variables: Variables<Value = Self>;

    #[doc(hidden)]
    fn numbers(self) -> Self::Of<Num<f64>>;
    #[doc(hidden)]
    fn from_numbers(numbers: Self::Of<Num<f64>>) -> Self;
    #[doc(hidden)]
    fn variables(of: Self::Of<Variable>) -> Self::Variables;
    #[doc(hidden)]
    fn of_variables(variables: Self::Variables) -> Self::Of<Variable>;
}

/// One [`Variable`], or an array of them.
pub trait Variables: Copy {
    /// The same of `f64`.
    type Value: State<Variables = Self>;
}

/// How many numbers there are.
#[doc(hidden)]
pub trait Shape {
    /// So many of `V`.
    type Of<V: Copy>: Vars<V>;
}

impl Shape for f64 {
    type Of<V: Copy> = Array<V, 1>;
}

impl<const N: usize> Shape for [f64; N] {
    type Of<V: Copy> = Array<V, N>;
}

impl State for f64 {
    type Variables = Variable;

    fn numbers(self) -> Array<Num<f64>, 1> {
        Array([Num(self)])
    }
    fn from_numbers(Array([number]): Array<Num<f64>, 1>) -> f64 {
        number.0
    }
    fn variables(Array([variable]): Array<Variable, 1>) -> Variable {
        variable
    }
    fn of_variables(variable: Variable) -> Array<Variable, 1> {
        Array([variable])
    }
}

impl Variables for Variable {
    type Value = f64;
}

impl<const N: usize> State for [f64; N] {
    type Variables = [Variable; N];

    fn numbers(self) -> Array<Num<f64>, N> {
        Array(self.map(Num))
    }
    fn from_numbers(Array(numbers): Array<Num<f64>, N>) -> Self {
        numbers.map(|number| number.0)
    }
    fn variables(Array(variables): Array<Variable, N>) -> [Variable; N] {
        variables
    }
    fn of_variables(variables: [Variable; N]) -> Array<Variable, N> {
        Array(variables)
    }
}

impl<const N: usize> Variables for [Variable; N] {
    type Value = [f64; N];
}

/// Numbers without names, for schemes.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Array<V, const N: usize>([V; N]);

impl<V: Copy, const N: usize> Vars<V> for Array<V, N> {
    const TABLE: &'static Table = {
        assert!(N > 0, "a state has at least one variable");
        &Table::Set(&[Var { name: "", unit: "", default: 0.0, doc: "", domain: Domain::Any }; N])
    };

    fn make(value: impl FnMut(usize) -> V) -> Self {
        Array(std::array::from_fn(value))
    }

    fn get(&self, index: usize) -> V {
        self.0[index]
    }
}
