use std::fmt;
use std::sync::Arc;

use crate::error::Result;
use crate::kernel::Value;
use crate::random::Stream;

/// How values are given: one for all, an array with one for each, or a rule
/// that makes them, which is a distribution or a function. `S` is what a rule
/// is told about the place of a value.
///
/// [`PerNeuron`] and [`PerSynapse`] are the two kinds. Each is made from a
/// number, an array, a `Vec` or a slice of numbers, a [`Value`], a closure, or
/// anything else that implements [`Draw`].
///
/// ```
/// use npbrain_core::{PerNeuron, PerSynapse};
///
/// let one = PerNeuron::from(10.0);
/// let array = PerNeuron::from([10.0, 12.0, 14.0]);
/// let function = PerNeuron::from(|index: usize| 10.0 + 2.0 * index as f64);
/// let of_pair = PerSynapse::from(|i: usize, j: usize| if i < j { 1.0 } else { -1.0 });
/// ```
pub enum Given<S> {
    /// One for all, or one each.
    Values(Value),
    /// Made when the network is planned.
    Rule(Arc<dyn Draw<S>>),
}

/// Values for the neurons of a population; a closure is told the neuron's
/// index.
pub type PerNeuron = Given<NeuronSite>;

/// Values for the synapses of a projection; a closure is told the indices of
/// source and target, each counted from the first of its end.
pub type PerSynapse = Given<SynapseSite>;

/// The neuron that a value is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeuronSite {
    /// Its index in the population.
    pub index: usize,
    /// Where it is; the origin if the population has no positions.
    pub position: [f64; 3],
}

/// The synapse that a value is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SynapseSite {
    /// The source, counted from the first of the projection's sources.
    pub i: usize,
    /// The target, counted from the first of the projection's targets.
    pub j: usize,
    /// Where source and target are; the origin where a population has no
    /// positions.
    pub positions: [[f64; 3]; 2],
}

/// A distribution or function that makes values.
///
/// Random numbers come from the stream alone: each neuron, and each source of
/// a projection, has its own, set by the network's seed, the object's name and
/// what the value is. So a value depends neither on the order in which objects
/// are added nor on the number of threads.
pub trait Draw<S>: Send + Sync {
    /// The value at `site`. One that is not finite is reported when the
    /// network is planned.
    fn draw(&self, site: S, stream: &mut Stream) -> f64;

    /// Appends the values at `count` sites that have one stream, the k-th of which
    /// is `site(k)`: what [`draw`](Self::draw) gives one after another, which a rule
    /// may know to do faster for many.
    fn draw_row(
        &self,
        count: usize,
        site: &dyn Fn(usize) -> S,
        stream: &mut Stream,
        values: &mut Vec<f64>,
    ) {
        values.extend((0..count).map(|k| self.draw(site(k), stream)));
    }

    /// Checks the rule itself, before it is first used: `name` of `object` is
    /// what it makes values for.
    ///
    /// # Errors
    /// What is wrong with it, such as a negative standard deviation.
    fn check(&self, object: &str, name: &str) -> Result<()> {
        let _ = (object, name);
        Ok(())
    }

    /// Whether it depends on positions, so that populations without are an
    /// error.
    fn needs_positions(&self) -> bool {
        false
    }
}

impl<F: Fn(usize) -> f64 + Send + Sync> Draw<NeuronSite> for F {
    fn draw(&self, site: NeuronSite, _: &mut Stream) -> f64 {
        self(site.index)
    }
}

impl<F: Fn(usize, usize) -> f64 + Send + Sync> Draw<SynapseSite> for F {
    fn draw(&self, site: SynapseSite, _: &mut Stream) -> f64 {
        self(site.i, site.j)
    }
}

impl<S> Clone for Given<S> {
    fn clone(&self) -> Self {
        match self {
            Given::Values(values) => Given::Values(values.clone()),
            Given::Rule(rule) => Given::Rule(rule.clone()),
        }
    }
}

impl<S> fmt::Debug for Given<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Given::Values(values) => f.debug_tuple("Values").field(values).finish(),
            Given::Rule(_) => f.write_str("Rule(..)"),
        }
    }
}

/// The conversions, for each site by itself: a conversion for all sites at once
/// would clash with that of rules, since others may add sites.
macro_rules! given_from {
    ($($site:ty),*) => {$(
        impl<V: Draw<$site> + 'static> From<V> for Given<$site> {
            fn from(rule: V) -> Self {
                Given::Rule(Arc::new(rule))
            }
        }
        given_from!(values $site: Value, f64, i32, Vec<f64>, &Vec<f64>, &[f64]);
        impl<const N: usize> From<[f64; N]> for Given<$site> {
            fn from(values: [f64; N]) -> Self {
                Given::Values(values.into())
            }
        }
    )*};
    (values $site:ty: $($values:ty),*) => {$(
        impl From<$values> for Given<$site> {
            fn from(values: $values) -> Self {
                Given::Values(values.into())
            }
        }
    )*};
}

given_from!(NeuronSite, SynapseSite);
