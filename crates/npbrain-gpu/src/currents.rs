use npbrain_core::{Arithmetic, CHUNK};
use npbrain_engine::{Drive, InputPlan};

use crate::block::{BLOCK, BYTES};

/// The currents into a population in the steps of a block.
///
/// Word 0 is 1 if each neuron has its own current and 0 if not; the words after it
/// tell where the currents of each step lie: those that do not change from one step
/// to the next are there once.
pub(crate) struct Currents {
    drive: Drive<f32>,
    size: usize,
    /// The last current, which the next block begins with.
    uniform: bool,
    words: Vec<u32>,
    steps: usize,
    /// Where the present currents lie.
    row: usize,
}

const HEAD: usize = 1 + BLOCK;

impl Currents {
    pub(crate) fn new(size: usize) -> Self {
        Currents {
            drive: Drive::new(0..size),
            size,
            uniform: true,
            words: vec![0; HEAD],
            steps: 0,
            row: 0,
        }
    }

    /// How many words the buffer has.
    pub(crate) fn capacity(&self) -> usize {
        HEAD + (BYTES / 4).max(self.size).min(BLOCK * self.size)
    }

    pub(crate) fn set<'a>(&mut self, inputs: impl Iterator<Item = &'a InputPlan>) {
        self.drive.set(inputs);
        self.row = 0;
    }

    /// Begins a block.
    pub(crate) fn begin(&mut self) {
        self.words.truncate(HEAD);
        self.steps = 0;
        self.row = 0;
    }

    /// Whether there is room for the currents of one more step.
    pub(crate) fn has_room(&self) -> bool {
        self.steps < BLOCK && self.words.len() + self.size <= self.capacity()
    }

    /// Appends the currents of a step.
    pub(crate) fn push(&mut self, step: u64) {
        let changes = self.drive.advance(Arithmetic::best(), step);
        if changes || self.row == 0 {
            let currents = self.drive.current();
            self.row = self.words.len();
            self.uniform = currents.uniform().is_some();
            match currents.uniform() {
                Some(current) => self.words.push(current.to_bits()),
                None => {
                    for chunk in 0..self.size.div_ceil(CHUNK) {
                        let here = CHUNK.min(self.size - chunk * CHUNK);
                        let values = &currents.chunk(chunk)[..here];
                        self.words.extend(values.iter().map(|value| value.to_bits()));
                    }
                }
            }
        }
        self.words[0] = u32::from(!self.uniform);
        self.words[1 + self.steps] = self.row as u32;
        self.steps += 1;
    }

    /// The words to upload.
    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }
}
