use npbrain_core::{CurrentInput, Neurons, Value};

/// A current into the neurons of `target`, in the unit of their model: a number
/// for all of them, or an array or `Vec` with one for each, in their order.
///
/// It is on for as long as it belongs to the network or run;
/// [`during`](CurrentInput::during) gives it a beginning and an end. The
/// number of currents is checked when the network is planned.
///
/// ```
/// use npbrain_inputs::input;
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 100 });
///
/// let same_for_all = input(lif, 15.0);
///
/// let currents: Vec<f64> = (0..100).map(|k| 0.2 * k as f64).collect();
/// let one_each = input(lif, currents);
/// assert_eq!(one_each.current.per_neuron(), Some(100));
/// ```
#[doc(alias = "I_ext")]
#[doc(alias = "receiver")]
pub fn input(target: Neurons, current: impl Into<Value>) -> CurrentInput {
    CurrentInput::new(target, current)
}
