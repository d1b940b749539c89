use npbrain_core::{
    Connect, Csr, CurrentInput, Ends, Item, MEMBRANE_PORT, MonitorSpec, Object, Place, Population,
    Projection, Record, Records, Result, SpikeRecord, StateRecord, SynapseChoice, synapses,
};
use npbrain_cpu::Cpu;
use npbrain_engine::{Backend, Description, Interpreter, PopulationPlan, Reference, Settings};

use crate::Fault;
use crate::standing::{Fading, Held};

/// How long the network runs, in steps.
const STEPS: u64 = 600;

/// A small recurrent network of one model.
pub(crate) struct Circuit<'a> {
    pub(crate) population: &'a Population,
    pub(crate) plan: &'a PopulationPlan,
    pub(crate) settings: Settings,
    /// A current under which the neurons fire, if there is one.
    pub(crate) drive: Option<f64>,
    /// A model that the synapses follow, beside plain ones.
    pub(crate) synapse: Option<SynapseChoice>,
}

/// What a network did.
struct Seen {
    spikes: SpikeRecord,
    states: StateRecord,
}

impl Circuit<'_> {
    /// What is wrong when every backend runs the network, a GPU among them with the
    /// feature `gpu`; and how many spikes there were.
    pub(crate) fn check(&self) -> (Vec<Fault>, usize) {
        let one = Cpu::new().workers(1);
        let others: [(&'static str, &dyn Backend); 3] = [
            ("the interpreter", &Interpreter),
            ("the CPU with 1 worker", &one),
            ("the CPU with 2 workers", &one.workers(2)),
        ];
        let run = || -> Result<(Vec<Fault>, usize)> {
            let reference = self.run(&Reference)?;
            let mut faults = Vec::new();
            for (name, backend) in others {
                faults.extend(differs(&reference, &self.run(backend)?, name));
            }
            if faults.is_empty() {
                faults.extend(imprecise(&reference, &self.run(&one.f32())?));
                #[cfg(feature = "gpu")]
                faults.extend(imprecise(&reference, &self.run(&npbrain_gpu::Gpu::new()?)?));
            }
            Ok((faults, reference.spikes.t.len()))
        };
        run().unwrap_or_else(|error| (vec![error.into()], 0))
    }

    fn run(&self, backend: &dyn Backend) -> Result<Seen> {
        let mut description = Description::default();
        let cells = description.add(self.population.clone());
        let potential = self.plan.initial.iter().flat_map(|v| v.as_slice());
        let size = potential.fold(1f64, |size, v| size.max(v.abs()));
        let current = match self.drive {
            Some(0.0) | None => 1.0,
            Some(current) => current.abs(),
        };
        let membrane = self.plan.traits.membrane.map(|_| (MEMBRANE_PORT, 0.01 * size));
        let ports =
            self.plan.ports.iter().map(|port| (&*port.name, 0.02 * current / size, port.graded));
        let membrane = membrane.map(|(port, weight)| (port, weight, false));
        for (port, weight, graded) in membrane.into_iter().chain(ports) {
            if graded {
                let levels = synapses(Fading::default(), cells, cells, Ring(&[1, 2, 31, 64]));
                description.add(levels.port(port).weight(weight).delay(1.5));
                continue;
            }
            let to = |rule| Projection::new(cells, cells, rule).port(port);
            description.add(to(Ring(&[1, 2, 31, 64])).weight(weight).delay(1.5));
            let synapses = 2 * self.plan.size;
            let delays: Vec<f64> = (0..synapses).map(|k| 0.1 * (1 + k % 13) as f64).collect();
            description.add(to(Ring(&[5, 69])).weight(0.5 * weight).delay(delays));
        }
        if let Some(synapse) = &self.synapse {
            let rule = Ring(&[3, 17, 65]);
            let weights: Vec<f64> =
                (0..3 * self.plan.size).map(|k| 0.3 + 0.04 * (k % 11) as f64).collect();
            let following = Projection {
                synapse: Some(synapse.clone()),
                ..Projection::new(cells, cells, rule).weight(weights).delay(0.7)
            };
            let traits = synapse.kernel.traits();
            description.add(match (traits.graded, traits.flow) {
                (true, _) => following.onto(Held),
                (false, Some(_)) => following,
                (false, None) => following.dendritic_delay(0.3),
            });
        }
        if let Some(drive) = self.drive {
            let each =
                (0..self.plan.size).map(|i| drive * (1.0 + i as f64 / self.plan.size as f64));
            description.add(CurrentInput::new(cells, each.collect::<Vec<_>>()));
        }
        let monitor = |records| {
            Watch(MonitorSpec { name: None, kind: "Watch", target: cells.into(), records })
        };
        description.add(monitor(Records::Spikes));
        description.add(monitor(Records::State {
            variables: self.plan.variables.clone(),
            neurons: None,
            every: None,
        }));
        let (plan, planned) = description.plan(&self.settings, 0)?;
        let mut engine = backend.engine(&self.settings)?;
        engine.extend(plan)?;
        description.commit(planned);
        engine.set_inputs(description.inputs(&self.settings, [])?);
        engine.advance(STEPS)?;
        match (engine.record(0), engine.record(1)) {
            (Record::Spikes(spikes), Record::State(states)) => Ok(Seen { spikes, states }),
            _ => unreachable!("monitors record what they were asked to"),
        }
    }
}

/// Each neuron connects to those so many places on.
#[derive(Debug)]
struct Ring(&'static [usize]);

impl Connect for Ring {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let offsets = (0..=ends.pre).map(|i| i * self.0.len()).collect();
        let row = |i: usize| self.0.iter().map(move |k| ((i + k) % ends.post) as u32);
        Csr::new(ends.object, ends.post, offsets, (0..ends.pre).flat_map(row).collect())
    }
}

struct Watch(MonitorSpec);

impl Object for Watch {
    type Handle = ();

    fn into_item(self) -> Item {
        Item::Monitor(self.0)
    }

    fn handle(_: Place) {}
}

/// The first difference between what two backends did: of the states, in order
/// of time; of the spikes, if the states are the same.
fn differs(reference: &Seen, other: &Seen, backend: &'static str) -> Option<Fault> {
    let (a, b) = (&reference.states, &other.states);
    let neurons = a.neurons.len();
    for sample in 0..a.t.len() {
        for ((variable, _), (x, y)) in a.variables.iter().zip(a.values.iter().zip(&b.values)) {
            for (neuron, k) in (sample * neurons..(sample + 1) * neurons).enumerate() {
                if x[k].to_bits() != y[k].to_bits() {
                    let what = format!("`{variable}` of neuron {neuron} at {} ms", a.t[sample]);
                    let (reference, other) = (x[k], y[k]);
                    return Some(Fault::BackendsDiffer { what, backend, reference, other });
                }
            }
        }
    }
    let (a, b) = (&reference.spikes, &other.spikes);
    let same = |k: &usize| a.t.get(*k) == b.t.get(*k) && a.neurons.get(*k) == b.neurons.get(*k);
    let k = (0..a.t.len().max(b.t.len())).find(|k| !same(k))?;
    let time = |record: &SpikeRecord| record.t.get(k).copied().unwrap_or(f64::INFINITY);
    Some(Fault::BackendsDiffer {
        what: format!("the time of spike number {}, in ms,", k + 1),
        backend,
        reference: time(a),
        other: time(b),
    })
}

/// In the first 2 ms, and before any neuron has fired, `f32` must stay within a
/// thousandth of the largest value of a variable.
fn imprecise(double: &Seen, single: &Seen) -> Option<Fault> {
    let first_spike = double.spikes.t.iter().chain(&single.spikes.t).fold(2.0, |a, b| b.min(a));
    let (a, b) = (&double.states, &single.states);
    let samples = a.t.iter().take_while(|t| **t < first_spike).count();
    let compared = samples * a.neurons.len();
    for ((variable, _), (x, y)) in a.variables.iter().zip(a.values.iter().zip(&b.values)) {
        let (x, y) = (&x[..compared], &y[..compared]);
        let tolerance = 1e-3 * x.iter().fold(0f64, |size, x| size.max(x.abs()));
        let far = |k: &usize| (x[*k] - y[*k]).abs() > tolerance || y[*k].is_nan();
        if let Some(k) = (0..compared).find(far) {
            let (sample, neuron) = (k / a.neurons.len(), k % a.neurons.len());
            return Some(Fault::Imprecise {
                what: format!("`{variable}` of neuron {neuron} at {} ms", a.t[sample]),
                double: x[k],
                single: y[k],
                tolerance,
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One neuron fires at `t`; its v is 1, then `v`.
    fn seen(v: f64, t: f64) -> Seen {
        Seen {
            spikes: SpikeRecord {
                population: "cells".into(),
                first: 0,
                size: 1,
                span: (0.0, 1.0),
                t: vec![t],
                neurons: vec![0],
            },
            states: StateRecord {
                population: "cells".into(),
                each: npbrain_core::Each::Neuron,
                variables: vec![("v".into(), "mV")],
                neurons: vec![0],
                t: vec![0.0, 0.1],
                values: vec![vec![1.0, v]],
            },
        }
    }

    #[test]
    fn the_first_difference_is_told() {
        let one = seen(2.0, 0.5);
        assert_eq!(differs(&one, &seen(2.0, 0.5), "the CPU"), None);
        assert_eq!(
            differs(&one, &seen(2.5, 0.5), "the CPU").unwrap().to_string(),
            "`v` of neuron 0 at 0.1 ms is 2.0 on the reference and 2.5 on the CPU; it must be the \
             same to the bit"
        );
        assert_eq!(
            differs(&one, &seen(2.0, 0.6), "the CPU").unwrap().to_string(),
            "the time of spike number 1, in ms, is 0.5 on the reference and 0.6 on the CPU; it \
             must be the same to the bit"
        );
    }

    #[test]
    fn single_precision_is_compared_up_to_the_first_spike() {
        assert_eq!(imprecise(&seen(2.0, 0.5), &seen(2.001, 0.5)), None);
        assert!(imprecise(&seen(2.0, 0.5), &seen(2.01, 0.5)).is_some());
        assert!(imprecise(&seen(2.0, 0.5), &seen(f64::NAN, 0.5)).is_some());
        assert_eq!(imprecise(&seen(2.0, 0.1), &seen(7.0, 0.1)), None);
    }
}
