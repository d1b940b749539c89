use std::sync::Arc;

use npbrain_core::integrate::Method;
use npbrain_core::{
    Arithmetic, Block, CHUNK, Domain, Error, NeuronKernel, Part, Population, Result, Table, Traits,
    Value, Var, steps,
};

/// A population of `size` sources that fire when told to: `spikes` are pairs
/// (neuron, time in ms), in any order.
///
/// A time is the label of the spike: it is what a monitor records, and what a
/// delay counts from. Since a spike carries the end of the step it is made in,
/// the earliest possible is at one step. Every time must be a multiple of the
/// step, and a neuron fires at most once per step.
///
/// ```
/// use npbrain_neurons::spike_array;
///
/// let source = spike_array(2, [(0, 10.0), (1, 10.0), (0, 12.5)]).named("stimulus");
/// assert_eq!(source.size, 2);
/// ```
#[doc(alias = "SpikeGeneratorGroup")]
#[doc(alias = "SpikeSourceArray")]
pub fn spike_array(size: usize, spikes: impl IntoIterator<Item = (usize, f64)>) -> Population {
    scripted(size, spikes, false)
}

/// Neurons that fire when told to, with or without a membrane.
pub(crate) fn scripted(
    size: usize,
    spikes: impl IntoIterator<Item = (usize, f64)>,
    membrane: bool,
) -> Population {
    let given = spikes.into_iter().collect();
    let source = SpikeArray { given, events: Vec::new(), membrane };
    Population::of_kernel(size, Vec::new(), Arc::new(source))
}

/// A kernel written by hand: it is no arithmetic, and has no tape.
struct SpikeArray {
    given: Vec<(usize, f64)>,
    /// Step and neuron of each spike, in order.
    events: Vec<(u64, u32)>,
    /// Whether there is a v, which never moves.
    membrane: bool,
}

impl SpikeArray {
    fn advance<T>(&self, block: Block<'_, T>) {
        block.fired.fill(0);
        let first = block.first * CHUNK;
        let from = self.events.partition_point(|(step, _)| *step < block.step);
        for (_, neuron) in self.events[from..].iter().take_while(|(step, _)| *step == block.step) {
            if let Some(k) = (*neuron as usize).checked_sub(first)
                && k < block.size
            {
                block.fired[k / CHUNK] |= 1 << (k % CHUNK);
            }
        }
    }
}

impl NeuronKernel for SpikeArray {
    fn traits(&self) -> Traits {
        const NONE: &Table = &Table::Set(&[]);
        const CLAMPED: &Table = &Table::Set(&[Var {
            name: "v",
            unit: "mV",
            default: 0.0,
            doc: "Membrane potential, which never moves.",
            domain: Domain::Any,
        }]);
        let model = if self.membrane { "FakeNeurons" } else { "SpikeArray" };
        let state = usize::from(self.membrane);
        Traits {
            model,
            method: Method::Exact,
            integrates_noise: true,
            needs_linear: false,
            linear: true,
            params: NONE,
            state: if self.membrane { CLAMPED } else { NONE },
            membrane: self.membrane.then_some(0),
            own_ports: NONE,
            parts: vec![Part { name: model, params: 0, state, weight_unit: None, graded: false }],
        }
    }

    fn bind(&self, object: &str, size: usize, dt: f64) -> Result<Option<Arc<dyn NeuronKernel>>> {
        let mut events = Vec::with_capacity(self.given.len());
        for (neuron, time) in &self.given {
            if *neuron >= size {
                return Err(Error::OutOfRange { object: object.into(), index: *neuron, size });
            }
            match steps(object, "spike time", *time, dt)?.checked_sub(1) {
                Some(step) => events.push((step, *neuron as u32)),
                None => {
                    return Err(Error::InvalidValue {
                        object: object.into(),
                        name: "spike time".into(),
                        value: *time,
                        expected: "at least one step",
                    });
                }
            }
        }
        events.sort_unstable();
        if let Some(twice) = events.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Error::InvalidValue {
                object: object.into(),
                name: "spike time".into(),
                value: npbrain_core::time_of(twice[0].0 + 1, dt),
                expected: "at most one spike of a neuron in a step",
            });
        }
        Ok(Some(Arc::new(SpikeArray { given: Vec::new(), events, membrane: self.membrane })))
    }

    fn is_autonomous(&self) -> bool {
        true
    }

    fn initial(&self, _: &[Value]) -> Vec<Value> {
        vec![Value::Same(0.0); usize::from(self.membrane)]
    }

    fn prepare(&self, _: &[Value], _: f64) -> Result<Vec<Value>> {
        Ok(Vec::new())
    }

    fn advance_f32(&self, _: Arithmetic, block: Block<'_, f32>) {
        self.advance(block);
    }

    fn advance_f64(&self, _: Arithmetic, block: Block<'_, f64>) {
        self.advance(block);
    }
}
