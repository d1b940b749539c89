use npbrain_core::Arithmetic;
use npbrain_engine::{PopulationPlan, Stretch};

/// Sources that nothing reaches, run by the host: their spikes are made for all
/// steps of a block at once, before it.
pub(crate) struct Hosted {
    pub(crate) stretch: Stretch<f32>,
    /// The spikes of the block, a row of words per step.
    pub(crate) rows: Vec<u32>,
    /// The state after each step of the block, variable by variable, if someone
    /// records it.
    log: Option<Vec<f32>>,
    words: usize,
    spikes: Vec<u32>,
}

impl Hosted {
    pub(crate) fn new(plan: &PopulationPlan) -> Self {
        Hosted {
            stretch: Stretch::new(plan, 0..plan.size),
            rows: Vec::new(),
            log: None,
            words: plan.size.div_ceil(32),
            spikes: Vec::new(),
        }
    }

    /// Keeps the state of every step from now on.
    pub(crate) fn keep_log(&mut self) {
        self.log.get_or_insert_default();
    }

    /// How many numbers a step adds to the log.
    pub(crate) fn logged(&self) -> usize {
        self.log.as_ref().map_or(0, |_| self.stretch.range().len() * self.stretch.variables())
    }

    pub(crate) fn begin(&mut self) {
        self.rows.clear();
        self.log.iter_mut().for_each(Vec::clear);
    }

    /// Makes the spikes of a step.
    pub(crate) fn push(&mut self, step: u64) {
        let arithmetic = Arithmetic::best();
        self.stretch.begin(arithmetic, step);
        self.stretch.advance(arithmetic, step, None, &[]);
        self.spikes.clear();
        self.stretch.collect_spikes(&mut self.spikes);
        let row = self.rows.len();
        self.rows.resize(row + self.words, 0);
        for neuron in &self.spikes {
            self.rows[row + *neuron as usize / 32] |= 1 << (neuron % 32);
        }
        if let Some(log) = &mut self.log {
            for variable in 0..self.stretch.variables() {
                let range = self.stretch.range();
                log.extend(range.map(|i| self.stretch.get(variable, i) as f32));
            }
        }
    }

    /// The value of a variable after step `k` of the block.
    pub(crate) fn logged_value(&self, k: usize, variable: usize, neuron: usize) -> f64 {
        let size = self.stretch.range().len();
        let row = k * self.stretch.variables() + variable;
        let value = self.log.as_ref().and_then(|log| log.get(row * size + neuron));
        value.map_or(f64::NAN, |value| f64::from(*value))
    }
}
