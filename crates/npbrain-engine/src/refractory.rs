/// Which neurons of a stretch are refractory, where a spike makes all of them
/// refractory for equally many steps: a bit per neuron in place of a countdown,
/// and the spikes of that many past steps.
pub(crate) struct Refractory {
    words: Vec<u64>,
    /// The spikes of past steps, a row of words each.
    past: Vec<u64>,
    steps: usize,
}

/// More steps than these would take more memory than a countdown.
const MOST_STEPS: f64 = 128.0;

impl Refractory {
    /// So many `chunks` of neurons, each refractory for `steps` after a spike;
    /// `None` if a countdown does better.
    pub(crate) fn new(chunks: usize, steps: f64) -> Option<Self> {
        (steps <= MOST_STEPS).then(|| Refractory {
            words: vec![0; chunks],
            past: vec![0; chunks * steps as usize],
            steps: steps as usize,
        })
    }

    /// Who is refractory in the present step.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Takes in who `fired` in step `step`, and lets go of those who fired as
    /// many steps before as they are refractory.
    pub(crate) fn advance(&mut self, step: u64, fired: &[u64]) {
        let Some(slot) = step.checked_rem(self.steps as u64) else { return };
        let row = &mut self.past[slot as usize * fired.len()..][..fired.len()];
        for ((word, past), fired) in self.words.iter_mut().zip(row).zip(fired) {
            *word = (*word | fired) & !*past;
            *past = *fired;
        }
    }
}
