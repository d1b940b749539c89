use std::fmt::Write;

use npbrain_core::Value;

/// Numbers that a program reads and never changes, packed into one buffer: one
/// where all neurons share it, else one per neuron.
#[derive(Default)]
pub(crate) struct Constants {
    values: Vec<f32>,
}

impl Constants {
    /// Takes numbers in, and tells how a program reads that of neuron `i`.
    pub(crate) fn add(&mut self, value: &Value) -> String {
        self.add_from(value, 0)
    }

    /// The same for neurons of which the first is number `first` of the population.
    pub(crate) fn add_from(&mut self, value: &Value, first: usize) -> String {
        let at = self.values.len();
        self.values.extend(value.as_slice().iter().map(|value| *value as f32));
        let mut text = format!("constants[{at}u");
        if value.per_neuron().is_some() {
            text.push_str(" + i");
        }
        if value.per_neuron().is_some() && first > 0 {
            let _ = write!(text, " - {first}u");
        }
        text.push(']');
        text
    }

    pub(crate) fn values(&self) -> &[f32] {
        &self.values
    }
}
