use npbrain_core::{Neurons, PoissonInput, Rate};

/// Spikes from outside: onto each of the neurons, `n` sources of its own that
/// fire independently at `rate` Hz, a number or a function of the time in ms.
/// Each spike adds the weight to a port, by default the membrane's own.
///
/// ```
/// use npbrain_inputs::poisson_input;
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
///
/// // 1000 sources of 20 Hz, each spike a jump of 0.1 mV.
/// let background = poisson_input(lif, 1000, 20.0).weight(0.1);
/// // 80 sources whose rate swings between 0 and 10 Hz with 4 Hz.
/// let rate = |t: f64| 5.0 + 5.0 * (t * 4.0 * std::f64::consts::TAU / 1000.0).sin();
/// let waves = poisson_input(lif.slice(0..2), 80, rate).port("excitation").weight(0.6);
/// ```
///
/// It is added to the network, and acts from then on, as a projection does:
///
/// - The spikes of step k arrive at its end, t_{k+1}. Onto a membrane they are
///   jumps, which are added before the comparison with the threshold, and lost
///   while the neuron is held; a receptor decays first.
/// - How many spikes a neuron gets in a step is drawn at once, a Poisson number
///   with mean n · rate · dt, whose law [`Poisson`] describes. So a source may
///   fire more than once in a step, and the cost does not depend on n. There is
///   one number per neuron: no two neurons share a source.
/// - A rate that changes is asked once per step, for its start. Below 0 it
///   counts as 0; one that is no number, or too high, makes what it drives no
///   number either, and that stops the run.
/// - Numbers are drawn by the network's seed, the name, the neuron and the step.
/// - What arrives at a port is summed up in the order: projections, projections
///   with a synapse model, Poisson inputs; each by name.
///
/// The weight is in the unit of the port: mV at a membrane in mV, µS at a
/// conductance in µS.
///
/// # Errors
/// When the network is planned: n = 0; a rate that is negative, not finite, or
/// another for each neuron; a mean of more than 65536 spikes per step; a weight
/// that is not finite; a port that is not there.
///
/// [`Poisson`]: npbrain_core::random::Poisson
#[doc(alias = "PoissonInput")]
#[doc(alias = "poisson_generator")]
#[doc(alias = "inhomogeneous_poisson_generator")]
pub fn poisson_input(target: Neurons, n: usize, rate: impl Into<Rate>) -> PoissonInput {
    PoissonInput::new(target, n, rate)
}
