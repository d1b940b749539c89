//! What drives a network from outside: the inputs of npbrain.
//!
//! An input is a current into some neurons, in the unit of their model, whose
//! table of parameters tells. [`input`] makes one of a number, of an array with
//! one number per neuron, or of a course in time:
//!
//! | current | course | NumpyBrain, Brian2, NEST |
//! |---|---|---|
//! | a number, an array | constant, for all or one each | `constant_current`, `dc_generator` |
//! | [`steps`] | one amplitude after another, by durations | `step_current` |
//! | [`steps_at`] | amplitudes by their times | `step_current_generator` |
//! | [`pulses`] | pulses of one width and size | `shock_current`, `pulse_current` |
//! | [`ramp`] | a straight line | `ramp_current` |
//! | [`sine`] | a wave, frequency in Hz | `ac_generator` |
//! | [`chirp`] | a wave that gets faster or slower | zap |
//! | [`function`], a closure `\|t: f64\| …` | any function of the time in ms | |
//! | [`series`] | samples for all neurons | `TimedArray` |
//! | [`series_array`] | samples for each neuron, `[time × neuron]` or `[neuron × time]` | `TimedArray`, two-dimensional |
//! | [`ornstein_uhlenbeck`] | coloured noise, each neuron its own | OU by equations |
//! | [`white_noise`] | a normal number per neuron and interval | `noise_generator` |
//! | [`white_noise_of_intensity`] | white noise, the same at any dt | `intensity * xi` |
//! | [`Stimulus`], [`format_current`] | steps, ramp or pulses, by the form given | `format_current` |
//!
//! ```
//! use npbrain_inputs::{After, input, ornstein_uhlenbeck, pulses, ramp, series, sine, steps};
//! # use npbrain_core::{Neurons, Place};
//! # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
//!
//! // `lif`: what `add` returned for a population of 4 neurons.
//! let drive = input(lif, 15.0);
//! let one_each = input(lif, [12.0, 13.0, 14.0, 15.0]).named("one each");
//! let window = input(lif.slice(0..2), 2.0).during(10.0, 20.0);
//!
//! let protocol = input(lif, steps([(0.0, 100.0), (1.0, 300.0)])); // (amplitude, ms)
//! let shocks = input(lif, pulses([10.0, 20.0, 30.0], 1.0, 0.5)); // at, width, size
//! let rising = input(lif, ramp(0.0, 10.0, 0.0, 100.0)).scaled([1.0, 0.9, 0.8, 0.7]);
//! let theta = input(lif, sine(2.0, 8.0).offset(12.0)).starting_at(50.0);
//! let decay = input(lif, |t: f64| 10.0 * (-t / 20.0).exp());
//! let played = input(lif, series([1.0, 2.0, 4.0], 0.5, After::Hold));
//! let noise = input(lif, ornstein_uhlenbeck(0.0, 2.0, 5.0)).named("noise");
//! ```
//!
//! # What all inputs share
//!
//! - Inputs into the same neuron add up, and their currents add to those of its
//!   synapses: first what is constant for a while, then what changes in every
//!   step, each in the order of the names.
//! - Given to `run`, an input belongs to that run; added to the network, it
//!   stays, and it makes no difference how the time is cut into runs.
//! - A step has the current of its start, t_k, and holds it to its end.
//! - Time is network time. [`during`](CurrentInput::during) cuts a window out of
//!   the course, its end not included;
//!   [`starting_at`](CurrentInput::starting_at) moves the course to another
//!   beginning.
//! - Times and durations become whole steps when the network is planned: the
//!   nearest, if they are multiples of dt but for rounding; else that is an
//!   error.
//! - [`scaled`](CurrentInput::scaled) multiplies an input by one factor, or by
//!   one for each neuron.
//! - Noise is drawn by the network's seed, the input's name, the neuron and the
//!   step, and by nothing else: not by the number of threads, not by what else
//!   there is.
//! - What is constant for a while (constants, steps, pulses, series for all)
//!   is added up only where it changes. All else costs a little in every step.
//!
//! # Spikes from outside
//!
//! [`poisson_input`] drives neurons by the spikes of many independent sources,
//! lumped into one number per neuron and step, which arrive at a port as those
//! of a projection do: Brian2's `PoissonInput`, NEST's `poisson_generator`.
//!
//! # Inputs of your own
//!
//! Any function of time is one already. For a kind with parameters that are
//! checked, memory or noise, implement [`Course`], from `npbrain-core` alone.
#![forbid(unsafe_code)]

mod chirp;
mod current;
mod function;
mod ornstein_uhlenbeck;
mod poisson;
mod pulses;
mod ramp;
mod series;
mod sine;
mod steps;
mod stimulus;
mod white_noise;

pub use chirp::{Chirp, chirp};
pub use current::input;
pub use function::{Function, function};
pub use npbrain_core::{Course, Current, CurrentInput, PoissonInput, Rate};
pub use ornstein_uhlenbeck::{OrnsteinUhlenbeck, ornstein_uhlenbeck};
pub use poisson::poisson_input;
pub use pulses::{Pulses, pulses};
pub use ramp::{Ramp, ramp};
pub use series::{After, Rows, Series, SeriesArray, series, series_array};
pub use sine::{Sine, sine};
pub use steps::{Steps, steps, steps_at};
pub use stimulus::{Stimulus, format_current};
pub use white_noise::{WhiteNoise, white_noise, white_noise_of_intensity};
