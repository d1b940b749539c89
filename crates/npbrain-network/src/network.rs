use std::time::Instant;

use npbrain_core::{
    Connections, CurrentInput, Error, Monitor, Neurons, Object, Recorded, Result, Synapses, Value,
    Watched, steps, time_of,
};
use npbrain_cpu::Cpu;
use npbrain_engine::{
    Backend, Delays, Description, Engine, MonitorPlan, Plan, Planned, Settings, Wiring, under_way,
};
use sysinfo::{MemoryRefreshKind, System};

use crate::progress::Progress;

/// A network of spiking neurons: what it is made of, its settings, and, once
/// it has run, its state.
///
/// Objects are [added](Self::add); everything is checked when the network is
/// first run. Runs continue one another: `run(a)` and `run(b)` give the same
/// bits as `run(a + b)` if the inputs belong to the network. Objects added
/// after a run begin at the present.
pub struct Network {
    settings: Settings,
    description: Description,
    backend: Box<dyn Backend>,
    engine: Option<Box<dyn Engine>>,
    progress: bool,
    recording_limit: Option<u64>,
    memory_limit: Option<u64>,
}

impl Default for Network {
    fn default() -> Self {
        Network::new()
    }
}

impl Network {
    /// An empty network: steps of 0.1 ms, seed 0, on the [`Cpu`].
    pub fn new() -> Self {
        Network {
            settings: Settings { dt: 0.1, seed: 0 },
            description: Description::default(),
            backend: Box::new(Cpu::new()),
            engine: None,
            progress: false,
            recording_limit: None,
            memory_limit: None,
        }
    }

    /// Whether runs show how far they are: a bar with the time left and the
    /// real-time factor, on a terminal; nowhere else. Off at first.
    #[doc(alias = "report")]
    pub fn progress(&mut self, show: bool) -> &mut Self {
        self.progress = show;
        self
    }

    /// How many bytes a run may add to what monitors record. At first it is
    /// what memory the machine has left when the run begins.
    pub fn recording_limit(&mut self, bytes: u64) -> &mut Self {
        self.recording_limit = Some(bytes);
        self
    }

    /// How many bytes of memory the objects added since the last run may take. At
    /// first it is what the machine has left when they are built.
    pub fn memory_limit(&mut self, bytes: u64) -> &mut Self {
        self.memory_limit = Some(bytes);
        self
    }

    /// Sets the step, in ms.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] if it is not positive and finite,
    /// [`Error::AlreadyRunning`] after the first run.
    #[doc(alias = "defaultclock")]
    #[doc(alias = "set_dt")]
    pub fn dt(&mut self, dt: f64) -> Result<&mut Self> {
        self.before_first_run("dt")?;
        if !(dt.is_finite() && dt > 0.0) {
            return Err(Error::InvalidValue {
                object: "the network".into(),
                name: "dt".into(),
                value: dt,
                expected: "a time in ms, more than 0",
            });
        }
        self.settings.dt = dt;
        Ok(self)
    }

    /// Sets the seed of all random numbers: connections, noise, draws.
    ///
    /// # Errors
    /// [`Error::AlreadyRunning`] after the first run.
    pub fn seed(&mut self, seed: u64) -> Result<&mut Self> {
        self.before_first_run("seed")?;
        self.settings.seed = seed;
        Ok(self)
    }

    /// Chooses what the network runs on.
    ///
    /// # Errors
    /// [`Error::AlreadyRunning`] after the first run.
    #[doc(alias = "set_device")]
    #[doc(alias = "set_backend")]
    pub fn on(&mut self, backend: impl Backend + 'static) -> Result<&mut Self> {
        self.before_first_run("backend")?;
        self.backend = Box::new(backend);
        Ok(self)
    }

    /// The step, in ms, and the seed.
    #[doc(alias = "get_dt")]
    pub fn settings(&self) -> Settings {
        self.settings
    }

    fn before_first_run(&self, setting: &'static str) -> Result<()> {
        match self.engine {
            None => Ok(()),
            Some(_) => Err(Error::AlreadyRunning { setting }),
        }
    }

    /// Adds an object and returns its handle.
    pub fn add<O: Object>(&mut self, object: O) -> O::Handle {
        self.description.add(object)
    }

    /// Runs for `duration` ms of network time, with `inputs` beside those of
    /// the network; they belong to this run.
    ///
    /// # Errors
    /// Whatever is wrong with what was added, with the inputs or with the
    /// duration: found before the first step, and nothing has then changed.
    pub fn run(
        &mut self,
        duration: f64,
        inputs: impl IntoIterator<Item = CurrentInput>,
    ) -> Result<()> {
        let steps = steps("the network", "duration", duration, self.settings.dt)?;
        self.plan()?;
        let inputs = self.description.inputs(&self.settings, inputs)?;
        self.check_recording(steps)?;
        let (dt, progress) = (self.settings.dt, self.progress);
        let engine = self.engine_mut()?;
        engine.set_inputs(inputs);
        if !progress {
            return engine.advance(steps);
        }
        let mut progress = Progress::new(steps, dt);
        while let Some(stretch) = progress.next() {
            let start = Instant::now();
            engine.advance(stretch)?;
            progress.made(stretch, start.elapsed());
        }
        Ok(())
    }

    /// How many bytes an engine may take for what is new, if that may matter.
    fn memory_for(&self, plan: &Plan) -> Option<u64> {
        const CERTAINLY_FITS: u64 = 64 << 20;
        let bytes = plan.bytes(size_of::<f64>() as u64, true);
        let needed = bytes.map(|(_, bytes)| bytes).fold(0, u64::saturating_add);
        // How long their delays are is known when an engine has made them.
        let by_rows = plan.projections.iter().any(|p| matches!(p, Wiring::Rows(_)));
        let asks = (needed > CERTAINLY_FITS || by_rows) && self.memory_limit.is_none();
        self.memory_limit.or_else(|| asks.then(available_memory))
    }

    /// Refuses a run whose records would not fit.
    fn check_recording(&self, steps: u64) -> Result<()> {
        let monitors = self.description.monitors();
        let bytes = |monitor: &MonitorPlan| monitor.bytes(steps, self.settings.dt);
        let needed = monitors.iter().map(bytes).fold(0, u64::saturating_add);
        // What fits everywhere is not worth asking the system.
        const CERTAINLY_FITS: u64 = 64 << 20;
        if needed <= CERTAINLY_FITS && self.recording_limit.is_none() {
            return Ok(());
        }
        let limit = self.recording_limit.unwrap_or_else(available_memory);
        match monitors.iter().max_by_key(|monitor| bytes(monitor)) {
            Some(largest) if needed > limit => Err(Error::RecordingTooLarge {
                object: format!("monitor `{}`", largest.name),
                needed,
                limit,
            }),
            _ => Ok(()),
        }
    }

    /// Checks and builds what was added since the last run: what
    /// [`run`](Self::run) begins with.
    ///
    /// # Errors
    /// Whatever is wrong with what was added.
    pub fn plan(&mut self) -> Result<()> {
        if self.engine.is_some() && !self.description.has_news() {
            return Ok(());
        }
        let step = self.engine.as_ref().map_or(0, |engine| engine.step());
        let (mut plan, planned) = self.description.plan(&self.settings, step)?;
        plan.limit = self.memory_for(&plan);
        check_delays(&plan, &planned)?;
        let engine = match &mut self.engine {
            Some(engine) => {
                engine.extend(plan)?;
                engine
            }
            None => {
                let mut engine = self.backend.engine(&self.settings)?;
                engine.extend(plan)?;
                self.engine.insert(engine)
            }
        };
        self.description.commit(planned);
        self.description.count(|projection| engine.synapses(projection));
        Ok(())
    }

    /// How the network is run, line by line: on the CPU how synapses lie in memory, how
    /// much each object takes, how many threads there are and how often they meet; for a
    /// GPU what is dispatched per step, how often it was submitted and read back, and how
    /// many bytes went either way.
    ///
    /// # Errors
    /// Whatever is wrong with what was added.
    pub fn explain(&mut self) -> Result<String> {
        self.plan()?;
        let text = self.engine_mut()?.explain();
        Ok(match text.is_empty() {
            true => format!("backend {}\n", self.backend.name()),
            false => text,
        })
    }

    /// The programs that were printed for a GPU, each a module in WGSL whose first
    /// line says what it is for: those of the populations, then those of the
    /// projections, then those that record.
    ///
    /// # Errors
    /// Whatever is wrong with what was added; [`Error::Unsupported`] on a backend
    /// that prints none.
    pub fn wgsl(&mut self) -> Result<Vec<String>> {
        self.plan()?;
        let programs = self.engine_mut()?.wgsl();
        programs.ok_or_else(|| Error::Unsupported {
            backend: self.backend.name(),
            object: "the network".into(),
            reason: "in WGSL: it runs models as they were compiled, without printing them".into(),
        })
    }

    fn engine_mut(&mut self) -> Result<&mut Box<dyn Engine>> {
        self.engine.as_mut().ok_or(Error::NothingRecorded { object: "the network".into() })
    }

    /// The time reached, in ms.
    pub fn time(&self) -> f64 {
        let step = self.engine.as_ref().map_or(0, |engine| engine.step());
        time_of(step, self.settings.dt)
    }

    /// What a monitor has recorded so far.
    ///
    /// # Errors
    /// [`Error::NothingRecorded`] before the first run,
    /// [`Error::ForeignHandle`] for the monitor of another network.
    pub fn get<D: Recorded>(&self, monitor: Monitor<D>) -> Result<D> {
        let place = monitor.place();
        let name = self.description.monitor(place)?;
        let nothing = || Error::NothingRecorded {
            object: match name {
                Some(name) => format!("monitor `{name}`"),
                None => "this monitor".into(),
            },
        };
        match (&self.engine, name) {
            (Some(engine), Some(_)) => {
                D::from_record(engine.record(place.index)).ok_or_else(nothing)
            }
            _ => Err(nothing()),
        }
    }

    /// What a [`StateMonitor`] can record of neurons or of a projection: names
    /// and units.
    ///
    /// [`StateMonitor`]: https://docs.rs/npbrain-monitors
    ///
    /// # Errors
    /// [`Error::ForeignHandle`], [`Error::InvalidSlice`], or what is wrong with
    /// the network.
    pub fn available_monitors(
        &mut self,
        target: impl Into<Watched>,
    ) -> Result<Vec<(String, &'static str)>> {
        self.plan()?;
        self.description.available_monitors(target.into())
    }

    /// The present values of a state variable, one per neuron.
    ///
    /// # Errors
    /// [`Error::UnknownName`], [`Error::ForeignHandle`],
    /// [`Error::InvalidSlice`], or what is wrong with the network.
    pub fn state(&mut self, neurons: Neurons, variable: &str) -> Result<Vec<f64>> {
        self.plan()?;
        let (population, range) = self.description.neurons(neurons)?;
        let variable = self.description.populations()[population].variable(variable)?;
        let values = self.engine_mut()?.read(population, variable);
        Ok(values[range].to_vec())
    }

    /// Sets a state variable: one value for all, or one per neuron.
    ///
    /// # Errors
    /// As [`state`](Self::state), and [`Error::WrongLength`] or
    /// [`Error::InvalidValue`] for values that do not fit.
    pub fn set_state(
        &mut self,
        neurons: Neurons,
        variable: &str,
        values: impl Into<Value>,
    ) -> Result<()> {
        self.plan()?;
        let (population, range) = self.description.neurons(neurons)?;
        let plan = &self.description.populations()[population];
        let index = plan.variable(variable)?;
        let values = values.into();
        plan.check(variable, &values, range.len())?;
        let engine = self.engine_mut()?;
        let mut all = engine.read(population, index);
        for (k, value) in all[range].iter_mut().enumerate() {
            *value = values.of(k);
        }
        engine.write(population, index, &all);
        Ok(())
    }

    /// The synapses of a projection with their present weights.
    ///
    /// ```
    /// # use npbrain_core::*;
    /// # use npbrain_network::Network;
    /// # fn show(net: &mut Network, synapses: Synapses) -> Result<()> {
    /// let connections = net.synapses(synapses)?;
    /// // Double them all.
    /// let doubled: Vec<f64> = connections.weight.iter().map(|w| 2.0 * w).collect();
    /// net.set_weights(synapses, doubled)
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::ForeignHandle`], or what is wrong with the network.
    pub fn synapses(&mut self, synapses: Synapses) -> Result<Connections> {
        self.plan()?;
        let projection = self.description.projection(synapses)?;
        Ok(self.engine_mut()?.connections(projection))
    }

    /// Sets the weights of a projection: one for all, or one per synapse in
    /// the order of [`synapses`](Self::synapses).
    ///
    /// Spikes that arrive from now on have the new weights; but where each
    /// synapse has a delay of its own, spikes under way, those of the last step
    /// excepted, keep the weights they were given.
    ///
    /// # Errors
    /// As [`synapses`](Self::synapses), and [`Error::WrongLength`] or
    /// [`Error::InvalidValue`] for weights that do not fit.
    pub fn set_weights(&mut self, synapses: Synapses, weights: impl Into<Value>) -> Result<()> {
        self.plan()?;
        for (projection, weights) in self.description.weights(synapses, weights.into())? {
            self.engine_mut()?.set_weights(projection, &weights);
        }
        Ok(())
    }
}

/// Refuses delays whose rings would not fit.
fn check_delays(plan: &Plan, planned: &Planned) -> Result<()> {
    // What fits everywhere is not worth asking the system.
    const CERTAINLY_FITS: u64 = 1 << 30;
    let known = |wiring: &Wiring| match wiring {
        Wiring::Listed(plan) => {
            let size = planned.populations()[plan.post].size;
            (plan.delays.longest(), plan.delays.bytes_under_way(plan.dendritic, size))
        }
        // Delays that are drawn are known when an engine has made them.
        Wiring::Rows(plan) => plan.delay().map_or((1, 0), |delay| {
            (delay, Delays::Same(delay).bytes_under_way(0, plan.post_neurons.len()))
        }),
    };
    let bytes = plan.projections.iter().map(|wiring| known(wiring).1);
    let needed = bytes.fold(0, u64::saturating_add);
    let limit = match needed > CERTAINLY_FITS {
        true => available_memory(),
        false => return Ok(()),
    };
    match plan.projections.iter().max_by_key(|wiring| known(wiring).1) {
        Some(largest) if needed > limit => {
            let object = format!("projection `{}`", largest.name());
            Err(under_way(&object, known(largest).0, needed, limit))
        }
        _ => Ok(()),
    }
}

/// The memory the machine has left, in bytes.
fn available_memory() -> u64 {
    let mut system = System::new();
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    system.available_memory()
}
