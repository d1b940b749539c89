//! From the description of a projection to its synapses, or to what makes them.

use std::ops::Range;
use std::sync::Arc;

use npbrain_core::random::Key;
use npbrain_core::{
    Draw, Ends, Error, Given, MakeRow, PerSynapse, Projection, Result, SynapseSite, Value, steps,
};

use super::description::Resolver;
use super::given::{Links, MOST_STEPS, Purpose};
use super::population::PopulationPlan;
use super::projection::{arrival, check_flow, check_levels, check_model, check_way_back};
use super::receptor::ReceptorPlan;
use super::rows::{RowValues, RowsPlan};
use super::{Arrival, Delays, ProjectionPlan, Settings};

/// A projection of a plan.
#[derive(Debug)]
pub enum Wiring {
    /// One that is connected.
    Listed(Box<ProjectionPlan>),
    /// One whose rows are still to be made.
    Rows(Arc<RowsPlan>),
}

/// From how many synapses on a projection is not listed if its rows can be made one
/// by one: below, it is no matter.
const WORTH_NO_LIST: usize = 1 << 20;

impl Wiring {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Wiring::Listed(plan) => &plan.name,
            Wiring::Rows(plan) => &plan.name,
        }
    }

    /// The sources, in their population.
    pub fn sources(&self) -> Range<usize> {
        match self {
            Wiring::Listed(plan) => plan.pre_neurons.clone(),
            Wiring::Rows(plan) => plan.pre_neurons.clone(),
        }
    }

    /// The population of the targets, which ones of it they are, and where it
    /// arrives there.
    pub fn targets(&self) -> (usize, Range<usize>, Arrival) {
        match self {
            Wiring::Listed(plan) => (plan.post, plan.post_neurons.clone(), plan.arrival),
            Wiring::Rows(plan) => (plan.post, plan.post_neurons.clone(), plan.arrival),
        }
    }

    /// How many synapses it has, if that is known.
    pub fn synapses(&self) -> Option<usize> {
        match self {
            Wiring::Listed(plan) => Some(plan.csr.synapses()),
            Wiring::Rows(_) => None,
        }
    }

    /// About how many synapses it has.
    pub fn expected(&self) -> usize {
        match self {
            Wiring::Listed(plan) => plan.csr.synapses(),
            Wiring::Rows(plan) => plan.expected(),
        }
    }

    /// About how many bytes an engine has for its synapses, with numbers of so many
    /// bytes: one that lays them down compactly and makes procedural rows anew, or one
    /// that `lists` all.
    pub(super) fn bytes(&self, number: u64, lists: bool) -> u64 {
        let (target, steps) = if lists { (4, 4) } else { (2, 1) };
        let (weight, delay, states) = match self {
            Wiring::Rows(plan) if plan.procedural && !lists => {
                const OF_A_ROW: u64 = 16;
                return (plan.expected() / plan.pre_neurons.len().max(1)) as u64 * OF_A_ROW;
            }
            Wiring::Rows(plan) => (plan.weight().is_none(), plan.delay().is_none(), 0),
            Wiring::Listed(plan) => {
                let each = plan.weights.per_neuron().is_some() || plan.synapse.is_some();
                let states = plan.synapse.as_ref().map_or(0, |s| s.kernel.traits().synapse.len());
                (each, matches!(plan.delays, Delays::Each(_)), states as u64)
            }
        };
        let each = target + (u64::from(weight) + states) * number + u64::from(delay) * steps;
        (self.expected() as u64).saturating_mul(each)
    }

    /// It with all its synapses.
    ///
    /// # Errors
    /// As [`RowsPlan::listed`].
    pub fn listed(self) -> Result<ProjectionPlan> {
        match self {
            Wiring::Listed(plan) => Ok(*plan),
            Wiring::Rows(plan) => plan.listed(),
        }
    }

    /// `from`, called `name`. If `watched`, somebody records single synapses of it.
    pub(super) fn new(
        from: &Projection,
        name: String,
        settings: &Settings,
        step: u64,
        resolver: &Resolver<'_>,
        attached: &mut Vec<ReceptorPlan>,
        watched: bool,
    ) -> Result<Self> {
        let object = format!("projection `{name}`");
        let (pre, pre_neurons) = resolver.neurons(from.pre, &object)?;
        let (post, post_neurons) = resolver.neurons(from.post, &object)?;
        let target = resolver.population(post);
        let arrival = match &from.receptor {
            None => arrival(&object, from.port.as_deref(), target)?,
            Some(choice) => Arrival::Port(ReceptorPlan::port(
                &object, choice, post, target, attached, settings,
            )?),
        };
        check_levels(&object, from, arrival, target)?;
        if from.mutual {
            check_way_back(&object, resolver.population(pre))?;
        }
        let dendritic = steps(&object, "dendritic_delay", from.dendritic_delay, settings.dt)?;
        if dendritic > MOST_STEPS {
            return Err(Error::InvalidValue {
                object,
                name: "dendritic_delay".into(),
                value: from.dendritic_delay,
                expected: "at most 16777215 steps",
            });
        }
        let same = (pre == post).then(|| pre_neurons.start as isize - post_neurons.start as isize);
        let ends = Ends {
            object: &object,
            pre: pre_neurons.len(),
            post: post_neurons.len(),
            same,
            geometry: [(pre, &pre_neurons), (post, &post_neurons)].map(|(population, neurons)| {
                let positions = resolver.population(population).positions.as_ref();
                positions.map(|p| p.part(neurons.clone())).unwrap_or_default()
            }),
            key: Key::new(settings.seed, &name, "connect"),
        };
        let purpose = |argument| Purpose {
            object: &object,
            name: argument,
            key: Key::new(settings.seed, &name, argument),
        };
        // What is added to the state has one delay.
        let adds_to = |one_delay: bool| match (&from.receptor, arrival) {
            (None, Arrival::Port(k)) if one_delay && from.synapse.is_none() => {
                target.ports[k].variable
            }
            _ => None,
        };
        let maker = rows(from, &ends)?;
        // Whether drawn delays that happen to be equal are one delay must not depend on
        // how the rows are then made.
        let by_rows = maker.is_some();
        if let Some(maker) = maker
            && (from.procedural || !watched && maker.expected() >= WORTH_NO_LIST)
        {
            let populations = [pre, post].map(|end| resolver.population(end));
            let values = RowsOf { settings, populations };
            let weights = values.weights(&purpose("weight"), from.weight.as_ref())?;
            let delays = values.delays(&purpose("delay"), from.delay.as_ref())?;
            let one_delay = matches!(delays, RowValues::Same(_));
            return Ok(Wiring::Rows(Arc::new(RowsPlan {
                adds_to: adds_to(one_delay),
                pre,
                pre_neurons,
                post,
                post_neurons,
                arrival,
                procedural: from.procedural,
                from: step,
                maker,
                weights,
                delays,
                dendritic: dendritic as u32,
                dt: settings.dt,
                positions: populations.map(|population| population.positions.clone()),
                object: object.clone(),
                name,
            })));
        }
        let csr = from.rule.connect(&ends)?;
        if csr.pre() != pre_neurons.len() || csr.post() != post_neurons.len() {
            return Err(Error::Connection {
                rule: format!("{:?}", from.rule),
                pre: pre_neurons.len(),
                post: post_neurons.len(),
                reason: "its connections are for other numbers of neurons".into(),
                object,
            });
        }
        let links = Links {
            csr: &csr,
            ends: [pre, post].map(|end| resolver.population(end)),
            first: [pre_neurons.start, post_neurons.start],
        };
        let of_rule = || from.rule.weights().map_or(Value::Same(1.0), Value::Each);
        let weights = match &from.weight {
            Some(given) => purpose("weight").values(given, links)?,
            None => purpose("weight").checked(of_rule(), csr.synapses())?,
        };
        let delays = match &from.delay {
            Some(given) => purpose("delay").delays(given, links, settings, !by_rows)?,
            None => Delays::Same(1),
        };
        let (delays, dendritic) = match &from.synapse {
            Some(synapse) => {
                check_model(&object, synapse, &delays, csr.synapses())?;
                check_flow(
                    &object,
                    synapse,
                    dendritic,
                    [pre, post].map(|p| resolver.population(p)),
                )?;
                (delays, dendritic as u32)
            }
            // Without a model nothing happens at the synapse: one delay.
            None => (delays.longer(dendritic as u32), 0),
        };
        Ok(Wiring::Listed(Box::new(ProjectionPlan {
            adds_to: adds_to(matches!(delays, Delays::Same(_))),
            name,
            pre,
            pre_neurons,
            post,
            post_neurons,
            arrival,
            csr,
            weights,
            delays,
            dendritic,
            synapse: from.synapse.clone(),
            from: step,
        })))
    }
}

/// What makes the rows of `from` one by one, where that is possible.
///
/// # Errors
/// If it is asked for and is not.
fn rows(from: &Projection, ends: &Ends<'_>) -> Result<Option<Box<dyn MakeRow>>> {
    let is_array =
        |given: &Option<PerSynapse>| matches!(given, Some(Given::Values(Value::Each(_))));
    let hindrance = if from.synapse.is_some() {
        Some("its synapses have a state of their own".to_owned())
    } else if from.mutual {
        Some("its connections act both ways".to_owned())
    } else if is_array(&from.weight) || is_array(&from.delay) {
        Some("its weights or delays are given as an array".to_owned())
    } else {
        None
    };
    let made = match hindrance {
        None => from.rule.rows(ends).transpose()?,
        Some(_) => None,
    };
    match made {
        None if from.procedural => {
            let of_rule = || {
                let rule = format!("{:?}", from.rule);
                let name = rule.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                format!("the targets of a source of {name} do not follow from the source alone")
            };
            Err(Error::Impossible {
                object: ends.object.into(),
                reason: format!(
                    "{}, so that its rows cannot be made anew at each spike; leave out \
                     `procedural`, or connect by `fixed_prob`, `fixed_outdegree` or `fixed_total`",
                    hindrance.unwrap_or_else(of_rule)
                ),
            })
        }
        made => Ok(made),
    }
}

/// What the values of rows are for.
struct RowsOf<'a> {
    settings: &'a Settings,
    populations: [&'a PopulationPlan; 2],
}

impl RowsOf<'_> {
    fn weights(&self, purpose: &Purpose<'_>, given: Option<&PerSynapse>) -> Result<RowValues> {
        match given {
            None => Ok(RowValues::Same(1.0)),
            Some(Given::Values(values)) => {
                let checked = purpose.checked(values.clone(), 0)?;
                Ok(RowValues::Same(checked.of(0)))
            }
            Some(Given::Rule(rule)) => self.drawn(purpose, rule),
        }
    }

    fn delays(&self, purpose: &Purpose<'_>, given: Option<&PerSynapse>) -> Result<RowValues> {
        match given {
            None => Ok(RowValues::Same(1.0)),
            Some(Given::Values(times)) => {
                let steps = purpose.exact(times.of(0), self.settings.dt, 1)?;
                Ok(RowValues::Same(f64::from(steps)))
            }
            Some(Given::Rule(rule)) => self.drawn(purpose, rule),
        }
    }

    fn drawn(&self, purpose: &Purpose<'_>, rule: &Arc<dyn Draw<SynapseSite>>) -> Result<RowValues> {
        let without = || self.populations.into_iter().find(|p| p.positions.is_none());
        purpose.check_rule(&**rule, || without().map(PopulationPlan::object))?;
        Ok(RowValues::Drawn { rule: rule.clone(), key: purpose.key })
    }
}
