use npbrain_core::{Connect, Csr, Ends, Error, Result};

use crate::rows::Rows;

/// The rule made by [`pairs`].
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs {
    pairs: Vec<(usize, usize)>,
    weights: Option<Vec<f64>>,
}

/// Connects the pairs (source, target) given, each counted from the first of
/// its end. NumpyBrain calls it `from_ij`.
///
/// They may come in any order; the synapses of one source keep theirs. A pair
/// given twice makes two synapses, and a neuron is connected to itself if that
/// is given.
///
/// # Errors
/// Connecting fails with
/// [`Error::OutOfRange`](npbrain_core::Error::OutOfRange) if a source or target
/// does not exist.
///
/// ```
/// use npbrain_connect::pairs;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 3, post: 3, same: None, geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let connections = pairs([(2, 0), (0, 2), (0, 1), (0, 2)]).connect(&ends)?;
/// assert!(connections.pairs().eq([(0, 2), (0, 1), (0, 2), (2, 0)]));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "from_ij")]
pub fn pairs(pairs: impl IntoIterator<Item = (usize, usize)>) -> Pairs {
    Pairs { pairs: pairs.into_iter().collect(), weights: None }
}

impl Pairs {
    /// Gives each pair a weight, in the order in which the pairs were given.
    /// Their number is checked when the network is planned.
    #[must_use]
    pub fn weights(mut self, weights: impl Into<Vec<f64>>) -> Self {
        self.weights = Some(weights.into());
        self
    }
}

impl Connect for Pairs {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        for (source, target) in &self.pairs {
            for (end, index, size) in
                [("sources", *source, ends.pre), ("targets", *target, ends.post)]
            {
                if index >= size {
                    let object = format!("the {end} of {}", ends.object);
                    return Err(Error::OutOfRange { object, index, size });
                }
            }
        }
        let rows = Rows { rule: "pairs", ends, autapses: true, synapses: self.pairs.len() };
        rows.sort(|| self.pairs.iter().map(|(i, j)| (*i as u32, *j as u32)))
    }

    fn weights(&self) -> Option<Vec<f64>> {
        let weights = self.weights.as_ref()?;
        if weights.len() != self.pairs.len() {
            // Reported where they are used.
            return Some(weights.clone());
        }
        let mut order: Vec<usize> = (0..self.pairs.len()).collect();
        order.sort_by_key(|k| self.pairs[*k].0);
        Some(order.into_iter().map(|k| weights[k]).collect())
    }
}
