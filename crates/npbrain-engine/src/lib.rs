//! npbrain-engine
mod backend;
mod plan;
mod recorder;
mod reference;
mod stretch;

pub use backend::{Backend, Engine};
pub use plan::{
    Arrival, Delays, Description, InputPlan, Kernel, MonitorPlan, Plan, Planned, PopulationPlan,
    PortPlan, ProjectionPlan, Settings, Watch,
};
pub use recorder::{ReadState, Recorder};
pub use reference::Reference;
pub use stretch::{Precision, Stretch};
