use crate::error::{Error, Result};

/// Which targets each source connects to, row by row (compressed sparse rows).
///
/// The synapses are numbered in this order: those of source 0 first, then
/// those of source 1, and so on; weights and delays follow it. A pair may
/// occur more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csr {
    post: usize,
    offsets: Vec<usize>,
    targets: Vec<u32>,
}

impl Csr {
    /// Rows given by where they start in `targets`.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] if a target is not below `post`,
    /// [`Error::Connection`] if `offsets` does not rise from 0 to the number of
    /// targets.
    pub fn new(object: &str, post: usize, offsets: Vec<usize>, targets: Vec<u32>) -> Result<Self> {
        let rises = offsets.first() == Some(&0)
            && offsets.last() == Some(&targets.len())
            && offsets.is_sorted();
        if !rises {
            return Err(Error::Connection {
                object: object.into(),
                rule: "a list of rows".into(),
                pre: offsets.len().saturating_sub(1),
                post,
                reason: "the rows' offsets must rise from 0 to the number of targets".into(),
            });
        }
        match targets.iter().find(|t| **t as usize >= post) {
            Some(target) => Err(Error::OutOfRange {
                object: object.into(),
                index: *target as usize,
                size: post,
            }),
            None => Ok(Csr { post, offsets, targets }),
        }
    }

    /// How many sources there are.
    pub fn pre(&self) -> usize {
        self.offsets.len() - 1
    }

    /// How many targets there are.
    pub fn post(&self) -> usize {
        self.post
    }

    /// How many synapses there are.
    pub fn synapses(&self) -> usize {
        self.targets.len()
    }

    /// The numbers of the synapses of source `pre`.
    pub fn row(&self, pre: usize) -> std::ops::Range<usize> {
        self.offsets[pre]..self.offsets[pre + 1]
    }

    /// Where each row starts; one more than there are sources.
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// The target of every synapse.
    pub fn targets(&self) -> &[u32] {
        &self.targets
    }

    /// The target of every synapse, to be kept.
    pub fn into_targets(self) -> Vec<u32> {
        self.targets
    }

    /// The synapses as (source, target), in order.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.pre())
            .flat_map(|i| self.targets[self.row(i)].iter().map(move |j| (i, *j as usize)))
    }
}
