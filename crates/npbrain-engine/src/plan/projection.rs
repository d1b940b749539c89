use std::ops::Range;

use npbrain_core::{Csr, Error, MEMBRANE_PORT, Projection, Result, SynapseChoice, Value};

use super::population::{PopulationPlan, check_domain, unknown};

/// A projection, connected.
#[derive(Clone, Debug)]
pub struct ProjectionPlan {
    /// Its name. Projections that arrive at one port are summed in the order
    /// of their names.
    pub name: String,
    /// The population of the sources.
    pub pre: usize,
    /// The sources in that population.
    pub pre_neurons: Range<usize>,
    /// The population of the targets.
    pub post: usize,
    /// The targets in that population.
    pub post_neurons: Range<usize>,
    /// Where it arrives.
    pub arrival: Arrival,
    /// The state variable of the target that its weights are added to, one after
    /// another at the end of the step in which they act; `None` where they are
    /// summed and arrive together. What arrives in sums is added first.
    pub adds_to: Option<usize>,
    /// Who connects to whom, counted from the first of either end.
    pub csr: Csr,
    /// Weights: one, or one per synapse.
    pub weights: Value,
    /// Delays, in steps, to the synapse.
    pub delays: Delays,
    /// The delay from the synapse to the soma, in steps.
    pub dendritic: u32,
    /// The model of the synapses, if they have one.
    pub synapse: Option<SynapseChoice>,
    /// The step at which it was added: it carries the spikes fired from then
    /// on.
    pub from: u64,
}

/// Where the spikes of a projection arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrival {
    /// At the membrane, as jumps.
    Membrane,
    /// At a port of the target; those of attached receptors follow its own.
    Port(usize),
}

/// The delays of a projection, in steps; at least 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delays {
    /// One for all synapses.
    Same(u32),
    /// One per synapse.
    Each(Vec<u32>),
}

impl Delays {
    /// Each `steps` longer.
    pub(super) fn longer(self, steps: u32) -> Self {
        match self {
            Delays::Same(delay) => Delays::Same(delay + steps),
            Delays::Each(delays) => Delays::Each(delays.iter().map(|d| d + steps).collect()),
        }
    }

    /// The longest.
    pub fn longest(&self) -> u32 {
        match self {
            Delays::Same(steps) => *steps,
            Delays::Each(steps) => steps.iter().copied().max().unwrap_or(1),
        }
    }

    /// About how many bytes an engine keeps for what is under way to a population of
    /// `size` neurons, through delays that are `longer` by some steps: with one delay
    /// the spikes of each step wait, with a delay per synapse a sum per neuron and step
    /// to come.
    pub fn bytes_under_way(&self, longer: u32, size: usize) -> u64 {
        const LIST: u64 = 96;
        let steps = u64::from(self.longest()) + u64::from(longer);
        match self {
            Delays::Same(_) => steps * LIST,
            Delays::Each(_) => ring_bytes(steps, size),
        }
    }

    /// The step whose spikes a projection that was added at step `from`
    /// delivers in step `now`: those that act now where all delays are equal,
    /// else those just fired.
    pub fn fired_at(&self, now: u64, from: u64) -> Option<u64> {
        let wait = match self {
            Delays::Same(delay) => u64::from(*delay),
            Delays::Each(_) => 1,
        };
        now.checked_sub(wait).filter(|step| *step >= from)
    }
}

/// About how many bytes a ring of sums for so many steps and neurons has.
fn ring_bytes(steps: u64, size: usize) -> u64 {
    steps.next_power_of_two().saturating_mul((size * size_of::<f64>()) as u64)
}

/// Refuses delays of up to `longest` steps, each synapse having its own, onto a
/// population of `size` neurons, if what is under way through them needs more than
/// the bytes that are `left`, if that is known; takes them off.
///
/// # Errors
/// [`Error::Impossible`].
pub fn check_ring(object: &str, longest: u32, size: usize, left: &mut Option<u64>) -> Result<()> {
    let needed = ring_bytes(u64::from(longest), size);
    let Some(left) = left else { return Ok(()) };
    match left.checked_sub(needed) {
        None => Err(under_way(object, longest, needed, *left)),
        Some(rest) => {
            *left = rest;
            Ok(())
        }
    }
}

/// The error that what is under way through delays does not fit.
pub fn under_way(object: &str, longest: u32, needed: u64, limit: u64) -> Error {
    Error::Impossible {
        object: object.into(),
        reason: format!(
            "what is under way through its delays of up to {longest} steps would need {needed} \
             bytes, and the machine has {limit} left"
        ),
    }
}

impl ProjectionPlan {
    /// The targets, counted from the first, that are among the neurons `owned`
    /// of the population.
    pub fn targets_among(&self, owned: &Range<usize>) -> Range<u32> {
        let target = |neuron: usize| neuron.saturating_sub(self.post_neurons.start) as u32;
        target(owned.start)..target(owned.end)
    }
}

/// Checks what a synapse model needs of its projection.
pub(super) fn check_model(
    object: &str,
    synapse: &SynapseChoice,
    delays: &Delays,
    synapses: usize,
) -> Result<()> {
    let traits = synapse.kernel.traits();
    let refused = |reason: &str| {
        Err(Error::Impossible {
            object: object.into(),
            reason: format!("{} {reason}", traits.model),
        })
    };
    for (var, value) in traits.params.iter().zip(&synapse.params) {
        check_domain(object, var.name, &Value::Same(*value), var.domain)?;
    }
    if let Some(reason) = synapse.kernel.misfit(&synapse.params) {
        return refused(reason);
    }
    if matches!(delays, Delays::Each(_)) {
        return refused("needs one axonal delay for all synapses");
    }
    if synapses > u32::MAX as usize {
        return refused("has at most 4294967295 synapses in one projection");
    }
    Ok(())
}

/// Checks that graded synapses meet graded receptors.
pub(super) fn check_levels(
    object: &str,
    from: &Projection,
    arrival: Arrival,
    target: &PopulationPlan,
) -> Result<()> {
    let model = from.synapse.as_ref().map(|synapse| synapse.kernel.traits());
    let (port, graded) = match (&from.receptor, arrival) {
        (Some(choice), _) => {
            let traits = choice.kernel.traits();
            (format!("the receptor {}", traits.model), traits.graded)
        }
        (None, Arrival::Port(k)) => {
            let port = &target.ports[k];
            (format!("port `{}` of {}", port.name, target.object()), port.graded)
        }
        (None, Arrival::Membrane) => ("the membrane".into(), false),
    };
    let reason = match (model, graded) {
        (Some(model), false) if model.graded => format!(
            "{} acts by the level of its sources, and {port} takes jumps; attach a graded receptor",
            model.model
        ),
        (Some(model), true) if !model.graded => {
            format!("{port} takes levels, and {} delivers jumps", model.model)
        }
        (None, true) => {
            format!("{port} takes levels, and spikes without a synapse model are jumps")
        }
        _ => return Ok(()),
    };
    Err(Error::Impossible { object: object.into(), reason })
}

/// Checks that what acts both ways has membranes to arrive at on both.
pub(super) fn check_way_back(object: &str, source: &PopulationPlan) -> Result<()> {
    match source.traits.membrane {
        Some(_) => Ok(()),
        None => Err(Error::Impossible {
            object: object.into(),
            reason: format!("it acts both ways, and {} has no membrane", source.object()),
        }),
    }
}

/// Checks what synapses that act in every step need of their ends.
pub(super) fn check_flow(
    object: &str,
    synapse: &SynapseChoice,
    dendritic: u64,
    ends: [&PopulationPlan; 2],
) -> Result<()> {
    let traits = synapse.kernel.traits();
    let refused = |reason: String| Err(Error::Impossible { object: object.into(), reason });
    if (traits.graded || traits.flow.is_some()) && dendritic > 0 {
        return refused(format!(
            "{} acts in every step and has no dendritic delay; put it all into `delay`",
            traits.model
        ));
    }
    let Some(flow) = traits.flow else { return Ok(()) };
    let [pre, post] = ends;
    for (end, needed) in [(pre, flow.needs_source), (post, true)] {
        if needed && end.traits.membrane.is_none() {
            return refused(format!(
                "{} couples membrane potentials, and {} has none",
                traits.model,
                end.object()
            ));
        }
    }
    if post.traits.needs_linear && !flow.current_only {
        return refused(format!(
            "{} runs with the method {}, which takes no conductances; choose another",
            post.object(),
            post.traits.method
        ));
    }
    Ok(())
}

/// The port of `target` that what is called `object` arrives at.
pub(super) fn arrival(
    object: &str,
    port: Option<&str>,
    target: &PopulationPlan,
) -> Result<Arrival> {
    let has_membrane = target.traits.membrane.is_some();
    let membrane = has_membrane.then(|| MEMBRANE_PORT.to_owned());
    let ports = target.ports.iter().map(|p| p.name.clone());
    let known: Vec<String> = membrane.into_iter().chain(ports).collect();
    let Some(port) = port.or_else(|| target.ports.is_empty().then_some(MEMBRANE_PORT)) else {
        let (object, target) = (object.into(), target.object());
        return Err(Error::PortNeeded { object, target, known });
    };
    if let Some(k) = target.ports.iter().position(|p| p.name == port) {
        return Ok(Arrival::Port(k));
    }
    if port == MEMBRANE_PORT && has_membrane {
        return Ok(Arrival::Membrane);
    }
    if known.is_empty() {
        return Err(Error::Impossible {
            object: object.into(),
            reason: format!("{} has no membrane or other port to arrive at", target.object()),
        });
    }
    Err(unknown(&target.object(), "port", port, known))
}
