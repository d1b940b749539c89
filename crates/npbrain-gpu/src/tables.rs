use npbrain_core::Rate;
use npbrain_core::random::Poisson;
use npbrain_engine::{Mean, PoissonPlan};

use crate::block::BLOCK;

/// The tables of the Poisson inputs of a population in the steps of a block: first
/// where the table of each input and step lies, 0 if there is none.
#[derive(Default)]
pub(crate) struct Tables {
    pours: Vec<Law>,
    words: Vec<u32>,
    steps: usize,
}

/// The law of a Poisson input.
struct Law {
    mean: Mean,
    poisson: Poisson,
    /// The mean that the table is for, and where it lies.
    at: Option<(f64, usize)>,
}

/// The most words of a table.
fn most(mean: &Mean) -> usize {
    match mean {
        // The same for all steps.
        Mean::Constant(mean) => 2 + 20 * (mean.sqrt() as usize + 8),
        Mean::Course { .. } => BLOCK * 1024,
    }
}

impl Tables {
    pub(crate) fn new<'a>(pours: impl Iterator<Item = &'a PoissonPlan>) -> Self {
        let law = |pour: &PoissonPlan| Law {
            mean: pour.mean.clone(),
            poisson: Poisson::default(),
            at: None,
        };
        Tables { pours: pours.map(law).collect(), words: Vec::new(), steps: 0 }
    }

    fn head(&self) -> usize {
        self.pours.len() * BLOCK
    }

    /// How many words the buffer has.
    pub(crate) fn capacity(&self) -> usize {
        self.head() + self.pours.iter().map(|law| most(&law.mean)).sum::<usize>()
    }

    pub(crate) fn begin(&mut self) {
        self.words.clear();
        self.words.resize(self.head(), 0);
        self.steps = 0;
        self.pours.iter_mut().for_each(|law| law.at = None);
    }

    /// Whether there is room for one more step, whatever its tables.
    pub(crate) fn has_room(&self) -> bool {
        // 20 standard deviations of the largest mean.
        const LONGEST: usize = 2 + 20 * 256;
        let courses = self.pours.iter().filter(|law| matches!(law.mean, Mean::Course { .. }));
        match courses.count() {
            0 => true,
            courses => self.steps == 0 || self.words.len() + courses * LONGEST <= self.capacity(),
        }
    }

    /// Appends the tables of a step.
    pub(crate) fn push(&mut self, step: u64) {
        for number in 0..self.pours.len() {
            let law = &mut self.pours[number];
            let mean = match &law.mean {
                Mean::Constant(mean) => *mean,
                Mean::Course { rate, per_hz } => Rate::at(rate, step) * per_hz,
            };
            let at = match law.at {
                Some((of, at)) if of == mean => at,
                _ if !Poisson::allows(mean) => 0,
                _ => {
                    law.poisson.set_mean(mean);
                    let (least, thresholds) = match mean > 0.0 {
                        true => (law.poisson.least(), law.poisson.thresholds()),
                        false => (0, &[][..]),
                    };
                    let at = self.words.len();
                    self.words.extend([least, thresholds.len() as u32]);
                    self.words.extend(thresholds);
                    law.at = Some((mean, at));
                    at
                }
            };
            self.words[number * BLOCK + self.steps] = at as u32;
        }
        self.steps += 1;
    }

    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }
}
