use npbrain_core::{Csr, Ends, Error, Result};

/// What a rule knows before it makes its rows.
pub(crate) struct Rows<'a> {
    /// The rule's name, for messages.
    pub(crate) rule: &'static str,
    /// What is to be connected.
    pub(crate) ends: &'a Ends<'a>,
    /// Whether a neuron may connect to itself.
    pub(crate) autapses: bool,
    /// How many synapses to make room for.
    pub(crate) synapses: usize,
}

impl Rows<'_> {
    /// The rows, first to last: `append` is given a source and puts its
    /// targets, ascending, behind those that are there.
    pub(crate) fn build(self, mut append: impl FnMut(usize, &mut Vec<u32>)) -> Result<Csr> {
        const MOST: usize = u32::MAX as usize;
        let Ends { object, pre, post, .. } = *self.ends;
        if pre > MOST || post > MOST {
            return Err(self.refused("each end may have at most 4294967295"));
        }

        let mut targets: Vec<u32> = Vec::new();
        let mut offsets: Vec<usize> = Vec::new();
        targets
            .try_reserve_exact(self.synapses)
            .and_then(|()| offsets.try_reserve_exact(pre + 1))
            .map_err(|_| self.refused("memory does not suffice for so many synapses"))?;

        offsets.push(0);
        for source in 0..pre {
            let start = targets.len();
            append(source, &mut targets);
            if let Some(itself) = self.ends.itself(source).filter(|_| !self.autapses)
                && let Ok(k) = targets[start..].binary_search(&(itself as u32))
            {
                targets.remove(start + k);
            }
            offsets.push(targets.len());
        }
        Csr::new(object, post, offsets, targets)
    }

    /// The error that this rule does not fit its ends.
    pub(crate) fn refused(&self, reason: &'static str) -> Error {
        Error::Connection {
            object: self.ends.object.into(),
            rule: self.rule.into(),
            pre: self.ends.pre,
            post: self.ends.post,
            reason,
        }
    }
}
