use std::ops::Range;

use npbrain_core::{Connections, Result, Value, time_of};
use npbrain_engine::{Delays, ProjectionPlan};

use crate::cells::Cells;
use crate::device::{Binding, Device, Program};
use crate::layout::port;
use crate::shader::{DelayWidth, deliver};

/// A projection without a synapse model.
pub(crate) struct Route {
    pub(crate) plan: ProjectionPlan,
    /// Its number among all projections.
    pub(crate) number: usize,
    parts: Vec<Part>,
    pub(crate) text: String,
}

/// Consecutive rows of a projection: as many as fit into a binding.
struct Part {
    rows: Range<usize>,
    offsets: wgpu::Buffer,
    targets: wgpu::Buffer,
    weights: Option<wgpu::Buffer>,
    delays: Option<wgpu::Buffer>,
    route: wgpu::Buffer,
    program: Option<Program>,
}

/// How many synapses lie in one buffer at most: 128 MiB of words.
pub(crate) const MOST_SYNAPSES: usize = 1 << 25;

impl Route {
    pub(crate) fn new(plan: ProjectionPlan, number: usize, device: &Device, most: usize) -> Self {
        let csr = &plan.csr;
        let width = delay_width(&plan.delays);
        let parts = split(csr.offsets(), most).into_iter().map(|rows| {
            let synapses = csr.offsets()[rows.start]..csr.offsets()[rows.end];
            let label = |what: &str| format!("{what} of {}", plan.name);
            let offsets: Vec<u32> = csr.offsets()[rows.start..=rows.end]
                .iter()
                .map(|offset| (offset - synapses.start) as u32)
                .collect();
            let first = plan.post_neurons.start as u32;
            let targets: Vec<u32> =
                csr.targets()[synapses.clone()].iter().map(|target| target + first).collect();
            Part {
                offsets: device.buffer(&label("rows"), &offsets),
                targets: device.buffer(&label("targets"), &targets),
                weights: None,
                delays: match &plan.delays {
                    Delays::Same(_) => None,
                    Delays::Each(delays) => {
                        let packed = packed(&delays[synapses.clone()], width);
                        Some(device.buffer(&label("delays"), &packed))
                    }
                },
                route: device.uniform(&label("route"), 48),
                program: None,
                rows,
            }
        });
        let parts = parts.collect();
        let each = plan.weights.per_neuron().is_some();
        Route { parts, number, text: deliver(each, width), plan }
    }

    /// Refuses rows that do not fit into a buffer.
    ///
    /// # Errors
    /// [`Error::TooLargeForDevice`].
    pub(crate) fn check(plan: &ProjectionPlan, device: &Device) -> Result<()> {
        let object = format!("projection `{}`", plan.name);
        let offsets = plan.csr.offsets();
        let longest = offsets.windows(2).map(|row| row[1] - row[0]).max().unwrap_or(0);
        device.check_size(&object, "the synapses of one source", 4 * longest as u64)?;
        device.check_size(&object, "its rows", 4 * offsets.len() as u64)
    }

    /// How many steps after its spike a source's row is read.
    pub(crate) fn wait(&self) -> u64 {
        wait(&self.plan.delays)
    }

    /// Writes the weights and makes the programs for the buffers of its ends.
    pub(crate) fn build(
        &mut self,
        device: &mut Device,
        clock: &wgpu::Buffer,
        [pre, post]: [&Cells; 2],
    ) {
        let (Some(from), Some(to)) = (&pre.buffers, &post.buffers) else { return };
        let plan = &self.plan;
        let due = &post.layout.ports[port(plan.arrival)];
        let whole = |weight: f64| (weight / due.unit).round() as i32;
        self.text = deliver(plan.weights.per_neuron().is_some(), delay_width(&plan.delays));
        for part in &mut self.parts {
            let first = (plan.pre_neurons.start + part.rows.start) as u32;
            let last = (plan.pre_neurons.start + part.rows.end) as u32;
            let weight = match &plan.weights {
                Value::Same(weight) => whole(*weight),
                Value::Each(weights) => {
                    let offsets = plan.csr.offsets();
                    let own = &weights[offsets[part.rows.start]..offsets[part.rows.end]];
                    let own: Vec<i32> = own.iter().map(|weight| whole(*weight)).collect();
                    let label = format!("weights of {}", plan.name);
                    part.weights = Some(device.buffer(&label, &own));
                    0
                }
            };
            let route = [
                first,
                last,
                wait(&plan.delays) as u32,
                pre.layout.ring as u32 - 1,
                pre.layout.words() as u32,
                due.start as u32,
                due.slots as u32 - 1,
                post.layout.size as u32,
                weight.cast_unsigned(),
                0,
                0,
                0,
            ];
            device.queue.write_buffer(&part.route, 0, bytemuck::cast_slice(&route));
            let mut bindings = vec![
                Binding::Read(&from.spikes),
                Binding::Read(&part.offsets),
                Binding::Read(&part.targets),
                Binding::Write(&to.due),
                Binding::Uniform(&part.route),
            ];
            let weights = part.weights.iter().filter(|_| plan.weights.per_neuron().is_some());
            bindings.extend(weights.map(Binding::Read));
            bindings.extend(part.delays.iter().map(Binding::Read));
            let words = (last as usize).div_ceil(32) - first as usize / 32;
            let groups = [words.clamp(1, device.most_groups()) as u32, 1];
            let label = format!("delivery of {}", plan.name);
            part.program = Some(device.program(&label, &self.text, clock, &bindings, groups));
        }
    }

    /// The programs to run in a step.
    pub(crate) fn programs(&self) -> impl Iterator<Item = &Program> {
        self.parts.iter().filter_map(|part| part.program.as_ref())
    }

    /// The synapses as they are.
    pub(crate) fn connections(&self, dt: f64) -> Connections {
        let csr = &self.plan.csr;
        let mut connections = Connections::zero(csr.pre(), csr.post(), csr.synapses());
        for source in 0..csr.pre() {
            for synapse in csr.row(source) {
                let delay = match &self.plan.delays {
                    Delays::Same(delay) => *delay,
                    Delays::Each(delays) => delays[synapse],
                };
                connections.i[synapse] = source as u32;
                connections.j[synapse] = csr.targets()[synapse];
                // As f32, which is what the CPU in that precision keeps.
                connections.weight[synapse] = f64::from(self.plan.weights.of(synapse) as f32);
                connections.delay[synapse] = time_of(u64::from(delay), dt);
            }
        }
        connections
    }
}

/// How many steps after its spike a source's row is read.
pub(crate) fn wait(delays: &Delays) -> u64 {
    match delays {
        Delays::Same(delay) => u64::from(*delay),
        Delays::Each(_) => 1,
    }
}

fn delay_width(delays: &Delays) -> DelayWidth {
    match delays {
        Delays::Same(_) => DelayWidth::None,
        Delays::Each(_) => DelayWidth::Bits(match delays.longest() {
            0..=0xff => 8,
            0x100..=0xffff => 16,
            _ => 32,
        }),
    }
}

/// Several numbers to a word, the first in the lowest bits.
fn packed(delays: &[u32], width: DelayWidth) -> Vec<u32> {
    let DelayWidth::Bits(bits) = width else { return Vec::new() };
    let in_a_word = (32 / bits) as usize;
    let word = |delays: &[u32]| {
        delays.iter().zip(0..).fold(0, |word, (delay, k)| word | delay << (bits * k))
    };
    delays.chunks(in_a_word).map(word).collect()
}

/// Consecutive rows with at most so many synapses together; a row alone may have more.
fn split(offsets: &[usize], most: usize) -> Vec<Range<usize>> {
    let rows = offsets.len() - 1;
    let mut parts = Vec::new();
    let mut start = 0;
    while start < rows {
        let end = offsets.partition_point(|offset| *offset <= offsets[start] + most) - 1;
        let end = end.clamp(start + 1, rows);
        parts.push(start..end);
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_split_where_they_would_be_too_many() {
        let offsets = [0, 3, 3, 10, 11, 12];
        assert_eq!(split(&offsets, 100), vec![Range { start: 0, end: 5 }]);
        assert_eq!(split(&offsets, 4), [0..2, 2..3, 3..5]);
        assert_eq!(split(&offsets, 1), [0..1, 1..2, 2..3, 3..4, 4..5]);
        assert_eq!(split(&[0], 4), []);
    }

    #[test]
    fn delays_are_packed_from_the_lowest_bits_on() {
        assert_eq!(packed(&[1, 2, 3, 4, 5], DelayWidth::Bits(8)), [0x0403_0201, 5]);
        assert_eq!(packed(&[1, 2, 3], DelayWidth::Bits(16)), [0x0002_0001, 3]);
        assert_eq!(packed(&[70_000], DelayWidth::Bits(32)), [70_000]);
    }
}
