//! The GPU engine of npbrain: the same network on Vulkan, Metal or DirectX 12.
//!
//! No model is written twice. A neuron, a receptor or a synapse model is recorded
//! as a [tape](npbrain_core::Tape), the list of operations that its own functions
//! make, and printed as WGSL when the network is planned; the engine adds delivery,
//! random numbers and recording. Nothing is installed and no compiler is run: the
//! driver compiles the text.
//!
//! ```no_run
//! use npbrain_core::{CurrentInput, neurons, prelude::*};
//! use npbrain_engine::{Backend, Description, Settings};
//! use npbrain_gpu::Gpu;
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
//! let (plan, _) = description.plan(&settings, 0)?;
//! let mut engine = Gpu::new()?.engine(&settings)?;
//! engine.extend(plan)?;
//! engine.advance(4)?; // 2 ms
//! assert_eq!(engine.read(0, 0), [4.0, 4.0, 4.0]);
//! # Ok::<(), npbrain_core::Error>(())
//! ```
//!
//! # What runs where
//!
//! All steps of a run take place on the device, up to 250 in one submission, fewer
//! where that takes longer than half a second (it changes no result): spikes
//! are delivered, neurons moved, synapses changed, records kept. The host tells it
//! the currents of the steps to come and the laws of Poisson inputs that change, and
//! fetches what monitors record once per submission; without monitors it reads
//! nothing until the run ends. `net.explain()` counts all of it, `net.wgsl()` gives
//! the programs.
//!
//! Sources that nothing acts on and that are no arithmetic, such as spikes at given
//! times or Poisson groups, are run by the host, ahead of the device, from the code
//! that the CPU engines run.
//!
//! A program asks for WebGPU's default limits and no features: 8 storage buffers,
//! 128 MiB each. Projections with more synapses than that are split by rows, and
//! what cannot be split is refused when the network is planned.
//!
//! # What arrives is whole numbers
//!
//! Many synapses add to one neuron at a time, in no certain order, and sums of
//! floating-point numbers depend on it. So weights without a synapse model, and what
//! synapses with one deliver, are added up in whole numbers of 32 bits: results are
//! the same in every run. Their unit is a power of two, one for each port, chosen so
//! that all sources of the neuron that gets most may fire at once, twice over. With
//! 1,000 synapses of equal weight it is about 10⁻⁶ of the weight; weights are rounded
//! to it, and a projection for which it would be more than 10⁻⁴ of its largest weight
//! is refused. `net.explain()` tells the units.
//!
//! The deliveries of plastic synapses change. They are bounded by
//! [`Gpu::bound`], or by 16 times the largest of their first weights; a run in which
//! one delivers more ends in an error.
//!
//! Levels of graded synapses, currents through gap junctions and Poisson inputs are
//! added up as they are, in a certain order.
//!
//! # How close it is to the CPU
//!
//! It computes in `f32` from constants that the host prepares in `f64`. Random words
//! and Poisson counts are the CPU's, bit for bit; normal numbers to 10⁻⁶. The
//! language lets compilers fuse and reorder operations and round `exp` differently,
//! so that states agree with the CPU's in `f32` to rounding, and networks that are
//! chaotic agree in what is counted of them. `sin` and `cos` are those of the device.

mod arrange;
mod block;
mod bound;
mod cells;
mod constants;
mod counts;
mod currents;
mod device;
mod engine;
mod explain;
mod gpu;
mod hosted;
mod layout;
mod live;
mod present;
mod route;
mod run;
mod sampler;
mod shader;
mod tables;
mod update;

pub use gpu::{Adapter, Gpu, Power};
