use std::borrow::Cow;

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
    pub(crate) fn build(&self, mut append: impl FnMut(usize, &mut Vec<u32>)) -> Result<Csr> {
        self.check_sizes()?;
        let pre = self.ends.pre;
        let mut targets: Vec<u32> = self.room(self.synapses)?;
        let mut offsets: Vec<usize> = self.room(pre + 1)?;
        offsets.push(0);
        for source in 0..pre {
            let start = targets.len();
            append(source, &mut targets);
            if let Some(itself) = self.ends.itself(source).filter(|_| !self.autapses) {
                let row = &targets[start..];
                let first = start + row.partition_point(|t| (*t as usize) < itself);
                let last = start + row.partition_point(|t| (*t as usize) <= itself);
                targets.drain(first..last);
            }
            offsets.push(targets.len());
        }
        Csr::new(self.ends.object, self.ends.post, offsets, targets)
    }

    /// The rows of synapses (source, target) in any order, of which `links`
    /// gives the same each time it is called: a counting sort, which keeps the
    /// order of those of one source.
    pub(crate) fn sort<I>(&self, links: impl Fn() -> I) -> Result<Csr>
    where
        I: Iterator<Item = (u32, u32)>,
    {
        self.check_sizes()?;
        let pre = self.ends.pre;
        let mut offsets: Vec<usize> = self.room(pre + 1)?;
        offsets.resize(pre + 1, 0);
        for (source, _) in links() {
            offsets[source as usize + 1] += 1;
        }
        for row in 0..pre {
            offsets[row + 1] += offsets[row];
        }
        let mut targets: Vec<u32> = self.room(offsets[pre])?;
        targets.resize(offsets[pre], 0);
        // Where the next synapse of each row goes.
        let mut next: Vec<usize> = offsets[..pre].to_vec();
        for (source, target) in links() {
            let next = &mut next[source as usize];
            targets[*next] = target;
            *next += 1;
        }
        Csr::new(self.ends.object, self.ends.post, offsets, targets)
    }

    /// Refuses ends of too many neurons.
    pub(crate) fn check_sizes(&self) -> Result<()> {
        const MOST: usize = u32::MAX as usize;
        if self.ends.pre > MOST || self.ends.post > MOST {
            return Err(self.refused("each end may have at most 4294967295"));
        }
        Ok(())
    }

    /// An empty list with room for `count` entries.
    pub(crate) fn room<T>(&self, count: usize) -> Result<Vec<T>> {
        let mut list = Vec::new();
        match list.try_reserve_exact(count) {
            Ok(()) => Ok(list),
            Err(_) => Err(self.refused("memory does not suffice for so many synapses")),
        }
    }

    /// The error that there are not as many to choose from as needed.
    pub(crate) fn refused_number(
        &self,
        who: &str,
        needed: usize,
        what: &str,
        found: usize,
        repeats: bool,
    ) -> Error {
        self.refused(match repeats {
            true => format!("{who} needs {needed} {what} and may have none"),
            false => format!(
                "{who} needs {needed} different {what} of {found}; ask for fewer or allow multapses"
            ),
        })
    }

    /// The error that this rule does not fit its ends.
    pub(crate) fn refused(&self, reason: impl Into<Cow<'static, str>>) -> Error {
        Error::Connection {
            object: self.ends.object.into(),
            rule: self.rule.into(),
            pre: self.ends.pre,
            post: self.ends.post,
            reason: reason.into(),
        }
    }
}
