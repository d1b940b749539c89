/// A parameter or initial value in a description: one for all neurons, or one
/// each.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The same for every neuron.
    Same(f64),
    /// One per neuron.
    Each(Vec<f64>),
}

impl Value {
    /// The value of neuron `index`.
    ///
    /// # Panics
    /// If there are values per neuron, but fewer.
    pub fn of(&self, index: usize) -> f64 {
        match self {
            Value::Same(value) => *value,
            Value::Each(values) => values[index],
        }
    }

    /// How many neurons have a value of their own; `None` if all share one.
    pub fn per_neuron(&self) -> Option<usize> {
        match self {
            Value::Same(_) => None,
            Value::Each(values) => Some(values.len()),
        }
    }

    /// The values, one for all or one each.
    pub fn as_slice(&self) -> &[f64] {
        match self {
            Value::Same(value) => std::slice::from_ref(value),
            Value::Each(values) => values,
        }
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Same(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Value::Same(value.into())
    }
}

impl From<Vec<f64>> for Value {
    fn from(values: Vec<f64>) -> Self {
        Value::Each(values)
    }
}

impl From<&Vec<f64>> for Value {
    fn from(values: &Vec<f64>) -> Self {
        Value::Each(values.clone())
    }
}

impl From<&[f64]> for Value {
    fn from(values: &[f64]) -> Self {
        Value::Each(values.to_vec())
    }
}

impl<const N: usize> From<[f64; N]> for Value {
    fn from(values: [f64; N]) -> Self {
        Value::Each(values.to_vec())
    }
}

/// `count` values made from the parameters by `make`: once where all
/// parameters are equal, else once per neuron.
pub(super) fn derived(
    params: &[Value],
    count: usize,
    mut make: impl FnMut(&dyn Fn(usize) -> f64) -> Vec<f64>,
) -> Vec<Value> {
    match params.iter().filter_map(Value::per_neuron).max() {
        None => make(&|k| params[k].of(0)).into_iter().map(Value::Same).collect(),
        Some(neurons) => {
            let mut columns = vec![Vec::with_capacity(neurons); count];
            for i in 0..neurons {
                let values = make(&|k| params[k].of(i));
                for (column, value) in columns.iter_mut().zip(values) {
                    column.push(value);
                }
            }
            columns.into_iter().map(uniform_if_equal).collect()
        }
    }
}

/// A column whose values are all the same bits is one value.
fn uniform_if_equal(column: Vec<f64>) -> Value {
    let first = column[0].to_bits();
    if column.iter().all(|v| v.to_bits() == first) {
        Value::Same(column[0])
    } else {
        Value::Each(column)
    }
}
