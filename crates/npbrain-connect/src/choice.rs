use npbrain_core::random::Stream;

/// The neurons that one neuron may connect to: those below `size`, but for
/// itself where that is not allowed.
#[derive(Clone, Copy)]
pub(crate) struct Candidates {
    pub(crate) size: usize,
    pub(crate) without: Option<usize>,
}

impl Candidates {
    /// How many there are.
    pub(crate) fn count(self) -> usize {
        self.size - usize::from(self.without.is_some())
    }

    /// The `k`-th of them.
    fn get(self, k: u64) -> u32 {
        let beyond = self.without.is_some_and(|itself| k >= itself as u64);
        k as u32 + u32::from(beyond)
    }
}

/// Chooses some of some candidates, many times over.
#[derive(Clone)]
pub(crate) struct Choice {
    /// Whether a candidate may be chosen more than once.
    repeats: bool,
    /// The number of the choice in which each candidate was last marked.
    marked: Vec<u32>,
    choices: u32,
}

impl Choice {
    /// Choices from at most `size` candidates.
    pub(crate) fn new(repeats: bool, size: usize) -> Self {
        Choice { repeats, marked: vec![0; if repeats { 0 } else { size }], choices: 0 }
    }

    /// Appends `count` of `candidates` to `chosen`, ascending; every choice is
    /// as likely as every other. Without repeats by the method of Floyd
    /// (Bentley and Floyd 1987, *A sample of brilliance*) on the smaller of
    /// what is chosen and what is not.
    ///
    /// `count` is at most the number of candidates, or with repeats any number
    /// if there are candidates at all.
    pub(crate) fn draw(
        &mut self,
        stream: &mut Stream,
        candidates: Candidates,
        count: usize,
        chosen: &mut Vec<u32>,
    ) {
        let all = candidates.count();
        let start = chosen.len();
        if self.repeats {
            chosen.extend((0..count).map(|_| candidates.get(stream.below(all as u64))));
        } else if count <= all / 2 {
            self.mark(stream, all, count, |k| chosen.push(candidates.get(k)));
        } else {
            self.mark(stream, all, all - count, |_| {});
            let (marked, choice) = (&self.marked, self.choices);
            let kept = (0..all).filter(|k| marked[*k] != choice);
            chosen.extend(kept.map(|k| candidates.get(k as u64)));
            return;
        }
        chosen[start..].sort_unstable();
    }

    /// Marks `count` different numbers below `all`, telling each.
    fn mark(&mut self, stream: &mut Stream, all: usize, count: usize, mut tell: impl FnMut(u64)) {
        if self.choices == u32::MAX {
            self.marked.fill(0);
            self.choices = 0;
        }
        self.choices += 1;
        for last in all - count..all {
            let drawn = stream.below(last as u64 + 1) as usize;
            let number = if self.marked[drawn] == self.choices { last } else { drawn };
            self.marked[number] = self.choices;
            tell(number as u64);
        }
    }
}
