use npbrain_core::Error;
use npbrain_core::{NumberId, Op, Result, SynapseTapes, SynapseTraits, Tape, TapeOutput};
use npbrain_engine::ProjectionPlan;

use super::print::{keeps, maker};
use crate::device::Device;
use crate::gpu::NAME;

/// What a projection with a synapse model is, once it is known to run here.
pub(crate) struct Checked {
    pub(super) traits: SynapseTraits,
    pub(super) tapes: SynapseTapes,
    pub(super) most: Option<f64>,
}

/// How many times the largest of its first weights a synapse may deliver, if nothing
/// else is said.
const HEADROOM: f64 = 16.0;

impl Checked {
    /// Checks a projection; `None` if its synapses have no model. `told` are the
    /// most that synapses may deliver, by the names of their projections.
    ///
    /// # Errors
    /// [`Error::Unsupported`] or [`Error::TooLargeForDevice`].
    pub(crate) fn new(
        plan: &ProjectionPlan,
        told: &[(String, f64)],
        device: &Device,
    ) -> Result<Option<Self>> {
        let Some(choice) = &plan.synapse else { return Ok(None) };
        let object = format!("projection `{}`", plan.name);
        let traits = choice.kernel.traits();
        let refused = |reason: String| {
            Err(Error::Unsupported { backend: NAME, object: object.clone(), reason })
        };
        let Some(tapes) = choice.kernel.tapes() else {
            return refused(format!(
                "its synapse model {} has no tapes that a shader could be printed from",
                traits.model
            ));
        };
        if !choice.params.iter().all(|param| (*param as f32).is_finite()) {
            return refused(format!("a parameter of {} does not fit into f32", traits.model));
        }
        let ends = plan.csr.pre().max(plan.csr.post());
        let words = (2 * plan.csr.synapses() + ends + 1)
            .max((1 + traits.synapse.len()) * plan.csr.synapses());
        device.check_size(&object, "its synapses", 4 * words as u64)?;

        let sends = tapes.arrive.as_ref().is_some_and(|tape| !delivers_nothing(tape));
        let most = match told.iter().find(|(name, _)| *name == plan.name) {
            _ if !sends => None,
            Some((_, most)) => Some(*most),
            None => {
                let weights = plan.weights.as_slice().iter();
                let largest = weights.fold(0.0, |most: f64, weight| most.max(weight.abs()));
                if largest == 0.0 && plan.csr.synapses() > 0 {
                    return refused(
                        "its weights begin at 0 and may change; say how much a synapse delivers \
                         at most, with `Gpu::bound`"
                            .into(),
                    );
                }
                Some(HEADROOM * largest)
            }
        };
        Ok(Some(Checked { traits, tapes, most }))
    }

    /// How much a synapse may deliver at most, if spikes deliver anything.
    pub(crate) fn most(&self) -> Option<f64> {
        self.most
    }
}

/// Whether a spike that reaches a synapse sends nothing.
fn delivers_nothing(tape: &Tape) -> bool {
    let sent = tape.numbers().iter().find(|output| output.name == "sent");
    sent.is_some_and(|output| match maker(tape, output.id) {
        Some(Op::Constant(value)) => value.value() == 0.0,
        _ => false,
    })
}

/// Whether a spike that reaches a synapse does nothing at all.
pub(super) fn does_nothing(tape: &Tape) -> bool {
    let kept = |output: &TapeOutput<NumberId>| {
        output.name == "sent" || keeps(tape, &output.name, output.id)
    };
    delivers_nothing(tape) && tape.numbers().iter().all(kept)
}
