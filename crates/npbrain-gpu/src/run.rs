//! The steps of a block: prepared, submitted, fetched.

use std::time::{Duration, Instant};

use npbrain_core::{Error, Result};
use npbrain_engine::{CHECK_EVERY, Quantity};

use crate::block::{BLOCK, BYTES};
use crate::cells::Cells;
use crate::device::{Program, TICK};
use crate::engine::GpuEngine;
use crate::sampler::Sampled;

/// How long a submission may take: some systems take a device away from those that
/// keep it for two seconds.
const PATIENCE: Duration = Duration::from_millis(500);

impl GpuEngine {
    /// Runs at most `most` steps in one submission, and tells how many they were.
    pub(crate) fn block(&mut self, most: u64) -> Result<u64> {
        let most = most.min(self.most_steps());
        let first = self.step;
        let begun = Instant::now();
        let (steps, stopped) = self.prepare(first, most);
        self.upload(first, steps);

        let mut encoder = self.device.encoder();
        self.record_steps(&mut encoder, first, steps);
        self.counts.submissions += 1;
        if self.monitors > 0 {
            self.fetch(encoder, first, steps)?;
            self.step += steps;
        } else {
            let now = self.device.queue.submit([encoder.finish()]);
            // One block may wait while another runs, so that the device never does.
            if let Some(before) = self.under_way.replace(now) {
                self.device.wait(Some(before));
            }
            if self.device.lost().is_some() {
                return Err(self.lost());
            }
            self.step += steps;
        }
        let taken = begun.elapsed();
        if taken > PATIENCE {
            self.most_at_once = (steps / 2).max(1);
        } else if taken < PATIENCE / 4 {
            self.most_at_once = (2 * self.most_at_once).min(BLOCK as u64);
        }
        self.counts.steps += steps;
        if self.options.lost_after.is_some_and(|step| self.step >= step) {
            self.device.destroy();
            return Err(self.lost());
        }
        match stopped {
            Some(error) => Err(error),
            None => Ok(steps),
        }
    }

    /// How many steps a block may have, for what is recorded in it.
    fn most_steps(&self) -> u64 {
        let mut most = self.most_at_once;
        for sampler in &self.samplers {
            most = most.min(sampler.most_steps());
        }
        for (population, cells) in self.cells.iter().enumerate() {
            if self.watched.contains(&population) || cells.hosted.is_some() {
                most = most.min((BYTES / 4 / cells.layout.words()).max(1) as u64);
            }
            if let Some(hosted) = &cells.hosted {
                most = most.min((BYTES / 4 / hosted.logged().max(1)).max(1) as u64);
            }
        }
        match self.options.lost_after {
            Some(step) => most.min(step.saturating_sub(self.step).max(1)),
            None => most,
        }
    }

    /// Computes what the host has to tell the device, step by step, until there is no
    /// room left or a source has lost its state.
    fn prepare(&mut self, first: u64, most: u64) -> (u64, Option<Error>) {
        for cells in &mut self.cells {
            cells.currents.begin();
            cells.tables.begin();
            cells.hosted.iter_mut().for_each(|hosted| hosted.begin());
        }
        for step in first..first + most {
            let room = |cells: &Cells| cells.currents.has_room() && cells.tables.has_room();
            if !self.cells.iter().all(room) {
                return (step - first, None);
            }
            for cells in &mut self.cells {
                if cells.is_driven() {
                    cells.currents.push(step);
                }
                cells.tables.push(step);
                let Some(hosted) = &mut cells.hosted else { continue };
                hosted.push(step);
                let made = step + 1;
                if made.is_multiple_of(CHECK_EVERY) || made == first + most {
                    let last = made - (made - 1) % CHECK_EVERY - 1;
                    if let Some(lost) = hosted.stretch.check(true) {
                        return (made - first, Some(cells.label.lost(lost, made, last)));
                    }
                }
            }
        }
        (most, None)
    }

    /// Uploads it.
    fn upload(&mut self, first: u64, steps: u64) {
        let queue = &self.device.queue;
        let mut uploaded = 0;
        let mut write = |buffer: &wgpu::Buffer, word: usize, words: &[u32]| {
            if !words.is_empty() {
                queue.write_buffer(buffer, 4 * word as u64, bytemuck::cast_slice(words));
                uploaded += 4 * words.len() as u64;
            }
        };
        let mut ticks = vec![0; (steps * TICK / 4) as usize];
        for (k, tick) in ticks.chunks_exact_mut(TICK as usize / 4).enumerate() {
            let step = first + k as u64;
            tick[..3].copy_from_slice(&[step as u32, (step >> 32) as u32, k as u32]);
        }
        write(&self.clock, 0, &ticks);
        for cells in &self.cells {
            let Some(buffers) = &cells.buffers else { continue };
            if cells.is_driven() {
                write(&buffers.drive, 0, cells.currents.words());
            }
            write(&buffers.tables, 0, cells.tables.words());
            if let Some(hosted) = &cells.hosted {
                for (k, row) in hosted.rows.chunks_exact(cells.layout.words()).enumerate() {
                    write(&buffers.spikes, cells.layout.spikes_of(first + k as u64), row);
                }
            }
        }
        self.counts.uploaded += uploaded;
    }

    /// Records the dispatches of all steps.
    fn record_steps(&mut self, encoder: &mut wgpu::CommandEncoder, first: u64, steps: u64) {
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        let mut dispatches = 0;
        for k in 0..steps {
            let now = first + k;
            let tick = (k * TICK) as u32;
            let mut run = |program: &Program| {
                pass.set_pipeline(&program.pipeline);
                pass.set_bind_group(0, &program.buffers, &[tick]);
                pass.dispatch_workgroups(program.groups[0], program.groups[1], 1);
                dispatches += 1;
            };
            // Before these steps they carried nothing.
            let carrying = |from: u64, wait: u64| now >= from + wait;
            let routes = self.routes.iter();
            for route in routes.filter(|route| carrying(route.plan.from, route.wait())) {
                route.programs().for_each(&mut run);
            }
            let live = || self.live.iter();
            let arriving = live().filter(|live| live.arrives_in(now));
            arriving.filter_map(|live| live.phases.arrive.as_ref()).for_each(&mut run);
            live().flat_map(|live| &live.phases.stand).for_each(&mut run);
            live().filter_map(|live| live.phases.flow.as_ref()).for_each(&mut run);
            self.cells.iter().filter_map(|cells| cells.update.as_ref()).for_each(&mut run);
            let learning = live().filter(|live| live.learns_in(now));
            learning.filter_map(|live| live.phases.learn.as_ref()).for_each(&mut run);
            for sampler in self.samplers.iter().filter(|sampler| sampler.is_due(now + 1)) {
                sampler.program.iter().for_each(&mut run);
            }
        }
        self.counts.dispatches += dispatches;
    }

    /// Submits the block, waits for what monitors record of it, and hands it to them.
    fn fetch(&mut self, encoder: wgpu::CommandEncoder, first: u64, steps: u64) -> Result<()> {
        // The spikes of each step, then the samples.
        let mut parts = Vec::new();
        for population in &self.watched {
            let cells = &self.cells[*population];
            let (None, Some(buffers)) = (&cells.hosted, &cells.buffers) else { continue };
            for step in first..first + steps {
                let word = cells.layout.spikes_of(step) as u64;
                parts.push((&buffers.spikes, word..word + cells.layout.words() as u64));
            }
        }
        parts.extend(self.samplers.iter().filter_map(|sampler| sampler.written(steps)));
        let parts = joined(parts);
        let Some(words) = self.device.fetch(encoder, &parts) else { return Err(self.lost()) };
        self.counts.read_backs += 1;
        self.counts.fetched += 4 * words.len() as u64;

        let mut rest = &words[..];
        let mut take = |count: usize| {
            let (taken, left) = rest.split_at(count);
            rest = left;
            taken
        };
        let mut rows: Vec<&[u32]> = vec![&[]; self.cells.len()];
        for population in &self.watched {
            let cells = &self.cells[*population];
            rows[*population] = match &cells.hosted {
                Some(hosted) => &hosted.rows,
                None => take(steps as usize * cells.layout.words()),
            };
        }
        for sampler in &mut self.samplers {
            if let Some((_, range)) = sampler.written(steps) {
                let count = (range.end - range.start) as usize;
                sampler.take(take(count));
            }
        }
        let mut recorder = std::mem::take(&mut self.recorder);
        let mut spikes: Vec<Vec<u32>> = vec![Vec::new(); self.cells.len()];
        for k in 0..steps {
            for population in &self.watched {
                let words = self.cells[*population].layout.words();
                let row = &rows[*population][k as usize * words..][..words];
                unpack(row, &mut spikes[*population]);
            }
            let made = first + k + 1;
            recorder.spikes(made, |population| std::iter::once(&spikes[population][..]));
            let host = |quantity, indices: &[usize]| self.on_host(quantity, indices, k);
            recorder.sample(made, &Sampled { samplers: &self.samplers, k, host });
        }
        self.recorder = recorder;
        Ok(())
    }

    /// What the host knows after step `k` of the block.
    fn on_host(&self, quantity: Quantity, indices: &[usize], k: u64) -> Option<Vec<f64>> {
        match quantity {
            Quantity::Neuron { population, variable } => {
                let hosted = self.cells[population].hosted.as_ref()?;
                let value = |i: &usize| hosted.logged_value(k as usize, variable, *i);
                Some(indices.iter().map(value).collect())
            }
            Quantity::Synapse { projection, variable: None } => {
                let weights = &self.route(projection)?.plan.weights;
                Some(indices.iter().map(|i| f64::from(weights.of(*i) as f32)).collect())
            }
            _ => None,
        }
    }

    /// Stops a run in which a neuron was lost.
    pub(crate) fn check(&mut self) -> Result<()> {
        let moved = |cells: &&Cells| cells.tape.is_some() && cells.buffers.is_some();
        let mut parts: Vec<_> = self
            .cells
            .iter()
            .filter(moved)
            .filter_map(|cells| {
                let at = cells.layout.lost() as u64;
                cells.buffers.as_ref().map(|buffers| (&buffers.spikes, at..at + 1))
            })
            .collect();
        let sending = || self.live.iter().filter(|live| live.most.is_some());
        parts.extend(sending().map(|live| {
            let (buffer, at) = live.flag();
            (buffer, at..at + 1)
        }));
        let fetched = self.device.fetch(self.device.encoder(), &parts);
        drop(parts);
        self.under_way = None;
        let Some(words) = fetched else {
            return Err(self.lost());
        };
        self.counts.submissions += 1;
        self.counts.read_backs += 1;
        self.counts.fetched += 4 * words.len() as u64;
        let moved: Vec<usize> = (0..self.cells.len()).filter(|p| moved(&&self.cells[*p])).collect();
        let flags = &words[moved.len()..];
        if let Some((live, _)) = sending().zip(flags).find(|(_, flag)| **flag != 0) {
            return Err(live.overflown());
        }
        for (population, word) in moved.into_iter().zip(words).filter(|(_, word)| *word != 0) {
            let Some(state) = self.state(population) else { return Err(self.lost()) };
            let cells = &self.cells[population];
            let Some(lost) = cells.find_lost(&state) else { continue };
            // The low half of the step is known, and that it is past.
            let behind = (self.step as u32).wrapping_sub(word);
            let at = self.step - u64::from(behind);
            return Err(cells.label.lost(lost, at, at - 1));
        }
        Ok(())
    }
}

/// Parts that follow one another in one buffer, joined.
fn joined(
    parts: Vec<(&wgpu::Buffer, std::ops::Range<u64>)>,
) -> Vec<(&wgpu::Buffer, std::ops::Range<u64>)> {
    let mut joined: Vec<(&wgpu::Buffer, std::ops::Range<u64>)> = Vec::new();
    for (buffer, range) in parts {
        match joined.last_mut() {
            Some((last, before)) if *last == buffer && before.end == range.start => {
                before.end = range.end;
            }
            _ => joined.push((buffer, range)),
        }
    }
    joined
}

/// The neurons whose bits are set.
fn unpack(words: &[u32], neurons: &mut Vec<u32>) {
    neurons.clear();
    for (word, base) in words.iter().zip((0..).step_by(32)) {
        let mut bits = *word;
        while bits != 0 {
            neurons.push(base + bits.trailing_zeros());
            bits &= bits - 1;
        }
    }
}
