use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use npbrain_core::{
    CurrentInput, Error, Item, MonitorSpec, Neurons, Object, Place, PoissonInput, Population,
    Projection, ReceptorChoice, ReceptorTraits, Result, SynapseTraits, Synapses, Value, Watched,
};

use super::mutual::{both_ways, permuted};
use super::names::Names;
use super::population::check;
use super::quantity::Quantities;
use super::{
    Arrival, InputPlan, MonitorPlan, Plan, PoissonPlan, PopulationPlan, ReceptorPlan, Settings,
    Wiring,
};

/// The description of a network: what was added to it, in order.
///
/// It is planned bit by bit: [`plan`](Self::plan) covers what was added since
/// the last plan.
pub struct Description {
    id: u64,
    populations: Vec<Population>,
    projections: Vec<Projection>,
    inputs: Vec<CurrentInput>,
    poisson: Vec<PoissonInput>,
    monitors: Vec<MonitorSpec>,
    planned: Planned,
}

/// What has been planned so far.
#[derive(Clone, Default)]
pub struct Planned {
    names: Names,
    populations: Vec<PopulationPlan>,
    projections: Vec<PlannedProjection>,
    inputs: Vec<(String, InputPlan)>,
    /// How many Poisson inputs.
    poisson: usize,
    monitors: Vec<MonitorPlan>,
    receptors: Vec<ReceptorPlan>,
}

/// What is remembered of a projection.
#[derive(Clone)]
pub(super) struct PlannedProjection {
    pub(super) name: String,
    pub(super) sources: usize,
    pub(super) targets: usize,
    /// `None` until an engine has made them.
    pub(super) synapses: Option<usize>,
    /// Whether they are made anew at each spike.
    pub(super) procedural: bool,
    /// The population of the targets, and the first of them in it.
    pub(super) post: usize,
    pub(super) first_target: usize,
    pub(super) weight_unit: &'static str,
    pub(super) model: Option<SynapseTraits>,
    /// The attached receptor: its number among those of the population.
    pub(super) receptor: Option<(usize, ReceptorTraits)>,
    /// Its number among those that engines were given.
    pub(super) number: usize,
    /// If it acts both ways between two populations, which of its synapses
    /// those of the way back, the next number, belong to.
    back: Option<Vec<u32>>,
}

impl Planned {
    /// The populations planned so far.
    pub fn populations(&self) -> &[PopulationPlan] {
        &self.populations
    }
}

impl Default for Description {
    fn default() -> Self {
        // Handles carry the number, so that one of another network is noticed.
        static NETWORKS: AtomicU64 = AtomicU64::new(0);
        Description {
            id: NETWORKS.fetch_add(1, Ordering::Relaxed),
            populations: Vec::new(),
            projections: Vec::new(),
            inputs: Vec::new(),
            poisson: Vec::new(),
            monitors: Vec::new(),
            planned: Planned::default(),
        }
    }
}

impl Description {
    /// Adds an object.
    pub fn add<O: Object>(&mut self, object: O) -> O::Handle {
        fn push<T>(list: &mut Vec<T>, item: T) -> usize {
            list.push(item);
            list.len() - 1
        }
        let (index, size) = match object.into_item() {
            Item::Population(item) => {
                let size = item.size;
                (push(&mut self.populations, item), size)
            }
            Item::Projection(item) => (push(&mut self.projections, item), 0),
            Item::Input(item) => (push(&mut self.inputs, item), 0),
            Item::Poisson(item) => (push(&mut self.poisson, item), 0),
            Item::Monitor(item) => (push(&mut self.monitors, item), 0),
        };
        O::handle(Place { network: self.id, index, size })
    }

    /// Whether anything was added since the last plan.
    pub fn has_news(&self) -> bool {
        let planned = &self.planned;
        planned.populations.len() < self.populations.len()
            || planned.projections.len() < self.projections.len()
            || planned.inputs.len() < self.inputs.len()
            || planned.poisson < self.poisson.len()
            || planned.monitors.len() < self.monitors.len()
    }

    /// Checks and plans what was added since the last plan, for step `step`.
    /// It counts as planned once it is [committed](Self::commit).
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn plan(&self, settings: &Settings, step: u64) -> Result<(Plan, Planned)> {
        let mut planned = self.planned.clone();
        let mut plan = Plan::default();
        for name in self.given_names(&planned) {
            planned.names.claim(name)?;
        }
        for population in &self.populations[planned.populations.len()..] {
            let name =
                planned.names.settle(population.name.as_deref(), population_kind(population));
            let conducted = self.conducted(planned.populations.len());
            let population = PopulationPlan::new(population, name, settings, conducted)?;
            planned.populations.push(population.clone());
            plan.populations.push(population);
        }
        for projection in &self.projections[planned.projections.len()..] {
            let name = planned.names.settle(projection.name.as_deref(), projection.kind);
            let from = projection;
            let resolver = Resolver {
                network: self.id,
                populations: &planned.populations,
                projections: &planned.projections,
            };
            let watched = self.watches(planned.projections.len());
            let receptors = &mut planned.receptors;
            let mut wiring =
                Wiring::new(from, name, settings, step, &resolver, receptors, watched)?;
            let (post, targets, arrival) = wiring.targets();
            let target = resolver.population(post);
            let receptor = match (&from.receptor, arrival) {
                (Some(choice), Arrival::Port(k)) => {
                    Some((k - target.ports.len(), choice.kernel.traits()))
                }
                _ => None,
            };
            let weight_unit = match (&receptor, arrival) {
                (Some((_, traits)), _) => traits.weight_unit,
                (None, Arrival::Port(k)) => target.ports[k].unit,
                (None, Arrival::Membrane) => target
                    .traits
                    .membrane
                    .map_or("1", |membrane| target.traits.state.get(membrane).unit),
            };
            let back = match &mut wiring {
                Wiring::Listed(plan) if from.mutual => both_ways(plan)?,
                _ => None,
            };
            let last = planned.projections.last();
            planned.projections.push(PlannedProjection {
                name: wiring.name().into(),
                sources: wiring.sources().len(),
                targets: targets.len(),
                synapses: wiring.synapses(),
                procedural: from.procedural,
                post,
                first_target: targets.start,
                weight_unit,
                model: from.synapse.as_ref().map(|synapse| synapse.kernel.traits()),
                receptor,
                number: last.map_or(0, |last| last.number + 1 + usize::from(last.back.is_some())),
                back: back.as_ref().map(|back| back.there.clone()),
            });
            plan.projections.push(wiring);
            plan.projections.extend(back.map(|back| Wiring::Listed(Box::new(back.plan))));
        }
        for input in &self.poisson[planned.poisson..] {
            let name = planned.names.settle(input.name.as_deref(), "PoissonInput");
            let resolver = Resolver {
                network: self.id,
                populations: &planned.populations,
                projections: &planned.projections,
            };
            let receptors = &mut planned.receptors;
            let input = PoissonPlan::new(input, name, settings, step, &resolver, receptors)?;
            plan.poisson.push(input);
        }
        planned.poisson = self.poisson.len();
        plan.receptors = planned.receptors[self.planned.receptors.len()..].to_vec();
        for monitor in &self.monitors[planned.monitors.len()..] {
            let name = planned.names.settle(monitor.name.as_deref(), monitor.kind);
            let resolver = Resolver::new(self.id, &planned);
            let monitor = MonitorPlan::new(monitor, name, settings, step, &resolver)?;
            planned.monitors.push(monitor.clone());
            plan.monitors.push(monitor);
        }
        for input in &self.inputs[planned.inputs.len()..] {
            let name = planned.names.settle(input.name.as_deref(), "Input");
            let resolver = Resolver::new(self.id, &planned);
            let input = InputPlan::new(input, &name, settings, &resolver)?;
            planned.inputs.push((name, input));
        }
        Ok((plan, planned))
    }

    /// Whether a projection or a Poisson input attaches a conductance to
    /// population `index`.
    fn conducted(&self, index: usize) -> bool {
        let conducts = |receptor: Option<&ReceptorChoice>| {
            receptor.is_some_and(|choice| !choice.kernel.traits().current_only)
        };
        let by_poisson = self.poisson.iter().any(|input| {
            let place = input.target.place();
            (place.network, place.index) == (self.id, index) && conducts(input.receptor.as_ref())
        });
        by_poisson
            || self.projections.iter().any(|projection| {
                let post = projection.post.place();
                let pre = projection.pre.place();
                let here = |end: Place| (end.network, end.index) == (self.id, index);
                let flow = projection.synapse.as_ref().and_then(|s| s.kernel.traits().flow);
                let conducts = conducts(projection.receptor.as_ref())
                    || flow.is_some_and(|flow| !flow.current_only);
                conducts && (here(post) || (projection.mutual && here(pre)))
            })
    }

    /// The names that users gave to what is not in `planned` yet. They are
    /// settled first, so that no name made up is in their way, whatever the
    /// order of `add`.
    fn given_names(&self, planned: &Planned) -> Vec<&str> {
        let populations = self.populations[planned.populations.len()..].iter().map(|p| &p.name);
        let projections = self.projections[planned.projections.len()..].iter().map(|p| &p.name);
        let monitors = self.monitors[planned.monitors.len()..].iter().map(|m| &m.name);
        let inputs = self.inputs[planned.inputs.len()..].iter().map(|i| &i.name);
        let poisson = self.poisson[planned.poisson..].iter().map(|i| &i.name);
        let names = populations.chain(projections).chain(monitors).chain(inputs).chain(poisson);
        names.filter_map(Option::as_deref).collect()
    }

    /// Whether a monitor that is not planned yet records something of projection
    /// `index`.
    fn watches(&self, index: usize) -> bool {
        let place = |synapses: Synapses| (synapses.0.network, synapses.0.index);
        self.monitors[self.planned.monitors.len()..].iter().any(|monitor| match monitor.target {
            Watched::Synapses(synapses) => place(synapses) == (self.id, index),
            Watched::Neurons(_) => false,
        })
    }

    /// Takes note that a plan has been taken in by an engine.
    pub fn commit(&mut self, planned: Planned) {
        self.planned = planned;
    }

    /// Takes note of how many synapses projections have, by their numbers, where an
    /// engine has made them.
    pub fn count(&mut self, synapses: impl Fn(usize) -> usize) {
        for projection in &mut self.planned.projections {
            projection.synapses.get_or_insert_with(|| synapses(projection.number));
        }
    }

    /// The inputs of the network in the order of their names, then those of
    /// one run in the order given. All populations must have been planned.
    ///
    /// # Errors
    /// What is wrong with the run's inputs; [`Error::DuplicateName`] if one is
    /// called as another or as an object of the network: noise is drawn by name.
    pub fn inputs(
        &self,
        settings: &Settings,
        of_run: impl IntoIterator<Item = CurrentInput>,
    ) -> Result<Vec<InputPlan>> {
        let mut own = self.planned.inputs.clone();
        own.sort_by(|a, b| a.0.cmp(&b.0));
        let mut inputs: Vec<_> = own.into_iter().map(|(_, input)| input).collect();
        let resolver = self.resolver();
        let mut names = Names::default();
        for (k, input) in of_run.into_iter().enumerate() {
            let number = format!("{} of this run", k + 1);
            let name = input.name.as_deref().unwrap_or(&number);
            self.planned.names.check_free(name)?;
            names.claim(name)?;
            inputs.push(InputPlan::new(&input, name, settings, &resolver)?);
        }
        Ok(inputs)
    }

    /// The populations planned so far.
    pub fn populations(&self) -> &[PopulationPlan] {
        &self.planned.populations
    }

    /// The name of a monitor, if it has been planned.
    pub fn monitor(&self, place: Place) -> Result<Option<&str>> {
        if place.network != self.id {
            return Err(Error::ForeignHandle { object: "the network".into(), kind: "monitor" });
        }
        Ok(self.planned.monitors.get(place.index).map(|monitor| monitor.name.as_str()))
    }

    fn planned_projection(&self, handle: Synapses) -> Result<&PlannedProjection> {
        self.resolver().projection(handle, "the network")
    }

    fn resolver(&self) -> Resolver<'_> {
        Resolver::new(self.id, &self.planned)
    }

    /// What can be recorded of neurons or of a projection that has been planned:
    /// names and units.
    ///
    /// # Errors
    /// What is wrong with the handle.
    pub fn available_monitors(&self, target: Watched) -> Result<Vec<(String, &'static str)>> {
        Ok(Quantities::of(target, "the network", &self.resolver())?.names())
    }

    /// The number that an engine knows a projection by, if it has been planned.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`] for the projection of another network.
    pub fn projection(&self, handle: Synapses) -> Result<usize> {
        Ok(self.planned_projection(handle)?.number)
    }

    /// Checks weights for the synapses of a projection; and the numbers that an
    /// engine knows their lists by, with the weights of each.
    ///
    /// # Errors
    /// As [`projection`](Self::projection), and [`Error::WrongLength`] or
    /// [`Error::InvalidValue`].
    pub fn weights(&self, handle: Synapses, weights: Value) -> Result<Vec<(usize, Value)>> {
        let planned = self.planned_projection(handle)?;
        let object = format!("projection `{}`", planned.name);
        if planned.procedural {
            return Err(Error::Impossible {
                object,
                reason: "it is procedural: its weights are made anew at each spike and cannot be \
                         set"
                .into(),
            });
        }
        check(&object, "weight", &weights, planned.synapses.unwrap_or(0))?;
        let back = planned.back.as_ref().map(|there| permuted(&weights, there));
        let numbers = planned.number..;
        Ok(numbers.zip(std::iter::once(weights).chain(back)).collect())
    }

    /// The monitors planned so far.
    pub fn monitors(&self) -> &[MonitorPlan] {
        &self.planned.monitors
    }

    /// The population and range that a handle means.
    ///
    /// # Errors
    /// A handle of another network, or a slice that leaves its population.
    pub fn neurons(&self, handle: Neurons) -> Result<(usize, Range<usize>)> {
        self.resolver().neurons(handle, "the network")
    }
}

fn population_kind(population: &Population) -> &'static str {
    use npbrain_core::{KernelChoice, Method};
    match &population.kernel {
        KernelChoice::Own { kernel, .. } => kernel.traits().model,
        KernelChoice::Exported { kernels, .. } => Method::ALL
            .into_iter()
            .find_map(kernels)
            .map_or("Population", |kernel| kernel.traits().model),
    }
}

/// Finds what handles mean.
pub(super) struct Resolver<'a> {
    network: u64,
    populations: &'a [PopulationPlan],
    projections: &'a [PlannedProjection],
}

impl<'a> Resolver<'a> {
    fn new(network: u64, planned: &'a Planned) -> Self {
        let Planned { populations, projections, .. } = planned;
        Resolver { network, populations, projections }
    }

    pub(super) fn projection(
        &self,
        handle: Synapses,
        object: &str,
    ) -> Result<&'a PlannedProjection> {
        let Synapses(place) = handle;
        match self.projections.get(place.index) {
            Some(planned) if place.network == self.network => Ok(planned),
            _ => Err(Error::ForeignHandle { object: object.into(), kind: "projection" }),
        }
    }

    pub(super) fn neurons(&self, handle: Neurons, object: &str) -> Result<(usize, Range<usize>)> {
        let place = handle.place();
        if place.network != self.network || place.index >= self.populations.len() {
            return Err(Error::ForeignHandle { object: object.into(), kind: "population" });
        }
        let population = &self.populations[place.index];
        let range = handle.range();
        if !handle.is_valid() || range.end > population.size {
            return Err(Error::InvalidSlice {
                object: population.object(),
                start: range.start,
                end: range.end,
                size: population.size,
            });
        }
        Ok((place.index, range))
    }

    pub(super) fn population(&self, index: usize) -> &'a PopulationPlan {
        &self.populations[index]
    }
}
