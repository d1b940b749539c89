use npbrain_core::{PerNeuron, Population};

use crate::spike_array::scripted;

/// A population of `size` neurons whose membrane potential stays where it is
/// put and that fire when told to: for testing synapses.
///
/// `v`, in mV, is one value or one per neuron; `spikes` are pairs (neuron, time
/// in ms), as in [`spike_array`](crate::spike_array()). Unlike those sources,
/// these neurons have a membrane: receptors and currents reach it, and gap
/// junctions see its v. What arrives is accepted and moves nothing. `t_ref` has
/// no effect: they fire as told.
///
/// ```
/// use npbrain_neurons::fake_neurons;
///
/// let clamped = fake_neurons(2, [-70.0, -55.0], [(0, 10.0), (1, 12.5)]).named("clamped");
/// let silent = fake_neurons(100, -65.0, []);
/// assert_eq!((clamped.size, silent.size), (2, 100));
/// ```
#[doc(alias = "generate_fake_neuron")]
pub fn fake_neurons(
    size: usize,
    v: impl Into<PerNeuron>,
    spikes: impl IntoIterator<Item = (usize, f64)>,
) -> Population {
    scripted(size, spikes, true).init("v", v)
}
