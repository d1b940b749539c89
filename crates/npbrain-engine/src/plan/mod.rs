//! From descriptions to what an engine runs: checked, sized, seeded.

use npbrain_core::{Error, Result};

mod description;
mod given;
mod input;
mod monitor;
mod mutual;
mod names;
mod poisson;
mod population;
mod projection;
mod quantity;
mod receptor;
mod rows;
mod wiring;

pub use description::{Description, Planned};
pub use input::InputPlan;
pub use monitor::{MonitorPlan, Watch};
pub use poisson::{Mean, PoissonPlan};
pub use population::{Kernel, PopulationPlan, PortPlan};
pub use projection::{Arrival, Delays, ProjectionPlan, check_ring, under_way};
pub use quantity::Quantity;
pub use receptor::ReceptorPlan;
pub use rows::{Row, RowMaker, RowsPlan};
pub use wiring::Wiring;

/// The settings of a network that all its objects share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The step, in ms.
    pub dt: f64,
    /// The seed of all random numbers.
    pub seed: u64,
}

/// What an engine is to take in: everything that was added to a network since
/// the last plan, in order. Objects are numbered through all plans.
#[derive(Debug, Default)]
pub struct Plan {
    /// New populations.
    pub populations: Vec<PopulationPlan>,
    /// New receptors, attached to populations of this plan or of earlier ones.
    pub receptors: Vec<ReceptorPlan>,
    /// New projections.
    pub projections: Vec<Wiring>,
    /// New Poisson inputs.
    pub poisson: Vec<PoissonPlan>,
    /// New monitors.
    pub monitors: Vec<MonitorPlan>,
    /// How many bytes an engine may take for all this; `None` if it fits anywhere.
    pub limit: Option<u64>,
}

impl Plan {
    /// About how many bytes an engine needs for it, for each object, with numbers of so
    /// many bytes; if it `lists` all synapses, also those that are procedural.
    pub fn bytes(&self, number: u64, lists: bool) -> impl Iterator<Item = (String, u64)> {
        let neurons = self.populations.iter().map(move |population| {
            let variables = (population.initial.len() + population.params.len()) as u64;
            (population.object(), population.size as u64 * variables * 2 * number)
        });
        neurons.chain(self.projections.iter().map(move |wiring| {
            (format!("projection `{}`", wiring.name()), wiring.bytes(number, lists))
        }))
    }

    /// Refuses what needs more than its limit, counted as [`bytes`](Self::bytes) does.
    ///
    /// # Errors
    /// [`Error::NetworkTooLarge`], which names the largest object.
    pub fn check_limit(&self, number: u64, lists: bool) -> Result<()> {
        let Some(limit) = self.limit else { return Ok(()) };
        let needed = self.bytes(number, lists).map(|(_, bytes)| bytes).fold(0, u64::saturating_add);
        match self.bytes(number, lists).max_by_key(|(_, bytes)| *bytes) {
            Some((object, _)) if needed > limit => {
                Err(Error::NetworkTooLarge { object, needed, limit })
            }
            _ => Ok(()),
        }
    }
}
