use npbrain_core::{Connections, Error, Evaluator, SynapseTapes, SynapseTraits, Value, time_of};
use npbrain_engine::{Delays, ProjectionPlan};

use super::check::{Checked, does_nothing};
use super::print::Printer;
use super::store;
use crate::cells::Cells;
use crate::device::{Binding, Device, Program, groups};
use crate::gpu::NAME;
use crate::layout::port;

/// A projection whose synapses have a model: what a step does with it.
pub(crate) struct Live {
    pub(crate) plan: ProjectionPlan,
    /// Its number among all projections.
    pub(crate) number: usize,
    traits: SynapseTraits,
    tapes: SynapseTapes,
    /// How much a synapse may deliver at most, if spikes deliver anything.
    pub(crate) most: Option<f64>,
    axonal: u64,
    dendritic: u64,
    store: Store,
    pub(crate) phases: Phases,
    /// The texts of the programs.
    pub(crate) texts: Vec<String>,
}

struct Store {
    rows: wgpu::Buffer,
    columns: wgpu::Buffer,
    synapses: wgpu::Buffer,
    sources: wgpu::Buffer,
    ends: wgpu::Buffer,
    levels: wgpu::Buffer,
    link: wgpu::Buffer,
}

/// The programs of a step, in their order.
#[derive(Default)]
pub(crate) struct Phases {
    /// Spikes of sources reach the synapses.
    pub(crate) arrive: Option<Program>,
    /// Sources stand at levels, and these act.
    pub(crate) stand: Vec<Program>,
    /// Potentials act on each other.
    pub(crate) flow: Option<Program>,
    /// Spikes of targets reach the synapses.
    pub(crate) learn: Option<Program>,
}

impl Live {
    pub(crate) fn new(
        plan: ProjectionPlan,
        checked: Checked,
        number: usize,
        device: &Device,
    ) -> Self {
        let Checked { traits, tapes, most } = checked;
        let label = |what: &str| format!("{what} of {}", plan.name);
        let store = Store {
            rows: device.buffer(&label("rows"), &store::rows(&plan)),
            columns: device.buffer(&label("columns"), &store::columns(&plan)),
            synapses: device.buffer(&label("synapses"), &store::synapses(&plan, &traits)),
            sources: device.buffer(&label("sources"), &store::ends(traits.source, plan.csr.pre())),
            ends: device.buffer(&label("targets"), &store::ends(traits.target, plan.csr.post())),
            levels: device.zeros(&label("levels"), plan.csr.pre()),
            link: device.uniform(&label("link"), 64),
        };
        let axonal = match plan.delays {
            Delays::Same(delay) => u64::from(delay),
            Delays::Each(_) => u64::from(plan.delays.longest()),
        };
        Live {
            number,
            dendritic: u64::from(plan.dendritic),
            axonal,
            traits,
            tapes,
            most,
            store,
            phases: Phases::default(),
            texts: Vec::new(),
            plan,
        }
    }

    /// Whether spikes of sources have anything to do yet in step `now`.
    pub(crate) fn arrives_in(&self, now: u64) -> bool {
        now >= self.plan.from + self.axonal
    }

    /// Whether spikes of targets have anything to do yet in step `now`.
    pub(crate) fn learns_in(&self, now: u64) -> bool {
        now >= self.plan.from + self.dendritic
    }

    /// Whether its sources stand at levels.
    pub(crate) fn is_graded(&self) -> bool {
        self.traits.graded
    }

    /// Whether potentials act on each other.
    pub(crate) fn flows(&self) -> bool {
        self.traits.flow.is_some()
    }

    fn printer(&self) -> Printer<'_> {
        Printer {
            name: &self.plan.name,
            traits: self.traits,
            tapes: &self.tapes,
            params: self.plan.synapse.as_ref().map_or(&[], |choice| &choice.params),
            sources: self.plan.csr.pre(),
            targets: self.plan.csr.post(),
            synapses: self.plan.csr.synapses(),
        }
    }

    /// Makes the programs for the buffers of its ends.
    pub(crate) fn build(
        &mut self,
        device: &mut Device,
        clock: &wgpu::Buffer,
        [pre, post]: [&Cells; 2],
        dt: f64,
    ) {
        let (Some(from), Some(to)) = (&pre.buffers, &post.buffers) else { return };
        let number = port(self.plan.arrival);
        let due = &post.layout.ports[number];
        let words: [u32; 12] = [
            self.plan.pre_neurons.start as u32,
            self.plan.post_neurons.start as u32,
            self.axonal as u32,
            self.dendritic as u32,
            self.plan.from as u32,
            pre.layout.ring as u32 - 1,
            pre.layout.words() as u32,
            post.layout.ring as u32 - 1,
            post.layout.words() as u32,
            due.start as u32,
            (due.slots as u32).saturating_sub(1),
            post.layout.size as u32,
        ];
        let numbers = [dt as f32, (1.0 / due.unit) as f32, self.most.unwrap_or(0.0) as f32, 0.0];
        device.queue.write_buffer(&self.store.link, 0, bytemuck::cast_slice(&words));
        device.queue.write_buffer(&self.store.link, 48, bytemuck::cast_slice(&numbers));

        let printer = self.printer();
        let name = self.plan.name.clone();
        let Store { rows, columns, synapses, sources, ends, levels, link } = &self.store;
        let of_spikes = |first: usize, count: usize| {
            let words = (first + count).div_ceil(32) - first / 32;
            [words.clamp(1, device.most_groups()) as u32, 1]
        };
        let by_source = of_spikes(self.plan.pre_neurons.start, printer.sources);
        let by_target = of_spikes(self.plan.post_neurons.start, printer.targets);
        let mut texts = Vec::new();
        let mut program = |what: &str, text: String, bindings: &[Binding<'_>], groups| {
            let program =
                device.program(&format!("{what} of {name}"), &text, clock, bindings, groups);
            texts.push(text);
            program
        };

        let acts = self.tapes.arrive.as_ref().filter(|tape| {
            // Without state of the sources there is nothing to follow either.
            !does_nothing(tape) || !self.traits.source.is_empty()
        });
        let arrive = acts.and_then(|_| printer.arrive()).map(|text| {
            let bindings = [
                Binding::Read(&from.spikes),
                Binding::Read(rows),
                Binding::Write(synapses),
                Binding::Write(sources),
                Binding::Read(ends),
                Binding::Write(&to.due),
                Binding::Uniform(link),
            ];
            program("arrivals", text, &bindings, by_source)
        });
        let mut stand = Vec::new();
        if let Some(text) = printer.levels() {
            let bindings = [
                Binding::Read(&from.spikes),
                Binding::Write(sources),
                Binding::Write(levels),
                Binding::Uniform(link),
            ];
            stand.push(program("levels", text, &bindings, groups(printer.sources)));
            let text = printer.stand(post.felt_row(number));
            let bindings = [
                Binding::Read(columns),
                Binding::Read(synapses),
                Binding::Read(levels),
                Binding::Write(&to.felt),
                Binding::Uniform(link),
            ];
            stand.push(program("standing", text, &bindings, groups(printer.targets)));
        }
        let membranes = [pre, post].map(|cells| cells.plan.traits.membrane.unwrap_or(0));
        let sizes = [pre, post].map(|cells| cells.layout.size);
        let flow = printer.flow(membranes, sizes).map(|text| {
            let bindings = [
                Binding::Read(&from.state),
                Binding::Read(&to.state),
                Binding::Read(columns),
                Binding::Read(synapses),
                Binding::Read(sources),
                Binding::Read(ends),
                Binding::Write(&to.felt),
                Binding::Uniform(link),
            ];
            program("flow", text, &bindings, groups(printer.targets))
        });
        let learn = printer.learn().map(|text| {
            let bindings = [
                Binding::Read(&to.spikes),
                Binding::Read(columns),
                Binding::Write(synapses),
                Binding::Read(sources),
                Binding::Write(ends),
                Binding::Uniform(link),
            ];
            program("learning", text, &bindings, by_target)
        });
        self.phases = Phases { arrive, stand, flow, learn };
        self.texts = texts;
    }

    /// The buffer of the weights and the synapses' own state, variable by variable.
    pub(crate) fn synapses(&self) -> &wgpu::Buffer {
        &self.store.synapses
    }

    /// The program text and the buffers by which a monitor sees a variable of sources
    /// or targets.
    pub(crate) fn observed(
        &self,
        of_source: bool,
        variable: usize,
        every: u64,
    ) -> Option<(String, &wgpu::Buffer, &wgpu::Buffer)> {
        let text = self.printer().observe(of_source, variable, every)?;
        let ends = if of_source { &self.store.sources } else { &self.store.ends };
        Some((text, ends, &self.store.link))
    }

    /// A variable of sources or targets as it is seen at label `now`.
    pub(crate) fn seen(
        &self,
        device: &Device,
        of_source: bool,
        variable: usize,
        indices: &[usize],
        [now, dt]: [f64; 2],
    ) -> Option<Vec<f64>> {
        let (tape, ends, table, count, delay) = match of_source {
            true => {
                let tape = self.tapes.source_after.as_ref()?;
                (tape, &self.store.sources, self.traits.source, self.plan.csr.pre(), self.axonal)
            }
            false => {
                let tape = self.tapes.target_after.as_ref()?;
                (tape, &self.store.ends, self.traits.target, self.plan.csr.post(), self.dendritic)
            }
        };
        let words = device.read(ends)?;
        let params = &self.plan.synapse.as_ref()?.params;
        let label = now - delay as f64 - self.plan.from as f64;
        let mut evaluator = Evaluator::<f32>::new();
        let value = |i: &usize| {
            let state = (0..table.len()).map(|k| f32::from_bits(words[k * count + i]));
            let mark = f64::from(words[table.len() * count + i]);
            let elapsed = (label - mark).max(0.0) as f32 * dt as f32;
            let inputs = params.iter().map(|p| *p as f32).chain(state).chain([elapsed]);
            let inputs: Vec<f32> = inputs.collect();
            f64::from(evaluator.run(tape, &inputs).0[variable])
        };
        Some(indices.iter().map(value).collect())
    }

    /// The word that tells of a delivery that was too large.
    pub(crate) fn flag(&self) -> (&wgpu::Buffer, u64) {
        (&self.store.sources, self.printer().flag() as u64)
    }

    /// The error that it means.
    pub(crate) fn overflown(&self) -> Error {
        Error::Unsupported {
            backend: NAME,
            object: format!("projection `{}`", self.plan.name),
            reason: format!(
                "a synapse delivered more than {:e}, the most that was planned for; say how much \
                 it may be, with `Gpu::bound`",
                self.most.unwrap_or(0.0)
            ),
        }
    }

    /// The synapses as they are; `None` if the device is lost.
    pub(crate) fn connections(&self, device: &Device, dt: f64) -> Option<Connections> {
        let csr = &self.plan.csr;
        let words = device.read(&self.store.synapses)?;
        let delay = time_of(self.axonal + self.dendritic, dt);
        let mut connections = Connections::zero(csr.pre(), csr.post(), csr.synapses());
        for source in 0..csr.pre() {
            for synapse in csr.row(source) {
                connections.i[synapse] = source as u32;
                connections.j[synapse] = csr.targets()[synapse];
                connections.weight[synapse] = f64::from(f32::from_bits(words[synapse]));
                connections.delay[synapse] = delay;
            }
        }
        Some(connections)
    }

    /// Sets the weights.
    pub(crate) fn set_weights(&self, device: &Device, weights: &Value) {
        let weights = store::weights(weights, self.plan.csr.synapses());
        if !weights.is_empty() {
            device.queue.write_buffer(&self.store.synapses, 0, bytemuck::cast_slice(&weights));
        }
    }
}
