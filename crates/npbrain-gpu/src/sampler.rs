use npbrain_engine::{MonitorPlan, Quantity, ReadState, Watch};

use crate::block::{BLOCK, BYTES};
use crate::device::{Binding, Device, Program, groups};
use crate::live::Live;
use crate::shader::sample;

/// What the device copies for one variable of a monitor.
pub(crate) struct Sampler {
    pub(crate) quantity: Quantity,
    pub(crate) indices: Vec<usize>,
    from: u64,
    every: u64,
    /// Which words of the source these are.
    words: Vec<u32>,
    log: Option<wgpu::Buffer>,
    pub(crate) program: Option<Program>,
    /// The text of the program.
    pub(crate) text: String,
    /// What the last block brought.
    rows: Vec<f32>,
}

impl Sampler {
    /// The samplers of a monitor: one for each variable that lives on the device.
    /// `words` tells which words of which buffer a variable is.
    pub(crate) fn of(plan: &MonitorPlan) -> Vec<Sampler> {
        let Watch::State { variables, indices, every, .. } = &plan.watch else {
            return Vec::new();
        };
        let sampler = |(quantity, ..): &(Quantity, String, &'static str)| Sampler {
            quantity: *quantity,
            indices: indices.clone(),
            from: plan.from,
            every: *every,
            words: Vec::new(),
            log: None,
            program: None,
            text: String::new(),
            rows: Vec::new(),
        };
        variables.iter().map(sampler).collect()
    }

    /// How many steps a block may have at most.
    pub(crate) fn most_steps(&self) -> u64 {
        let rows = BYTES / 4 / self.indices.len().max(1);
        (rows.max(1) as u64).saturating_mul(self.every).min(BLOCK as u64)
    }

    /// Makes the program that copies words of `source`, of which word `word(i)` is
    /// the value number i.
    pub(crate) fn build(
        &mut self,
        device: &mut Device,
        clock: &wgpu::Buffer,
        source: &wgpu::Buffer,
        word: impl Fn(usize) -> usize,
    ) {
        let count = self.indices.len();
        self.words = self.indices.iter().map(|i| word(*i) as u32).collect();
        let rows = self.most_steps().div_ceil(self.every) as usize;
        let log = device.zeros("records", rows * count);
        let chosen = device.buffer("what is recorded", &self.words);
        let sampling = device.uniform("recording", 16);
        // A longer interval than a block has one row.
        let every = u32::try_from(self.every).unwrap_or(u32::MAX);
        device.queue.write_buffer(&sampling, 0, bytemuck::cast_slice(&[count as u32, every, 0, 0]));
        let bindings = [
            Binding::Read(source),
            Binding::Read(&chosen),
            Binding::Write(&log),
            Binding::Uniform(&sampling),
        ];
        self.text = sample();
        self.program =
            Some(device.program("recording", &self.text, clock, &bindings, groups(count)));
        self.log = Some(log);
    }

    /// The projection whose variable it is, if it is of one.
    pub(crate) fn projection(&self) -> Option<usize> {
        match self.quantity {
            Quantity::Source { projection, .. }
            | Quantity::Target { projection, .. }
            | Quantity::Synapse { projection, .. } => Some(projection),
            Quantity::Neuron { .. } | Quantity::Receptor { .. } => None,
        }
    }

    /// Makes the program that copies, or computes, a variable of a projection whose
    /// synapses have a model.
    pub(crate) fn build_at(&mut self, device: &mut Device, clock: &wgpu::Buffer, live: &Live) {
        let (of_source, variable) = match self.quantity {
            Quantity::Synapse { variable, .. } => {
                let first = variable.map_or(0, |k| k + 1) * live.plan.csr.synapses();
                self.build(device, clock, live.synapses(), |i| first + i);
                return;
            }
            Quantity::Source { variable, .. } => (true, variable),
            Quantity::Target { variable, .. } => (false, variable),
            Quantity::Neuron { .. } | Quantity::Receptor { .. } => return,
        };
        // A longer interval than a block has one row.
        let every = self.every.min(u64::from(u32::MAX));
        let Some((text, ends, link)) = live.observed(of_source, variable, every) else { return };
        let count = self.indices.len();
        let chosen: Vec<u32> = self.indices.iter().map(|i| *i as u32).collect();
        let rows = self.most_steps().div_ceil(self.every) as usize;
        let log = device.zeros("records", rows * count);
        let chosen = device.buffer("what is recorded", &chosen);
        let bindings = [
            Binding::Read(ends),
            Binding::Read(&chosen),
            Binding::Write(&log),
            Binding::Uniform(link),
        ];
        self.program = Some(device.program("recording", &text, clock, &bindings, groups(count)));
        self.text = text;
        self.log = Some(log);
    }

    /// Whether the state at label `step` is recorded.
    pub(crate) fn is_due(&self, step: u64) -> bool {
        step > self.from && (step - self.from).is_multiple_of(self.every)
    }

    /// What a block of `steps` steps has written.
    pub(crate) fn written(&self, steps: u64) -> Option<(&wgpu::Buffer, std::ops::Range<u64>)> {
        let rows = steps.div_ceil(self.every);
        self.log.as_ref().map(|log| (log, 0..rows * self.indices.len() as u64))
    }

    /// Takes over what was fetched.
    pub(crate) fn take(&mut self, words: &[u32]) {
        self.rows.clear();
        self.rows.extend(words.iter().map(|word| f32::from_bits(*word)));
    }

    /// The values after step `k` of the block.
    fn row(&self, k: u64) -> &[f32] {
        let count = self.indices.len();
        let row = (k / self.every) as usize;
        self.rows.get(row * count..(row + 1) * count).unwrap_or_default()
    }
}

/// What monitors see after step `k` of a block that was fetched; `host` tells what
/// lives on the host.
pub(crate) struct Sampled<'a, F> {
    pub(crate) samplers: &'a [Sampler],
    pub(crate) k: u64,
    pub(crate) host: F,
}

impl<F: Fn(Quantity, &[usize]) -> Option<Vec<f64>>> ReadState for Sampled<'_, F> {
    fn read(&self, quantity: Quantity, indices: &[usize], to: &mut Vec<f64>) {
        if let Some(values) = (self.host)(quantity, indices) {
            to.extend(values);
            return;
        }
        let same = |sampler: &&Sampler| {
            sampler.program.is_some() && sampler.quantity == quantity && sampler.indices == indices
        };
        if let Some(sampler) = self.samplers.iter().find(same) {
            to.extend(sampler.row(self.k).iter().map(|value| f64::from(*value)));
        }
    }
}
