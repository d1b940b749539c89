use npbrain_core::{Connections, Error, Record, Result, Value, time_of};
use npbrain_engine::{
    Engine, InputPlan, Plan, ProjectionPlan, Quantity, Recorder, Settings, Watch, Wiring,
};

use crate::arrange::{New, layouts};
use crate::block::BLOCK;
use crate::cells::{Cells, LOST_UNIT};
use crate::counts::Counts;
use crate::device::{Device, TICK};
use crate::gpu::Options;
use crate::layout::port;
use crate::live::{Checked, Live};
use crate::present::Present;
use crate::route::Route;
use crate::sampler::Sampler;

pub(crate) struct GpuEngine {
    pub(crate) device: Device,
    pub(crate) dt: f64,
    pub(crate) step: u64,
    pub(crate) cells: Vec<Cells>,
    /// Projections without a synapse model.
    pub(crate) routes: Vec<Route>,
    /// Those with one.
    pub(crate) live: Vec<Live>,
    /// How many projections there are.
    projections: usize,
    pub(crate) recorder: Recorder,
    /// Whether there are monitors, and the populations whose spikes they record.
    pub(crate) monitors: usize,
    pub(crate) watched: Vec<usize>,
    pub(crate) samplers: Vec<Sampler>,
    pub(crate) clock: wgpu::Buffer,
    /// Whether weights changed since the buffers were made.
    stale: bool,
    pub(crate) options: Options,
    pub(crate) counts: Counts,
    /// The most steps of a submission: fewer where one took long.
    pub(crate) most_at_once: u64,
    /// The last submission that was not waited for.
    pub(crate) under_way: Option<wgpu::SubmissionIndex>,
    inputs: Vec<InputPlan>,
}

impl GpuEngine {
    pub(crate) fn new(device: Device, settings: &Settings, options: Options) -> Self {
        let clock = device.uniform("clock", TICK * BLOCK as u64);
        GpuEngine {
            device,
            dt: settings.dt,
            step: 0,
            cells: Vec::new(),
            routes: Vec::new(),
            live: Vec::new(),
            projections: 0,
            recorder: Recorder::new(settings.dt),
            monitors: 0,
            watched: Vec::new(),
            samplers: Vec::new(),
            clock,
            stale: false,
            options,
            counts: Counts::default(),
            most_at_once: BLOCK as u64,
            under_way: None,
            inputs: Vec::new(),
        }
    }

    /// The error of a device that is lost.
    pub(crate) fn lost(&self) -> Error {
        Error::DeviceLost {
            adapter: self.device.adapter.clone(),
            time: time_of(self.step, self.dt),
            reason: self.device.lost().unwrap_or_else(|| "it does not answer".into()),
        }
    }

    /// Makes all buffers and programs for what there is now.
    fn arrange(&mut self) -> Result<()> {
        let layouts = layouts(self, &[], &[])?;
        let dt = self.dt;
        let GpuEngine { device, clock, cells, routes, live, samplers, .. } = self;
        for (cells, layout) in cells.iter_mut().zip(layouts) {
            if cells.build(layout, device, clock, self.step).is_none() {
                return Err(self.lost());
            }
        }
        for route in routes {
            let ends = [&cells[route.plan.pre], &cells[route.plan.post]];
            route.build(device, clock, ends);
        }
        for live in &mut *live {
            let ends = [&cells[live.plan.pre], &cells[live.plan.post]];
            live.build(device, clock, ends, dt);
        }
        for sampler in samplers {
            if let Some(live) =
                sampler.projection().and_then(|k| live.iter().find(|l| l.number == k))
            {
                sampler.build_at(device, clock, live);
                continue;
            }
            let (population, column, first) = match sampler.quantity {
                Quantity::Neuron { population, variable } => (population, variable, 0),
                Quantity::Receptor { population, receptor, first, variable } => {
                    (population, cells[population].receptor_column(receptor) + variable, first)
                }
                // What does not change in a run is on the host.
                _ => continue,
            };
            let cells = &cells[population];
            if cells.hosted.is_some() && matches!(sampler.quantity, Quantity::Neuron { .. }) {
                continue;
            }
            let size = cells.layout.size;
            if let Some(buffers) = &cells.buffers {
                let word = |i: usize| column * size + first + i;
                sampler.build(device, clock, &buffers.state, word);
            }
        }
        self.stale = false;
        match self.device.lost() {
            None => Ok(()),
            Some(_) => Err(self.lost()),
        }
    }

    /// The state of a population as it is on the device.
    pub(crate) fn state(&self, population: usize) -> Option<Vec<f32>> {
        let buffers = self.cells[population].buffers.as_ref()?;
        self.device.read(&buffers.state).map(bytemuck::cast_vec)
    }

    pub(crate) fn column(&self, population: usize, column: usize) -> Vec<f64> {
        let size = self.cells[population].layout.size;
        match self.state(population) {
            Some(state) => {
                state[column * size..][..size].iter().map(|value| f64::from(*value)).collect()
            }
            None => vec![f64::NAN; size],
        }
    }

    /// Appends what is seen now of sources or targets of a projection.
    pub(crate) fn seen(
        &self,
        number: usize,
        of_source: bool,
        variable: usize,
        indices: &[usize],
        to: &mut Vec<f64>,
    ) {
        let at = [self.step as f64, self.dt];
        let seen = self.live(number);
        let seen = seen.and_then(|live| live.seen(&self.device, of_source, variable, indices, at));
        to.extend(seen.unwrap_or_else(|| vec![f64::NAN; indices.len()]));
    }

    pub(crate) fn live(&self, number: usize) -> Option<&Live> {
        self.live.iter().find(|live| live.number == number)
    }

    pub(crate) fn route(&self, number: usize) -> Option<&Route> {
        self.routes.iter().find(|route| route.number == number)
    }
}

impl Engine for GpuEngine {
    fn extend(&mut self, plan: Plan) -> Result<()> {
        // All that can be refused is, before anything changes.
        plan.check_limit(size_of::<f64>() as u64, true)?;
        let dt = self.dt;
        let new: Vec<Cells> =
            plan.populations.into_iter().map(|p| Cells::new(p, dt)).collect::<Result<_>>()?;
        let tapes: Vec<_> =
            plan.receptors.iter().map(Cells::receptor_tape).collect::<Result<_>>()?;
        let projections: Vec<ProjectionPlan> =
            plan.projections.into_iter().map(Wiring::listed).collect::<Result<_>>()?;
        let mut checked = Vec::with_capacity(projections.len());
        for projection in &projections {
            Route::check(projection, &self.device)?;
            checked.push(Checked::new(projection, &self.options.bounds, &self.device)?);
        }
        for monitor in &plan.monitors {
            if let Watch::State { indices, .. } = &monitor.watch {
                let object = format!("monitor `{}`", monitor.name);
                self.device.check_size(&object, "a sample", 4 * indices.len() as u64)?;
            }
        }
        let old_cells = self.cells.len();
        self.cells.extend(new);
        let attached: Vec<usize> = self.cells.iter().map(|cells| cells.receptors.len()).collect();
        for (receptor, tape) in plan.receptors.into_iter().zip(tapes) {
            self.cells[receptor.population].attach(receptor, tape);
        }
        let new: Vec<New<'_>> = projections
            .iter()
            .zip(&checked)
            .map(|(plan, checked)| New { plan, most: checked.as_ref().map(Checked::most) })
            .collect();
        if let Err(error) = layouts(self, &new, &plan.monitors) {
            self.cells.truncate(old_cells);
            for (cells, receptors) in self.cells.iter_mut().zip(attached) {
                cells.detach(receptors);
            }
            return Err(error);
        }

        for input in plan.poisson {
            self.cells[input.population].add_poisson(input);
        }
        for (projection, checked) in projections.into_iter().zip(checked) {
            let number = self.projections;
            self.projections += 1;
            let Some(checked) = checked else {
                self.routes.push(Route::new(
                    projection,
                    number,
                    &self.device,
                    self.options.most_synapses,
                ));
                continue;
            };
            let live = Live::new(projection, checked, number, &self.device);
            let target = &mut self.cells[live.plan.post];
            target.coupled |= live.flows();
            let port = port(live.plan.arrival);
            if live.is_graded() && !target.graded.contains(&port) {
                target.graded.push(port);
            }
            self.live.push(live);
        }
        self.routes.sort_by(|a, b| a.plan.name.cmp(&b.plan.name));
        self.live.sort_by(|a, b| a.plan.name.cmp(&b.plan.name));
        self.monitors += plan.monitors.len();
        for monitor in &plan.monitors {
            match &monitor.watch {
                Watch::Spikes { population, .. } | Watch::Rate { population, .. } => {
                    self.watched.push(*population);
                }
                Watch::State { .. } => {
                    for sampler in Sampler::of(monitor) {
                        if let Quantity::Neuron { population, .. } = sampler.quantity
                            && let Some(hosted) = &mut self.cells[population].hosted
                        {
                            hosted.keep_log();
                        }
                        self.samplers.push(sampler);
                    }
                }
            }
        }
        self.watched.sort_unstable();
        self.watched.dedup();
        self.arrange()?;
        let mut recorder = std::mem::take(&mut self.recorder);
        recorder.extend(plan.monitors, &Present(self));
        self.recorder = recorder;
        Ok(())
    }

    fn set_inputs(&mut self, inputs: Vec<InputPlan>) {
        // A run of few steps after another is then cheap.
        if self.inputs == inputs {
            return;
        }
        for (population, cells) in self.cells.iter_mut().enumerate() {
            cells.currents.set(inputs.iter().filter(|input| input.population == population));
        }
        self.inputs = inputs;
    }

    fn advance(&mut self, steps: u64) -> Result<()> {
        if self.device.lost().is_some() {
            return Err(self.lost());
        }
        if self.stale {
            self.arrange()?;
        }
        self.recorder.reserve(steps);
        let mut left = steps;
        while left > 0 {
            left -= self.block(left)?;
        }
        match steps {
            0 => Ok(()),
            _ => self.check(),
        }
    }

    fn step(&self) -> u64 {
        self.step
    }

    fn read(&self, population: usize, variable: usize) -> Vec<f64> {
        match &self.cells[population].hosted {
            Some(hosted) => {
                let range = hosted.stretch.range();
                range.map(|i| hosted.stretch.get(variable, i)).collect()
            }
            None => self.column(population, variable),
        }
    }

    fn write(&mut self, population: usize, variable: usize, values: &[f64]) {
        let variables = self.cells[population].plan.traits.state.len();
        if let Some(hosted) = &mut self.cells[population].hosted {
            for (i, value) in hosted.stretch.range().zip(values) {
                hosted.stretch.set(variable, i, *value);
            }
        }
        let countdown = match self.cells[population].hosted {
            None => self.column(population, variables),
            Some(_) => Vec::new(),
        };
        let (cells, queue) = (&self.cells[population], &self.device.queue);
        let Some(buffers) = &cells.buffers else { return };
        let put = |column: usize, values: &[f64]| {
            let values: Vec<f32> = values.iter().map(|value| *value as f32).collect();
            let at = 4 * (column * cells.layout.size) as u64;
            queue.write_buffer(&buffers.state, at, bytemuck::cast_slice(&values));
        };
        put(variable, values);
        // Who writes to what stands still sets it going again.
        if countdown.iter().any(|left| *left >= f64::from(LOST_UNIT)) {
            let found = |left: &f64| if *left >= f64::from(LOST_UNIT) { 0.0 } else { *left };
            put(variables, &countdown.iter().map(found).collect::<Vec<_>>());
            let at = 4 * cells.layout.lost() as u64;
            queue.write_buffer(&buffers.spikes, at, &[0; 4]);
        }
    }

    fn synapses(&self, projection: usize) -> usize {
        let route = self.route(projection).map(|route| &route.plan);
        let plan = route.or_else(|| self.live(projection).map(|live| &live.plan));
        plan.map_or(0, |plan| plan.csr.synapses())
    }

    fn connections(&self, projection: usize) -> Connections {
        if let Some(route) = self.route(projection) {
            return route.connections(self.dt);
        }
        let live = self.live(projection);
        let connections = live.and_then(|live| live.connections(&self.device, self.dt));
        connections.unwrap_or_else(|| Connections::zero(0, 0, 0))
    }

    fn set_weights(&mut self, projection: usize, weights: &Value) {
        if let Some(route) = self.routes.iter_mut().find(|route| route.number == projection) {
            route.plan.weights = weights.clone();
            self.stale = true;
        } else if let Some(live) = self.live(projection) {
            live.set_weights(&self.device, weights);
        }
    }

    fn record(&self, monitor: usize) -> Record {
        self.recorder.record(monitor)
    }

    fn explain(&self) -> String {
        self.explained()
    }

    fn wgsl(&self) -> Option<Vec<String>> {
        Some(self.programs())
    }
}
