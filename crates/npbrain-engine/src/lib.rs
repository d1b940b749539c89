//! What an engine runs, and what an engine is.
//!
//! A [`Description`] collects what is added to a network; [`Description::plan`]
//! checks it, sizes it, connects and seeds it, so that a [`Plan`] has nothing
//! wrong in it. A [`Backend`] makes an [`Engine`], which takes plans in and owns
//! all state. A backend needs to know this crate and `npbrain-core`, no model
//! and no `Network`.
//!
//! [`Reference`] is the backend to compare others with: serial, in `f64`,
//! without SIMD. [`Interpreter`] runs the tapes of models in place of their
//! functions: what a GPU does, without one. [`Stretch`] and [`Recorder`] are what engines for processors
//! are built of.
//!
//! ```
//! use npbrain_core::{CurrentInput, neurons, prelude::*};
//! use npbrain_engine::{Backend, Description, Reference, Settings};
//! # vars! { #[doc = ""] pub struct Ramp { #[doc = ""] slope = 1.0 "mV/ms" } }
//! # vars! { #[doc = ""] pub struct RampState { #[doc = ""] v = 0.0 "mV" } }
//! # impl NeuronModel for Ramp {
//! #     const NAME: &'static str = "Ramp";
//! #     type Params<V: Copy> = Ramp<V>;
//! #     type State<V: Copy> = RampState<V>;
//! #     #[inline(always)]
//! #     fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> RampState<Num<S>> { RampState { v: n.p.slope + n.current() } }
//! #     #[inline(always)]
//! #     fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> { n.x.v.ge(1e9) }
//! #     #[inline(always)]
//! #     fn reset<S: Scalar>(n: &Neuron<Self, S>) -> RampState<Num<S>> { n.x }
//! # }
//! # export_neuron!(Ramp);
//!
//! let settings = Settings { dt: 0.5, seed: 0 };
//! let mut description = Description::default();
//! let cells = description.add(neurons(3, Ramp { slope: 2.0 }));
//! description.add(CurrentInput::new(cells.slice(1..3), 1.0));
//!
//! let (plan, planned) = description.plan(&settings, 0)?;
//! let mut engine = Reference.engine(&settings)?;
//! engine.extend(plan)?;
//! description.commit(planned);
//! engine.set_inputs(description.inputs(&settings, [])?);
//! engine.advance(4)?; // 2 ms
//! assert_eq!(engine.read(0, 0), [4.0, 6.0, 6.0]);
//! # Ok::<(), npbrain_core::Error>(())
//! ```

mod attached;
mod backend;
mod drive;
mod interpreter;
mod live;
mod plan;
mod pour;
mod precision;
mod recorder;
mod reference;
mod refractory;
mod share;
mod stretch;
mod watch;

pub use backend::{Backend, Engine};
pub use drive::Drive;
pub use interpreter::{Interpreted, Interpreter};
pub use live::Live;
pub use plan::{
    Arrival, Delays, Description, InputPlan, Kernel, Mean, MonitorPlan, Plan, Planned, PoissonPlan,
    PopulationPlan, PortPlan, ProjectionPlan, Quantity, ReceptorPlan, Row, RowMaker, RowsPlan,
    Settings, Watch, Wiring, check_ring, under_way,
};
pub use pour::Pour;
pub use precision::Precision;
pub use recorder::{ReadState, Recorder};
pub use reference::Reference;
pub use share::Share;
pub use stretch::{Lost, Stretch, place};
pub use watch::{CHECK_EVERY, Label};
