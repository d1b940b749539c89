//! The network as a user meets it: describe it, run it, read it.
//!
//! ```
//! use npbrain_network::Network;
//! # use npbrain_core::{CurrentInput, neurons, prelude::*};
//! # vars! { #[doc = ""] pub struct Lif { #[doc = ""] tau = 10.0 "ms" } }
//! # vars! { #[doc = ""] pub struct LifState { #[doc = ""] v = 0.0 "mV" } }
//! # impl NeuronModel for Lif {
//! #     const NAME: &'static str = "Lif";
//! #     const METHOD: Method = Method::Exact;
//! #     const LINEAR: bool = true;
//! #     type Params<V: Copy> = Lif<V>;
//! #     type State<V: Copy> = LifState<V>;
//! #     #[inline(always)]
//! #     fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> LifState<Num<S>> { LifState { v: (n.current() - n.x.v) / n.p.tau } }
//! #     #[inline(always)]
//! #     fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> { n.x.v.ge(10.0) }
//! #     #[inline(always)]
//! #     fn reset<S: Scalar>(n: &Neuron<Self, S>) -> LifState<Num<S>> { LifState { v: n.x.v * 0.0 } }
//! # }
//! # export_neuron!(Lif);
//!
//! let mut net = Network::new();
//! net.dt(0.1)?.seed(7)?;
//! let cells = net.add(neurons(10, Lif::default()).named("cells"));
//! net.run(5.0, [CurrentInput::new(cells, 8.0)])?;
//! assert_eq!(net.time(), 5.0);
//! let v = net.state(cells, "v")?;
//! assert!((v[0] - 8.0 * (1.0 - (-0.5f64).exp())).abs() < 1e-12);
//! # Ok::<(), npbrain_core::Error>(())
//! ```

mod network;
mod progress;
#[doc = include_str!("time.md")]
pub mod time {}

pub use network::Network;
pub use npbrain_engine::{Backend, Engine, Interpreter, Plan, Reference, Settings};
