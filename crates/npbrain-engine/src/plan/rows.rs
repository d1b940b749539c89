//! Projections whose synapses are made row by row.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use npbrain_core::random::{Key, Stream};
use npbrain_core::{Csr, Draw, Error, MakeRow, Positions, Result, SynapseSite, Value};

use super::given::Purpose;
use super::{Arrival, Delays, ProjectionPlan};

/// A projection whose rows an engine makes when it takes the projection in, to lay
/// them down as it likes, or anew at each spike.
///
/// It is the one that [`listed`](Self::listed) gives with all its synapses.
pub struct RowsPlan {
    /// Its name.
    pub name: String,
    /// The population of the sources.
    pub pre: usize,
    /// The sources in that population.
    pub pre_neurons: Range<usize>,
    /// The population of the targets.
    pub post: usize,
    /// The targets in that population.
    pub post_neurons: Range<usize>,
    /// Where it arrives.
    pub arrival: Arrival,
    /// See [`ProjectionPlan::adds_to`].
    pub adds_to: Option<usize>,
    /// Whether no synapse is to be kept: rows are made at each spike.
    pub procedural: bool,
    /// The step at which it was added.
    pub from: u64,
    /// What it is called in messages.
    pub(super) object: String,
    pub(super) maker: Box<dyn MakeRow>,
    pub(super) weights: RowValues,
    /// In ms, if they are drawn, else in steps.
    pub(super) delays: RowValues,
    /// What is added to each delay, in steps.
    pub(super) dendritic: u32,
    pub(super) dt: f64,
    /// The positions of the populations of sources and targets.
    pub(super) positions: [Option<Positions>; 2],
}

/// One value for all synapses, or values drawn row by row.
#[derive(Clone)]
pub(super) enum RowValues {
    Same(f64),
    Drawn { rule: Arc<dyn Draw<SynapseSite>>, key: Key },
}

impl fmt::Debug for RowsPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RowsPlan { name, pre_neurons, post_neurons, procedural, .. } = self;
        f.debug_struct("RowsPlan")
            .field("name", name)
            .field("pre_neurons", pre_neurons)
            .field("post_neurons", post_neurons)
            .field("procedural", procedural)
            .finish_non_exhaustive()
    }
}

impl RowsPlan {
    /// What makes the rows; one for each thread that does.
    pub fn rows(self: &Arc<Self>) -> RowMaker {
        RowMaker {
            maker: self.maker.another(),
            plan: self.clone(),
            targets: Vec::new(),
            drawn: Vec::new(),
            weights: Vec::new(),
            delays: Vec::new(),
        }
    }

    /// About how many synapses there are.
    pub fn expected(&self) -> usize {
        self.maker.expected()
    }

    /// The weight of all synapses; `None` if each has its own.
    pub fn weight(&self) -> Option<f64> {
        match self.weights {
            RowValues::Same(weight) => Some(weight),
            RowValues::Drawn { .. } => None,
        }
    }

    /// The delay of all synapses, in steps; `None` if each has its own.
    pub fn delay(&self) -> Option<u32> {
        match self.delays {
            RowValues::Same(delay) => Some(delay as u32 + self.dendritic),
            RowValues::Drawn { .. } => None,
        }
    }

    /// It with all its synapses.
    ///
    /// # Errors
    /// What is wrong with a row: a target that does not exist, targets that do not
    /// rise, a value that is not finite, a delay that is too short or too long.
    pub fn listed(self: &Arc<Self>) -> Result<ProjectionPlan> {
        let mut rows = self.rows();
        let mut offsets = vec![0];
        let (mut targets, mut weights, mut delays) = (Vec::new(), Vec::new(), Vec::new());
        for source in 0..self.pre_neurons.len() {
            let row = rows.make(source)?;
            targets.extend_from_slice(row.targets);
            weights.extend_from_slice(row.weights);
            delays.extend_from_slice(row.delays);
            offsets.push(targets.len());
        }
        Ok(ProjectionPlan {
            name: self.name.clone(),
            pre: self.pre,
            pre_neurons: self.pre_neurons.clone(),
            post: self.post,
            post_neurons: self.post_neurons.clone(),
            arrival: self.arrival,
            adds_to: self.adds_to,
            csr: Csr::new(&self.object, self.post_neurons.len(), offsets, targets)?,
            weights: self.weight().map_or(Value::Each(weights), Value::Same),
            delays: self.delay().map_or(Delays::Each(delays), Delays::Same),
            dendritic: 0,
            synapse: None,
            from: self.from,
        })
    }

    fn purpose<'a>(&'a self, name: &'a str, key: Key) -> Purpose<'a> {
        Purpose { object: &self.object, name, key }
    }

    /// The synapse of this source and target, both counted from the first.
    fn site(&self, i: usize, j: usize) -> SynapseSite {
        let point = |end: usize, index: usize| {
            self.positions[end].as_ref().map_or([0.0; 3], |positions| positions.points()[index])
        };
        let positions =
            [point(0, self.pre_neurons.start + i), point(1, self.post_neurons.start + j)];
        SynapseSite { i, j, positions }
    }
}

/// Makes the rows of a [`RowsPlan`], in any order and as often as one likes.
pub struct RowMaker {
    plan: Arc<RowsPlan>,
    maker: Box<dyn MakeRow>,
    targets: Vec<u32>,
    drawn: Vec<f64>,
    weights: Vec<f64>,
    delays: Vec<u32>,
}

/// The synapses of one source.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Their targets, counted from the first, rising.
    pub targets: &'a [u32],
    /// Their weights; none if all have the same.
    pub weights: &'a [f64],
    /// Their delays in steps; none if all have the same.
    pub delays: &'a [u32],
    /// The weight and the delay that all have, where they have no own.
    same: (f64, u32),
}

impl Row<'_> {
    /// The weight of the `k`-th synapse.
    pub fn weight(&self, k: usize) -> f64 {
        self.weights.get(k).copied().unwrap_or(self.same.0)
    }

    /// The delay of the `k`-th synapse, in steps.
    pub fn delay(&self, k: usize) -> u32 {
        self.delays.get(k).copied().unwrap_or(self.same.1)
    }
}

impl RowMaker {
    /// Another one that makes the same rows.
    pub fn another(&self) -> Self {
        self.plan.rows()
    }

    /// The delay of all synapses, in steps; `None` if each has its own.
    pub fn delay(&self) -> Option<u32> {
        self.plan.delay()
    }

    /// The row of `source`, counted from the first.
    ///
    /// # Errors
    /// As [`RowsPlan::listed`]; never for a row that was made before.
    pub fn make(&mut self, source: usize) -> Result<Row<'_>> {
        self.targets.clear();
        self.weights.clear();
        self.delays.clear();
        self.maker.make(source, &mut self.targets);
        let (plan, targets) = (&self.plan, &self.targets);
        check_targets(plan, targets)?;
        let site = |k: usize| plan.site(source, targets[k] as usize);
        if let RowValues::Drawn { rule, key } = &plan.weights {
            let stream = &mut Stream::new(*key, source as u64);
            rule.draw_row(targets.len(), &site, stream, &mut self.weights);
            let purpose = plan.purpose("weight", *key);
            purpose.check_count(&self.weights, targets.len())?;
            purpose.check_finite(&self.weights)?;
        }
        if let RowValues::Drawn { rule, key } = &plan.delays {
            let stream = &mut Stream::new(*key, source as u64);
            self.drawn.clear();
            rule.draw_row(targets.len(), &site, stream, &mut self.drawn);
            let purpose = plan.purpose("delay", *key);
            purpose.check_count(&self.drawn, targets.len())?;
            for time in &self.drawn {
                self.delays.push(purpose.rounded(*time, plan.dt, 1)? + plan.dendritic);
            }
        }
        let same = (plan.weight().unwrap_or(0.0), plan.delay().unwrap_or(1));
        let RowMaker { targets, weights, delays, .. } = &*self;
        Ok(Row { targets, weights, delays, same })
    }
}

/// Refuses targets that do not exist or do not rise, which a rule of a third party
/// may make.
fn check_targets(plan: &RowsPlan, targets: &[u32]) -> Result<()> {
    let size = plan.post_neurons.len();
    if let Some(last) = targets.last().filter(|last| **last as usize >= size) {
        let object = plan.object.clone();
        return Err(Error::OutOfRange { object, index: *last as usize, size });
    }
    match targets.is_sorted() {
        true => Ok(()),
        false => Err(Error::Connection {
            object: plan.object.clone(),
            rule: "rows made one at a time".into(),
            pre: plan.pre_neurons.len(),
            post: size,
            reason: "the targets of each source must rise".into(),
        }),
    }
}
