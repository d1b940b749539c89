//! From descriptions to what an engine runs: checked, sized, seeded.

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
pub use projection::{Arrival, Delays, ProjectionPlan};
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
}
