use npbrain_core::random::Stream;

use crate::sorting::Sorting;

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

    /// Turns the numbers of candidates, counted without the one left out, into the
    /// candidates.
    fn name(self, numbers: &mut [u32]) {
        if let Some(itself) = self.without {
            for number in numbers {
                *number += u32::from(*number as usize >= itself);
            }
        }
    }
}

/// Chooses some of some candidates, many times over.
#[derive(Clone)]
pub(crate) struct Choice {
    /// Whether a candidate may be chosen more than once.
    repeats: bool,
    /// A bit for each candidate, set while it is chosen.
    marks: Vec<u64>,
    /// The candidates that are not chosen, if those are fewer.
    others: Vec<u32>,
    sorting: Sorting,
}

/// How many marks are a word of them.
const WORD: usize = u64::BITS as usize;

impl Choice {
    /// Choices from at most `size` candidates.
    pub(crate) fn new(repeats: bool, size: usize) -> Self {
        let marks = vec![0; if repeats { 0 } else { size.div_ceil(WORD) }];
        Choice { repeats, marks, others: Vec::new(), sorting: Sorting::below(size) }
    }

    /// Appends `count` of `candidates` to `chosen`, ascending; every choice is
    /// as likely as every other. Without repeats what is drawn is the smaller of
    /// what is chosen and what is not, and who was drawn before is drawn again.
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
        let (all, start) = (candidates.count(), chosen.len());
        if self.repeats {
            if count > 0 {
                stream.belows(all as u32, count, chosen);
            }
            self.sorting.sort(&mut chosen[start..]);
        } else if count <= all / 2 {
            self.mark(stream, all, count, chosen);
            for number in &chosen[start..] {
                self.marks[*number as usize / WORD] = 0;
            }
            self.sorting.sort(&mut chosen[start..]);
        } else {
            let mut others = std::mem::take(&mut self.others);
            others.clear();
            self.mark(stream, all, all - count, &mut others);
            for (word, first) in self.marks.iter_mut().zip((0..all).step_by(WORD)) {
                let numbers = first..all.min(first + WORD);
                let kept = numbers.filter(|number| *word >> (number - first) & 1 == 0);
                chosen.extend(kept.map(|number| number as u32));
                *word = 0;
            }
            self.others = others;
        }
        candidates.name(&mut chosen[start..]);
    }

    /// Appends `count` different numbers below `all`, and marks them.
    fn mark(&mut self, stream: &mut Stream, all: usize, count: usize, numbers: &mut Vec<u32>) {
        let end = numbers.len() + count;
        while numbers.len() < end {
            let first = numbers.len();
            stream.belows(all as u32, end - first, numbers);
            let mut kept = first;
            for next in first..end {
                let number = numbers[next];
                let (word, bit) = (number as usize / WORD, 1 << (number as usize % WORD));
                numbers[kept] = number;
                kept += usize::from(self.marks[word] & bit == 0);
                self.marks[word] |= bit;
            }
            numbers.truncate(kept);
        }
    }
}
