use npbrain_core::{Current, CurrentInput, Neurons};

/// A current into the neurons of `target`, in the unit of their model: a number
/// for all of them; an array or `Vec` with one for each, in their order; or a
/// course in time, the same for all of them unless it says otherwise.
///
/// An array is never a course: a [`series`](crate::series()) is.
///
/// It is on for as long as it belongs to the network or run;
/// [`during`](CurrentInput::during) gives it a beginning and an end,
/// [`starting_at`](CurrentInput::starting_at) moves its course, and
/// [`scaled`](CurrentInput::scaled) multiplies it, by one factor or one for each
/// neuron. All is checked when the network is planned.
///
/// ```
/// use npbrain_inputs::{input, ramp};
/// # use npbrain_core::{Current, Neurons, Place, Value};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 100 });
///
/// let same_for_all = input(lif, 15.0);
///
/// let currents: Vec<f64> = (0..100).map(|k| 0.2 * k as f64).collect();
/// let one_each = input(lif, currents);
///
/// let rising = input(lif, ramp(0.0, 15.0, 0.0, 100.0));
/// let of_time = input(lif, |t: f64| if t < 50.0 { 12.0 } else { 0.15 * t });
/// ```
#[doc(alias = "I_ext")]
#[doc(alias = "receiver")]
#[doc(alias = "dc_generator")]
pub fn input(target: Neurons, current: impl Into<Current>) -> CurrentInput {
    CurrentInput::new(target, current)
}
