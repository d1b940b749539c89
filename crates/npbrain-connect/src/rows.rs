use std::borrow::Cow;
use std::num::NonZero;
use std::ops::Range;
use std::thread::ScopedJoinHandle;

use npbrain_core::{Csr, Ends, Error, MakeRow, Result};

/// What appends the targets of a source, ascending, behind those that are there.
/// A clone of it does the same on another thread.
pub(crate) trait Append: FnMut(usize, &mut Vec<u32>) + Clone + Send {}

impl<A: FnMut(usize, &mut Vec<u32>) + Clone + Send> Append for A {}

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
    /// The rows, first to last.
    ///
    /// Many synapses are made on all cores, some rows on each; since a row
    /// follows from its source alone, they are the same on any number.
    pub(crate) fn build(&self, append: impl Append) -> Result<Csr> {
        self.build_in(self.parts(self.synapses), append)
    }

    /// In how many parts work on so many synapses is done at once.
    pub(crate) fn parts(&self, synapses: usize) -> usize {
        const WORTH_A_THREAD: usize = 1 << 19;
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        (synapses / WORTH_A_THREAD).clamp(1, cores).min(self.ends.pre.max(1))
    }

    /// The rows, made in `parts` parts.
    fn build_in(&self, parts: usize, append: impl Append) -> Result<Csr> {
        self.check_sizes()?;
        let pre = self.ends.pre;
        let sources = |part: usize| pre * part / parts..pre * (part + 1) / parts;
        let mut maker = self.maker(append);
        let mut targets: Vec<u32> = self.room(self.synapses)?;
        let mut offsets: Vec<usize> = self.room(pre + 1)?;
        offsets.push(0);
        let others = std::thread::scope(|scope| {
            let workers: Vec<_> = (1..parts)
                .map(|part| {
                    let mut maker = maker.clone();
                    scope.spawn(move || -> Result<_> {
                        let mut targets = self.room(self.synapses / parts)?;
                        let mut ends = self.room(sources(part).len())?;
                        maker.append_all(sources(part), &mut targets, &mut ends);
                        Ok((targets, ends))
                    })
                })
                .collect();
            maker.append_all(sources(0), &mut targets, &mut offsets);
            workers.into_iter().map(join).collect::<Result<Vec<(Vec<u32>, Vec<usize>)>>>()
        })?;
        for (more, ends) in others {
            let before = targets.len();
            targets.extend(more);
            offsets.extend(ends.into_iter().map(|end| before + end));
        }
        Csr::new(self.ends.object, self.ends.post, offsets, targets)
    }

    /// What makes the rows that [`build`](Self::build) makes, one at a time.
    pub(crate) fn one_by_one(
        &self,
        append: impl Append + Sync + 'static,
    ) -> Result<Box<dyn MakeRow>> {
        self.check_sizes()?;
        Ok(Box::new(self.maker(append)))
    }

    fn maker<A>(&self, append: A) -> Maker<A> {
        let (ends, autapses) = (self.unplaced(), self.autapses);
        Maker { append, ends, autapses, expected: self.synapses }
    }

    /// The ends without their names and places, which are not theirs to keep.
    pub(crate) fn unplaced(&self) -> Ends<'static> {
        let Ends { pre, post, same, key, .. } = *self.ends;
        Ends { object: "", pre, post, same, geometry: Default::default(), key }
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

    /// Refuses ends that are not one set of neurons, or two of equal size of
    /// which a source and a target with the same index stand for one.
    pub(crate) fn check_one_set(&self) -> Result<()> {
        let Ends { pre, post, same, .. } = *self.ends;
        if pre != post {
            return Err(self.refused("it needs one population, or two of equal size"));
        }
        match same {
            Some(shift) if shift != 0 && shift.unsigned_abs() < pre => {
                Err(self.refused("both ends share neurons and begin at different ones"))
            }
            _ => Ok(()),
        }
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

/// What a thread has made; its panic goes on here.
pub(crate) fn join<T>(worker: ScopedJoinHandle<'_, T>) -> T {
    match worker.join() {
        Ok(made) => made,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Makes a row of what a rule appends.
#[derive(Clone)]
struct Maker<A> {
    append: A,
    ends: Ends<'static>,
    autapses: bool,
    expected: usize,
}

impl<A: Append> Maker<A> {
    fn append(&mut self, source: usize, targets: &mut Vec<u32>) {
        let start = targets.len();
        (self.append)(source, targets);
        if let Some(itself) = self.ends.itself(source).filter(|_| !self.autapses) {
            let row = &targets[start..];
            let first = start + row.partition_point(|t| (*t as usize) < itself);
            let last = start + row.partition_point(|t| (*t as usize) <= itself);
            targets.drain(first..last);
        }
    }

    /// Appends the rows of `sources`, and where each ends.
    fn append_all(&mut self, sources: Range<usize>, targets: &mut Vec<u32>, ends: &mut Vec<usize>) {
        for source in sources {
            self.append(source, targets);
            ends.push(targets.len());
        }
    }
}

impl<A: Append + Sync + 'static> MakeRow for Maker<A> {
    fn make(&mut self, source: usize, targets: &mut Vec<u32>) {
        self.append(source, targets);
    }

    fn expected(&self) -> usize {
        self.expected
    }

    fn another(&self) -> Box<dyn MakeRow> {
        Box::new(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use npbrain_core::random::{Key, Stream};

    use super::*;

    /// One part is the serial loop; any number of them gives the same rows.
    #[test]
    fn rows_are_the_same_in_any_number_of_parts() {
        let key = Key::new(1, "a", "connect");
        for (pre, autapses) in [(1, true), (7, false), (100, true), (101, false)] {
            let ends = Ends {
                object: "projection `a`",
                pre,
                post: 50,
                same: Some(0),
                geometry: Default::default(),
                key,
            };
            let rows = Rows { rule: "test", ends: &ends, autapses, synapses: 10 * pre };
            let build = |parts| {
                rows.build_in(parts, |source, targets: &mut Vec<u32>| {
                    let mut stream = Stream::new(key, source as u64);
                    targets.extend((0..50).filter(|_| stream.uniform() < 0.3));
                })
            };
            let serial = build(1).unwrap();
            assert!(pre < 7 || serial.synapses() > 2 * pre);
            for parts in [2, 3, 8, pre] {
                assert_eq!(build(parts).unwrap(), serial, "{parts} parts");
            }
        }
    }
}
