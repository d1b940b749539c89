//! Where things lie in the buffers of a population.

use npbrain_engine::Arrival;

/// The buffers of a population, described.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Layout {
    /// How many neurons.
    pub(crate) size: usize,
    /// How many columns of numbers the state has: the variables, the countdown of
    /// refractory steps, then the variables of attached receptors.
    pub(crate) columns: usize,
    /// The rings of what is due: of the membrane, the ports and the receptors.
    pub(crate) ports: Vec<Port>,
    /// How many steps the ring of spikes holds: a power of two.
    pub(crate) ring: usize,
}

/// The ring of what is to arrive at a port, in whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Port {
    /// How many steps it holds: a power of two, or 0 if nothing is delivered to it.
    pub(crate) slots: usize,
    /// Where it begins.
    pub(crate) start: usize,
    /// What one unit of the whole numbers stands for: a power of two.
    pub(crate) unit: f64,
}

impl Layout {
    /// The words of spikes of one step.
    pub(crate) fn words(&self) -> usize {
        self.size.div_ceil(32)
    }

    /// The word after the ring of spikes, which tells of a neuron that was lost.
    pub(crate) fn lost(&self) -> usize {
        self.ring * self.words()
    }

    /// The words of the buffer of spikes.
    pub(crate) fn spikes(&self) -> usize {
        self.lost() + 1
    }

    /// The words of what is due.
    pub(crate) fn due(&self) -> usize {
        self.ports.iter().map(|port| port.slots).sum::<usize>() * self.size
    }

    /// Where the spikes of a step lie.
    pub(crate) fn spikes_of(&self, step: u64) -> usize {
        (step % self.ring as u64) as usize * self.words()
    }

    /// Gives the ports their places, one after another.
    pub(crate) fn place(&mut self) {
        let mut start = 0;
        for port in &mut self.ports {
            port.start = start;
            start += port.slots * self.size;
        }
    }
}

/// The number of the port that something arrives at, that of the membrane first.
pub(crate) fn port(arrival: Arrival) -> usize {
    match arrival {
        Arrival::Membrane => 0,
        Arrival::Port(k) => k + 1,
    }
}

/// What was in the ring of spikes, put into one of another length. `now` is the
/// step under way.
pub(crate) fn moved_spikes(old: &Layout, new: &Layout, words: &[u32], now: u64) -> Vec<u32> {
    let mut moved = vec![0; new.spikes()];
    let kept = (old.ring.min(new.ring) as u64).saturating_sub(1);
    for step in now.saturating_sub(kept)..now {
        let (from, to) = (old.spikes_of(step), new.spikes_of(step));
        moved[to..to + new.words()].copy_from_slice(&words[from..from + old.words()]);
    }
    moved[new.lost()] = words[old.lost()];
    moved
}

/// What is due from step `now` on, put into rings of other lengths and units.
pub(crate) fn moved_due(old: &Layout, new: &Layout, words: &[u32], now: u64) -> Vec<u32> {
    let mut moved = vec![0; new.due()];
    for (from, to) in old.ports.iter().zip(&new.ports).filter(|(from, _)| from.slots > 0) {
        let rescaled = from.unit / to.unit;
        for step in now..now + from.slots as u64 {
            let slot = |port: &Port| port.start + (step % port.slots as u64) as usize * new.size;
            let (from, to) = (slot(from), slot(to));
            for i in 0..new.size {
                let due = f64::from(words[from + i].cast_signed()) * rescaled;
                moved[to + i] = (due.round() as i32).cast_unsigned();
            }
        }
    }
    moved
}
